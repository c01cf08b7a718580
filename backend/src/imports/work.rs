//! Checking and committing: the same registration, rolled back or kept.

use super::columns::Layout;
use super::queries::{Kept, open_row, seal_row};
use super::rows::{Fault, ReadRow, Words, faults_of, read};
use super::sheet::{self, Cell};
use crate::beneficiaries::checks::{Findings, Pen, Place, check_place};
use crate::beneficiaries::identifiers::{kk_hash, nik_hash};
use crate::beneficiaries::lookups::PROBE;
use crate::beneficiaries::write::register;
use crate::entity::{beneficiary, household, import, import_file, import_row, job};
use crate::households::write::{blank, fill, insert};
use crate::jobs::{Workplace, progress};
use crate::kernel::crud::Resource;
use crate::kernel::crypto::Purpose;
use crate::kernel::error::{Error, Existing, Result};
use crate::kernel::event::Change;
use crate::kernel::fold::fold;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Tx, rehearse, run_in};
use crate::tasks::raise::{Claim, claim};
use contract::draft::Member;
use contract::households::HouseholdDraft;
use contract::ids::{BeneficiaryId, HouseholdId, ImportId};
use contract::imports::{Column, FileFault, ImportState, RowOutcome};
use contract::nik::{KkNumber, Nik, digits_of};
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// Rows read at once while committing.
const STRETCH: u64 = 100;
/// File and rows are kept so long after upload or commit.
pub const KEEP_DAYS: i64 = 30;
/// NIK of one file that may stand on records its reader cannot see.
const CLAIMS_PER_FILE: usize = 30;

/// What registering a row came to.
enum Registered {
    New { id: BeneficiaryId, warnings: Vec<Fault> },
    Unchanged(BeneficiaryId),
}

fn sealed_context(id: ImportId) -> String {
    format!("{id} file")
}

pub fn seal_file(kernel: &Kernel, id: ImportId, bytes: &[u8]) -> Vec<u8> {
    kernel.keys.seal(Purpose::Personal, &sealed_context(id), bytes)
}

/// The uploaded file, while it is kept.
pub async fn open_file(kernel: &Kernel, id: ImportId) -> Result<Option<Vec<u8>>> {
    let kept =
        system::<import_file::Entity>().filter(import_file::Column::ImportId.eq(id)).one(&kernel.db.read).await?;
    let open = |row: import_file::Model| kernel.keys.open(Purpose::Personal, &sealed_context(id), &row.sealed);
    kept.map(open).transpose().map_err(Error::internal)
}

async fn import_of(place: &Workplace, job: &job::Model) -> Result<import::Model> {
    let id: ImportId = job.subject.parse().map_err(Error::internal)?;
    let row = system::<import::Entity>().filter(import::Column::Id.eq(id)).one(&place.kernel.db.read).await?;
    row.ok_or_else(|| Error::internal("the import is gone"))
}

/// Reads the file and tries every row. Started again after a break, it begins
/// anew: nothing was kept.
pub async fn check(place: &Workplace, job: &job::Model) -> Result<()> {
    let import = import_of(place, job).await?;
    let bytes = open_file(&place.kernel, import.id).await?;
    let bytes = bytes.ok_or_else(|| Error::internal("the uploaded file is gone"))?;
    let parsed = tokio::task::spawn_blocking(move || {
        let rows = sheet::read(&bytes)?;
        let layout = Layout::of(&rows)?;
        Ok::<_, FileFault>((rows, layout))
    });
    let (rows, layout) = match parsed.await.map_err(Error::internal)? {
        Ok(read) => read,
        Err(fault) => return fail(place, import, fault, &[]).await,
    };
    let words = Words::load(&place.kernel.db.read).await?;
    let body: Vec<(u32, Vec<Cell>)> = rows
        .into_iter()
        .skip(layout.header + 1)
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_blank()))
        .collect();
    if body.is_empty() {
        return fail(place, import, FileFault::NoRows, &[]).await;
    }
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut kept = Vec::with_capacity(body.len());
    let mut claims = Vec::new();
    for (index, (number, cells)) in body.iter().enumerate() {
        let mut row = read(&layout, &words, cells, import.region_code.as_ref());
        refuse_repeated(&mut row, *number, &mut seen);
        let (outcome, claimed) = try_row(place, &mut row).await?;
        claims.extend(claimed);
        // Whoever tries NIK until one stands would do it with a file.
        if claims.len() > CLAIMS_PER_FILE {
            return fail(place, import, FileFault::TooManyElsewhere, &claims).await;
        }
        kept.push((*number, row, outcome));
        if index % 25 == 0 {
            progress(place, job.id, index, body.len()).await?;
        }
    }
    store_check(place, import, &layout, kept, &claims).await
}

