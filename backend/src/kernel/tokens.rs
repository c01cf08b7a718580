//! Access tokens: JWTs signed with Ed25519, valid fifteen minutes.

use super::crypto::{Keys, base64url};
use super::error::{Error, Result};
use contract::ids::{SessionId, UserId};
use contract::moment::Timestamp;
use contract::problem::ProblemCode;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// Seconds an access token is good for.
pub const LIFETIME: u32 = 900;
const ISSUER: &str = "p2wkss";
const AUDIENCE: &str = "p2wkss-api";
/// RFC 9068: an access token is not any other JWT.
const TOKEN_TYPE: &str = "at+jwt";
/// Clocks of two replicas may differ by so many seconds.
const LEEWAY: u64 = 5;

#[derive(Clone, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    sid: Uuid,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// Signs and checks access tokens.
pub struct Tokens {
    key_id: String,
    signing: EncodingKey,
    /// The first checks what is signed now; a second one what the secret
    /// before signed.
    checking: Vec<Checking>,
    known: Known,
}

/// The public half of a signing key.
struct Checking {
    key_id: String,
    key: DecodingKey,
    public: [u8; 32],
}

/// Tokens whose signature was found good: checking one costs more than most
/// requests. Times are judged at each use.
#[derive(Default)]
struct Known(Mutex<HashMap<[u8; 32], Claims>>);

/// Tokens remembered at once; then all are forgotten.
const KNOWN: usize = 10_000;

impl Known {
    fn get(&self, digest: &[u8; 32]) -> Option<Claims> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(digest).cloned()
    }

    fn add(&self, digest: [u8; 32], claims: Claims) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN {
            known.clear();
        }
        known.insert(digest, claims);
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

/// Whose token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer {
    pub user: UserId,
    pub session: SessionId,
}

impl Tokens {
    pub fn new(keys: &Keys) -> Result<Self> {
        let mut signing = None;
        let mut checking = Vec::new();
        for (id, seed) in keys.signing_seeds() {
            let key = SigningKey::from_bytes(seed);
            let public = key.verifying_key().to_bytes();
            if signing.is_none() {
                signing = Some(EncodingKey::from_ed_der(key.to_pkcs8_der().map_err(Error::internal)?.as_bytes()));
            }
            let key = DecodingKey::from_ed_components(&base64url(&public)).map_err(Error::internal)?;
            checking.push(Checking { key_id: id.to_owned(), key, public });
        }
        let signing = signing.ok_or_else(|| Error::internal("there is no secret"))?;
        Ok(Self { key_id: keys.id().to_owned(), signing, checking, known: Known::default() })
    }

