//! Duplicates (data ganda): one woman on two records.
//!
//! [`matching`] says how alike two women are, [`find`] looks for those alike to
//! one who is written, [`search`] goes through the whole register, and
//! [`candidates`] keeps the pairs that were found until someone settles them.

pub mod candidates;
pub mod dates;
pub mod find;
pub mod matching;
pub mod names;
pub mod pool;
pub mod queries;
pub mod routes;
pub mod search;
pub mod spelling;
mod words;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{DismissDuplicateCandidate, GetDuplicateCandidate, ListDuplicateCandidates};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListDuplicateCandidates, _, _>(config, routes::list);
    mount::<GetDuplicateCandidate, _, _>(config, routes::get);
    mount::<DismissDuplicateCandidate, _, _>(config, routes::dismiss);
}
