//! The check: a file is read and every row judged; nothing is kept but what
//! was found.

use super::judge::Ground;
use super::known::{Known, card_of, likeness_of};
use super::layout::{Layout, Line, likeness};
use super::mapping::{Plan, Reading, plan, seal_reading};
use super::near::Everyone;
use super::queries::{Kept, seal_row};
use super::reading;
use super::rows::{Fault, ReadRow, Words, read};
use super::work::{import_of, in_hand, open_file, raise, recount, settle};
use crate::beneficiaries::lookups::{PROBE, PROBES_PER_HOUR, recorded_by};
use crate::duplicates::pool::Pool;
use crate::entity::{household, import, import_row, import_source};
use crate::jobs::Workplace;
use crate::jobs::holding::progress;
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::tx::{rehearse, run_in};
use crate::tasks::raise::{Claim, is_open};
use contract::imports::{Column, FileFault, ImportState, MAX_ROWS, RowOutcome};
use contract::nik::digits_of;
use contract::problem::FieldCode;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use std::collections::HashMap;
use std::sync::Arc;

/// Rows judged at once, with one look at the register.
const STRETCH: usize = 500;
/// Rows after which others have their turn: judging waits for nothing.
const TURN: usize = 25;
/// Rows inserted by one statement.
const INSERTED: usize = 250;
/// NIK of one file that may stand on records its reader cannot see.
const CLAIMS_PER_FILE: usize = 30;

/// Reads the file and judges every row. Started again after a break, it begins
/// anew.
pub async fn check(place: &Workplace) -> Result<()> {
    let Some(mut import) = import_of(place, ImportState::Checking).await? else { return Ok(()) };
    let bytes = open_file(&place.kernel, import.id).await?;
    let bytes = bytes.ok_or_else(|| Error::internal("the uploaded file is gone"))?;
    // A file on which its reader stumbles is damaged, and no more than that.
    let read = tokio::task::spawn_blocking(move || {
        let sheets = reading::read(&bytes)?;
        let ranks: Vec<(usize, usize)> = sheets.iter().map(likeness).collect();
        Ok((sheets, ranks))
    });
    let (sheets, ranks) = match read.await.unwrap_or(Err(FileFault::Damaged)) {
        Ok(read) => read,
        Err(fault) => return fail(place, import, fault, &[]).await,
    };
    let plan = match plan(place, &mut import, &sheets, &ranks).await? {
        Ok(plan) => plan,
        Err(fault) => return fail(place, import, fault, &[]).await,
    };
    if plan.asks {
        return ask(place, import, plan).await;
    }
    let Some(sheet) = sheets.get(plan.at) else { return Err(Error::internal("the chosen sheet is gone")) };
    let (body, _) = plan.layout.body(&sheet.rows);
    if sheet.too_long || body.len() > MAX_ROWS {
        return fail(place, import, FileFault::TooManyRows, &[]).await;
    }
    if body.is_empty() {
        return fail(place, import, FileFault::NoRows, &[]).await;
    }
    judge_all(place, import, &plan, &body).await
}

/// What earlier rows of the file said.
#[derive(Debug, Default)]
struct Before {
    /// NIK, or what stands for one, and the row that had it first.
    seen: HashMap<String, u32>,
    /// Households that earlier rows would make, by their family card.
    homes: HashMap<Vec<u8>, household::Model>,
}

impl Before {
    fn refuse_repeated(&mut self, row: &mut ReadRow, number: u32) {
        let nik = row.draft.nik.value().map(|nik| digits_of(nik));
        let column = if nik.is_some() { Column::Nik } else { Column::FullName };
        let likeness =
            || likeness_of(row).map(|(name, birth, village, rw)| format!("{name}\n{birth}\n{village}\n{rw}"));
        let Some(key) = nik.or_else(likeness) else { return };
        match self.seen.get(&key) {
            None => {
                self.seen.insert(key, number);
            }
            Some(first) if !row.faults.iter().any(|fault| fault.column == column) => {
                let mut fault = Fault::new(column, FieldCode::RepeatedInFile);
                fault.params.insert("row".to_owned(), first.to_string());
                row.faults.push(fault);
            }
            Some(_) => {}
        }
    }
}

