//! One version: its stages, and as long as it is a draft, changing them.

use super::chain::ChainButton;
use super::requirement::RequirementButton;
use super::words::asks;
use super::{state_badge, title};
use crate::api::{Call, Failure, Reply, Wire, use_query, use_sender};
use crate::editor::StepButton;
use crate::i18n::{t, term, tr};
use crate::programmes::use_withheld;
use crate::route::Route;
use crate::stage_records::{numbered, requirement_name};
use crate::ui::{
    Badge, Button, Crumb, Dialog, Glyph, Kind, Note, PageHead, Panel, ProblemNote, Tone, use_address, waiting,
};
use contract::draft::Member;
use contract::endpoints::{GetStageTemplate, PublishStageTemplate, UpdateStageTemplate};
use contract::ids::StageTemplateId;
use contract::policy::Role;
use contract::problem::ProblemCode;
use contract::stage_templates::{
    Effect, Requirement, StageDefinition, StageTemplate, StageTemplateDraft, TemplateState,
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct StageTemplateDetailProps {
    pub id: StageTemplateId,
}

/// The change of a draft's stages.
pub fn written(record: &Reply<StageTemplate>, stages: Vec<StageDefinition>) -> Wire {
    let draft = StageTemplateDraft { stages: Member::Value(stages), ..StageTemplateDraft::default() };
    Call::<UpdateStageTemplate>::at(&[&record.value.id.to_string()])
        .if_match(record.etag.as_deref())
        .body(&draft)
        .into()
}

#[component]
pub fn StageTemplateDetail(props: &StageTemplateDetailProps) -> Html {
    let query = use_query(Call::<GetStageTemplate>::at(&[&props.id.to_string()]));
    let withheld = use_withheld();
    use_address();
    let crumbs = vec![Crumb::new(Route::StageTemplates.href(), t("stage-templates"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("stage-template"), crumbs, &query);
    };
    let template = &record.value;
    let draft = template.state == TemplateState::Draft;
    let edits = draft && withheld.is_none();
    let actions = html! {
        if draft {
            <StepButton
                kind={Kind::Primary}
                glyph={Glyph::Check}
                action={t("stage-template-publish")}
                title={tr("stage-template-publish-title", &[("name", title(template).into())])}
                text={t("stage-template-publish-text")}
                done={t("stage-template-published")}
                {withheld}
                call={Call::<PublishStageTemplate>::at(&[&template.id.to_string()]).if_match(record.etag.as_deref())}
                onchange={query.reload.clone()}
            />
        }
    };
    let stages = (0..template.stages.len()).map(|index| {
        html! { <Stage key={index} {index} record={record.clone()} {edits} onchange={query.reload.clone()} /> }
    });
    html! {
        <>
            <PageHead title={title(template)} {crumbs} meta={vec![state_badge(template.state)]} {actions} />
            <div class="stack">
                if let Some(note) = &template.note {
                    <Note><p>{ note }</p></Note>
                }
                { for stages }
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct StageProps {
    index: usize,
    record: Rc<Reply<StageTemplate>>,
    edits: bool,
    onchange: Callback<()>,
}

/// Who submits, and who approves after whom.
fn chain(stage: &StageDefinition) -> String {
    let approvers: Vec<String> = stage.approved_by.iter().map(|role: &Role| term(*role)).collect();
    tr("stage-template-chain", &[("first", term(stage.submitted_by).into()), ("others", approvers.join(", ").into())])
}

#[component]
fn Stage(props: &StageProps) -> Html {
    let Some(stage) = props.record.value.stages.get(props.index) else { return Html::default() };
    let edit = |at: Option<usize>| {
        html! {
            <RequirementButton record={props.record.clone()} stage={props.index} {at} onchange={props.onchange.clone()} />
        }
    };
    let lines = stage.requirements.iter().enumerate().map(|(at, one)| {
        html! {
            <li key={one.key.clone()}>
                <div>
                    <b>{ requirement_name(one) }</b>{ " " }{ effect(one) }
                    <span class="sub">{ asks(&one.check) }</span>
                    <span class="sub">{ tr("stage-template-sources", &[("sources", one.sources.join(", ").into())]) }</span>
                </div>
                if props.edits {
                    <div class="go">
                        { edit(Some(at)) }
                        <Remove record={props.record.clone()} stage={props.index} {at} onchange={props.onchange.clone()} />
                    </div>
                }
            </li>
        }
    });
    html! {
        <Panel title={numbered(stage.stage)} flush=true>
            <div class="body">
                <p>{ chain(stage) }</p>
                if props.edits {
                    <ChainButton record={props.record.clone()} stage={props.index} onchange={props.onchange.clone()} />
                }
            </div>
            <ul class="plain gate two">{ for lines }</ul>
            if props.edits {
                <div class="body">{ edit(None) }</div>
            }
        </Panel>
    }
}

fn effect(one: &Requirement) -> Html {
    match one.effect {
        Effect::Blocks => html! { <Badge glyph={Glyph::Lock} text={term(one.effect)} /> },
        Effect::Warns => html! { <Badge tone={Tone::Warn} glyph={Glyph::AlertTriangle} text={term(one.effect)} /> },
    }
}

#[derive(Properties, PartialEq)]
struct RemoveProps {
    record: Rc<Reply<StageTemplate>>,
    stage: usize,
    at: usize,
    onchange: Callback<()>,
}

/// Takes a requirement out of a draft.
#[component]
fn Remove(props: &RemoveProps) -> Html {
    let sender = use_sender();
    let asking = use_state(|| false);
    let ask = |whether: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(whether))
    };
    let remove = {
        let (record, stage, at) = (props.record.clone(), props.stage, props.at);
        let (sender, onchange) = (sender.clone(), props.onchange.clone());
        Callback::from(move |()| {
            let mut stages = record.value.stages.clone();
            let Some(own) = stages.get_mut(stage).filter(|own| at < own.requirements.len()) else { return };
            own.requirements.remove(at);
            let (changed, stale) = (onchange.clone(), onchange.clone());
            let done = Callback::from(move |_| changed.emit(()));
            let refused = Callback::from(move |failure: Failure| {
                if failure.is(ProblemCode::Stale) {
                    stale.emit(());
                }
            });
            sender.send(written(&record, stages), done, refused);
        })
    };
    let own = props.record.value.stages.get(props.stage).and_then(|own| own.requirements.get(props.at));
    let name = own.map(requirement_name).unwrap_or_default().to_owned();
    html! {
        <>
            <Button small=true kind={Kind::Tertiary} glyph={Glyph::Trash} onclick={ask(true)}>
                { t("requirement-remove") }<span class="vh">{ " " }{ &name }</span>
            </Button>
            if *asking {
                <Dialog
                    open=true
                    title={t("requirement-remove-title")}
                    onclose={ask(false)}
                    foot={html! {
                        <>
                            <Button onclick={ask(false)}>{ t("cancel") }</Button>
                            <Button kind={Kind::Primary} glyph={Glyph::Trash} busy={sender.state.is_under_way()} onclick={remove}>
                                { t("requirement-remove") }
                            </Button>
                        </>
                    }}
                >
                    <p>{ tr("requirement-remove-ask", &[("name", name.into())]) }</p>
                    if let Some(failure) = sender.state.failure() {
                        <ProblemNote failure={failure.clone()} />
                    }
                </Dialog>
            }
        </>
    }
}
