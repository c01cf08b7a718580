//! Export (ekspor data): a list on the screen leaves as a file.
//!
//! The dialog is a part of its own: few lists leave, and nobody waits for it
//! at a first visit.
#![expect(clippy::unnecessary_wraps, reason = "a marked function returns a result, which also tells of a failed load")]

mod dialog;

use crate::api::use_me;
use crate::i18n::t;
use crate::ui::{Asked, Button, Draw, Glyph, Later, LaterPiece, use_asked};
use contract::exports::ExportList;
use contract::policy::Permission;
use dialog::{ExportDialog, ExportDialogProps};
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
fn exports() -> Result<Draw<ExportDialogProps>, SplitLoaderError> {
    Ok(|props| html! { <ExportDialog ..props.clone() /> })
}

impl Later for ExportDialogProps {
    async fn draw() -> Result<Draw<Self>, SplitLoaderError> {
        exports().await
    }
}

/// The button, for those who may.
#[component]
pub fn Export(props: &ExportProps) -> Html {
    let me = use_me();
    let Asked { open, ever, ask, onclose } = use_asked();
    if !me.may(Permission::ExportBeneficiaries) {
        return Html::default();
    }
    let label = props.label.clone().unwrap_or_else(|| t("export").into());
    html! {
        <>
            <Button glyph={Glyph::Download} onclick={ask}>{ label }</Button>
            if ever {
                <LaterPiece<ExportDialogProps> shown={ExportDialogProps { export: props.clone(), open, onclose }} />
            }
        </>
    }
}
