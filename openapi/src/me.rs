//! My account (akun saya): who I am, my devices, my password.

use crate::draft::{Draft, Faults, Purpose};
use crate::ids::{AgencyId, SessionId, UserId};
use crate::moment::Timestamp;
use crate::place::{Neighbourhood, RegionCode};
use crate::policy::{Grant, Permission, Role};
use crate::problem::{FieldCode, FieldError};
use crate::role_assignments::TermKind;
use serde::{Deserialize, Serialize};

/// The shortest password a role that sees little may have, in characters.
pub const SHORT_PASSWORD: usize = 12;
/// The shortest for roles that see identities of more than one kelurahan or run accounts.
pub const LONG_PASSWORD: usize = 15;
/// The longest password.
pub const MAX_PASSWORD: usize = 128;

/// One role I hold now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct HeldRole {
    pub role: Role,
    pub kind: TermKind,
    pub region_code: Option<RegionCode>,
    pub region_name: Option<String>,
    pub rw: Option<Neighbourhood>,
    pub agency_id: Option<AgencyId>,
    pub agency_name: Option<String>,
}

/// The signed-in user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Me {
    pub id: UserId,
    pub username: String,
    pub full_name: String,
    pub roles: Vec<HeldRole>,
    /// The union of what my roles may do.
    pub permissions: Vec<Permission>,
    /// Only the password can be set until it was changed.
    pub must_change_password: bool,
    /// The shortest password my roles allow, in characters.
    pub min_password_length: u32,
}

impl Me {
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// The permissions of a set of roles.
    pub fn permissions_of(roles: &[Role]) -> Vec<Permission> {
        Permission::ALL
            .iter()
            .copied()
            .filter(|permission| roles.iter().any(|role| role.grant(*permission) != Grant::No))
            .collect()
    }
}

/// One signed-in device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Session {
    pub id: SessionId,
    /// The one this request came from.
    pub current: bool,
    /// What the device calls itself, cut to 200 characters.
    pub device: String,
    pub address: String,
    pub started_at: Timestamp,
    pub last_used_at: Timestamp,
}

/// The old password and the new one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The present password; after signing in with a one-time code, that code.
    #[cfg_attr(feature = "server", schema(format = Password, write_only))]
    pub current_password: String,
    #[cfg_attr(feature = "server", schema(format = Password, write_only))]
    pub new_password: String,
}

impl std::fmt::Debug for PasswordChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordChange").finish_non_exhaustive()
    }
}

/// Judges the length of a new password; `min` depends on the roles held.
pub fn check_password_length(new_password: &str, min: usize) -> Vec<FieldError> {
    let length = new_password.chars().count();
    let mut faults = Faults::new(Purpose::Create);
    if length < min {
        faults.add_with("/new_password", FieldCode::TooShort, &[("min", min.to_string())]);
    } else if length > MAX_PASSWORD {
        faults.add_with("/new_password", FieldCode::TooLong, &[("max", MAX_PASSWORD.to_string())]);
    }
    faults.finish()
}

impl Draft for PasswordChange {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        if self.current_password.is_empty() {
            faults.add("/current_password", FieldCode::Required);
        }
        if self.new_password == self.current_password {
            faults.add("/new_password", FieldCode::PasswordUnchanged);
        }
        let mut errors = faults.finish();
        errors.extend(check_password_length(&self.new_password, SHORT_PASSWORD));
        errors
    }
}
