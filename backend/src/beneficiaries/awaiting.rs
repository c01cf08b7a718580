//! How many women await a step, and since when.

use super::routes::filtered;
use crate::entity::beneficiary;
use crate::kernel::error::Result;
use crate::kernel::fields::FieldRights;
use crate::kernel::first::counted_since;
use crate::kernel::guard::Guard;
use crate::kernel::scope::Scope;
use contract::awaiting::AwaitedWomen;
use contract::beneficiaries::{Filter, Status};
use contract::endpoint::Endpoint;
use contract::policy::Permission;

/// What awaits those who work with the register.
#[derive(Debug)]
pub struct Women {
    pub destroy_due: AwaitedWomen,
    pub undecided: AwaitedWomen,
    pub incomplete: AwaitedWomen,
    pub outdated: AwaitedWomen,
}

/// Four statements at most.
pub async fn of<E: Endpoint>(guard: &Guard<E>) -> Result<Women> {
    let scope = |permission| guard.scope().for_permission(permission);
    let (edits, decides) = (scope(Permission::EditBeneficiaries), scope(Permission::ValidateBeneficiaries));
    let mut either = edits.clone();
    either.places.extend(decides.places.iter().filter(|reach| !edits.places.contains(reach)).cloned());
    let by = |status| Filter { status: Some(status), ..Filter::default() };
    let due = Filter { destroy_due: Some(true), ..Filter::default() };
    let incomplete = Filter { complete: Some(false), ..by(Status::Candidate) };
    let (registered, changed) = (beneficiary::Column::CreatedAt, beneficiary::Column::UpdatedAt);
    let retained = beneficiary::Column::RetainedSince;
    let mut destroy_due = count(guard, &scope(Permission::EraseBeneficiaries), &due, retained).await?;
    // From the end of the retention on, not from its beginning.
    let kept = i64::from(guard.kernel.config.retention_days) * 86_400;
    destroy_due.since = destroy_due.since.map(|began| began.plus_seconds(kept));
    Ok(Women {
        destroy_due,
        undecided: count(guard, &decides, &by(Status::Candidate), registered).await?,
        incomplete: count(guard, &edits, &incomplete, registered).await?,
        outdated: count(guard, &either, &by(Status::Outdated), changed).await?,
    })
}

async fn count<E: Endpoint>(
    guard: &Guard<E>,
    scope: &Scope,
    filter: &Filter,
    since: beneficiary::Column,
) -> Result<AwaitedWomen> {
    if scope.places.is_empty() {
        return Ok(AwaitedWomen::default());
    }
    let select = filtered(&guard.kernel, scope, &FieldRights::of(guard), filter)?;
    let (total, since) = counted_since(guard.db(), select, since).await?;
    Ok(AwaitedWomen { total, since })
}
