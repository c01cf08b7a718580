//! Import (impor data): a kelurahan's own list, checked row by row before
//! anything is kept.

use crate::draft::{Draft, Faults, Purpose};
use crate::ids::{BeneficiaryId, ImportId, JobId, UserId};
use crate::moment::{Day, Timestamp};
use crate::place::RegionCode;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

pub use crate::import_mapping::{
    ImportSource, LeftOut, LeftOutReason, MappedColumn, Mapping, SOURCE_SORT_KEYS, Sheet, SheetColumn, UsedSource,
};

/// The published sort keys of the list of imports.
pub const SORT_KEYS: &[&str] = &["-created_at"];
/// The largest file.
pub const MAX_FILE: usize = 10 * 1024 * 1024;
/// How the kinds of files that are taken may be announced; what a file is, its
/// first bytes tell.
pub const FILE_TYPES: &[&str] = &[
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel",
    "application/vnd.oasis.opendocument.spreadsheet",
    "text/csv",
    "application/octet-stream",
];
/// The most rows in one file.
pub const MAX_ROWS: usize = 10_000;
/// The most rows accepted at once.
pub const MAX_ACCEPTED: usize = 500;
/// The most columns of a sheet that are looked at.
pub const MAX_COLUMNS: usize = 200;

text_enum! {
    /// What a column of a file can hold: the columns of the template, in any
    /// order, and what kelurahan write into one cell.
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
        /// RT and RW in one cell, `003/011`; RW first where the heading says so.
        RtRw = "rt_rw",
        /// Place and date of birth in one cell, `Bekasi, 12-11-1987`.
        BirthPlaceDate = "birth_place_date",
        /// In a file of mended rows: the row of the list they came from.
        SourceRow = "source_row",
    }
}

impl Column {
    /// Whether the template has it.
    pub const fn is_of_template(self) -> bool {
        !matches!(self, Self::RtRw | Self::BirthPlaceDate | Self::SourceRow)
    }
}

text_enum! {
    ImportState {
        /// Being read and checked.
        Checking = "checking",
        /// Waits for someone to say which sheet, or which columns, are meant.
        Mapping = "mapping",
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
        /// She stands in the register, and the row says something else of her.
        Update = "update",
        /// She stands in the register just so.
        Unchanged = "unchanged",
        /// The register says something against it; a person settles it.
        Conflict = "conflict",
        Faulty = "faulty",
    }
}

text_enum! {
    /// Why a file cannot be used at all.
    FileFault {
        /// Neither XLSX, XLS, ODS nor CSV.
        UnknownFormat = "unknown_format",
        /// Text that says it is UTF-8 or UTF-16 and is not.
        NotUtf8 = "not_utf8",
        /// A program under the name of a list.
        IsProgram = "is_program",
        /// Cut off or broken.
        Damaged = "damaged",
        /// Locked with a password.
        Encrypted = "encrypted",
        /// A small file that unfolds into a huge one.
        InflatesTooFar = "inflates_too_far",
        /// It declares entities, which a list never needs.
        DeclaresEntities = "declares_entities",
        /// Far more texts than a list of 10,000 rows can have.
        TooManyTexts = "too_many_texts",
        /// Cells far beyond what a list can have.
        SheetTooLarge = "sheet_too_large",
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
    pub update: u32,
    pub unchanged: u32,
    pub conflict: u32,
    pub faulty: u32,
    /// Rows with a warning, among those that can be kept.
    pub warned: u32,
    /// Rows registered or changed so far.
    pub committed: u32,
    /// Faulty rows and conflicts that came in again, mended, and were kept.
    pub mended: u32,
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
    /// Sheets and their columns; empty in the list, and before the file is read.
    pub sheets: Vec<Sheet>,
    /// Rows below the headings that are not rows of the list, the first fifty;
    /// empty in the list.
    pub left_out: Vec<LeftOut>,
    /// The remembered source its columns were matched by; `null` in the list.
    pub source: Option<UsedSource>,
    /// The list whose rows these are, mended.
    pub mends: Option<ImportId>,
    /// The job at work on it, or the last one.
    pub job_id: Option<JobId>,
    pub created_by: UserId,
    pub created_by_name: String,
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

/// One member of a woman that a row changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CellChange {
    /// The heading as it stands in the file.
    pub heading: String,
    pub column: Column,
    /// What stands in the register; identifiers are masked.
    pub before: Option<String>,
    pub after: String,
}

/// One row of the file and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ImportRow {
    /// The row as the spreadsheet numbers it.
    pub row: u32,
    /// Of a mended row: the row of the list it came from.
    pub source_row: Option<u32>,
    /// The name in the row, to recognise it.
    pub full_name: String,
    pub outcome: RowOutcome,
    /// Faults, and of a conflict what stands against it.
    pub errors: Vec<CellFault>,
    pub warnings: Vec<CellFault>,
    /// With `update`: what changes; shown to the uploader only.
    pub changes: Vec<CellChange>,
    /// With `conflict`: it may be accepted as it is.
    pub acceptable: bool,
    /// It was a conflict and was accepted.
    pub accepted: bool,
    /// It came in again, mended, and was kept.
    pub mended: bool,
    /// Registered or changed.
    pub committed: bool,
    /// The woman registered from it, or found.
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
    /// The list whose faulty rows these are, mended. A file of faulty rows
    /// that was not saved as text knows it by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(value_type = Option<uuid::Uuid>))]
    pub mends: Option<ImportId>,
}

/// The bytes of a file: XLSX, XLS, ODS or CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileBytes(pub Vec<u8>);

text_enum! {
    CommitRows {
        /// Only when no row is faulty or a conflict.
        All = "all",
        /// Faulty rows and conflicts are left.
        Valid = "valid",
    }
}

text_enum! {
    /// What happens to women who stand in the register with other values.
    CommitUpdates {
        Apply = "apply",
        /// They stay as they are.
        Leave = "leave",
    }
}

/// Which rows to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Commit {
    pub rows: CommitRows,
    /// `leave` when absent.
    #[serde(default = "leave")]
    pub updates: CommitUpdates,
}

const fn leave() -> CommitUpdates {
    CommitUpdates::Leave
}

impl Draft for Commit {
    fn check(&self, _: Purpose) -> Vec<FieldError> {
        Vec::new()
    }
}

/// Conflicts that are wanted as they are: the changes are right, or she is
/// another woman than the one found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Acceptance {
    /// Rows as the spreadsheet numbers them.
    pub rows: Vec<u32>,
}

impl Draft for Acceptance {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        if self.rows.is_empty() {
            faults.add("/rows", FieldCode::Required);
        }
        if self.rows.len() > MAX_ACCEPTED {
            faults.add_with("/rows", FieldCode::TooMany, &[("max", MAX_ACCEPTED.to_string())]);
        }
        faults.finish()
    }
}
