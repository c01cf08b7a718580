//! Moves (pindah): a woman goes to live elsewhere, alone or with her household.

pub mod moving;
pub mod queries;
pub mod routes;
pub mod rules;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::RelocateBeneficiary, _, _>(config, routes::relocate);
    mount::<api::ListRelocations, _, _>(config, routes::list);
    mount::<api::GetRelocation, _, _>(config, routes::get);
    mount::<api::AcceptRelocation, _, _>(config, routes::accept);
    mount::<api::RefuseRelocation, _, _>(config, routes::refuse);
    mount::<api::WithdrawRelocation, _, _>(config, routes::withdraw);
}
