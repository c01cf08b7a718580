//! Regions (wilayah) of the Kemendagri list: city, kecamatan, kelurahan.

use crate::place::{RegionCode, RegionLevel};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list; the first is the default.
pub const SORT_KEYS: &[&str] = &["code", "name"];

/// A region. Both code systems and both spellings are kept: NIK and Dukcapil
/// use Kemendagri's, DTSEN and Susenas use BPS's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Region {
    pub code: RegionCode,
    pub level: RegionLevel,
    /// The usual spelling, `Harapan Jaya`.
    pub name: String,
    /// The spelling of the Kemendagri decree, `Harapanjaya`.
    pub official_name: String,
    pub parent_code: Option<RegionCode>,
    pub bps_code: Option<String>,
    pub postal_code: Option<String>,
    pub note: Option<String>,
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only this region and those inside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub within: Option<RegionCode>,
    /// Only regions of this level.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub level: Option<RegionLevel>,
    /// Part of the name, in either spelling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
}
