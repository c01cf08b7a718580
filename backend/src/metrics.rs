//! `/metrics`: figures of the process for whoever watches it, on the machine
//! itself or with the token of the settings; for everyone else there is no
//! such address.

use crate::entity::{event_queue, job, task};
use crate::kernel::database::Db;
use crate::kernel::error::Result;
use crate::kernel::metrics::{Metrics, Pool, State};
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpRequest, HttpResponse, web};
use contract::jobs::JobState;
use contract::tasks::TaskState;
use sea_orm::{ColumnTrait, DatabaseConnection, PaginatorTrait, QueryFilter, QuerySelect};
use std::sync::Arc;
use subtle::ConstantTimeEq;

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

pub fn configure(config: &mut web::ServiceConfig) {
    config.route("/metrics", web::get().to(show));
}

async fn show(request: HttpRequest, kernel: web::Data<Arc<Kernel>>) -> HttpResponse {
    if !may_look(&request, &kernel) {
        return HttpResponse::NotFound().finish();
    }
    pools(&kernel.metrics, &kernel.db);
    let up = state(&kernel).await.is_ok();
    kernel.metrics.database_up.set(i64::from(up));
    HttpResponse::Ok()
        .insert_header(("cache-control", "no-store"))
        .content_type(CONTENT_TYPE)
        .body(kernel.metrics.text(&kernel.db))
}

/// Someone on the machine itself, not through a proxy there, or someone who
/// has the token.
fn may_look(request: &HttpRequest, kernel: &Kernel) -> bool {
    let passed_on = ["forwarded", "x-forwarded-for", "via"].iter().any(|name| request.headers().contains_key(*name));
    let here = request.peer_addr().is_some_and(|peer| peer.ip().to_canonical().is_loopback());
    if here && !passed_on {
        return true;
    }
    let sent = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    match (&kernel.config.metrics_token, sent.and_then(|value| value.strip_prefix("Bearer "))) {
        (Some(token), Some(sent)) => bool::from(token.as_bytes().ct_eq(sent.trim().as_bytes())),
        _ => false,
    }
}

/// Connections of each pool. On SQLite background work writes on the writer's.
fn pools(metrics: &Metrics, db: &Db) {
    let mut named = vec![("read", &db.read.0), ("write", &db.write)];
    if db.is_shared() {
        named.push(("work", &db.work));
    }
    for (pool, connection) in named {
        let (open, idle) = connections(connection, db.is_shared());
        metrics.connections.get_or_create(&Pool { pool }).set(open);
        metrics.in_use.get_or_create(&Pool { pool }).set(open - idle);
    }
}

fn connections(connection: &DatabaseConnection, postgres: bool) -> (i64, i64) {
    let (open, idle) = if postgres {
        let pool = connection.get_postgres_connection_pool();
        (pool.size(), pool.num_idle())
    } else {
        let pool = connection.get_sqlite_connection_pool();
        (pool.size(), pool.num_idle())
    };
    (i64::from(open), i64::try_from(idle).unwrap_or(0))
}

/// What only the database knows.
async fn state(kernel: &Kernel) -> Result<()> {
    let (db, metrics) = (&kernel.db.read, &kernel.metrics);
    let unsealed = system::<event_queue::Entity>().count(db).await?;
    metrics.unsealed.set(i64::try_from(unsealed).unwrap_or(i64::MAX));
    let jobs: Vec<(JobState, i64)> = system::<job::Entity>()
        .select_only()
        .column(job::Column::State)
        .column_as(job::Column::Id.count(), "jobs")
        .group_by(job::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    for state in JobState::ALL {
        let count = jobs.iter().find_map(|(known, count)| (known == state).then_some(*count)).unwrap_or(0);
        metrics.jobs.get_or_create(&State { state: state.as_str() }).set(count);
    }
    let open = system::<task::Entity>().filter(task::Column::State.eq(TaskState::Open)).count(db).await?;
    metrics.open_tasks.set(i64::try_from(open).unwrap_or(i64::MAX));
    Ok(())
}
