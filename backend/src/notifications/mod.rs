//! Notifications (pemberitahuan): what others did with something of a user's. Other
//! slices send them with the change itself.

pub mod queries;
pub mod routes;
pub mod send;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{GetUnreadNotifications, ListNotifications, ReadNotifications};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListNotifications, _, _>(config, routes::list);
    mount::<GetUnreadNotifications, _, _>(config, routes::unread);
    mount::<ReadNotifications, _, _>(config, routes::read);
}
