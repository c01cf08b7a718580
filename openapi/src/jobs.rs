//! Long work (pekerjaan): a row that can be asked how far it is.

use crate::ids::JobId;
use crate::moment::Timestamp;
use serde::{Deserialize, Serialize};

text_enum! {
    JobKind {
        /// Checks an uploaded list row by row.
        ImportCheck = "import_check",
        /// Registers the rows of a checked list.
        ImportCommit = "import_commit",
        /// Works out again what follows from lines, facts and rules.
        WelfareRenewal = "welfare_renewal",
    }
}

text_enum! {
    JobState { Queued = "queued", Running = "running", Done = "done", Failed = "failed" }
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Progress {
    pub done: u32,
    pub total: u32,
}

/// A job; only who started it may ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Job {
    pub id: JobId,
    pub kind: JobKind,
    /// What it works on: the import's id, or the region.
    pub subject: String,
    pub state: JobState,
    pub progress: Progress,
    /// Why it failed, for the help desk.
    pub error: Option<String>,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}
