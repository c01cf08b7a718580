//! Loading the code of a page before it is opened.

use super::Part;
use crate::route::Route;
use crate::ui::browser;
use contract::me::Me;
use contract::policy::Permission;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;
use yew_router::Routable;

/// How long a first page has the line for itself.
const QUIET_MILLIS: u32 = 3_000;

/// Loads the code of a page before it is opened: when a link to it is pointed
/// at or focused, and that of the forms for all who fill them in, once the
/// page they began with has had its turn.
#[hook]
pub fn use_foresight(me: &Me) {
    let fills_in = me.may(Permission::RegisterBeneficiaries) || me.may(Permission::EditBeneficiaries);
    use_effect_with(fills_in, |fills_in| {
        let wait = fills_in.then(|| Timeout::new(QUIET_MILLIS, || Part::Forms.load_ahead()));
        move || drop(wait)
    });
    use_effect_with((), |()| {
        let listeners = browser::document().map(|document| {
            ["pointerover", "focusin"].map(|name| {
                EventListener::new(&document, name, |event| {
                    if let Some(part) = aimed_at(event) {
                        part.load_ahead();
                    }
                })
            })
        });
        move || drop(listeners)
    });
}

/// The part a link under the pointer or the focus leads to.
fn aimed_at(event: &Event) -> Option<Part> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let href = element.closest("a[href]").ok()??.get_attribute("href")?;
    let path = href.split(['?', '#']).next()?;
    Part::of(&Route::recognize(path)?)
}
