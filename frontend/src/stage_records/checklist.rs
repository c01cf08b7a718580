//! What a stage asks for, line by line, with the way to what fills each.

use super::actions::holds;
use super::entry::EntryButton;
use super::{figure, requirement_name};
use crate::api::{Call, Reply, use_me};
use crate::documents::OpenDocument;
use crate::editor::StepButton;
use crate::i18n::{date, t, term, tr};
use crate::meetings;
use crate::route::Route;
use crate::ui::{Badge, Glyph, Icon, Kind, Link, LinkButton, Tone};
use contract::cycle::StageState;
use contract::endpoints::{CreateStageWaiver, DecideStageWaiver, WithdrawStageEntry};
use contract::me::Me;
use contract::meetings::MeetingKind;
use contract::place::RegionLevel;
use contract::policy::Permission;
use contract::stage_records::{ChecklistLine, LineState, StageRecord, StageWaiver, WaiverState};
use contract::stage_templates::{Check, LocusCount, RecordKind};
use serde_json::Value;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChecklistProps {
    pub record: Rc<Reply<StageRecord>>,
    /// The reader may fill it now.
    pub works: bool,
    /// The reader may sign exceptions now.
    pub signs: bool,
    pub onchange: Callback<()>,
}

/// What holds the gate first, then what warns, then what is met.
const fn rank(state: LineState) -> u8 {
    match state {
        LineState::Unmet => 0,
        LineState::Warned => 1,
        LineState::Waived => 2,
        LineState::Met => 3,
    }
}

