//! A step that needs nothing but a reason: disabling, archiving, ending.

use crate::api::{Answer, Failure, Sending, Wire, use_sender};
use crate::i18n::t;
use crate::ui::{AreaField, Button, Dialog, Form, Glyph, Kind, ProblemNote, Values, use_form, use_toast};
use contract::draft::check_reason;
use contract::problem::ProblemCode;
use serde_json::Value;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ReasonDialogProps {
    pub open: bool,
    pub title: AttrValue,
    /// What will happen.
    pub text: AttrValue,
    /// What the button says.
    pub action: AttrValue,
    /// What is said when it is done.
    pub done: AttrValue,
    #[prop_or(Kind::Primary)]
    pub kind: Kind,
    /// A call that takes a reason, without its body and with the tag of the
    /// record as it is shown.
    pub call: Wire,
    /// What the body calls the reason.
    #[prop_or("reason")]
    pub member: &'static str,
    /// It may be left out.
    #[prop_or_default]
    pub optional: bool,
    /// Members that are sent beside it.
    #[prop_or_default]
    pub beside: Vec<(&'static str, Value)>,
    pub onclose: Callback<()>,
    /// The record changed, here or by someone else: read it again.
    pub onchange: Callback<()>,
}

#[component]
pub fn ReasonDialog(props: &ReasonDialogProps) -> Html {
    let form = use_form("reason", Values::default);
    let sender = use_sender();
    let toast = use_toast();
    let close = {
        let (form, onclose, give_up) = (form.clone(), props.onclose.clone(), sender.give_up());
        Callback::from(move |()| {
            form.reset(Values::default());
            give_up.emit(());
            onclose.emit(());
        })
    };
    let submit = {
        let (form, sender, close) = (form.clone(), sender.clone(), close.clone());
        let (wire, said, onchange) = (props.call.clone(), props.done.to_string(), props.onchange.clone());
        let (member, optional, beside) = (props.member, props.optional, props.beside.clone());
        Callback::from(move |()| {
            let pointer = format!("/{member}");
            let reason = form.values().get(&pointer).trim().to_owned();
            let left_out = optional && reason.is_empty();
            let faults = if left_out { Vec::new() } else { check_reason(&pointer, &reason) };
            let complete = faults.is_empty();
            form.refuse(faults);
            if !complete {
                return;
            }
            let (close, toast, said, changed) = (close.clone(), toast.clone(), said.clone(), onchange.clone());
            let done = Callback::from(move |_: Rc<Answer>| {
                close.emit(());
                toast.emit(said.clone());
                changed.emit(());
            });
            let told = (!left_out).then(|| (member, Value::from(reason)));
            let wire = wire.clone().body(Some(written(told.into_iter().chain(beside.iter().cloned()))));
            sender.send(wire, done, refused(&form, &onchange));
        })
    };
    let foot = foot(props, &sender.state, &close, &submit);
    let failure = sender.state.failure();
    let failure = failure.filter(|failure| !failure.is(ProblemCode::InvalidFields));
    html! {
        <Dialog open={props.open} title={props.title.clone()} onclose={close} {foot}>
            <p>{ &props.text }</p>
            if let Some(failure) = failure {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit}>
                <AreaField at={format!("/{}", props.member)} optional={props.optional} hint={t("reason-hint")} />
            </Form>
        </Dialog>
    }
}

/// The body: the reason, and what is said beside it.
fn written(members: impl Iterator<Item = (&'static str, Value)>) -> String {
    let members = members.map(|(name, value)| (name.to_owned(), value));
    Value::Object(members.collect()).to_string()
}

fn refused(form: &crate::ui::FormHandle, onchange: &Callback<()>) -> Callback<Failure> {
    let (form, onchange) = (form.clone(), onchange.clone());
    Callback::from(move |failure: Failure| {
        if failure.is(ProblemCode::Stale) {
            onchange.emit(());
        }
        form.refuse(failure.field_errors());
    })
}

fn foot(props: &ReasonDialogProps, state: &Sending, close: &Callback<()>, submit: &Callback<()>) -> Html {
    let busy = state.is_under_way();
    let words = match state {
        Sending::Kept { .. } => t("save-waiting"),
        Sending::Busy => t("save-busy"),
        _ => props.action.to_string(),
    };
    html! {
        <>
            <Button kind={Kind::Secondary} onclick={close}>{ t("cancel") }</Button>
            <Button kind={props.kind} {busy} onclick={submit}>{ words }</Button>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct StepButtonProps {
    #[prop_or_default]
    pub glyph: Option<Glyph>,
    #[prop_or_default]
    pub kind: Kind,
    #[prop_or_default]
    pub small: bool,
    /// What the button says, here and in the question.
    pub action: AttrValue,
    pub title: AttrValue,
    pub text: AttrValue,
    pub done: AttrValue,
    /// Why it cannot be taken now.
    #[prop_or_default]
    pub withheld: Option<AttrValue>,
    #[prop_or_default]
    pub told_by: Option<AttrValue>,
    #[prop_or("reason")]
    pub member: &'static str,
    #[prop_or_default]
    pub optional: bool,
    #[prop_or_default]
    pub beside: Vec<(&'static str, Value)>,
    pub call: Wire,
    pub onchange: Callback<()>,
}

/// The button of such a step, and its question.
#[component]
pub fn StepButton(props: &StepButtonProps) -> Html {
    let asking = use_state(|| false);
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    html! {
        <>
            <Button
                kind={props.kind}
                small={props.small}
                glyph={props.glyph}
                reason={props.withheld.clone()}
                told_by={props.told_by.clone()}
                onclick={set(true)}
            >
                { &props.action }
            </Button>
            <ReasonDialog
                open={*asking}
                title={props.title.clone()}
                text={props.text.clone()}
                action={props.action.clone()}
                done={props.done.clone()}
                kind={if props.kind == Kind::Danger { Kind::Danger } else { Kind::Primary }}
                call={props.call.clone()}
                member={props.member}
                optional={props.optional}
                beside={props.beside.clone()}
                onclose={set(false)}
                onchange={props.onchange.clone()}
            />
        </>
    }
}
