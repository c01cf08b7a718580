//! How many notifications are unread, for the bell beside every page.

use crate::api::{Call, use_query};
use contract::endpoints::GetUnreadNotifications;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// It is asked anew on the way to another page, but not more often than this.
const PAUSE_MILLIS: f64 = 60_000.0;

/// The number, as far as it is known, and how it is asked for again.
#[derive(Clone, PartialEq)]
pub struct Unread {
    pub count: u64,
    pub reload: Callback<()>,
}

/// `place` tells one page from another.
#[hook]
pub fn use_unread(place: String) -> Unread {
    let query = use_query(Call::<GetUnreadNotifications>::new());
    let asked = use_memo((), |()| Cell::new(js_sys::Date::now()));
    let reload = {
        let (asked, reload): (Rc<Cell<f64>>, _) = (asked.clone(), query.reload.clone());
        Callback::from(move |()| {
            asked.set(js_sys::Date::now());
            reload.emit(());
        })
    };
    {
        let reload = reload.clone();
        use_effect_with(place, move |_| {
            if js_sys::Date::now() - asked.get() > PAUSE_MILLIS {
                reload.emit(());
            }
        });
    }
    Unread { count: query.value().map_or(0, |told| told.unread), reload }
}
