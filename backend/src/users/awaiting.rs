//! Accounts that await an administrator.

use super::routes::in_state;
use crate::entity::{role_assignment, user};
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::identity::holds_on;
use crate::kernel::scope::select;
use contract::awaiting::{Awaited, AwaitedAccount};
use contract::endpoint::Endpoint;
use contract::policy::Permission;
use contract::users::UserState;
use sea_orm::sea_query::{Order, Query};
use sea_orm::{ColumnTrait, Condition, QueryFilter};

/// Accounts in use whose owner can do nothing.
pub async fn without_role<E: Endpoint>(guard: &Guard<E>) -> Result<Awaited<AwaitedAccount>> {
    let held = Query::select()
        .column(role_assignment::Column::UserId)
        .from(role_assignment::Entity)
        .cond_where(holds_on(guard.clock().today()))
        .to_owned();
    let without = user::Column::Id.not_in_subquery(held);
    told(guard, Condition::all().add(user::Column::DisabledAt.is_null()).add(without)).await
}

pub async fn invited<E: Endpoint>(guard: &Guard<E>) -> Result<Awaited<AwaitedAccount>> {
    told(guard, in_state(UserState::Invited)).await
}

/// The oldest first; nothing to whoever does not manage accounts.
async fn told<E: Endpoint>(guard: &Guard<E>, which: Condition) -> Result<Awaited<AwaitedAccount>> {
    if !guard.scope().allows(Permission::ManageUsers) {
        return Ok(Awaited::default());
    }
    let select = select::<user::Entity>(&guard.scope().for_permission(Permission::ManageUsers)).filter(which);
    let rows = guard.first(select, (user::Column::CreatedAt, user::Column::Id), Order::Asc).await?;
    rows.try_map(|row| Ok(AwaitedAccount { id: row.id, full_name: row.full_name, created_at: row.created_at }))
}
