//! Validation (pengesahan): the Lurah decides on the candidates (S1-18).

use crate::draft::{Draft, Faults, Member, Purpose, check_reason};
use crate::eligibility::{EligibilityAnswer, RuleFinding};
use crate::ids::{BeneficiaryId, DocumentId, UserId, ValidationId};
use crate::moment::{Day, Timestamp};
use crate::problem::{FieldCode, FieldError, ProblemCode};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-decided_at"];
/// How many women one request may decide on.
pub const MAX_SELECTION: usize = 500;

text_enum! {
    /// What was decided, or done about a decision.
    Outcome {
        Validated = "validated",
        Refused = "refused",
        /// The Lurah took a validation back.
        Withdrawn = "withdrawn",
        /// Put forward again after a refusal or withdrawal.
        PutForward = "put_forward",
    }
}

text_enum! {
    /// The two decisions on a candidate.
    Decision { Validated = "validated", Refused = "refused" }
}

/// One decision. Rows are added, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Validation {
    pub id: ValidationId,
    pub beneficiary_id: BeneficiaryId,
    pub programme_year: i32,
    pub outcome: Outcome,
    /// A code of `refusal_reason`.
    pub reason_code: Option<String>,
    pub reason: Option<String>,
    /// Number and date of the signed list.
    pub document_number: Option<String>,
    pub document_date: Option<Day>,
    /// The scan of the signed list.
    pub document_id: Option<DocumentId>,
    /// The version of her record that was decided on.
    pub beneficiary_version: i64,
    /// What the rules said when it was decided; `null` for other steps.
    pub eligibility: Option<EligibilityAnswer>,
    /// The version of those rules.
    pub rule_set_number: Option<i32>,
    /// What each rule said, from the values of that time.
    pub rules: Vec<RuleFinding>,
    pub decided_by: UserId,
    pub decided_by_name: String,
    pub decided_at: Timestamp,
}

/// A decision on a selection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ValidationDraft {
    /// At most 500.
    pub ids: Vec<BeneficiaryId>,
    pub programme_year: i32,
    pub outcome: Decision,
    /// A code of `refusal_reason`; needed for a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<String>,
    /// Needed where the decision goes against what the rules say of a woman, or
    /// where they say unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_date: Option<Day>,
    /// The scan of the signed list, a document of kind `signed_list`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_id: Option<DocumentId>,
}

/// The answer for one woman of the selection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Decided {
    pub id: BeneficiaryId,
    /// The decision made; absent where it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation_id: Option<ValidationId>,
    /// Why no decision was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<ProblemCode>,
}

/// An answer per woman, in the order sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Decisions {
    pub results: Vec<Decided>,
    pub decided: u32,
    pub refused: u32,
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only decisions on this woman.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(value_type = Option<uuid::Uuid>))]
    pub beneficiary_id: Option<BeneficiaryId>,
    /// Only this programme year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme_year: Option<i32>,
}

impl Draft for ValidationDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        if self.ids.is_empty() {
            faults.add("/ids", FieldCode::Required);
        } else if self.ids.len() > MAX_SELECTION {
            faults.add_with("/ids", FieldCode::TooMany, &[("max", MAX_SELECTION.to_string())]);
        }
        if !(2007..=2100).contains(&self.programme_year) {
            faults.add("/programme_year", FieldCode::Malformed);
        }
        let given = |text: &Option<String>| text.clone().map_or(Member::Absent, Member::Value);
        faults.text_if_given("/document_number", &given(&self.document_number), 80);
        if self.outcome == Decision::Refused && self.reason_code.is_none() {
            faults.add("/reason_code", FieldCode::Required);
        }
        let mut errors = faults.finish();
        if let Some(reason) = &self.reason {
            errors.extend(check_reason("/reason", reason));
        }
        errors
    }
}
