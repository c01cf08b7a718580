//! Accounts of the people who work with the system (pengguna).

use crate::draft::{Draft, Faults, Purpose};
use crate::ids::UserId;
use crate::me::HeldRole;
use crate::moment::Timestamp;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list; the first is the default.
pub const SORT_KEYS: &[&str] = &["full_name", "username", "created_at"];

text_enum! {
    UserState {
        /// No password yet: waits for the one-time code to be used.
        Invited = "invited",
        Active = "active",
        Disabled = "disabled",
    }
}

/// An account. The password is nobody's to see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct User {
    pub id: UserId,
    pub username: String,
    pub full_name: String,
    pub email: Option<String>,
    pub state: UserState,
    /// Why it was disabled or enabled last.
    pub state_reason: Option<String>,
    /// The roles held today.
    pub roles: Vec<HeldRole>,
    pub last_sign_in_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
/// What an administrator says of an account.
UserDraft with UserId {
    /// 3 to 40 of a–z, 0–9, `.`, `_` and `-`, beginning with a letter or digit; fixed once created.
    username: String,
    full_name: String,
    email: String,}
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Part of the full name or the user name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only accounts in this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub state: Option<UserState>,
}

/// A one-time code, shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AccessCode {
    /// To be handed to the user in person; it takes the place of the password once.
    pub code: String,
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccessCode").finish_non_exhaustive()
    }
}

fn is_username(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-');
    (3..=40).contains(&text.len())
        && text.bytes().all(allowed)
        && text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
}

fn looks_like_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    }) && !text.contains(char::is_whitespace)
}

impl Draft for UserDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/username", &self.username);
        if self.username.value().is_some_and(|name| !is_username(name)) {
            faults.add("/username", FieldCode::Malformed);
        }
        faults.text("/full_name", &self.full_name, 120);
        faults.text_if_given("/email", &self.email, 200);
        if self.email.value().is_some_and(|email| !looks_like_email(email)) {
            faults.add("/email", FieldCode::Malformed);
        }
        faults.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names_are_plain() {
        for good in ["rina.telukpucung", "lurah_2", "7seas"] {
            assert!(is_username(good), "{good}");
        }
        for bad in ["ab", "Rina", ".rina", "rina w", "rína", &"x".repeat(41)] {
            assert!(!is_username(bad), "{bad}");
        }
    }
}
