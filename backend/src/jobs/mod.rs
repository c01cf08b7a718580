//! Long work (pekerjaan): rows claimed by whichever process has a hand free.
//! A job whose process was killed is claimed again when its lease runs out.

pub mod holding;
pub mod routes;

use crate::beneficiaries::checks::Pen;
use crate::documents::unused::destroy_unused;
use crate::entity::{idempotency_key, import, job, request_count, ticket};
use crate::imports::{check, commit, work};
use crate::kernel::database::{lock_free_rows, lock_rows};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fields::FieldRights;
use crate::kernel::identity::held_by;
use crate::kernel::scope::{Scope, system};
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, Tx, run_as_system};
use crate::notifications;
use crate::welfare::renewal;
use contract::ids::{ImportId, JobId, UserId};
use contract::imports::ImportState;
use contract::jobs::{JobKind, JobState};
use contract::policy::Permission;
use contract::problem::ProblemCode;
use futures::FutureExt;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

const LEASE_SECONDS: i64 = 30;
const HOUR: Duration = Duration::from_hours(1);
/// A request sent again within this time is recognised.
const KEYS_KEPT_SECONDS: i64 = 48 * 3600;
const PAUSE: Duration = Duration::from_secs(2);

/// Where a job is done: in the name and under the rights of who asked for it.
#[derive(Debug)]
pub struct Workplace {
    pub kernel: Arc<Kernel>,
    pub job: job::Model,
    pub author: Author,
    pub pen: Pen,
}

/// Adds a job to the queue.
pub async fn queue(tx: &Tx, by: UserId, kind: JobKind, subject: &str) -> Result<JobId> {
    let id = JobId(tx.kernel().clock.new_id());
    let row = job::Model {
        id,
        kind,
        subject: subject.to_owned(),
        state: JobState::Queued,
        done: 0,
        total: 0,
        error: None,
        created_by: by,
        permission: tx.author().permission.to_owned(),
        request_id: tx.author().request_id.clone(),
        lease_until: contract::moment::Timestamp(0),
        holder: None,
        created_at: tx.now(),
        finished_at: None,
    };
    job::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// Jobs that a killed process left running are free at once where no other
/// process can be at work on them; elsewhere their lease runs out.
pub async fn take_over(kernel: &Kernel) -> Result<()> {
    if !kernel.db.is_shared() {
        job::Entity::update_many()
            .col_expr(job::Column::LeaseUntil, Expr::value(0_i64))
            .filter(job::Column::State.eq(JobState::Running))
            .exec(&kernel.db.write)
            .await?;
    }
    Ok(())
}

/// Works until the process ends.
pub async fn run(kernel: Arc<Kernel>) {
    if let Err(error) = forget_old(&kernel).await {
        tracing::warn!(cause = error.cause, "old keys stay for another hour");
    }
    let mut kept_house = Instant::now();
    loop {
        if kept_house.elapsed() > HOUR {
            kept_house = Instant::now();
            if let Err(error) = keep_house(&kernel).await {
                tracing::warn!(cause = error.cause, "old keys and statistics stay for another hour");
            }
        }
        match next(&kernel).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(cause = error.cause, "the job runner will try again"),
        }
        if let Err(error) = sweep(&kernel).await {
            tracing::warn!(cause = error.cause, "files whose time is over could not be destroyed and wait");
        }
        let _ = tokio::time::timeout(PAUSE, kernel.work.notified()).await;
    }
}

/// Does one job, if there is one.
async fn next(kernel: &Arc<Kernel>) -> Result<bool> {
    let Some(job) = claim(kernel).await? else { return Ok(false) };
    // Work that panics fails; the runner goes on.
    let work = AssertUnwindSafe(work(kernel, &job)).catch_unwind();
    let outcome = tokio::select! {
        outcome = work => outcome.unwrap_or_else(|_| Err(Error::internal("the work broke off"))),
        lost = holding::keep_up(kernel, &job) => Err(lost),
    };
    // While the database is away, or when another process has the job, nothing
    // is decided: it is taken up where it stopped when its lease has run out.
    let outcome = match outcome {
        Err(error) if error.code == ProblemCode::Unavailable => return Err(error),
        outcome => outcome,
    };
    if let Err(error) = &outcome {
        tracing::error!(job = %job.id, cause = error.cause, code = error.code.as_str(), "a job failed");
    }
    finish(kernel, &job, outcome.as_ref().err()).await?;
    Ok(true)
}

async fn work(kernel: &Arc<Kernel>, job: &job::Model) -> Result<()> {
    let place = workplace(kernel, job).await?;
    match job.kind {
        JobKind::ImportCheck => check::check(&place).await,
        JobKind::ImportCommit => {
            let kept = commit::commit(&place).await;
            kernel.db.refresh_statistics().await?;
            kept
        }
        JobKind::WelfareRenewal => renewal::renew_all(kernel, job.subject.parse().ok().as_ref()).await,
    }
}

