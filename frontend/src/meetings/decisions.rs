//! What was decided, who does what by when, and adding to it.

use super::list::follows;
use crate::actions::{CompleteButton, DropButton, standing};
use crate::api::{Answer, Call, Failure, Reply, use_query, use_sender};
use crate::i18n::{date, t, tr};
use crate::reference::use_agencies;
use crate::ui::{
    AreaField, Badge, Button, DateField, Dialog, Form, Glyph, Kind, Panel, ProblemNote, Reader, SelectField, TextField,
    Values, use_form, use_toast,
};
use contract::actions::{Action, ActionDraft, ActionState, AgreedAction};
use contract::draft::{Draft, Member, Purpose};
use contract::endpoints::{CreateAction, CreateMeetingDecision, ListOfficers};
use contract::ids::{LocusId, MeetingDecisionId};
use contract::meetings::{Meeting, MeetingDecision, MeetingDecisionDraft, MeetingState};
use contract::officers::{Filter, Officer};
use contract::page::{MAX_LIMIT, Paging};
use contract::place::RegionCode;
use contract::problem::{FieldError, ProblemCode};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct DecisionsProps {
    pub record: Rc<Reply<Meeting>>,
    pub works: bool,
    pub onchange: Callback<()>,
}

#[component]
pub fn Decisions(props: &DecisionsProps) -> Html {
    let one = &props.record.value;
    let adds = props.works && one.state == MeetingState::Held;
    let aside = html! {
        if adds {
            <AddButton record={props.record.clone()} decision={None} onchange={props.onchange.clone()} />
        }
    };
    let decided = one.decisions.iter().map(|decision| draw(props, decision, adds));
    html! {
        <Panel title={t("meeting-decisions")} flush=true {aside}>
            if one.decisions.is_empty() {
                <div class="body">
                    <p class="ink2 mb-0">
                        { if one.state == MeetingState::Held { t("meeting-no-decisions") } else { t("meeting-decisions-later") } }
                    </p>
                </div>
            } else {
                <div class="body"><p class="mb-0">{ follows(one) }</p></div>
                { for decided }
            }
        </Panel>
    }
}

fn draw(props: &DecisionsProps, decision: &MeetingDecision, adds: bool) -> Html {
    let lines = decision.actions.iter().map(|action| {
        html! {
            <Line key={action.id.to_string()} action={action.clone()} works={props.works} onchange={props.onchange.clone()} />
        }
    });
    html! {
        <section class="decision" key={decision.id.to_string()} aria-label={decision.text.clone()}>
            <header>
                <h3>{ format!("{}. {}", decision.number, decision.text) }</h3>
                if adds {
                    <AddButton
                        record={props.record.clone()}
                        decision={Some(decision.id)}
                        onchange={props.onchange.clone()}
                    />
                }
            </header>
            if !decision.actions.is_empty() {
                <ul class="plain kept-list">{ for lines }</ul>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    action: Action,
    works: bool,
    onchange: Callback<()>,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let action = &props.action;
    let agencies = use_agencies();
    let agency = action.agency_id.and_then(|id| agencies.name(&id.to_string()).map(str::to_owned));
    let (tone, glyph, text) = standing(action);
    let who = [Some(action.owner_name.clone()), agency].into_iter().flatten().collect::<Vec<_>>().join(", ");
    html! {
        <li>
            <b>{ &action.title }</b>
            { " " }<Badge {tone} {glyph} {text} />
            <span class="sub">
                { format!("{who} · {}", tr("action-due", &[("day", date(action.due_on).into())])) }
            </span>
            if let Some(outcome) = &action.outcome {
                <span class="sub">{ format!("“{outcome}”") }</span>
            }
            if action.state == ActionState::Open {
                <div class="row-wrap mt-s2">
                    <CompleteButton action={action.clone()} works={props.works} onchange={props.onchange.clone()} />
                    if props.works {
                        <DropButton action={action.clone()} onchange={props.onchange.clone()} />
                    }
                </div>
            }
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct AddButtonProps {
    record: Rc<Reply<Meeting>>,
    /// The decision something is added to; `None` for a new one.
    decision: Option<MeetingDecisionId>,
    onchange: Callback<()>,
}

#[component]
fn AddButton(props: &AddButtonProps) -> Html {
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
                <AddDialog
                    region={props.record.value.region_code.clone()}
                    locus={props.record.value.locus_id}
                    id={props.record.value.id.to_string()}
                    decision={props.decision}
                    onclose={set(false)}
                    onchange={props.onchange.clone()}
                />
            }
        </>
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
struct AddDialogProps {
    id: String,
    region: RegionCode,
    locus: Option<LocusId>,
    decision: Option<MeetingDecisionId>,
    onclose: Callback<()>,
    onchange: Callback<()>,
}

#[component]
fn AddDialog(props: &AddDialogProps) -> Html {
    let form = use_form("meeting_decision", Values::default);
    let sender = use_sender();
    let toast = use_toast();
    let (officers, busy) = use_officers(&props.region, props.locus);
    let agencies = use_agencies();
    let submit = {
        let (form, sender, id, decision) = (form.clone(), sender.clone(), props.id.clone(), props.decision);
        let (onclose, onchange) = (props.onclose.clone(), props.onchange.clone());
        Callback::from(move |()| {
            let wire = match decision {
                None => read_decision(form.values())
                    .map(|draft| Call::<CreateMeetingDecision>::at(&[&id]).body(&draft).into()),
                Some(decision) => {
                    read_action(form.values(), decision).map(|draft| Call::<CreateAction>::new().body(&draft).into())
                }
            };
            let wire = match wire {
                Ok(wire) => wire,
                Err(faults) => return form.refuse(faults),
            };
            form.refuse(Vec::new());
            let (toast, onclose, onchange) = (toast.clone(), onclose.clone(), onchange.clone());
            let done = Callback::from(move |_: Rc<Answer>| {
                onclose.emit(());
                toast.emit(if decision.is_some() { t("action-added") } else { t("decision-added") });
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
    let new = props.decision.is_none();
    let foot = html! {
        <>
            <Button onclick={props.onclose.clone()}>{ t("cancel") }</Button>
            <Button kind={Kind::Primary} glyph={Glyph::Check} busy={sender.state.is_under_way()} onclick={submit.clone()}>
                { t("decision-save") }
            </Button>
        </>
    };
    html! {
        <Dialog open=true title={if new { t("decision-add") } else { t("action-add") }} onclose={props.onclose.clone()} {foot}>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit}>
                if new {
                    <AreaField at="/text" label={t("decision-text")} hint={t("decision-text-hint")} />
                }
                <TextField at="/title" label={t("action-title")} optional={new} hint={new.then(|| AttrValue::from(t("action-title-hint")))} />
                <SelectField at="/owner_id" label={t("action-owner")} options={officers} loading={busy} optional={new} />
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
