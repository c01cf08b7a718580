//! The next step of a stage: submitted, approved, returned, opened again. What
//! cannot be done says why.

use super::requirement_name;
use crate::api::{Call, Reply, use_me};
use crate::editor::StepButton;
use crate::i18n::{t, term, tr};
use crate::ui::{Glyph, Kind};
use contract::cycle::StageState;
use contract::endpoints::{ApproveStage, ReopenStage, ReturnStage, SubmitStage};
use contract::me::Me;
use contract::policy::{Permission, Role};
use contract::stage_records::{LineState, StageRecord};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ActionsProps {
    pub record: Rc<Reply<StageRecord>>,
    pub onchange: Callback<()>,
}

/// Whether the reader holds a role where the stage is.
pub fn holds(me: &Me, role: Role, stage: &StageRecord) -> bool {
    let here =
        |held: &contract::me::HeldRole| held.region_code.as_ref().is_some_and(|own| own.contains(&stage.region_code));
    me.roles.iter().any(|held| held.role == role && here(held))
}

/// Why the stage cannot be submitted now.
fn held_by(stage: &StageRecord, me: &Me) -> Option<String> {
    let role = stage.submitted_by_role;
    if !holds(me, role, stage) {
        return Some(tr("stage-submitted-by", &[("role", term(role).into())]));
    }
    if !stage.reached {
        return Some(t("stage-not-reached"));
    }
    let unmet = stage.checklist.iter().filter(|line| line.state == LineState::Unmet);
    let names: Vec<&str> = unmet.map(|line| requirement_name(&line.requirement)).collect();
    let n = names.len();
    (n > 0).then(|| tr("stage-held", &[("n", n.into()), ("names", names.join("; ").into())]))
}

#[component]
pub fn Actions(props: &ActionsProps) -> Html {
    let me = use_me();
    let stage = &props.record.value;
    let body = match stage.state {
        StageState::Open | StageState::Returned | StageState::Suspended => submit(props, &me),
        StageState::Submitted => decide(props, &me),
        StageState::Passed => reopen(props, &me),
    };
    html! { <div class="body gate-foot">{ body }</div> }
}

fn submit(props: &ActionsProps, me: &Me) -> Html {
    let Reply { value: stage, etag } = &*props.record;
    if !me.may(Permission::WorkOnStages) && !me.may(Permission::ApproveStages) {
        return html! { <p class="small ink2">{ tr("stage-awaits", &[("role", term(stage.submitted_by_role).into())]) }</p> };
    }
    let next = stage.approved_by_roles.first().copied().map(term).unwrap_or_default();
    html! {
        <StepButton
            kind={Kind::Primary}
            glyph={Glyph::Send}
            action={t("stage-submit")}
            title={t("stage-submit-title")}
            text={tr("stage-submit-text", &[("role", next.into())])}
            done={t("stage-submitted")}
            withheld={held_by(stage, me).map(AttrValue::from)}
            member="note"
            optional=true
            call={Call::<SubmitStage>::at(&[&stage.id.to_string()]).if_match(etag.as_deref())}
            onchange={props.onchange.clone()}
        />
    }
}

fn decide(props: &ActionsProps, me: &Me) -> Html {
    let Reply { value: stage, etag } = &*props.record;
    let awaited = stage.awaits.map(term).unwrap_or_default();
    if !stage.awaits.is_some_and(|role| holds(me, role, stage)) {
        return html! { <p class="small ink2">{ tr("stage-awaits", &[("role", awaited.into())]) }</p> };
    }
    let id = stage.id.to_string();
    let tag = etag.as_deref();
    let last = usize::try_from(stage.approvals).is_ok_and(|done| done + 1 >= stage.approved_by_roles.len());
    let text = if last { t("stage-approve-last-text") } else { t("stage-approve-text") };
    html! {
        <div class="row-wrap">
            <StepButton
                kind={Kind::Primary}
                glyph={Glyph::Check}
                action={t("stage-approve")}
                title={t("stage-approve-title")}
                {text}
                done={t("stage-approved")}
                member="note"
                optional=true
                call={Call::<ApproveStage>::at(&[&id]).if_match(tag)}
                onchange={props.onchange.clone()}
            />
            <StepButton
                glyph={Glyph::ArrowBackUp}
                action={t("stage-return")}
                title={t("stage-return-title")}
                text={t("stage-return-text")}
                done={t("stage-returned")}
                call={Call::<ReturnStage>::at(&[&id]).if_match(tag)}
                onchange={props.onchange.clone()}
            />
        </div>
    }
}

fn reopen(props: &ActionsProps, me: &Me) -> Html {
    let Reply { value: stage, etag } = &*props.record;
    if !stage.approved_by_roles.last().is_some_and(|role| holds(me, *role, stage)) {
        return html! { <p class="small ink2">{ t("stage-is-passed") }</p> };
    }
    html! {
        <StepButton
            glyph={Glyph::Restore}
            action={t("stage-reopen")}
            title={t("stage-reopen-title")}
            text={t("stage-reopen-text")}
            done={t("stage-reopened")}
            call={Call::<ReopenStage>::at(&[&stage.id.to_string()]).if_match(etag.as_deref())}
            onchange={props.onchange.clone()}
        />
    }
}
