//! Local agencies (perangkat daerah) and partners of the programme.

use crate::draft::{Draft, Faults, Member, Purpose};
use crate::ids::AgencyId;
use crate::moment::Timestamp;
use crate::place::RegionCode;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list; the first is the default.
pub const SORT_KEYS: &[&str] = &["name", "short_name"];

/// An agency under its present name; earlier and other names are aliases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Agency {
    pub id: AgencyId,
    pub name: String,
    /// The usual abbreviation, `DP3A`.
    pub short_name: String,
    pub aliases: Vec<String>,
    /// The city or kecamatan it belongs to.
    pub region_code: RegionCode,
    pub archived_at: Option<Timestamp>,
    pub archive_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
/// What is said of an agency.
AgencyDraft with AgencyId {
    name: String,
    short_name: String,
    aliases: Vec<String>,
    region_code: RegionCode,}
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Part of the name, the abbreviation or an alias.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Archived ones as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_archived: Option<bool>,
}

impl Draft for AgencyDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.text("/name", &self.name, 160);
        faults.text("/short_name", &self.short_name, 40);
        faults.required("/region_code", &self.region_code);
        if let Some(aliases) = self.aliases.value() {
            if aliases.len() > 20 {
                faults.add_with("/aliases", FieldCode::TooLong, &[("max", "20".to_owned())]);
            }
            for (index, alias) in aliases.iter().enumerate() {
                faults.text(&format!("/aliases/{index}"), &Member::Value(alias.clone()), 160);
            }
        }
        faults.finish()
    }
}
