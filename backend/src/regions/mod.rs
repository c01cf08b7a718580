//! Regions (wilayah): the Kemendagri list of a city, from CSV.

pub mod csv;
pub mod names;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{GetRegion, ListRegions};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListRegions, _, _>(config, routes::list);
    mount::<GetRegion, _, _>(config, routes::get);
}
