//! Poverty lines (garis kemiskinan) by city and year (P-05, P-06).

pub mod queries;
pub mod routes;
pub mod shipped;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{
    CreatePovertyLine, GetPovertyLine, ListPovertyLineHistory, ListPovertyLines, UpdatePovertyLine,
};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListPovertyLines, _, _>(config, routes::list);
    mount::<CreatePovertyLine, _, _>(config, routes::create);
    mount::<GetPovertyLine, _, _>(config, routes::get);
    mount::<UpdatePovertyLine, _, _>(config, routes::update);
    mount::<ListPovertyLineHistory, _, _>(config, routes::history);
}
