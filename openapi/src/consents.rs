//! Consents (persetujuan): what a woman allows beyond the programme itself.
//!
//! The programme needs none: its basis is public service, and she is given
//! notice. Photos, testimony and research rest on her consent, which she may
//! refuse and take back at any time.

use crate::beneficiaries::NoticeMeans;
use crate::draft::{Draft, Faults, Purpose};
use crate::ids::{BeneficiaryId, ConsentId, UserId};
use crate::moment::{Day, Timestamp};
use crate::problem::FieldError;
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-created_at"];

text_enum! {
    /// What she is asked to allow.
    ConsentPurpose {
        /// Photos of her in reports and publications.
        Photo = "photo",
        /// Her own words in reports and publications.
        Testimony = "testimony",
        /// Her data, without her name, for research.
        Research = "research",
    }
}

text_enum! {
    /// What she said.
    ConsentAnswer {
        Given = "given",
        Refused = "refused",
        /// She took an earlier consent back.
        Withdrawn = "withdrawn",
    }
}

/// One answer. Rows are added, never changed; the newest of a purpose holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Consent {
    pub id: ConsentId,
    pub beneficiary_id: BeneficiaryId,
    pub purpose: ConsentPurpose,
    pub answer: ConsentAnswer,
    /// The version of the text she was asked with, `2026-1`.
    pub text_version: String,
    /// `id`, `su`, `jv`, `btw` or another language code.
    pub language: String,
    pub means: NoticeMeans,
    pub answered_on: Day,
    /// The name of whoever asked her.
    pub asked_by: String,
    /// No later answer for the same purpose stands.
    pub holds: bool,
    pub recorded_by: UserId,
    pub recorded_by_name: String,
    pub created_at: Timestamp,
}

draft! {
    /// An answer to add.
    ConsentDraft with ConsentId {
        purpose: ConsentPurpose,
        answer: ConsentAnswer,
        /// The version of the text she was asked with, `2026-1`.
        text_version: String,
        /// `id`, `su`, `jv`, `btw` or another language code.
        language: String,
        means: NoticeMeans,
        answered_on: Day,
        /// The name of whoever asked her.
        asked_by: String,
    }
}

impl Draft for ConsentDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/purpose", &self.purpose);
        faults.required("/answer", &self.answer);
        faults.text("/text_version", &self.text_version, 40);
        faults.text("/language", &self.language, 10);
        faults.required("/means", &self.means);
        faults.required("/answered_on", &self.answered_on);
        faults.text("/asked_by", &self.asked_by, 120);
        faults.finish()
    }
}
