//! The commit: rows are judged again and kept, a stretch of them in one
//! transaction with their marks, so that a break leaves nothing half done and
//! a new start goes on.

use super::judge::{Ground, New, Update, Verdict};
use super::keep::{change, register_all};
use super::known::Known;
use super::near::Everyone;
use super::queries::{Kept, open_row, seal_row};
use super::rows::{Fault, ReadRow, Words, faults_of};
use super::work::{KEEP_DAYS, import_of, in_hand, number_of, raise, recount, settle};
use crate::beneficiaries::identifiers::lock_nik;
use crate::entity::{import, import_row};
use crate::jobs::Workplace;
use crate::jobs::holding::progress;
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::tx::{Tx, run_in};
use crate::tasks::raise::Claim;
use contract::ids::ImportId;
use contract::imports::{Column, ImportState, RowOutcome};
use contract::nik::Nik;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

/// Rows kept in one transaction, for which everyone else waits on SQLite.
const STRETCH: u64 = 200;

/// The rows that are still to be kept, after those already looked at.
fn to_keep(import: &import::Model, after: i32) -> Condition {
    let mut wanted = vec![RowOutcome::Create];
    if import.commit_updates {
        wanted.push(RowOutcome::Update);
    }
    Condition::all()
        .add(import_row::Column::ImportId.eq(import.id))
        .add(import_row::Column::Row.gt(after))
        .add(import_row::Column::Outcome.is_in(wanted))
        .add(import_row::Column::Committed.eq(false))
}

pub async fn commit(place: &Workplace) -> Result<()> {
    let Some(import) = import_of(place, ImportState::Committing).await? else { return Ok(()) };
    let total = import.creates + if import.commit_updates { import.updates } else { 0 };
    let total = usize::try_from(total).map_err(Error::internal)?;
    let words = Words::load(&place.kernel.db.read).await?;
    let mut everyone = Everyone::read(&place.kernel, &place.pen.scope, Some(import.id)).await?;
    let mut after = i32::MIN;
    loop {
        // Also before the first: a process before this one may have kept all.
        progress(&place.kernel, &place.job, committed(place, &import).await?, total).await?;
        let rows = system::<import_row::Entity>()
            .filter(to_keep(&import, after))
            .order_by_asc(import_row::Column::Row)
            .limit(STRETCH)
            .all(&place.kernel.db.read)
            .await?;
        let Some(last) = rows.last() else { break };
        after = last.row;
        keep(place, &import, &words, &mut everyone, rows).await?;
    }
    finish(place).await
}

async fn committed(place: &Workplace, import: &import::Model) -> Result<usize> {
    let rows = system::<import_row::Entity>()
        .filter(import_row::Column::ImportId.eq(import.id))
        .filter(import_row::Column::Committed.eq(true));
    usize::try_from(rows.count(&place.kernel.db.read).await?).map_err(Error::internal)
}

/// Keeps a stretch; where the register refuses it as a whole, row by row.
async fn keep(
    place: &Workplace,
    import: &import::Model,
    words: &Words,
    everyone: &mut Option<Everyone>,
    rows: Vec<import_row::Model>,
) -> Result<()> {
    match keep_together(place, import, words, everyone, &rows).await {
        Err(error) if error.code == ProblemCode::Unavailable => Err(error),
        Err(error) if rows.len() > 1 => {
            tracing::info!(code = error.code.as_str(), cause = error.cause, "a stretch of rows is kept one by one");
            for row in rows {
                keep_alone(place, import, words, everyone, &row).await?;
            }
            Ok(())
        }
        Err(_) if rows.len() == 1 => match rows.first() {
            Some(row) => keep_alone(place, import, words, everyone, row).await,
            None => Ok(()),
        },
        kept => kept,
    }
}

/// Keeps one row; where the register refuses it, the row says why and the rest
/// of the list goes on.
async fn keep_alone(
    place: &Workplace,
    import: &import::Model,
    words: &Words,
    everyone: &mut Option<Everyone>,
    row: &import_row::Model,
) -> Result<()> {
    match keep_together(place, import, words, everyone, std::slice::from_ref(row)).await {
        Err(error) if error.code.status() < 500 => refuse(place, row, error).await,
        kept => kept,
    }
}

