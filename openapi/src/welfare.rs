//! Welfare (kesejahteraan): what a family has and lacks, told on a day.
//!
//! An assessment holds what was told: the 21 indicators of BKKBN (KS-21), the
//! dwelling, social aid, how she functions, income and expenditure. Every part
//! may be left out; rows are added, never changed.

use crate::draft::{Draft, Faults, Member, Purpose};
use crate::households::check_rupiah;
use crate::ids::{BeneficiaryId, HouseholdId, UserId, WelfareAssessmentId};
use crate::ks21::{Ks21, Stage};
use crate::moment::{Day, Timestamp};
use crate::place::RegionCode;
use crate::poverty_checks::PovertyCheck;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-assessed_on"];
/// Programmes of aid one family can be written down with.
const MAX_AID: usize = 30;

/// The house (P-02), in the codes of the local family questionnaire.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Dwelling {
    /// Square metres.
    pub floor_area: Option<i32>,
    /// A code of `dwelling_tenure`.
    pub tenure: Option<String>,
    /// A code of `floor_material`.
    pub floor: Option<String>,
    /// A code of `wall_material`.
    pub wall: Option<String>,
    /// A code of `roof_material`.
    pub roof: Option<String>,
    /// A code of `water_source`.
    pub water: Option<String>,
    /// A code of `toilet`.
    pub toilet: Option<String>,
    /// A code of `lighting`.
    pub lighting: Option<String>,
    /// A code of `cooking_fuel`.
    pub fuel: Option<String>,
}

/// One programme of social aid the family receives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Aid {
    /// A code of `social_aid`.
    pub programme: String,
    #[serde(default)]
    pub since_year: Option<i32>,
}

text_enum! {
    /// An answer of the Washington Group short set.
    Difficulty {
        None = "none",
        Some = "some",
        ALot = "a_lot",
        CannotDo = "cannot_do",
    }
}

/// The Washington Group short set: six questions on how she functions. The
/// word disability is never used in asking.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Functioning {
    /// Seeing, even with glasses.
    pub seeing: Option<Difficulty>,
    /// Hearing, even with a hearing aid.
    pub hearing: Option<Difficulty>,
    /// Walking or climbing steps.
    pub walking: Option<Difficulty>,
    /// Remembering or concentrating.
    pub remembering: Option<Difficulty>,
    /// Washing all over or dressing.
    pub self_care: Option<Difficulty>,
    /// Communicating: understanding and being understood.
    pub communicating: Option<Difficulty>,
}

impl Functioning {
    pub fn answers(self) -> [Option<Difficulty>; 6] {
        [self.seeing, self.hearing, self.walking, self.remembering, self.self_care, self.communicating]
    }

    /// The set's own cut-off: a lot of difficulty, or more, in one domain.
    /// Unknown while nothing reaches it and a question is unanswered.
    pub fn disability(self) -> Option<bool> {
        let answers = self.answers();
        if answers.iter().flatten().any(|answer| matches!(answer, Difficulty::ALot | Difficulty::CannotDo)) {
            return Some(true);
        }
        answers.iter().all(Option::is_some).then_some(false)
    }
}

