//! Signing in and out: passwords, one-time codes, refresh tokens, throttling.

pub mod passwords;
pub mod queries;
pub mod routes;
pub mod rules;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{RefreshTokens, SignIn, SignOut};

pub fn configure(config: &mut ServiceConfig) {
    mount::<SignIn, _, _>(config, routes::sign_in);
    mount::<RefreshTokens, _, _>(config, routes::refresh);
    mount::<SignOut, _, _>(config, routes::sign_out);
}
