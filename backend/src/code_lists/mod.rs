//! Code lists (daftar kode): the choices of the forms.

pub mod queries;
pub mod routes;
pub mod shipped;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{CreateCode, GetCode, ListCodeHistory, ListCodes, UpdateCode};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListCodes, _, _>(config, routes::list);
    mount::<CreateCode, _, _>(config, routes::create);
    mount::<GetCode, _, _>(config, routes::get);
    mount::<UpdateCode, _, _>(config, routes::update);
    mount::<ListCodeHistory, _, _>(config, routes::history);
}
