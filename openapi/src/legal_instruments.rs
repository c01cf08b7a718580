//! Legal instruments (dasar hukum): the regulations and decrees a programme
//! stands on, and those that fix a locus: proposed by the Mayor, fixed by the
//! Governor (P-11, P-16, S1-15).

use crate::draft::{Draft, Faults, Purpose};
use crate::ids::{DocumentId, LegalInstrumentId, LocusId, ProgrammeId};
use crate::moment::{Day, Timestamp};
use crate::place::{RegionCode, RegionLevel};
use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-dated"];

text_enum! {
    /// What an instrument is.
    InstrumentKind {
        /// Regulation of the Mayor (Peraturan Wali Kota).
        MayorRegulation = "mayor_regulation",
        /// What the Mayor proposes to the Governor (usulan Wali Kota).
        MayorProposal = "mayor_proposal",
        /// Decree of the Governor (Keputusan Gubernur), which fixes loci.
        GovernorDecree = "governor_decree",
        /// Decree of the Mayor (Keputusan Wali Kota), such as of a team.
        MayorDecree = "mayor_decree",
        Other = "other",
    }
}

/// One instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LegalInstrument {
    pub id: LegalInstrumentId,
    pub kind: InstrumentKind,
    /// `27/2008`
    pub number: String,
    /// The day it is dated.
    pub dated: Day,
    pub title: String,
    /// What it says, such as a definition.
    pub summary: Option<String>,
    pub city_code: RegionCode,
    pub city_name: String,
    /// The programme it belongs to; `null` where it stands for all of its city.
    pub programme_id: Option<ProgrammeId>,
    pub programme_name: Option<String>,
    /// The locus it fixes, of that programme.
    pub locus_id: Option<LocusId>,
    /// Its file; fetched by a link of the instrument itself.
    pub document_id: Option<DocumentId>,
    pub document_name: Option<String>,
    pub archived_at: Option<Timestamp>,
    pub archive_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What is said of an instrument.
    LegalInstrumentDraft with LegalInstrumentId {
        kind: InstrumentKind,
        number: String,
        /// Not in the future.
        dated: Day,
        title: String,
        summary: String,
        /// Fixed once created.
        city_code: RegionCode,
        /// A programme of that city.
        programme_id: ProgrammeId,
        /// A locus of that programme.
        locus_id: LocusId,
        /// A file of kind `decree`, kept for a kelurahan of that city.
        document_id: DocumentId,
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub kind: Option<InstrumentKind>,
    /// Only of this programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub programme_id: Option<ProgrammeId>,
    /// Only of this locus.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub locus_id: Option<LocusId>,
    /// Archived ones as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_archived: Option<bool>,
}

impl Draft for LegalInstrumentDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/kind", &self.kind);
        faults.text("/number", &self.number, 60);
        faults.required("/dated", &self.dated);
        faults.text("/title", &self.title, 300);
        faults.text_if_given("/summary", &self.summary, 1_000);
        faults.required("/city_code", &self.city_code);
        if self.city_code.value().is_some_and(|code| code.level() != RegionLevel::City) {
            faults.add_with("/city_code", FieldCode::RegionRequired, &[("level", "city".to_owned())]);
        }
        if self.locus_id.value().is_some() && purpose == Purpose::Create && self.programme_id.value().is_none() {
            faults.add("/programme_id", FieldCode::Required);
        }
        faults.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn faults(change: &Value) -> Vec<String> {
        let mut body = json!({
            "kind": "mayor_regulation", "number": "27/2008", "dated": "2008-10-01", "title": "P2WKSS", "city_code": "32.75",
        });
        for (member, value) in change.as_object().unwrap() {
            body[member] = value.clone();
        }
        let draft: LegalInstrumentDraft = serde_json::from_value(body).unwrap();
        draft.check(Purpose::Create).iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn an_instrument_has_a_number_a_day_and_a_title() {
        assert!(faults(&json!({})).is_empty());
        assert_eq!(faults(&json!({ "number": " " })), ["/number required"]);
        assert_eq!(faults(&json!({ "dated": null })), ["/dated required"]);
        assert_eq!(faults(&json!({ "city_code": "32.75.03" })), ["/city_code region_required"]);
        let locus = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";
        assert_eq!(faults(&json!({ "locus_id": locus })), ["/programme_id required"]);
    }
}
