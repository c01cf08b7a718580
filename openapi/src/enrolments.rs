//! Enrolment (kepesertaan): a woman takes part in a locus for its programme
//! year. Who may take part was decided by the Lurah; enrolment is a record of
//! its own (P-36, S1-15).

use crate::draft::{Draft, Faults, Member, Purpose};
use crate::ids::{BeneficiaryId, EnrolmentId, LocusId, ValidationId};
use crate::moment::Timestamp;
use crate::place::{Neighbourhood, RegionCode};
use crate::problem::{FieldCode, FieldError, ProblemCode};
use crate::validations::MAX_SELECTION;
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-created_at"];

text_enum! {
    /// How far an enrolment is.
    EnrolmentState {
        /// Put forward for the locus.
        Proposed = "proposed",
        /// She takes part.
        Active = "active",
        /// She took part to the end.
        Completed = "completed",
        /// She does not take part, or no more.
        Withdrawn = "withdrawn",
    }
}

impl EnrolmentState {
    /// Whether a step leads from here to there.
    pub const fn leads_to(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Proposed, Self::Active | Self::Withdrawn) | (Self::Active, Self::Completed | Self::Withdrawn)
        )
    }
}

/// One woman in one locus. Of her record nothing but her name, and that only
/// for those who may see identities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Enrolment {
    pub id: EnrolmentId,
    pub locus_id: LocusId,
    /// The programme year.
    pub year: i32,
    pub beneficiary_id: BeneficiaryId,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub full_name: Member<String>,
    /// Where she lived when she was put forward.
    pub region_code: RegionCode,
    pub region_name: String,
    pub rw: Neighbourhood,
    pub state: EnrolmentState,
    /// Why she does not take part; seen by whoever sees her name.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub reason: Member<String>,
    /// The Lurah's decision it rests on.
    pub validation_id: ValidationId,
    pub proposed_by_name: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

/// Women put forward for a locus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnrolmentDraft {
    pub locus_id: LocusId,
    /// At most 500.
    pub ids: Vec<BeneficiaryId>,
}

impl Draft for EnrolmentDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        if self.ids.is_empty() {
            faults.add("/ids", FieldCode::Required);
        } else if self.ids.len() > MAX_SELECTION {
            faults.add_with("/ids", FieldCode::TooMany, &[("max", MAX_SELECTION.to_string())]);
        }
        faults.finish()
    }
}

/// The answer for one woman of the selection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Enrolled {
    pub id: BeneficiaryId,
    /// The enrolment made; absent where it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrolment_id: Option<EnrolmentId>,
    /// Why none was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<ProblemCode>,
}

/// An answer per woman, in the order sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Enrolments {
    pub results: Vec<Enrolled>,
    pub enrolled: u32,
    pub refused: u32,
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only enrolments in this locus.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub locus_id: Option<LocusId>,
    /// Only those of this woman.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub beneficiary_id: Option<BeneficiaryId>,
    /// Only this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub state: Option<EnrolmentState>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_done_or_gone_stays_so() {
        use EnrolmentState::{Active, Completed, Proposed, Withdrawn};
        let steps = [(Proposed, Active), (Proposed, Withdrawn), (Active, Completed), (Active, Withdrawn)];
        for from in EnrolmentState::ALL {
            for to in EnrolmentState::ALL {
                assert_eq!(from.leads_to(*to), steps.contains(&(*from, *to)), "{from} to {to}");
            }
        }
    }
}
