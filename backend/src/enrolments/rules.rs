//! Who may take part in a locus.

use crate::entity::{beneficiary, locus, validation};
use crate::loci::queries::rws;
use contract::beneficiaries::Status;
use contract::ids::ValidationId;
use contract::problem::ProblemCode;
use contract::validations::Outcome;

/// The decision by which a woman may take part in a programme year: the newest
/// on her, if it says so. One that her record went past does not.
pub fn decided(
    woman: &beneficiary::Model,
    newest: Option<&validation::Model>,
    year: i32,
) -> Result<ValidationId, ProblemCode> {
    let holds = woman.status == Status::Validated && woman.outdated_by.is_empty();
    let says = newest.filter(|one| holds && one.outcome == Outcome::Validated && one.programme_year == year);
    says.map(|one| one.id).ok_or(ProblemCode::NotValidated)
}

/// The decision by which a woman may be put forward for a locus.
pub fn admissible(
    woman: &beneficiary::Model,
    newest: Option<&validation::Model>,
    locus: &locus::Model,
) -> Result<ValidationId, ProblemCode> {
    if woman.archived_at.is_some() {
        return Err(ProblemCode::WrongState);
    }
    if woman.region_code != locus.region_code || !rws(locus).contains(&woman.rw) {
        return Err(ProblemCode::OutsideLocus);
    }
    decided(woman, newest, locus.year)
}
