//! Export (ekspor data): a list leaves as a file.
//!
//! What is asked for ([`routes`]) waits sealed in its ticket ([`order`]) for a
//! minute. The link reads the very rows of the list ([`selection`]) in one
//! moment of the database and in stretches ([`reading`]), each row as cells
//! ([`women`], [`homes`], [`decisions`]), and writes them as they come
//! ([`csv`], [`xlsx`], [`sending`]).

pub mod cells;
pub mod csv;
pub mod decisions;
pub mod homes;
pub mod order;
pub mod reading;
pub mod routes;
pub mod selection;
pub mod sending;
pub mod sheet;
pub mod women;
pub mod words;
pub mod xlsx;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::CreateExport, _, _>(config, routes::create);
}
