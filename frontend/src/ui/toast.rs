//! Short messages that come and go, read out when they come.

use super::{Glyph, Icon, use_address};
use crate::i18n::t;
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// Long enough to be read slowly.
const STAY_MILLIS: u32 = 8_000;

/// A message said on leaving a page belongs to the page one comes to.
const ALONG_MILLIS: f64 = 1_500.0;

/// One message at a time.
#[derive(Clone, PartialEq, Default)]
struct Toasts {
    next: u32,
    shown: Option<Shown>,
}

#[derive(Debug, Clone, PartialEq)]
struct Shown {
    id: u32,
    text: String,
    at: f64,
}

enum Act {
    Show(String, f64),
    Drop(u32),
    /// Someone went to another page.
    Gone(f64),
}

impl Reducible for Toasts {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut toasts = (*self).clone();
        match act {
            Act::Show(text, at) => {
                toasts.shown = Some(Shown { id: toasts.next, text, at });
                toasts.next += 1;
            }
            Act::Drop(id) => toasts.shown = toasts.shown.filter(|toast| toast.id != id),
            Act::Gone(at) => toasts.shown = toasts.shown.filter(|toast| at - toast.at < ALONG_MILLIS),
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
        use_callback((), move |text: String, ()| toasts.dispatch(Act::Show(text, js_sys::Date::now())))
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
    {
        let toasts = context.as_ref().map(|context| context.0.dispatcher());
        let address = use_address();
        use_effect_with(address.path, move |_| {
            if let Some(toasts) = toasts {
                toasts.dispatch(Act::Gone(js_sys::Date::now()));
            }
        });
    }
    let toast = context.and_then(|ToastContext(toasts)| {
        let Shown { id, text, .. } = toasts.shown.clone()?;
        let drop = Callback::from(move |()| toasts.dispatch(Act::Drop(id)));
        Some(html! { <Toast key={id} {text} {drop} /> })
    });
    html! { <div class="toasts" role="status" aria-live="polite">{ toast.unwrap_or_default() }</div> }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(toasts: &Rc<Toasts>) -> Option<&str> {
        toasts.shown.as_ref().map(|toast| toast.text.as_str())
    }

    #[test]
    fn a_message_makes_way_for_the_next_and_ends_with_its_page() {
        let toasts = Rc::new(Toasts::default()).reduce(Act::Show("one".to_owned(), 0.0));
        let toasts = toasts.reduce(Act::Show("two".to_owned(), 100.0)).reduce(Act::Drop(0));
        assert_eq!(shown(&toasts), Some("two"));
        let arrived = toasts.reduce(Act::Gone(150.0));
        assert_eq!(shown(&arrived), Some("two"));
        assert_eq!(shown(&arrived.reduce(Act::Gone(5_000.0))), None);
    }
}