/// What was told on a day. Members a caller may not see are absent and named
/// in `withheld`; a part that was not asked is `null`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WelfareAssessment {
    pub id: WelfareAssessmentId,
    pub beneficiary_id: BeneficiaryId,
    pub household_id: HouseholdId,
    pub assessed_on: Day,
    /// The name of whoever asked.
    pub assessed_by: Option<String>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Ks21>))]
    pub ks21: Member<Ks21>,
    /// The stage that follows from the answers; `null` while it is unknown.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Stage>))]
    pub stage: Member<Stage>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Dwelling>))]
    pub dwelling: Member<Dwelling>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Vec<Aid>>))]
    pub aid: Member<Vec<Aid>>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Functioning>))]
    pub functioning: Member<Functioning>,
    /// A lot of difficulty, or more, in one domain.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<bool>))]
    pub disability: Member<bool>,
    /// Rupiah a month, all members together.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<i64>))]
    pub monthly_income: Member<i64>,
    /// Rupiah a month, all members together.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<i64>))]
    pub monthly_expenditure: Member<i64>,
    /// People of the household that day, herself included.
    pub people: u32,
    pub recorded_by: UserId,
    pub recorded_by_name: String,
    /// Taken back as a mistake; it counts for nothing any more.
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawal_reason: Option<String>,
    pub withheld: Vec<String>,
    pub created_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What was told; at least one part.
    WelfareAssessmentDraft with WelfareAssessmentId {
        beneficiary_id: BeneficiaryId,
        assessed_on: Day,
        /// The name of whoever asked.
        assessed_by: String,
        ks21: Ks21,
        dwelling: Dwelling,
        /// All programmes the family receives; an empty list when none.
        aid: Vec<Aid>,
        functioning: Functioning,
        /// Whole rupiah a month, all members together.
        monthly_income: i64,
        /// Whole rupiah a month, all members together.
        monthly_expenditure: i64,
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only those of this woman.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(value_type = Option<uuid::Uuid>))]
    pub beneficiary_id: Option<BeneficiaryId>,
    /// Only this region and those inside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
    /// Those taken back as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_withdrawn: Option<bool>,
}

/// The poverty line a sum is held against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LineUsed {
    /// Rupiah per person a month.
    pub monthly_rupiah: i64,
    /// The year of the line: that of the sum, or the newest earlier one.
    pub year: i32,
    pub region_code: RegionCode,
    pub source: String,
}

/// The average a sum is held against, for relative poverty (P-04).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Average {
    /// Rupiah per person a month.
    pub monthly_rupiah: i64,
    pub year: i32,
    pub region_code: RegionCode,
    pub source: String,
    /// Her family's sum per person in hundredths of the average, rounded down.
    pub share_percent: i64,
    /// Below half of the average.
    pub far_below: bool,
}

/// A sum of the whole household, per person, and what it is held against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Measure {
    /// Rupiah a month, all members together.
    pub monthly_rupiah: i64,
    /// Rupiah a month per person, herself included, rounded down.
    pub per_person: i64,
    pub people: u32,
    pub told_on: Day,
    /// `null` where no line of its year or earlier is known.
    pub line: Option<LineUsed>,
    /// Per person in hundredths of the line, rounded down.
    pub share_percent: Option<i64>,
    /// Below the line.
    pub below_line: Option<bool>,
    /// `null` where no average of its year or earlier is known.
    pub average: Option<Average>,
}

/// Income and expenditure as told on one day, per person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FinancePoint {
    pub told_on: Day,
    pub people: u32,
    pub income_per_person: Option<i64>,
    pub expenditure_per_person: Option<i64>,
    pub line: Option<LineUsed>,
}

/// The stage of a family and what it follows from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StageFound {
    /// `null` while it is unknown.
    pub stage: Option<Stage>,
    pub assessed_on: Day,
    pub assessed_by: Option<String>,
    pub assessment_id: WelfareAssessmentId,
    pub answers: Ks21,
    /// Numbers of the items that are not met.
    pub not_met: Vec<u8>,
    /// Numbers of the items not yet answered.
    pub unanswered: Vec<u8>,
}

/// How a woman's family stands: each basis by itself, never mixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Welfare {
    pub beneficiary_id: BeneficiaryId,
    pub household_id: HouseholdId,
    /// People of the household now, herself included.
    pub people: u32,
    /// From the newest KS-21; `null` when none was asked.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<StageFound>))]
    pub ks21: Member<StageFound>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Measure>))]
    pub income: Member<Measure>,
    /// The basis of the official line.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Measure>))]
    pub expenditure: Member<Measure>,
    /// All days on which sums were told, oldest first.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Vec<FinancePoint>>))]
    pub finances: Member<Vec<FinancePoint>>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Dwelling>))]
    pub dwelling: Member<Dwelling>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Vec<Aid>>))]
    pub aid: Member<Vec<Aid>>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Functioning>))]
    pub functioning: Member<Functioning>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<bool>))]
    pub disability: Member<bool>,
    /// The newest look into a poverty database.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<PovertyCheck>))]
    pub poverty_check: Member<PovertyCheck>,
    pub withheld: Vec<String>,
}

