//! Keys and what is done with them. Every key is derived from the one secret
//! and has an id, so that a second secret can be brought in beside the first.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::fmt;

/// The one secret: 32 bytes, 64 hexadecimal digits.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    pub fn from_hex(text: &str) -> Option<Self> {
        let bytes = from_hex(text.trim())?;
        let bytes: [u8; 32] = bytes.try_into().ok()?;
        // A key of one repeated byte was typed in, not drawn.
        let drawn = bytes.iter().any(|byte| Some(byte) != bytes.first());
        drawn.then_some(Self(bytes))
    }

    pub fn generate() -> Self {
        Self(rand::random())
    }

    pub fn to_hex(&self) -> String {
        to_hex(&self.0)
    }

    fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut key = [0; 32];
        let expanded = Hkdf::<Sha256>::new(Some(b"p2wkss"), &self.0).expand(purpose.as_bytes(), &mut key);
        debug_assert!(expanded.is_ok(), "32 bytes are a valid length");
        key
    }
}

/// What a ciphertext protects; each has its own key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Values before and after a change.
    Revision,
    /// Page cursors.
    Cursor,
    /// NIK, family-card number, phone, health.
    Personal,
}

/// What a keyed digest is for; each has its own key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigestPurpose {
    /// Refresh, device and one-time tokens.
    Token,
    /// Requests under an idempotency key.
    Request,
    /// Addresses and names in the throttle table.
    Throttle,
    /// NIK and family-card number, to find them.
    Identifier,
    /// Manifests of backups.
    Backup,
}

/// All keys of the process: those of the secret, and while it is changed those
/// of the one before, which still open and recognise what they sealed.
#[derive(Clone)]
pub struct Keys {
    current: Derived,
    previous: Option<Box<Derived>>,
}

/// The keys of one secret.
#[derive(Clone)]
struct Derived {
    id: String,
    revision: [u8; 32],
    cursor: [u8; 32],
    token: [u8; 32],
    request: [u8; 32],
    throttle: [u8; 32],
    personal: [u8; 32],
    identifier: [u8; 32],
    backup: [u8; 32],
    signing: [u8; 32],
    check: [u8; 32],
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("id", &self.id()).finish_non_exhaustive()
    }
}

/// A ciphertext that does not open: another key, or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sealed value does not open")]
pub struct Unreadable;

impl Keys {
    pub fn new(secret: &Secret) -> Self {
        Self { current: Derived::new(secret), previous: None }
    }

    /// With the secret before beside it. The same one twice is one.
    pub fn with_previous(secret: &Secret, previous: &Secret) -> Self {
        let keys = Self::new(secret);
        let previous = Derived::new(previous);
        Self { previous: (previous.id != keys.current.id).then(|| Box::new(previous)), ..keys }
    }

    fn all(&self) -> impl Iterator<Item = &Derived> {
        std::iter::once(&self.current).chain(self.previous.as_deref())
    }

    /// Names the keys in tokens and ciphertexts.
    pub fn id(&self) -> &str {
        &self.current.id
    }

    pub fn previous_id(&self) -> Option<&str> {
        self.previous.as_ref().map(|keys| keys.id.as_str())
    }

    /// Kept in the database, so that a start with another secret is refused.
    pub fn check_value(&self) -> String {
        self.current.check_value()
    }

    /// Whether a check value of the database is of one of the secrets.
    pub fn knows(&self, id: &str, check_value: &str) -> bool {
        self.all().any(|keys| keys.id == id && keys.check_value() == check_value)
    }

    /// The seed of the key that signs.
    pub fn signing_seed(&self) -> &[u8; 32] {
        &self.current.signing
    }

    /// The ids and seeds of the token-signing keys; the first one signs.
    pub fn signing_seeds(&self) -> impl Iterator<Item = (&str, &[u8; 32])> {
        self.all().map(|keys| (keys.id.as_str(), &keys.signing))
    }

    /// Encrypts and authenticates; `context` must be the same to open it.
    pub fn seal(&self, purpose: Purpose, context: &str, plain: &[u8]) -> Vec<u8> {
        self.current.seal(purpose, context, plain)
    }

    /// Opens what either secret sealed.
    pub fn open(&self, purpose: Purpose, context: &str, sealed: &[u8]) -> Result<Vec<u8>, Unreadable> {
        self.all().find_map(|keys| keys.open(purpose, context, sealed).ok()).ok_or(Unreadable)
    }

    /// Seals anew what the secret before sealed; nothing where it is sealed
    /// by this one.
    pub fn renew(&self, purpose: Purpose, context: &str, sealed: &[u8]) -> Result<Option<Vec<u8>>, Unreadable> {
        if self.current.open(purpose, context, sealed).is_ok() {
            return Ok(None);
        }
        let plain = self.open(purpose, context, sealed)?;
        Ok(Some(self.seal(purpose, context, &plain)))
    }

    /// A keyed digest: equal for equal input, telling nothing without the key.
    pub fn digest(&self, purpose: DigestPurpose, parts: &[&[u8]]) -> Vec<u8> {
        self.current.digest(purpose, parts)
    }

    /// The digests under every secret, to find what either kept.
    pub fn digests(&self, purpose: DigestPurpose, parts: &[&[u8]]) -> Vec<Vec<u8>> {
        self.all().map(|keys| keys.digest(purpose, parts)).collect()
    }

    /// A digest that is the same in every process that knows the two secrets,
    /// whichever of them it takes for the first: the name of a lock.
    pub fn common_digest(&self, purpose: DigestPurpose, parts: &[&[u8]]) -> i64 {
        let keys = self.all().min_by(|one, other| one.id.cmp(&other.id)).unwrap_or(&self.current);
        keys.digest(purpose, parts).first_chunk::<8>().map_or(0, |bytes| i64::from_be_bytes(*bytes))
    }
}

