//! The form of one member of a household, in a dialog.

use crate::api::{Api, Call, Failure, Reply, Sender, Wire, use_api, use_sender};
use crate::editor::{Choice, Conflict, ConflictDialog};
use crate::i18n::{choices, t};
use crate::reference::use_codes;
use crate::ui::{
    Button, DateField, Dialog, Form, FormHandle, Kind, ProblemNote, RadioField, Reader, SelectField, TextField, Values,
    use_form,
};
use contract::code_lists::CodeList;
use contract::draft::{Draft, Purpose};
use contract::endpoints::{CreateHouseholdMember, GetHouseholdMember, UpdateHouseholdMember};
use contract::households::{HouseholdMember, HouseholdMemberDraft, Livelihood, Schooling, Sex};
use contract::ids::HouseholdId;
use contract::problem::ProblemCode;
use serde_json::Value;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MemberFormProps {
    pub home: HouseholdId,
    /// The member to change; a new one where absent.
    #[prop_or_default]
    pub record: Option<Rc<Reply<HouseholdMember>>>,
    pub onclose: Callback<()>,
    pub onchange: Callback<()>,
}

fn values(one: &HouseholdMember) -> Values {
    let birth = one.birth_date.value().map(ToString::to_string).unwrap_or_default();
    Values::of(&[
        ("/full_name", one.full_name.value().map_or("", String::as_str)),
        ("/birth_date", &birth),
        ("/sex", one.sex.as_str()),
        ("/relation", &one.relation),
        ("/schooling", one.schooling.map_or("", Schooling::as_str)),
        ("/livelihood", one.livelihood.as_str()),
    ])
}

fn draft(reader: &mut Reader) -> HouseholdMemberDraft {
    HouseholdMemberDraft {
        id: None,
        full_name: reader.text("/full_name"),
        birth_date: reader.parsed("/birth_date"),
        sex: reader.parsed("/sex"),
        relation: reader.text("/relation"),
        schooling: reader.parsed("/schooling"),
        livelihood: reader.parsed("/livelihood"),
    }
}

/// The values with what is taken over from the record as it stands now.
fn settled(mut values: Values, conflict: &Conflict, theirs: &Values) -> Values {
    for member in conflict.taken() {
        for (pointer, text) in theirs.under(&format!("/{member}")) {
            values.set(pointer, text);
        }
    }
    values
}

fn member_of(record: &Value) -> Option<HouseholdMember> {
    serde_json::from_str(&record.to_string()).ok()
}

