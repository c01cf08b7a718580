//! Merging (penggabungan): two records of one woman become one, and can be two
//! again for thirty days.

pub mod queries;
pub mod routes;
pub mod saved;
pub mod work;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{CreateMerge, GetMerge, ListMerges, UndoMerge};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListMerges, _, _>(config, routes::list);
    mount::<CreateMerge, _, _>(config, routes::create);
    mount::<GetMerge, _, _>(config, routes::get);
    mount::<UndoMerge, _, _>(config, routes::undo);
}
