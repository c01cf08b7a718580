//! Enrolment (kepesertaan): who takes part in a locus for its programme year.

pub mod queries;
pub mod routes;
pub mod rules;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListEnrolments, _, _>(config, routes::list);
    mount::<api::CreateEnrolments, _, _>(config, routes::create);
    mount::<api::GetEnrolment, _, _>(config, routes::get);
    mount::<api::ActivateEnrolment, _, _>(config, routes::activate);
    mount::<api::CompleteEnrolment, _, _>(config, routes::complete);
    mount::<api::WithdrawEnrolment, _, _>(config, routes::withdraw);
}
