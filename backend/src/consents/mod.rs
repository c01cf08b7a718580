//! Consents (persetujuan): her answers on photos, testimony and research.

pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{CreateConsent, ListConsents};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListConsents, _, _>(config, routes::list);
    mount::<CreateConsent, _, _>(config, routes::create);
}
