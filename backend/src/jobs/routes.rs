//! Asking how far a job is.

use crate::entity::job;
use crate::kernel::error::Result;
use crate::kernel::guard::{Guard, Read};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{Scope, Scoped, own_rows};
use actix_web::web::Path;
use contract::endpoint::Endpoint;
use contract::endpoints::GetJob;
use contract::ids::JobId;
use contract::jobs::{Job, Progress};
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, Condition, QueryFilter};

impl Scoped for job::Entity {
    /// A job is whose it is, whatever the role.
    fn rows(scope: &Scope) -> Condition {
        own_rows(scope, job::Column::CreatedBy)
    }
}

pub async fn read<E: Endpoint>(guard: &Guard<E>, id: JobId) -> Result<Job> {
    let row = guard.select::<job::Entity>().filter(job::Column::Id.eq(id)).one(guard.db()).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    let count = |number: i32| u32::try_from(number).unwrap_or(0);
    Ok(Job {
        id: row.id,
        kind: row.kind,
        subject: row.subject,
        state: row.state,
        progress: Progress { done: count(row.done), total: count(row.total) },
        error: row.error,
        created_at: row.created_at,
        finished_at: row.finished_at,
    })
}

pub async fn get(guard: Read<GetJob>, id: Path<JobId>) -> Answer<GetJob> {
    Ok(Reply::new(read(&guard, *id).await?))
}
