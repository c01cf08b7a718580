//! The form of any kind of record, new or changed.

use super::Kind;
use super::alike::{alike, named};
use super::conflict::ConflictDialog;
use super::draft_store::{Kept, Store};
use super::save_state::{RestoredNote, SaveBar};
use super::work::Work;
use crate::api::{Failure, Reply, Sending, use_api, use_sender};
use crate::i18n::t;
use crate::route::Route;
use crate::ui::leave::use_unsaved;
use crate::ui::{Form, Link, ProblemNote, Values, use_form, use_toast};
use contract::problem::{Problem, ProblemCode};
use serde_json::Value;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties)]
pub struct EditorFormProps {
    pub kind: Kind,
    /// The record to change, with the value in its address; a new one where
    /// absent.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    #[prop_or_default]
    pub record: Option<Rc<Reply<Value>>>,
    /// What a new one begins with.
    pub seed: Values,
    /// Where one goes without saving.
    pub cancel: AttrValue,
    pub children: Html,
}

impl PartialEq for EditorFormProps {
    fn eq(&self, other: &Self) -> bool {
        let same_record = match (&self.record, &other.record) {
            (Some(one), Some(two)) => Rc::ptr_eq(one, two),
            (None, None) => true,
            _ => false,
        };
        same_record
            && self.kind == other.kind
            && self.id == other.id
            && self.cancel == other.cancel
            && self.children == other.children
    }
}

impl EditorFormProps {
    /// What the form begins with when nothing was kept.
    fn fresh(&self) -> Kept {
        match &self.record {
            None => Kept::new(self.seed.clone(), Value::Null, None),
            Some(record) => {
                let values = (self.kind.values)(&record.value).unwrap_or_default();
                Kept::new(values, record.value.clone(), record.etag.clone())
            }
        }
    }
}

#[component]
pub fn EditorForm(props: &EditorFormProps) -> Html {
    let kind = props.kind;
    let store = Store::of(kind.name, props.id.clone());
    let restored = use_memo((), |()| store.load());
    let fresh = props.fresh();
    let kept = use_state(|| (*restored).clone().unwrap_or_else(|| fresh.clone()));
    let form = use_form(kind.name, || kept.values.clone());
    let work = Work {
        kind,
        sender: use_sender(),
        api: use_api(),
        toast: use_toast(),
        conflict: use_state(|| None),
        form: form.clone(),
        store,
        kept,
    };
    let sending = work.sender.state.clone();
    let changes = form.state.changes(&work.first(&fresh));
    use_unsaved(changes > 0);
    use_keeping(&work, changes);
    let onsubmit = {
        let work = work.clone();
        Callback::from(move |()| work.submit())
    };
    let ondiscard = {
        let (work, fresh) = (work.clone(), fresh.clone());
        Callback::from(move |()| work.begin(fresh.clone()))
    };
    let choose = {
        let work = work.clone();
        Callback::from(move |choice| work.resolve(choice, &fresh))
    };
    html! {
        <>
            <Form {form} {onsubmit} class="stack">
                if let Some(restored) = restored.as_ref().as_ref().filter(|_| changes > 0) {
                    <RestoredNote at={restored.saved_at} {ondiscard} />
                }
                if let Some(problem) = alike_to(&sending) {
                    { alike(problem, anyway(&work, problem)) }
                } else if let Some(failure) = told(&sending) {
                    <ProblemNote failure={failure.clone()}>{ existing(failure) }</ProblemNote>
                }
                { props.children.clone() }
                <SaveBar
                    sending={sending.clone()}
                    {changes}
                    cancel={props.cancel.clone()}
                    trynow={work.sender.try_now()}
                    giveup={work.sender.give_up()}
                />
            </Form>
            <ConflictDialog conflict={(*work.conflict).clone()} {choose} />
        </>
    }
}

/// The refusal that names women alike.
fn alike_to(sending: &Sending) -> Option<&Problem> {
    sending.failure()?.problem().filter(|problem| problem.code == ProblemCode::PossibleDuplicates)
}

/// Sends the same once more: those alike are others.
fn anyway(work: &Work, problem: &Problem) -> Callback<()> {
    let (work, ids) = (work.clone(), named(problem));
    Callback::from(move |()| work.acknowledge(&ids))
}

/// The way to the record that has this identifier already, where the reader
/// may see it.
fn existing(failure: &Failure) -> Html {
    let Some(id) = failure.problem().and_then(|problem| problem.existing_id) else {
        return Html::default();
    };
    html! { <p><Link href={Route::Beneficiary { id }.href()}>{ t("beneficiary-existing") }</Link></p> }
}

/// Field faults and conflicts show themselves elsewhere.
fn told(sending: &Sending) -> Option<&Failure> {
    sending.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields) && !failure.is(ProblemCode::Stale))
}

/// Keeps the draft in the tab while it is being written.
#[hook]
fn use_keeping(work: &Work, changes: usize) {
    let (store, kept) = (work.store.clone(), work.kept.clone());
    use_effect_with(work.form.values().clone(), move |values| {
        if changes > 0 {
            store.save(&kept, values);
        } else {
            store.forget();
        }
    });
}
