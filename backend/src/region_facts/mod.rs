//! Region facts (data wilayah): statistics by region and year, with source
//! (P-07, P-15, S1-09).

pub mod queries;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{CreateRegionFact, GetRegionFact, ListRegionFactHistory, ListRegionFacts, UpdateRegionFact};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListRegionFacts, _, _>(config, routes::list);
    mount::<CreateRegionFact, _, _>(config, routes::create);
    mount::<GetRegionFact, _, _>(config, routes::get);
    mount::<UpdateRegionFact, _, _>(config, routes::update);
    mount::<ListRegionFactHistory, _, _>(config, routes::history);
}
