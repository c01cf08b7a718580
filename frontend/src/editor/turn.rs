//! Putting a record away and taking it back, with a reason.

use super::ReasonDialog;
use crate::api::Wire;
use crate::i18n::{t, tr};
use crate::ui::{Button, Glyph, Kind};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TurnActionProps {
    pub archived: bool,
    /// What the record is called.
    pub name: AttrValue,
    pub archive: Wire,
    pub restore: Wire,
    /// What becomes of it.
    pub archive_text: AttrValue,
    pub restore_text: AttrValue,
    /// Why the reader may not.
    #[prop_or_default]
    pub withheld: Option<AttrValue>,
    pub onchange: Callback<()>,
}

/// The button, and the question for the reason.
#[component]
pub fn TurnAction(props: &TurnActionProps) -> Html {
    let asking = use_state(|| false);
    let set = |to: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(to))
    };
    let name = [("name", props.name.as_str().into())];
    let (kind, glyph, action, title, done, text, call) = if props.archived {
        let (title, done) = (tr("restore-title", &name), tr("restored", &name));
        (Kind::default(), Glyph::Restore, t("restore"), title, done, &props.restore_text, &props.restore)
    } else {
        let (title, done) = (tr("archive-title", &name), tr("archived-done", &name));
        (Kind::Danger, Glyph::Archive, t("archive"), title, done, &props.archive_text, &props.archive)
    };
    html! {
        <>
            <Button {kind} {glyph} reason={props.withheld.clone()} onclick={set(true)}>{ &action }</Button>
            <ReasonDialog
                open={*asking}
                {title}
                text={text.clone()}
                {action}
                {done}
                kind={if props.archived { Kind::Primary } else { kind }}
                call={call.clone()}
                onclose={set(false)}
                onchange={props.onchange.clone()}
            />
        </>
    }
}
