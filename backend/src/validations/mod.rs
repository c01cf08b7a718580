//! Validation (pengesahan): the Lurah decides on the candidates (S1-18).

pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{CreateValidations, ListValidations};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListValidations, _, _>(config, routes::list);
    mount::<CreateValidations, _, _>(config, routes::create);
}
