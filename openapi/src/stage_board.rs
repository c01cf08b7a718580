//! The stage board (papan tahapan): every locus by its seven stages, what holds
//! the one it stands in, and for how long.

use crate::cycle::{CycleStage, StageState};
use crate::ids::{LocusId, ProgrammeId, StageRecordId};
use crate::moment::{Day, Timestamp};
use crate::place::{Neighbourhood, RegionCode};
use crate::policy::Role;
use serde::{Deserialize, Serialize};

/// The published sort keys of the list: the newest year first, or those first
/// that have stood in their stage the longest.
pub const SORT_KEYS: &[&str] = &["-year", "stage_since"];

/// A requirement that holds the gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Hold {
    pub key: String,
    pub name_id: String,
    pub name_en: String,
    /// What was counted, where something is.
    pub value: Option<i64>,
    /// What it is held against.
    pub of: Option<i64>,
}

/// One stage of a locus on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct BoardCell {
    pub id: StageRecordId,
    pub stage: CycleStage,
    pub state: StageState,
    /// Since when it stands so.
    pub since: Timestamp,
    pub planned_start: Option<Day>,
    pub planned_end: Option<Day>,
    /// When the stage before it was passed, or the locus opened; absent where it
    /// is not reached.
    pub reached_at: Option<Timestamp>,
    /// When it was passed, where it is.
    pub passed_at: Option<Timestamp>,
    /// Whose step is next; nobody's when it is passed.
    pub awaits: Option<Role>,
    /// What holds the gate; of the stage the locus stands in.
    pub holds: Vec<Hold>,
    /// So many requirements warn; of the stage the locus stands in.
    pub warnings: u32,
}

/// One locus on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct BoardRow {
    pub locus_id: LocusId,
    pub programme_id: ProgrammeId,
    pub programme_name: String,
    pub year: i32,
    pub region_code: RegionCode,
    pub region_name: String,
    pub rws: Vec<Neighbourhood>,
    /// The stage it stands in; `null` when all are passed.
    pub stage: Option<CycleStage>,
    /// Since when.
    pub stage_since: Timestamp,
    /// All seven, in order.
    pub cells: Vec<BoardCell>,
}

/// Filters of the board; archived loci are not on it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only this year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Only in this region.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
    /// Only loci that stand in this stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub stage: Option<CycleStage>,
    /// Only loci in whose stage this role's step is next.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub awaits: Option<Role>,
    /// `true`: only loci in whose stage the caller's own step is next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mine: Option<bool>,
}