async fn refuse(place: &Workplace, row: &import_row::Model, error: Error) -> Result<()> {
    run_in(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        in_hand(tx, place, ImportState::Committing).await?;
        let (mut model, mut kept) = (row.clone(), open_row(tx.kernel(), row)?);
        let (mut faults, outcome) = (faults_of(error.errors.clone()), RowOutcome::Faulty);
        if faults.is_empty() {
            let double = error.code == ProblemCode::PossibleDuplicates;
            let (column, code) = if double {
                (Column::FullName, FieldCode::PossibleDuplicate)
            } else {
                (Column::Nik, FieldCode::RecordLocked)
            };
            faults = vec![Fault::new(column, code)];
            model.outcome = RowOutcome::Conflict;
        } else {
            model.outcome = outcome;
        }
        (kept.read.faults, kept.read.acceptable) = (faults, false);
        model.sealed = seal_row(tx.kernel(), model.import_id, model.row, &kept)?;
        model.into_active_model().reset_all().update(tx.db()).await?;
        Ok(tx.done_unrecorded(()))
    })
    .await
}

/// A row on its way: what is kept of it, and what became of it.
struct Step {
    model: import_row::Model,
    kept: Kept,
    new: Option<Box<New>>,
    update: Option<Box<Update>>,
}

async fn keep_together(
    place: &Workplace,
    import: &import::Model,
    words: &Words,
    everyone: &mut Option<Everyone>,
    rows: &[import_row::Model],
) -> Result<()> {
    let written = run_in(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        let opened: Result<Vec<Kept>> = rows.iter().map(|row| open_row(tx.kernel(), row)).collect();
        let opened = opened?;
        in_hand(tx, place, ImportState::Committing).await?;
        let reads: Vec<_> = opened.iter().map(|kept| &kept.read).collect();
        lock_numbers(tx, &reads).await?;
        if let Some(everyone) = everyone.as_mut() {
            everyone.keep_up(tx).await?;
        }
        let near = everyone.as_ref().map(Everyone::pool);
        let mut known = Known::load(tx, &reads, Some(import.id), near).await?;
        let ground = Ground { tx, pen: &place.pen, words };
        let (mut steps, mut claims) = (Vec::with_capacity(rows.len()), Vec::new());
        for (model, kept) in rows.iter().cloned().zip(opened) {
            let (step, claimed) = judge(&ground, &mut known, model, kept)?;
            claims.extend(claimed);
            steps.push(step);
        }
        let new: Vec<&New> = steps.iter().filter_map(|step| step.new.as_deref()).collect();
        register_all(tx, &new).await?;
        for update in steps.iter().filter_map(|step| step.update.as_deref()) {
            change(tx, &place.pen, update).await?;
        }
        raise(tx, &claims).await?;
        mark(tx, import, &steps).await?;
        let (first, last) = (rows.first().map_or(0, |row| row.row), rows.last().map_or(0, |row| row.row));
        tx.done(Change::act("import_row", format!("{} {first}-{last}", import.id)), tx.now()).await
    })
    .await?;
    if let Some(everyone) = everyone {
        everyone.wrote(written);
    }
    Ok(())
}

/// While the secret is changed, no unique key sees one NIK under two hashes.
async fn lock_numbers(tx: &Tx, reads: &[&ReadRow]) -> Result<()> {
    let today = tx.now().day_in_jakarta();
    let mut numbers: Vec<Nik> = reads.iter().filter_map(|row| Nik::parse(row.draft.nik.value()?, today).ok()).collect();
    numbers.sort_by(|one, other| one.reveal().cmp(other.reveal()));
    for nik in &numbers {
        lock_nik(tx, nik).await?;
    }
    Ok(())
}

