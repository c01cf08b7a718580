//! Accounts of the people who work with the system (pengguna).

pub mod awaiting;
pub mod queries;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{
    CreateUser, DisableUser, EnableUser, GetUser, IssueAccessCode, ListUserHistory, ListUsers, UpdateUser,
};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListUsers, _, _>(config, routes::list);
    mount::<CreateUser, _, _>(config, routes::create);
    mount::<GetUser, _, _>(config, routes::get);
    mount::<UpdateUser, _, _>(config, routes::update);
    mount::<DisableUser, _, _>(config, routes::disable);
    mount::<EnableUser, _, _>(config, routes::enable);
    mount::<IssueAccessCode, _, _>(config, routes::issue_access_code);
    mount::<ListUserHistory, _, _>(config, routes::history);
}
