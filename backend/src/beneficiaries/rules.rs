//! What is missing before the Lurah can decide, and which changes make a
//! decision outdated (S1-18).

use crate::entity::beneficiary;
use contract::beneficiaries::{HeadOfFamily, Status};
use contract::validations::Outcome;

/// The members a decision rests on.
pub const DECIDED_ON: &[&str] = &[
    "full_name",
    "nik",
    "nik_absent_reason",
    "birth_date",
    "sex",
    "region_code",
    "rw",
    "rt",
    "marital_status",
    "head_of_family",
    "household_id",
];

/// The members still missing.
pub fn missing(head: &HeadOfFamily, noticed: bool) -> Vec<String> {
    let mut missing = Vec::new();
    if !head.de_jure && !head.de_facto {
        missing.push("head_of_family".to_owned());
    } else if head.basis.is_none() {
        missing.push("head_of_family/basis".to_owned());
    }
    if !noticed {
        missing.push("notice".to_owned());
    }
    missing
}

pub fn head_of_family(row: &beneficiary::Model) -> HeadOfFamily {
    HeadOfFamily { de_jure: row.de_jure, de_facto: row.de_facto, basis: row.head_basis.clone() }
}

/// The status that follows from the newest decision.
pub const fn status_after(outcome: Outcome) -> Status {
    match outcome {
        Outcome::Validated => Status::Validated,
        Outcome::Refused => Status::Refused,
        Outcome::Withdrawn => Status::Withdrawn,
        Outcome::PutForward => Status::Candidate,
    }
}

/// The status after a change of these members.
pub fn status_after_change(before: Status, changed: &[String]) -> Status {
    let touches = changed.iter().any(|member| DECIDED_ON.contains(&member.as_str()));
    if touches && matches!(before, Status::Validated | Status::Outdated) { Status::Outdated } else { before }
}

/// Whether the Lurah may decide on her now.
pub const fn awaits_decision(status: Status) -> bool {
    matches!(status, Status::Candidate | Status::Outdated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_decision_rests_on_makes_it_outdated() {
        let changed = |member: &str| vec![member.to_owned()];
        assert_eq!(status_after_change(Status::Validated, &changed("phone")), Status::Validated);
        assert_eq!(status_after_change(Status::Validated, &changed("nik")), Status::Outdated);
        assert_eq!(status_after_change(Status::Candidate, &changed("nik")), Status::Candidate);
        assert_eq!(status_after_change(Status::Refused, &changed("nik")), Status::Refused);
    }

    #[test]
    fn every_outcome_has_a_status() {
        let all: Vec<Status> = Outcome::ALL.iter().map(|outcome| status_after(*outcome)).collect();
        assert_eq!(all, [Status::Validated, Status::Refused, Status::Withdrawn, Status::Candidate]);
        assert!(awaits_decision(Status::Outdated) && !awaits_decision(Status::Refused));
    }
}
