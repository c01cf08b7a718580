//! Import (impor data): a kelurahan's own list, checked row by row before
//! anything is kept.

use crate::draft::{Draft, Purpose};
use crate::ids::{BeneficiaryId, ImportId, JobId, UserId};
use crate::moment::{Day, Timestamp};
use crate::place::RegionCode;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list of imports.
pub const SORT_KEYS: &[&str] = &["-created_at"];
/// The largest file.
pub const MAX_FILE: usize = 10 * 1024 * 1024;
/// The most rows in one file.
pub const MAX_ROWS: usize = 10_000;

text_enum! {
    /// The columns of the template; a file may have them in any order.
    Column {
        Nik = "nik",
        KkNumber = "kk_number",
        FullName = "full_name",
        BirthDate = "birth_date",
        Sex = "sex",
        Village = "village",
        Rw = "rw",
        Rt = "rt",
        Address = "address",
        Phone = "phone",
        MaritalStatus = "marital_status",
        HeadDeJure = "head_de_jure",
        HeadDeFacto = "head_de_facto",
        HeadBasis = "head_basis",
        Education = "education",
        Occupation = "occupation",
        MonthlyIncome = "monthly_income",
        MonthlyExpenditure = "monthly_expenditure",
        NikAbsentReason = "nik_absent_reason",
        CollectorKind = "collector_kind",
        CollectorName = "collector_name",
        CollectionMethod = "collection_method",
        CollectedOn = "collected_on",
    }
}

text_enum! {
    ImportState {
        /// Being read and checked.
        Checking = "checking",
        /// Checked; nothing was kept.
        Checked = "checked",
        Committing = "committing",
        Committed = "committed",
        /// The file itself cannot be used; see `fault`.
        Failed = "failed",
        /// File and rows were destroyed, after their time or when asked.
        Destroyed = "destroyed",
    }
}

text_enum! {
    /// What becomes of a row.
    RowOutcome {
        Create = "create",
        /// She stands in the register just so.
        Unchanged = "unchanged",
        Faulty = "faulty",
    }
}

text_enum! {
    /// Why a file cannot be used at all.
    FileFault {
        /// Neither XLSX nor CSV.
        UnknownFormat = "unknown_format",
        /// Text that is not UTF-8.
        NotUtf8 = "not_utf8",
        /// No heading row with a name column.
        NoHeader = "no_header",
        NoRows = "no_rows",
        TooManyRows = "too_many_rows",
        /// Many NIK stand on records of other places; ask the coordinator.
        TooManyElsewhere = "too_many_elsewhere",
    }
}

/// The counts of a checked file; they add up to its rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Counts {
    pub rows: u32,
    pub create: u32,
    pub unchanged: u32,
    pub faulty: u32,
    /// Rows with a warning, among those that can be kept.
    pub warned: u32,
    /// Rows registered so far.
    pub committed: u32,
}

/// An uploaded list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Import {
    pub id: ImportId,
    pub file_name: String,
    pub region_code: Option<RegionCode>,
    pub state: ImportState,
    pub fault: Option<FileFault>,
    pub counts: Counts,
    /// Headings that were not recognised and are left aside.
    pub ignored_headings: Vec<String>,
    /// The job at work on it, or the last one.
    pub job_id: Option<JobId>,
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub committed_at: Option<Timestamp>,
    /// File and rows are destroyed on this day.
    pub destroy_on: Option<Day>,
    pub version: i64,
}

/// One fault or warning of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CellFault {
    /// The heading as it stands in the file; the column's own name where the file lacks it.
    pub heading: String,
    pub column: Column,
    pub code: FieldCode,
    /// What stands in the cell; identifiers are masked.
    pub value: String,
    /// What to do.
    pub message: String,
}

/// One row of the file and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ImportRow {
    /// The row as the spreadsheet numbers it.
    pub row: u32,
    /// The name in the row, to recognise it.
    pub full_name: String,
    pub outcome: RowOutcome,
    pub errors: Vec<CellFault>,
    pub warnings: Vec<CellFault>,
    /// The woman registered from it, or found unchanged.
    pub beneficiary_id: Option<BeneficiaryId>,
}

/// Filters of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct RowFilter {
    /// Only rows with this outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub outcome: Option<RowOutcome>,
}

/// What is said of a file besides its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Upload {
    /// The file's name; only shown again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// The kelurahan of rows that do not name one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
}

/// The bytes of a file: XLSX, or CSV in UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileBytes(pub Vec<u8>);

text_enum! {
    CommitRows {
        /// Only when no row is faulty.
        All = "all",
        /// Faulty rows are left.
        Valid = "valid",
    }
}

/// Which rows to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Commit {
    pub rows: CommitRows,
}

impl Draft for Commit {
    fn check(&self, _: Purpose) -> Vec<FieldError> {
        Vec::new()
    }
}
