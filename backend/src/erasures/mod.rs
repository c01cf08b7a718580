//! Erasure (pemusnahan data): what is known of a woman whose time in the
//! register is over leaves it, and the audit trail keeps that it did.
//!
//! Events hold salted digests, never values: their values and salts stand in
//! the revisions, which go, so that the chain still holds and nothing can be
//! guessed from it.

pub mod routes;
pub mod work;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::EraseBeneficiary;

pub fn configure(config: &mut ServiceConfig) {
    mount::<EraseBeneficiary, _, _>(config, routes::erase);
}
