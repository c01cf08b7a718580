//! Import (impor data): a kelurahan's own list comes in.
//!
//! A file is read ([`reading`]), the list in it found ([`layout`],
//! [`columns`]) or pointed out ([`mapping`], [`sources`]), its cells understood
//! ([`cells`], [`rows`]). Each row is judged against what stands in the register
//! ([`known`], [`judge`], [`changes`]); the check ([`check`]) keeps the
//! judgement, the commit ([`commit`]) judges again and writes ([`keep`]).

pub mod acceptances;
pub mod awaiting;
pub mod cells;
pub mod changes;
pub mod check;
pub mod columns;
pub mod commit;
pub mod files;
pub mod judge;
pub mod keep;
pub mod known;
pub mod layout;
pub mod likeness;
pub mod mapping;
pub mod near;
pub mod queries;
pub mod reading;
pub mod routes;
pub mod rows;
pub mod sheet;
pub mod sources;
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
    mount::<api::MapImport, _, _>(config, routes::map);
    mount::<api::AcceptImportRows, _, _>(config, acceptances::accept);
    mount::<api::CommitImport, _, _>(config, routes::commit);
    mount::<api::DiscardImport, _, _>(config, routes::discard);
    mount::<api::LinkImportFaults, _, _>(config, routes::link_faults);
    mount::<api::LinkImportFile, _, _>(config, routes::link_file);
    mount::<api::ListImportSources, _, _>(config, sources::list);
    mount::<api::GetImportSource, _, _>(config, sources::get);
    mount::<api::ForgetImportSource, _, _>(config, sources::forget);
    mount::<api::GetJob, _, _>(config, crate::jobs::routes::get);
}
