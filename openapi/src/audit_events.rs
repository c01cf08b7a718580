//! The audit trail (jejak audit): every change and every recorded look.

use crate::ids::{EventId, UserId};
use crate::moment::{Day, Timestamp};
use crate::place::RegionCode;
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
