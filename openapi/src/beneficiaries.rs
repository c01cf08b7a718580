//! Beneficiaries (penerima manfaat): poor women who head a family, from
//! candidate to validated.

use crate::draft::{Draft, Faults, Member, Purpose};
use crate::eligibility::EligibilityAnswer;
use crate::households::{Sex, check_rupiah, check_village};
use crate::ids::{BeneficiaryId, HouseholdId, Picked, UserId};
use crate::ks21::Stage;
use crate::moment::{Day, Timestamp};
use crate::place::{Neighbourhood, RegionCode};
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list; the first is the default. A caller
/// from whom names are withheld has the second only.
pub const SORT_KEYS: &[&str] = &["full_name", "-updated_at"];

/// How many women like her one draft may acknowledge.
pub const MAX_ACKNOWLEDGED: usize = 100;

text_enum! {
    /// Where she stands with the Lurah, from the newest decision.
    Status {
        /// Put forward; no decision yet.
        Candidate = "candidate",
        Validated = "validated",
        Refused = "refused",
        /// Validated, and changed since: waits for the Lurah again.
        Outdated = "outdated",
        /// The Lurah took the validation back.
        Withdrawn = "withdrawn",
    }
}

text_enum! {
    /// What she must be told before her data are kept, and how it was told.
    NoticeMeans {
        ReadOut = "read_out",
        Handout = "handout",
        Shown = "shown",
    }
}

/// Whether she heads the family, on paper and in life, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HeadOfFamily {
    /// The family card names her as its head.
    pub de_jure: bool,
    /// She provides for and decides for the family.
    pub de_facto: bool,
    /// A code of `head_of_family_basis` (PEKKA).
    #[serde(default)]
    pub basis: Option<String>,
}

/// The notice about her data: which text, in which language, how, when, by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The version of the text, `2026-1`.
    pub version: String,
    /// `id`, `su`, `jv`, `btw` or another language code.
    pub language: String,
    pub means: NoticeMeans,
    pub given_on: Day,
    /// The name of whoever told her.
    pub given_by: String,
}

/// Who collected her data and how (S1-16, S1-17).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Collection {
    /// A code of `collector_kind`.
    pub kind: Option<String>,
    pub name: Option<String>,
    /// A code of `collection_method`.
    pub method: Option<String>,
    pub on: Option<Day>,
    /// The local situation, in words.
    pub note: Option<String>,
}

/// A woman of the register. Members a caller may not see are absent and named
/// in `withheld`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Beneficiary {
    pub id: BeneficiaryId,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub full_name: Member<String>,
    /// `3275**********01`; `null` when she has none, with the reason beside it.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub nik_masked: Member<String>,
    /// A code of `nik_absent_reason`.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub nik_absent_reason: Member<String>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Day>))]
    pub birth_date: Member<Day>,
    /// Full years today.
    pub age: i32,
    pub sex: Sex,
    pub household_id: HouseholdId,
    pub region_code: RegionCode,
    pub region_name: String,
    pub rw: Neighbourhood,
    pub rt: Neighbourhood,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub address: Member<String>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub phone: Member<String>,
    /// A code of `marital_status`.
    pub marital_status: String,
    pub head_of_family: HeadOfFamily,
    /// A code of `education`.
    pub education: Option<String>,
    /// A code of `occupation`.
    pub occupation: Option<String>,
    /// Illness, disability or pregnancy, in words.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub health_notes: Member<String>,
    /// Rupiah a month of her household.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<i64>))]
    pub household_income: Member<i64>,
    /// From the newest KS-21; `null` while it is unknown.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Stage>))]
    pub welfare_stage: Member<Stage>,
    /// Income or expenditure per person, by the basis of the rules in force,
    /// lies below the poverty line; `null` while it is unknown.
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<bool>))]
    pub below_poverty_line: Member<bool>,
    /// What the rules in force say; they never decide.
    pub eligibility: EligibilityAnswer,
    pub collected_by: Option<UserId>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Collection>))]
    pub collection: Member<Collection>,
    pub notice: Option<Notice>,
    pub status: Status,
    /// What is still missing before the Lurah can decide, by member.
    pub missing: Vec<String>,
    /// What deserves a second look; never blocks.
    pub warnings: Vec<FieldError>,
    /// With `outdated`: the members that changed since the decision.
    pub outdated_by: Vec<String>,
    /// You registered or last edited her and cannot validate her.
    pub edited_by_you: bool,
    pub archived_at: Option<Timestamp>,
    pub archive_reason: Option<String>,
    /// The record that was kept when the two became one.
    pub merged_into: Option<BeneficiaryId>,
    /// Refused or archived records are to be destroyed on this day.
    pub destroy_on: Option<Day>,
    pub withheld: Vec<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What is said of a woman. Without `household_id` a household is made of
    /// her address; her place is her household's.
    BeneficiaryDraft with BeneficiaryId {
        /// Sixteen digits; write-only, changed only when sent.
        nik: String,
        /// A code of `nik_absent_reason`, in place of a NIK.
        nik_absent_reason: String,
        full_name: String,
        /// `female` when absent.
        sex: Sex,
        birth_date: Day,
        /// A kelurahan or desa.
        region_code: RegionCode,
        rw: Neighbourhood,
        rt: Neighbourhood,
        address: String,
        /// 8 to 15 digits, with or without `+62` or `0`.
        phone: String,
        /// A code of `marital_status`.
        marital_status: String,
        head_of_family: HeadOfFamily,
        household_id: HouseholdId,
        /// A code of `education`.
        education: String,
        /// A code of `occupation`.
        occupation: String,
        health_notes: String,
        /// The account of the kader who collected her data.
        collected_by: UserId,
        collection: Collection,
        notice: Notice,
        /// Women like her who are others: all that `possible_duplicates` named.
        acknowledged_duplicates: Vec<BeneficiaryId>,
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
    /// Only this status.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub status: Option<Status>,
    /// `true`: nothing is missing; `false`: something is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
    /// Only those of whom the rules in force say this.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub eligibility: Option<EligibilityAnswer>,
    /// Only this stage of welfare; for those who may see income.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub welfare_stage: Option<Stage>,
    /// Only those below the poverty line, or not below; for those who may see income.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below_poverty_line: Option<bool>,
    /// Part of the name; under three letters, the start of a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only the women of this household.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(value_type = Option<uuid::Uuid>))]
    pub household_id: Option<HouseholdId>,
    /// Only these women, up to 100, comma-separated.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(value_type = Option<String>, pattern = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){0,99}$"))]
    pub ids: Option<Picked<BeneficiaryId>>,
    /// Changed at or after this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub updated_since: Option<Timestamp>,
    /// Archived ones as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_archived: Option<bool>,
    /// Only those who are to be destroyed by today, archived ones as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destroy_due: Option<bool>,
}

