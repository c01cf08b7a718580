//! Poverty lines (garis kemiskinan) by city and year.

mod detail;
mod form;
mod list;

pub use detail::PovertyLineDetail;
pub use form::{EditPovertyLine, NewPovertyLine};
pub use list::PovertyLineList;
