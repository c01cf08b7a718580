//! NIK and family-card number in clear: asked with a reason, shown once.

use crate::api::{Call, Reply, use_me, use_mutation};
use crate::i18n::t;
use crate::ui::{AreaField, Button, Dialog, Form, Glyph, KeyValue, Kind, ProblemNote, Values, or_dash, use_form};
use contract::beneficiaries::Identity;
use contract::draft::{Draft, Purpose, Reason};
use contract::endpoints::RevealBeneficiary;
use contract::ids::BeneficiaryId;
use contract::policy::Permission;
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// Long enough to compare with a card, too short to be left on a screen.
const SHOWN_MILLIS: u32 = 60_000;

#[derive(Properties, PartialEq)]
pub struct RevealIdentityProps {
    pub id: BeneficiaryId,
}

#[component]
pub fn RevealIdentity(props: &RevealIdentityProps) -> Html {
    let me = use_me();
    let asking = use_state(|| false);
    let identity = use_state(|| None::<Identity>);
    {
        let hide = identity.setter();
        use_effect_with(identity.is_some(), move |shown| {
            let timer = shown.then(|| Timeout::new(SHOWN_MILLIS, move || hide.set(None)));
            move || drop(timer)
        });
    }
    let reason = (!me.may(Permission::RevealIdentity)).then(|| AttrValue::from(t("reveal-withheld")));
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let onshown = {
        let (identity, asking) = (identity.setter(), asking.setter());
        Callback::from(move |found: Identity| {
            identity.set(Some(found));
            asking.set(false);
        })
    };
    let hide = {
        let identity = identity.setter();
        Callback::from(move |()| identity.set(None))
    };
    html! {
        <div class="mt-s3">
            if let Some(identity) = &*identity {
                <div role="status">{ shown(identity) }</div>
                <Button small=true onclick={hide}>{ t("reveal-hide") }</Button>
            } else {
                <Button small=true glyph={Glyph::Key} {reason} onclick={set(true)}>{ t("reveal") }</Button>
            }
            <RevealDialog id={props.id} open={*asking} onclose={set(false)} {onshown} />
        </div>
    }
}

fn shown(identity: &Identity) -> Html {
    let pairs = vec![
        (t("reveal-nik"), or_dash(identity.nik.as_deref())),
        (t("reveal-kk"), or_dash(identity.kk_number.as_deref())),
    ];
    html! { <><KeyValue {pairs} /><p class="hint">{ t("reveal-soon-hidden") }</p></> }
}

#[derive(Properties, PartialEq)]
struct RevealDialogProps {
    id: BeneficiaryId,
    open: bool,
    onclose: Callback<()>,
    onshown: Callback<Identity>,
}

#[component]
fn RevealDialog(props: &RevealDialogProps) -> Html {
    let form = use_form("reveal", Values::default);
    let sending = use_mutation::<RevealBeneficiary>();
    let submit = {
        let (form, sending, onshown, id) = (form.clone(), sending.clone(), props.onshown.clone(), props.id);
        Callback::from(move |()| {
            let reason = Reason { reason: form.values().get("/reason").trim().to_owned() };
            let faults = reason.check(Purpose::Create);
            let complete = faults.is_empty();
            form.refuse(faults);
            if complete {
                let (form, onshown) = (form.clone(), onshown.clone());
                let done = Callback::from(move |reply: Rc<Reply<Identity>>| {
                    form.reset(Values::default());
                    onshown.emit(reply.value.clone());
                });
                sending.send(Call::at(&[&id.to_string()]).body(&reason), done, Callback::noop());
            }
        })
    };
    let foot = html! {
        <>
            <Button onclick={props.onclose.clone()}>{ t("cancel") }</Button>
            <Button kind={Kind::Primary} busy={sending.state.is_under_way()} onclick={submit.clone()}>{ t("reveal") }</Button>
        </>
    };
    html! {
        <Dialog open={props.open} title={t("reveal-title")} onclose={props.onclose.clone()} {foot}>
            <p>{ t("reveal-text") }</p>
            if let Some(failure) = sending.state.failure() {
                <ProblemNote failure={failure.clone()} />
            }
            <Form {form} onsubmit={submit}>
                <AreaField at="/reason" hint={t("reason-hint")} />
            </Form>
        </Dialog>
    }
}