/// Judges a row again: the register may have changed since the check.
fn judge(
    ground: &Ground<'_>,
    known: &mut Known,
    mut model: import_row::Model,
    mut kept: Kept,
) -> Result<(Step, Option<Claim>)> {
    let verdict = ground.judge(&kept.read, known)?;
    let shown = std::mem::take(&mut kept.read.changes);
    let planned = model.outcome;
    let (outcome, woman, claim) = settle(&mut kept.read, &verdict, ground.pen.user);
    let layout = kept.layout();
    for fault in &mut kept.read.faults {
        fault.column = layout.stands_in(fault.column);
    }
    (model.outcome, model.beneficiary_id) = (outcome, woman);
    let (mut new, mut update) = (None, None);
    match verdict {
        Verdict::Create(made) => {
            model.beneficiary_id = Some(made.woman.id);
            model.committed = true;
            known.keep_woman(made.woman.clone());
            if let Some(home) = made.home.after() {
                known.keep_home(home.clone());
            }
            new = Some(made);
        }
        // Only what was shown is changed.
        Verdict::Update(made) if planned == RowOutcome::Update && made.changes == shown => {
            model.committed = true;
            update = Some(made);
        }
        _ => {}
    }
    Ok((Step { model, kept, new, update }, claim))
}

/// Marks the rows, and those of the list they mend.
async fn mark(tx: &Tx, import: &import::Model, steps: &[Step]) -> Result<()> {
    let mut models = Vec::with_capacity(steps.len());
    for step in steps {
        let mut model = step.model.clone();
        model.sealed = seal_row(tx.kernel(), model.import_id, model.row, &step.kept)?;
        models.push(model.into_active_model());
    }
    let marks = OnConflict::columns([import_row::Column::ImportId, import_row::Column::Row])
        .update_columns([
            import_row::Column::Outcome,
            import_row::Column::Sealed,
            import_row::Column::Committed,
            import_row::Column::BeneficiaryId,
        ])
        .to_owned();
    import_row::Entity::insert_many(models).on_conflict(marks).exec_without_returning(tx.db()).await?;
    let Some(mended) = import.mends else { return Ok(()) };
    let stands = |step: &&Step| step.model.committed || step.model.outcome == RowOutcome::Unchanged;
    let rows: Vec<i32> = steps.iter().filter(stands).filter_map(|step| source_row(&step.kept)).collect();
    mend(tx, mended, rows).await
}

fn source_row(kept: &Kept) -> Option<i32> {
    kept.read.source_row.and_then(|row| i32::try_from(row).ok())
}

async fn mend(tx: &Tx, import: ImportId, rows: Vec<i32>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    import_row::Entity::update_many()
        .col_expr(import_row::Column::Mended, Expr::value(true))
        .filter(import_row::Column::ImportId.eq(import))
        .filter(import_row::Column::Row.is_in(rows))
        .filter(import_row::Column::Outcome.is_in([RowOutcome::Faulty, RowOutcome::Conflict]))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Mended rows that needed no change count as mended too.
async fn mend_unchanged(tx: &Tx, import: &import::Model) -> Result<()> {
    let Some(mended) = import.mends else { return Ok(()) };
    let rows = system::<import_row::Entity>()
        .filter(import_row::Column::ImportId.eq(import.id))
        .filter(import_row::Column::Outcome.eq(RowOutcome::Unchanged))
        .all(tx.db())
        .await?;
    let kept: Result<Vec<Kept>> = rows.iter().map(|row| open_row(tx.kernel(), row)).collect();
    mend(tx, mended, kept?.iter().filter_map(source_row).collect()).await?;
    let select = tx.select_for_update::<import::Entity>().filter(import::Column::Id.eq(mended));
    let Some(mut whole) = select.one(tx.db()).await? else { return Ok(()) };
    whole.mended = number_of(tx, mended, import_row::Column::Mended).await?;
    whole.version += 1;
    whole.into_active_model().reset_all().update(tx.db()).await?;
    Ok(())
}

async fn finish(place: &Workplace) -> Result<()> {
    run_in(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        let mut row = in_hand(tx, place, ImportState::Committing).await?;
        mend_unchanged(tx, &row).await?;
        let id = row.id;
        recount(tx, &mut row).await?;
        row.state = ImportState::Committed;
        row.committed = number_of(tx, id, import_row::Column::Committed).await?;
        row.committed_at = Some(tx.now());
        row.destroy_on = Some(tx.now().plus_seconds(KEEP_DAYS * 24 * 3600).day_in_jakarta());
        row.version += 1;
        row.into_active_model().reset_all().update(tx.db()).await?;
        tx.done(Change::act(import::Entity::KIND, id), ()).await
    })
    .await
}
