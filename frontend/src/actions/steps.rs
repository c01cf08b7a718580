//! Saying what came of an action.

use crate::api::{Call, use_me};
use crate::editor::StepButton;
use crate::i18n::{t, tr};
use crate::ui::{Glyph, Kind};
use contract::actions::Action;
use contract::endpoints::{CompleteAction, DropAction};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CompleteButtonProps {
    pub action: Action,
    /// The reader keeps meetings there.
    pub works: bool,
    pub onchange: Callback<()>,
}

/// For its owner, and whoever keeps the meeting.
#[component]
pub fn CompleteButton(props: &CompleteButtonProps) -> Html {
    let me = use_me();
    let action = &props.action;
    if !props.works && me.id != action.owner_id {
        return Html::default();
    }
    let tag = format!("\"{}\"", action.version);
    html! {
        <StepButton
            small=true
            glyph={Glyph::Check}
            action={t("action-complete")}
            title={tr("action-complete-title", &[("title", action.title.as_str().into())])}
            text={t("action-complete-text")}
            done={t("action-completed")}
            call={Call::<CompleteAction>::at(&[&action.id.to_string()]).if_match(Some(&tag))}
            onchange={props.onchange.clone()}
        />
    }
}

#[derive(Properties, PartialEq)]
pub struct DropButtonProps {
    pub action: Action,
    pub onchange: Callback<()>,
}

#[component]
pub fn DropButton(props: &DropButtonProps) -> Html {
    let action = &props.action;
    let tag = format!("\"{}\"", action.version);
    html! {
        <StepButton
            small=true
            kind={Kind::Tertiary}
            action={t("action-drop")}
            title={tr("action-drop-title", &[("title", action.title.as_str().into())])}
            text={t("action-drop-text")}
            done={t("action-dropped")}
            call={Call::<DropAction>::at(&[&action.id.to_string()]).if_match(Some(&tag))}
            onchange={props.onchange.clone()}
        />
    }
}
