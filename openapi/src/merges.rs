//! Merging (penggabungan): two records of one woman become one.
//!
//! One record is kept; of the other, chosen members are taken, and it is
//! archived. Within thirty days a merge can be undone.

use crate::draft::{Draft, Faults, Purpose, check_reason};
use crate::ids::{BeneficiaryId, MergeId};
use crate::moment::Timestamp;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-merged_at"];
/// So long a merge can be undone.
pub const UNDO_DAYS: i64 = 30;

text_enum! {
    /// What can be taken from the record that is not kept.
    MergeMember {
        FullName = "full_name",
        /// The NIK, or the reason for none.
        Nik = "nik",
        BirthDate = "birth_date",
        MaritalStatus = "marital_status",
        HeadOfFamily = "head_of_family",
        Education = "education",
        Occupation = "occupation",
        Phone = "phone",
        HealthNotes = "health_notes",
        /// The household, and with it the place.
        Household = "household",
        Collection = "collection",
        Notice = "notice",
    }
}

/// Which two records are one woman.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MergeDraft {
    /// Chosen by the client, so that a repeated request is recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<MergeId>,
    /// The record that stays.
    pub kept_id: BeneficiaryId,
    /// The record that is archived.
    pub removed_id: BeneficiaryId,
    /// The versions of the two as they were compared; refused where one has
    /// changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_version: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed_version: Option<i64>,
    /// What the kept record takes from it.
    #[serde(default)]
    pub take: Vec<MergeMember>,
    /// Why these are one woman; 5 to 500 characters.
    pub reason: String,
}

impl Draft for MergeDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        if self.kept_id == self.removed_id {
            faults.add("/removed_id", FieldCode::SameRecord);
        }
        let mut errors = faults.finish();
        errors.extend(check_reason("/reason", &self.reason));
        errors
    }
}

/// A merge that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Merge {
    pub id: MergeId,
    pub kept_id: BeneficiaryId,
    pub kept_name: String,
    pub removed_id: BeneficiaryId,
    pub removed_name: String,
    /// What was taken from the removed record.
    pub take: Vec<MergeMember>,
    pub reason: String,
    pub merged_by_name: String,
    pub merged_at: Timestamp,
    /// Until then it can be undone.
    pub undo_until: Timestamp,
    pub undone_by_name: Option<String>,
    pub undone_at: Option<Timestamp>,
    pub undo_reason: Option<String>,
    pub version: i64,
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only merges into this record.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(value_type = Option<uuid::Uuid>))]
    pub kept_id: Option<BeneficiaryId>,
}
