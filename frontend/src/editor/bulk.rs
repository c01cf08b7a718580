//! One step for many records, one after another, and what came of each.

use crate::api::{Answer, Failure, Sender, Sending, Wire, use_sender};
use crate::i18n::{t, tr};
use crate::ui::leave::use_unsaved;
use crate::ui::{
    Address, AreaField, Button, Dialog, Form, FormHandle, Glyph, Icon, Kind, Panel, Values, browser, use_form,
};
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

/// What came of the last step, record by record, on the page it was taken on.
#[derive(Clone)]
pub struct Outcomes {
    told: UseStateHandle<Vec<Outcome>>,
}

const OUTCOMES: &str = "outcomes";

#[hook]
pub fn use_outcomes(address: &Address) -> Outcomes {
    let told = use_state(Vec::<Outcome>::new);
    {
        let told = told.setter();
        use_effect_with(address.clone(), move |_| told.set(Vec::new()));
    }
    // The button that was pressed may be gone with the rows it was about.
    use_effect_with((*told).clone(), |told| {
        if !told.is_empty() {
            browser::focus(OUTCOMES);
        }
    });
    Outcomes { told }
}

impl Outcomes {
    pub fn tell(&self, told: Vec<Outcome>) {
        self.told.set(told);
    }

    pub fn shown(&self) -> Html {
        if self.told.is_empty() {
            return Html::default();
        }
        let items = self.told.iter().map(|one| {
            html! {
                <li class="line"><Icon glyph={one.glyph} class={one.class} /><span><b>{ &one.name }</b>{ ": " }{ &one.said }</span></li>
            }
        });
        let done = self.told.iter().filter(|one| one.done).count();
        let title = tr("outcomes-title", &[("n", done.into()), ("total", self.told.len().into())]);
        html! {
            <div id={OUTCOMES} tabindex="-1" role="status" class="mb-s4">
                <Panel {title}><ul class="plain">{ for items }</ul></Panel>
            </div>
        }
    }
}

/// Records that wait, the one on its way, and what came of the others.
#[derive(Default)]
struct Work {
    left: VecDeque<Job>,
    under_way: Option<String>,
    told: Vec<Outcome>,
}

impl Work {
    /// What is told of a run that was stopped.
    fn stopped(&mut self) -> Vec<Outcome> {
        let unsure = self.under_way.take().map(|name| Outcome::refused(name, t("bulk-unsure")));
        self.told.extend(unsure);
        let unsent = self.left.drain(..).map(|(name, _)| Outcome::refused(name, t("bulk-not-sent")));
        self.told.extend(unsent);
        std::mem::take(&mut self.told)
    }
}

/// Sends one after another; a line that is dead is waited for.
#[derive(Clone)]
struct Run {
    sender: Sender,
    work: Rc<RefCell<Work>>,
    at: UseStateSetter<usize>,
    /// What is said of each that went well.
    done: AttrValue,
    onend: Callback<Vec<Outcome>>,
}

impl Run {
    fn next(self) {
        let job = self.work.borrow_mut().left.pop_front();
        let Some((name, wire)) = job else {
            let told = std::mem::take(&mut self.work.borrow_mut().told);
            self.onend.emit(told);
            return;
        };
        self.work.borrow_mut().under_way = Some(name.clone());
        self.at.set(self.work.borrow().told.len() + 1);
        let (run, named) = (self.clone(), name.clone());
        let done = Callback::from(move |_: Rc<Answer>| {
            run.clone().came(Outcome::done(named.clone(), run.done.to_string()));
        });
        let run = self.clone();
        let failed = Callback::from(move |failure: Failure| {
            run.clone().came(Outcome::refused(name.clone(), failure.title()));
        });
        self.sender.send(wire, done, failed);
    }

    fn came(self, outcome: Outcome) {
        {
            let mut work = self.work.borrow_mut();
            work.under_way = None;
            work.told.push(outcome);
        }
        self.next();
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

/// A button, and a dialog that says what will happen and to whom. While it
/// runs, leaving asks first; it can be stopped, and then says how far it came.
#[component]
pub fn BulkStep(props: &BulkStepProps) -> Html {
    let open = use_state(|| false);
    let at = use_state(|| 0_usize);
    let form = use_form("bulk", Values::default);
    let sender = use_sender();
    let work: Rc<RefCell<Work>> = use_mut_ref(Work::default);
    let busy = sender.state.is_under_way();
    use_unsaved(busy);
    let onend = {
        let (form, open, ondone) = (form.clone(), open.setter(), props.ondone.clone());
        Callback::from(move |told| {
            form.reset(Values::default());
            open.set(false);
            ondone.emit(told);
        })
    };
    let close = {
        let (open, work, give_up, onend) = (open.setter(), work.clone(), sender.give_up(), onend.clone());
        Callback::from(move |()| {
            if busy {
                give_up.emit(());
                let told = work.borrow_mut().stopped();
                onend.emit(told);
            } else {
                open.set(false);
            }
        })
    };
    let submit = {
        let (form, jobs, asked) = (form.clone(), props.jobs.clone(), props.reason);
        let run = Run { sender: sender.clone(), work, at: at.setter(), done: props.done.clone(), onend };
        Callback::from(move |()| {
            let body = if asked { written(&form) } else { None };
            if busy || asked && body.is_none() {
                return;
            }
            let jobs = jobs.iter().map(|(name, wire)| (name.clone(), wire.clone().body(body.clone())));
            run.work.replace(Work { left: jobs.collect(), ..Work::default() });
            run.clone().next();
        })
    };
    let ask = {
        let open = open.setter();
        Callback::from(move |()| open.set(true))
    };
    let foot = foot(props, &sender, *at, &close, &submit);
    let names: Vec<&str> = props.jobs.iter().map(|(name, _)| name.as_str()).collect();
    html! {
        <>
            <Button kind={props.kind} glyph={props.glyph} onclick={ask}>{ &props.action }</Button>
            <Dialog open={*open} title={props.title.clone()} onclose={close} {foot}>
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

fn foot(props: &BulkStepProps, sender: &Sender, at: usize, close: &Callback<()>, submit: &Callback<()>) -> Html {
    let busy = sender.state.is_under_way();
    let waiting = matches!(sender.state, Sending::Kept { .. });
    let words = if busy {
        tr("bulk-under-way", &[("n", at.into()), ("total", props.jobs.len().into())])
    } else {
        props.action.to_string()
    };
    html! {
        <>
            if waiting {
                <p role="status" class="small ink2">{ t("save-waiting") }</p>
                <Button onclick={sender.try_now()}>{ t("save-now") }</Button>
            }
            <Button onclick={close}>{ if busy { t("bulk-stop") } else { t("cancel") } }</Button>
            <Button kind={props.kind} {busy} onclick={submit}>{ words }</Button>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_is_stopped_says_of_each_how_it_stands() {
        let wire = || Wire::from(crate::api::Call::<contract::endpoints::GetMe>::new());
        let mut work = Work {
            left: VecDeque::from([("Tuti".to_owned(), wire())]),
            under_way: Some("Siti".to_owned()),
            told: vec![Outcome::done("Ani".to_owned(), "Diarsipkan".to_owned())],
        };
        let told = work.stopped();
        let names: Vec<(&str, bool)> = told.iter().map(|one| (one.name.as_str(), one.done)).collect();
        assert_eq!(names, [("Ani", true), ("Siti", false), ("Tuti", false)]);
        assert!(told[1].said != told[2].said && work.told.is_empty());
    }
}
