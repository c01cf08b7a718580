//! What every record with a version has in common.

use crate::{agencies::Agency, code_lists::Code, role_assignments::RoleAssignment, users::User};

/// A record that can be tagged, located and changed.
pub trait Record {
    /// Where records of this kind stand.
    const COLLECTION: &'static str;

    /// Its id as text.
    fn key(&self) -> String;

    fn version(&self) -> i64;

    /// Its own address.
    fn location(&self) -> String {
        format!("/api/v1/{}/{}", Self::COLLECTION, self.key())
    }
}

macro_rules! records {
    ($($type:ty => $collection:literal),+ $(,)?) => {$(
        impl Record for $type {
            const COLLECTION: &'static str = $collection;

            fn key(&self) -> String {
                self.id.to_string()
            }

            fn version(&self) -> i64 {
                self.version
            }
        }
    )+};
}

records! {
    Agency => "agencies",
    Code => "code-lists",
    RoleAssignment => "role-assignments",
    User => "users",
}
