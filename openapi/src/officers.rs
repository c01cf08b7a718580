//! Officers (petugas): who works where, for those who give work out.

use crate::ids::{LocusId, UserId};
use crate::me::HeldRole;
use crate::place::RegionCode;
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["full_name"];

/// Someone who holds a role now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Officer {
    pub id: UserId,
    pub full_name: String,
    /// What she holds now in the places asked for.
    pub roles: Vec<HeldRole>,
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Those whose work takes in this locus.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub locus_id: Option<LocusId>,
    /// Those whose work takes in this region.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
}
