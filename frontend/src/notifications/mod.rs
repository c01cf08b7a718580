//! Notifications (pemberitahuan): what others did with what is one's own.

mod list;
mod unread;

pub use list::NotificationList;
pub use unread::{Unread, use_unread};
