//! Making something that was found somebody's task.

use super::queries::CLAIMED_NAME;
use crate::beneficiaries::identifiers::{context, seal};
use crate::entity::{beneficiary, relocation, task};
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use contract::ids::{BeneficiaryId, TaskId, UserId};
use contract::place::RegionCode;
use contract::tasks::{TaskKind, TaskState};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

/// A NIK entered again where its record cannot be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The record that stands already.
    pub beneficiary: BeneficiaryId,
    /// The name entered with the NIK.
    pub full_name: Option<String>,
    /// Where it was entered.
    pub region: RegionCode,
    pub by: UserId,
}

/// Whether the task of a claim is open already.
pub async fn is_open(db: &impl ConnectionTrait, claim: &Claim) -> Result<bool> {
    let open = system::<task::Entity>()
        .filter(task::Column::Kind.eq(TaskKind::NikElsewhere))
        .filter(task::Column::BeneficiaryId.eq(claim.beneficiary))
        .filter(task::Column::ClaimedRegionCode.eq(claim.region.clone()))
        .filter(task::Column::State.eq(TaskState::Open))
        .one(db)
        .await?;
    Ok(open.is_some())
}

/// Raises the task of a claim, once while it is open; says whether it is new.
pub async fn claim(tx: &Tx, claim: &Claim) -> Result<bool> {
    if is_open(tx.db(), claim).await? {
        return Ok(false);
    }
    let woman =
        system::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(claim.beneficiary)).one(tx.db()).await?;
    // With her data destroyed there is nothing to settle.
    let Some(woman) = woman else { return Ok(false) };
    let id = TaskId(tx.kernel().clock.new_id());
    let name = claim.full_name.as_ref().map(|name| seal(tx.kernel(), &context(id, CLAIMED_NAME), name));
    let row = task::Model {
        id,
        kind: TaskKind::NikElsewhere,
        state: TaskState::Open,
        beneficiary_id: woman.id,
        city_code: woman.city_code,
        district_code: woman.district_code,
        region_code: woman.region_code,
        rw: woman.rw,
        claimed_name_sealed: name,
        claimed_region_code: claim.region.clone(),
        raised_by: claim.by,
        created_at: tx.now(),
        done_by: None,
        done_at: None,
        outcome: None,
        resolution: None,
        relocation_id: None,
        version: 1,
    };
    let change = Change::created(task::Entity::KIND, id, &task::Entity::snapshot(&row)).at(Some(&row.region_code));
    // Two clerks may enter her at the same moment: one task is enough.
    let inserted = task::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.db())
        .await?;
    if inserted == 0 {
        return Ok(false);
    }
    tx.record(&change).await?;
    Ok(true)
}

/// A request to move a woman waits for the kelurahan that receives her.
pub async fn relocation(tx: &Tx, request: &relocation::Model) -> Result<()> {
    let row = task::Model {
        id: TaskId(tx.kernel().clock.new_id()),
        kind: TaskKind::RelocationRequested,
        state: TaskState::Open,
        beneficiary_id: request.beneficiary_id,
        city_code: request.city_code.clone(),
        district_code: request.district_code.clone(),
        region_code: request.region_code.clone(),
        rw: request.rw.clone(),
        claimed_name_sealed: None,
        claimed_region_code: request.from_region_code.clone(),
        raised_by: request.requested_by,
        created_at: tx.now(),
        done_by: None,
        done_at: None,
        outcome: None,
        resolution: None,
        relocation_id: Some(request.id),
        version: 1,
    };
    let change = Change::created(task::Entity::KIND, row.id, &task::Entity::snapshot(&row)).at(Some(&row.region_code));
    task::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    tx.record(&change).await?;
    Ok(())
}

/// The task of a request ends with the request.
pub async fn relocation_settled(tx: &Tx, request: &relocation::Model) -> Result<()> {
    let open = system::<task::Entity>()
        .filter(task::Column::RelocationId.eq(request.id))
        .filter(task::Column::State.eq(TaskState::Open))
        .one(tx.db())
        .await?;
    let Some(before) = open else { return Ok(()) };
    let mut row = before.clone();
    row.state = TaskState::Done;
    row.done_by = request.decided_by;
    row.done_at = request.decided_at;
    row.outcome.clone_from(&request.answer);
    row.version += 1;
    let snapshots = (task::Entity::snapshot(&before), task::Entity::snapshot(&row));
    let change = Change::updated(task::Entity::KIND, row.id, &snapshots.0, &snapshots.1).at(Some(&row.region_code));
    row.into_active_model().reset_all().update(tx.db()).await?;
    tx.record(&change).await?;
    Ok(())
}
