//! In whose hands a job is. A process that slept longer than its lease may
//! have lost it to another; then it says nothing more of it.

use super::LEASE_SECONDS;
use crate::entity::job;
use crate::kernel::error::{Error, Result};
use crate::kernel::state::Kernel;
use crate::kernel::tx::Tx;
use contract::jobs::JobState;
use contract::problem::ProblemCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, UpdateMany};
use std::time::Duration;

/// The lease is renewed so many times before it runs out.
const BEATS: u32 = 3;

/// This job, while it is in our hands.
fn ours(job: &job::Model) -> Condition {
    Condition::all()
        .add(job::Column::Id.eq(job.id))
        .add(job::Column::State.eq(JobState::Running))
        .add(job::Column::Holder.eq(job.holder))
}

/// Says that the work is another's now. What was begun is taken back, and
/// whoever has it decides how it ends.
pub fn lost(cause: &str) -> Error {
    Error { cause: Some(cause.to_owned()), ..ProblemCode::Unavailable.into() }
}

fn taken_up() -> Error {
    lost("another process has taken up this job")
}

async fn change(db: &impl ConnectionTrait, job: &job::Model, change: UpdateMany<job::Entity>) -> Result<()> {
    let changed = change.filter(ours(job)).exec(db).await?.rows_affected > 0;
    if changed { Ok(()) } else { Err(taken_up()) }
}

/// A lease from now on.
fn lease(kernel: &Kernel) -> UpdateMany<job::Entity> {
    let until = kernel.clock.now().plus_seconds(LEASE_SECONDS);
    job::Entity::update_many().col_expr(job::Column::LeaseUntil, Expr::value(until))
}

/// Holds a job until the end of a transaction, so that nobody takes it up
/// before what is written there is committed, and renews its lease.
pub async fn hold(tx: &Tx, job: &job::Model) -> Result<()> {
    change(tx.db(), job, lease(tx.kernel())).await
}

/// Keeps the lease of a job that goes on; ends when the job is lost. While
/// the database is away nobody else can take it up either.
pub async fn keep_up(kernel: &Kernel, job: &job::Model) -> Error {
    let pause = Duration::from_secs(LEASE_SECONDS.unsigned_abs()) / BEATS;
    loop {
        tokio::time::sleep(pause).await;
        match keep(kernel, job).await {
            Ok(true) => {}
            Ok(false) => return taken_up(),
            Err(error) => tracing::warn!(job = %job.id, cause = error.cause, "the lease of a job could not be renewed"),
        }
    }
}

/// Renews the lease; says whether the job is still ours.
pub async fn keep(kernel: &Kernel, job: &job::Model) -> Result<bool> {
    Ok(lease(kernel).filter(ours(job)).exec(&kernel.db.write).await?.rows_affected > 0)
}

/// The same, and writes how far it is.
pub async fn progress(kernel: &Kernel, job: &job::Model, done: usize, total: usize) -> Result<()> {
    let number = |count: usize| i32::try_from(count).map_err(Error::internal);
    let further = lease(kernel)
        .col_expr(job::Column::Done, Expr::value(number(done)?))
        .col_expr(job::Column::Total, Expr::value(number(total)?));
    change(&kernel.db.write, job, further).await
}

/// Writes how it ended.
pub async fn finish(db: &impl ConnectionTrait, kernel: &Kernel, job: &job::Model, error: Option<&Error>) -> Result<()> {
    let state = if error.is_none() { JobState::Done } else { JobState::Failed };
    let ended = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(state.as_str()))
        .col_expr(job::Column::FinishedAt, Expr::value(kernel.clock.now()))
        .col_expr(job::Column::Error, Expr::value(error.map(|error| error.code.to_string())));
    change(db, job, ended).await
}
