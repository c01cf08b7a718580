//! Checking and committing: the same registration, rolled back or kept.

use super::columns::Layout;
use super::queries::{Kept, open_row, seal_row};
use super::register::{Registered, register_row};
use super::rows::{Fault, ReadRow, Words, faults_of, read};
use super::sheet::{self, Cell};
use crate::beneficiaries::lookups::{PROBE, PROBES_PER_HOUR, recorded_by};
use crate::entity::{import, import_file, import_row, job};
use crate::jobs::{Workplace, progress};
use crate::kernel::crud::Resource;
use crate::kernel::crypto::Purpose;
use crate::kernel::error::{Error, Existing, Result};
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Tx, rehearse, run_in};
use crate::tasks::raise::{Claim, claim, is_open};
use contract::ids::{BeneficiaryId, ImportId};
use contract::imports::{Column, FileFault, ImportState, RowOutcome};
use contract::nik::digits_of;
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

/// Destroys file and rows; what was registered from them stays.
pub async fn destroy(tx: &Tx, import: &mut import::Model) -> Result<()> {
    import_file::Entity::delete_many().filter(import_file::Column::ImportId.eq(import.id)).exec(tx.db()).await?;
    import_row::Entity::delete_many().filter(import_row::Column::ImportId.eq(import.id)).exec(tx.db()).await?;
    import.state = ImportState::Destroyed;
    Ok(())
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
    let mut probes = recorded_by(&place.kernel, place.pen.user, PROBE).await?;
    for (index, (number, cells)) in body.iter().enumerate() {
        let mut row = read(&layout, &words, cells, import.region_code.as_ref());
        refuse_repeated(&mut row, *number, &mut seen);
        let (outcome, claimed) = try_row(place, &mut row).await?;
        if let Some(claimed) = claimed {
            probes += u64::from(!is_open(&place.kernel.db.read, &claimed).await?);
            claims.push(claimed);
        }
        // Whoever tries NIK until one stands would do it with a file, or several.
        if claims.len() > CLAIMS_PER_FILE || probes > PROBES_PER_HOUR {
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
        ProblemCode::PossibleDuplicates => Ok(vec![Fault::new(Column::FullName, FieldCode::PossibleDuplicate)]),
        ProblemCode::NikExists => Ok(vec![Fault::new(Column::Nik, FieldCode::NikExists)]),
        _ => Err(error),
    }
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
        tx.done(Change::act(import::Entity::KIND, import.id), ()).await
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
        tx.done(Change::act(import::Entity::KIND, id), ()).await
    })
    .await
}