    pub fn issue(&self, bearer: Bearer, now: Timestamp) -> Result<String> {
        let issued = now.seconds();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: bearer.user.0,
            sid: bearer.session.0,
            iat: issued,
            nbf: issued,
            exp: issued + i64::from(LIFETIME),
        };
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.key_id.clone());
        header.typ = Some(TOKEN_TYPE.to_owned());
        jsonwebtoken::encode(&header, &claims, &self.signing).map_err(Error::internal)
    }

    /// Checks signature, algorithm, type, issuer, audience and times against
    /// the process's clock; keys named inside a token are never fetched.
    pub fn check(&self, token: &str, now: Timestamp) -> Result<Bearer> {
        let digest: [u8; 32] = Sha256::digest(token).into();
        let claims = if let Some(claims) = self.known.get(&digest) {
            claims
        } else {
            let claims = self.read(token)?;
            self.known.add(digest, claims.clone());
            claims
        };
        let leeway = i64::try_from(LEEWAY).unwrap_or(0);
        let now = now.seconds();
        if claims.nbf > now + leeway || now >= claims.exp + leeway {
            return Err(ProblemCode::Unauthenticated.into());
        }
        Ok(Bearer { user: UserId(claims.sub), session: SessionId(claims.sid) })
    }

    /// Everything but the times.
    fn read(&self, token: &str) -> Result<Claims> {
        let refused = |_| Error::from(ProblemCode::Unauthenticated);
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[ISSUER]);
        rules.set_audience(&[AUDIENCE]);
        rules.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        // The library asks the system's clock; ours is asked at each use.
        rules.validate_exp = false;
        rules.validate_nbf = false;
        let header = jsonwebtoken::decode_header(token).map_err(refused)?;
        let named = |one: &&Checking| header.kid.as_deref() == Some(one.key_id.as_str());
        let checking = self.checking.iter().find(named).ok_or(ProblemCode::Unauthenticated)?;
        let read = jsonwebtoken::decode::<Claims>(token, &checking.key, &rules).map_err(refused)?;
        let ours = read.header.typ.as_deref() == Some(TOKEN_TYPE);
        if ours { Ok(read.claims) } else { Err(ProblemCode::Unauthenticated.into()) }
    }

    /// The public keys as a JSON Web Key Set.
    pub fn key_set(&self) -> Value {
        let key = |one: &Checking| {
            json!({
                "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
                "kid": one.key_id, "x": base64url(&one.public),
            })
        };
        json!({ "keys": self.checking.iter().map(key).collect::<Vec<_>>() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::crypto::Secret;

    fn bearer() -> Bearer {
        Bearer { user: UserId(Uuid::now_v7()), session: SessionId(Uuid::now_v7()) }
    }

    #[test]
    fn a_token_is_good_for_fifteen_minutes_with_its_own_key() {
        let tokens = Tokens::new(&Keys::new(&Secret::generate())).unwrap();
        let other = Tokens::new(&Keys::new(&Secret::generate())).unwrap();
        let now = Timestamp(1_795_000_000_000_000);
        let token = tokens.issue(bearer(), now).unwrap();
        assert!(tokens.check(&token, now.plus_seconds(899)).is_ok());
        assert!(tokens.check(&token, now.plus_seconds(910)).is_err());
        assert!(tokens.check(&token, now.plus_seconds(-60)).is_err());
        assert!(other.check(&token, now).is_err());
    }

    #[test]
    fn a_token_outlives_the_change_of_the_secret() {
        let (old, new) = (Secret::generate(), Secret::generate());
        let now = Timestamp(1_795_000_000_000_000);
        let token = Tokens::new(&Keys::new(&old)).unwrap().issue(bearer(), now).unwrap();
        let both = Tokens::new(&Keys::with_previous(&new, &old)).unwrap();
        assert!(both.check(&token, now).is_ok());
        assert!(Tokens::new(&Keys::new(&new)).unwrap().check(&token, now).is_err());
        assert!(Tokens::new(&Keys::new(&new)).unwrap().check(&both.issue(bearer(), now).unwrap(), now).is_ok());
        assert_eq!(both.key_set()["keys"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn other_algorithms_and_altered_tokens_are_refused() {
        let keys = Keys::new(&Secret::generate());
        let tokens = Tokens::new(&keys).unwrap();
        let now = Timestamp(1_795_000_000_000_000);
        let token = tokens.issue(bearer(), now).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        let none = base64url(br#"{"alg":"none","typ":"at+jwt"}"#);
        let hmac = base64url(br#"{"alg":"HS256","typ":"at+jwt"}"#);
        for forged in [
            format!("{none}.{}.", parts[1]),
            format!("{hmac}.{}.{}", parts[1], parts[2]),
            format!("{}.{}.", parts[0], parts[1]),
            format!("{}.{}", parts[0], parts[1]),
            "..".to_owned(),
            String::new(),
        ] {
            assert!(tokens.check(&forged, now).is_err(), "{forged}");
        }
    }

    #[test]
    fn a_signed_token_of_another_type_is_refused() {
        let keys = Keys::new(&Secret::generate());
        let tokens = Tokens::new(&keys).unwrap();
        let now = Timestamp(1_795_000_000_000_000);
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(keys.id().to_owned());
        let claims = json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": Uuid::now_v7(), "sid": Uuid::now_v7(),
            "iat": now.seconds(), "nbf": now.seconds(), "exp": now.seconds() + 900 });
        let token = jsonwebtoken::encode(&header, &claims, &tokens.signing).unwrap();
        assert!(tokens.check(&token, now).is_err());
    }
}
