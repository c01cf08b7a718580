//! What changed on a record, as its readers may see it.

use crate::ids::{EventId, UserId};
use crate::moment::Timestamp;
use serde::{Deserialize, Serialize};

/// One member before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ChangedMember {
    /// The member's name, as in the record.
    pub member: String,
    #[cfg_attr(feature = "server", schema(value_type = serde_json::Value))]
    pub before: Option<serde_json::Value>,
    #[cfg_attr(feature = "server", schema(value_type = serde_json::Value))]
    pub after: Option<serde_json::Value>,
}

/// One change of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Change {
    pub id: EventId,
    pub at: Timestamp,
    /// `null` where the system itself acted.
    pub actor_id: Option<UserId>,
    pub actor_name: Option<String>,
    /// The operation, `update_agency`.
    pub operation: String,
    pub reason: Option<String>,
    pub members: Vec<ChangedMember>,
}
