//! The audit trail (jejak audit): every change and every recorded look.

pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{GetAuditEvent, ListAuditEvents, VerifyAuditTrail};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListAuditEvents, _, _>(config, routes::list);
    mount::<VerifyAuditTrail, _, _>(config, routes::verify);
    mount::<GetAuditEvent, _, _>(config, routes::get);
}
