//! Saying what was decided and what follows from it, and saying it anew.

use crate::api::{Answer, Call, Failure, Reply, Wire, use_query, use_sender};
use crate::i18n::{t, tr};
use crate::reference::use_agencies;
use crate::ui::{
    AreaField, Button, DateField, Dialog, Form, Glyph, Kind, ProblemNote, Reader, SelectField, TextField, Values,
    use_form, use_toast,
};
use contract::actions::{Action, ActionDraft, AgreedAction};
use contract::draft::{Draft, Member, Purpose};
use contract::endpoints::{CreateAction, CreateMeetingDecision, GetAction, ListOfficers, UpdateAction};
use contract::ids::{LocusId, MeetingDecisionId, MeetingId};
use contract::meetings::{Meeting, MeetingDecisionDraft};
use contract::officers::{Filter, Officer};
use contract::page::{MAX_LIMIT, Paging};
use contract::place::RegionCode;
use contract::problem::{FieldError, ProblemCode};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct AddButtonProps {
    pub record: Rc<Reply<Meeting>>,
    /// The decision something is added to; `None` for a new one.
    pub decision: Option<MeetingDecisionId>,
    pub onchange: Callback<()>,
}

#[component]
pub fn AddButton(props: &AddButtonProps) -> Html {
    let asking = use_state(|| false);
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let words = if props.decision.is_some() { t("action-add") } else { t("decision-add") };
    let kind = if props.decision.is_some() { Kind::Tertiary } else { Kind::Secondary };
    html! {
        <>
            <Button small=true {kind} glyph={Glyph::Plus} onclick={set(true)}>{ words }</Button>
            if *asking {
                <SayDialog
                    region={props.record.value.region_code.clone()}
                    locus={props.record.value.locus_id}
                    said={props.decision.map_or(Said::Decision(props.record.value.id), Said::Action)}
                    onclose={set(false)}
                    onchange={props.onchange.clone()}
                />
            }
        </>
    }
}

/// What is said in the dialog.
#[derive(Debug, Clone, PartialEq)]
enum Said {
    /// A decision of this meeting, with what follows from it.
    Decision(MeetingId),
    /// One thing more that follows from this decision.
    Action(MeetingDecisionId),
    /// The same action in other words, of someone else, or by another day.
    Change(Rc<Reply<Action>>),
}

impl Said {
    fn title(&self) -> String {
        match self {
            Self::Decision(_) => t("decision-add"),
            Self::Action(_) => t("action-add"),
            Self::Change(_) => t("action-change"),
        }
    }

    fn done(&self) -> String {
        match self {
            Self::Decision(_) => t("decision-added"),
            Self::Action(_) => t("action-added"),
            Self::Change(_) => t("action-changed"),
        }
    }

    /// What stands in the form at first.
    fn values(&self) -> Values {
        let Self::Change(record) = self else { return Values::default() };
        let one = &record.value;
        let (owner, agency) = (one.owner_id.to_string(), one.agency_id.map(|id| id.to_string()).unwrap_or_default());
        let due = one.due_on.to_string();
        Values::of(&[("/title", one.title.as_str()), ("/owner_id", &owner), ("/agency_id", &agency), ("/due_on", &due)])
    }

    /// Whoever has it now can be seen, even if she works there no more.
    fn owners(&self, mut officers: Vec<(String, String)>) -> Vec<(String, String)> {
        if let Self::Change(record) = self {
            let (id, name) = (record.value.owner_id.to_string(), &record.value.owner_name);
            if !officers.iter().any(|(own, _)| *own == id) {
                officers.insert(0, (id, tr("action-owner-elsewhere", &[("name", name.as_str().into())])));
            }
        }
        officers
    }

    fn call(&self, values: &Values) -> Result<Wire, Vec<FieldError>> {
        Ok(match self {
            Self::Decision(of) => {
                let draft = read_decision(values)?;
                Call::<CreateMeetingDecision>::at(&[&of.to_string()]).body(&draft).into()
            }
            Self::Action(decision) => Call::<CreateAction>::new().body(&read_action(values, *decision)?).into(),
            Self::Change(record) => {
                let draft = read_action(values, record.value.decision_id)?;
                let call = Call::<UpdateAction>::at(&[&record.value.id.to_string()]).body(&draft);
                call.if_match(record.etag.as_deref()).into()
            }
        })
    }
}

