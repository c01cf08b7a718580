//! Loci (lokus): one or more RW of a kelurahan in a programme year, the unit
//! that goes through the seven stages (P-16, S1-15).

pub mod queries;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListLoci, _, _>(config, routes::list);
    mount::<api::CreateLocus, _, _>(config, routes::create);
    mount::<api::GetLocus, _, _>(config, routes::get);
    mount::<api::UpdateLocus, _, _>(config, routes::update);
    mount::<api::ArchiveLocus, _, _>(config, routes::archive);
    mount::<api::RestoreLocus, _, _>(config, routes::restore);
    mount::<api::MoveLocusTemplate, _, _>(config, routes::move_template);
    mount::<api::ListLocusHistory, _, _>(config, routes::history);
}
