//! Loci (lokus): one or more RW of a kelurahan in a programme year.

mod detail;
mod form;
mod list;
mod team;
mod template;

pub use detail::LocusDetail;
pub use form::{EditLocus, NewLocus};
pub use list::{LocusList, ProgrammeLoci};
pub use team::EditTeam;

use contract::loci::Locus;
use contract::place::Neighbourhood;

/// RW as people say them: `RW 11, 12`.
fn rws(locus: &Locus) -> String {
    rws_in_words(&locus.rws)
}

/// The same of a list of RW.
pub fn rws_in_words(list: &[Neighbourhood]) -> String {
    format!("RW {}", numbers(list))
}

/// `11, 12`
fn numbers(rws: &[Neighbourhood]) -> String {
    let short = rws.iter().map(|rw| rw.as_str().trim_start_matches('0'));
    short.collect::<Vec<_>>().join(", ")
}

/// `Teluk Pucung RW 11 · 2027`
pub fn title(locus: &Locus) -> String {
    format!("{} {} · {}", locus.region_name, rws(locus), locus.year)
}
