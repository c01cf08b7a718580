//! Everything that can go wrong, and how it is answered.
//!
//! A handler returns [`Error`]; the edge turns it into a problem document in
//! the caller's language and logs it once. Database constraints carry names,
//! and one table here says what each means to the caller.

use super::away::is_away;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use contract::duplicates::PossibleDuplicate;
use contract::ids::BeneficiaryId;
use contract::problem::{FieldCode, FieldError, ProblemCode};
use sea_orm::DbErr;
use serde_json::Value;
use std::fmt;

/// What a caller is asked to wait while the database is away or busy.
pub const RETRY_SECONDS: u32 = 2;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal or a failure.
#[derive(Debug, Clone)]
pub struct Error {
    pub code: ProblemCode,
    pub errors: Vec<FieldError>,
    /// Seconds after which a repetition may succeed.
    pub retry_after: Option<u32>,
    /// With `stale`: the record as it stands and what differs.
    pub stale: Option<Box<(Value, Vec<String>)>>,
    /// With `nik_exists`: the record that stands.
    pub existing: Option<Existing>,
    /// With `possible_duplicates`: women alike.
    pub duplicates: Option<Box<Duplicates>>,
    /// For the log only; never sent.
    pub cause: Option<String>,
}

/// Women like one who was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicates {
    /// As the caller may see them.
    pub matches: Vec<PossibleDuplicate>,
    /// So many where she does not reach.
    pub elsewhere: u32,
}

/// A record that stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// The caller may see it.
    Seen(BeneficiaryId),
    /// She may not; she learns only that it exists.
    Unseen(BeneficiaryId),
}

impl Existing {
    /// What the caller is told.
    pub fn seen(self) -> Option<BeneficiaryId> {
        match self {
            Self::Seen(id) => Some(id),
            Self::Unseen(_) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())
    }
}

impl From<ProblemCode> for Error {
    fn from(code: ProblemCode) -> Self {
        Self { code, errors: Vec::new(), retry_after: None, stale: None, existing: None, duplicates: None, cause: None }
    }
}

impl Error {
    /// The named fields are wrong.
    pub fn fields(errors: Vec<FieldError>) -> Self {
        Self { errors, ..ProblemCode::InvalidFields.into() }
    }

    pub fn field(pointer: &str, code: FieldCode) -> Self {
        Self::fields(vec![FieldError::new(pointer, code)])
    }

    pub fn field_with(pointer: &str, code: FieldCode, figures: &[(&str, String)]) -> Self {
        Self::fields(vec![FieldError::new(pointer, code).with(figures)])
    }

    /// Something that should not happen; the cause goes to the log.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self { cause: Some(cause.to_string()), ..ProblemCode::Internal.into() }
    }

    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    pub fn stale(current: Value, differs: Vec<String>) -> Self {
        Self { stale: Some(Box::new((current, differs))), ..ProblemCode::Stale.into() }
    }
}

/// What a broken constraint means. A constraint without a row is a fault of
/// the program and answers as one.
const CONSTRAINTS: &[(&str, &str, FieldCode)] = &[
    ("users_username", "/username", FieldCode::Taken),
    ("agencies_short_name", "/short_name", FieldCode::Taken),
    ("codes_list_code", "/code", FieldCode::Taken),
    ("beneficiaries_nik", "/nik", FieldCode::Taken),
    ("poverty_lines_year", "/year", FieldCode::Taken),
    ("region_facts_year", "/year", FieldCode::Taken),
    ("work_lists_name", "/name", FieldCode::Taken),
    ("programmes_name", "/name", FieldCode::Taken),
    ("locus_rws_once", "/rws", FieldCode::Taken),
    ("legal_instruments_number", "/number", FieldCode::Taken),
];

/// How SQLite names the same unique constraints: by their columns.
const SQLITE_COLUMNS: &[(&str, &str)] = &[
    ("users.username", "users_username"),
    ("agencies.region_code, agencies.short_name_folded", "agencies_short_name"),
    ("codes.list, codes.code", "codes_list_code"),
    ("beneficiaries.nik_hash", "beneficiaries_nik"),
    ("poverty_lines.region_code, poverty_lines.year", "poverty_lines_year"),
    ("region_facts.region_code, region_facts.kind, region_facts.year", "region_facts_year"),
    ("work_lists.owner_id, work_lists.list, work_lists.name", "work_lists_name"),
    ("programmes.city_code, programmes.year, programmes.name", "programmes_name"),
    ("locus_rws.programme_id, locus_rws.region_code, locus_rws.rw", "locus_rws_once"),
    ("legal_instruments.city_code, legal_instruments.kind, legal_instruments.number", "legal_instruments_number"),
];

fn broken_constraint(message: &str) -> Option<(&'static str, FieldCode)> {
    let by_columns = SQLITE_COLUMNS.iter().find_map(|(columns, name)| message.ends_with(columns).then_some(*name));
    CONSTRAINTS
        .iter()
        .find(|(name, ..)| by_columns == Some(*name) || message.contains(&format!("\"{name}\"")))
        .map(|(_, pointer, code)| (*pointer, *code))
}

/// A primary key that stands already: the same id was sent with another body.
fn is_duplicate_id(message: &str) -> bool {
    // SQLite names the columns, and of several constraints the last declared: an
    // id may stand in one with the year it belongs to.
    let columns = message.split_once("UNIQUE constraint failed: ").map(|(_, columns)| columns);
    let first = columns.and_then(|columns| columns.split(',').next());
    message.contains("_pkey\"")
        || first.and_then(|column| column.trim().rsplit_once('.')).is_some_and(|(_, column)| column == "id")
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        let text = error.to_string();
        if let Some(sea_orm::SqlErr::UniqueConstraintViolation(message)) = error.sql_err() {
            if let Some((pointer, code)) = broken_constraint(&message) {
                return Self::field(pointer, code);
            }
            if is_duplicate_id(&message) {
                return ProblemCode::AlreadyExists.into();
            }
        }
        if is_away(&error) {
            return Self { cause: Some(text), ..Self::from(ProblemCode::Unavailable) }.retry_after(RETRY_SECONDS);
        }
        Self::internal(text)
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The body is written by the edge, which knows language and request.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status_code());
        response.extensions_mut().insert(self.clone());
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_name_the_same_constraint() {
        for message in [
            r#"duplicate key value violates unique constraint "users_username""#,
            "UNIQUE constraint failed: users.username",
        ] {
            assert_eq!(broken_constraint(message), Some(("/username", FieldCode::Taken)), "{message}");
        }
    }

    #[test]
    fn every_constraint_has_its_sqlite_name() {
        for (name, ..) in CONSTRAINTS {
            assert!(SQLITE_COLUMNS.iter().any(|(_, known)| known == name), "{name}");
        }
    }
}
