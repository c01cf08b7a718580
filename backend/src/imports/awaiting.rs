//! Lists that await the one who brought them.

use crate::entity::import;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::select;
use contract::awaiting::{Awaited, AwaitedImport};
use contract::endpoint::Endpoint;
use contract::imports::ImportState;
use contract::policy::Permission;
use sea_orm::sea_query::Order;
use sea_orm::{ColumnTrait, Condition, QueryFilter};

/// Those that wait for their columns to be named or for their rows to be kept;
/// one in which every row is known already asks for nothing. The newest first.
pub async fn of<E: Endpoint>(guard: &Guard<E>) -> Result<Awaited<AwaitedImport>> {
    let scope = guard.scope().for_permission(Permission::ImportBeneficiaries);
    if scope.places.is_empty() {
        return Ok(Awaited::default());
    }
    let asks = [import::Column::Faulty, import::Column::Conflicts, import::Column::Creates, import::Column::Updates];
    let asks = asks.into_iter().fold(Condition::any(), |any, count| any.add(count.gt(0)));
    let checked = Condition::all().add(import::Column::State.eq(ImportState::Checked)).add(asks);
    let own = select::<import::Entity>(&scope)
        .filter(import::Column::CreatedBy.eq(guard.user()?))
        .filter(Condition::any().add(import::Column::State.eq(ImportState::Mapping)).add(checked));
    let rows = guard.first(own, (import::Column::CreatedAt, import::Column::Id), Order::Desc).await?;
    let count = |one: i32, other: i32| u32::try_from(one.saturating_add(other)).unwrap_or(0);
    rows.try_map(|row| {
        Ok(AwaitedImport {
            id: row.id,
            file_name: row.file_name,
            state: row.state,
            faulty: count(row.faulty, row.conflicts),
            ready: count(row.creates, row.updates),
            created_at: row.created_at,
            destroy_on: row.destroy_on,
        })
    })
}
