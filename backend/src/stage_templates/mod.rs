//! Stage templates (templat tahapan): what the seven stages ask for, in
//! versions. One is shipped; a city drafts and publishes its own.

pub mod queries;
pub mod routes;
pub mod shipped;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListStageTemplates, _, _>(config, routes::list);
    mount::<api::CreateStageTemplate, _, _>(config, routes::create);
    mount::<api::GetStageTemplate, _, _>(config, routes::get);
    mount::<api::UpdateStageTemplate, _, _>(config, routes::update);
    mount::<api::PublishStageTemplate, _, _>(config, routes::publish);
}
