//! Comments (tanggapan) on the stages of a locus.

pub mod queries;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListComments, _, _>(config, routes::list);
    mount::<api::CreateComment, _, _>(config, routes::create);
    mount::<api::GetComment, _, _>(config, routes::get);
    mount::<api::WithdrawComment, _, _>(config, routes::withdraw);
}
