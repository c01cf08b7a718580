//! Documents (dokumen): scans, photos and office files, sealed at rest, fetched
//! by a link.

pub mod files;
pub mod moving;
pub mod office;
pub mod queries;
pub mod routes;
pub mod thumbnail;
pub mod unused;
pub mod whole;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{CreateDocument, GetDocument, GetThumbnail, LinkDocument, ListDocuments};

pub fn configure(config: &mut ServiceConfig) {
    mount::<CreateDocument, _, _>(config, routes::create);
    mount::<ListDocuments, _, _>(config, routes::list);
    mount::<GetDocument, _, _>(config, routes::get);
    mount::<GetThumbnail, _, _>(config, routes::thumbnail);
    mount::<LinkDocument, _, _>(config, routes::link);
}
