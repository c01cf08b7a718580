//! Moves (pindah): a woman goes to live elsewhere, alone or with her household.
//!
//! Inside the caller's own places it is done at once; else the receiving
//! kelurahan or the coordinator accepts it first.

use crate::draft::{Draft, Faults, Member, Purpose, check_reason};
use crate::households::check_village;
use crate::ids::{BeneficiaryId, RelocationId};
use crate::moment::{Day, Timestamp};
use crate::place::{Neighbourhood, RegionCode};
use crate::problem::FieldError;
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-created_at"];

text_enum! {
    /// Who moves.
    Movers {
        /// Her household with all its women.
        Whole = "whole",
        /// She leaves it and has one of her own.
        Alone = "alone",
    }
}

text_enum! {
    RelocationState {
        /// Waits for the receiving kelurahan.
        Requested = "requested",
        /// Done.
        Accepted = "accepted",
        Refused = "refused",
        /// Taken back by the sending kelurahan.
        Withdrawn = "withdrawn",
    }
}

text_enum! {
    /// Which way a move goes, seen from the caller.
    Direction { Incoming = "incoming", Outgoing = "outgoing" }
}

/// Where she goes, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RelocationDraft {
    /// Chosen by the client, so that a repeated request is recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<RelocationId>,
    /// A kelurahan or desa.
    pub region_code: RegionCode,
    pub rw: Neighbourhood,
    pub rt: Neighbourhood,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The day she moved.
    pub moved_on: Day,
    /// Why; 5 to 500 characters.
    pub reason: String,
    pub household: Movers,
}

impl Draft for RelocationDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        check_village(&mut faults, "/region_code", &Member::Value(self.region_code.clone()));
        let address = self.address.clone().map_or(Member::Absent, Member::Value);
        faults.text_if_given("/address", &address, 200);
        let mut errors = faults.finish();
        errors.extend(check_reason("/reason", &self.reason));
        errors
    }
}

/// A move, made or asked for. Of her record the receiving kelurahan sees
/// nothing more until it accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Relocation {
    pub id: RelocationId,
    pub state: RelocationState,
    pub beneficiary_id: BeneficiaryId,
    pub full_name: String,
    /// Full years today.
    pub age: i32,
    pub from_region_code: RegionCode,
    pub from_region_name: String,
    pub region_code: RegionCode,
    pub region_name: String,
    pub rw: Neighbourhood,
    pub rt: Neighbourhood,
    pub moved_on: Day,
    pub reason: String,
    pub household: Movers,
    pub requested_by_name: String,
    pub created_at: Timestamp,
    pub decided_by_name: Option<String>,
    pub decided_at: Option<Timestamp>,
    /// Why it was refused or taken back.
    pub answer: Option<String>,
    /// You may accept or refuse it.
    pub yours_to_decide: bool,
    /// You may take it back.
    pub yours_to_withdraw: bool,
    /// You reach her record now.
    pub record_seen: bool,
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
    pub state: Option<RelocationState>,
    /// Only those that come to the caller's places, or leave them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub direction: Option<Direction>,
}
