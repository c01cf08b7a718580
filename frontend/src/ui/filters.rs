//! What stands over a list: a search box, choices, and the filters in force.

use super::{Address, Button, Glyph, Icon, Kind, browser, leave};
use crate::i18n::{t, tr};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// While one types, the list follows after so long a pause.
const PAUSE_MILLIS: u32 = 350;

#[derive(Properties, PartialEq)]
pub struct SearchBoxProps {
    pub address: Address,
    /// What is searched.
    pub label: AttrValue,
}

/// Writes `q` into the address.
#[component]
pub fn SearchBox(props: &SearchBoxProps) -> Html {
    let pause: Rc<RefCell<Option<Timeout>>> = use_mut_ref(|| None);
    let node = use_node_ref();
    let apply = {
        let (address, node) = (props.address.clone(), node.clone());
        move || {
            let Some(input) = node.cast::<HtmlInputElement>() else {
                return;
            };
            let text = input.value();
            let text = text.trim();
            if text != address.get("q").unwrap_or_default() {
                leave::replace(&address.filtered(&[("q", Some(text))]));
            }
        }
    };
    let oninput = {
        let (pause, apply) = (pause.clone(), apply.clone());
        Callback::from(move |_: InputEvent| {
            pause.replace(Some(Timeout::new(PAUSE_MILLIS, apply.clone())));
        })
    };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        pause.replace(None);
        apply();
    });
    // Set once and when the address changes by other means, never while typing.
    let value = props.address.get("q").unwrap_or_default().to_owned();
    {
        let node = node.clone();
        use_effect_with(value, move |value| {
            if let Some(input) = node.cast::<HtmlInputElement>()
                && input.value().trim() != value
            {
                input.set_value(value);
            }
        });
    }
    html! {
        <form class="search" role="search" {onsubmit}>
            <Icon glyph={Glyph::Search} />
            <label class="vh" for="q">{ &props.label }</label>
            <input
                ref={node}
                class="form-control"
                id="q"
                type="search"
                placeholder={props.label.clone()}
                autocomplete="off"
                {oninput}
            />
        </form>
    }
}

#[derive(Properties, PartialEq)]
pub struct PickProps {
    pub address: Address,
    /// The member of the query.
    pub name: AttrValue,
    pub label: AttrValue,
    /// The word for "no filter".
    pub all: AttrValue,
    pub options: Vec<(String, String)>,
}

/// A choice that filters at once.
#[component]
pub fn Pick(props: &PickProps) -> Html {
    let onchange = {
        let (address, name) = (props.address.clone(), props.name.clone());
        Callback::from(move |event: Event| {
            if let Some(value) = super::choice::chosen(&event) {
                leave::go(&address.filtered(&[(&name, Some(&value))]));
            }
        })
    };
    let id = format!("filter-{}", props.name);
    let now = props.address.get(&props.name).unwrap_or_default();
    let options = props.options.iter().map(|(value, word)| {
        html! {
            <option key={value.clone()} value={value.clone()} selected={value == now}>{ word }</option>
        }
    });
    html! {
        <div class="pick-one">
            <label class="vh" for={id.clone()}>{ &props.label }</label>
            <select class="form-select" {id} {onchange}>
                <option key="" value="" selected={now.is_empty()}>{ &props.all }</option>
                { for options }
            </select>
        </div>
    }
}

/// A day that filters at once.
#[component]
pub fn PickDay(props: &PickDayProps) -> Html {
    let onchange = {
        let (address, name) = (props.address.clone(), props.name.clone());
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                leave::go(&address.filtered(&[(&name, Some(&input.value()))]));
            }
        })
    };
    let id = format!("filter-{}", props.name);
    html! {
        <div class="pick-one">
            <label class="small ink2" for={id.clone()}>{ &props.label }</label>
            <input
                class="form-control num"
                type="date"
                {id}
                value={props.address.get(&props.name).unwrap_or_default().to_owned()}
                {onchange}
            />
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct PickDayProps {
    pub address: Address,
    pub name: AttrValue,
    pub label: AttrValue,
}

/// A filter in force, which can be taken away.
#[derive(Debug, Clone, PartialEq)]
pub struct Chip {
    /// The member of the query.
    pub name: &'static str,
    pub text: String,
}

#[derive(Properties, PartialEq)]
pub struct FiltersProps {
    pub address: Address,
    #[prop_or_default]
    pub chips: Vec<Chip>,
    pub children: Html,
}

/// Where the focus goes when the chip at this place is gone.
fn next(left: &[&str], place: usize) -> Option<String> {
    let name = left.get(place.min(left.len().saturating_sub(1)))?;
    Some(format!("chip-{name}"))
}

/// Remembers which chip is taken away, and moves the focus on once it is gone:
/// to the next chip, else to the search box or the heading.
#[hook]
fn use_taken(chips: &[Chip]) -> Rc<Cell<Option<usize>>> {
    let taken = use_memo((), |()| Cell::new(None));
    let names: Vec<&'static str> = chips.iter().map(|chip| chip.name).collect();
    {
        let taken = taken.clone();
        use_effect_with(names, move |left| {
            if let Some(place) = taken.take() {
                let searched = browser::top_of("q").map(|_| "q".to_owned());
                let id = next(left, place).or(searched);
                browser::focus_in_place(id.as_deref().unwrap_or("page-title"));
            }
        });
    }
    taken
}

#[component]
pub fn Filters(props: &FiltersProps) -> Html {
    let taken = use_taken(&props.chips);
    let chips = props.chips.iter().enumerate().map(|(index, chip)| {
        let href = props.address.filtered(&[(chip.name, None)]);
        let taken = taken.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            taken.set(Some(index));
            leave::go(&href);
        });
        let label = tr("filter-remove", &[("filter", chip.text.as_str().into())]);
        html! {
            <li class="chip" key={chip.name}>
                { &chip.text }
                <button type="button" id={format!("chip-{}", chip.name)} aria-label={label} {onclick}><Icon glyph={Glyph::X} /></button>
            </li>
        }
    });
    let clear = {
        let names: Vec<_> = props.chips.iter().map(|chip| (chip.name, None)).collect();
        let href = props.address.filtered(&names);
        let taken = taken.clone();
        Callback::from(move |()| {
            taken.set(Some(0));
            leave::go(&href);
        })
    };
    html! {
        <>
            <div class="tools">{ props.children.clone() }</div>
            if !props.chips.is_empty() {
                <ul class="chips" aria-label={t("filters-active")}>
                    { for chips }
                    if props.chips.len() > 1 {
                        <li key="">
                            <Button kind={Kind::Tertiary} small=true onclick={clear}>
                                { t("filters-clear") }
                            </Button>
                        </li>
                    }
                </ul>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chip_after_the_one_taken_away_takes_the_focus() {
        assert_eq!(next(&["a", "c"], 1).as_deref(), Some("chip-c"));
        assert_eq!(next(&["a", "b"], 2).as_deref(), Some("chip-b"));
        assert_eq!(next(&[], 0), None);
    }
}
