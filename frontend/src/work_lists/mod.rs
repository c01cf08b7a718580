//! Work lists (daftar kerja): the filters of a list, kept and opened again.
//!
//! What is kept is shown in a part of its own: nobody waits for it at a first
//! visit.
#![expect(clippy::unnecessary_wraps, reason = "a marked function returns a result, which also tells of a failed load")]

mod dialog;
mod panel;

pub use panel::WorkListPanel;

use crate::api::Failure;
use crate::i18n::t;
use crate::ui::{Address, Button, Glyph, ProblemNote};
use contract::work_lists::{FilteredList, WorkList};
use serde_json::{Map, Value};
use std::cell::Cell;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

/// The list on the screen, as it is filtered and ordered.
#[derive(Properties, Clone, PartialEq)]
pub struct WorkListsProps {
    pub list: FilteredList,
    pub address: Address,
    /// The filters by the names the list's query has.
    pub filters: Map<String, Value>,
}

/// The address of a list with what was kept.
fn opened(path: &str, kept: &WorkList) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    let pairs: Vec<(&str, String)> = kept.filters.iter().map(|(name, value)| (name.as_str(), text(value))).collect();
    let mut pairs: Vec<(&str, Option<&str>)> =
        pairs.iter().map(|(name, value)| (*name, Some(value.as_str()))).collect();
    pairs.push(("sort", kept.sort.as_deref()));
    Address::new(path, "").with(&pairs)
}

/// Draws the dialog, open or not; told when it wants to close.
type Draw = fn(&WorkListsProps, bool, Callback<()>) -> Html;

thread_local! {
    static LOADED: Cell<Option<Draw>> = const { Cell::new(None) };
}

#[wasm_split(work_lists, fallible)]
fn work_lists() -> Result<Draw, SplitLoaderError> {
    Ok(|shown, open, onclose| html! { <dialog::WorkListDialog shown={shown.clone()} {open} {onclose} /> })
}

async fn load() -> Result<Draw, Failure> {
    if let Some(draw) = LOADED.get() {
        return Ok(draw);
    }
    let draw = work_lists().await.map_err(|_| Failure::NoAnswer)?;
    LOADED.set(Some(draw));
    Ok(draw)
}

/// The button over a list.
#[component]
pub fn WorkLists(props: &WorkListsProps) -> Html {
    let draw = use_state(|| LOADED.get().map(Ok));
    let open = use_state(|| false);
    let onclick = {
        let (draw, open) = (draw.setter(), open.setter());
        Callback::from(move |()| {
            let draw = draw.clone();
            open.set(true);
            spawn_local(async move { draw.set(Some(load().await)) });
        })
    };
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    html! {
        <>
            <Button glyph={Glyph::ListCheck} busy={*open && draw.is_none()} {onclick}>{ t("work-lists") }</Button>
            if let Some(Ok(draw)) = &*draw {
                { draw(props, *open, onclose) }
            }
            if let Some(Err(failure)) = &*draw {
                <ProblemNote failure={failure.clone()} />
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_opened_as_an_address() {
        let kept: WorkList = serde_json::from_value(serde_json::json!({
            "id": "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47", "list": "beneficiaries", "name": "Siap",
            "filters": { "complete": true, "status": "candidate" }, "sort": "-updated_at", "shared_in": null,
            "shared_in_name": null, "owner_id": "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47", "owner_name": "Rina",
            "own": true, "created_at": "2026-11-24T03:12:09Z", "updated_at": "2026-11-24T03:12:09Z", "version": 1
        }))
        .unwrap();
        assert_eq!(opened("/women", &kept), "/women?complete=true&status=candidate&sort=-updated_at");
    }
}
