//! NIK and family-card number at rest: sealed, and found by a keyed hash.

use crate::kernel::crypto::{DigestPurpose, Purpose};
use crate::kernel::database::wait_for_lock;
use crate::kernel::error::{Error, Result};
use crate::kernel::state::Kernel;
use crate::kernel::tx::Tx;
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

/// What a new row is kept under.
pub fn nik_hash(kernel: &Kernel, nik: &Nik) -> Vec<u8> {
    kernel.keys.digest(DigestPurpose::Identifier, &nik_parts(nik))
}

/// What a row may be found under: while the secret is changed, either's.
pub fn nik_hashes(kernel: &Kernel, nik: &Nik) -> Vec<Vec<u8>> {
    kernel.keys.digests(DigestPurpose::Identifier, &nik_parts(nik))
}

/// While the secret is changed, two with one NIK may stand under two hashes,
/// and no unique key would see it: so those who register it go one by one.
pub async fn lock_nik(tx: &Tx, nik: &Nik) -> Result<()> {
    if tx.kernel().keys.previous_id().is_some() {
        let lock = tx.kernel().keys.common_digest(DigestPurpose::Identifier, &nik_parts(nik));
        wait_for_lock(tx.db(), lock).await?;
    }
    Ok(())
}

fn nik_parts(nik: &Nik) -> [&[u8]; 2] {
    [b"nik", nik.reveal().as_bytes()]
}

pub fn kk_hash(kernel: &Kernel, kk: &KkNumber) -> Vec<u8> {
    kernel.keys.digest(DigestPurpose::Identifier, &[b"kk", kk.reveal().as_bytes()])
}

pub fn kk_hashes(kernel: &Kernel, kk: &KkNumber) -> Vec<Vec<u8>> {
    kernel.keys.digests(DigestPurpose::Identifier, &[b"kk", kk.reveal().as_bytes()])
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
