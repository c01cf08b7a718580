//! Legal instruments (dasar hukum): what programmes and loci stand on.

mod detail;
mod form;
mod list;

pub use detail::LegalInstrumentDetail;
pub use form::{EditLegalInstrument, NewLegalInstrument};
pub use list::LegalInstrumentList;

use crate::i18n::term;
use contract::legal_instruments::LegalInstrument;

/// `Keputusan Gubernur 463/Kep.211/2025`
pub fn title(one: &LegalInstrument) -> String {
    format!("{} {}", term(one.kind), one.number)
}
