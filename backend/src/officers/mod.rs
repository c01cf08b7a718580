//! Officers (petugas): who works where, for those who give work out.

pub mod queries;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::ListOfficers;

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListOfficers, _, _>(config, routes::list);
}
