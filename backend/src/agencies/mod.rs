//! Local agencies (perangkat daerah) and partners of the programme.

pub mod queries;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{
    ArchiveAgency, CreateAgency, GetAgency, ListAgencies, ListAgencyHistory, RestoreAgency, UpdateAgency,
};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListAgencies, _, _>(config, routes::list);
    mount::<CreateAgency, _, _>(config, routes::create);
    mount::<GetAgency, _, _>(config, routes::get);
    mount::<UpdateAgency, _, _>(config, routes::update);
    mount::<ArchiveAgency, _, _>(config, routes::archive);
    mount::<RestoreAgency, _, _>(config, routes::restore);
    mount::<ListAgencyHistory, _, _>(config, routes::history);
}
