//! Households (keluarga): a family living together, its members and means.

pub mod members;
pub mod queries;
pub mod routes;
pub mod write;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListHouseholds, _, _>(config, routes::list);
    mount::<api::CreateHousehold, _, _>(config, routes::create);
    mount::<api::GetHousehold, _, _>(config, routes::get);
    mount::<api::UpdateHousehold, _, _>(config, routes::update);
    mount::<api::ListHouseholdMembers, _, _>(config, members::list);
    mount::<api::CreateHouseholdMember, _, _>(config, members::create);
    mount::<api::GetHouseholdMember, _, _>(config, members::get);
    mount::<api::UpdateHouseholdMember, _, _>(config, members::update);
    mount::<api::RemoveHouseholdMember, _, _>(config, members::remove);
}