/// Takes the next job that nobody is at work on.
pub async fn claim(kernel: &Kernel) -> Result<Option<job::Model>> {
    let now = kernel.clock.now();
    let tx = kernel.db.begin().await?;
    let abandoned = Condition::all().add(job::Column::State.eq(JobState::Running)).add(job::Column::LeaseUntil.lt(now));
    let select = system::<job::Entity>()
        .filter(Condition::any().add(job::Column::State.eq(JobState::Queued)).add(abandoned))
        .order_by_asc(job::Column::CreatedAt);
    let Some(row) = lock_free_rows(select, kernel.db.backend()).one(&tx).await? else {
        tx.rollback().await?;
        return Ok(None);
    };
    let mut claimed = row.into_active_model();
    claimed.state = Set(JobState::Running);
    claimed.lease_until = Set(now.plus_seconds(LEASE_SECONDS));
    claimed.holder = Set(Some(Uuid::now_v7()));
    let row = claimed.update(&tx).await?;
    tx.commit().await?;
    Ok(Some(row))
}

/// The rights are read again: they may have gone since the job was asked for.
pub async fn workplace(kernel: &Arc<Kernel>, job: &job::Model) -> Result<Workplace> {
    let held = held_by(kernel, job.created_by).await?;
    let scope = Scope::of(job.created_by, &held, Permission::ImportBeneficiaries);
    let pen = Pen {
        user: job.created_by,
        rights: FieldRights::of_user(job.created_by, &held),
        fully: scope.clone(),
        scope,
        collects: false,
    };
    let author = Author {
        user: Some(job.created_by),
        permission: Permission::ImportBeneficiaries.as_str(),
        operation: job.kind.as_str(),
        request_id: job.request_id.clone(),
        address: None,
    };
    Ok(Workplace { kernel: kernel.clone(), job: job.clone(), author, pen })
}

/// Writes how a job ended. A list fails with its job while it waits for it.
async fn finish(kernel: &Kernel, job: &job::Model, error: Option<&Error>) -> Result<()> {
    let tx = kernel.db.begin().await?;
    if let Err(lost) = holding::finish(&tx, kernel, job, error).await {
        tx.rollback().await?;
        return Err(lost);
    }
    if error.is_some()
        && let Ok(list) = job.subject.parse::<ImportId>()
    {
        import::Entity::update_many()
            .col_expr(import::Column::State, Expr::value(ImportState::Failed.as_str()))
            .col_expr(import::Column::Version, Expr::col(import::Column::Version).add(1))
            .filter(import::Column::Id.eq(list))
            .filter(import::Column::JobId.eq(job.id))
            .filter(import::Column::State.is_in([ImportState::Checking, ImportState::Committing]))
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Once an hour: forgets what is old, and lets the database look at its tables
/// again.
pub async fn keep_house(kernel: &Arc<Kernel>) -> Result<()> {
    forget_old(kernel).await?;
    kernel.db.refresh_statistics().await?;
    renewal::when_the_year_turns(kernel).await
}

/// Forgets keys, tickets, counts and notifications whose time is over.
async fn forget_old(kernel: &Kernel) -> Result<()> {
    let now = kernel.clock.now();
    idempotency_key::Entity::delete_many()
        .filter(idempotency_key::Column::CreatedAt.lt(now.plus_seconds(-KEYS_KEPT_SECONDS)))
        .exec(&kernel.db.write)
        .await?;
    ticket::Entity::delete_many().filter(ticket::Column::ExpiresAt.lt(now)).exec(&kernel.db.write).await?;
    request_count::Entity::delete_many()
        .filter(request_count::Column::Minute.lt(now.seconds().div_euclid(60) - 1))
        .exec(&kernel.db.write)
        .await?;
    notifications::routes::forget_old(kernel).await
}

/// Destroys what is kept no longer.
async fn sweep(kernel: &Arc<Kernel>) -> Result<()> {
    // One that fails does not keep the other waiting.
    let old = destroy_old(kernel).await;
    destroy_unused(kernel).await?;
    old
}

/// Destroys files and rows whose time is over.
pub async fn destroy_old(kernel: &Arc<Kernel>) -> Result<()> {
    let today = kernel.clock.today();
    let due = system::<import::Entity>()
        .filter(import::Column::DestroyOn.lte(today))
        .filter(import::Column::State.ne(ImportState::Destroyed))
        .all(&kernel.db.read)
        .await?;
    for import in due {
        run_as_system(kernel, Author::system("destroy_import"), async |tx| {
            let row =
                lock_rows(system::<import::Entity>(), kernel.db.backend()).filter(import::Column::Id.eq(import.id));
            let Some(mut row) = row.one(tx.db()).await?.filter(|row| row.state != ImportState::Destroyed) else {
                return Ok(tx.done_unrecorded(()));
            };
            work::destroy(tx, &mut row).await?;
            row.version += 1;
            row.into_active_model().reset_all().update(tx.db()).await?;
            tx.done(Change::act("import", import.id), ()).await
        })
        .await?;
    }
    Ok(())
}
