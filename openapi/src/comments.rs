//! Comments (tanggapan) on the stages of a locus: what agencies, kelurahan and
//! the university have to say (P-24).

use crate::cycle::CycleStage;
use crate::draft::{Draft, Faults, Purpose};
use crate::ids::{CommentId, LocusId, StageRecordId};
use crate::moment::Timestamp;
use crate::policy::Role;
use crate::problem::FieldError;
use crate::stage_records::check_long;
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-created_at"];

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Comment {
    pub id: CommentId,
    pub stage_record_id: StageRecordId,
    pub locus_id: LocusId,
    pub stage: CycleStage,
    /// `null` once it is taken back.
    pub text: Option<String>,
    pub written_by_name: String,
    /// The role she speaks in.
    pub role: Role,
    /// Whether the caller wrote it; only she takes it back.
    pub own: bool,
    pub created_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    pub version: i64,
}

draft! {
    /// What is said.
    CommentDraft with CommentId {
        /// A stage of a locus the caller sees.
        stage_record_id: StageRecordId,
        /// In one or more lines, at most 4,000 characters.
        text: String,
    }
}

impl Draft for CommentDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/stage_record_id", &self.stage_record_id);
        faults.required("/text", &self.text);
        check_long(&mut faults, "/text", &self.text);
        faults.finish()
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only on this stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub stage_record_id: Option<StageRecordId>,
    /// Only on the stages of this locus.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub locus_id: Option<LocusId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn faults(body: Value) -> Vec<String> {
        let draft: CommentDraft = serde_json::from_value(body).unwrap();
        draft.check(Purpose::Create).iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn a_comment_says_something_of_a_stage() {
        let stage = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";
        assert!(faults(json!({ "stage_record_id": stage, "text": "Baik.\nLanjutkan." })).is_empty());
        assert_eq!(faults(json!({ "stage_record_id": stage, "text": " " })), ["/text required"]);
        assert_eq!(faults(json!({})), ["/stage_record_id required", "/text required"]);
    }
}
