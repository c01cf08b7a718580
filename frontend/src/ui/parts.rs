//! Small parts: notes, empty states, skeletons, figures, times.

use super::link::follow;
use super::{Glyph, Icon, Tone};
use crate::i18n::{self, t};
use contract::moment::Timestamp;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NoteProps {
    #[prop_or(Tone::Info)]
    pub tone: Tone,
    /// Read out at once.
    #[prop_or_default]
    pub alert: bool,
    pub children: Html,
}

#[component]
pub fn Note(props: &NoteProps) -> Html {
    let (class, glyph) = match props.tone {
        Tone::Neutral => ("note neutral", Glyph::InfoCircle),
        Tone::Info => ("note", Glyph::InfoCircle),
        Tone::Ok => ("note ok", Glyph::CircleCheck),
        Tone::Warn => ("note warn", Glyph::AlertTriangle),
        Tone::Bad => ("note bad", Glyph::AlertCircle),
    };
    html! {
        <div {class} role={props.alert.then_some("alert")}>
            <Icon {glyph} /><div>{ props.children.clone() }</div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct EmptyProps {
    pub glyph: Glyph,
    pub title: AttrValue,
    /// What to do about it, or why it is so.
    #[prop_or_default]
    pub text: Option<AttrValue>,
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="emptyx">
            <Icon glyph={props.glyph} large=true />
            <h2>{ &props.title }</h2>
            if let Some(text) = &props.text {
                <p>{ text }</p>
            }
            <div class="row-wrap centre">{ props.children.clone() }</div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct SkeletonProps {
    #[prop_or(4)]
    pub lines: u8,
}

/// Grey lines where text is on its way.
#[component]
pub fn Skeleton(props: &SkeletonProps) -> Html {
    let lines = (0..props.lines).map(|index| {
        let class = match index % 3 {
            0 => "sk sk-a",
            1 => "sk sk-b",
            _ => "sk sk-c",
        };
        html! { <i {class}></i> }
    });
    html! {
        <div class="body" aria-busy="true">
            <span class="vh">{ t("loading") }</span>
            { for lines }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct StatsProps {
    pub children: Html,
}

#[component]
pub fn Stats(props: &StatsProps) -> Html {
    html! { <div class="stats">{ props.children.clone() }</div> }
}

#[derive(Properties, PartialEq)]
pub struct StatProps {
    pub label: AttrValue,
    /// `None` while it is not known.
    pub value: Option<AttrValue>,
    #[prop_or_default]
    pub detail: Option<AttrValue>,
    pub href: AttrValue,
}

/// A figure that leads to what it counts.
#[component]
pub fn Stat(props: &StatProps) -> Html {
    html! {
        <a href={props.href.clone()} onclick={follow(props.href.clone(), Callback::noop())}>
            <span class="k">{ &props.label }</span>
            <span class="v">{ props.value.clone().unwrap_or(AttrValue::Static("–")) }</span>
            if let Some(detail) = &props.detail {
                <span class="d">{ detail }</span>
            }
        </a>
    }
}

#[derive(Properties, PartialEq)]
pub struct MomentProps {
    pub at: Timestamp,
    /// How long ago, with the date on demand.
    #[prop_or_default]
    pub ago: bool,
}

#[component]
pub fn Moment(props: &MomentProps) -> Html {
    let exact = i18n::moment(props.at);
    let shown = if props.ago { i18n::ago(props.at) } else { exact.clone() };
    html! { <time datetime={props.at.to_string()} title={exact}>{ shown }</time> }
}
