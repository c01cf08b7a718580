//! Export (ekspor data): a list on the screen leaves as a file.
//!
//! The dialog is a part of its own: few lists leave, and nobody waits for it
//! at a first visit.
#![expect(clippy::unnecessary_wraps, reason = "a marked function returns a result, which also tells of a failed load")]

mod dialog;

use crate::api::{Failure, use_me};
use crate::i18n::t;
use crate::ui::{Button, Glyph, ProblemNote};
use contract::exports::ExportList;
use contract::policy::Permission;
use serde::Serialize;
use serde_json::{Map, Value};
use std::cell::Cell;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

/// What leaves: the rows of the list as it is filtered and ordered here.
#[derive(Properties, Clone, PartialEq)]
pub struct ExportProps {
    pub list: ExportList,
    pub filters: Map<String, Value>,
    pub sort: Option<String>,
    /// How many rows there are, in words, where it is known.
    pub rows: Option<String>,
    /// What the button says, where it is not the list in whole.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// The filters of a list by the names its query has.
pub fn filters_of(filter: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(filter) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

/// Draws the dialog, open or not; told when it wants to close.
type Draw = fn(&ExportProps, bool, Callback<()>) -> Html;

thread_local! {
    static LOADED: Cell<Option<Draw>> = const { Cell::new(None) };
}

#[wasm_split(exports, fallible)]
fn exports() -> Result<Draw, SplitLoaderError> {
    Ok(|export, open, onclose| html! { <dialog::ExportDialog export={export.clone()} {open} {onclose} /> })
}

async fn load() -> Result<Draw, Failure> {
    if let Some(draw) = LOADED.get() {
        return Ok(draw);
    }
    let draw = exports().await.map_err(|_| Failure::NoAnswer)?;
    LOADED.set(Some(draw));
    Ok(draw)
}

/// The button, for those who may.
#[component]
pub fn Export(props: &ExportProps) -> Html {
    let me = use_me();
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
    if !me.may(Permission::ExportBeneficiaries) {
        return Html::default();
    }
    html! {
        <>
            <Button glyph={Glyph::Download} busy={*open && draw.is_none()} {onclick}>
                { props.label.clone().unwrap_or_else(|| t("export").into()) }
            </Button>
            if let Some(Ok(draw)) = &*draw {
                { draw(props, *open, onclose) }
            }
            if let Some(Err(failure)) = &*draw {
                <ProblemNote failure={failure.clone()} />
            }
        </>
    }
}
