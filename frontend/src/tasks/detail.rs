//! One task: both sides, what to do, and closing it.

use super::{claimed_name, state_badge, title};
use crate::api::{Call, Reply, use_query};
use crate::editor::ReasonDialog;
use crate::i18n::{member, t, tr};
use crate::route::Route;
use crate::ui::{Button, Crumb, Glyph, KeyValue, Kind, Link, LinkButton, Moment, PageHead, Panel, or_dash, waiting};
use contract::endpoints::{CompleteTask, GetTask};
use contract::ids::TaskId;
use contract::tasks::{Task, TaskState};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TaskDetailProps {
    pub id: TaskId,
}

#[component]
pub fn TaskDetail(props: &TaskDetailProps) -> Html {
    let query = use_query(Call::<GetTask>::at(&[&props.id.to_string()]));
    let crumbs = vec![Crumb::new(Route::Tasks.href(), t("tasks"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("task"), crumbs, &query);
    };
    let task = &record.value;
    let open = task.state == TaskState::Open;
    let meta = vec![state_badge(task.state), html! { <Moment at={task.created_at} ago=true /> }];
    let actions = html! { <Complete record={record.clone()} onchange={query.reload.clone()} /> };
    html! {
        <>
            <PageHead title={title(task)} {crumbs} {meta} {actions} />
            <div class="stack">
                if !open {
                    { settled(task) }
                }
                <div class="cols c-1-1">
                    { stands(task) }
                    { refused(task) }
                </div>
                if open {
                    { to_do() }
                }
            </div>
        </>
    }
}

/// The record that has the number.
fn stands(task: &Task) -> Html {
    let href = Route::Beneficiary { id: task.beneficiary_id }.href();
    let pairs = vec![
        (member("full_name"), html! { <Link href={href.clone()}>{ &task.full_name }</Link> }),
        (t("task-kelurahan"), html! { { &task.region_name } }),
    ];
    html! {
        <Panel title={t("task-stands")}>
            <KeyValue {pairs} />
            <LinkButton {href} glyph={Glyph::FileSearch} class="mt-s3">{ t("task-open-record") }</LinkButton>
        </Panel>
    }
}

/// What was entered with the same number and turned away.
fn refused(task: &Task) -> Html {
    let pairs = vec![
        (member("full_name"), html! { { claimed_name(task) } }),
        (t("task-kelurahan"), html! { { &task.claimed_region_name } }),
        (t("task-raised-by"), html! { { &task.raised_by_name } }),
        (t("task-raised-at"), html! { <Moment at={task.created_at} /> }),
    ];
    html! { <Panel title={t("task-claimed")}><KeyValue {pairs} /></Panel> }
}

fn to_do() -> Html {
    let case = |question: String, answer: String| html! { <li><p><b>{ question }</b>{ " " }{ answer }</p></li> };
    html! {
        <Panel title={t("task-to-do")}>
            <p>{ t("task-to-do-compare") }</p>
            <ul>
                { case(t("task-case-moved"), t("task-case-moved-do")) }
                { case(t("task-case-typed"), t("task-case-typed-do")) }
                { case(t("task-case-wrong"), t("task-case-wrong-do")) }
            </ul>
            <p>{ t("task-to-do-close") }</p>
        </Panel>
    }
}

fn settled(task: &Task) -> Html {
    let mut pairs = vec![
        (t("task-outcome"), or_dash(task.outcome.as_deref())),
        (t("task-done-by"), or_dash(task.done_by_name.as_deref())),
    ];
    if let Some(at) = task.done_at {
        pairs.push((t("task-done-at"), html! { <Moment {at} /> }));
    }
    html! { <Panel title={t("task-settled")}><KeyValue {pairs} /></Panel> }
}

#[derive(Properties, PartialEq)]
struct CompleteProps {
    record: Rc<Reply<Task>>,
    onchange: Callback<()>,
}

/// The dialog outlives the button: where someone else was faster, what was
/// written stays in sight with the refusal.
#[component]
fn Complete(props: &CompleteProps) -> Html {
    let asking = use_state(|| false);
    let Reply { value: task, etag } = &*props.record;
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    html! {
        <>
            if task.state == TaskState::Open {
                <Button kind={Kind::Primary} glyph={Glyph::Check} onclick={set(true)}>{ t("task-complete") }</Button>
            }
            <ReasonDialog
                open={*asking}
                title={tr("task-complete-title", &[("name", task.full_name.as_str().into())])}
                text={t("task-complete-text")}
                action={t("task-complete")}
                done={t("task-completed")}
                call={Call::<CompleteTask>::at(&[&task.id.to_string()]).if_match(etag.as_deref())}
                onclose={set(false)}
                onchange={props.onchange.clone()}
            />
        </>
    }
}
