//! Buttons, and links that look like one. A button that cannot be pressed
//! says why and stays reachable by keyboard.

use super::link::follow;
use super::{Glyph, Icon};
use yew::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    Primary,
    #[default]
    Secondary,
    /// Words only.
    Tertiary,
    Danger,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn btn-primary",
            Self::Secondary => "btn btn-2",
            Self::Tertiary => "btn btn-3",
            Self::Danger => "btn btn-bad",
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    #[prop_or_default]
    pub kind: Kind,
    #[prop_or_default]
    pub small: bool,
    #[prop_or_default]
    pub glyph: Option<Glyph>,
    /// Sends the form it stands in.
    #[prop_or_default]
    pub submit: bool,
    /// Its work is under way.
    #[prop_or_default]
    pub busy: bool,
    /// Why it cannot be pressed now.
    #[prop_or_default]
    pub reason: Option<AttrValue>,
    /// The id of a text that says so for several buttons at once.
    #[prop_or_default]
    pub told_by: Option<AttrValue>,
    /// Its name, where it shows an icon only.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub class: Classes,
    #[prop_or_default]
    pub onclick: Callback<()>,
    #[prop_or_default]
    pub children: Html,
}

fn face(glyph: Option<Glyph>, busy: bool, children: &Html) -> Html {
    let glyph = if busy { Some(Glyph::Loader) } else { glyph };
    html! {
        <>
            if let Some(glyph) = glyph {
                <Icon {glyph} class={classes!(busy.then_some("turning"))} />
            }
            { children.clone() }
        </>
    }
}

#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let reason_id = use_memo((), |()| format!("r-{}", uuid::Uuid::now_v7().simple()));
    let off = props.busy || props.reason.is_some() || props.told_by.is_some();
    let onclick = {
        let onclick = props.onclick.clone();
        Callback::from(move |event: MouseEvent| {
            if off {
                event.prevent_default();
            } else {
                onclick.emit(());
            }
        })
    };
    let class = classes!(props.kind.class(), props.small.then_some("btn-sm"), props.class.clone());
    let own = props.reason.as_ref().map(|_| AttrValue::from((*reason_id).clone()));
    let described = own.or_else(|| props.told_by.clone());
    let button = html! {
        <button
            {class}
            type={if props.submit { "submit" } else { "button" }}
            aria-disabled={off.then_some("true")}
            aria-busy={props.busy.then_some("true")}
            aria-describedby={described}
            aria-label={props.label.clone()}
            {onclick}
        >
            { face(props.glyph, props.busy, &props.children) }
        </button>
    };
    match &props.reason {
        None => button,
        Some(reason) => html! {
            <div class="withheld">
                { button }
                <p class="reason" id={(*reason_id).clone()}>
                    <Icon glyph={Glyph::Lock} /><span>{ reason }</span>
                </p>
            </div>
        },
    }
}

#[derive(Properties, PartialEq)]
pub struct LinkButtonProps {
    pub href: AttrValue,
    #[prop_or_default]
    pub kind: Kind,
    #[prop_or_default]
    pub small: bool,
    #[prop_or_default]
    pub glyph: Option<Glyph>,
    #[prop_or_default]
    pub class: Classes,
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn LinkButton(props: &LinkButtonProps) -> Html {
    let class = classes!(props.kind.class(), props.small.then_some("btn-sm"), props.class.clone());
    html! {
        <a
            href={props.href.clone()}
            {class}
            onclick={follow(props.href.clone(), Callback::noop())}
        >
            { face(props.glyph, false, &props.children) }
        </a>
    }
}
