//! Two records side by side: keep one, choose member by member, merge, or say
//! that these are two women.

use super::members::{Choice, differing, shown, title};
use super::{in_words, name_of, state_badge};
use crate::api::{Call, Failure, Mutation, Reply, use_mutation, use_query, use_query_if};
use crate::beneficiaries;
use crate::editor::ReasonDialog;
use crate::i18n::{self, t, term, tr};
use crate::reference::{Codes, use_codes};
use crate::route::Route;
use crate::ui::{
    AreaField, Button, Crumb, Form, FormHandle, Glyph, Kind, Link, Note, PageHead, Panel, ProblemNote, ProblemPanel,
    Skeleton, Values, leave, or_dash, use_form, waiting,
};
use contract::beneficiaries::Beneficiary;
use contract::draft::{Draft, Purpose};
use contract::duplicates::{DuplicateCandidate, DuplicateState};
use contract::endpoints::{CreateMerge, DismissDuplicateCandidate, GetBeneficiary, GetDuplicateCandidate};
use contract::ids::DuplicateCandidateId;
use contract::merges::{Merge, MergeDraft, MergeMember};
use contract::problem::ProblemCode;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MergeDeskProps {
    pub id: DuplicateCandidateId,
}

#[component]
pub fn MergeDesk(props: &MergeDeskProps) -> Html {
    let query = use_query(Call::<GetDuplicateCandidate>::at(&[&props.id.to_string()]));
    let pair = query.value();
    let side = |id: Option<String>| id.map(|id| Call::<GetBeneficiary>::at(&[&id]));
    let first = use_query_if(side(pair.map(|pair| pair.first.id.to_string())));
    let second = use_query_if(side(pair.map(|pair| pair.second.id.to_string())));
    let codes = use_codes();
    let crumbs = vec![Crumb::new(Route::Duplicates.href(), t("duplicates"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("duplicate"), crumbs, &query);
    };
    let pair = &record.value;
    let names = [("first", name_of(&pair.first).into()), ("second", name_of(&pair.second).into())];
    let body = match (&first.reply, &second.reply) {
        _ if first.failure.is_some() || second.failure.is_some() => {
            let failure = first.failure.clone().or_else(|| second.failure.clone()).unwrap_or(Failure::NoAnswer);
            html! { <Panel><ProblemPanel {failure} retry={query.reload.clone()} /></Panel> }
        }
        (Some(first), Some(second)) => html! {
            <Beside
                pair={record.clone()}
                first={first.clone()}
                second={second.clone()}
                codes={codes.clone()}
                onchange={query.reload.clone()}
            />
        },
        _ => html! { <Panel><Skeleton lines=6 /></Panel> },
    };
    html! {
        <>
            <PageHead title={tr("duplicate-title", &names)} {crumbs} meta={vec![state_badge(pair.state)]} />
            <div class="stack">
                <Note><p>{ tr("duplicate-because", &[("reasons", in_words(&pair.reasons).into())]) }</p></Note>
                { settled(pair) }
                { body }
            </div>
        </>
    }
}

/// How the pair was settled.
fn settled(pair: &DuplicateCandidate) -> Html {
    let by = [("name", pair.settled_by_name.clone().unwrap_or_default().into())];
    match (pair.state, pair.merge_id) {
        (DuplicateState::Open, _) => Html::default(),
        (_, Some(id)) => html! {
            <Note>
                <p>{ tr("duplicate-merged-by", &by) }{ " " }<Link href={Route::Merge { id }.href()}>{ t("merge-open") }</Link></p>
            </Note>
        },
        _ => html! {
            <Note>
                <p>{ tr("duplicate-dismissed-by", &by) }</p>
                <p>{ pair.reason.clone().unwrap_or_default() }</p>
            </Note>
        },
    }
}

#[derive(Properties, PartialEq)]
struct BesideProps {
    pair: Rc<Reply<DuplicateCandidate>>,
    first: Rc<Reply<Beneficiary>>,
    second: Rc<Reply<Beneficiary>>,
    codes: Codes,
    onchange: Callback<()>,
}

#[component]
fn Beside(props: &BesideProps) -> Html {
    let (first, second) = (&props.first.value, &props.second.value);
    let choice = use_state(|| None::<Choice>);
    let now = (*choice).clone().unwrap_or_else(|| Choice::of(first, second, &props.codes));
    let rows = differing(first, second, &props.codes);
    let choose = {
        let choice = choice.setter();
        Callback::from(move |next: Choice| choice.set(Some(next)))
    };
    // Who said these are two women may think better of it.
    let open = props.pair.value.state != DuplicateState::Merged;
    html! {
        <>
            <Panel title={t("merge-compare")}>
                <p>{ t("merge-compare-text") }</p>
                <table class="diff">
                    <caption class="vh">{ t("merge-compare") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t("merge-field") }</th>
                            <th scope="col">{ head(first) }</th>
                            <th scope="col">{ head(second) }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { keep_row(props, &now, &choose, open) }
                        { for rows.iter().map(|member| row(props, &now, *member, &choose, open)) }
                    </tbody>
                </table>
                if rows.is_empty() {
                    <p class="ink2">{ t("merge-no-difference") }</p>
                }
            </Panel>
            if open {
                <Decide pair={props.pair.clone()} draft={draft(props, &now, &rows)} onchange={props.onchange.clone()} />
            }
        </>
    }
}

fn draft(props: &BesideProps, now: &Choice, rows: &[MergeMember]) -> MergeDraft {
    let (first, second) = (&props.first.value, &props.second.value);
    let (kept, removed) = if now.keep_second { (second, first) } else { (first, second) };
    MergeDraft {
        id: None,
        kept_id: kept.id,
        removed_id: removed.id,
        kept_version: Some(kept.version),
        removed_version: Some(removed.version),
        take: now.taken(rows),
        reason: String::new(),
    }
}

fn head(woman: &Beneficiary) -> Html {
    html! {
        <>
            <Link href={Route::Beneficiary { id: woman.id }.href()}>{ beneficiaries::name_of(woman) }</Link>
            <span class="sub">{ beneficiaries::status_badge(woman.status) }</span>
        </>
    }
}

/// What tells a record apart from one of the same name.
fn about(woman: &Beneficiary) -> String {
    let nik = woman.nik_masked.value().cloned().unwrap_or_else(|| t("beneficiary-no-nik"));
    let born = woman.birth_date.value().map(|day| i18n::date(*day));
    [Some(nik), born, Some(term(woman.status))].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What a record is called beside each of its values, where a phone shows no
/// heads of columns.
fn called(props: &BesideProps, second: bool) -> String {
    let (one, other) = (name_of_record(props, second), name_of_record(props, !second));
    match (one == other, second) {
        (false, _) => one,
        (true, false) => t("duplicate-first"),
        (true, true) => t("duplicate-second"),
    }
}

fn name_of_record(props: &BesideProps, second: bool) -> String {
    beneficiaries::name_of(if second { &props.second.value } else { &props.first.value })
}

/// Which of the two records stays.
fn keep_row(props: &BesideProps, now: &Choice, choose: &Callback<Choice>, open: bool) -> Html {
    let pick = |second: bool| {
        let woman = if second { &props.second.value } else { &props.first.value };
        let (choose, next) = (choose.clone(), now.keeping(second));
        let onchange = Callback::from(move |_: Event| choose.emit(next.clone()));
        html! {
            <label>
                <input type="radio" name="keep" checked={now.keep_second == second} disabled={!open} {onchange} />
                <span>
                    { tr("merge-keep", &[("name", beneficiaries::name_of(woman).into())]) }
                    <span class="sub">{ about(woman) }</span>
                </span>
            </label>
        }
    };
    html! {
        <tr>
            <th scope="row">{ t("merge-kept") }<span class="sub">{ t("merge-kept-hint") }</span></th>
            <td>{ pick(false) }</td>
            <td>{ pick(true) }</td>
        </tr>
    }
}

fn row(props: &BesideProps, now: &Choice, member: MergeMember, choose: &Callback<Choice>, open: bool) -> Html {
    let pick = |second: bool| {
        let woman = if second { &props.second.value } else { &props.first.value };
        let value = shown(woman, member, &props.codes);
        let (choose, next) = (choose.clone(), now.choosing(member, second));
        let onchange = Callback::from(move |_: Event| choose.emit(next.clone()));
        html! {
            <label>
                <input
                    type="radio"
                    name={format!("take-{member}")}
                    checked={now.is_second(member) == second}
                    disabled={!open}
                    {onchange}
                />
                <span>
                    <span class="who">{ called(props, second) }{ ": " }</span>
                    { or_dash(Some(value.as_str()).filter(|value| !value.is_empty())) }
                </span>
            </label>
        }
    };
    html! {
        <tr key={member.as_str()}>
            <th scope="row">{ title(member) }</th>
            <td>{ pick(false) }</td>
            <td>{ pick(true) }</td>
        </tr>
    }
}

#[derive(Properties, PartialEq)]
struct DecideProps {
    pair: Rc<Reply<DuplicateCandidate>>,
    draft: MergeDraft,
    onchange: Callback<()>,
}

fn submit(form: &FormHandle, sending: &Mutation<CreateMerge>, props: &DecideProps) -> Callback<()> {
    let (form, sending, draft, onchange) = (form.clone(), sending.clone(), props.draft.clone(), props.onchange.clone());
    Callback::from(move |()| {
        let reason = form.values().get("/reason").trim().to_owned();
        let draft = MergeDraft { reason, ..draft.clone() };
        let faults = draft.check(Purpose::Create);
        let complete = faults.is_empty();
        form.refuse(faults);
        if !complete {
            return;
        }
        let done = Callback::from(move |reply: Rc<Reply<Merge>>| {
            leave::go(&Route::Merge { id: reply.value.id }.href());
        });
        let (form, changed) = (form.clone(), onchange.clone());
        let failed = Callback::from(move |failure: Failure| {
            if failure.is(ProblemCode::ChangedMeanwhile) {
                changed.emit(());
            }
            form.refuse(failure.field_errors());
        });
        sending.send(Call::new().body(&draft), done, failed);
    })
}

/// Merging with a reason, or saying that these are two women.
#[component]
fn Decide(props: &DecideProps) -> Html {
    let form = use_form("merge", Values::default);
    let sending = use_mutation::<CreateMerge>();
    let asking = use_state(|| false);
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let submit = submit(&form, &sending, props);
    let Reply { value: pair, etag } = &*props.pair;
    let call = Call::<DismissDuplicateCandidate>::at(&[&pair.id.to_string()]).if_match(etag.as_deref());
    let failure = sending.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    html! {
        <Panel title={t("merge-decide")}>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit} class="stack">
                <AreaField at="/reason" hint={t("merge-reason-hint")} />
                <p class="hint">{ t("merge-undo-hint") }</p>
                <div class="row-wrap">
                    <Button kind={Kind::Primary} glyph={Glyph::Check} submit=true busy={sending.state.is_under_way()}>
                        { t("merge-do") }
                    </Button>
                    if pair.state == DuplicateState::Open {
                        <Button kind={Kind::Secondary} glyph={Glyph::Users} onclick={set(true)}>
                            { t("merge-two-women") }
                        </Button>
                    }
                </div>
            </Form>
            <ReasonDialog
                open={*asking}
                title={t("merge-two-women-title")}
                text={t("merge-two-women-text")}
                action={t("merge-two-women")}
                done={t("merge-two-women-done")}
                {call}
                onclose={set(false)}
                onchange={props.onchange.clone()}
            />
        </Panel>
    }
}
