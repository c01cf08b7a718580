//! Programmes (program): what a city runs in one year, under which name, in
//! which kecamatan, led by whom and for how many families (P-17, P-18).
//!
//! The name is data: the province ended P2WKSS in 2025, and cities go on under
//! names of their own.

use crate::draft::{Draft, Faults, Member, Purpose};
use crate::ids::{AgencyId, ProgrammeId};
use crate::moment::Timestamp;
use crate::place::{RegionCode, RegionLevel};
use crate::poverty_lines::check_year;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-year"];

/// The most families one programme or locus can be meant for.
pub const MAX_FAMILIES: i32 = 100_000;

/// More kecamatan than any city has.
pub const MAX_DISTRICTS: usize = 100;

/// One programme of one city and year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Programme {
    pub id: ProgrammeId,
    pub name: String,
    /// The year in which the activities are held.
    pub year: i32,
    pub city_code: RegionCode,
    pub city_name: String,
    /// Kecamatan of the city; empty where it runs in all of them.
    pub district_codes: Vec<RegionCode>,
    pub lead_agency_id: AgencyId,
    pub lead_agency_name: String,
    /// The year of the budget it is paid from.
    pub budget_year: i32,
    /// Families it is meant for, over all its loci.
    pub target_families: i32,
    pub archived_at: Option<Timestamp>,
    pub archive_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What is said of a programme.
    ProgrammeDraft with ProgrammeId {
        name: String,
        /// Fixed once created.
        year: i32,
        /// Fixed once created.
        city_code: RegionCode,
        /// Kecamatan of the city; none for all of them.
        district_codes: Vec<RegionCode>,
        /// An agency that is not archived.
        lead_agency_id: AgencyId,
        /// The year of the programme when absent.
        budget_year: i32,
        target_families: i32,
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only this year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Archived ones as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_archived: Option<bool>,
}

/// A number of families, at least one.
pub fn check_families(faults: &mut Faults, member: &Member<i32>) {
    faults.required("/target_families", member);
    if member.value().is_some_and(|families| !(1..=MAX_FAMILIES).contains(families)) {
        let bounds = [("min", "1".to_owned()), ("max", MAX_FAMILIES.to_string())];
        faults.add_with("/target_families", FieldCode::OutOfRange, &bounds);
    }
}

impl Draft for ProgrammeDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.text("/name", &self.name, 160);
        faults.required("/year", &self.year);
        check_year(&mut faults, self.year.value());
        faults.required("/city_code", &self.city_code);
        if self.city_code.value().is_some_and(|code| code.level() != RegionLevel::City) {
            faults.add_with("/city_code", FieldCode::RegionRequired, &[("level", "city".to_owned())]);
        }
        if self.district_codes.value().is_some_and(|codes| codes.len() > MAX_DISTRICTS) {
            faults.add_with("/district_codes", FieldCode::TooMany, &[("max", MAX_DISTRICTS.to_string())]);
        }
        for (index, code) in self.district_codes.value().into_iter().flatten().enumerate() {
            let pointer = format!("/district_codes/{index}");
            let inside = self.city_code.value().is_none_or(|city| city.contains(code));
            if code.level() != RegionLevel::District {
                faults.add_with(&pointer, FieldCode::RegionRequired, &[("level", "district".to_owned())]);
            } else if !inside {
                faults.add(&pointer, FieldCode::UnknownReference);
            }
        }
        faults.required("/lead_agency_id", &self.lead_agency_id);
        if self.budget_year.value().is_some_and(|year| !(1970..=2100).contains(year)) {
            faults.add("/budget_year", FieldCode::Malformed);
        }
        check_families(&mut faults, &self.target_families);
        faults.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn faults(change: &Value) -> Vec<String> {
        let mut body = json!({
            "name": "P2WKSS", "year": 2027, "city_code": "32.75", "district_codes": ["32.75.03"],
            "lead_agency_id": "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47", "target_families": 200,
        });
        for (member, value) in change.as_object().unwrap() {
            body[member] = value.clone();
        }
        let draft: ProgrammeDraft = serde_json::from_value(body).unwrap();
        draft.check(Purpose::Create).iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn districts_lie_in_the_city_and_families_are_counted_from_one() {
        assert!(faults(&json!({})).is_empty());
        assert!(faults(&json!({ "district_codes": [] })).is_empty());
        assert_eq!(faults(&json!({ "district_codes": ["32.16.01"] })), ["/district_codes/0 unknown_reference"]);
        assert_eq!(faults(&json!({ "district_codes": ["32.75.03.1004"] })), ["/district_codes/0 region_required"]);
        assert_eq!(faults(&json!({ "city_code": "32.75.03" })), ["/city_code region_required"]);
        assert_eq!(faults(&json!({ "target_families": 0 })), ["/target_families out_of_range"]);
        assert_eq!(faults(&json!({ "budget_year": 1 })), ["/budget_year malformed"]);
        let many = vec!["32.75.03"; MAX_DISTRICTS + 1];
        assert_eq!(faults(&json!({ "district_codes": many })), ["/district_codes too_many"]);
    }
}
