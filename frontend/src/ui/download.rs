//! A file behind a link that works once: the link is made when it is asked for.

use super::{Button, Glyph, Kind, ProblemNote};
use crate::api::{Answer, Wire, use_sender};
use contract::documents::Link;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct DownloadProps {
    /// The operation that makes the link.
    pub call: Wire,
    #[prop_or(Glyph::Download)]
    pub glyph: Glyph,
    #[prop_or_default]
    pub kind: Kind,
    #[prop_or_default]
    pub small: bool,
    pub children: Html,
}

#[component]
pub fn Download(props: &DownloadProps) -> Html {
    let sender = use_sender();
    let unreadable = use_state(|| None);
    let onclick = {
        let (sender, call, unreadable) = (sender.clone(), props.call.clone(), unreadable.clone());
        Callback::from(move |()| {
            let unreadable = unreadable.setter();
            unreadable.set(None);
            let done = Callback::from(move |answer: Rc<Answer>| match answer.read::<Link>() {
                // The answer is an attachment, so the page stays where it is.
                Ok(reply) => open(&reply.value.url),
                Err(failure) => unreadable.set(Some(failure)),
            });
            sender.send(call.clone(), done, Callback::noop());
        })
    };
    let failure = sender.state.failure().cloned().or_else(|| (*unreadable).clone());
    html! {
        <>
            <Button
                kind={props.kind}
                small={props.small}
                glyph={props.glyph}
                busy={sender.state.is_under_way()}
                {onclick}
            >
                { props.children.clone() }
            </Button>
            if let Some(failure) = failure {
                <ProblemNote {failure} />
            }
        </>
    }
}

/// Follows a link to a file.
pub fn open(url: &str) {
    if let Some(window) = web_sys::window() {
        // Refused only for an address that is none.
        let _ = window.location().assign(url);
    }
}
