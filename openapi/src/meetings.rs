//! Meetings (rapat): who was asked and who came, what was said, what was agreed
//! and signed, and what was decided (S1-03, S1-12 to S1-14, S1-22, S2-11, S3-02).

use crate::actions::{Action, AgreedAction, check_agreed};
use crate::cycle::CycleStage;
use crate::documents::DocumentKind;
use crate::draft::{Draft, Faults, Member, Purpose};
use crate::ids::{AgencyId, DocumentId, LocusId, MeetingDecisionId, MeetingId, ProgrammeId};
use crate::moment::{Day, Timestamp};
use crate::place::{Neighbourhood, RegionCode};
use crate::problem::{FieldCode, FieldError};
use crate::stage_records::check_long;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-starts_at"];

/// The most agencies of one meeting.
pub const MAX_PARTIES: usize = 60;
/// The most files of one meeting.
pub const MAX_FILES: usize = 20;
/// The most actions agreed with one decision.
pub const MAX_ACTIONS: usize = 20;
/// The most people who come to a meeting.
const MAX_PEOPLE: i32 = 10_000;

text_enum! {
    /// What a meeting is for.
    MeetingKind {
        /// The agencies of the city with Bappeda, a year before (S1-03).
        CityCoordination = "city_coordination",
        /// Across sectors, led by the chair of the team (S1-12).
        CrossSector = "cross_sector",
        /// Led by Bappeda, before the work begins (S1-22).
        PreImplementation = "pre_implementation",
        /// The women are told what comes (S2-11, S4-06).
        Socialisation = "socialisation",
        /// The kelurahan with its residents (S3-02).
        Community = "community",
        /// The agencies look back (S6-01).
        Evaluation = "evaluation",
        Other = "other",
    }
}

text_enum! {
    MeetingState {
        Planned = "planned",
        Held = "held",
        Cancelled = "cancelled",
    }
}

/// An agency that is asked to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MeetingParty {
    pub agency_id: AgencyId,
    /// It came.
    #[serde(default)]
    pub attended: bool,
    /// Who speaks for it.
    #[serde(default)]
    pub representative: Option<String>,
    /// It is to sign what is agreed.
    #[serde(default)]
    pub signs: bool,
    /// When it signed.
    #[serde(default)]
    pub signed_on: Option<Day>,
}

/// A file of a meeting; fetched by a link of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct MeetingFile {
    pub document_id: DocumentId,
    pub kind: DocumentKind,
    pub file_name: String,
    /// Whether there is a small picture of it to be shown.
    pub has_thumbnail: bool,
}

