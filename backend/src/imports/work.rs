//! What check and commit have in common: the file at rest, the rows, and the
//! counts.

use super::judge::{Conflict, Verdict};
use super::rows::ReadRow;
use crate::beneficiaries::lookups::PROBE;
use crate::entity::{import, import_file, import_row, job};
use crate::jobs::Workplace;
use crate::jobs::holding::{hold, lost};
use crate::kernel::crypto::Purpose;
use crate::kernel::database::lock_rows;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::Tx;
use crate::tasks::raise::{Claim, claim};
use contract::ids::{BeneficiaryId, ImportId, UserId};
use contract::imports::{ImportState, RowOutcome};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect, Select};

/// File and rows are kept so long after upload or commit.
pub const KEEP_DAYS: i64 = 30;

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
    import.reading = None;
    Ok(())
}

/// The list of a job while it waits for it in this state. When the end of a
/// job could not be written it comes up again, though its work is done.
fn waiting(job: &job::Model, state: ImportState) -> Result<Select<import::Entity>> {
    let id: ImportId = job.subject.parse().map_err(Error::internal)?;
    let list = system::<import::Entity>().filter(import::Column::Id.eq(id));
    Ok(list.filter(import::Column::JobId.eq(job.id)).filter(import::Column::State.eq(state)))
}

/// The same, read; none where there is nothing left to do.
pub async fn import_of(place: &Workplace, state: ImportState) -> Result<Option<import::Model>> {
    Ok(waiting(&place.job, state)?.one(&place.kernel.db.read).await?)
}

/// The same, locked with its job, before anything of it is written: another
/// process may have taken the job up meanwhile.
pub async fn in_hand(tx: &Tx, place: &Workplace, state: ImportState) -> Result<import::Model> {
    hold(tx, &place.job).await?;
    let row = lock_rows(waiting(&place.job, state)?, tx.kernel().db.backend()).one(tx.db()).await?;
    row.ok_or_else(|| lost("the list waits for another job or for none"))
}

/// Writes a judgement onto what is kept of a row; says its outcome, the woman
/// it is about, and the claim it makes on a record that cannot be seen.
pub fn settle(row: &mut ReadRow, verdict: &Verdict, by: UserId) -> (RowOutcome, Option<BeneficiaryId>, Option<Claim>) {
    (row.changes, row.acceptable) = (Vec::new(), false);
    match verdict {
        Verdict::Create(new) => {
            row.warnings.clone_from(&new.warnings);
            (RowOutcome::Create, None, None)
        }
        Verdict::Update(update) => {
            row.changes.clone_from(&update.changes);
            (RowOutcome::Update, Some(update.woman), None)
        }
        Verdict::Unchanged(id) => (RowOutcome::Unchanged, Some(*id), None),
        Verdict::Conflict(conflict) => {
            row.faults = vec![conflict.fault.clone()];
            row.acceptable = conflict.acceptable;
            row.changes.clone_from(&conflict.changes);
            (RowOutcome::Conflict, conflict.woman, claim_of(row, conflict, by))
        }
        Verdict::Faulty(faults) => {
            row.faults.clone_from(faults);
            (RowOutcome::Faulty, None, None)
        }
    }
}

fn claim_of(row: &ReadRow, conflict: &Conflict, by: UserId) -> Option<Claim> {
    let beneficiary = conflict.unseen?;
    let region = row.draft.region_code.value()?.clone();
    Some(Claim { beneficiary, full_name: row.draft.full_name.value().cloned(), region, by })
}

/// Claims become the coordinator's tasks; each new one counts as a probe.
pub async fn raise(tx: &Tx, claims: &[Claim]) -> Result<()> {
    for one in claims {
        if claim(tx, one).await? {
            tx.record(&Change::act(PROBE, "elsewhere").at(Some(&one.region))).await?;
        }
    }
    Ok(())
}

#[derive(Debug, FromQueryResult)]
struct Tally {
    outcome: RowOutcome,
    count: i64,
}

/// Counts the rows by what becomes of them.
pub async fn recount(tx: &Tx, import: &mut import::Model) -> Result<()> {
    let tallies: Vec<Tally> = system::<import_row::Entity>()
        .select_only()
        .column(import_row::Column::Outcome)
        .column_as(import_row::Column::Row.count(), "count")
        .filter(import_row::Column::ImportId.eq(import.id))
        .group_by(import_row::Column::Outcome)
        .into_model()
        .all(tx.db())
        .await?;
    let count = |outcome| {
        let found = tallies.iter().find(|tally| tally.outcome == outcome).map_or(0, |tally| tally.count);
        i32::try_from(found).map_err(Error::internal)
    };
    import.creates = count(RowOutcome::Create)?;
    import.updates = count(RowOutcome::Update)?;
    import.unchanged = count(RowOutcome::Unchanged)?;
    import.conflicts = count(RowOutcome::Conflict)?;
    import.faulty = count(RowOutcome::Faulty)?;
    import.rows = import.creates + import.updates + import.unchanged + import.conflicts + import.faulty;
    Ok(())
}

/// So many rows of a list were kept, or came in again and were.
pub async fn number_of(tx: &Tx, id: ImportId, column: import_row::Column) -> Result<i32> {
    let rows = system::<import_row::Entity>().filter(import_row::Column::ImportId.eq(id)).filter(column.eq(true));
    i32::try_from(rows.count(tx.db()).await?).map_err(Error::internal)
}
