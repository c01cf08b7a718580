//! NIK and family-card number at rest: sealed, and found by a keyed hash.

use crate::kernel::crypto::{DigestPurpose, Purpose};
use crate::kernel::error::{Error, Result};
use crate::kernel::state::Kernel;
use contract::nik::{KkNumber, Nik};
use std::collections::HashSet;
use std::sync::OnceLock;

/// Six-digit codes of today's kecamatan; `data/README.md` names the source.
const DISTRICTS: &str = include_str!("../../data/districts.txt");
/// The unassigned district whose NIKs the demo uses: none can be a living person's.
const DEMO_DISTRICT: u32 = 327_599;

/// Whether a district code is in today's list.
pub fn known_district(kernel: &Kernel, code: u32) -> bool {
    static CODES: OnceLock<HashSet<u32>> = OnceLock::new();
    let codes = CODES.get_or_init(|| DISTRICTS.lines().filter_map(|line| line.parse().ok()).collect());
    codes.contains(&code) || kernel.config.demo && code == DEMO_DISTRICT
}

pub fn nik_hash(kernel: &Kernel, nik: &Nik) -> Vec<u8> {
    kernel.keys.digest(DigestPurpose::Identifier, &[b"nik", nik.reveal().as_bytes()])
}

pub fn kk_hash(kernel: &Kernel, kk: &KkNumber) -> Vec<u8> {
    kernel.keys.digest(DigestPurpose::Identifier, &[b"kk", kk.reveal().as_bytes()])
}

/// Seals a personal text; `context` names the row and member it belongs to.
pub fn seal(kernel: &Kernel, context: &str, text: &str) -> Vec<u8> {
    kernel.keys.seal(Purpose::Personal, context, text.as_bytes())
}

pub fn open(kernel: &Kernel, context: &str, sealed: &[u8]) -> Result<String> {
    let plain = kernel.keys.open(Purpose::Personal, context, sealed).map_err(Error::internal)?;
    String::from_utf8(plain).map_err(Error::internal)
}

/// What a sealed member of a row is bound to.
pub fn context(id: impl std::fmt::Display, member: &str) -> String {
    format!("{id} {member}")
}