#[derive(Properties, PartialEq)]
pub struct ChangeButtonProps {
    pub action: Action,
    pub onchange: Callback<()>,
}

#[component]
pub fn ChangeButton(props: &ChangeButtonProps) -> Html {
    let asking = use_state(|| false);
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let label = tr("action-change-named", &[("name", props.action.title.as_str().into())]);
    html! {
        <>
            <Button small=true kind={Kind::Tertiary} glyph={Glyph::Edit} {label} onclick={set(true)}>
                { t("action-change") }
            </Button>
            if *asking {
                <ChangeDialog action={props.action.clone()} onclose={set(false)} onchange={props.onchange.clone()} />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ChangeDialogProps {
    action: Action,
    onclose: Callback<()>,
    onchange: Callback<()>,
}

/// The action as it stands is read first: what is changed is what was seen.
#[component]
fn ChangeDialog(props: &ChangeDialogProps) -> Html {
    let query = use_query(Call::<GetAction>::at(&[&props.action.id.to_string()]));
    match (&query.failure, query.reply.as_ref().filter(|_| !query.busy)) {
        (Some(failure), _) => html! {
            <Dialog open=true title={t("action-change")} onclose={props.onclose.clone()}>
                <ProblemNote failure={failure.clone()} />
            </Dialog>
        },
        (None, None) => html! {},
        (None, Some(record)) => html! {
            <SayDialog
                region={props.action.region_code.clone()}
                locus={props.action.locus_id}
                said={Said::Change(record.clone())}
                onclose={props.onclose.clone()}
                onchange={props.onchange.clone()}
            />
        },
    }
}

/// `Rina Wulandari · Petugas kelurahan · Teluk Pucung`
fn officer(one: &Officer) -> (String, String) {
    let office = one.roles.first().map(crate::app::held_role);
    let words = [Some(one.full_name.clone()), office].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    (one.id.to_string(), words)
}

/// Who can be given something there.
#[hook]
fn use_officers(region: &RegionCode, locus: Option<LocusId>) -> (Vec<(String, String)>, bool) {
    let region = locus.is_none().then(|| region.clone());
    let filter = Filter { locus_id: locus, region };
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let query = use_query(Call::<ListOfficers>::new().query(&filter).paging(&paging));
    let officers = query.value().map(|page| page.items.iter().map(officer).collect()).unwrap_or_default();
    (officers, query.busy)
}

#[derive(Properties, PartialEq)]
struct SayDialogProps {
    region: RegionCode,
    locus: Option<LocusId>,
    said: Said,
    onclose: Callback<()>,
    onchange: Callback<()>,
}

#[component]
fn SayDialog(props: &SayDialogProps) -> Html {
    let form = use_form("meeting_decision", || props.said.values());
    let sender = use_sender();
    let toast = use_toast();
    let (officers, busy) = use_officers(&props.region, props.locus);
    let agencies = use_agencies();
    let submit = {
        let (form, sender, said) = (form.clone(), sender.clone(), props.said.clone());
        let (onclose, onchange) = (props.onclose.clone(), props.onchange.clone());
        Callback::from(move |()| {
            let wire = match said.call(form.values()) {
                Ok(wire) => wire,
                Err(faults) => return form.refuse(faults),
            };
            form.refuse(Vec::new());
            let (toast, onclose, onchange, words) = (toast.clone(), onclose.clone(), onchange.clone(), said.done());
            let done = Callback::from(move |_: Rc<Answer>| {
                onclose.emit(());
                toast.emit(words.clone());
                onchange.emit(());
            });
            let refused = {
                let form = form.clone();
                Callback::from(move |failure: Failure| form.refuse(here(failure.field_errors())))
            };
            sender.send(wire, done, refused);
        })
    };
    let failure = sender.state.failure().filter(|failure| !failure.is(ProblemCode::InvalidFields));
    let new = matches!(props.said, Said::Decision(_));
    let foot = html! {
        <>
            <Button onclick={props.onclose.clone()}>{ t("cancel") }</Button>
            <Button kind={Kind::Primary} glyph={Glyph::Check} busy={sender.state.is_under_way()} onclick={submit.clone()}>
                { t("decision-save") }
            </Button>
        </>
    };
    html! {
        <Dialog open=true title={props.said.title()} onclose={props.onclose.clone()} {foot}>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit}>
                if new {
                    <AreaField at="/text" label={t("decision-text")} hint={t("decision-text-hint")} />
                }
                <TextField at="/title" label={t("action-title")} optional={new} hint={new.then(|| AttrValue::from(t("action-title-hint")))} />
                <SelectField at="/owner_id" label={t("action-owner")} options={props.said.owners(officers)} loading={busy} optional={new} />
                <SelectField at="/agency_id" label={t("action-agency")} options={agencies.options} loading={agencies.busy} optional=true />
                <DateField at="/due_on" label={t("action-due-on")} />
            </Form>
        </Dialog>
    }
}

/// The faults of the first action, at the inputs it was typed into.
fn here(faults: Vec<FieldError>) -> Vec<FieldError> {
    let own = faults.into_iter().map(|fault| {
        let pointer = fault.pointer.strip_prefix("/actions/0").unwrap_or(&fault.pointer).to_owned();
        FieldError { pointer, ..fault }
    });
    own.collect()
}

/// A decision, with what follows from it where any of that is said.
fn read_decision(values: &Values) -> Result<MeetingDecisionDraft, Vec<FieldError>> {
    let mut reader = Reader::new(values);
    let text = reader.text("/text").over(None).unwrap_or_default();
    let follows = ["/title", "/owner_id", "/agency_id", "/due_on"].iter().any(|at| !values.get(at).trim().is_empty());
    let mut actions = Vec::new();
    if follows {
        let (owner, due) = (reader.needed("/owner_id"), reader.needed("/due_on"));
        let agency_id = reader.parsed("/agency_id").over(None);
        let title = reader.text("/title").over(None).unwrap_or_default();
        if let (Some(owner_id), Some(due_on)) = (owner, due) {
            actions.push(AgreedAction { title, owner_id, agency_id, due_on });
        }
    }
    let mut faults = reader.faults();
    let draft = MeetingDecisionDraft { text, actions };
    faults.extend(here(draft.check(Purpose::Create)));
    if faults.is_empty() { Ok(draft) } else { Err(faults) }
}

/// Something that follows from a decision that stands.
fn read_action(values: &Values, decision: MeetingDecisionId) -> Result<ActionDraft, Vec<FieldError>> {
    let mut reader = Reader::new(values);
    let draft = ActionDraft {
        id: None,
        decision_id: Member::Value(decision),
        title: reader.text("/title"),
        owner_id: reader.parsed("/owner_id"),
        agency_id: reader.parsed("/agency_id"),
        due_on: reader.parsed("/due_on"),
    };
    let mut faults = reader.faults();
    faults.extend(draft.check(Purpose::Create));
    if faults.is_empty() { Ok(draft) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOMEONE: &str = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";

    fn faults(pairs: &[(&str, &str)]) -> Vec<String> {
        let read = read_decision(&Values::of(pairs));
        read.err().unwrap_or_default().into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn a_decision_stands_by_itself_or_with_all_of_what_follows() {
        assert!(faults(&[("/text", "Sasaran 100 keluarga")]).is_empty());
        assert_eq!(faults(&[]), ["/text required"]);
        let begun = faults(&[("/text", "Sasaran"), ("/title", "Pendataan")]);
        assert_eq!(begun, ["/owner_id required", "/due_on required"]);
        let whole = [("/text", "Sasaran"), ("/title", "Pendataan"), ("/owner_id", SOMEONE), ("/due_on", "2026-11-20")];
        assert_eq!(read_decision(&Values::of(&whole)).unwrap().actions.len(), 1);
        let untitled = faults(&[("/text", "Sasaran"), ("/owner_id", SOMEONE), ("/due_on", "2026-11-20")]);
        assert_eq!(untitled, ["/title required"]);
    }
}
