//! Password hashes: argon2id at an OWASP setting, few in flight.

use crate::kernel::error::{Error, Result};
use crate::kernel::state::Kernel;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use contract::problem::{FieldCode, FieldError};
use std::sync::OnceLock;

/// OWASP's second equal setting: 19 MiB, two passes, one lane.
fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn off_the_worker<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

/// Hashes a password. Unicode is taken as typed, never cut.
pub async fn hash(kernel: &Kernel, password: &str) -> Result<String> {
    let permit = kernel.hashing.acquire().await.map_err(Error::internal)?;
    let password = password.to_owned();
    let hashed = off_the_worker(move || {
        let hash = hasher()?.hash_password(password.as_bytes()).map_err(Error::internal)?;
        Ok(hash.to_string())
    });
    let hashed = hashed.await;
    drop(permit);
    hashed
}

/// Whether a password fits the hash; costs the same where there is no hash.
pub async fn verify(hash: Option<&str>, password: &str) -> Result<bool> {
    let (known, hash) = (hash.is_some(), hash.unwrap_or(nobody()?).to_owned());
    let password = password.to_owned();
    let fits = off_the_worker(move || {
        let parsed = PasswordHash::new(&hash).map_err(Error::internal)?;
        Ok(hasher()?.verify_password(password.as_bytes(), &parsed).is_ok())
    });
    Ok(fits.await? && known)
}

/// A hash that fits nobody, so that an unknown name takes as long as a known.
fn nobody() -> Result<&'static str> {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return Ok(hash);
    }
    let hash = hasher()?.hash_password(b"nobody").map_err(Error::internal)?.to_string();
    Ok(HASH.get_or_init(|| hash))
}

/// Words that a guesser of this programme tries first.
const LOCAL: &[&str] = &["p2wkss", "bekasi", "kelurahan", "lurah", "kecamatan", "posyandu", "indonesia"];
/// So many letters must remain of a password when known words are taken away.
const OWN_LETTERS: usize = 8;

/// Refuses passwords that are guessed first: those of zxcvbn's bundled lists
/// and their variations, and those made of the user's own names.
pub fn judge(password: &str, own_words: &[&str]) -> Vec<FieldError> {
    let parts = own_words.iter().flat_map(|text| text.split([' ', '.', '_', '-']));
    let words: Vec<&str> = own_words.iter().copied().chain(parts).chain(LOCAL.iter().copied()).collect();
    let strong = zxcvbn::zxcvbn(password, &words).score() >= zxcvbn::Score::Three;
    if strong && !is_made_of(password, &words) {
        return Vec::new();
    }
    vec![FieldError::new("/new_password", FieldCode::PasswordTooCommon)]
}

/// Whether little remains of the password without these words; whole names
/// stand first in the list, so that they are not taken apart.
fn is_made_of(password: &str, words: &[&str]) -> bool {
    let whole = squash(password);
    let known = words.iter().map(|word| squash(word)).filter(|word| word.chars().count() >= 3);
    let rest = known.fold(whole.clone(), |rest, word| rest.replace(&word, ""));
    rest.len() < whole.len() && rest.chars().count() < OWN_LETTERS
}

/// Small letters and digits only.
fn squash(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_passwords_and_own_names_are_refused() {
        for weak in
            ["password123456", "qwertyuiop123", "bekasi2026bekasi", "rinawulandari1", "111111111111", "lurahbekasi2026"]
        {
            assert_eq!(judge(weak, &["rina.wulandari", "Rina Wulandari"]).len(), 1, "{weak}");
        }
        for strong in ["sawah hujan jendela biru", "kT9!vQ2#mZ7&xB4"] {
            assert!(judge(strong, &["rina.wulandari"]).is_empty(), "{strong}");
        }
    }

    #[tokio::test]
    async fn a_hash_fits_only_its_password_to_the_last_letter() {
        let long = format!("{}é😀a", "x".repeat(120));
        let hash = hasher().unwrap().hash_password(long.as_bytes()).unwrap().to_string();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify(Some(&hash), &long).await.unwrap());
        let other = format!("{}é😀b", "x".repeat(120));
        assert!(!verify(Some(&hash), &other).await.unwrap());
        assert!(!verify(None, "nobody").await.unwrap());
    }
}
