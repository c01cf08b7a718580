//! Locus selection (pemilihan lokus): places of a programme compared by
//! weighted statistics, with the arithmetic shown (S1-07, S1-15).

pub mod development;
pub mod queries;
pub mod ranking;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListLocusSelections, _, _>(config, routes::list);
    mount::<api::CreateLocusSelection, _, _>(config, routes::create);
    mount::<api::GetLocusSelection, _, _>(config, routes::get);
    mount::<api::UpdateLocusSelection, _, _>(config, routes::update);
    mount::<api::GetSelectionRanking, _, _>(config, routes::ranking);
    mount::<api::DecideLocusSelection, _, _>(config, routes::decide);
    mount::<api::ListLocusSelectionHistory, _, _>(config, routes::history);
}
