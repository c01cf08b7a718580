//! Code lists (daftar kode): the choices of the forms, in both languages.

use crate::draft::{Draft, Faults, Purpose};
use crate::ids::CodeId;
use crate::moment::Timestamp;
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["list"];

text_enum! {
    /// The lists the forms choose from.
    CodeList {
        /// Highest schooling completed.
        Education = "education",
        MaritalStatus = "marital_status",
        Occupation = "occupation",
        /// Why a woman heads the family (PEKKA).
        HeadOfFamilyBasis = "head_of_family_basis",
        /// Relation of a member to the head of the household.
        Relation = "relation",
        /// Why a woman has no NIK.
        NikAbsentReason = "nik_absent_reason",
        /// Who collected the data (S1-16).
        CollectorKind = "collector_kind",
        /// How the data were collected.
        CollectionMethod = "collection_method",
        /// Why the Lurah refuses a candidate.
        RefusalReason = "refusal_reason",
        ArchiveReason = "archive_reason",
        /// Whose the dwelling is.
        DwellingTenure = "dwelling_tenure",
        FloorMaterial = "floor_material",
        WallMaterial = "wall_material",
        RoofMaterial = "roof_material",
        WaterSource = "water_source",
        Toilet = "toilet",
        Lighting = "lighting",
        CookingFuel = "cooking_fuel",
        /// Programmes of social aid a family may receive.
        SocialAid = "social_aid",
    }
}

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Code {
    pub id: CodeId,
    pub list: CodeList,
    /// The word that records store and the API speaks.
    pub code: String,
    pub label_id: String,
    pub label_en: String,
    /// Place in the list, from 1.
    pub position: i32,
    /// No longer offered; earlier records keep it.
    pub retired: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
/// What is said of a choice.
CodeDraft with CodeId {
    /// Fixed once created.
    list: CodeList,
    /// Lower-case words joined by `_`; fixed once created, because records store it.
    code: String,
    label_id: String,
    label_en: String,
    position: i32,
    retired: bool,}
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only this list.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub list: Option<CodeList>,
    /// Retired ones as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_retired: Option<bool>,
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

impl Draft for CodeDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/list", &self.list);
        faults.required("/code", &self.code);
        if self.code.value().is_some_and(|code| !is_code(code)) {
            faults.add("/code", FieldCode::Malformed);
        }
        faults.text("/label_id", &self.label_id, 120);
        faults.text("/label_en", &self.label_en, 120);
        if self.position.value().is_some_and(|position| !(1..=10_000).contains(position)) {
            faults.add("/position", FieldCode::Malformed);
        }
        faults.finish()
    }
}
