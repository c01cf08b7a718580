//! What can be done with a record; what cannot says why.

use super::name_of;
use crate::api::{Call, Reply, Wire, use_me};
use crate::editor::ReasonDialog;
use crate::i18n::{t, tr};
use crate::route::Route;
use crate::ui::{Button, Glyph, Kind, LinkButton};
use contract::beneficiaries::{Beneficiary, Status};
use contract::draft::Reason;
use contract::endpoint::Endpoint;
use contract::endpoints::{ArchiveBeneficiary, PutForwardBeneficiary, RestoreBeneficiary, WithdrawBeneficiary};
use contract::policy::Permission;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ActionsProps {
    pub record: Rc<Reply<Beneficiary>>,
    pub onchange: Callback<()>,
}

/// The words of one step.
struct Step {
    glyph: Glyph,
    kind: Kind,
    action: String,
    title: String,
    text: String,
    done: String,
    reason: Option<AttrValue>,
}

#[component]
pub fn Actions(props: &ActionsProps) -> Html {
    let me = use_me();
    let woman = &props.record.value;
    let name = [("name", name_of(woman).into())];
    let edits = me.may(Permission::EditBeneficiaries);
    let withheld = (!edits).then(|| AttrValue::from(t("beneficiary-edit-withheld")));
    let archived = woman.archived_at.is_some();
    let edit = if edits && !archived {
        html! {
            <LinkButton href={Route::EditBeneficiary { id: woman.id }.href()} glyph={Glyph::Edit}>{ t("edit") }</LinkButton>
        }
    } else {
        let reason = withheld.clone().unwrap_or_else(|| t("beneficiary-archived-reason").into());
        html! { <Button glyph={Glyph::Edit} {reason}>{ t("edit") }</Button> }
    };
    let turn = Step {
        glyph: if archived { Glyph::Restore } else { Glyph::Archive },
        kind: if archived { Kind::Secondary } else { Kind::Danger },
        action: if archived { t("restore") } else { t("archive") },
        title: if archived { tr("restore-title", &name) } else { tr("archive-title", &name) },
        text: if archived { t("beneficiary-restore-text") } else { t("beneficiary-archive-text") },
        done: if archived { tr("restored", &name) } else { tr("archived-done", &name) },
        reason: withheld.clone(),
    };
    html! {
        <>
            { edit }
            { decision_step(props, me.may(Permission::ValidateBeneficiaries), withheld) }
            if archived {
                { step::<RestoreBeneficiary>(props, turn) }
            } else {
                { step::<ArchiveBeneficiary>(props, turn) }
            }
        </>
    }
}

/// Taking a validation back, or putting her forward again.
fn decision_step(props: &ActionsProps, decides: bool, withheld: Option<AttrValue>) -> Html {
    let woman = &props.record.value;
    let name = [("name", name_of(woman).into())];
    match woman.status {
        Status::Validated | Status::Outdated => {
            let words = Step {
                glyph: Glyph::Ban,
                kind: Kind::Danger,
                action: t("withdraw"),
                title: tr("withdraw-title", &name),
                text: t("withdraw-text"),
                done: tr("withdrawn-done", &name),
                reason: (!decides).then(|| AttrValue::from(t("withdraw-withheld"))),
            };
            step::<WithdrawBeneficiary>(props, words)
        }
        Status::Refused | Status::Withdrawn => {
            let words = Step {
                glyph: Glyph::Flag,
                kind: Kind::Secondary,
                action: t("put-forward"),
                title: tr("put-forward-title", &name),
                text: t("put-forward-text"),
                done: tr("put-forward-done", &name),
                reason: withheld,
            };
            step::<PutForwardBeneficiary>(props, words)
        }
        Status::Candidate => Html::default(),
    }
}

fn step<E: Endpoint<Body = Reason>>(props: &ActionsProps, words: Step) -> Html {
    let Reply { value: woman, etag } = &*props.record;
    let call = Call::<E>::at(&[&woman.id.to_string()]).if_match(etag.as_deref());
    html! {
        <StepButton
            glyph={words.glyph}
            kind={words.kind}
            action={words.action}
            title={words.title}
            text={words.text}
            done={words.done}
            reason={words.reason}
            {call}
            onchange={props.onchange.clone()}
        />
    }
}

#[derive(Properties, PartialEq)]
struct StepButtonProps {
    glyph: Glyph,
    kind: Kind,
    action: AttrValue,
    title: AttrValue,
    text: AttrValue,
    done: AttrValue,
    reason: Option<AttrValue>,
    call: Wire,
    onchange: Callback<()>,
}

#[component]
fn StepButton(props: &StepButtonProps) -> Html {
    let asking = use_state(|| false);
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    html! {
        <>
            <Button kind={props.kind} glyph={props.glyph} reason={props.reason.clone()} onclick={set(true)}>
                { &props.action }
            </Button>
            <ReasonDialog
                open={*asking}
                title={props.title.clone()}
                text={props.text.clone()}
                action={props.action.clone()}
                done={props.done.clone()}
                kind={props.kind}
                call={props.call.clone()}
                onclose={set(false)}
                onchange={props.onchange.clone()}
            />
        </>
    }
}
