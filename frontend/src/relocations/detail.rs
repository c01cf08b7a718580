//! One move: what is needed to answer it, and the answer.

use super::state_badge;
use crate::api::{Call, Failure, Mutation, Reply, use_mutation, use_query};
use crate::editor::ReasonDialog;
use crate::i18n::{self, t, term, tr};
use crate::route::Route;
use crate::ui::{
    Button, Crumb, Glyph, KeyValue, Kind, LinkButton, Moment, Note, PageHead, Panel, ProblemNote, use_toast, waiting,
};
use contract::endpoints::{AcceptRelocation, GetRelocation, RefuseRelocation, WithdrawRelocation};
use contract::ids::RelocationId;
use contract::problem::ProblemCode;
use contract::relocations::Relocation;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct RelocationDetailProps {
    pub id: RelocationId,
}

#[component]
pub fn RelocationDetail(props: &RelocationDetailProps) -> Html {
    let query = use_query(Call::<GetRelocation>::at(&[&props.id.to_string()]));
    let crumbs = vec![Crumb::new(Route::Relocations.href(), t("relocations"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("relocation"), crumbs, &query);
    };
    let one = &record.value;
    let meta = vec![state_badge(one.state), html! { { tr("age-years", &[("n", one.age.into())]) } }];
    let title = tr("relocation-title", &[("name", one.full_name.as_str().into())]);
    html! {
        <>
            <PageHead {title} {crumbs} {meta} />
            <div class="stack">
                <Panel title={t("relocation")}>
                    <KeyValue pairs={pairs(one)} />
                    if one.record_seen {
                        <LinkButton href={Route::Beneficiary { id: one.beneficiary_id }.href()} class="mt-s3">
                            { t("relocation-open-record") }
                        </LinkButton>
                    }
                </Panel>
                if one.yours_to_decide || one.yours_to_withdraw {
                    <Answer record={record.clone()} onchange={query.reload.clone()} />
                }
            </div>
        </>
    }
}

fn pairs(one: &Relocation) -> Vec<(String, Html)> {
    let to = format!("RT {} · RW {} · {}", one.rt, one.rw, one.region_name);
    let mut pairs = vec![
        (t("relocation-from"), html! { { &one.from_region_name } }),
        (t("relocation-to"), html! { { to } }),
        (t("relocation-moved-on"), html! { { i18n::date(one.moved_on) } }),
        (t("relocation-household"), html! { { term(one.household) } }),
        (t("relocation-reason"), html! { { &one.reason } }),
        (t("relocation-by"), html! { { &one.requested_by_name } }),
        (t("relocation-at"), html! { <Moment at={one.created_at} /> }),
    ];
    if let Some(name) = &one.decided_by_name {
        pairs.push((t("relocation-decided-by"), html! { { name } }));
    }
    if let Some(at) = one.decided_at {
        pairs.push((t("relocation-decided-at"), html! { <Moment {at} /> }));
    }
    if let Some(answer) = &one.answer {
        pairs.push((t("relocation-answer"), html! { { answer } }));
    }
    pairs
}

#[derive(Properties, PartialEq)]
struct AnswerProps {
    record: Rc<Reply<Relocation>>,
    onchange: Callback<()>,
}

fn accept(sending: &Mutation<AcceptRelocation>, props: &AnswerProps, toast: Callback<String>) -> Callback<()> {
    let (sending, onchange) = (sending.clone(), props.onchange.clone());
    let Reply { value: one, etag } = &*props.record;
    let call = Call::<AcceptRelocation>::at(&[&one.id.to_string()]).if_match(etag.as_deref());
    Callback::from(move |()| {
        let (toast, changed) = (toast.clone(), onchange.clone());
        let done = Callback::from(move |_| {
            toast.emit(t("relocation-accepted"));
            changed.emit(());
        });
        let changed = onchange.clone();
        let failed = Callback::from(move |failure: Failure| {
            if failure.is(ProblemCode::Stale) {
                changed.emit(());
            }
        });
        sending.send(call.clone(), done, failed);
    })
}

#[component]
fn Answer(props: &AnswerProps) -> Html {
    let sending = use_mutation::<AcceptRelocation>();
    let toast = use_toast();
    let (refusing, withdrawing) = (use_state(|| false), use_state(|| false));
    let Reply { value: one, etag } = &*props.record;
    let id = one.id.to_string();
    let accept = accept(&sending, props, toast);
    let set = |state: &UseStateHandle<bool>, to: bool| {
        let state = state.setter();
        Callback::from(move |()| state.set(to))
    };
    html! {
        <Panel title={t("relocation-answer-title")}>
            if let Some(failure) = sending.state.failure() {
                <ProblemNote failure={failure.clone()} />
            }
            if one.yours_to_decide {
                <p>{ t("relocation-decide-text") }</p>
            } else {
                <Note><p>{ tr("relocation-waits", &[("region", one.region_name.as_str().into())]) }</p></Note>
            }
            <div class="row-wrap mt-s3">
                if one.yours_to_decide {
                    <Button kind={Kind::Primary} glyph={Glyph::Check} busy={sending.state.is_under_way()} onclick={accept}>
                        { t("relocation-accept") }
                    </Button>
                    <Button kind={Kind::Danger} glyph={Glyph::Ban} onclick={set(&refusing, true)}>
                        { t("relocation-refuse") }
                    </Button>
                }
                if one.yours_to_withdraw {
                    <Button glyph={Glyph::Restore} onclick={set(&withdrawing, true)}>{ t("relocation-withdraw") }</Button>
                }
            </div>
            <ReasonDialog
                open={*refusing}
                title={t("relocation-refuse-title")}
                text={t("relocation-refuse-text")}
                action={t("relocation-refuse")}
                done={t("relocation-refused")}
                kind={Kind::Danger}
                call={Call::<RefuseRelocation>::at(&[&id]).if_match(etag.as_deref())}
                onclose={set(&refusing, false)}
                onchange={props.onchange.clone()}
            />
            <ReasonDialog
                open={*withdrawing}
                title={t("relocation-withdraw-title")}
                text={t("relocation-withdraw-text")}
                action={t("relocation-withdraw")}
                done={t("relocation-withdrawn")}
                call={Call::<WithdrawRelocation>::at(&[&id]).if_match(etag.as_deref())}
                onclose={set(&withdrawing, false)}
                onchange={props.onchange.clone()}
            />
        </Panel>
    }
}
