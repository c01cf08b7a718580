//! Legal instruments (dasar hukum): what a programme and its loci stand on.

pub mod queries;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListLegalInstruments, _, _>(config, routes::list);
    mount::<api::CreateLegalInstrument, _, _>(config, routes::create);
    mount::<api::GetLegalInstrument, _, _>(config, routes::get);
    mount::<api::UpdateLegalInstrument, _, _>(config, routes::update);
    mount::<api::ArchiveLegalInstrument, _, _>(config, routes::archive);
    mount::<api::RestoreLegalInstrument, _, _>(config, routes::restore);
    mount::<api::LinkLegalInstrument, _, _>(config, routes::link);
    mount::<api::ListLegalInstrumentHistory, _, _>(config, routes::history);
}