async fn judge_all(place: &Workplace, import: import::Model, plan: &Plan, body: &[Line<'_>]) -> Result<()> {
    let words = Words::load(&place.kernel.db.read).await?;
    begin(place).await?;
    let (mut before, mut claims, mut warned) = (Before::default(), Vec::new(), 0);
    let everyone = Everyone::read(&place.kernel, &place.pen.scope, None).await?;
    let near = everyone.as_ref().map(Everyone::pool);
    let mut probes = recorded_by(&place.kernel, place.pen.user, PROBE).await?;
    for (done, lines) in body.chunks(STRETCH).enumerate() {
        progress(&place.kernel, &place.job, done * STRETCH, body.len()).await?;
        let mut rows: Vec<(u32, ReadRow)> = lines
            .iter()
            .map(|(number, cells)| (*number, read(&plan.layout, &words, cells, import.region_code.as_ref())))
            .collect();
        for (number, row) in &mut rows {
            before.refuse_repeated(row, *number);
        }
        let judged = judge_stretch(place, &words, &plan.layout, rows, near, &mut before).await?;
        for one in &judged {
            warned += i32::from(!one.row.warnings.is_empty());
            if let Some(claimed) = &one.claim {
                probes += u64::from(!is_open(&place.kernel.db.read, claimed).await?);
                claims.push(claimed.clone());
            }
        }
        // Whoever tries NIK until one stands would do it with a file, or several.
        if claims.len() > CLAIMS_PER_FILE || probes > PROBES_PER_HOUR {
            return fail(place, import, FileFault::TooManyElsewhere, &claims).await;
        }
        store_rows(place, &import, &plan.layout, judged).await?;
    }
    finish(place, import, plan, warned, &claims).await
}

struct Judged {
    number: u32,
    row: ReadRow,
    outcome: RowOutcome,
    woman: Option<contract::ids::BeneficiaryId>,
    claim: Option<Claim>,
}

/// Judges rows in a transaction that is taken back: nothing is written.
async fn judge_stretch(
    place: &Workplace,
    words: &Words,
    layout: &Layout,
    mut rows: Vec<(u32, ReadRow)>,
    near: Option<&Arc<Pool>>,
    before: &mut Before,
) -> Result<Vec<Judged>> {
    rehearse(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        let sound: Vec<&ReadRow> = rows.iter().map(|(_, row)| row).filter(|row| row.faults.is_empty()).collect();
        let mut known = Known::load(tx, &sound, None, near).await?;
        known.take_over(tx.kernel(), &sound, &before.homes);
        let ground = Ground { tx, pen: &place.pen, words };
        let mut judged = Vec::with_capacity(rows.len());
        let mut turns = 0_usize;
        for (number, mut row) in rows.drain(..) {
            turns += 1;
            if turns.is_multiple_of(TURN) {
                tokio::task::yield_now().await;
            }
            if !row.faults.is_empty() {
                judged.push(Judged { number, row, outcome: RowOutcome::Faulty, woman: None, claim: None });
                continue;
            }
            let verdict = ground.judge(&row, &known)?;
            if let super::judge::Verdict::Create(new) = &verdict
                && let Some(home) = new.home.after()
            {
                for card in card_of(tx.kernel(), &row) {
                    before.homes.insert(card, home.clone());
                }
                known.keep_home(home.clone());
            }
            let (outcome, woman, claim) = settle(&mut row, &verdict, place.pen.user);
            for fault in &mut row.faults {
                fault.column = layout.stands_in(fault.column);
            }
            judged.push(Judged { number, row, outcome, woman, claim });
        }
        Ok(judged)
    })
    .await
}

