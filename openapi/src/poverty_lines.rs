//! Poverty lines (garis kemiskinan): the money a person needs in a month, by
//! region and year, with its source.

use crate::draft::{Draft, Faults, Purpose};
use crate::households::check_rupiah;
use crate::ids::PovertyLineId;
use crate::moment::Timestamp;
use crate::place::RegionCode;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-year"];

/// One line. Sums of a year are held against the line of that year, or the
/// newest earlier one; their values are nominal (P-06).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PovertyLine {
    pub id: PovertyLineId,
    /// A city; lines are not published for smaller places.
    pub region_code: RegionCode,
    pub year: i32,
    /// Rupiah per person a month.
    pub monthly_rupiah: i64,
    /// People below it, where published.
    pub poor_people: Option<i64>,
    /// Their share in hundredths of a per cent, where published: 398 is 3.98 %.
    pub poor_share: Option<i32>,
    pub source: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What is said of a line.
    PovertyLineDraft with PovertyLineId {
        /// A city; fixed once created.
        region_code: RegionCode,
        /// Fixed once created.
        year: i32,
        /// Rupiah per person a month.
        monthly_rupiah: i64,
        poor_people: i64,
        /// Hundredths of a per cent.
        poor_share: i32,
        source: String,
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only lines of this city.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
}

/// A year statistics are kept for.
pub fn check_year(faults: &mut Faults, year: Option<&i32>) {
    if year.is_some_and(|year| !(1970..=2100).contains(year)) {
        faults.add("/year", FieldCode::Malformed);
    }
}

impl Draft for PovertyLineDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        use crate::place::RegionLevel;
        let mut faults = Faults::new(purpose);
        faults.required("/region_code", &self.region_code);
        if self.region_code.value().is_some_and(|code| code.level() != RegionLevel::City) {
            faults.add_with("/region_code", FieldCode::RegionRequired, &[("level", "city".to_owned())]);
        }
        faults.required("/year", &self.year);
        check_year(&mut faults, self.year.value());
        faults.required("/monthly_rupiah", &self.monthly_rupiah);
        check_rupiah(&mut faults, "/monthly_rupiah", &self.monthly_rupiah);
        if self.monthly_rupiah.value() == Some(&0) {
            faults.add("/monthly_rupiah", FieldCode::Malformed);
        }
        if self.poor_people.value().is_some_and(|people| !(0..=1_000_000_000).contains(people)) {
            faults.add("/poor_people", FieldCode::Malformed);
        }
        if self.poor_share.value().is_some_and(|share| !(0..=10_000).contains(share)) {
            faults.add("/poor_share", FieldCode::Malformed);
        }
        faults.text("/source", &self.source, 300);
        faults.finish()
    }
}
