//! Households (keluarga): who lives together and on what.

mod detail;
mod form;
mod member_form;
mod members;
mod rupiah;

pub use detail::{HouseholdDetail, HouseholdPanels};
pub use form::EditHousehold;
pub use rupiah::{Rupiah, RupiahField};
