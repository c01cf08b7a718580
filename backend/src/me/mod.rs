//! My account (akun saya).

pub mod awaiting;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{ChangeMyPassword, EndMySession, GetMe, GetMyAwaiting, ListMySessions};

pub fn configure(config: &mut ServiceConfig) {
    mount::<GetMe, _, _>(config, routes::get);
    mount::<GetMyAwaiting, _, _>(config, awaiting::get);
    mount::<ListMySessions, _, _>(config, routes::sessions);
    mount::<EndMySession, _, _>(config, routes::end_session);
    mount::<ChangeMyPassword, _, _>(config, routes::change_password);
}
