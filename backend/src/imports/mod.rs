//! Import (impor data): a kelurahan's own list comes in.
//!
//! A file is read ([`sheet`]), its headings recognised ([`columns`]), its
//! cells understood ([`cells`]); each row is then registered inside a
//! transaction that is rolled back (the check) or committed (the commit), see
//! [`work`]: one code path, [`register`].

pub mod cells;
pub mod columns;
pub mod files;
pub mod queries;
pub mod register;
pub mod routes;
pub mod rows;
pub mod sheet;
pub mod template;
pub mod work;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::CreateImport, _, _>(config, routes::create);
    mount::<api::ListImports, _, _>(config, routes::list);
    mount::<api::LinkImportTemplate, _, _>(config, routes::link_template);
    mount::<api::GetImport, _, _>(config, routes::get);
    mount::<api::ListImportRows, _, _>(config, routes::rows);
    mount::<api::CommitImport, _, _>(config, routes::commit);
    mount::<api::DiscardImport, _, _>(config, routes::discard);
    mount::<api::LinkImportFaults, _, _>(config, routes::link_faults);
    mount::<api::LinkImportFile, _, _>(config, routes::link_file);
    mount::<api::GetJob, _, _>(config, crate::jobs::routes::get);
}
