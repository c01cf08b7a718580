//! Work lists (daftar kerja): the filters of a list, kept and opened again.
//!
//! What is kept is shown in a part of its own: nobody waits for it at a first
//! visit.
#![expect(clippy::unnecessary_wraps, reason = "a marked function returns a result, which also tells of a failed load")]

mod change;
mod dialog;
mod panel;

pub use panel::WorkListPanel;

use crate::i18n::t;
use crate::ui::{Address, Asked, Button, Draw, Glyph, Later, LaterPiece, use_asked};
use contract::work_lists::{FilteredList, WorkList};
use dialog::{WorkListDialog, WorkListDialogProps};
use serde_json::{Map, Value};
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

#[wasm_split(work_lists, fallible)]
fn work_lists() -> Result<Draw<WorkListDialogProps>, SplitLoaderError> {
    Ok(|props| html! { <WorkListDialog ..props.clone() /> })
}

impl Later for WorkListDialogProps {
    async fn draw() -> Result<Draw<Self>, SplitLoaderError> {
        work_lists().await
    }
}

/// The button over a list.
#[component]
pub fn WorkLists(props: &WorkListsProps) -> Html {
    let Asked { open, ever, ask, onclose } = use_asked();
    html! {
        <>
            <Button glyph={Glyph::ListCheck} onclick={ask}>{ t("work-lists") }</Button>
            if ever {
                <LaterPiece<WorkListDialogProps> shown={WorkListDialogProps { shown: props.clone(), open, onclose }} />
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
            "own": true, "may_delete": true, "created_at": "2026-11-24T03:12:09Z", "updated_at": "2026-11-24T03:12:09Z", "version": 1
        }))
        .unwrap();
        assert_eq!(opened("/women", &kept), "/women?complete=true&status=candidate&sort=-updated_at");
    }
}