fn refuse_repeated(row: &mut ReadRow, number: u32, seen: &mut HashMap<String, u32>) {
    let Some(nik) = row.draft.nik.value().map(|nik| digits_of(nik)) else { return };
    match seen.get(&nik) {
        None => {
            seen.insert(nik, number);
        }
        Some(first) if !row.faults.iter().any(|fault| fault.column == Column::Nik) => {
            let mut fault = Fault::new(Column::Nik, FieldCode::RepeatedInFile);
            fault.params.insert("row".to_owned(), first.to_string());
            row.faults.push(fault);
        }
        Some(_) => {}
    }
}

type Outcome = (RowOutcome, Option<BeneficiaryId>);

/// Registers the row in a transaction that is rolled back; says as well where
/// its NIK stands on a record that cannot be seen.
async fn try_row(place: &Workplace, row: &mut ReadRow) -> Result<(Outcome, Option<Claim>)> {
    if !row.faults.is_empty() {
        return Ok(((RowOutcome::Faulty, None), None));
    }
    let tried = rehearse(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        register_row(tx, &place.pen, row).await
    })
    .await;
    match tried {
        Ok(Registered::New { warnings, .. }) => {
            row.warnings = warnings;
            Ok(((RowOutcome::Create, None), None))
        }
        Ok(Registered::Unchanged(id)) => Ok(((RowOutcome::Unchanged, Some(id)), None)),
        Err(error) => {
            let claimed = claim_of(place, row, &error);
            row.faults = refusal(error)?;
            Ok(((RowOutcome::Faulty, None), claimed))
        }
    }
}

/// The claim a refused row makes on a record that cannot be seen.
fn claim_of(place: &Workplace, row: &ReadRow, error: &Error) -> Option<Claim> {
    let Some(Existing::Unseen(beneficiary)) = error.existing else { return None };
    let region = row.draft.region_code.value()?.clone();
    Some(Claim { beneficiary, full_name: row.draft.full_name.value().cloned(), region, by: place.pen.user })
}

/// Claims become the coordinator's tasks; each new one counts as a probe.
async fn raise(tx: &Tx, claims: &[Claim]) -> Result<()> {
    for one in claims {
        if claim(tx, one).await? {
            tx.record(&Change::act(PROBE, "elsewhere").at(Some(&one.region))).await?;
        }
    }
    Ok(())
}

/// A refusal of the row in terms of its columns; a failure stays one.
fn refusal(error: Error) -> Result<Vec<Fault>> {
    match error.code {
        ProblemCode::InvalidFields => Ok(faults_of(error.errors)),
        ProblemCode::NikExists => Ok(vec![Fault::new(Column::Nik, FieldCode::NikExists)]),
        _ => Err(error),
    }
}

/// The one code path of check and commit.
async fn register_row(tx: &Tx, pen: &Pen, row: &ReadRow) -> Result<Registered> {
    if let Some(id) = standing_already(tx, row).await? {
        return Ok(Registered::Unchanged(id));
    }
    let home = household_of(tx, pen, row).await?;
    let mut draft = row.draft.clone();
    draft.household_id = Member::Value(home);
    (draft.region_code, draft.rw, draft.rt, draft.address) =
        (Member::Absent, Member::Absent, Member::Absent, Member::Absent);
    let woman = register(tx, pen, &draft).await?;
    let change = Change::created(beneficiary::Entity::KIND, woman.id, &beneficiary::Entity::snapshot(&woman));
    tx.record(&change.at(Some(&woman.region_code))).await?;
    let codes = woman.nik_warnings.split_whitespace().filter_map(|word| word.parse().ok());
    Ok(Registered::New { id: woman.id, warnings: codes.map(|code| Fault::new(Column::Nik, code)).collect() })
}

