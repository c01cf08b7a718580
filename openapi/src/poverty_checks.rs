//! Poverty-database checks (pengecekan silang): whether a woman's family
//! stands in a national poverty database, on a day (S1-08).

use crate::draft::{Draft, Faults, Purpose};
use crate::ids::{BeneficiaryId, PovertyCheckId, UserId};
use crate::moment::{Day, Timestamp};
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-checked_on"];

text_enum! {
    /// The databases, oldest first; each took the place of earlier ones.
    PovertyDatabase {
        Bdt = "bdt",
        Dtks = "dtks",
        P3ke = "p3ke",
        Regsosek = "regsosek",
        Dtsen = "dtsen",
    }
}

text_enum! {
    /// What the look found.
    PovertyCheckResult {
        Listed = "listed",
        NotListed = "not_listed",
    }
}

/// One look into a database. Rows are added, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PovertyCheck {
    pub id: PovertyCheckId,
    pub beneficiary_id: BeneficiaryId,
    pub checked_on: Day,
    pub database: PovertyDatabase,
    pub result: PovertyCheckResult,
    /// Tenth of the population by welfare, 1 the poorest.
    pub decile: Option<i32>,
    /// Who looked, and in what: the extract, the office, the web page.
    pub source: String,
    pub recorded_by: UserId,
    pub recorded_by_name: String,
    pub created_at: Timestamp,
}

draft! {
    /// A look to add.
    PovertyCheckDraft with PovertyCheckId {
        checked_on: Day,
        database: PovertyDatabase,
        result: PovertyCheckResult,
        /// 1 to 10; only for a family that is listed.
        decile: i32,
        /// Who looked, and in what.
        source: String,
    }
}

impl Draft for PovertyCheckDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/checked_on", &self.checked_on);
        faults.required("/database", &self.database);
        faults.required("/result", &self.result);
        if let Some(decile) = self.decile.value() {
            if !(1..=10).contains(decile) {
                faults.add("/decile", FieldCode::Malformed);
            } else if self.result.value() == Some(&PovertyCheckResult::NotListed) {
                faults.add("/decile", FieldCode::OneOfTwo);
            }
        }
        faults.text("/source", &self.source, 200);
        faults.finish()
    }
}
