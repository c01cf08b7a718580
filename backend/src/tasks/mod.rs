//! Tasks (tugas): what someone must settle. Other slices raise them.

pub mod awaiting;
pub mod queries;
pub mod raise;
pub mod routes;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{CompleteTask, GetTask, ListTasks};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListTasks, _, _>(config, routes::list);
    mount::<GetTask, _, _>(config, routes::get);
    mount::<CompleteTask, _, _>(config, routes::complete);
}
