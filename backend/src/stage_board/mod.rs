//! The stage board (papan tahapan): every locus by its seven stages.

pub mod awaiting;
pub mod queries;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListStageBoard, _, _>(config, routes::list);
}
