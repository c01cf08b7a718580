//! States: an icon and a word, never colour alone.

use super::{Glyph, Icon};
use yew::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Neutral,
    Ok,
    Warn,
    Bad,
    Info,
}

impl Tone {
    pub const fn class(self) -> Option<&'static str> {
        match self {
            Self::Neutral => None,
            Self::Ok => Some("t-ok"),
            Self::Warn => Some("t-warn"),
            Self::Bad => Some("t-bad"),
            Self::Info => Some("t-info"),
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct BadgeProps {
    #[prop_or_default]
    pub tone: Tone,
    pub glyph: Glyph,
    pub text: AttrValue,
}

#[component]
pub fn Badge(props: &BadgeProps) -> Html {
    html! {
        <span class={classes!("badge", props.tone.class())}>
            <Icon glyph={props.glyph} />{ &props.text }
        </span>
    }
}
