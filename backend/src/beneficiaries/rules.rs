//! What is missing before the Lurah can decide, and which changes make a
//! decision outdated (S1-18).

use crate::entity::{beneficiary, validation};
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

/// The decision that stands for a year, of all on her with the newest first. One
/// made beside another leaves that one standing; any other ends all before it.
pub fn standing(decisions: &[validation::Model], year: i32) -> Option<&validation::Model> {
    for one in decisions {
        if one.outcome != Outcome::Validated {
            return None;
        }
        if one.programme_year == year {
            return Some(one);
        }
        if !one.beside {
            return None;
        }
    }
    None
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
    fn a_decision_stands_until_one_that_was_not_made_beside_it() {
        let decision = |programme_year, outcome, beside| {
            let region = |code: &str| code.parse().unwrap();
            validation::Model {
                id: contract::ids::ValidationId(uuid::Uuid::nil()),
                beneficiary_id: contract::ids::BeneficiaryId(uuid::Uuid::nil()),
                programme_year,
                outcome,
                reason_code: None,
                reason: None,
                document_number: None,
                document_date: None,
                document_id: None,
                beneficiary_version: 1,
                eligibility: None,
                rule_set_number: None,
                rule_findings: None,
                beside,
                decided_by: contract::ids::UserId(uuid::Uuid::nil()),
                decided_at: "2026-11-06T02:00:00Z".parse().unwrap(),
                city_code: region("32.75"),
                district_code: region("32.75.03"),
                region_code: region("32.75.03.1004"),
                rw: "011".parse().unwrap(),
            }
        };
        let years = |decisions: &[validation::Model]| -> Vec<i32> {
            [2026, 2027, 2028].into_iter().filter(|year| standing(decisions, *year).is_some()).collect()
        };
        let (first, beside) = (decision(2026, Outcome::Validated, false), decision(2027, Outcome::Validated, true));
        assert_eq!(years(&[beside.clone(), first.clone()]), [2026, 2027]);
        // Decided on anew after her record had changed: what came before is over.
        let anew = decision(2028, Outcome::Validated, false);
        assert_eq!(years(&[anew, beside.clone(), first.clone()]), [2028]);
        assert_eq!(years(&[decision(2027, Outcome::Withdrawn, false), beside, first]), Vec::<i32>::new());
    }

    #[test]
    fn every_outcome_has_a_status() {
        let all: Vec<Status> = Outcome::ALL.iter().map(|outcome| status_after(*outcome)).collect();
        assert_eq!(all, [Status::Validated, Status::Refused, Status::Withdrawn, Status::Candidate]);
        assert!(awaits_decision(Status::Outdated) && !awaits_decision(Status::Refused));
    }
}
