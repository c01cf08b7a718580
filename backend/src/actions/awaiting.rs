//! The open actions that await their owner.

use super::queries::Surroundings;
use crate::entity::action;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::select;
use contract::actions::{Action, ActionState};
use contract::awaiting::Awaited;
use contract::endpoint::Endpoint;
use contract::policy::Permission;
use sea_orm::sea_query::Order;
use sea_orm::{ColumnTrait, QueryFilter};

/// Those due first.
pub async fn of<E: Endpoint>(guard: &Guard<E>) -> Result<Awaited<Action>> {
    let seen = guard.scope().for_permission(Permission::ReadLoci);
    let own = select::<action::Entity>(&seen)
        .filter(action::Column::OwnerId.eq(guard.user()?))
        .filter(action::Column::State.eq(ActionState::Open));
    let rows = guard.first(own, (action::Column::DueOn, action::Column::Id), Order::Asc).await?;
    let around = Surroundings::of(guard, &rows.items).await?;
    rows.try_map(|row| around.view(&row))
}
