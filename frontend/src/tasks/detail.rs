//! One task: both sides, what to do, and closing it.

use super::{claimed_name, state_badge, title};
use crate::api::{Call, Failure, Mutation, Reply, use_mutation, use_query};
use crate::i18n::{choices, member, t, term, tr};
use crate::route::Route;
use crate::ui::{
    AreaField, Button, Crumb, Dialog, Form, FormHandle, Glyph, KeyValue, Kind, Link, LinkButton, Moment, PageHead,
    Panel, ProblemNote, RadioField, Reader, Values, or_dash, use_form, use_toast, waiting,
};
use contract::draft::{Draft, Purpose};
use contract::endpoints::{CompleteTask, GetTask};
use contract::ids::TaskId;
use contract::problem::ProblemCode;
use contract::tasks::{Completion, Resolution, Task, TaskState};
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
                    { to_do(task) }
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

/// The three ways it can be settled, each with the way to its form.
fn to_do(task: &Task) -> Html {
    let woman = task.beneficiary_id;
    let moving = Route::Relocate { id: woman }.with(&[("region", task.claimed_region_code.as_str())]);
    let merging = Route::Duplicates.href();
    let correcting = Route::EditBeneficiary { id: woman }.href();
    let case = |question: String, answer: String, href: String, action: String| {
        html! { <li><p><b>{ question }</b>{ " " }{ answer }{ " " }<Link {href}>{ action }</Link></p></li> }
    };
    html! {
        <Panel title={t("task-to-do")}>
            <p>{ t("task-to-do-compare") }</p>
            <ul>
                { case(t("task-case-moved"), t("task-case-moved-do"), moving, t("task-move")) }
                { case(t("task-case-twice"), t("task-case-twice-do"), merging, t("task-merge")) }
                { case(t("task-case-wrong"), t("task-case-wrong-do"), correcting, t("task-correct")) }
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
    if let Some(resolution) = task.resolution {
        pairs.insert(0, (t("task-resolution"), html! { { term(resolution) } }));
    }
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

fn submit(
    form: &FormHandle,
    sending: &Mutation<CompleteTask>,
    props: &CompleteProps,
    close: Callback<()>,
    toast: Callback<String>,
) -> Callback<()> {
    let (form, sending, onchange) = (form.clone(), sending.clone(), props.onchange.clone());
    let Reply { value: task, etag } = &*props.record;
    let call = Call::<CompleteTask>::at(&[&task.id.to_string()]).if_match(etag.as_deref());
    Callback::from(move |()| {
        let mut reader = Reader::new(form.values());
        let resolution = reader.needed::<Resolution>("/resolution");
        let reason = form.values().get("/reason").trim().to_owned();
        let completion = Completion { reason, resolution };
        let mut faults = reader.faults();
        faults.extend(completion.check(Purpose::Create));
        let complete = faults.is_empty();
        form.refuse(faults);
        if !complete {
            return;
        }
        let (close, toast, changed, refused) = (close.clone(), toast.clone(), onchange.clone(), form.clone());
        let done = Callback::from(move |_| {
            close.emit(());
            toast.emit(t("task-completed"));
            changed.emit(());
        });
        let failed = Callback::from(move |failure: Failure| refused.refuse(failure.field_errors()));
        sending.send(call.clone().body(&completion), done, failed);
    })
}

/// The dialog outlives the button: where someone else was faster, what was
/// written stays in sight with the refusal.
#[component]
fn Complete(props: &CompleteProps) -> Html {
    let asking = use_state(|| false);
    let form = use_form("completion", Values::default);
    let sending = use_mutation::<CompleteTask>();
    let toast = use_toast();
    let task = &props.record.value;
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let submit = submit(&form, &sending, props, set(false), toast);
    let failure = sending.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    let foot = html! {
        <>
            <Button kind={Kind::Secondary} onclick={set(false)}>{ t("cancel") }</Button>
            <Button kind={Kind::Primary} busy={sending.state.is_under_way()} onclick={submit.clone()}>
                { t("task-complete") }
            </Button>
        </>
    };
    html! {
        <>
            if task.state == TaskState::Open {
                <Button kind={Kind::Primary} glyph={Glyph::Check} onclick={set(true)}>{ t("task-complete") }</Button>
            }
            <Dialog
                open={*asking}
                title={tr("task-complete-title", &[("name", task.full_name.as_str().into())])}
                onclose={set(false)}
                {foot}
            >
                <p>{ t("task-complete-text") }</p>
                if let Some(failure) = failure {
                    <ProblemNote failure={failure.clone()}>
                        if failure.is(ProblemCode::WrongState) {
                            <p>{ t("task-not-so") }</p>
                        }
                    </ProblemNote>
                }
                <Form {form} onsubmit={submit}>
                    <RadioField at="/resolution" label={t("task-resolution")} options={choices::<Resolution>()} />
                    <AreaField at="/reason" hint={t("reason-hint")} />
                </Form>
            </Dialog>
        </>
    }
}
