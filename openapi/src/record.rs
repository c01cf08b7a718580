//! What every record with a version has in common.

use crate::agencies::Agency;
use crate::beneficiaries::Beneficiary;
use crate::code_lists::Code;
use crate::documents::Document;
use crate::households::{Household, HouseholdMember};
use crate::imports::Import;
use crate::role_assignments::RoleAssignment;
use crate::tasks::Task;
use crate::users::User;

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

impl Record for HouseholdMember {
    const COLLECTION: &'static str = "households";

    fn key(&self) -> String {
        self.id.to_string()
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn location(&self) -> String {
        format!("/api/v1/households/{}/members/{}", self.household_id, self.id)
    }
}

records! {
    Agency => "agencies",
    Beneficiary => "beneficiaries",
    Code => "code-lists",
    Document => "documents",
    Household => "households",
    Import => "imports",
    RoleAssignment => "role-assignments",
    Task => "tasks",
    User => "users",
}