/// As the wire carries it, to be compared member by member.
fn wired(record: &impl serde::Serialize) -> Value {
    let text = serde_json::to_string(record).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// The record the form began with.
#[derive(Clone)]
struct Base {
    record: Value,
    etag: Option<String>,
}

impl Base {
    fn of(reply: &Reply<HouseholdMember>) -> Self {
        Self { record: wired(&reply.value), etag: reply.etag.clone() }
    }

    fn id(&self) -> &str {
        self.record.get("id").and_then(Value::as_str).unwrap_or_default()
    }
}

/// The work on one member, shared by its callbacks.
#[derive(Clone)]
struct Work {
    home: String,
    form: FormHandle,
    base: UseStateHandle<Option<Base>>,
    conflict: UseStateHandle<Option<Conflict>>,
    sender: Sender,
    api: Api,
    done: Callback<()>,
}

impl Work {
    fn send(&self, values: &Values, base: Option<&Base>) {
        let mut reader = Reader::new(values);
        let body = draft(&mut reader);
        let mut faults = reader.faults();
        faults.extend(body.check(if base.is_some() { Purpose::Change } else { Purpose::Create }));
        let complete = faults.is_empty();
        self.form.refuse(faults);
        if !complete {
            return;
        }
        let wire: Wire = match base {
            Some(base) => {
                let call = Call::<UpdateHouseholdMember>::at(&[&self.home, base.id()]);
                call.body(&body).if_match(base.etag.as_deref()).into()
            }
            None => Call::<CreateHouseholdMember>::at(&[&self.home]).body(&body).into(),
        };
        let (done, work) = (self.done.clone(), self.clone());
        let failed = Callback::from(move |failure: Failure| {
            if failure.is(ProblemCode::Stale) {
                work.compare();
            } else {
                work.form.refuse(failure.field_errors());
            }
        });
        self.sender.send(wire, Callback::from(move |_| done.emit(())), failed);
    }

    /// Lays the record as it stands now beside what was typed. What only one
    /// side changed merges by itself.
    fn compare(&self) {
        let Some(base) = (*self.base).clone() else { return };
        let work = self.clone();
        let wire: Wire = Call::<GetHouseholdMember>::at(&[&self.home, base.id()]).into();
        spawn_local(async move {
            let answer = work.api.ask(wire).await;
            let Ok(reply) = answer.and_then(|answer| answer.read::<Value>()) else {
                return;
            };
            let mine = wired(&draft(&mut Reader::new(work.form.values())));
            let conflict = Conflict::between(&base.record, &mine, reply.value, reply.etag);
            if conflict.rows.is_empty() {
                work.settle(&conflict);
            } else {
                work.conflict.set(Some(conflict));
            }
        });
    }

    /// Sends again, on top of the record as it stands now.
    fn settle(&self, conflict: &Conflict) {
        let Some(member) = member_of(&conflict.theirs) else { return };
        let values = settled(self.form.values().clone(), conflict, &values(&member));
        let base = Base { record: conflict.theirs.clone(), etag: conflict.etag.clone() };
        self.form.reset(values.clone());
        self.send(&values, Some(&base));
        self.base.set(Some(base));
    }

    fn resolve(&self, choice: Choice) {
        self.conflict.set(None);
        match choice {
            Choice::Save(conflict) => self.settle(&conflict),
            Choice::Later => {}
            Choice::Discard(conflict) => {
                let member = member_of(&conflict.theirs);
                self.form.reset(member.as_ref().map(values).unwrap_or_default());
                self.base.set(Some(Base { record: conflict.theirs, etag: conflict.etag }));
            }
        }
    }
}

#[component]
pub fn MemberForm(props: &MemberFormProps) -> Html {
    let first = props.record.as_ref();
    let base = use_state(|| first.map(|reply| Base::of(reply)));
    let form = use_form("member", || first.map(|reply| values(&reply.value)).unwrap_or_default());
    let done = {
        let (onclose, onchange) = (props.onclose.clone(), props.onchange.clone());
        Callback::from(move |()| {
            onclose.emit(());
            onchange.emit(());
        })
    };
    let work = Work {
        home: props.home.to_string(),
        form: form.clone(),
        base,
        conflict: use_state(|| None),
        sender: use_sender(),
        api: use_api(),
        done,
    };
    let submit = {
        let work = work.clone();
        Callback::from(move |()| work.send(work.form.values(), work.base.as_ref()))
    };
    let choose = {
        let work = work.clone();
        Callback::from(move |choice| work.resolve(choice))
    };
    let foot = html! {
        <>
            <Button onclick={props.onclose.clone()}>{ t("cancel") }</Button>
            <Button kind={Kind::Primary} busy={work.sender.state.is_under_way()} onclick={submit.clone()}>
                { t("save") }
            </Button>
        </>
    };
    let elsewhere = |failure: &&Failure| failure.is(ProblemCode::InvalidFields) || failure.is(ProblemCode::Stale);
    let failure = work.sender.state.failure().filter(|failure| !elsewhere(failure)).cloned();
    let title = if first.is_some() { t("member-change-title") } else { t("member-add") };
    html! {
        <>
            <Dialog open=true {title} onclose={props.onclose.clone()} {foot}>
                if let Some(failure) = failure {
                    <ProblemNote {failure} />
                }
                <Form {form} onsubmit={submit} class="stack"><MemberFields /></Form>
            </Dialog>
            <ConflictDialog conflict={(*work.conflict).clone()} {choose} />
        </>
    }
}

#[component]
fn MemberFields() -> Html {
    let codes = use_codes();
    html! {
        <>
            <TextField at="/full_name" />
            <DateField at="/birth_date" optional=true />
            <RadioField at="/sex" options={choices::<Sex>()} />
            <SelectField at="/relation" options={codes.options(CodeList::Relation)} />
            <SelectField at="/schooling" optional=true options={choices::<Schooling>()} />
            <SelectField at="/livelihood" options={choices::<Livelihood>()} />
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_only_the_other_side_changed_comes_along() {
        let base = json!({ "full_name": "Asep", "relation": "child", "livelihood": "neither" });
        let theirs = json!({ "full_name": "Asep", "relation": "parent", "livelihood": "earns" });
        let typed = [("/full_name", "Asep S."), ("/relation", "child"), ("/livelihood", "neither")];
        let typed = Values::of(&typed);
        let mine = json!({ "full_name": "Asep S.", "relation": "child", "livelihood": "neither" });
        let conflict = Conflict::between(&base, &mine, theirs, None);
        assert!(conflict.rows.is_empty());
        let now = Values::of(&[("/full_name", "Asep"), ("/relation", "parent"), ("/livelihood", "earns")]);
        let settled = settled(typed, &conflict, &now);
        assert_eq!(settled.get("/full_name"), "Asep S.");
        assert_eq!((settled.get("/relation"), settled.get("/livelihood")), ("parent", "earns"));
    }
}