/// One thing that was decided, and who does what by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct MeetingDecision {
    pub id: MeetingDecisionId,
    /// Counted from 1.
    pub number: i32,
    pub text: String,
    pub actions: Vec<Action>,
}

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Meeting {
    pub id: MeetingId,
    pub programme_id: ProgrammeId,
    pub programme_name: String,
    /// The year of its programme.
    pub year: i32,
    /// The locus it is about; `null` where it is about the whole programme.
    pub locus_id: Option<LocusId>,
    /// The kelurahan of its locus, or the city.
    pub region_code: RegionCode,
    pub region_name: String,
    /// The RW of its locus.
    pub rws: Vec<Neighbourhood>,
    pub kind: MeetingKind,
    /// The stage it belongs to.
    pub stage: CycleStage,
    /// What it is called where its kind does not say enough.
    pub subject: Option<String>,
    pub state: MeetingState,
    pub starts_at: Timestamp,
    pub ends_at: Option<Timestamp>,
    pub place: String,
    /// Who leads it.
    pub chair: String,
    pub chair_agency_id: Option<AgencyId>,
    /// The number of the letter that invites.
    pub letter_number: Option<String>,
    pub agenda: Option<String>,
    pub minutes: Option<String>,
    pub minutes_by_name: Option<String>,
    pub minutes_at: Option<Timestamp>,
    /// The agencies asked to come, in the order given.
    pub parties: Vec<MeetingParty>,
    pub residents_attended: Option<i32>,
    /// So many of them are women.
    pub women_attended: Option<i32>,
    /// Who of the residents came, without names.
    pub residents_note: Option<String>,
    pub files: Vec<MeetingFile>,
    pub decisions: Vec<MeetingDecision>,
    pub cancel_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl Meeting {
    /// So many have signed, of so many who are to.
    pub fn signed(&self) -> (usize, usize) {
        let signers = || self.parties.iter().filter(|one| one.signs);
        (signers().filter(|one| one.signed_on.is_some()).count(), signers().count())
    }
}

draft! {
    /// What is said of a meeting.
    MeetingDraft with MeetingId {
        /// Fixed once created.
        programme_id: ProgrammeId,
        /// A locus of that programme; fixed once created.
        locus_id: LocusId,
        kind: MeetingKind,
        stage: CycleStage,
        subject: String,
        starts_at: Timestamp,
        ends_at: Timestamp,
        place: String,
        chair: String,
        chair_agency_id: AgencyId,
        letter_number: String,
        /// In one or more lines.
        agenda: String,
        /// In one or more lines; of a meeting that was held.
        minutes: String,
        parties: Vec<MeetingParty>,
        /// Of a meeting that was held.
        residents_attended: i32,
        women_attended: i32,
        residents_note: String,
        /// Files kept for the kelurahan of its locus, or for the city.
        document_ids: Vec<DocumentId>,
    }
}

fn check_parties(faults: &mut Faults, parties: &[MeetingParty]) {
    if parties.len() > MAX_PARTIES {
        faults.add_with("/parties", FieldCode::TooMany, &[("max", MAX_PARTIES.to_string())]);
    }
    let mut seen = BTreeSet::new();
    for (index, one) in parties.iter().enumerate() {
        let at = format!("/parties/{index}");
        if !seen.insert(one.agency_id) {
            faults.add(&format!("{at}/agency_id"), FieldCode::Taken);
        }
        let representative = one.representative.clone().map_or(Member::Absent, Member::Value);
        faults.text_if_given(&format!("{at}/representative"), &representative, 120);
        if one.signed_on.is_some() && !one.signs {
            faults.add(&format!("{at}/signed_on"), FieldCode::AnswerNotAllowed);
        }
    }
}

fn check_people(faults: &mut Faults, pointer: &str, member: Member<i32>) {
    if member.value().is_some_and(|count| !(0..=MAX_PEOPLE).contains(count)) {
        let range = [("min", "0".to_owned()), ("max", MAX_PEOPLE.to_string())];
        faults.add_with(pointer, FieldCode::OutOfRange, &range);
    }
}

impl Draft for MeetingDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/programme_id", &self.programme_id);
        faults.required("/kind", &self.kind);
        faults.required("/stage", &self.stage);
        faults.required("/starts_at", &self.starts_at);
        faults.text("/place", &self.place, 160);
        faults.text("/chair", &self.chair, 120);
        faults.text_if_given("/subject", &self.subject, 160);
        faults.text_if_given("/letter_number", &self.letter_number, 60);
        faults.text_if_given("/residents_note", &self.residents_note, 300);
        check_long(&mut faults, "/agenda", &self.agenda);
        check_long(&mut faults, "/minutes", &self.minutes);
        if let (Some(start), Some(end)) = (self.starts_at.value(), self.ends_at.value())
            && end <= start
        {
            faults.add("/ends_at", FieldCode::EndsBeforeStart);
        }
        check_parties(&mut faults, self.parties.value().map_or(&[], Vec::as_slice));
        check_people(&mut faults, "/residents_attended", self.residents_attended);
        check_people(&mut faults, "/women_attended", self.women_attended);
        if self.document_ids.value().is_some_and(|all| all.len() > MAX_FILES) {
            faults.add_with("/document_ids", FieldCode::TooMany, &[("max", MAX_FILES.to_string())]);
        }
        faults.finish()
    }
}

