//! In whose hands a job is. A process that slept longer than its lease may
//! have lost it to another; then it says nothing more of it.

use super::LEASE_SECONDS;
use crate::entity::job;
use crate::kernel::error::{Error, Result};
use crate::kernel::state::Kernel;
use contract::jobs::JobState;
use contract::problem::ProblemCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};

/// The jobs to be changed, if this one is still in our hands.
fn ours(job: &job::Model) -> UpdateMany<job::Entity> {
    job::Entity::update_many()
        .filter(job::Column::Id.eq(job.id))
        .filter(job::Column::State.eq(JobState::Running))
        .filter(job::Column::Holder.eq(job.holder))
}

async fn change(kernel: &Kernel, change: UpdateMany<job::Entity>) -> Result<()> {
    if change.exec(&kernel.db.write).await?.rows_affected > 0 {
        return Ok(());
    }
    let cause = "another process has taken up this job".to_owned();
    Err(Error { cause: Some(cause), ..ProblemCode::Unavailable.into() })
}

/// Keeps the lease of a job that goes on.
pub async fn keep(kernel: &Kernel, job: &job::Model) -> Result<()> {
    let lease = kernel.clock.now().plus_seconds(LEASE_SECONDS);
    change(kernel, ours(job).col_expr(job::Column::LeaseUntil, Expr::value(lease))).await
}

/// The same, and writes how far it is.
pub async fn progress(kernel: &Kernel, job: &job::Model, done: usize, total: usize) -> Result<()> {
    let number = |count: usize| i32::try_from(count).map_err(Error::internal);
    let lease = kernel.clock.now().plus_seconds(LEASE_SECONDS);
    let further = ours(job)
        .col_expr(job::Column::Done, Expr::value(number(done)?))
        .col_expr(job::Column::Total, Expr::value(number(total)?))
        .col_expr(job::Column::LeaseUntil, Expr::value(lease));
    change(kernel, further).await
}

/// Writes how it ended.
pub async fn finish(kernel: &Kernel, job: &job::Model, error: Option<&Error>) -> Result<()> {
    let state = if error.is_none() { JobState::Done } else { JobState::Failed };
    let ended = ours(job)
        .col_expr(job::Column::State, Expr::value(state.as_str()))
        .col_expr(job::Column::FinishedAt, Expr::value(kernel.clock.now()))
        .col_expr(job::Column::Error, Expr::value(error.map(|error| error.code.to_string())));
    change(kernel, ended).await
}
