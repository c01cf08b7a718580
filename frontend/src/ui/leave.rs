//! Leaving a page with unsaved work asks first, whichever way one leaves it:
//! by a link, by the back button, by closing the tab.

use super::{Button, Dialog, Kind};
use crate::i18n::t;
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::{Cell, RefCell};
use yew::prelude::*;
use yew_router::history::{BrowserHistory, History};

/// Where someone was going when she was asked.
#[derive(Debug, Clone, PartialEq)]
enum Way {
    To(String),
    Back,
}

#[derive(Default)]
struct Guard {
    dirty: Cell<bool>,
    /// Lets the next `popstate` of our own doing pass.
    pass: Cell<bool>,
    ask: RefCell<Option<Callback<Way>>>,
}

thread_local! {
    static GUARD: Guard = Guard::default();
}

/// Listens before the router does; called once, before the first page.
pub fn watch() {
    let Some(window) = web_sys::window() else { return };
    let options = EventListenerOptions { phase: gloo_events::EventListenerPhase::Capture, passive: false };
    let on_back = EventListener::new_with_options(&window, "popstate", options, |event| {
        GUARD.with(|guard| {
            if guard.pass.take() {
                event.stop_immediate_propagation();
            } else if guard.dirty.get() {
                event.stop_immediate_propagation();
                guard.pass.set(true);
                BrowserHistory::new().go(1);
                ask(guard, Way::Back);
            }
        });
    });
    on_back.forget();
    let on_close = EventListener::new_with_options(&window, "beforeunload", options, |event| {
        if GUARD.with(|guard| guard.dirty.get()) {
            event.prevent_default();
        }
    });
    on_close.forget();
}

fn ask(guard: &Guard, way: Way) {
    let ask = guard.ask.borrow().clone();
    if let Some(ask) = ask {
        ask.emit(way);
    }
}

/// Goes to an address of this application.
pub fn go(href: &str) {
    GUARD.with(|guard| {
        if guard.dirty.get() {
            ask(guard, Way::To(href.to_owned()));
        } else {
            BrowserHistory::new().push(href);
        }
    });
}

/// Replaces the present address, as filters do while one types.
pub fn replace(href: &str) {
    BrowserHistory::new().replace(href);
}

/// Marks the page as holding unsaved work.
#[hook]
pub fn use_unsaved(dirty: bool) {
    use_effect_with(dirty, |dirty| {
        GUARD.with(|guard| guard.dirty.set(*dirty));
        || GUARD.with(|guard| guard.dirty.set(false))
    });
}

/// After saving, the page may be left at once, before it is drawn again.
pub fn saved() {
    GUARD.with(|guard| guard.dirty.set(false));
}

/// The question itself; stands once in the application.
#[component]
pub fn LeaveDialog() -> Html {
    let way = use_state(|| None);
    {
        let way = way.setter();
        use_effect_with((), move |()| {
            let ask = Callback::from(move |asked| way.set(Some(asked)));
            GUARD.with(|guard| guard.ask.replace(Some(ask)));
            || GUARD.with(|guard| drop(guard.ask.take()))
        });
    }
    let stay = {
        let way = way.setter();
        Callback::from(move |()| way.set(None))
    };
    let leave = {
        let way = way.clone();
        Callback::from(move |()| {
            saved();
            match (*way).clone() {
                Some(Way::To(href)) => BrowserHistory::new().push(href),
                Some(Way::Back) => BrowserHistory::new().go(-1),
                None => {}
            }
            way.set(None);
        })
    };
    let foot = html! {
        <>
            <Button kind={Kind::Secondary} onclick={stay.clone()}>{ t("leave-stay") }</Button>
            <Button kind={Kind::Primary} onclick={leave}>{ t("leave-go") }</Button>
        </>
    };
    html! {
        <Dialog open={way.is_some()} title={t("leave-title")} onclose={stay} {foot}>
            <p>{ t("leave-text") }</p>
        </Dialog>
    }
}

/// Whether a click means "open here" and not "in another tab".
pub fn is_plain(event: &MouseEvent) -> bool {
    let modified = event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
    event.button() == 0 && !modified
}
