//! The gate: which requirements of a stage are met. Pure: what is counted and
//! what people declared comes in, how each requirement stands comes out.

use super::facts::{Facts, HeldMeeting};
use crate::entity::{document, stage_entry, stage_record, stage_waiver};
use contract::ids::DocumentId;
use contract::meetings::MeetingKind;
use contract::moment::Day;
use contract::stage_records::{LineState, WaiverState};
use contract::stage_templates::{Check, Effect, RecordKind, Requirement, StageDefinition};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What a gate looks at.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    pub record: &'a stage_record::Model,
    pub facts: &'a Facts,
    /// Of this stage, oldest first; withdrawn ones too.
    pub entries: &'a [stage_entry::Model],
    /// Of this stage, oldest first.
    pub waivers: &'a [stage_waiver::Model],
    /// The evidence that entries name.
    pub documents: &'a HashMap<DocumentId, document::Model>,
}

/// How a requirement stood when its stage was passed. Figures change afterwards:
/// women move and records are put away; what was decided on stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub key: String,
    pub state: LineState,
    pub value: Option<i64>,
    pub of: Option<i64>,
}

impl From<&Finding<'_>> for Kept {
    fn from(finding: &Finding<'_>) -> Self {
        let Finding { requirement, state, value, of, .. } = finding;
        Self { key: requirement.key.clone(), state: *state, value: *value, of: *of }
    }
}

/// How one requirement stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding<'a> {
    pub requirement: &'a Requirement,
    pub state: LineState,
    pub value: Option<i64>,
    pub of: Option<i64>,
    pub entry: Option<&'a stage_entry::Model>,
    pub waiver: Option<&'a stage_waiver::Model>,
}

/// Whether it is met, before its effect and exceptions are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Met {
    Yes,
    /// It is, and not as it should be.
    Barely,
    No,
}

impl From<bool> for Met {
    fn from(met: bool) -> Self {
        if met { Self::Yes } else { Self::No }
    }
}

/// Every requirement of a stage, in order.
pub fn checklist<'a>(definition: &'a StageDefinition, standing: Standing<'a>) -> Vec<Finding<'a>> {
    definition.requirements.iter().map(|one| find(one, standing)).collect()
}

/// The same as it was kept when the stage was passed.
pub fn as_kept<'a>(definition: &'a StageDefinition, standing: Standing<'a>, kept: &[Kept]) -> Vec<Finding<'a>> {
    let mut findings = checklist(definition, standing);
    for finding in &mut findings {
        if let Some(then) = kept.iter().find(|one| one.key == finding.requirement.key) {
            (finding.state, finding.value, finding.of) = (then.state, then.value, then.of);
        }
    }
    findings
}

/// Those that hold the gate.
pub fn holds<'a, 'b>(findings: &'b [Finding<'a>]) -> impl Iterator<Item = &'b Finding<'a>> {
    findings.iter().filter(|finding| finding.state == LineState::Unmet)
}

fn find<'a>(requirement: &'a Requirement, standing: Standing<'a>) -> Finding<'a> {
    let key = &requirement.key;
    let entries = standing.entries.iter().rev();
    let entry = entries
        .filter(|one| one.withdrawn_at.is_none() && one.requirement == *key)
        .find(|one| fits(&requirement.check, one, standing));
    let waiver = standing.waivers.iter().rev().find(|one| one.requirement == *key);
    let (met, value, of) = judge(&requirement.check, standing, entry);
    let excepted = waiver.is_some_and(|one| one.state == WaiverState::Granted);
    let state = match (met, requirement.effect) {
        (Met::Yes, _) => LineState::Met,
        (Met::Barely, _) | (Met::No, Effect::Warns) => LineState::Warned,
        (Met::No, Effect::Blocks) if excepted => LineState::Waived,
        (Met::No, Effect::Blocks) => LineState::Unmet,
    };
    Finding { requirement, state, value, of, entry, waiver }
}

