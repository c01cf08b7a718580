//! Destroying a woman's data: when their time is over, or because she asks.

use crate::draft::{Draft, Purpose, check_reason};
use crate::problem::FieldError;
use serde::{Deserialize, Serialize};

/// Why her data are destroyed. Of a record that is neither refused nor
/// archived they are not; before `destroy_on` only because she asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ErasureDraft {
    /// In the caller's own words, without a name; 5 to 500 characters. It
    /// stays in the audit trail.
    pub reason: String,
    /// She asked for it.
    #[serde(default)]
    pub on_request: bool,
}

impl Draft for ErasureDraft {
    fn check(&self, _: Purpose) -> Vec<FieldError> {
        check_reason("/reason", &self.reason)
    }
}
