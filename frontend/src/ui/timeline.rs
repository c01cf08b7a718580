//! What happened, newest first.

use super::{Glyph, Icon, Moment};
use contract::moment::Timestamp;
use yew::prelude::*;

#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub key: String,
    pub glyph: Glyph,
    pub title: String,
    pub at: Timestamp,
    pub who: String,
    /// What changed in it.
    pub details: Vec<Html>,
}

#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    pub events: Vec<Event>,
}

#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let items = props.events.iter().map(|event| {
        let details = event.details.iter().map(|detail| html! { <li>{ detail.clone() }</li> });
        html! {
            <li key={event.key.clone()}>
                <Icon glyph={event.glyph} />
                <p>{ &event.title }</p>
                if !event.details.is_empty() {
                    <ul class="plain small">{ for details }</ul>
                }
                <p class="when">{ &event.who }{ " · " }<Moment at={event.at} /></p>
            </li>
        }
    });
    html! { <ul class="tl">{ for items }</ul> }
}
