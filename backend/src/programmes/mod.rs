//! Programmes (program): what a city runs in one year (P-17, P-18).

pub mod queries;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListProgrammes, _, _>(config, routes::list);
    mount::<api::CreateProgramme, _, _>(config, routes::create);
    mount::<api::GetProgramme, _, _>(config, routes::get);
    mount::<api::UpdateProgramme, _, _>(config, routes::update);
    mount::<api::ArchiveProgramme, _, _>(config, routes::archive);
    mount::<api::RestoreProgramme, _, _>(config, routes::restore);
    mount::<api::ListProgrammeHistory, _, _>(config, routes::history);
}