/// Something decided in a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MeetingDecisionDraft {
    /// At most 500 characters.
    pub text: String,
    /// Who does what by when; none where there is nothing to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<AgreedAction>,
}

impl Draft for MeetingDecisionDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.text("/text", &Member::Value(self.text.clone()), 500);
        if self.actions.len() > MAX_ACTIONS {
            faults.add_with("/actions", FieldCode::TooMany, &[("max", MAX_ACTIONS.to_string())]);
        }
        for (index, one) in self.actions.iter().enumerate() {
            check_agreed(&mut faults, &format!("/actions/{index}"), one);
        }
        faults.finish()
    }
}

/// Other words for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MeetingDecisionText {
    /// At most 500 characters.
    pub text: String,
}

impl Draft for MeetingDecisionText {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.text("/text", &Member::Value(self.text.clone()), 500);
        faults.finish()
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only of this programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub programme_id: Option<ProgrammeId>,
    /// Only of this locus.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub locus_id: Option<LocusId>,
    /// Only of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub kind: Option<MeetingKind>,
    /// Only in this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub state: Option<MeetingState>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const AGENCY: &str = "019ab2c4-1a00-7f21-8c11-90d5b7e3f602";

    fn faults(change: &Value) -> Vec<String> {
        let mut body = json!({
            "programme_id": "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47", "kind": "cross_sector", "stage": "preparation",
            "starts_at": "2026-10-30T02:00:00Z", "place": "Aula kelurahan", "chair": "Agus Permana",
        });
        for (member, value) in change.as_object().unwrap() {
            body[member] = value.clone();
        }
        let draft: MeetingDraft = serde_json::from_value(body).unwrap();
        draft.check(Purpose::Create).iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn a_meeting_has_a_time_a_place_and_someone_who_leads_it() {
        assert!(faults(&json!({})).is_empty());
        assert_eq!(faults(&json!({ "place": " " })), ["/place required"]);
        assert_eq!(faults(&json!({ "chair": null })), ["/chair required"]);
        assert_eq!(faults(&json!({ "ends_at": "2026-10-30T02:00:00Z" })), ["/ends_at ends_before_start"]);
        assert_eq!(faults(&json!({ "residents_attended": -1 })), ["/residents_attended out_of_range"]);
    }

    #[test]
    fn an_agency_is_asked_once_and_signs_only_what_it_is_to_sign() {
        let party = |change: Value| {
            let mut one = json!({ "agency_id": AGENCY });
            for (member, value) in change.as_object().unwrap() {
                one[member] = value.clone();
            }
            one
        };
        let twice = json!({ "parties": [party(json!({})), party(json!({}))] });
        assert_eq!(faults(&twice), ["/parties/1/agency_id taken"]);
        let unasked = json!({ "parties": [party(json!({ "signed_on": "2026-10-31" }))] });
        assert_eq!(faults(&unasked), ["/parties/0/signed_on answer_not_allowed"]);
        let signed = json!({ "parties": [party(json!({ "signs": true, "signed_on": "2026-10-31" }))] });
        assert!(faults(&signed).is_empty());
    }

    #[test]
    fn a_decision_is_told_with_what_follows_from_it() {
        let check = |body: Value| {
            let draft: MeetingDecisionDraft = serde_json::from_value(body).unwrap();
            draft
                .check(Purpose::Change)
                .iter()
                .map(|fault| format!("{} {}", fault.pointer, fault.code))
                .collect::<Vec<_>>()
        };
        assert!(check(json!({ "text": "Sasaran 100 keluarga" })).is_empty());
        let action = json!({ "title": "", "owner_id": AGENCY, "due_on": "2026-11-20" });
        assert_eq!(check(json!({ "text": " ", "actions": [action] })), ["/text required", "/actions/0/title required"]);
    }
}
