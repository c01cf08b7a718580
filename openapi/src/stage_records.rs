//! Stage records (catatan tahap): how a locus stands in one of the seven stages,
//! what its gate asks for and what is met, and who did what.

use crate::cycle::{CycleStage, Involvement, StageState, TerminationReason};
use crate::draft::{Draft, Faults, Member, Purpose, check_reason};
use crate::ids::{AgencyId, DocumentId, LocusId, ProgrammeId};
use crate::ids::{StageEntryId, StageRecordId, StageTemplateId, StageWaiverId};
use crate::moment::{Day, Timestamp};
use crate::place::{Neighbourhood, RegionCode};
use crate::policy::Role;
use crate::problem::{FieldCode, FieldError};
use crate::stage_templates::Requirement;
use serde::{Deserialize, Serialize};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["-year"];
/// The longest narrative, in characters.
pub const MAX_NARRATIVE: usize = 4_000;

text_enum! {
    /// How one requirement stands.
    LineState {
        Met = "met",
        /// Not as it should be; whoever decides is warned, and the gate holds nobody.
        Warned = "warned",
        /// It holds the gate.
        Unmet = "unmet",
        /// Not met, and two people agreed to pass all the same.
        Waived = "waived",
    }
}

text_enum! {
    /// How a request for an exception stands.
    WaiverState {
        /// It waits for the second signature.
        Requested = "requested",
        Granted = "granted",
        Refused = "refused",
        /// The stage was opened again since.
        Lapsed = "lapsed",
    }
}

text_enum! {
    /// What someone did with a stage.
    StageAction {
        Submitted = "submitted",
        Approved = "approved",
        Returned = "returned",
        /// The last approval: the stage counts as passed.
        Passed = "passed",
        Reopened = "reopened",
        /// Passed once, and held up since an earlier stage was opened again.
        Suspended = "suspended",
        WaiverRequested = "waiver_requested",
        WaiverGranted = "waiver_granted",
        WaiverRefused = "waiver_refused",
        /// The locus follows another version of the template.
        Moved = "moved",
    }
}

/// What someone declared for a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StageEntry {
    pub id: StageEntryId,
    /// The key of the requirement.
    pub requirement: String,
    /// When it happened.
    pub day: Day,
    pub statement: Option<String>,
    pub document_id: Option<DocumentId>,
    pub document_name: Option<String>,
    /// Whether a small picture of it can be shown.
    pub has_thumbnail: bool,
    /// The role she spoke in, where the requirement asks for one.
    pub role: Option<Role>,
    pub entered_by_name: String,
    pub created_at: Timestamp,
}

/// A request to pass without a requirement, signed by a second person or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StageWaiver {
    pub id: StageWaiverId,
    /// The key of the requirement.
    pub requirement: String,
    pub reason: String,
    pub state: WaiverState,
    pub requested_by_name: String,
    /// Whether the caller asked for it herself, and so cannot sign it.
    pub own: bool,
    pub created_at: Timestamp,
    pub decided_by_name: Option<String>,
    pub decided_at: Option<Timestamp>,
    /// Why it was refused, or on what terms it was granted.
    pub decision_note: Option<String>,
}

/// One requirement and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ChecklistLine {
    pub requirement: Requirement,
    pub state: LineState,
    /// What was counted, where something is.
    pub value: Option<i64>,
    /// What it is held against.
    pub of: Option<i64>,
    /// The newest entry that stands.
    pub entry: Option<StageEntry>,
    /// The newest request for an exception.
    pub waiver: Option<StageWaiver>,
}

/// Something that happened to a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StageAct {
    pub action: StageAction,
    pub note: Option<String>,
    pub by_name: String,
    /// The role it was done in, where one was asked for.
    pub role: Option<Role>,
    pub at: Timestamp,
}

/// One stage of one locus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StageRecord {
    pub id: StageRecordId,
    pub locus_id: LocusId,
    pub programme_id: ProgrammeId,
    pub region_code: RegionCode,
    pub region_name: String,
    pub rws: Vec<Neighbourhood>,
    pub year: i32,
    pub stage: CycleStage,
    pub state: StageState,
    /// Since when it stands so.
    pub since: Timestamp,
    /// Whether every stage before it is passed.
    pub reached: bool,
    pub planned_start: Option<Day>,
    pub planned_end: Option<Day>,
    pub started_on: Option<Day>,
    pub ended_on: Option<Day>,
    pub agency_id: Option<AgencyId>,
    pub agency_name: Option<String>,
    pub narrative: Option<String>,
    /// What it brought the women (P-29).
    pub benefit: Option<String>,
    pub residents_involvement: Option<Involvement>,
    /// Why not in full.
    pub residents_reason: Option<String>,
    pub team_involvement: Option<Involvement>,
    /// Why not in full.
    pub team_reason: Option<String>,
    /// Why the locus ends; of the last stage only.
    pub termination_reason: Option<TerminationReason>,
    pub template_id: StageTemplateId,
    pub template_number: i32,
    pub submitted_by_role: Role,
    pub approved_by_roles: Vec<Role>,
    /// So many of them have approved.
    pub approvals: i32,
    /// Whose step is next; nobody's when it is passed.
    pub awaits: Option<Role>,
    pub checklist: Vec<ChecklistLine>,
    /// What happened, oldest first.
    pub acts: Vec<StageAct>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl StageRecord {
    /// So many requirements stand so.
    pub fn count(&self, state: LineState) -> usize {
        self.checklist.iter().filter(|line| line.state == state).count()
    }
}