impl WelfareAssessmentDraft {
    fn says_nothing(&self) -> bool {
        self.ks21.value().is_none_or(Ks21::is_empty)
            && self.dwelling.value().is_none_or(|dwelling| *dwelling == Dwelling::default())
            && self.aid.value().is_none()
            && self.functioning.value().is_none_or(|set| set.answers().iter().all(Option::is_none))
            && self.monthly_income.value().is_none()
            && self.monthly_expenditure.value().is_none()
    }

    fn check_aid(&self, faults: &mut Faults) {
        let aid = self.aid.value().map(Vec::as_slice).unwrap_or_default();
        if aid.len() > MAX_AID {
            faults.add_with("/aid", FieldCode::TooMany, &[("max", MAX_AID.to_string())]);
        }
        for (index, one) in aid.iter().enumerate() {
            if aid.iter().take(index).any(|earlier| earlier.programme == one.programme) {
                faults.add(&format!("/aid/{index}/programme"), FieldCode::Taken);
            }
            if one.since_year.is_some_and(|year| !(1990..=2100).contains(&year)) {
                faults.add(&format!("/aid/{index}/since_year"), FieldCode::Malformed);
            }
        }
    }
}

impl Draft for WelfareAssessmentDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/beneficiary_id", &self.beneficiary_id);
        faults.required("/assessed_on", &self.assessed_on);
        faults.text_if_given("/assessed_by", &self.assessed_by, 120);
        if let Some(ks21) = self.ks21.value() {
            for (member, _) in ks21.wrongly_not_applicable() {
                faults.add(&format!("/ks21/{member}"), FieldCode::AnswerNotAllowed);
            }
        }
        let area = self.dwelling.value().and_then(|dwelling| dwelling.floor_area);
        if area.is_some_and(|area| !(1..=2000).contains(&area)) {
            faults.add("/dwelling/floor_area", FieldCode::Malformed);
        }
        self.check_aid(&mut faults);
        check_rupiah(&mut faults, "/monthly_income", &self.monthly_income);
        check_rupiah(&mut faults, "/monthly_expenditure", &self.monthly_expenditure);
        let mut faults = faults.finish();
        // Only once nothing else has to be mended.
        if faults.is_empty() && self.says_nothing() {
            faults.push(FieldError::new("", FieldCode::NothingSaid));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assessment_says_something() {
        let mut draft = WelfareAssessmentDraft::default();
        let faults = |draft: &WelfareAssessmentDraft| draft.check(Purpose::Create);
        let silent = |draft: &_| faults(draft).iter().any(|fault| fault.code == FieldCode::NothingSaid);
        assert!(!silent(&draft), "not beside a member that is lacking");
        draft.beneficiary_id = Member::Value(BeneficiaryId(uuid::Uuid::nil()));
        draft.assessed_on = Member::Value(Day::new(2026, 11, 6).unwrap());
        assert!(silent(&draft));
        draft.ks21 = Member::Value(Ks21::default());
        assert!(silent(&draft));
        draft.aid = Member::Value(Vec::new());
        assert!(!silent(&draft), "that a family receives nothing is something");
    }

    #[test]
    fn the_cut_off_is_a_lot_in_one_domain() {
        let mut set = Functioning { seeing: Some(Difficulty::Some), ..Functioning::default() };
        assert_eq!(set.disability(), None);
        set.walking = Some(Difficulty::ALot);
        assert_eq!(set.disability(), Some(true), "at once, whatever else is not asked");
        let easy = Some(Difficulty::Some);
        let all = Functioning {
            seeing: easy,
            hearing: easy,
            walking: easy,
            remembering: easy,
            self_care: easy,
            communicating: easy,
        };
        assert_eq!(all.disability(), Some(false));
    }
}
