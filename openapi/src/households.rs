//! Households (keluarga): a family living together, its members and means.
//!
//! The unit of the programme is the family, moved by the woman (P-46).

use crate::draft::{Draft, Faults, Member, Purpose};
use crate::ids::{BeneficiaryId, HouseholdId, MemberId};
use crate::moment::{Day, Timestamp};
use crate::nik::KkNumber;
use crate::place::{Neighbourhood, RegionCode, RegionLevel};
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-updated_at"];
/// The most a household can have per month, in rupiah; above it is a slip.
pub const MAX_RUPIAH: i64 = 1_000_000_000;

text_enum! {
    Sex { Female = "female", Male = "male" }
}

text_enum! {
    /// Where a member stands with school (P-39).
    Schooling {
        /// Too young for school.
        NotYet = "not_yet",
        InSchool = "in_school",
        /// Of school age and out of school.
        DroppedOut = "dropped_out",
        Finished = "finished",
        Never = "never",
    }
}

text_enum! {
    /// Whether a member earns or depends on the woman.
    Livelihood {
        Earns = "earns",
        DependsOnHer = "depends_on_her",
        Neither = "neither",
    }
}

/// A family. Members a caller may not see are absent and named in `withheld`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Household {
    pub id: HouseholdId,
    /// The family-card number, masked; `null` when none was given.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub kk_number_masked: Member<String>,
    pub region_code: RegionCode,
    pub region_name: String,
    pub rw: Neighbourhood,
    pub rt: Neighbourhood,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub address: Member<String>,
    /// Rupiah a month, all members together.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<i64>))]
    pub monthly_income: Member<i64>,
    /// Rupiah a month, all members together.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<i64>))]
    pub monthly_expenditure: Member<i64>,
    /// The day income and expenditure were told.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Day>))]
    pub finances_on: Member<Day>,
    /// The women of the register who live here.
    pub beneficiary_ids: Vec<BeneficiaryId>,
    /// Members besides those women.
    pub member_count: u32,
    pub withheld: Vec<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What is said of a household.
    HouseholdDraft with HouseholdId {
        /// Sixteen digits; write-only, never returned in clear.
        kk_number: String,
        /// A kelurahan or desa.
        region_code: RegionCode,
        rw: Neighbourhood,
        rt: Neighbourhood,
        address: String,
        /// Whole rupiah a month, all members together.
        monthly_income: i64,
        /// Whole rupiah a month, all members together.
        monthly_expenditure: i64,
        /// The day income and expenditure were told; today when absent. Where
        /// only one of them is told on another day than stands, the other
        /// becomes what was told on that day, or nothing.
        finances_on: Day,
    }
}

/// A member of a household who is not herself in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct HouseholdMember {
    pub id: MemberId,
    pub household_id: HouseholdId,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub full_name: Member<String>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Day>))]
    pub birth_date: Member<Day>,
    /// Full years today; `null` without a birth date.
    pub age: Option<i32>,
    pub sex: Sex,
    /// A code of `relation`.
    pub relation: String,
    pub schooling: Option<Schooling>,
    pub livelihood: Livelihood,
    pub withheld: Vec<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What is said of a member.
    HouseholdMemberDraft with MemberId {
        full_name: String,
        birth_date: Day,
        sex: Sex,
        /// A code of `relation`.
        relation: String,
        schooling: Schooling,
        livelihood: Livelihood,
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only this region and those inside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
    /// Only this RW.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub rw: Option<Neighbourhood>,
}

/// A sum of rupiah that a household can have in a month.
pub fn check_rupiah(faults: &mut Faults, pointer: &str, member: &Member<i64>) {
    if let Some(amount) = member.value() {
        if *amount < 0 {
            faults.add(pointer, FieldCode::Negative);
        } else if *amount > MAX_RUPIAH {
            faults.add_with(pointer, FieldCode::TooLarge, &[("max", MAX_RUPIAH.to_string())]);
        }
    }
}

/// A place where people live: a kelurahan or desa.
pub fn check_village(faults: &mut Faults, pointer: &str, member: &Member<RegionCode>) {
    if member.value().is_some_and(|code| code.level() != RegionLevel::Village) {
        faults.add_with(pointer, FieldCode::RegionRequired, &[("level", "village".to_owned())]);
    }
}

impl Draft for HouseholdDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        if let Some(Err(code)) = self.kk_number.value().map(|text| KkNumber::parse(text)) {
            faults.add("/kk_number", code);
        }
        faults.required("/region_code", &self.region_code);
        check_village(&mut faults, "/region_code", &self.region_code);
        faults.required("/rw", &self.rw);
        faults.required("/rt", &self.rt);
        faults.text_if_given("/address", &self.address, 200);
        check_rupiah(&mut faults, "/monthly_income", &self.monthly_income);
        check_rupiah(&mut faults, "/monthly_expenditure", &self.monthly_expenditure);
        faults.finish()
    }
}

impl Draft for HouseholdMemberDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.text("/full_name", &self.full_name, 120);
        faults.required("/sex", &self.sex);
        faults.required("/relation", &self.relation);
        faults.required("/livelihood", &self.livelihood);
        faults.finish()
    }
}
