//! What the columns of an uploaded list hold: found, matched by hand, and
//! remembered for its source.

use crate::draft::{Draft, Faults, Member, Purpose};
use crate::ids::{ImportSourceId, UserId};
use crate::imports::Column;
use crate::moment::{Day, Timestamp};
use crate::place::RegionCode;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list of sources.
pub const SOURCE_SORT_KEYS: &[&str] = &["-used_at"];

/// A sheet of the file and what its columns were taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Sheet {
    pub name: String,
    /// Rows below the headings, without totals and signatures.
    pub rows: u32,
    pub hidden: bool,
    /// The one that is imported.
    pub chosen: bool,
    /// The row of the headings, as the spreadsheet numbers it.
    pub header_row: Option<u32>,
    pub columns: Vec<SheetColumn>,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SheetColumn {
    /// Its place, from 0.
    pub index: u32,
    /// Its letter in the spreadsheet.
    pub letter: String,
    pub heading: String,
    /// Hidden columns are read like the others.
    pub hidden: bool,
    /// A few of its cells; identifiers are masked.
    pub samples: Vec<String>,
    /// What it is taken for; `null`: left aside.
    pub column: Option<Column>,
}

text_enum! {
    /// Why a row below the headings is not a row of the list.
    LeftOutReason {
        Total = "total",
        /// Place, date and names of those who signed.
        Signature = "signature",
        RepeatedHeading = "repeated_heading",
        /// The columns' numbers.
        Numbering = "numbering",
    }
}

/// A row that is not one of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LeftOut {
    pub row: u32,
    pub why: LeftOutReason,
}

/// The remembered source a file was recognised as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct UsedSource {
    pub id: ImportSourceId,
    pub name: String,
    pub remembered_on: Day,
    /// The name of whoever matched the columns.
    pub remembered_by: String,
}

/// Headings that were matched by hand and are recognised from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ImportSource {
    pub id: ImportSourceId,
    pub name: String,
    /// Where it is recognised: in files uploaded for this place.
    pub region_code: RegionCode,
    pub created_by: UserId,
    pub created_by_name: String,
    pub created_at: Timestamp,
    /// When a file was last recognised by it.
    pub used_at: Timestamp,
    pub version: i64,
}

/// Which sheet is meant, and what its columns hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// The sheet's name.
    pub sheet: String,
    /// The row of the headings, where they were not found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u32>,
    /// Without it the sheet is read again and its columns are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<MappedColumn>>,
    /// Recognise these headings from now on.
    pub remember: bool,
    /// With `remember`: what such files are called, `Daftar PKK RW 11`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What one column holds; `null` leaves it aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MappedColumn {
    pub index: u32,
    pub column: Option<Column>,
}

impl Draft for Mapping {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.text("/sheet", &Member::Value(self.sheet.clone()), 100);
        let source = self.source.clone().map_or(Member::Absent, Member::Value);
        faults.text_if_given("/source", &source, 80);
        if self.remember && self.source.is_none() {
            faults.add("/source", FieldCode::Required);
        }
        for (place, one) in self.columns.iter().flatten().enumerate() {
            let before = self.columns.iter().flatten().take(place);
            let (mut known, mut filled) = (false, false);
            for other in before {
                known |= other.index == one.index;
                filled |= one.column.is_some() && other.column == one.column;
            }
            if known {
                faults.add(&format!("/columns/{place}/index"), FieldCode::Taken);
            } else if filled {
                faults.add(&format!("/columns/{place}/column"), FieldCode::Taken);
            }
        }
        let names = |one: &MappedColumn| one.column == Some(Column::FullName);
        if self.columns.as_ref().is_some_and(|all| !all.iter().any(names)) {
            faults.add("/columns", FieldCode::Required);
        }
        faults.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_names_each_column_once_and_a_woman_by_name() {
        let one = |index, column| MappedColumn { index, column };
        let check = |columns: Vec<MappedColumn>| -> Vec<String> {
            let mapping = Mapping { sheet: "RW 11".to_owned(), columns: Some(columns), ..Mapping::default() };
            mapping.check(Purpose::Change).iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
        };
        assert!(check(vec![one(0, Some(Column::FullName)), one(1, None), one(2, None)]).is_empty());
        assert_eq!(check(vec![one(0, Some(Column::Nik))]), ["/columns required"]);
        let twice = vec![one(0, Some(Column::FullName)), one(1, Some(Column::FullName)), one(1, None)];
        assert_eq!(check(twice), ["/columns/1/column taken", "/columns/2/index taken"]);
        let nameless = Mapping { sheet: "a".to_owned(), remember: true, ..Mapping::default() };
        assert_eq!(nameless.check(Purpose::Change)[0].pointer, "/source");
    }
}
