//! Short messages that come and go, read out when they come.

use super::{Glyph, Icon};
use crate::i18n::t;
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// Long enough to be read slowly.
const STAY_MILLIS: u32 = 8_000;

#[derive(Clone, PartialEq, Default)]
struct Toasts {
    next: u32,
    shown: Vec<(u32, String)>,
}

enum Act {
    Show(String),
    Drop(u32),
}

impl Reducible for Toasts {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut toasts = (*self).clone();
        match act {
            Act::Show(text) => {
                toasts.shown.push((toasts.next, text));
                toasts.next += 1;
            }
            Act::Drop(id) => toasts.shown.retain(|(own, _)| *own != id),
        }
        Rc::new(toasts)
    }
}

#[derive(Clone, PartialEq)]
struct ToastContext(UseReducerHandle<Toasts>);

#[derive(Clone, PartialEq)]
struct Show(Callback<String>);

#[derive(Properties, PartialEq)]
pub struct ToastProviderProps {
    pub children: Html,
}

#[component]
pub fn ToastProvider(props: &ToastProviderProps) -> Html {
    let toasts = use_reducer(Toasts::default);
    let show = {
        let toasts = toasts.dispatcher();
        use_callback((), move |text: String, ()| toasts.dispatch(Act::Show(text)))
    };
    html! {
        <ContextProvider<Show> context={Show(show)}>
            <ContextProvider<ToastContext> context={ToastContext(toasts)}>
                { props.children.clone() }
            </ContextProvider<ToastContext>>
        </ContextProvider<Show>>
    }
}

/// Shows a message.
#[hook]
pub fn use_toast() -> Callback<String> {
    use_context::<Show>().map_or_else(Callback::noop, |show| show.0)
}

/// Where the messages appear; stands once in the application.
#[component]
pub fn ToastArea() -> Html {
    let context = use_context::<ToastContext>();
    let items = context.iter().flat_map(|ToastContext(toasts)| {
        toasts.shown.iter().map(|(id, text)| {
            let (id, toasts) = (*id, toasts.clone());
            let drop = Callback::from(move |()| toasts.dispatch(Act::Drop(id)));
            html! { <Toast key={id} text={text.clone()} {drop} /> }
        })
    });
    html! { <div class="toasts" role="status" aria-live="polite">{ for items }</div> }
}

#[derive(Properties, PartialEq)]
struct ToastProps {
    text: AttrValue,
    drop: Callback<()>,
}

#[component]
fn Toast(props: &ToastProps) -> Html {
    {
        let drop = props.drop.clone();
        use_effect_with((), move |()| {
            let timer = Timeout::new(STAY_MILLIS, move || drop.emit(()));
            move || std::mem::drop(timer)
        });
    }
    let onclick = {
        let drop = props.drop.clone();
        Callback::from(move |_: MouseEvent| drop.emit(()))
    };
    html! {
        <div class="toastx">
            <Icon glyph={Glyph::CircleCheck} />
            <span>{ &props.text }</span>
            <button class="x" type="button" aria-label={t("close")} {onclick}>
                <Icon glyph={Glyph::X} />
            </button>
        </div>
    }
}
