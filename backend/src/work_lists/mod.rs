//! Work lists (daftar kerja): the filters of a list, kept and shared.

pub mod queries;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{CreateWorkList, DeleteWorkList, GetWorkList, ListWorkLists, UpdateWorkList};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListWorkLists, _, _>(config, routes::list);
    mount::<CreateWorkList, _, _>(config, routes::create);
    mount::<GetWorkList, _, _>(config, routes::get);
    mount::<UpdateWorkList, _, _>(config, routes::update);
    mount::<DeleteWorkList, _, _>(config, routes::delete);
}
