//! The stages of a locus on its page: the seven steps, the gate of one of them,
//! and what stands beside it.

use super::actions::Actions;
use super::aside::Aside;
use super::checklist::Checklist;
use super::seven::Seven;
use super::{Look, numbered};
use crate::api::{Call, Reply, use_me, use_query};
use crate::comments::Comments;
use crate::i18n::{date, member, t, term, tr};
use crate::route::Route;
use crate::ui::{Address, Glyph, Icon, KeyValue, LinkButton, Note, Panel, ProblemPanel, Skeleton, Tone, or_dash};
use contract::cycle::{CycleStage, StageState};
use contract::endpoints::{GetStageRecord, ListStageRecords};
use contract::loci::Locus;
use contract::page::{MAX_LIMIT, Paging};
use contract::policy::Permission;
use contract::stage_records::{Filter, StageAction, StageRecord};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LocusStagesProps {
    pub locus: Locus,
    pub address: Address,
    /// The locus stands elsewhere now.
    pub onchange: Callback<()>,
}

/// The stage the address names, else the one the locus stands in, else the last.
fn shown(stages: &[StageRecord], locus: &Locus, address: &Address) -> usize {
    let asked = address.get("stage").and_then(|word| word.parse::<CycleStage>().ok()).or(locus.stage);
    let last = stages.len().saturating_sub(1);
    asked.and_then(|asked| stages.iter().position(|one| one.stage == asked)).unwrap_or(last)
}

#[component]
pub fn LocusStages(props: &LocusStagesProps) -> Html {
    let filter = Filter { locus_id: Some(props.locus.id), ..Filter::default() };
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let query = use_query(Call::<ListStageRecords>::new().query(&filter).paging(&paging));
    let body = match (&query.failure, query.value()) {
        (Some(failure), _) => html! { <ProblemPanel failure={failure.clone()} retry={query.reload.clone()} /> },
        (None, None) => html! { <Skeleton lines=6 /> },
        (None, Some(page)) => {
            let mut stages = page.items.clone();
            stages.sort_by_key(|one| one.stage.number());
            let shown = shown(&stages, &props.locus, &props.address);
            let Some(one) = stages.get(shown).cloned() else { return Html::default() };
            let onchange = {
                let (reload, above) = (query.reload.clone(), props.onchange.clone());
                Callback::from(move |()| {
                    reload.emit(());
                    above.emit(());
                })
            };
            return html! {
                <div class="stack">
                    <Panel><Seven {stages} {shown} address={props.address.clone()} /></Panel>
                    <Stage key={one.id.to_string()} id={one.id.to_string()} locus={props.locus.clone()} {onchange} />
                </div>
            };
        }
    };
    html! { <Panel>{ body }</Panel> }
}

#[derive(Properties, PartialEq)]
struct StageProps {
    id: String,
    locus: Locus,
    onchange: Callback<()>,
}

/// One stage, read with its tag.
#[component]
fn Stage(props: &StageProps) -> Html {
    let query = use_query(Call::<GetStageRecord>::at(&[&props.id]));
    let me = use_me();
    let record = match (&query.failure, &query.reply) {
        (Some(failure), _) => {
            return html! { <Panel><ProblemPanel failure={failure.clone()} retry={query.reload.clone()} /></Panel> };
        }
        (None, None) => return html! { <Panel><Skeleton lines=6 /></Panel> },
        (None, Some(record)) => record.clone(),
    };
    let onchange = {
        let (reload, above) = (query.reload.clone(), props.onchange.clone());
        Callback::from(move |()| {
            reload.emit(());
            above.emit(());
        })
    };
    let stage = &record.value;
    let live = props.locus.archived_at.is_none();
    let open = !matches!(stage.state, StageState::Submitted | StageState::Passed);
    let works = me.may(Permission::WorkOnStages) && live;
    html! {
        <div class="cols c-2-1">
            <div class="stack">
                <Panel title={numbered(stage.stage)} flush=true aside={Look::record(stage).badge()}>
                    <div class="body">
                        <p class="small ink2">{ definition(stage.stage) }</p>
                        { returned(stage) }
                    </div>
                    <Checklist
                        record={record.clone()}
                        works={works && open}
                        signs={me.may(Permission::ApproveStages) && live && open}
                        onchange={onchange.clone()}
                    />
                    if live {
                        <Actions record={record.clone()} {onchange} />
                    }
                </Panel>
                <Told record={record.clone()} {works} />
                <Comments stage={stage.id} />
            </div>
            <Aside record={record.clone()} locus={props.locus.clone()} />
        </div>
    }
}

