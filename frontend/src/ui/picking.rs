//! What is ticked in a list, to do one thing with all of it.

use crate::i18n::{t, tr};
use crate::ui::{Address, Button, Kind};
use std::collections::BTreeSet;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The rows that are ticked, by their ids.
#[derive(Debug, PartialEq)]
pub struct Picking<K> {
    ticked: UseStateHandle<BTreeSet<K>>,
}

impl<K> Clone for Picking<K> {
    fn clone(&self) -> Self {
        Self { ticked: self.ticked.clone() }
    }
}

/// Ticks go with the page they were made on.
#[hook]
pub fn use_picking<K: Ord + Copy + 'static>(address: &Address) -> Picking<K> {
    let ticked = use_state(BTreeSet::new);
    {
        let ticked = ticked.setter();
        use_effect_with(address.clone(), move |_| ticked.set(BTreeSet::new()));
    }
    Picking { ticked }
}

impl<K: Ord + Copy + 'static> Picking<K> {
    pub fn holds(&self, id: K) -> bool {
        self.ticked.contains(&id)
    }

    pub fn clear(&self) {
        self.ticked.set(BTreeSet::new());
    }

    /// Follows the box of a row.
    pub fn follow(&self, id: K) -> Callback<Event> {
        let ticked = self.ticked.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            let mut next = (*ticked).clone();
            if input.checked() {
                next.insert(id)
            } else {
                next.remove(&id)
            };
            ticked.set(next);
        })
    }

    /// The box for all of them at once, with its words.
    pub fn all(&self, able: &[K], words: String) -> Html {
        let all = !able.is_empty() && able.iter().all(|id| self.holds(*id));
        let onchange = {
            let (ticked, able) = (self.ticked.clone(), able.iter().copied().collect::<BTreeSet<K>>());
            Callback::from(move |_: Event| ticked.set(if all { BTreeSet::new() } else { able.clone() }))
        };
        html! { <label class="pick"><input type="checkbox" checked={all} {onchange} />{ words }</label> }
    }

    /// The box in front of a row.
    pub fn tick(&self, id: K, name: &str) -> Html {
        let onchange = self.follow(id);
        html! {
            <label class="pick">
                <input type="checkbox" checked={self.holds(id)} {onchange} />
                <span class="vh">{ tr("choose-one", &[("name", name.into())]) }</span>
            </label>
        }
    }

    /// All rows of the page at once, and what can be done with those ticked.
    pub fn bar(&self, able: &[K], actions: Html) -> Html {
        if able.is_empty() {
            return Html::default();
        }
        let chosen = able.iter().filter(|id| self.holds(**id)).count();
        let onclear = {
            let picking = self.clone();
            Callback::from(move |()| picking.clear())
        };
        html! {
            <div class="body row-wrap picked">
                { self.all(able, tr("choose-all", &[("n", able.len().into())])) }
                if chosen > 0 {
                    <span role="status" class="b">{ tr("chosen-count", &[("n", chosen.into())]) }</span>
                    { actions }
                    <Button kind={Kind::Tertiary} small=true onclick={onclear}>{ t("chosen-clear") }</Button>
                }
            </div>
        }
    }
}