draft! {
    /// What is said of a stage.
    StageRecordDraft {
        planned_start: Day,
        planned_end: Day,
        started_on: Day,
        ended_on: Day,
        /// An agency that is not archived.
        agency_id: AgencyId,
        narrative: String,
        benefit: String,
        residents_involvement: Involvement,
        /// Needed where residents did not take part in full.
        residents_reason: String,
        team_involvement: Involvement,
        /// Needed where the team did not take part in full.
        team_reason: String,
        /// Of the last stage only.
        termination_reason: TerminationReason,
    }
}

/// A text of more than one line.
pub(crate) fn check_long(faults: &mut Faults, pointer: &str, member: &Member<String>) {
    let Some(text) = member.value() else { return };
    if text.trim().is_empty() {
        faults.add(pointer, FieldCode::Required);
    } else if text.chars().count() > MAX_NARRATIVE {
        faults.add_with(pointer, FieldCode::TooLong, &[("max", MAX_NARRATIVE.to_string())]);
    } else if text.chars().any(|letter| letter.is_control() && letter != '\n') {
        faults.add(pointer, FieldCode::ControlCharacter);
    }
}

fn check_order(faults: &mut Faults, pointer: &str, start: Member<Day>, end: Member<Day>) {
    if let (Some(start), Some(end)) = (start.value(), end.value())
        && end < start
    {
        faults.add(pointer, FieldCode::EndsBeforeStart);
    }
}

impl Draft for StageRecordDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        check_order(&mut faults, "/planned_end", self.planned_start, self.planned_end);
        check_order(&mut faults, "/ended_on", self.started_on, self.ended_on);
        check_long(&mut faults, "/narrative", &self.narrative);
        check_long(&mut faults, "/benefit", &self.benefit);
        faults.text_if_given("/residents_reason", &self.residents_reason, 500);
        faults.text_if_given("/team_reason", &self.team_reason, 500);
        faults.finish()
    }
}

/// Something declared for a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StageEntryDraft {
    /// The key of a requirement that entries meet.
    pub requirement: String,
    /// When it happened; not in the future.
    pub day: Day,
    /// In one or more lines, at most 1,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// Evidence, where the requirement asks for it or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_id: Option<DocumentId>,
}

impl Draft for StageEntryDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        if let Some(statement) = &self.statement {
            if statement.trim().is_empty() {
                faults.add("/statement", FieldCode::Required);
            } else if statement.chars().count() > 1_000 {
                faults.add_with("/statement", FieldCode::TooLong, &[("max", "1000".to_owned())]);
            } else if statement.chars().any(|letter| letter.is_control() && letter != '\n') {
                faults.add("/statement", FieldCode::ControlCharacter);
            }
        }
        faults.finish()
    }
}

/// A request to pass without a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StageWaiverDraft {
    /// The key of a requirement that holds the gate.
    pub requirement: String,
    /// 5 to 500 characters.
    pub reason: String,
}

impl Draft for StageWaiverDraft {
    fn check(&self, _: Purpose) -> Vec<FieldError> {
        check_reason("/reason", &self.reason)
    }
}

/// The second person's word on an exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WaiverDecision {
    pub granted: bool,
    /// Needed for a refusal; 5 to 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Draft for WaiverDecision {
    fn check(&self, _: Purpose) -> Vec<FieldError> {
        match &self.note {
            Some(note) => check_reason("/note", note),
            None if self.granted => Vec::new(),
            None => check_reason("/note", ""),
        }
    }
}

/// A step with or without a note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct StageNote {
    /// 5 to 500 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Draft for StageNote {
    fn check(&self, _: Purpose) -> Vec<FieldError> {
        self.note.as_ref().map_or_else(Vec::new, |note| check_reason("/note", note))
    }
}

/// The version of the template a locus follows from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TemplateMove {
    /// A published one of the city, or what is shipped.
    pub template_id: StageTemplateId,
    /// 5 to 500 characters.
    pub reason: String,
}

impl Draft for TemplateMove {
    fn check(&self, _: Purpose) -> Vec<FieldError> {
        check_reason("/reason", &self.reason)
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Only the seven of this locus.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub locus_id: Option<LocusId>,
    /// Only this stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub stage: Option<CycleStage>,
    /// Only in this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub state: Option<StageState>,
    /// Only in this region.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub region: Option<RegionCode>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn faults<T: Draft + serde::de::DeserializeOwned>(body: Value) -> Vec<String> {
        let draft: T = serde_json::from_value(body).unwrap();
        draft.check(Purpose::Change).iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn a_stage_ends_after_it_began_and_is_told_in_lines() {
        assert!(faults::<StageRecordDraft>(json!({ "narrative": "Rapat pertama.\nRapat kedua." })).is_empty());
        let ends = json!({ "started_on": "2027-02-01", "ended_on": "2027-01-31" });
        assert_eq!(faults::<StageRecordDraft>(ends), ["/ended_on ends_before_start"]);
        let planned = json!({ "planned_start": "2027-02-01", "planned_end": "2027-01-31" });
        assert_eq!(faults::<StageRecordDraft>(planned), ["/planned_end ends_before_start"]);
        let long = json!({ "benefit": "a".repeat(MAX_NARRATIVE + 1) });
        assert_eq!(faults::<StageRecordDraft>(long), ["/benefit too_long"]);
        assert_eq!(faults::<StageRecordDraft>(json!({ "narrative": " " })), ["/narrative required"]);
        assert_eq!(faults::<StageRecordDraft>(json!({ "narrative": "a\tb" })), ["/narrative control_character"]);
    }

    #[test]
    fn a_refusal_says_why_and_a_grant_may() {
        assert!(faults::<WaiverDecision>(json!({ "granted": true })).is_empty());
        assert_eq!(faults::<WaiverDecision>(json!({ "granted": false })), ["/note required"]);
        assert_eq!(faults::<StageNote>(json!({ "note": "ya" })), ["/note too_short"]);
        assert!(faults::<StageNote>(json!({})).is_empty());
    }
}