/// An identifier to look up exactly; one of the two.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Lookup {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nik: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kk_number: Option<String>,
}

impl std::fmt::Debug for Lookup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lookup").finish_non_exhaustive()
    }
}

impl Draft for Lookup {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        match (&self.nik, &self.kk_number) {
            (Some(_), Some(_)) | (None, None) => faults.add("/nik", FieldCode::OneOfTwo),
            (Some(nik), None) if crate::nik::digits_of(nik).len() != 16 => faults.add("/nik", FieldCode::NikMalformed),
            (None, Some(kk)) if crate::nik::digits_of(kk).len() != 16 => {
                faults.add("/kk_number", FieldCode::KkMalformed);
            }
            _ => {}
        }
        faults.finish()
    }
}

/// Who has the identifier looked up, as far as the caller may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LookupResult {
    pub items: Vec<Beneficiary>,
    /// So many more outside the caller's scope.
    pub elsewhere: u32,
}

/// Her identifiers in clear, shown once after a recorded reason.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Identity {
    pub nik: Option<String>,
    pub kk_number: Option<String>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").finish_non_exhaustive()
    }
}

/// A phone number as digits with the country code: `628123456789`.
pub fn normalise_phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-' | '.' | '(' | ')')).collect();
    let digits = digits.strip_prefix('+').unwrap_or(&digits);
    let digits = digits.strip_prefix('0').map_or_else(|| digits.to_owned(), |rest| format!("62{rest}"));
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    (plain && (8..=15).contains(&digits.len())).then_some(digits)
}

impl Draft for BeneficiaryDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.text("/full_name", &self.full_name, 120);
        faults.required("/birth_date", &self.birth_date);
        if self.nik.value().is_some_and(|nik| nik.contains('*')) {
            faults.add("/nik", FieldCode::NikMasked);
        }
        if purpose == Purpose::Create && self.nik.value().is_none() && self.nik_absent_reason.value().is_none() {
            faults.add("/nik", FieldCode::Required);
        }
        if self.household_id.is_absent() || purpose == Purpose::Change {
            faults.required("/region_code", &self.region_code);
            faults.required("/rw", &self.rw);
            faults.required("/rt", &self.rt);
        }
        check_village(&mut faults, "/region_code", &self.region_code);
        faults.text_if_given("/address", &self.address, 200);
        if self.phone.value().is_some_and(|phone| normalise_phone(phone).is_none()) {
            faults.add("/phone", FieldCode::Malformed);
        }
        faults.required("/marital_status", &self.marital_status);
        faults.required("/head_of_family", &self.head_of_family);
        faults.text_if_given("/health_notes", &self.health_notes, 500);
        if self.acknowledged_duplicates.value().is_some_and(|ids| ids.len() > MAX_ACKNOWLEDGED) {
            faults.add_with("/acknowledged_duplicates", FieldCode::TooMany, &[("max", MAX_ACKNOWLEDGED.to_string())]);
        }
        self.check_words(&mut faults);
        faults.finish()
    }
}

impl BeneficiaryDraft {
    fn check_words(&self, faults: &mut Faults) {
        if let Some(notice) = self.notice.value() {
            faults.text("/notice/version", &Member::Value(notice.version.clone()), 40);
            faults.text("/notice/language", &Member::Value(notice.language.clone()), 10);
            faults.text("/notice/given_by", &Member::Value(notice.given_by.clone()), 120);
        }
        if let Some(collection) = self.collection.value() {
            let given = |text: &Option<String>| text.clone().map_or(Member::Absent, Member::Value);
            faults.text_if_given("/collection/name", &given(&collection.name), 120);
            faults.text_if_given("/collection/note", &given(&collection.note), 500);
        }
    }
}

/// Judges the sums of an imported row together with her draft.
pub fn check_amounts(income: &Member<i64>, expenditure: &Member<i64>) -> Vec<FieldError> {
    let mut faults = Faults::new(Purpose::Create);
    check_rupiah(&mut faults, "/monthly_income", income);
    check_rupiah(&mut faults, "/monthly_expenditure", expenditure);
    faults.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_kept_in_one_form() {
        for text in ["0812-3456-789", "+62 812 3456 789", "628123456789"] {
            assert_eq!(normalise_phone(text).unwrap(), "628123456789", "{text}");
        }
        for text in ["0812", "satu", "0812345678901234"] {
            assert!(normalise_phone(text).is_none(), "{text}");
        }
    }
}
