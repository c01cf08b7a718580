//! Actions (tindak lanjut): what follows from decisions of meetings, as
//! somebody's task with its day.

pub mod awaiting;
pub mod queries;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListActions, _, _>(config, routes::list);
    mount::<api::CreateAction, _, _>(config, routes::create);
    mount::<api::GetAction, _, _>(config, routes::get);
    mount::<api::UpdateAction, _, _>(config, routes::update);
    mount::<api::CompleteAction, _, _>(config, routes::complete);
    mount::<api::DropAction, _, _>(config, routes::drop_it);
    mount::<api::ListActionHistory, _, _>(config, routes::history);
}
