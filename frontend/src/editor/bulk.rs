//! One step for many records, one after another, and what came of each.

use crate::api::{Answer, Failure, Sender, Wire, use_sender};
use crate::i18n::{t, tr};
use crate::ui::{AreaField, Button, Dialog, Form, FormHandle, Glyph, Icon, Kind, Panel, Values, use_form};
use contract::draft::{Draft, Purpose, Reason};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use yew::prelude::*;

/// A record, and the call that concerns it, without its body.
pub type Job = (String, Wire);

/// What came of it for one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub name: String,
    /// What was done, or why it was not.
    pub said: String,
    pub glyph: Glyph,
    pub class: &'static str,
    pub done: bool,
}

impl Outcome {
    pub fn done(name: String, said: String) -> Self {
        Self { name, said, glyph: Glyph::CircleCheck, class: "c-ok", done: true }
    }

    pub fn refused(name: String, said: String) -> Self {
        Self { name, said, glyph: Glyph::AlertTriangle, class: "c-warn", done: false }
    }
}

/// What came of the last step, record by record.
pub fn outcomes(told: &[Outcome]) -> Html {
    if told.is_empty() {
        return Html::default();
    }
    let items = told.iter().map(|one| {
        html! {
            <li class="line"><Icon glyph={one.glyph} class={one.class} /><span><b>{ &one.name }</b>{ ": " }{ &one.said }</span></li>
        }
    });
    let done = told.iter().filter(|one| one.done).count();
    let title = tr("outcomes-title", &[("n", done.into()), ("total", told.len().into())]);
    html! { <div role="status" class="mb-s4"><Panel {title}><ul class="plain">{ for items }</ul></Panel></div> }
}

/// Sends one after another; a line that is dead is waited for.
#[derive(Clone)]
struct Run {
    sender: Sender,
    left: Rc<RefCell<VecDeque<Job>>>,
    told: Rc<RefCell<Vec<Outcome>>>,
    at: UseStateSetter<usize>,
    /// What is said of each that went well.
    done: AttrValue,
    onend: Callback<Vec<Outcome>>,
}

impl Run {
    fn next(self) {
        let job = self.left.borrow_mut().pop_front();
        let Some((name, wire)) = job else {
            self.onend.emit(self.told.take());
            return;
        };
        self.at.set(self.told.borrow().len() + 1);
        let (run, named) = (self.clone(), name.clone());
        let done = Callback::from(move |_: Rc<Answer>| {
            run.told.borrow_mut().push(Outcome::done(named.clone(), run.done.to_string()));
            run.clone().next();
        });
        let run = self.clone();
        let failed = Callback::from(move |failure: Failure| {
            run.told.borrow_mut().push(Outcome::refused(name.clone(), failure.title()));
            run.clone().next();
        });
        self.sender.send(wire, done, failed);
    }
}

#[derive(Properties, PartialEq)]
pub struct BulkStepProps {
    pub glyph: Glyph,
    #[prop_or_default]
    pub kind: Kind,
    /// What the button says.
    pub action: AttrValue,
    pub title: AttrValue,
    /// What will happen.
    pub text: AttrValue,
    /// What is said of each that went well.
    pub done: AttrValue,
    /// Whether a reason is asked for, one for all.
    #[prop_or_default]
    pub reason: bool,
    pub jobs: Vec<Job>,
    pub ondone: Callback<Vec<Outcome>>,
}

/// The reason as a body, where one was given that will do.
fn written(form: &FormHandle) -> Option<String> {
    let reason = Reason { reason: form.values().get("/reason").trim().to_owned() };
    let faults = reason.check(Purpose::Create);
    let complete = faults.is_empty();
    form.refuse(faults);
    serde_json::to_string(&reason).ok().filter(|_| complete)
}

/// A button, and a dialog that says what will happen and to whom.
#[component]
pub fn BulkStep(props: &BulkStepProps) -> Html {
    let open = use_state(|| false);
    let at = use_state(|| 0_usize);
    let form = use_form("bulk", Values::default);
    let sender = use_sender();
    let busy = sender.state.is_under_way();
    let set = |to: bool| {
        let (open, busy) = (open.setter(), busy);
        Callback::from(move |()| open.set(to || busy))
    };
    let submit = {
        let (form, sender, jobs, at) = (form.clone(), sender.clone(), props.jobs.clone(), at.setter());
        let (asked, done, ondone, open) = (props.reason, props.done.clone(), props.ondone.clone(), open.setter());
        Callback::from(move |()| {
            let body = if asked { written(&form) } else { None };
            if asked && body.is_none() {
                return;
            }
            let jobs = jobs.iter().map(|(name, wire)| (name.clone(), wire.clone().body(body.clone())));
            let (form, open, ondone) = (form.clone(), open.clone(), ondone.clone());
            let onend = Callback::from(move |told| {
                form.reset(Values::default());
                open.set(false);
                ondone.emit(told);
            });
            let left = Rc::new(RefCell::new(jobs.collect::<VecDeque<_>>()));
            let run =
                Run { sender: sender.clone(), left, told: Rc::default(), at: at.clone(), done: done.clone(), onend };
            run.next();
        })
    };
    let names: Vec<&str> = props.jobs.iter().map(|(name, _)| name.as_str()).collect();
    let words = if busy {
        tr("bulk-under-way", &[("n", (*at).into()), ("total", props.jobs.len().into())])
    } else {
        props.action.to_string()
    };
    let foot = html! {
        <>
            <Button onclick={set(false)}>{ t("cancel") }</Button>
            <Button kind={props.kind} {busy} onclick={submit.clone()}>{ words }</Button>
        </>
    };
    html! {
        <>
            <Button kind={props.kind} glyph={props.glyph} onclick={set(true)}>{ &props.action }</Button>
            <Dialog open={*open} title={props.title.clone()} onclose={set(false)} {foot}>
                <p>{ &props.text }</p>
                <p>{ names.join(", ") }</p>
                if props.reason {
                    <Form {form} onsubmit={submit}>
                        <AreaField at="/reason" hint={t("reason-hint")} />
                    </Form>
                }
            </Dialog>
        </>
    }
}