#[component]
pub fn Checklist(props: &ChecklistProps) -> Html {
    let stage = &props.record.value;
    let all = stage.checklist.len();
    let unmet = stage.count(LineState::Unmet);
    let warned = stage.count(LineState::Warned);
    let met = all.saturating_sub(unmet);
    let mut lines: Vec<&ChecklistLine> = stage.checklist.iter().collect();
    lines.sort_by_key(|line| rank(line.state));
    let (open, done): (Vec<&ChecklistLine>, Vec<&ChecklistLine>) =
        lines.into_iter().partition(|line| line.state != LineState::Met);
    let draw = |line: &ChecklistLine| {
        html! {
            <Line
                key={line.requirement.key.clone()}
                line={line.clone()}
                record={props.record.clone()}
                works={props.works}
                signs={props.signs}
                onchange={props.onchange.clone()}
            />
        }
    };
    let done_count = done.len();
    html! {
        <>
            <div class="body">
                <p>
                    <b>{ tr("stage-met-of", &[("met", met.into()), ("all", all.into())]) }</b>
                    if warned > 0 {
                        { ", " }{ tr("stage-warnings", &[("n", warned.into())]) }
                    }
                </p>
                <progress class="bar" max={all.to_string()} value={met.to_string()} aria-label={t("stage-progress")} />
            </div>
            if !open.is_empty() {
                <ul class="plain gate">{ for open.into_iter().map(draw) }</ul>
            }
            if done_count > 0 {
                <details class="more gate-done" open={unmet == 0}>
                    <summary>{ tr("stage-met-lines", &[("n", done_count.into())]) }</summary>
                    <ul class="plain gate">{ for done.into_iter().map(draw) }</ul>
                </details>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    line: ChecklistLine,
    record: Rc<Reply<StageRecord>>,
    works: bool,
    signs: bool,
    onchange: Callback<()>,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let me = use_me();
    let ChecklistLine { requirement, state, .. } = &props.line;
    let (glyph, class) = match state {
        LineState::Met => (Glyph::CircleCheck, "c-ok"),
        LineState::Warned => (Glyph::AlertTriangle, "c-warn"),
        LineState::Unmet => (Glyph::CircleX, "c-bad"),
        LineState::Waived => (Glyph::ShieldCheck, "c-warn"),
    };
    let badge = match state {
        LineState::Warned => Some((Tone::Warn, Glyph::AlertTriangle, t("stage-line-warned"))),
        LineState::Waived => Some((Tone::Warn, Glyph::ShieldCheck, t("stage-line-waived"))),
        LineState::Met | LineState::Unmet => None,
    };
    html! {
        <li class={classes!((*state == LineState::Unmet).then_some("open"))}>
            <Icon {glyph} class={class} />
            <div>
                <b>{ requirement_name(requirement) }</b>
                if let Some((tone, glyph, text)) = badge {
                    { " " }<Badge {tone} {glyph} {text} />
                }
                <span class="vh">{ " " }{ line_state(*state) }</span>
                { said(&props.line, &props.record.value) }
                { waiver(props, props.signs) }
            </div>
            <div class="go">{ fills(props, &me) }</div>
        </li>
    }
}

fn line_state(state: LineState) -> String {
    match state {
        LineState::Met => t("stage-line-met"),
        LineState::Warned => t("stage-line-warned"),
        LineState::Unmet => t("stage-line-unmet"),
        LineState::Waived => t("stage-line-waived"),
    }
}

/// Figures, the entry, and what is still asked.
fn said(line: &ChecklistLine, stage: &StageRecord) -> Html {
    let mut told: Vec<String> = figure(line.value, line.of).into_iter().collect();
    if let Some(entry) = &line.entry {
        let by = [("day", date(entry.day).into()), ("name", entry.entered_by_name.as_str().into())];
        told.push(tr("stage-entry-by", &by));
        told.extend(entry.document_name.clone().filter(|name| !name.is_empty()));
        told.extend(entry.statement.as_ref().map(|text| format!("“{text}”")));
    }
    match &line.requirement.check {
        Check::MeetingHeld { by_year, .. } => told.extend(late(line, stage, *by_year)),
        Check::Declared { interim, by_year, .. } => {
            told.extend(late(line, stage, *by_year));
            if *interim && line.entry.is_none() {
                told.push(t("stage-interim"));
            }
        }
        Check::ShareAtLeast { percent, .. } if line.state == LineState::Unmet => {
            told.push(tr("stage-at-least", &[("percent", (*percent).into())]));
        }
        Check::ApprovalBy { role } if line.entry.is_none() => {
            told.push(tr("stage-approval-by", &[("role", term(*role).into())]));
        }
        _ => {}
    }
    let told = told.iter().map(|text| html! { <p>{ text }</p> });
    html! { <>{ for told }</> }
}

/// After which year it warns.
fn late(line: &ChecklistLine, stage: &StageRecord, by_year: Option<i32>) -> Option<String> {
    let years = by_year.filter(|_| line.state != LineState::Met)?;
    Some(tr("stage-by-year", &[("year", (stage.year + years).to_string().into())]))
}

/// A request for an exception, and the second signature.
fn waiver(props: &LineProps, signs: bool) -> Html {
    let Some(one) = &props.line.waiver else { return Html::default() };
    let asked = [("name", one.requested_by_name.as_str().into()), ("reason", one.reason.as_str().into())];
    let decided = [
        ("name", one.decided_by_name.clone().unwrap_or_default().into()),
        ("note", one.decision_note.clone().unwrap_or_default().into()),
    ];
    let decision = match one.state {
        WaiverState::Requested => t("waiver-awaits"),
        WaiverState::Granted => tr("waiver-granted-by", &decided),
        WaiverState::Refused => tr("waiver-refused-by", &decided),
        WaiverState::Lapsed => t("waiver-lapsed"),
    };
    html! {
        <>
            <p>{ tr("waiver-asked-by", &asked) }</p>
            <p>{ decision }</p>
            if signs && one.state == WaiverState::Requested {
                { sign(props, one) }
            }
        </>
    }
}

fn sign(props: &LineProps, one: &StageWaiver) -> Html {
    let stage = &props.record.value;
    let call = Call::<DecideStageWaiver>::at(&[&stage.id.to_string(), &one.id.to_string()]);
    let own = one.own.then(|| AttrValue::from(t("waiver-own")));
    let name = [("name", requirement_name(&props.line.requirement).into())];
    html! {
        <div class="row-wrap mt-s2">
            <StepButton
                small=true
                glyph={Glyph::ShieldCheck}
                action={t("waiver-grant")}
                title={tr("waiver-grant-title", &name)}
                text={t("waiver-grant-text")}
                done={t("waiver-granted")}
                withheld={own.clone()}
                member="note"
                optional=true
                beside={vec![("granted", Value::Bool(true))]}
                call={call.clone()}
                onchange={props.onchange.clone()}
            />
            if own.is_none() {
                <StepButton
                    small=true
                    kind={Kind::Tertiary}
                    action={t("waiver-refuse")}
                    title={tr("waiver-refuse-title", &name)}
                    text={t("waiver-refuse-text")}
                    done={t("waiver-refused")}
                    member="note"
                    beside={vec![("granted", Value::Bool(false))]}
                    {call}
                    onchange={props.onchange.clone()}
                />
            }
        </div>
    }
}

/// Where the numbers and records of a requirement are made.
fn place(check: &Check, stage: &StageRecord, keeps: bool, works: bool) -> Option<(String, String)> {
    let locus = Route::Locus { id: stage.locus_id };
    let tab = |name: &str| locus.with(&[("tab", name)]);
    let women = || Route::Beneficiaries.with(&[("region", stage.region_code.as_str())]);
    Some(match check {
        Check::RecordExists { record: RecordKind::TeamChair } if keeps => {
            (Route::EditTeam { id: stage.locus_id }.href(), t("stage-fill-team"))
        }
        Check::RecordExists { record: RecordKind::TeamChair } => (tab("facts"), t("stage-open-team")),
        Check::RecordExists { record: RecordKind::LocusDecree } if keeps => {
            let (locus, kind) = (stage.locus_id.to_string(), "governor_decree");
            let new = Route::NewLegalInstrument;
            (
                new.with(&[("kind", kind), ("programme", &stage.programme_id.to_string()), ("locus", &locus)]),
                t("stage-fill-decree"),
            )
        }
        Check::RecordExists { record: RecordKind::LocusDecree } => {
            (Route::LegalInstruments.with(&[("programme_id", &stage.programme_id.to_string())]), t("stage-open-decree"))
        }
        Check::RecordExists { record: RecordKind::LocusSelection } => {
            let programme = stage.programme_id.to_string();
            (Route::LocusSelections.with(&[("programme_id", &programme)]), t("stage-fill-selection"))
        }
        Check::RecordExists { .. } if !works => return None,
        Check::RecordExists { .. } => (Route::EditStageRecord { id: stage.id }.href(), t("stage-fill-record")),
        Check::CountAtLeast { measure, .. } | Check::ShareAtLeast { measure, .. } => match measure {
            LocusCount::Candidates | LocusCount::CheckedInPovertyDatabase | LocusCount::Validated => {
                (women(), t("stage-fill-women"))
            }
            LocusCount::Enrolled => (tab("enrolments"), t("stage-fill-enrolments")),
            LocusCount::StagesPassed => return None,
        },
        Check::IndicatorAtLeast { .. } => (Route::RegionFacts.href(), t("stage-fill-facts")),
        Check::MeetingHeld { .. }
        | Check::DocumentAttached { .. }
        | Check::ApprovalBy { .. }
        | Check::Declared { .. } => return None,
    })
}

/// Where a meeting is called; where there is one already, the meetings.
fn meeting(kind: MeetingKind, line: &ChecklistLine, stage: &StageRecord, me: &Me) -> (String, String) {
    let (programme, locus) = (stage.programme_id.to_string(), stage.locus_id.to_string());
    let of_city = kind == MeetingKind::CityCoordination;
    let region = if of_city { stage.region_code.at(RegionLevel::City) } else { Some(stage.region_code.clone()) };
    let calls = region.is_some_and(|region| meetings::keeps(me, &region));
    if calls && line.state != LineState::Met && line.value.is_none() {
        let mut given = vec![("kind", kind.as_str()), ("stage", stage.stage.as_str()), ("programme", &programme)];
        if !of_city {
            given.push(("locus", &locus));
        }
        return (Route::NewMeeting.with(&given), t("stage-fill-meeting"));
    }
    // One of the whole programme counts as well.
    let asked = [("programme_id", programme.as_str()), ("kind", kind.as_str())];
    (Route::Meetings.with(&asked), t("stage-open-meetings"))
}

/// Whether the reader is who is to declare it.
fn speaks(check: &Check, me: &Me, stage: &StageRecord) -> bool {
    match check {
        Check::ApprovalBy { role } => holds(me, *role, stage),
        _ => true,
    }
}

fn fills(props: &LineProps, me: &Me) -> Html {
    let keeps = me.may(Permission::ManageProgrammes);
    let stage = &props.record.value;
    let check = &props.line.requirement.check;
    let met = props.line.state == LineState::Met;
    if check.is_entered() {
        return html! {
            <>
                if let Some(id) =
                    props.line.entry.as_ref().and_then(|entry| entry.document_id).filter(|_| me.may(Permission::ReadDocuments))
                {
                    <OpenDocument id={id.to_string()} />
                }
                if props.works && speaks(check, me, stage) {
                    <EntryButton
                        record={props.record.clone()}
                        requirement={props.line.requirement.clone()}
                        again={props.line.entry.is_some()}
                        onchange={props.onchange.clone()}
                    />
                    { withdraw(props) }
                    { except(props) }
                }
            </>
        };
    }
    let filled = match check {
        Check::MeetingHeld { meeting: kind, .. } => Some(meeting(*kind, &props.line, stage, me)),
        _ => place(check, stage, keeps, props.works),
    };
    html! {
        <>
            if let Some((href, text)) = filled {
                if met || !props.works {
                    <Link class="small" {href}>{ text }</Link>
                } else {
                    <LinkButton small=true {href}>{ text }</LinkButton>
                }
            }
            if props.works {
                { except(props) }
            }
        </>
    }
}

/// Taking an entry back.
fn withdraw(props: &LineProps) -> Html {
    let stage = &props.record.value;
    let Some(entry) = props.line.entry.as_ref().filter(|_| stage.state != StageState::Passed) else {
        return Html::default();
    };
    html! {
        <StepButton
            small=true
            kind={Kind::Tertiary}
            action={t("stage-entry-withdraw")}
            title={tr("stage-entry-withdraw-title", &[("name", requirement_name(&props.line.requirement).into())])}
            text={t("stage-entry-withdraw-text")}
            done={t("stage-entry-withdrawn")}
            call={Call::<WithdrawStageEntry>::at(&[&stage.id.to_string(), &entry.id.to_string()])}
            onchange={props.onchange.clone()}
        />
    }
}

/// Asking for an exception from what holds the gate.
fn except(props: &LineProps) -> Html {
    let stage = &props.record.value;
    let asked = props.line.waiver.as_ref().is_some_and(|one| one.state == WaiverState::Requested);
    if props.line.state != LineState::Unmet || asked || stage.state == StageState::Passed {
        return Html::default();
    }
    let key = Value::from(props.line.requirement.key.as_str());
    html! {
        <StepButton
            small=true
            kind={Kind::Tertiary}
            action={t("waiver-ask")}
            title={tr("waiver-ask-title", &[("name", requirement_name(&props.line.requirement).into())])}
            text={t("waiver-ask-text")}
            done={t("waiver-asked")}
            beside={vec![("requirement", key)]}
            call={Call::<CreateStageWaiver>::at(&[&stage.id.to_string()])}
            onchange={props.onchange.clone()}
        />
    }
}