/// What the programme calls this stage (P-34).
fn definition(stage: CycleStage) -> String {
    match stage {
        CycleStage::Preparation => t("stage-definition-preparation"),
        CycleStage::Assessment => t("stage-definition-assessment"),
        CycleStage::Alternatives => t("stage-definition-alternatives"),
        CycleStage::ActionPlan => t("stage-definition-action-plan"),
        CycleStage::Implementation => t("stage-definition-implementation"),
        CycleStage::Evaluation => t("stage-definition-evaluation"),
        CycleStage::Termination => t("stage-definition-termination"),
    }
}

/// Why it came back.
fn returned(stage: &StageRecord) -> Html {
    let act = stage.acts.iter().rev().find(|act| act.action == StageAction::Returned);
    let Some(act) = act.filter(|_| stage.state == StageState::Returned) else { return Html::default() };
    let by = [("name", act.by_name.as_str().into()), ("day", crate::i18n::moment(act.at).into())];
    html! {
        <Note tone={Tone::Bad}>
            <p><b>{ tr("stage-returned-by", &by) }</b></p>
            <p>{ format!("“{}”", act.note.as_deref().unwrap_or_default()) }</p>
        </Note>
    }
}

#[derive(Properties, PartialEq)]
struct ToldProps {
    record: Rc<Reply<StageRecord>>,
    works: bool,
}

/// What is said of the stage.
#[component]
fn Told(props: &ToldProps) -> Html {
    let stage = &props.record.value;
    let open = !matches!(stage.state, StageState::Submitted | StageState::Passed);
    let edit = html! {
        if props.works && open {
            <LinkButton small=true glyph={Glyph::Edit} href={Route::EditStageRecord { id: stage.id }.href()}>
                { t("edit") }
            </LinkButton>
        }
    };
    html! {
        <Panel title={t("stage-told")} aside={edit}>
            <KeyValue pairs={pairs(stage)} />
            if props.works && !open {
                <p class="reason"><Icon glyph={Glyph::Lock} /><span>{ t("stage-told-locked") }</span></p>
            }
        </Panel>
    }
}

/// The members of a stage with their values.
pub fn pairs(stage: &StageRecord) -> Vec<(String, Html)> {
    let day = |day: Option<_>| or_dash(day.map(date).as_deref());
    let text = |text: &Option<String>| match text {
        Some(text) => html! { <span class="lines">{ text }</span> },
        None => or_dash(None),
    };
    let involvement = |degree: Option<contract::cycle::Involvement>, reason: &Option<String>| {
        let degree = degree.map(term);
        let told = degree.map(|degree| match reason {
            Some(reason) => format!("{degree}. {reason}"),
            None => degree,
        });
        or_dash(told.as_deref())
    };
    let mut pairs = vec![
        (member("planned_start"), day(stage.planned_start)),
        (member("planned_end"), day(stage.planned_end)),
        (member("started_on"), day(stage.started_on)),
        (member("ended_on"), day(stage.ended_on)),
        (member("stage_agency_id"), or_dash(stage.agency_name.as_deref())),
        (member("narrative"), text(&stage.narrative)),
        (member("benefit"), text(&stage.benefit)),
        (member("residents_involvement"), involvement(stage.residents_involvement, &stage.residents_reason)),
        (member("team_involvement"), involvement(stage.team_involvement, &stage.team_reason)),
    ];
    if stage.stage == CycleStage::Termination {
        pairs.push((member("termination_reason"), or_dash(stage.termination_reason.map(term).as_deref())));
    }
    pairs
}