/// Whether an entry shows what is asked for now: it may have been made for
/// another version.
fn fits(check: &Check, entry: &stage_entry::Model, standing: Standing<'_>) -> bool {
    match check {
        Check::DocumentAttached { document } => {
            let file = entry.document_id.and_then(|id| standing.documents.get(&id));
            file.is_some_and(|file| file.kind == *document)
        }
        Check::ApprovalBy { role } => entry.role == Some(*role),
        Check::Declared { document, .. } => entry.document_id.is_some() || !document,
        Check::RecordExists { .. }
        | Check::MeetingHeld { .. }
        | Check::CountAtLeast { .. }
        | Check::ShareAtLeast { .. }
        | Check::IndicatorAtLeast { .. } => false,
    }
}

fn judge(check: &Check, standing: Standing<'_>, entry: Option<&stage_entry::Model>) -> (Met, Option<i64>, Option<i64>) {
    let facts = standing.facts;
    match check {
        Check::RecordExists { record } => (has(*record, standing).into(), None, None),
        Check::CountAtLeast { measure, count } => {
            let (value, _) = facts.count(*measure);
            ((value >= *count).into(), Some(value), Some(*count))
        }
        Check::ShareAtLeast { measure, percent, warns_below } => {
            let (value, of) = facts.count(*measure);
            // Of none there is no share: nothing is shown by it.
            let reaches = |percent: i64| of > 0 && value * 100 >= of * percent;
            let met = match (reaches(*percent), warns_below.is_none_or(reaches)) {
                (false, _) => Met::No,
                (true, false) => Met::Barely,
                (true, true) => Met::Yes,
            };
            (met, Some(value), Some(of))
        }
        Check::DocumentAttached { .. } | Check::ApprovalBy { .. } => (entry.is_some().into(), None, None),
        Check::IndicatorAtLeast { indicator, value } => {
            let newest = facts.indicator(*indicator);
            (newest.is_some_and(|newest| newest >= *value).into(), newest, Some(*value))
        }
        Check::MeetingHeld { meeting, signed, by_year } => judge_meeting(*meeting, *signed, *by_year, standing),
        Check::Declared { by_year, .. } => {
            let Some(entry) = entry else { return (Met::No, None, None) };
            (in_time(entry.day, *by_year, standing), None, None)
        }
    }
}

/// Whether it happened by the year asked for, counted from that of the locus.
fn in_time(day: Day, by_year: Option<i32>, standing: Standing<'_>) -> Met {
    let latest = by_year.map(|years| standing.record.year + years);
    if latest.is_some_and(|latest| day.year() > latest) { Met::Barely } else { Met::Yes }
}

/// Of the meetings held for this, the one that shows most: signed by all who are
/// to sign, where that is asked; then the first.
fn judge_meeting(
    kind: MeetingKind,
    signed: bool,
    by_year: Option<i32>,
    standing: Standing<'_>,
) -> (Met, Option<i64>, Option<i64>) {
    let held = standing.facts.meetings.iter().filter(|one| one.kind == kind && one.stage == standing.record.stage);
    let missing = |one: &&HeldMeeting| if signed { one.signers.max(1) - one.signed } else { 0 };
    let Some(best) = held.min_by_key(missing) else { return (Met::No, None, None) };
    let figures = if signed { (Some(best.signed), Some(best.signers)) } else { (None, None) };
    let met = if missing(&best) == 0 { in_time(best.day, by_year, standing) } else { Met::No };
    (met, figures.0, figures.1)
}

fn has(record: RecordKind, standing: Standing<'_>) -> bool {
    let stage = standing.record;
    match record {
        RecordKind::TeamChair => standing.facts.chair,
        RecordKind::LocusDecree => standing.facts.decree,
        RecordKind::LocusSelection => standing.facts.selected,
        RecordKind::Benefit => stage.benefit.is_some(),
        RecordKind::Involvement => stage.residents_involvement.is_some() && stage.team_involvement.is_some(),
        RecordKind::TerminationReason => stage.termination_reason.is_some(),
    }
}

#[cfg(test)]
#[path = "gate_tests.rs"]
mod tests;