/// The same woman by NIK, or without one by name, birth date and kelurahan.
async fn standing_already(tx: &Tx, row: &ReadRow) -> Result<Option<BeneficiaryId>> {
    let name = fold(row.draft.full_name.value().map_or("", String::as_str));
    let birth = row.draft.birth_date.value().copied();
    let today = tx.now().day_in_jakarta();
    let select = if let Some(text) = row.draft.nik.value() {
        let nik = Nik::parse(text, today).map_err(|code| Error::field("/nik", code))?;
        tx.select::<beneficiary::Entity>().filter(beneficiary::Column::NikHash.eq(nik_hash(tx.kernel(), &nik)))
    } else {
        let village = row.draft.region_code.value().map(|code| code.as_str().to_owned()).unwrap_or_default();
        tx.select::<beneficiary::Entity>()
            .filter(beneficiary::Column::RegionCode.eq(village))
            .filter(beneficiary::Column::FullNameFolded.eq(name.clone()))
    };
    let found = select.filter(beneficiary::Column::ArchivedAt.is_null()).one(tx.db()).await?;
    Ok(found.filter(|woman| woman.full_name_folded == name && Some(woman.birth_date) == birth).map(|woman| woman.id))
}

/// The household of the row's family card, or a new one.
async fn household_of(tx: &Tx, pen: &Pen, row: &ReadRow) -> Result<HouseholdId> {
    let kk =
        row.kk_number.as_deref().map(KkNumber::parse).transpose().map_err(|code| Error::field("/kk_number", code))?;
    let place = place_of(row)?;
    if let Some(kk) = &kk {
        let known = tx.select::<household::Entity>().filter(household::Column::KkHash.eq(kk_hash(tx.kernel(), kk)));
        if let Some(home) = known.one(tx.db()).await? {
            let here = (&home.region_code, &home.rw, &home.rt) == (&place.village, &place.rw, &place.rt);
            return if here { Ok(home.id) } else { Err(Error::field("/rt", FieldCode::PlaceDiffers)) };
        }
    }
    let mut found = Findings::default();
    check_place(tx.db(), &pen.scope, &place, &mut found).await?;
    let id = HouseholdId(tx.kernel().clock.new_id());
    let mut home = blank(tx, pen, id, place, row.draft.address.value().cloned());
    let amount = |sum: Option<i64>| sum.map_or(Member::Absent, Member::Value);
    let draft = HouseholdDraft {
        kk_number: row.kk_number.clone().map_or(Member::Absent, Member::Value),
        monthly_income: amount(row.monthly_income),
        monthly_expenditure: amount(row.monthly_expenditure),
        ..HouseholdDraft::default()
    };
    fill(tx, pen, &draft, &mut home, &mut found);
    found.settle()?;
    insert(tx, &home).await?;
    Ok(id)
}

fn place_of(row: &ReadRow) -> Result<Place> {
    let required = |pointer| Error::field(pointer, FieldCode::Required);
    let village = row.draft.region_code.value().cloned().ok_or_else(|| required("/region_code"))?;
    let rw = row.draft.rw.value().cloned().ok_or_else(|| required("/rw"))?;
    let rt = row.draft.rt.value().cloned().ok_or_else(|| required("/rt"))?;
    Place::new(village, rw, rt)
}

async fn fail(place: &Workplace, import: import::Model, fault: FileFault, claims: &[Claim]) -> Result<()> {
    run_in(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        raise(tx, claims).await?;
        let id = import.id;
        let version = import.version + 1;
        let mut row = import.into_active_model();
        row.state = Set(ImportState::Failed);
        row.fault = Set(Some(fault.to_string()));
        row.version = Set(version);
        row.update(tx.db()).await?;
        tx.done(Change::act(import::Entity::KIND, id).because(fault.as_str()), ()).await
    })
    .await
}

type Tried = (u32, ReadRow, Outcome);

async fn store_check(
    place: &Workplace,
    import: import::Model,
    layout: &Layout,
    kept: Vec<Tried>,
    claims: &[Claim],
) -> Result<()> {
    let count = |outcome: RowOutcome| i32::try_from(kept.iter().filter(|(.., (own, _))| *own == outcome).count());
    let warned = kept.iter().filter(|(_, row, _)| !row.warnings.is_empty()).count();
    let mut summary = import.clone().into_active_model();
    summary.state = Set(ImportState::Checked);
    summary.rows = Set(i32::try_from(kept.len()).map_err(Error::internal)?);
    summary.creates = Set(count(RowOutcome::Create).map_err(Error::internal)?);
    summary.unchanged = Set(count(RowOutcome::Unchanged).map_err(Error::internal)?);
    summary.faulty = Set(count(RowOutcome::Faulty).map_err(Error::internal)?);
    summary.warned = Set(i32::try_from(warned).map_err(Error::internal)?);
    summary.ignored_headings = Set(layout.ignored.join("\n"));
    summary.version = Set(import.version + 1);
    let mut rows = Vec::with_capacity(kept.len());
    for (number, read, (outcome, beneficiary_id)) in kept {
        let row = i32::try_from(number).map_err(Error::internal)?;
        let kept = Kept { read, columns: layout.columns.clone() };
        let sealed = seal_row(&place.kernel, import.id, row, &kept)?;
        rows.push(
            import_row::Model { import_id: import.id, row, outcome, sealed, committed: false, beneficiary_id }
                .into_active_model(),
        );
    }
    run_in(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        import_row::Entity::delete_many().filter(import_row::Column::ImportId.eq(import.id)).exec(tx.db()).await?;
        for part in rows.chunks(200) {
            import_row::Entity::insert_many(part.to_vec()).exec_without_returning(tx.db()).await?;
        }
        summary.update(tx.db()).await?;
        raise(tx, claims).await?;
        tx.done(Change::act(import::Entity::KIND, import.id).because("checked"), ()).await
    })
    .await
}

