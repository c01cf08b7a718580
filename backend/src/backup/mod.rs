//! Backup (cadangan) and restore: one archive for both databases, so that an
//! office that began on SQLite moves to PostgreSQL by a backup and a restore.
//!
//! An archive is a folder: a file of JSON lines for each table, one line a
//! row in the order of its key, and a manifest that says what belongs to it.
//! The manifest is sealed with a digest under a key of the secret: what was
//! changed, or made elsewhere, is refused. The secret itself is never in it.

mod catalogue;
mod restore;
mod save;

pub use restore::restore;
pub use save::save;

use crate::kernel::crypto::{DigestPurpose, Keys, to_hex};
use crate::start::NotStarted;
use contract::ids::DocumentId;
use serde::{Deserialize, Serialize};
use std::path::Path;

const PRODUCT: &str = "p2wkss";
/// Raised when an older program could not read what a newer one writes.
const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
const SEAL: &str = "manifest.seal";

/// What an archive holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub product: String,
    pub format: u32,
    /// The program that wrote it.
    pub version: String,
    pub made_at: String,
    /// The kind of database it was read from; it restores into either.
    pub database: String,
    /// Names the secret key without telling it.
    pub key_id: String,
    /// The schema: migrations in the order they were applied.
    pub migrations: Vec<String>,
    /// The last link of the audit chain, `POSITION:HASH`.
    pub audit_head: Option<String>,
    pub tables: Vec<Part>,
    /// Documents whose file the bucket has lost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_files: Vec<DocumentId>,
}

/// The file of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub table: String,
    pub columns: Vec<Column>,
    pub file: String,
    pub rows: u64,
    pub bytes: u64,
    pub sha256: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

/// How a value stands in a line, whichever database it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Integer,
    Real,
    Boolean,
    /// Also dates, as `2026-11-26`.
    Text,
    /// Also UUIDs: 16 bytes. In base64url.
    Bytes,
}

fn failed(what: &str, error: impl std::fmt::Display) -> NotStarted {
    NotStarted(format!("{what}: {error}"))
}

fn at(path: &Path, error: impl std::fmt::Display) -> NotStarted {
    failed(&path.display().to_string(), error)
}

/// The seal of a manifest as it stands in its file.
pub fn seal(keys: &Keys, manifest: &[u8]) -> String {
    to_hex(&keys.digest(DigestPurpose::Backup, &[manifest]))
}

/// The seals it may have while the secret is changed.
fn seals(keys: &Keys, manifest: &[u8]) -> impl Iterator<Item = String> {
    keys.digests(DigestPurpose::Backup, &[manifest]).into_iter().map(|digest| to_hex(&digest))
}
