//! Looks into poverty databases, and adding one.

use crate::api::{Answer, Call, Failure, Wire, use_me, use_query_if, use_sender};
use crate::beneficiaries::{Keeping, seen, use_keeping};
use crate::i18n::{self, choices, t, term, today, tr};
use crate::ui::{
    Button, DateField, Dialog, Form, FormHandle, Glyph, Kind, Panel, ProblemNote, RadioField, Reader, SelectField,
    Skeleton, TextField, Values, Width, use_form, use_toast,
};
use contract::draft::{Draft, Member, Purpose};
use contract::endpoints::{CreatePovertyCheck, ListPovertyChecks};
use contract::ids::{BeneficiaryId, PovertyCheckId};
use contract::policy::Permission;
use contract::poverty_checks::{PovertyCheck, PovertyCheckDraft, PovertyCheckResult, PovertyDatabase};
use contract::problem::{FieldError, ProblemCode};
use std::cell::Cell;
use std::rc::Rc;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PovertyCheckPanelProps {
    pub id: BeneficiaryId,
    pub newest: Member<PovertyCheck>,
    pub onchange: Callback<()>,
}

/// `DTSEN, 20 Okt 2026: terdaftar, desil 2`
fn in_words(check: &PovertyCheck) -> String {
    let found = match check.decile {
        Some(decile) => tr("check-decile", &[("result", term(check.result).into()), ("n", decile.into())]),
        None => term(check.result),
    };
    format!("{}, {}: {found}", term(check.database), i18n::date(check.checked_on))
}

#[component]
pub fn PovertyCheckPanel(props: &PovertyCheckPanelProps) -> Html {
    let me = use_me();
    let keeping = use_keeping();
    let open = use_state(|| false);
    let call = (*open).then(|| Call::<ListPovertyChecks>::at(&[&props.id.to_string()]));
    let query = use_query_if(call);
    let ontoggle = {
        let open = open.setter();
        Callback::from(move |_: Event| open.set(true))
    };
    let reason = (!me.may(Permission::EditBeneficiaries)).then(|| AttrValue::from(t("beneficiary-edit-withheld")));
    let all = match query.value() {
        None => html! { <Skeleton lines=2 /> },
        Some(page) => {
            let items = page.items.iter().map(|one| {
                html! { <li key={one.id.to_string()}>{ in_words(one) }<span class="sub">{ format!("{} · {}", one.source, one.recorded_by_name) }</span></li> }
            });
            html! { <ul class="plain">{ for items }</ul> }
        }
    };
    let onchange = {
        let (reload, onchange) = (query.reload.clone(), props.onchange.clone());
        Callback::from(move |()| {
            reload.emit(());
            onchange.emit(());
        })
    };
    html! {
        <Panel title={t("checks-title")}>
            if props.newest == Member::Null {
                <p class="ink2">{ t("never-checked") }</p>
            } else {
                <p>{ seen(&props.newest, in_words) }</p>
            }
            if props.newest.value().is_some() {
                <details class="more" {ontoggle}><summary>{ t("checks-all") }</summary>{ all }</details>
            }
            if keeping == Keeping::Open {
                <Record id={props.id} {reason} {onchange} />
            }
        </Panel>
    }
}

#[derive(Properties, PartialEq)]
struct RecordProps {
    id: BeneficiaryId,
    /// Why the reader may not.
    reason: Option<AttrValue>,
    onchange: Callback<()>,
}

fn first() -> Values {
    Values::of(&[("/checked_on", &today().to_string()), ("/database", PovertyDatabase::Dtsen.as_str())])
}

