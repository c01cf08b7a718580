//! What happens to a form: checked, sent, refused, laid beside the record as
//! it stands now.

use super::Kind;
use super::alike::ACKNOWLEDGED;
use super::conflict::{Choice, Conflict};
use super::draft_store::{Kept, Store, key_for};
use super::merge;
use crate::api::{Answer, Api, Failure, Sender};
use crate::i18n::t;
use crate::ui::{FormHandle, Reader, Values, leave};
use contract::draft::Purpose;
use contract::problem::ProblemCode;
use serde_json::Value;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The work on one form, shared by its callbacks.
#[derive(Clone)]
pub struct Work {
    pub kind: Kind,
    pub form: FormHandle,
    pub store: Store,
    pub kept: UseStateHandle<Kept>,
    pub conflict: UseStateHandle<Option<Conflict>>,
    pub sender: Sender,
    pub api: Api,
    pub toast: Callback<String>,
}

impl Work {
    /// The values before anything was typed: those of the record the draft was
    /// begun on, which a restored draft brings along.
    pub fn first(&self, fresh: &Kept) -> Values {
        (self.kind.values)(&self.kept.base).unwrap_or_else(|| fresh.values.clone())
    }

    /// Begins anew with what stands on the record.
    pub fn begin(&self, fresh: Kept) {
        self.store.forget();
        self.form.reset(fresh.values.clone());
        self.kept.set(fresh);
    }

    pub fn submit(&self) {
        self.send(self.form.values(), &self.kept);
    }

    /// Sends again and says that those alike are others.
    pub fn acknowledge(&self, ids: &str) {
        let mut values = self.form.values().clone();
        values.set(ACKNOWLEDGED, ids);
        self.form.preset(ACKNOWLEDGED, ids);
        self.send(&values, &self.kept);
    }

    fn send(&self, values: &Values, kept: &Kept) {
        let mut reader = Reader::new(values);
        let draft = (self.kind.draft)(&mut reader);
        let creating = kept.base.is_null();
        let purpose = if creating { Purpose::Create } else { Purpose::Change };
        let body = merge::body(draft, kept, creating, self.kind.together);
        let Some(found) = (self.kind.check)(&body, purpose) else {
            return;
        };
        let mut faults = reader.faults();
        faults.extend(found);
        let complete = faults.is_empty();
        self.form.refuse(faults);
        if !complete {
            return;
        }
        let text = body.to_string();
        if creating {
            let wire = (self.kind.create)().body(Some(text.clone())).key(key_for(text));
            self.sender.send(wire, self.done(), self.failed());
        } else if merge::is_empty(&body) {
            self.leave(&kept.base, t("editor-unchanged"));
        } else if let Some(id) = self.store.id() {
            let wire = (self.kind.update)(id).body(Some(text)).if_match(kept.etag.as_deref());
            self.sender.send(wire, self.done(), self.failed());
        }
    }

    /// Goes to the page of the record.
    fn leave(&self, record: &Value, said: String) {
        self.store.forget();
        leave::saved();
        self.toast.emit(said);
        if let Some(href) = (self.kind.href)(record) {
            leave::go(&href);
        }
    }

    fn done(&self) -> Callback<Rc<Answer>> {
        let work = self.clone();
        Callback::from(move |answer: Rc<Answer>| {
            let record = answer.read::<Value>().map(|reply| reply.value);
            work.leave(&record.unwrap_or_default(), t("editor-saved"));
        })
    }

    fn failed(&self) -> Callback<Failure> {
        let work = self.clone();
        Callback::from(move |failure: Failure| {
            if failure.is(ProblemCode::Stale) {
                work.compare();
            } else {
                work.form.refuse(failure.field_errors());
            }
        })
    }

    /// Reads the record as it stands now and lays it beside the draft. What
    /// only one side changed merges by itself.
    fn compare(&self) {
        let work = self.clone();
        let Some(wire) = self.store.id().map(self.kind.read) else {
            return;
        };
        spawn_local(async move {
            let answer = work.api.ask(wire).await;
            let Ok(reply) = answer.and_then(|answer| answer.read::<Value>()) else {
                return;
            };
            let draft = (work.kind.draft)(&mut Reader::new(work.form.values()));
            let conflict = Conflict::between(&work.kept.base, &draft, reply.value, reply.etag);
            if conflict.rows.is_empty() {
                work.settle(&conflict);
            } else {
                work.conflict.set(Some(conflict));
            }
        });
    }

    /// Sends the draft again on top of the record as it stands now.
    fn settle(&self, conflict: &Conflict) {
        let Some(record) = (self.kind.values)(&conflict.theirs) else {
            return;
        };
        let mut values = self.form.values().clone();
        for member in conflict.taken() {
            // A tick of mine that theirs has not is no tick of the record.
            let mine: Vec<String> = values.under(&format!("/{member}")).map(|(own, _)| own.to_owned()).collect();
            for pointer in mine {
                values.set(&pointer, "");
                self.form.set(&pointer, "");
            }
            for (pointer, text) in record.under(&format!("/{member}")) {
                values.set(pointer, text);
                self.form.set(pointer, text);
            }
        }
        let kept = self.kept.on(&conflict.theirs, conflict.etag.clone());
        self.store.save(&kept, &values);
        self.send(&values, &kept);
        self.kept.set(kept);
    }

    pub fn resolve(&self, choice: Choice, fresh: &Kept) {
        self.conflict.set(None);
        match choice {
            Choice::Save(conflict) => self.settle(&conflict),
            Choice::Later => {}
            Choice::Discard(conflict) => {
                let fresh = fresh.on(&conflict.theirs, conflict.etag);
                let values = (self.kind.values)(&fresh.base).unwrap_or_else(|| fresh.values.clone());
                self.begin(Kept { values, ..fresh });
            }
        }
    }
}
