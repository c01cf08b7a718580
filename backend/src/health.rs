//! Whether the process lives, and whether it can serve.

use crate::kernel::state::Kernel;
use crate::migrations::Migrator;
use actix_web::{HttpResponse, web};
use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;
use serde_json::json;
use std::sync::Arc;

pub fn configure(config: &mut web::ServiceConfig) {
    config.route("/health/live", web::get().to(live));
    config.route("/health/ready", web::get().to(ready));
    config.route("/.well-known/jwks.json", web::get().to(key_set));
}

async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "ok" }))
}

/// Database reachable, migrations applied, data folder writable. A bucket that
/// does not answer is told and no reason to send nobody here: all but files is
/// served.
async fn ready(kernel: web::Data<Arc<Kernel>>) -> HttpResponse {
    let database = kernel.db.read.execute_unprepared("select 1").await.is_ok();
    // Where nobody answers, nobody is asked a second time.
    let migrations =
        database && Migrator::get_pending_migrations(&kernel.db.read).await.is_ok_and(|pending| pending.is_empty());
    let storage = kernel.config.data_dir.metadata().is_ok_and(|folder| !folder.permissions().readonly());
    let body = match &kernel.bucket {
        None => json!({ "database": database, "migrations": migrations, "storage": storage }),
        Some(bucket) => {
            let files = bucket.answers().await;
            json!({ "database": database, "migrations": migrations, "storage": storage, "files": files })
        }
    };
    if database && migrations && storage {
        HttpResponse::Ok().json(body)
    } else {
        HttpResponse::ServiceUnavailable().json(body)
    }
}

async fn key_set(kernel: web::Data<Arc<Kernel>>) -> HttpResponse {
    HttpResponse::Ok().insert_header(("cache-control", "public, max-age=300")).json(kernel.tokens.key_set())
}
