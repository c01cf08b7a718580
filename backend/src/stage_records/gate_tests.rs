use super::*;
use crate::stage_templates::shipped;
use contract::cycle::{CycleStage, Involvement, StageState, TerminationReason};
use contract::documents::{DocumentKind, MediaType};
use contract::ids::{DocumentId, LocusId, StageEntryId, StageRecordId, StageWaiverId, UserId};
use contract::meetings::MeetingKind;
use contract::moment::Timestamp;
use contract::policy::Role;
use contract::region_facts::RegionFactKind;
use uuid::Uuid;

const YEAR: i32 = 2027;

fn at() -> Timestamp {
    "2026-11-01T02:00:00Z".parse().unwrap()
}

fn record(stage: CycleStage) -> stage_record::Model {
    stage_record::Model {
        id: StageRecordId(Uuid::nil()),
        locus_id: LocusId(Uuid::nil()),
        number: stage.number(),
        stage,
        year: YEAR,
        city_code: "32.75".parse().unwrap(),
        district_code: "32.75.03".parse().unwrap(),
        region_code: "32.75.03.1004".parse().unwrap(),
        state: StageState::Open,
        since: at(),
        planned_start: None,
        planned_end: None,
        started_on: None,
        ended_on: None,
        agency_id: None,
        narrative: None,
        benefit: Some("Ibu-ibu tahu siapa yang mendampingi.".to_owned()),
        residents_involvement: Some(Involvement::Full),
        residents_reason: None,
        team_involvement: Some(Involvement::Full),
        team_reason: None,
        termination_reason: (stage == CycleStage::Termination).then_some(TerminationReason::Independent),
        submitted_by: None,
        approvals: 0,
        created_at: at(),
        updated_at: at(),
        version: 1,
    }
}

/// A meeting held in time, signed by both who are to sign.
fn meeting(kind: MeetingKind, stage: CycleStage) -> HeldMeeting {
    HeldMeeting { kind, stage, day: Day::new(YEAR - 1, 10, 30).unwrap(), signers: 2, signed: 2 }
}

fn facts() -> Facts {
    Facts {
        target: 100,
        candidates: 100,
        validated: 100,
        checked: 100,
        enrolled: 100,
        passed: 6,
        chair: true,
        decree: true,
        selected: true,
        meetings: MeetingKind::ALL
            .iter()
            .flat_map(|kind| CycleStage::ALL.iter().map(|stage| meeting(*kind, *stage)))
            .collect(),
        indicators: [(RegionFactKind::PreProsperousFamilies, 4_000)].into(),
    }
}

/// A file of this kind; its id follows from the kind.
fn file(kind: DocumentKind) -> document::Model {
    let number = DocumentKind::ALL.iter().position(|one| *one == kind).unwrap();
    document::Model {
        id: DocumentId(Uuid::from_u128(u128::try_from(number).unwrap() + 1)),
        kind,
        file_name: "bukti.pdf".to_owned(),
        media_type: MediaType::Pdf,
        size: 1,
        sha256: String::new(),
        city_code: "32.75".parse().unwrap(),
        district_code: "32.75.03".parse().unwrap(),
        region_code: "32.75.03.1004".parse().unwrap(),
        has_thumbnail: false,
        attached: true,
        created_by: UserId(Uuid::nil()),
        created_at: at(),
        version: 1,
    }
}

/// What a requirement asks to be shown.
fn evidence(check: &Check) -> DocumentKind {
    match check {
        Check::DocumentAttached { document } => *document,
        _ => DocumentKind::Participants,
    }
}

fn entry(key: &str) -> stage_entry::Model {
    stage_entry::Model {
        id: StageEntryId(Uuid::nil()),
        record_id: StageRecordId(Uuid::nil()),
        requirement: key.to_owned(),
        day: Day::new(2026, 10, 30).unwrap(),
        statement: None,
        document_id: None,
        role: None,
        entered_by: UserId(Uuid::nil()),
        created_at: at(),
        withdrawn_at: None,
        withdrawn_by: None,
        withdrawal_reason: None,
    }
}

/// A stage with everything it asks for.
struct Case {
    definition: StageDefinition,
    record: stage_record::Model,
    facts: Facts,
    entries: Vec<stage_entry::Model>,
    waivers: Vec<stage_waiver::Model>,
}

