//! The open tasks that await someone.

use super::queries::{Surroundings, view};
use crate::entity::task;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use contract::awaiting::Awaited;
use contract::endpoint::Endpoint;
use contract::tasks::{Task, TaskState};
use sea_orm::sea_query::Order;
use sea_orm::{ColumnTrait, QueryFilter};

/// The newest first.
pub async fn of<E: Endpoint>(guard: &Guard<E>) -> Result<Awaited<Task>> {
    let open = guard.select::<task::Entity>().filter(task::Column::State.eq(TaskState::Open));
    let rows = guard.first(open, (task::Column::CreatedAt, task::Column::Id), Order::Desc).await?;
    let around = Surroundings::of(guard, &rows.items).await?;
    rows.try_map(|row| view(guard, row, &around))
}
