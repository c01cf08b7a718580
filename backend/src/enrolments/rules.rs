//! Who may take part in a locus.

use crate::entity::{beneficiary, locus, validation};
use crate::loci::queries::rws;
use contract::beneficiaries::Status;
use contract::problem::ProblemCode;
use contract::validations::Outcome;

/// Whether the newest decision on a woman says that she may take part in a
/// programme year. One that her record went past does not.
pub fn decided(woman: &beneficiary::Model, newest: Option<&validation::Model>, year: i32) -> Result<(), ProblemCode> {
    let holds = woman.status == Status::Validated && woman.outdated_by.is_empty();
    let says = newest.is_some_and(|one| one.outcome == Outcome::Validated && one.programme_year == year);
    if holds && says { Ok(()) } else { Err(ProblemCode::NotValidated) }
}

/// Whether a woman may be put forward for a locus.
pub fn admissible(
    woman: &beneficiary::Model,
    newest: Option<&validation::Model>,
    locus: &locus::Model,
) -> Result<(), ProblemCode> {
    if woman.archived_at.is_some() {
        return Err(ProblemCode::WrongState);
    }
    if woman.region_code != locus.region_code || !rws(locus).contains(&woman.rw) {
        return Err(ProblemCode::OutsideLocus);
    }
    decided(woman, newest, locus.year)
}
