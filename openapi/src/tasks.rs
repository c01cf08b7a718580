//! Tasks (tugas): something that someone in a role must settle.

use crate::draft::{Draft, Purpose, check_reason};
use crate::ids::{BeneficiaryId, RelocationId, TaskId, UserId};
use crate::moment::Timestamp;
use crate::place::RegionCode;
use crate::policy::Permission;
use crate::problem::FieldError;
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-created_at"];

text_enum! {
    TaskKind {
        /// A NIK was entered that stands on a record the writer may not see:
        /// one woman in two places, or a wrong number.
        NikElsewhere = "nik_elsewhere",
        /// A woman moves here, and her new kelurahan is asked; closed by the
        /// answer to the request.
        RelocationRequested = "relocation_requested",
    }
}

impl TaskKind {
    /// Who settles tasks of this kind: holders of this permission, in the
    /// task's place.
    pub const fn permission(self) -> Permission {
        match self {
            Self::NikElsewhere => Permission::DecideConflicts,
            Self::RelocationRequested => Permission::AcceptRelocations,
        }
    }
}

text_enum! {
    TaskState { Open = "open", Done = "done" }
}

text_enum! {
    /// How a NIK in two places was settled.
    Resolution {
        /// The record went to the kelurahan where she was entered again.
        Transferred = "transferred",
        /// She stood on two records, which are one now.
        Merged = "merged",
        /// The number was wrong on one of the two.
        Corrected = "corrected",
    }
}

/// The end of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// How it was settled, in the caller's own words; 5 to 500 characters.
    pub reason: String,
    /// Needed for `nik_elsewhere`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
}

impl Draft for Completion {
    fn check(&self, _: Purpose) -> Vec<FieldError> {
        check_reason("/reason", &self.reason)
    }
}

/// Something to settle. Whoever holds the permission of its kind in its place
/// sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Task {
    pub id: TaskId,
    pub kind: TaskKind,
    pub state: TaskState,
    /// The record that stands already, or who moves.
    pub beneficiary_id: BeneficiaryId,
    /// The name on that record.
    pub full_name: String,
    pub region_code: RegionCode,
    pub region_name: String,
    /// The name that was entered with the same NIK.
    pub claimed_full_name: Option<String>,
    /// Where it was entered; of a move, where she comes from.
    pub claimed_region_code: RegionCode,
    pub claimed_region_name: String,
    pub raised_by: UserId,
    pub raised_by_name: String,
    pub created_at: Timestamp,
    pub done_by_name: Option<String>,
    pub done_at: Option<Timestamp>,
    /// How it was settled.
    pub outcome: Option<String>,
    /// Which of the three ways, of a NIK in two places.
    pub resolution: Option<Resolution>,
    /// The request that waits, of a move.
    pub relocation_id: Option<RelocationId>,
    pub version: i64,
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub state: Option<TaskState>,
    /// Only this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub kind: Option<TaskKind>,
}
