//! Terms of office (penugasan): who holds which role, where and for how long.

pub mod awaiting;
pub mod queries;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{CreateRoleAssignment, EndRoleAssignment, GetRoleAssignment, ListRoleAssignments};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListRoleAssignments, _, _>(config, routes::list);
    mount::<CreateRoleAssignment, _, _>(config, routes::create);
    mount::<GetRoleAssignment, _, _>(config, routes::get);
    mount::<EndRoleAssignment, _, _>(config, routes::end);
}
