//! What stands beside a stage: who approves, the evidence, the team, and what
//! happened.

use super::requirement_name;
use crate::api::{Reply, use_me};
use crate::documents::OpenDocument;
use crate::i18n::{date, t, term, tr};
use crate::reference::use_agencies;
use crate::route::Route;
use crate::ui::{Event, Glyph, Icon, Link, LinkButton, Panel, Timeline};
use contract::cycle::StageState;
use contract::loci::Locus;
use contract::policy::Permission;
use contract::stage_records::{StageAct, StageAction, StageRecord};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct AsideProps {
    pub record: Rc<Reply<StageRecord>>,
    pub locus: Locus,
}

#[component]
pub fn Aside(props: &AsideProps) -> Html {
    let me = use_me();
    let stage = &props.record.value;
    let meetings = Route::Meetings
        .with(&[("programme_id", &props.locus.programme_id.to_string()), ("locus_id", &props.locus.id.to_string())]);
    let print = Route::PrintStageRecord { id: stage.id }.href();
    html! {
        <div class="stack">
            <p class="mb-0 row-wrap">
                <LinkButton glyph={Glyph::Printer} href={print}>{ t("stage-print") }</LinkButton>
                <LinkButton glyph={Glyph::Users} href={meetings}>{ t("stage-meetings") }</LinkButton>
            </p>
            <Panel title={t("stage-flow")}>{ flow(stage) }</Panel>
            { evidence(stage, me.may(Permission::ReadDocuments)) }
            <Team locus={props.locus.clone()} />
            if !stage.acts.is_empty() {
                <Panel title={t("stage-timeline")}><Timeline events={events(stage)} /></Panel>
            }
        </div>
    }
}

/// Who submits and approves, one after the other, and how far that is.
fn flow(stage: &StageRecord) -> Html {
    let submitted = matches!(stage.state, StageState::Submitted | StageState::Passed);
    let approved = |index: usize| {
        stage.state == StageState::Passed
            || submitted && usize::try_from(stage.approvals).is_ok_and(|approvals| index < approvals)
    };
    let step = |done: bool, text: String| {
        let (glyph, class) = if done { (Glyph::CircleCheck, "c-ok") } else { (Glyph::CircleDashed, "") };
        html! {
            <li>
                <Icon {glyph} class={class} />
                <p>{ text }</p>
                if done {
                    <p class="vh">{ t("stage-flow-done") }</p>
                }
            </li>
        }
    };
    let first = step(submitted, tr("stage-flow-submits", &[("role", term(stage.submitted_by_role).into())]));
    let others = stage
        .approved_by_roles
        .iter()
        .enumerate()
        .map(|(index, role)| step(approved(index), tr("stage-flow-approves", &[("role", term(*role).into())])));
    html! { <ul class="tl">{ first }{ for others }</ul> }
}

fn evidence(stage: &StageRecord, reads: bool) -> Html {
    let mut items = stage
        .checklist
        .iter()
        .filter_map(|line| {
            let entry = line.entry.as_ref()?;
            let id = entry.document_id?;
            let name = entry.document_name.as_deref().filter(|name| !name.is_empty());
            let name = name.unwrap_or(requirement_name(&line.requirement)).to_owned();
            Some(html! {
                <li key={entry.id.to_string()} class="line">
                    <Icon glyph={Glyph::FileText} />
                    <span>
                        { &name }
                        <span class="sub">{ requirement_name(&line.requirement) }{ ", " }{ date(entry.day) }</span>
                        if reads {
                            <OpenDocument id={id.to_string()} pictured={entry.has_thumbnail.then(|| name.clone())} />
                        }
                    </span>
                </li>
            })
        })
        .peekable();
    if items.peek().is_none() {
        return Html::default();
    }
    html! { <Panel title={t("stage-evidence")}><ul class="plain">{ for items }</ul></Panel> }
}

#[derive(Properties, PartialEq)]
struct TeamProps {
    locus: Locus,
}

#[component]
fn Team(props: &TeamProps) -> Html {
    let agencies = use_agencies();
    let team = &props.locus.team;
    if team.is_empty() {
        return html! { <Panel title={t("locus-team")}><p class="ink2">{ t("locus-team-empty") }</p></Panel> };
    }
    let all = Route::Locus { id: props.locus.id }.with(&[("tab", "facts")]);
    let people = team.iter().take(6).map(|one| {
        let agency = one.agency_id.and_then(|id| agencies.name(&id.to_string()).map(str::to_owned));
        html! {
            <>
                <dt>{ &one.duty }</dt>
                <dd>{ &one.name }{ agency.map(|name| format!(", {name}")).unwrap_or_default() }</dd>
            </>
        }
    });
    let count = tr("locus-team-count", &[("n", team.len().into())]);
    html! {
        <Panel title={t("locus-team")} aside={html! { <Link class="small" href={all}>{ count }</Link> }}>
            <dl class="kv">{ for people }</dl>
        </Panel>
    }
}

const fn glyph(action: StageAction) -> Glyph {
    match action {
        StageAction::Submitted => Glyph::Send,
        StageAction::Approved | StageAction::Passed => Glyph::CircleCheck,
        StageAction::Returned => Glyph::ArrowBackUp,
        StageAction::Reopened => Glyph::Restore,
        StageAction::Suspended => Glyph::Lock,
        StageAction::WaiverRequested | StageAction::WaiverGranted | StageAction::WaiverRefused => Glyph::ShieldCheck,
        StageAction::Moved => Glyph::ListDetails,
    }
}

fn event((index, act): (usize, &StageAct)) -> Event {
    let role = act.role.map(|role| format!(" ({})", term(role)));
    Event {
        key: index.to_string(),
        glyph: glyph(act.action),
        title: term(act.action),
        at: act.at,
        who: format!("{}{}", act.by_name, role.unwrap_or_default()),
        details: act.note.iter().map(|note| html! { { format!("“{note}”") } }).collect(),
    }
}

/// What happened, newest first.
pub fn events(stage: &StageRecord) -> Vec<Event> {
    stage.acts.iter().enumerate().map(event).rev().collect()
}
