//! Who may take part in a locus.

use crate::beneficiaries::rules::standing;
use crate::entity::{beneficiary, locus, validation};
use crate::loci::queries::rws;
use contract::beneficiaries::Status;
use contract::ids::ValidationId;
use contract::problem::ProblemCode;

/// The decision by which a woman may take part in a programme year: the one on
/// her that stands for it. One that her record went past does not.
pub fn decided(
    woman: &beneficiary::Model,
    decisions: &[validation::Model],
    year: i32,
) -> Result<ValidationId, ProblemCode> {
    let holds = woman.status == Status::Validated && woman.outdated_by.is_empty();
    standing(decisions, year).filter(|_| holds).map(|one| one.id).ok_or(ProblemCode::NotValidated)
}

/// The decision by which a woman may be put forward for a locus.
pub fn admissible(
    woman: &beneficiary::Model,
    decisions: &[validation::Model],
    locus: &locus::Model,
) -> Result<ValidationId, ProblemCode> {
    if woman.archived_at.is_some() {
        return Err(ProblemCode::WrongState);
    }
    if woman.region_code != locus.region_code || !rws(locus).contains(&woman.rw) {
        return Err(ProblemCode::OutsideLocus);
    }
    decided(woman, decisions, locus.year)
}
