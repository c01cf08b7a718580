//! Export (ekspor data): a list on the screen leaves as a file.
//!
//! The dialog is a part of its own: few lists leave, and nobody waits for it
//! at a first visit.
#![expect(clippy::unnecessary_wraps, reason = "a marked function returns a result, which also tells of a failed load")]

mod dialog;

use crate::api::use_me;
use crate::i18n::t;
use crate::ui::{Draw, Glyph, Later, LaterDialog};
use contract::exports::ExportList;
use contract::policy::Permission;
use serde_json::{Map, Value};
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

#[wasm_split(exports, fallible)]
fn exports() -> Result<Draw<ExportProps>, SplitLoaderError> {
    Ok(|export, open, onclose| html! { <dialog::ExportDialog export={export.clone()} {open} {onclose} /> })
}

impl Later for ExportProps {
    async fn draw() -> Result<Draw<Self>, SplitLoaderError> {
        exports().await
    }
}

/// The button, for those who may.
#[component]
pub fn Export(props: &ExportProps) -> Html {
    if !use_me().may(Permission::ExportBeneficiaries) {
        return Html::default();
    }
    let label = props.label.clone().unwrap_or_else(|| t("export").into());
    html! { <LaterDialog<ExportProps> glyph={Glyph::Download} {label} shown={props.clone()} /> }
}
