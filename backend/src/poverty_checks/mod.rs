//! Poverty-database checks (pengecekan silang): dated looks into BDT and what
//! took its place (S1-08).

pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{CreatePovertyCheck, ListPovertyChecks};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListPovertyChecks, _, _>(config, routes::list);
    mount::<CreatePovertyCheck, _, _>(config, routes::create);
}
