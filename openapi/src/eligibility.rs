//! Eligibility (kelayakan): what the rules in force say of a woman, in words.
//!
//! The answer never decides: the Lurah does. Eligible, not eligible and
//! unknown are three answers and never counted together.

use crate::draft::{Draft, Faults, Member, Purpose};
use crate::ids::{BeneficiaryId, RuleSetId};
use crate::ks21::Stage;
use crate::moment::{Day, Timestamp};
use crate::place::RegionCode;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The published sort keys of the list of rule sets.
pub const SORT_KEYS: &[&str] = &["-number"];
/// How many women a preview names.
pub const MAX_NAMED: usize = 200;

text_enum! {
    /// What the rules together say.
    EligibilityAnswer {
        Eligible = "eligible",
        NotEligible = "not_eligible",
        /// Something is not known that a rule asks.
        Unknown = "unknown",
    }
}

text_enum! {
    /// What one rule says.
    RuleOutcome {
        Met = "met",
        NotMet = "not_met",
        Unknown = "unknown",
    }
}

text_enum! {
    /// The conditions a rule set may hold.
    Rule {
        /// A woman (P-13).
        Sex = "sex",
        /// Of an age on a day of the programme year (P-13).
        Age = "age",
        /// Lives in the region of the programme.
        Residence = "residence",
        /// Her kelurahan is vulnerable (P-15).
        VulnerablePlace = "vulnerable_place",
        /// Poor by the line, or of a low stage of welfare (P-14).
        PoorOrPreProsperous = "poor_or_pre_prosperous",
        /// Heads her family (P-08).
        HeadOfFamily = "head_of_family",
    }
}

text_enum! {
    /// Which sum is held against the poverty line.
    PovertyBasis {
        /// As the programme's founding text says.
        Income = "income",
        /// As the official line is made.
        Expenditure = "expenditure",
        /// Below it by one of the two.
        Either = "either",
    }
}

text_enum! {
    /// How she must head her family.
    HeadCondition {
        /// By the family card.
        DeJure = "de_jure",
        /// In life.
        DeFacto = "de_facto",
        Either = "either",
    }
}

text_enum! {
    RuleSetState {
        Draft = "draft",
        InForce = "in_force",
        /// Was in force; decisions still name it.
        Ended = "ended",
    }
}

/// One version of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RuleSet {
    pub id: RuleSetId,
    /// The version, counted from 1.
    pub number: i32,
    pub state: RuleSetState,
    /// Why it was made.
    pub note: Option<String>,
    /// The conditions that hold.
    pub rules: Vec<Rule>,
    pub age_min: i32,
    pub age_max: i32,
    /// The day of the programme year on which her age counts, `01-01`.
    pub age_on: String,
    /// The region she must live in; `null`: anywhere the system is used.
    pub region_code: Option<RegionCode>,
    pub poverty_basis: PovertyBasis,
    /// The stages of welfare that count as low.
    pub low_stages: Vec<Stage>,
    pub head_condition: HeadCondition,
    pub in_force_from: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What is said of a rule set; what is absent at creation is taken from
    /// the one in force.
    RuleSetDraft with RuleSetId {
        note: String,
        rules: Vec<Rule>,
        age_min: i32,
        age_max: i32,
        /// Month and day, `01-01`.
        age_on: String,
        region_code: RegionCode,
        poverty_basis: PovertyBasis,
        low_stages: Vec<Stage>,
        head_condition: HeadCondition,
    }
}

/// What one rule says of her, and from which values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RuleFinding {
    pub rule: Rule,
    pub outcome: RuleOutcome,
    /// Why, in the caller's language.
    pub text: String,
    /// The values used, by name; absent where the caller may not see them.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<BTreeMap<String, String>>))]
    pub values: Member<BTreeMap<String, String>>,
}

/// What the rules in force say of a woman now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Eligibility {
    pub beneficiary_id: BeneficiaryId,
    pub answer: EligibilityAnswer,
    pub rule_set_id: RuleSetId,
    /// The version of the rules.
    pub rule_set_number: i32,
    pub programme_year: i32,
    /// The day it was worked out.
    pub found_on: Day,
    pub rules: Vec<RuleFinding>,
}

/// Women by the answer before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AnswerChange {
    pub before: EligibilityAnswer,
    pub after: EligibilityAnswer,
    pub women: u32,
}

/// A woman whose answer would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Touched {
    pub beneficiary_id: BeneficiaryId,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub full_name: Member<String>,
    pub region_code: RegionCode,
    pub region_name: String,
    pub before: EligibilityAnswer,
    pub after: EligibilityAnswer,
    /// The rules whose outcome differs.
    pub rules: Vec<Rule>,
    /// She is validated; nothing is done to her decision.
    pub validated: bool,
}

/// Whom a rule set would touch if it came into force now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Preview {
    pub rule_set_id: RuleSetId,
    /// Women looked at: those of the caller's place, not archived.
    pub women: u32,
    /// Every pair of answers that occurs, unchanged ones too.
    pub counts: Vec<AnswerChange>,
    /// Women whose answer would change.
    pub touched_count: u32,
    /// The first 200 of them.
    pub touched: Vec<Touched>,
}

/// Filters of the preview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct PreviewFilter {
    /// Only this region and those inside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
}

/// Month and day of a text like `01-01`; the 29th of February is no day of
/// every year.
pub fn month_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = text.split_once('-')?;
    if month.len() != 2 || day.len() != 2 {
        return None;
    }
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    Day::new(2025, month, day).map(|_| (month, day))
}

impl Draft for RuleSetDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.text_if_given("/note", &self.note, 300);
        if self.rules.value().is_some_and(Vec::is_empty) {
            faults.add("/rules", FieldCode::Required);
        }
        for (pointer, age) in [("/age_min", &self.age_min), ("/age_max", &self.age_max)] {
            if age.value().is_some_and(|age| !(0..=120).contains(age)) {
                faults.add(pointer, FieldCode::Malformed);
            }
        }
        if let (Some(min), Some(max)) = (self.age_min.value(), self.age_max.value())
            && min > max
        {
            faults.add("/age_max", FieldCode::EndsBeforeStart);
        }
        if self.age_on.value().is_some_and(|text| month_day(text).is_none()) {
            faults.add("/age_on", FieldCode::Malformed);
        }
        faults.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_every_year() {
        assert_eq!(month_day("01-01"), Some((1, 1)));
        assert_eq!(month_day("12-31"), Some((12, 31)));
        for text in ["", "1-1", "13-01", "02-29", "02-30", "01-01-2026", "aa-bb"] {
            assert_eq!(month_day(text), None, "{text}");
        }
    }
}