/// A button, and a dialog that asks for all of a look.
#[component]
fn Record(props: &RecordProps) -> Html {
    let form = use_form("poverty-check", first);
    let sender = use_sender();
    let toast = use_toast();
    let asking = use_state(|| false);
    // One look keeps its identifier through every attempt, so that one whose
    // receipt was lost on the way is not recorded twice.
    let draft_id = use_memo((), |()| Cell::new(Uuid::now_v7()));
    let open = {
        let (asking, form, draft_id) = (asking.setter(), form.clone(), draft_id.clone());
        Callback::from(move |()| {
            draft_id.set(Uuid::now_v7());
            form.reset(first());
            asking.set(true);
        })
    };
    let close = {
        let (asking, give_up) = (asking.setter(), sender.give_up());
        Callback::from(move |()| {
            give_up.emit(());
            asking.set(false);
        })
    };
    let done = {
        let (close, onchange) = (close.clone(), props.onchange.clone());
        Callback::from(move |_: Rc<Answer>| {
            close.emit(());
            toast.emit(t("check-recorded"));
            onchange.emit(());
        })
    };
    let submit = {
        let (form, sender, woman) = (form.clone(), sender.clone(), props.id);
        Callback::from(move |()| {
            let (draft, faults) = read(form.values(), draft_id.get());
            let complete = faults.is_empty();
            form.refuse(faults);
            if complete {
                let wire = Wire::from(Call::<CreatePovertyCheck>::at(&[&woman.to_string()]).body(&draft));
                let (form, id) = (form.clone(), draft_id.clone());
                // A refusal is an answer: what is sent next is another attempt.
                let failed = Callback::from(move |failure: Failure| {
                    if failure.problem().is_some() {
                        id.set(Uuid::now_v7());
                    }
                    form.refuse(failure.field_errors());
                });
                sender.send(wire.key(draft_id.get()), done.clone(), failed);
            }
        })
    };
    let failure = sender.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    html! {
        <div class="mt-s3">
            <Button small=true glyph={Glyph::Plus} reason={props.reason.clone()} onclick={open}>{ t("check-record") }</Button>
            <Dialog
                open={*asking}
                title={t("check-record")}
                onclose={close.clone()}
                foot={html! {
                    <>
                        <Button onclick={close}>{ t("cancel") }</Button>
                        <Button kind={Kind::Primary} busy={sender.state.is_under_way()} onclick={submit.clone()}>{ t("save") }</Button>
                    </>
                }}
            >
                if let Some(failure) = failure {
                    <ProblemNote failure={failure.clone()} />
                }
                <Form form={form.clone()} onsubmit={submit} class="stack">{ fields(&form) }</Form>
            </Dialog>
        </div>
    }
}

fn fields(form: &FormHandle) -> Html {
    let listed = form.values().get("/result") == PovertyCheckResult::Listed.as_str();
    html! {
        <>
            <SelectField at="/database" options={choices::<PovertyDatabase>()} />
            <DateField at="/checked_on" />
            <RadioField at="/result" options={choices::<PovertyCheckResult>()} />
            if listed {
                <TextField at="/decile" optional=true width={Width::Short} hint={t("decile-hint")} />
            }
            <TextField at="/source" width={Width::Long} hint={t("check-source-hint")} />
        </>
    }
}

fn read(values: &Values, id: Uuid) -> (PovertyCheckDraft, Vec<FieldError>) {
    let mut reader = Reader::new(values);
    let mut draft = PovertyCheckDraft {
        id: Some(PovertyCheckId(id)),
        checked_on: reader.parsed("/checked_on"),
        database: reader.parsed("/database"),
        result: reader.parsed("/result"),
        decile: reader.parsed("/decile"),
        source: reader.text("/source"),
    };
    if draft.result.value() != Some(&PovertyCheckResult::Listed) {
        draft.decile = Member::Absent;
    }
    let mut faults = reader.faults();
    faults.extend(draft.check(Purpose::Create));
    (draft, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_that_is_not_listed_has_no_decile() {
        let mut values = Values::of(&[("/checked_on", "2026-11-06"), ("/database", "dtsen")]);
        for (at, text) in [("/result", "not_listed"), ("/decile", "3"), ("/source", "Dinas Sosial")] {
            values.set(at, text);
        }
        let (draft, faults) = read(&values, Uuid::nil());
        assert_eq!((faults, draft.decile), (Vec::new(), Member::Absent));
        values.set("/result", "listed");
        assert_eq!(read(&values, Uuid::nil()).0.decile, Member::Value(3));
    }
}
