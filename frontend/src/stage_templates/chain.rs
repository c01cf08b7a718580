//! Changing who submits and approves a stage of a draft.

use super::detail::written;
use super::requirement::{foot, refusal, send};
use crate::api::{Reply, use_sender};
use crate::i18n::{t, term, tr};
use crate::stage_records::numbered;
use crate::ui::{Button, Dialog, Form, Glyph, Kind, SelectField, Values, use_form};
use contract::policy::{Permission, Role};
use contract::stage_templates::{StageDefinition, StageTemplate};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChainButtonProps {
    pub record: Rc<Reply<StageTemplate>>,
    pub stage: usize,
    pub onchange: Callback<()>,
}

/// The most that approve one after the other.
const APPROVERS: usize = 4;

/// Who submits a stage, and who approves it.
#[component]
pub fn ChainButton(props: &ChainButtonProps) -> Html {
    let asking = use_state(|| false);
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    html! {
        <>
            <Button small=true kind={Kind::Tertiary} glyph={Glyph::Edit} onclick={set(true)}>{ t("chain-edit") }</Button>
            if *asking {
                <ChainDialog
                    record={props.record.clone()}
                    stage={props.stage}
                    onclose={set(false)}
                    onchange={props.onchange.clone()}
                />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ChainDialogProps {
    record: Rc<Reply<StageTemplate>>,
    stage: usize,
    onclose: Callback<()>,
    onchange: Callback<()>,
}

fn chain_values(stage: Option<&StageDefinition>) -> Values {
    let mut values = Values::default();
    if let Some(stage) = stage {
        values.set("/submitted_by", stage.submitted_by.as_str());
        for (index, role) in stage.approved_by.iter().enumerate() {
            values.set(&format!("/approved_by/{index}"), role.as_str());
        }
    }
    values
}

/// Who may take a step, to choose from.
pub fn roles(permission: Permission) -> Vec<(String, String)> {
    let may = Role::ALL.iter().filter(|role| role.may(permission));
    may.map(|role| (role.as_str().to_owned(), term(*role))).collect()
}

#[component]
fn ChainDialog(props: &ChainDialogProps) -> Html {
    let stages = &props.record.value.stages;
    let form = use_form("chain", || chain_values(stages.get(props.stage)));
    let sender = use_sender();
    let submit = {
        let (form, sender, record) = (form.clone(), sender.clone(), props.record.clone());
        let (stage, close, onchange) = (props.stage, props.onclose.clone(), props.onchange.clone());
        Callback::from(move |()| {
            let values = form.values();
            let mut stages = record.value.stages.clone();
            let Some(own) = stages.get_mut(stage) else { return };
            let approvers =
                (0..APPROVERS).filter_map(|index| values.get(&format!("/approved_by/{index}")).parse().ok());
            own.approved_by = approvers.collect();
            own.submitted_by = values.get("/submitted_by").parse().unwrap_or(own.submitted_by);
            send(&sender, &form, written(&record, stages), format!("/stages/{stage}"), &close, &onchange);
        })
    };
    let approvers = (0..APPROVERS).map(|index| {
        let n = [("n", (index + 1).to_string().into())];
        html! {
            <SelectField
                key={index}
                at={format!("/approved_by/{index}")}
                label={tr("chain-approves", &n)}
                options={roles(Permission::ApproveStages)}
                optional={index > 0}
            />
        }
    });
    let named = stages.get(props.stage).map(|own| numbered(own.stage)).unwrap_or_default();
    html! {
        <Dialog open=true title={tr("chain-title", &[("stage", named.into())])}
            onclose={props.onclose.clone()} foot={foot(&sender, &props.onclose, &submit)}>
            { refusal(&sender) }
            <Form {form} onsubmit={submit}>
                <SelectField at="/submitted_by" label={t("chain-submits")} options={roles(Permission::WorkOnStages)} />
                { for approvers }
            </Form>
        </Dialog>
    }
}