impl Derived {
    fn new(secret: &Secret) -> Self {
        let id: String = to_hex(&secret.derive("key id")).chars().take(12).collect();
        Self {
            id,
            revision: secret.derive("revision"),
            cursor: secret.derive("cursor"),
            token: secret.derive("token"),
            request: secret.derive("request"),
            throttle: secret.derive("throttle"),
            personal: secret.derive("personal"),
            identifier: secret.derive("identifier"),
            backup: secret.derive("backup"),
            signing: secret.derive("signing"),
            check: secret.derive("check value"),
        }
    }

    fn check_value(&self) -> String {
        to_hex(&Sha256::digest(self.check))
    }

    fn cipher(&self, purpose: Purpose) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(
            match purpose {
                Purpose::Revision => &self.revision,
                Purpose::Cursor => &self.cursor,
                Purpose::Personal => &self.personal,
            }
            .into(),
        )
    }

    fn seal(&self, purpose: Purpose, context: &str, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; 24] = rand::random();
        let payload = Payload { msg: plain, aad: context.as_bytes() };
        let sealed = self.cipher(purpose).encrypt(&XNonce::from(nonce), payload);
        let mut out = nonce.to_vec();
        // Encryption fails only for plaintexts beyond 256 GiB.
        out.extend(sealed.unwrap_or_default());
        out
    }

    fn open(&self, purpose: Purpose, context: &str, sealed: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let (nonce, body) = sealed.split_at_checked(24).ok_or(Unreadable)?;
        let nonce: [u8; 24] = nonce.try_into().map_err(|_| Unreadable)?;
        let payload = Payload { msg: body, aad: context.as_bytes() };
        self.cipher(purpose).decrypt(&XNonce::from(nonce), payload).map_err(|_| Unreadable)
    }

    fn digest(&self, purpose: DigestPurpose, parts: &[&[u8]]) -> Vec<u8> {
        let key = match purpose {
            DigestPurpose::Token => &self.token,
            DigestPurpose::Request => &self.request,
            DigestPurpose::Throttle => &self.throttle,
            DigestPurpose::Identifier => &self.identifier,
            DigestPurpose::Backup => &self.backup,
        };
        // HMAC takes a key of any length.
        let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(key) else { return Vec::new() };
        for part in parts {
            // The length goes first, so that no two lists of parts are alike.
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }
}

/// A random token of 256 bits in base64url.
pub fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// A one-time code that can be read out: 28 letters and digits without those
/// that look alike, 140 bits, in groups of four.
pub fn random_code() -> String {
    const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let bytes: [u8; 28] = rand::random();
    let symbols = bytes.iter().map(|byte| ALPHABET.get(usize::from(byte % 32)).copied().map_or('2', char::from));
    let symbols: Vec<char> = symbols.collect();
    symbols.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

pub fn to_hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_in_its_own_context() {
        let keys = Keys::new(&Secret::generate());
        let sealed = keys.seal(Purpose::Revision, "event 1", b"Siti");
        assert_eq!(keys.open(Purpose::Revision, "event 1", &sealed).unwrap(), b"Siti");
        assert!(keys.open(Purpose::Revision, "event 2", &sealed).is_err());
        assert!(keys.open(Purpose::Cursor, "event 1", &sealed).is_err());
        assert!(Keys::new(&Secret::generate()).open(Purpose::Revision, "event 1", &sealed).is_err());
        assert!(keys.open(Purpose::Revision, "event 1", b"short").is_err());
    }

    #[test]
    fn while_a_secret_is_changed_both_open_and_one_seals() {
        let (old, new) = (Secret::generate(), Secret::generate());
        let (before, both, after) = (Keys::new(&old), Keys::with_previous(&new, &old), Keys::new(&new));
        let sealed = before.seal(Purpose::Personal, "1 nik", b"3275");
        assert_eq!(both.open(Purpose::Personal, "1 nik", &sealed).unwrap(), b"3275");
        let renewed = both.renew(Purpose::Personal, "1 nik", &sealed).unwrap().unwrap();
        assert_eq!(after.open(Purpose::Personal, "1 nik", &renewed).unwrap(), b"3275");
        assert!(before.open(Purpose::Personal, "1 nik", &renewed).is_err());
        assert_eq!(both.renew(Purpose::Personal, "1 nik", &renewed), Ok(None));
        assert_eq!(after.renew(Purpose::Personal, "1 nik", &sealed), Err(Unreadable));
        let digest = |keys: &Keys| keys.digest(DigestPurpose::Identifier, &[b"nik"]);
        assert_eq!(both.digests(DigestPurpose::Identifier, &[b"nik"]), [digest(&after), digest(&before)]);
        let other_way = Keys::with_previous(&old, &new);
        let lock = |keys: &Keys| keys.common_digest(DigestPurpose::Identifier, &[b"nik"]);
        assert_eq!(lock(&both), lock(&other_way));
        assert_eq!(Keys::with_previous(&new, &new).previous_id(), None);
    }

    #[test]
    fn a_secret_is_64_digits_and_not_one_repeated_byte() {
        assert!(Secret::from_hex(&"00".repeat(32)).is_none());
        assert!(Secret::from_hex("abcd").is_none());
        let secret = Secret::generate();
        assert_eq!(Secret::from_hex(&secret.to_hex()).unwrap().to_hex(), secret.to_hex());
    }

    #[test]
    fn codes_are_long_and_differ() {
        let (one, two) = (random_code(), random_code());
        assert_eq!(one.len(), 34);
        assert_ne!(one, two);
    }
}
