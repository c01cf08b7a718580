//! A step that needs nothing but a reason: disabling, archiving, ending.

use crate::api::{Answer, Failure, Sending, Wire, use_sender};
use crate::i18n::t;
use crate::ui::{AreaField, Button, Dialog, Form, Kind, ProblemNote, Values, use_form, use_toast};
use contract::draft::{Draft, Purpose, Reason};
use contract::problem::ProblemCode;
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
    /// A member that is sent as `true` beside the reason.
    #[prop_or_default]
    pub beside: Option<&'static str>,
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
        let beside = props.beside;
        Callback::from(move |()| {
            let reason = Reason { reason: form.values().get("/reason").trim().to_owned() };
            let faults = reason.check(Purpose::Create);
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
            let wire = wire.clone().body(written(&reason, beside));
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
                <AreaField at="/reason" hint={t("reason-hint")} />
            </Form>
        </Dialog>
    }
}

/// The reason, and what is said beside it.
fn written(reason: &Reason, beside: Option<&str>) -> Option<String> {
    let mut sent = serde_json::to_value(reason).ok()?;
    if let (Some(member), Some(members)) = (beside, sent.as_object_mut()) {
        members.insert(member.to_owned(), true.into());
    }
    Some(sent.to_string())
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
