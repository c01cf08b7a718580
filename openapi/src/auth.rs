//! Signing in and out (masuk, keluar).

use crate::draft::{Draft, Faults, Member, Purpose};
use crate::problem::FieldError;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Where the refresh token goes.
    TokenCarrier {
        /// A cookie that scripts cannot read: for a browser.
        Cookie = "cookie",
        /// The reply: for a mobile application or another system.
        Body = "body",
    }
}

/// User name and password; for a new account the one-time code in place of
/// the password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub username: String,
    #[cfg_attr(feature = "server", schema(format = Password, write_only))]
    pub password: String,
    /// Where the refresh token goes; `body` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_in: Option<TokenCarrier>,
    /// The `device_token` of an earlier sign-in from this device, so that
    /// strangers who guess at this account cannot slow this device down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_token: Option<String>,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn").finish_non_exhaustive()
    }
}

impl Draft for SignIn {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.text("/username", &Member::Value(self.username.clone()), 200);
        if self.password.is_empty() {
            faults.add("/password", crate::problem::FieldCode::Required);
        }
        faults.finish()
    }
}

/// The refresh token, unless it travels in the cookie.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", schema(write_only))]
    pub refresh_token: Option<String>,
}

impl std::fmt::Debug for Refresh {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Refresh").finish_non_exhaustive()
    }
}

impl Draft for Refresh {
    fn check(&self, _: Purpose) -> Vec<FieldError> {
        Vec::new()
    }
}

/// What a signed-in caller holds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Tokens {
    /// A JWT for the `Authorization: Bearer` header.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds until the access token expires.
    pub expires_in: u32,
    /// Only where the refresh token does not travel in a cookie. Each works once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Only with the refresh token in the body: keep it and send it at the next sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_token: Option<String>,
    /// A one-time code was used: only the password can be set with these tokens.
    pub must_change_password: bool,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").finish_non_exhaustive()
    }
}
