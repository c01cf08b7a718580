//! What a ticket for an export holds: sealed, because a search holds a name.

use crate::kernel::crypto::{Purpose, base64url, from_base64url};
use crate::kernel::error::{Error, Result};
use crate::kernel::state::Kernel;
use contract::exports::ExportDraft;
use contract::ids::UserId;
use contract::words::Language;
use serde::{Deserialize, Serialize};

/// The word of the ticket, and of the trail.
pub const PURPOSE: &str = "export";

/// An export that was asked for and may be fetched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub draft: ExportDraft,
    pub by: UserId,
    pub language: Language,
}

impl Order {
    pub fn seal(&self, kernel: &Kernel) -> Result<String> {
        let plain = serde_json::to_vec(self).map_err(Error::internal)?;
        Ok(base64url(&kernel.keys.seal(Purpose::Cursor, PURPOSE, &plain)))
    }

    pub fn open(kernel: &Kernel, sealed: &str) -> Result<Self> {
        let sealed = from_base64url(sealed).ok_or_else(|| Error::internal("an export is not base64"))?;
        let plain = kernel.keys.open(Purpose::Cursor, PURPOSE, &sealed).map_err(Error::internal)?;
        serde_json::from_slice(&plain).map_err(Error::internal)
    }
}
