//! A button whose dialog is a part of its own, loaded when it is pressed.

use super::{Button, Glyph, ProblemNote};
use crate::api::Failure;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;
use yew::prelude::*;

/// Draws the dialog, open or not; told when it wants to close.
pub type Draw<S> = fn(&S, bool, Callback<()>) -> Html;

/// What a dialog is about, and where its code comes from.
pub trait Later: Clone + PartialEq + 'static {
    async fn draw() -> Result<Draw<Self>, SplitLoaderError>;
}

#[derive(Properties, PartialEq)]
pub struct LaterDialogProps<S: Later> {
    pub glyph: Glyph,
    pub label: AttrValue,
    pub shown: S,
}

#[component]
pub fn LaterDialog<S: Later>(props: &LaterDialogProps<S>) -> Html {
    let draw = use_state(|| None::<Result<Draw<S>, Failure>>);
    let open = use_state(|| false);
    let onclick = {
        let (draw, open) = (draw.setter(), open.setter());
        Callback::from(move |()| {
            let draw = draw.clone();
            open.set(true);
            spawn_local(async move { draw.set(Some(S::draw().await.map_err(|_| Failure::NoAnswer))) });
        })
    };
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    html! {
        <>
            <Button glyph={props.glyph} busy={*open && draw.is_none()} {onclick}>{ &props.label }</Button>
            if let Some(Ok(draw)) = &*draw {
                { draw(&props.shown, *open, onclose) }
            }
            if let Some(Err(failure)) = &*draw {
                <ProblemNote failure={failure.clone()} />
            }
        </>
    }
}