impl Case {
    fn of(stage: CycleStage) -> Self {
        let definition = shipped::stages().unwrap().into_iter().find(|one| one.stage == stage).unwrap();
        let entered = definition.requirements.iter().filter(|one| one.check.is_entered());
        let entries = entered.map(|one| stage_entry::Model {
            document_id: Some(file(evidence(&one.check)).id),
            role: match one.check {
                Check::ApprovalBy { role } => Some(role),
                _ => None,
            },
            ..entry(&one.key)
        });
        let entries = entries.collect();
        Self { entries, record: record(stage), facts: facts(), waivers: Vec::new(), definition }
    }

    fn states(&self) -> Vec<(String, LineState)> {
        let documents = DocumentKind::ALL.iter().map(|kind| file(*kind)).map(|file| (file.id, file)).collect();
        let standing = Standing {
            record: &self.record,
            facts: &self.facts,
            entries: &self.entries,
            waivers: &self.waivers,
            documents: &documents,
        };
        let findings = checklist(&self.definition, standing);
        findings.iter().map(|finding| (finding.requirement.key.clone(), finding.state)).collect()
    }

    /// The requirements that are not simply met.
    fn off(&self) -> Vec<(String, LineState)> {
        self.states().into_iter().filter(|(_, state)| *state != LineState::Met).collect()
    }
}

/// Takes from a case what meets this requirement, and nothing else.
fn unmeet(case: &mut Case, one: &Requirement) {
    match &one.check {
        Check::RecordExists { record: RecordKind::TeamChair } => case.facts.chair = false,
        Check::RecordExists { record: RecordKind::LocusDecree } => case.facts.decree = false,
        Check::RecordExists { record: RecordKind::LocusSelection } => case.facts.selected = false,
        Check::RecordExists { record: RecordKind::Benefit } => case.record.benefit = None,
        Check::RecordExists { record: RecordKind::Involvement } => case.record.team_involvement = None,
        Check::RecordExists { record: RecordKind::TerminationReason } => case.record.termination_reason = None,
        Check::CountAtLeast { measure, .. } | Check::ShareAtLeast { measure, .. } => {
            use contract::stage_templates::LocusCount;
            match measure {
                LocusCount::Candidates => case.facts.candidates = 79,
                LocusCount::Validated => case.facts.validated = 79,
                LocusCount::CheckedInPovertyDatabase => case.facts.checked = 0,
                LocusCount::Enrolled => case.facts.enrolled = 79,
                LocusCount::StagesPassed => case.facts.passed = 5,
            }
        }
        Check::IndicatorAtLeast { .. } => case.facts.indicators.clear(),
        Check::MeetingHeld { meeting, .. } => {
            let stage = case.record.stage;
            case.facts.meetings.retain(|held| held.kind != *meeting || held.stage != stage);
        }
        Check::DocumentAttached { .. } | Check::ApprovalBy { .. } | Check::Declared { .. } => {
            case.entries.retain(|entry| entry.requirement != one.key);
        }
    }
}

#[test]
fn every_shipped_requirement_holds_or_warns_alone_and_passes_once_met() {
    let mut tried = 0;
    for stage in CycleStage::ALL {
        let whole = Case::of(*stage);
        assert_eq!(whole.off(), [], "{stage}");
        for one in &whole.definition.requirements {
            let mut case = Case::of(*stage);
            unmeet(&mut case, one);
            let state = if one.effect == Effect::Blocks { LineState::Unmet } else { LineState::Warned };
            assert_eq!(case.off(), [(one.key.clone(), state)], "{stage}");
            tried += 1;
        }
    }
    assert!(tried >= 45, "{tried}");
}

#[test]
fn eighty_of_a_hundred_pass_with_a_warning() {
    let mut case = Case::of(CycleStage::Preparation);
    let state = |case: &Case| case.states().into_iter().find(|(key, _)| key == "validated").unwrap().1;
    for (validated, expected) in
        [(79, LineState::Unmet), (80, LineState::Warned), (99, LineState::Warned), (100, LineState::Met)]
    {
        case.facts.validated = validated;
        assert_eq!(state(&case), expected, "{validated}");
    }
    // Of no target there is no share.
    (case.facts.target, case.facts.validated) = (0, 0);
    assert_eq!(state(&case), LineState::Unmet);
}

