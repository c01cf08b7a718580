//! Terms of office (penugasan): who holds which role, where and for how long.

use crate::draft::{Draft, Faults, Purpose};
use crate::ids::{AgencyId, AssignmentId, UserId};
use crate::moment::{Day, Timestamp};
use crate::place::{Neighbourhood, RegionCode, RegionLevel};
use crate::policy::{PlaceRule, Role};
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-valid_from"];

text_enum! {
    /// Whether the office is held for good or in someone's stead.
    TermKind {
        /// Definitif.
        Definitive = "definitive",
        /// Pelaksana tugas (Plt.) or harian (Plh.).
        Acting = "acting",
    }
}

text_enum! {
    TermState {
        /// Begins later.
        Upcoming = "upcoming",
        Current = "current",
        Ended = "ended",
    }
}

/// One user in one role in one place for one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct RoleAssignment {
    pub id: AssignmentId,
    pub user_id: UserId,
    pub user_full_name: String,
    pub role: Role,
    pub kind: TermKind,
    pub region_code: Option<RegionCode>,
    pub region_name: Option<String>,
    pub rw: Option<Neighbourhood>,
    pub agency_id: Option<AgencyId>,
    pub agency_name: Option<String>,
    pub valid_from: Day,
    /// The last day, itself included; open when `null`.
    pub valid_until: Option<Day>,
    pub ended_at: Option<Timestamp>,
    pub end_reason: Option<String>,
    pub state: TermState,
    pub created_at: Timestamp,
    pub version: i64,
}

draft! {
/// What is asked for. It is not changed later: end it and give a new one, so
/// that the past stays true.
RoleAssignmentDraft with AssignmentId {
    user_id: UserId,
    role: Role,
    /// `definitive` when absent.
    kind: TermKind,
    /// The place: a city, kecamatan or kelurahan, as the role needs.
    region_code: RegionCode,
    /// One RW of the kelurahan; only for a kader.
    rw: Neighbourhood,
    /// Only for an officer of an agency.
    agency_id: AgencyId,
    /// The first day; today when absent.
    valid_from: Day,
    /// The last day, itself included; open when absent.
    valid_until: Day,}
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only this user's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(value_type = Option<uuid::Uuid>))]
    pub user_id: Option<UserId>,
    /// Only this role.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub role: Option<Role>,
    /// Only this region and those inside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
}

impl RoleAssignmentDraft {
    fn check_place(&self, role: Role, faults: &mut Faults) {
        let level = self.region_code.value().map(RegionCode::level);
        let needed = match role.place_rule() {
            PlaceRule::None => None,
            PlaceRule::City | PlaceRule::Agency => Some(RegionLevel::City),
            PlaceRule::District => Some(RegionLevel::District),
            PlaceRule::Village | PlaceRule::VillageOrRw => Some(RegionLevel::Village),
        };
        match (needed, level) {
            (None, Some(_)) => faults.add("/region_code", FieldCode::RegionNotAllowed),
            (Some(needed), level) if level != Some(needed) => {
                faults.add_with("/region_code", FieldCode::RegionRequired, &[("level", needed.to_string())]);
            }
            _ => {}
        }
        if self.rw.value().is_some() && role.place_rule() != PlaceRule::VillageOrRw {
            faults.add("/rw", FieldCode::NotForThisRole);
        }
        let takes_agency = role.place_rule() == PlaceRule::Agency;
        match (takes_agency, self.agency_id.value()) {
            (true, None) => faults.add("/agency_id", FieldCode::AgencyRequired),
            (false, Some(_)) => faults.add("/agency_id", FieldCode::NotForThisRole),
            _ => {}
        }
    }
}

impl Draft for RoleAssignmentDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/user_id", &self.user_id);
        faults.required("/role", &self.role);
        if let Some(role) = self.role.value() {
            self.check_place(*role, &mut faults);
        }
        if let (Some(from), Some(until)) = (self.valid_from.value(), self.valid_until.value())
            && until < from
        {
            faults.add("/valid_until", FieldCode::EndsBeforeStart);
        }
        faults.finish()
    }
}
