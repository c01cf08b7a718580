//! Duplicates (data ganda): records that may be one woman.

use crate::draft::Member;
use crate::ids::{BeneficiaryId, DuplicateCandidateId, MergeId};
use crate::moment::{Day, Timestamp};
use crate::place::{Neighbourhood, RegionCode};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-created_at"];

text_enum! {
    /// What speaks for two records being one woman, or against it.
    MatchReason {
        SameName = "same_name",
        /// Another spelling, order or separation of the same words.
        NameVariant = "name_variant",
        /// Words left out, or initials in their place.
        NameShortened = "name_shortened",
        /// A slip of a letter or two.
        SimilarName = "similar_name",
        SameFather = "same_father",
        /// Against: the names of the fathers differ.
        OtherFather = "other_father",
        SameBirthDate = "same_birth_date",
        /// Day and month stand in each other's place.
        BirthDateSwapped = "birth_date_swapped",
        BirthDateOneDigit = "birth_date_one_digit",
        /// One of the two names the first of January: only the year was known.
        BirthDateUnknown = "birth_date_unknown",
        SameBirthYear = "same_birth_year",
        SameRt = "same_rt",
        SameRw = "same_rw",
        SameVillage = "same_village",
        SameHousehold = "same_household",
        /// Against: both have a NIK, and they differ.
        OtherNik = "other_nik",
    }
}

/// A woman who may be the one that was entered. Members a caller may not see
/// are absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PossibleDuplicate {
    pub id: BeneficiaryId,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub full_name: Member<String>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Day>))]
    pub birth_date: Member<Day>,
    /// Full years today.
    pub age: i32,
    pub region_code: RegionCode,
    pub region_name: String,
    pub rw: Neighbourhood,
    pub rt: Neighbourhood,
    /// How alike, up to 100.
    pub score: i32,
    pub reasons: Vec<MatchReason>,
}

text_enum! {
    DuplicateState {
        /// Nobody has looked at the pair yet.
        Open = "open",
        /// Someone who knows said these are two women.
        NotDuplicate = "not_duplicate",
        Merged = "merged",
    }
}

text_enum! {
    /// How a pair was found.
    DuplicateOrigin {
        /// When one of the two was written.
        Write = "write",
        /// By going through the whole register.
        Search = "search",
    }
}

/// One woman of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DuplicateSide {
    pub id: BeneficiaryId,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub full_name: Member<String>,
    #[serde(default, skip_serializing_if = "Member::is_absent")]
    #[cfg_attr(feature = "server", schema(value_type = Option<Day>))]
    pub birth_date: Member<Day>,
    /// Full years today.
    pub age: i32,
    pub region_code: RegionCode,
    pub region_name: String,
    pub rw: Neighbourhood,
    pub rt: Neighbourhood,
    pub archived: bool,
}

/// Two records that may be one woman. Whoever reaches both sees the pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DuplicateCandidate {
    pub id: DuplicateCandidateId,
    pub state: DuplicateState,
    pub origin: DuplicateOrigin,
    /// How alike, up to 100.
    pub score: i32,
    pub reasons: Vec<MatchReason>,
    pub first: DuplicateSide,
    pub second: DuplicateSide,
    /// Who settled it, and why these are two women.
    pub settled_by_name: Option<String>,
    pub settled_at: Option<Timestamp>,
    pub reason: Option<String>,
    /// With `merged`.
    pub merge_id: Option<MergeId>,
    pub created_at: Timestamp,
    pub version: i64,
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub state: Option<DuplicateState>,
}
