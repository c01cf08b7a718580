//! What went wrong, what to do, and what to quote when asking for help.

use super::{Button, Glyph, Icon, Kind, Note, Tone, browser, use_toast};
use crate::api::Failure;
use crate::i18n::{t, tr};
use contract::problem::ProblemCode;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ProblemPanelProps {
    pub failure: Failure,
    /// Asks again, where that may help.
    #[prop_or_default]
    pub retry: Option<Callback<()>>,
    #[prop_or_default]
    pub children: Html,
}

fn glyph(failure: &Failure) -> Glyph {
    match failure.code() {
        None => Glyph::CloudOff,
        Some(ProblemCode::Forbidden | ProblemCode::PasswordChangeRequired) => Glyph::Lock,
        Some(ProblemCode::NotFound) => Glyph::Search,
        Some(_) => Glyph::AlertCircle,
    }
}

/// A page that only reads has nothing typed that could be lost.
fn advice(failure: &Failure) -> String {
    match failure {
        Failure::NoAnswer => t("failure-no-answer-read"),
        _ => failure.advice(),
    }
}

#[component]
pub fn ProblemPanel(props: &ProblemPanelProps) -> Html {
    let failure = &props.failure;
    html! {
        <div class="body problem" role="alert">
            <h2><Icon glyph={glyph(failure)} class="c-bad" />{ failure.title() }</h2>
            <p>{ advice(failure) }</p>
            <div class="row-wrap">
                if let Some(retry) = props.retry.as_ref().filter(|_| !failure.is(ProblemCode::NotFound)) {
                    <Button kind={Kind::Primary} onclick={retry}>{ t("retry") }</Button>
                }
                { props.children.clone() }
            </div>
            <Quote failure={failure.clone()} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct ProblemNoteProps {
    pub failure: Failure,
    #[prop_or_default]
    pub children: Html,
}

/// The same beside a form, whose own content stays.
#[component]
pub fn ProblemNote(props: &ProblemNoteProps) -> Html {
    html! {
        <Note tone={Tone::Bad} alert=true>
            <p><b>{ props.failure.title() }</b></p>
            <p>{ props.failure.advice() }</p>
            { props.children.clone() }
            <Quote failure={props.failure.clone()} />
        </Note>
    }
}

#[derive(Properties, PartialEq)]
struct QuoteProps {
    failure: Failure,
}

#[component]
fn Quote(props: &QuoteProps) -> Html {
    let toast = use_toast();
    let Some(request_id) = props.failure.request_id() else {
        return Html::default();
    };
    let text = tr("quote", &[("id", request_id.as_str().into())]);
    let onclick = Callback::from(move |()| {
        let (toast, request_id) = (toast.clone(), request_id.clone());
        spawn_local(async move {
            if browser::copy(&request_id).await {
                toast.emit(t("copied"));
            }
        });
    });
    html! {
        <p class="hint num">
            { text }{ " " }
            <Button kind={Kind::Tertiary} small=true glyph={Glyph::Copy} {onclick}>
                { t("copy") }
            </Button>
        </p>
    }
}