/// Registers the rows that can be kept, each in a transaction with its own
/// mark, so that a break leaves nothing half done and a new start goes on.
pub async fn commit(place: &Workplace, job: &job::Model) -> Result<()> {
    let import = import_of(place, job).await?;
    let total = usize::try_from(import.creates).map_err(Error::internal)?;
    loop {
        let rows = system::<import_row::Entity>()
            .filter(import_row::Column::ImportId.eq(import.id))
            .filter(import_row::Column::Outcome.eq(RowOutcome::Create))
            .filter(import_row::Column::Committed.eq(false))
            .order_by_asc(import_row::Column::Row)
            .limit(STRETCH)
            .all(&place.kernel.db.read)
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            commit_row(place, row).await?;
        }
        let done = committed(place, import.id).await?;
        progress(place, job.id, done, total).await?;
    }
    finish(place, import).await
}

async fn committed(place: &Workplace, id: ImportId) -> Result<usize> {
    use sea_orm::PaginatorTrait;
    let rows = system::<import_row::Entity>()
        .filter(import_row::Column::ImportId.eq(id))
        .filter(import_row::Column::Committed.eq(true));
    usize::try_from(rows.count(&place.kernel.db.read).await?).map_err(Error::internal)
}

async fn commit_row(place: &Workplace, row: import_row::Model) -> Result<()> {
    let mut kept = open_row(&place.kernel, &row)?;
    let registered = run_in(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        let registered = register_row(tx, &place.pen, &kept.read).await?;
        let (id, outcome) = match registered {
            Registered::New { id, .. } => (id, RowOutcome::Create),
            Registered::Unchanged(id) => (id, RowOutcome::Unchanged),
        };
        let mut mark = row.clone().into_active_model();
        mark.committed = Set(outcome == RowOutcome::Create);
        mark.outcome = Set(outcome);
        mark.beneficiary_id = Set(Some(id));
        mark.update(tx.db()).await?;
        tx.done(Change::act("import_row", format!("{} {}", row.import_id, row.row)), ()).await
    })
    .await;
    let Err(error) = registered else { return Ok(()) };
    // The register changed since the check: the row is faulty now.
    let claimed = claim_of(place, &kept.read, &error);
    kept.read.faults = refusal(error)?;
    let mut mark = row.clone().into_active_model();
    mark.outcome = Set(RowOutcome::Faulty);
    mark.sealed = Set(seal_row(&place.kernel, row.import_id, row.row, &kept)?);
    run_in(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        raise(tx, claimed.as_slice()).await?;
        mark.update(tx.db()).await?;
        tx.done(Change::act("import_row", format!("{} {}", row.import_id, row.row)), ()).await
    })
    .await
}

async fn finish(place: &Workplace, import: import::Model) -> Result<()> {
    let done = committed(place, import.id).await?;
    run_in(&place.kernel, place.pen.scope.clone(), place.author.clone(), async |tx| {
        let (id, version) = (import.id, import.version);
        let today = tx.now().plus_seconds(KEEP_DAYS * 24 * 3600).day_in_jakarta();
        let mut row = import.into_active_model();
        row.state = Set(ImportState::Committed);
        row.committed = Set(i32::try_from(done).map_err(Error::internal)?);
        row.committed_at = Set(Some(tx.now()));
        row.destroy_on = Set(Some(today));
        row.version = Set(version + 1);
        row.update(tx.db()).await?;
        tx.done(Change::act(import::Entity::KIND, id).because(&format!("{done} rows registered")), ()).await
    })
    .await
}
