//! Roles that are about to end.

use crate::entity::role_assignment;
use crate::history::queries::names;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Guard;
use crate::kernel::identity::holds_on;
use crate::kernel::scope::select;
use contract::awaiting::{Awaited, AwaitedTerm, TERM_AHEAD_DAYS};
use contract::endpoint::Endpoint;
use contract::policy::Permission;
use sea_orm::QueryFilter;
use sea_orm::sea_query::{Expr, ExprTrait, Order};

/// The first to end first; nothing to whoever does not manage accounts.
pub async fn ending<E: Endpoint>(guard: &Guard<E>) -> Result<Awaited<AwaitedTerm>> {
    if !guard.scope().allows(Permission::ManageUsers) {
        return Ok(Awaited::default());
    }
    let today = guard.clock().today();
    let last = guard.clock().now().plus_seconds(TERM_AHEAD_DAYS * 24 * 3600).day_in_jakarta();
    let until = role_assignment::Column::ValidUntil;
    let ends = select::<role_assignment::Entity>(&guard.scope().for_permission(Permission::ManageUsers))
        .filter(holds_on(today))
        .filter(Expr::col(until).lte(last));
    let rows = guard.first(ends, (until, role_assignment::Column::Id), Order::Asc).await?;
    let names = names(guard.db(), rows.items.iter().map(|row| row.user_id)).await?;
    rows.try_map(|row| {
        Ok(AwaitedTerm {
            id: row.id,
            user_full_name: names.get(&row.user_id).cloned().unwrap_or_default(),
            role: row.role,
            valid_until: row.valid_until.ok_or_else(|| Error::internal("a term that ends has its last day"))?,
        })
    })
}
