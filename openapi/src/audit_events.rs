//! The audit trail (jejak audit): every change and every recorded look.

use crate::draft::{Draft, Purpose};
use crate::ids::{EventId, UserId};
use crate::moment::{Day, Timestamp};
use crate::place::RegionCode;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-at"];

/// One event. It tells which members changed, never their values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AuditEvent {
    pub id: EventId,
    /// Its place in the chain, from 1 without gaps; `null` within the first second.
    pub position: Option<i64>,
    /// The hash that seals it and everything before it.
    pub hash: Option<String>,
    pub at: Timestamp,
    pub actor_id: Option<UserId>,
    pub actor_name: Option<String>,
    /// The permission under which it was done.
    pub permission: String,
    pub operation: String,
    pub request_id: String,
    /// The client's address.
    pub address: Option<String>,
    pub resource_kind: String,
    pub resource_id: String,
    pub place: Option<RegionCode>,
    /// The names of the members that changed.
    pub members: Vec<String>,
    pub reason: Option<String>,
}

text_enum! {
    /// Why a link of the chain does not hold.
    ChainFault {
        /// The event itself is gone.
        EventMissing = "event_missing",
        /// A position was left out.
        PositionMissing = "position_missing",
        /// The event, or a link before it, was changed.
        Changed = "changed",
        /// The chain is not the one whose head was kept.
        OtherHead = "other_head",
        /// The chain ends before the head that was kept.
        Cut = "cut",
    }
}

/// Against what the chain is held.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct VerificationDraft {
    /// The head that was kept elsewhere, `1042:5f1d…`; finds a chain that was
    /// cut after it or written anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
}

impl Draft for VerificationDraft {
    fn check(&self, _: Purpose) -> Vec<FieldError> {
        let whole = |head: &String| {
            let (position, hash) = head.trim().split_once(':')?;
            position.parse::<u32>().ok().filter(|position| *position > 0)?;
            (hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit())).then_some(())
        };
        match &self.head {
            Some(head) if whole(head).is_none() => vec![FieldError::new("/head", FieldCode::Malformed)],
            _ => Vec::new(),
        }
    }
}

/// What a walk along the whole chain found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Verification {
    pub whole: bool,
    /// Links that hold, from the first.
    pub links: i64,
    /// `position:hash` of the last link that holds; worth keeping elsewhere.
    pub head: String,
    /// Events younger than the chain; they are sealed within a second or two.
    pub waiting: i64,
    /// Where the chain does not hold: the position after the last good link.
    pub fault: Option<ChainFault>,
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only what this user did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(value_type = Option<uuid::Uuid>))]
    pub actor_id: Option<UserId>,
    /// Only this kind of resource, `user`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_kind: Option<String>,
    /// Only this resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<String>,
    /// Only this operation, `create_user`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// From this day on, in Jakarta.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub from: Option<Day>,
    /// Until this day, itself included.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub until: Option<Day>,
}