/// Forgets what an earlier check found.
async fn begin(place: &Workplace) -> Result<()> {
    run_in(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        let import = in_hand(tx, place, ImportState::Checking).await?;
        import_row::Entity::delete_many().filter(import_row::Column::ImportId.eq(import.id)).exec(tx.db()).await?;
        Ok(tx.done_unrecorded(()))
    })
    .await
}

async fn store_rows(place: &Workplace, import: &import::Model, layout: &Layout, judged: Vec<Judged>) -> Result<()> {
    let mut models = Vec::with_capacity(judged.len());
    for one in judged {
        let row = i32::try_from(one.number).map_err(Error::internal)?;
        let kept = Kept { read: one.row, columns: layout.columns.clone(), headings: layout.headings.clone() };
        let sealed = seal_row(&place.kernel, import.id, row, &kept)?;
        let model = import_row::Model {
            import_id: import.id,
            row,
            outcome: one.outcome,
            sealed,
            committed: false,
            beneficiary_id: one.woman,
            mended: false,
        };
        models.push(model.into_active_model());
    }
    run_in(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        in_hand(tx, place, ImportState::Checking).await?;
        for part in models.chunks(INSERTED) {
            import_row::Entity::insert_many(part.to_vec()).exec_without_returning(tx.db()).await?;
        }
        // The check itself leaves one event, at its end.
        Ok(tx.done_unrecorded(()))
    })
    .await
}

/// Writes the summary.
async fn finish(place: &Workplace, import: import::Model, plan: &Plan, warned: i32, claims: &[Claim]) -> Result<()> {
    run_in(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        let mut row = in_hand(tx, place, ImportState::Checking).await?;
        row.mends = import.mends;
        recount(tx, &mut row).await?;
        row.state = ImportState::Checked;
        row.warned = warned;
        row.reading = Some(seal_reading(tx.kernel(), row.id, &plan.reading)?);
        row.version += 1;
        row.into_active_model().reset_all().update(tx.db()).await?;
        if let Some(source) = &plan.source {
            let mut used = import_source::ActiveModel { id: Set(*source), ..Default::default() };
            used.used_at = Set(tx.now());
            // Someone may forget it at this very moment.
            let _ = import_source::Entity::update_many()
                .set(used)
                .filter(import_source::Column::Id.eq(*source))
                .exec(tx.db())
                .await?;
        }
        raise(tx, claims).await?;
        tx.done(Change::act(import::Entity::KIND, import.id), ()).await
    })
    .await
}

/// Stops until someone says what is meant.
async fn ask(place: &Workplace, import: import::Model, plan: Plan) -> Result<()> {
    leave(place, import, ImportState::Mapping, None, Some(&plan.reading), &[]).await
}

async fn fail(place: &Workplace, import: import::Model, fault: FileFault, claims: &[Claim]) -> Result<()> {
    leave(place, import, ImportState::Failed, Some(fault), None, claims).await
}

async fn leave(
    place: &Workplace,
    import: import::Model,
    state: ImportState,
    fault: Option<FileFault>,
    reading: Option<&Reading>,
    claims: &[Claim],
) -> Result<()> {
    run_in(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        let mut row = in_hand(tx, place, ImportState::Checking).await?;
        row.mends = import.mends;
        raise(tx, claims).await?;
        import_row::Entity::delete_many().filter(import_row::Column::ImportId.eq(import.id)).exec(tx.db()).await?;
        recount(tx, &mut row).await?;
        (row.state, row.fault) = (state, fault.map(|fault| fault.to_string()));
        if let Some(reading) = reading {
            row.reading = Some(seal_reading(tx.kernel(), row.id, reading)?);
        }
        row.version += 1;
        row.into_active_model().reset_all().update(tx.db()).await?;
        let change = Change::act(import::Entity::KIND, import.id);
        let change = fault.map_or(change.clone(), |fault| change.because(fault.as_str()));
        tx.done(change, ()).await
    })
    .await
}
