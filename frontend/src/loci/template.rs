//! Which version of what the stages ask for a locus follows, and moving it to
//! another, with the difference shown first.

use super::title;
use crate::api::{Call, Reply, use_query};
use crate::editor::StepButton;
use crate::i18n::{t, tr};
use crate::programmes::use_withheld;
use crate::route::Route;
use crate::stage_templates::{DifferenceList, title as template_title};
use crate::ui::{Kind, Link, Panel, ProblemPanel, Skeleton};
use contract::endpoints::{ListStageTemplates, MoveLocusTemplate};
use contract::loci::Locus;
use contract::page::{MAX_LIMIT, Paging};
use contract::place::RegionLevel;
use contract::stage_templates::{Filter, StageTemplate, TemplateState};
use serde_json::Value;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TemplatePanelProps {
    pub record: Rc<Reply<Locus>>,
    pub onchange: Callback<()>,
}

#[component]
pub fn TemplatePanel(props: &TemplatePanelProps) -> Html {
    let locus = &props.record.value;
    let filter = Filter { city: locus.region_code.at(RegionLevel::City), state: Some(TemplateState::Published) };
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let query = use_query(Call::<ListStageTemplates>::new().query(&filter).paging(&paging));
    let body = match (&query.failure, query.value()) {
        (Some(failure), _) => html! { <ProblemPanel failure={failure.clone()} retry={query.reload.clone()} /> },
        (None, None) => html! { <Skeleton lines=3 /> },
        (None, Some(page)) => versions(props, &page.items),
    };
    html! { <Panel title={t("stage-template")}>{ body }</Panel> }
}

fn versions(props: &TemplatePanelProps, known: &[StageTemplate]) -> Html {
    let locus = &props.record.value;
    let own = known.iter().find(|one| one.id == locus.template_id);
    let href = Route::StageTemplate { id: locus.template_id }.href();
    let others = known.iter().filter(|one| one.id != locus.template_id);
    let others: Vec<Html> = others
        .map(|other| {
            html! {
                <Other
                    key={other.id.to_string()}
                    before={own.cloned()}
                    other={other.clone()}
                    record={props.record.clone()}
                    onchange={props.onchange.clone()}
                />
            }
        })
        .collect();
    html! {
        <>
            <p><Link {href}>{ own.map_or_else(|| t("stage-template"), template_title) }</Link></p>
            if locus.archived_at.is_none() && !others.is_empty() {
                <h3 class="block">{ t("stage-template-others") }</h3>
                { for others }
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct OtherProps {
    before: Option<StageTemplate>,
    other: StageTemplate,
    record: Rc<Reply<Locus>>,
    onchange: Callback<()>,
}

/// Another version: what it asks for otherwise, and moving there.
#[component]
fn Other(props: &OtherProps) -> Html {
    let withheld = use_withheld();
    let Reply { value: locus, etag } = &*props.record;
    let name = template_title(&props.other);
    let words = [("name", name.as_str().into()), ("locus", title(locus).into())];
    html! {
        <details class="more">
            <summary>{ &name }</summary>
            if let Some(before) = &props.before {
                <DifferenceList before={before.stages.clone()} after={props.other.stages.clone()} />
            }
            <StepButton
                kind={Kind::Secondary}
                action={t("stage-template-move")}
                title={tr("stage-template-move-title", &words)}
                text={t("stage-template-move-text")}
                done={tr("stage-template-moved", &words)}
                {withheld}
                beside={vec![("template_id", Value::from(props.other.id.to_string()))]}
                call={Call::<MoveLocusTemplate>::at(&[&locus.id.to_string()]).if_match(etag.as_deref())}
                onchange={props.onchange.clone()}
            />
        </details>
    }
}