#[test]
fn a_meeting_in_the_programme_year_comes_a_year_late() {
    let mut case = Case::of(CycleStage::Preparation);
    let coordination = |one: &&mut HeldMeeting| one.kind == MeetingKind::CityCoordination;
    for one in case.facts.meetings.iter_mut().filter(coordination) {
        one.day = Day::new(YEAR, 1, 2).unwrap();
    }
    assert_eq!(case.off(), [("city_coordination".to_owned(), LineState::Warned)]);
    // One in time besides: the first counts.
    let in_time = HeldMeeting {
        day: Day::new(YEAR - 1, 12, 31).unwrap(),
        ..meeting(MeetingKind::CityCoordination, CycleStage::Preparation)
    };
    case.facts.meetings.insert(0, in_time);
    assert_eq!(case.off(), []);
}

#[test]
fn an_agreement_stands_once_everyone_who_is_to_sign_has_signed() {
    let mut case = Case::of(CycleStage::Preparation);
    let unmet = [("sector_agreement".to_owned(), LineState::Unmet)];
    let agreement = |one: &&mut HeldMeeting| one.kind == MeetingKind::CrossSector;
    for (signers, signed, expected) in [(3, 2, &unmet[..]), (0, 0, &unmet[..]), (3, 3, &[])] {
        for one in case.facts.meetings.iter_mut().filter(agreement) {
            (one.signers, one.signed) = (signers, signed);
        }
        assert_eq!(case.off(), expected, "{signed} of {signers}");
    }
    // A second meeting that is not signed yet takes nothing from the first.
    let second = HeldMeeting { signed: 0, ..meeting(MeetingKind::CrossSector, CycleStage::Preparation) };
    case.facts.meetings.push(second);
    assert_eq!(case.off(), []);
}

#[test]
fn what_was_taken_back_does_not_count_and_what_came_before_it_does() {
    let mut case = Case::of(CycleStage::Preparation);
    let mut later = entry("work_plan");
    later.withdrawn_at = Some(at());
    case.entries.push(later);
    assert_eq!(case.off(), []);
    for one in case.entries.iter_mut().filter(|one| one.requirement == "work_plan") {
        one.withdrawn_at = Some(at());
    }
    assert_eq!(case.off(), [("work_plan".to_owned(), LineState::Unmet)]);
}

#[test]
fn an_entry_made_for_another_version_shows_nothing_it_does_not_hold() {
    for (key, change) in [
        ("budget", None),
        ("work_plan", None),
        // Another kind of file than is asked for now.
        ("schedule", Some(file(DocumentKind::Photo).id)),
    ] {
        let mut case = Case::of(CycleStage::Preparation);
        for one in case.entries.iter_mut().filter(|one| one.requirement == key) {
            one.document_id = change;
        }
        assert_eq!(case.off(), [(key.to_owned(), LineState::Unmet)]);
    }
    let mut case = Case::of(CycleStage::Preparation);
    let asked = case.definition.requirements.iter_mut().find(|one| one.key == "budget").unwrap();
    asked.check = Check::ApprovalBy { role: Role::Lurah };
    assert_eq!(case.off(), [("budget".to_owned(), LineState::Unmet)]);
    for one in case.entries.iter_mut().filter(|one| one.requirement == "budget") {
        one.role = Some(Role::Lurah);
    }
    assert_eq!(case.off(), []);
}

#[test]
fn an_exception_counts_once_it_is_signed_and_until_it_lapses() {
    let mut case = Case::of(CycleStage::Preparation);
    case.entries.retain(|one| one.requirement != "schedule");
    let waiver = |state| stage_waiver::Model {
        id: StageWaiverId(Uuid::nil()),
        record_id: StageRecordId(Uuid::nil()),
        requirement: "schedule".to_owned(),
        reason: "Jadwal menyusul.".to_owned(),
        state,
        requested_by: UserId(Uuid::nil()),
        created_at: at(),
        decided_by: None,
        decided_at: None,
        decision_note: None,
    };
    for (state, expected) in [
        (WaiverState::Requested, LineState::Unmet),
        (WaiverState::Granted, LineState::Waived),
        (WaiverState::Refused, LineState::Unmet),
        (WaiverState::Lapsed, LineState::Unmet),
    ] {
        case.waivers = vec![waiver(state)];
        assert_eq!(case.off(), [("schedule".to_owned(), expected)], "{state}");
    }
    // Met after all: nothing is waived any more.
    case.waivers = vec![waiver(WaiverState::Granted)];
    let whole = Case::of(CycleStage::Preparation);
    case.entries.extend(whole.entries.into_iter().filter(|one| one.requirement == "schedule"));
    assert_eq!(case.off(), []);
}
