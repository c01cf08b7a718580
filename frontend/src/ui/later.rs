//! Pieces of a page whose code is a part of its own, loaded when they are first
//! shown.

use super::{ProblemNote, Skeleton};
use crate::api::Failure;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;
use yew::prelude::*;

/// Draws the piece.
pub type Draw<S> = fn(&S) -> Html;

/// What a piece is about, and where its code comes from.
pub trait Later: Clone + PartialEq + 'static {
    async fn draw() -> Result<Draw<Self>, SplitLoaderError>;
}

#[derive(Properties, PartialEq)]
pub struct LaterPieceProps<S: Later> {
    pub shown: S,
}

#[component]
pub fn LaterPiece<S: Later>(props: &LaterPieceProps<S>) -> Html {
    let draw = use_state(|| None::<Option<Draw<S>>>);
    {
        let draw = draw.setter();
        use_effect_with((), move |()| spawn_local(async move { draw.set(Some(S::draw().await.ok())) }));
    }
    match *draw {
        Some(Some(draw)) => draw(&props.shown),
        Some(None) => html! { <ProblemNote failure={Failure::NoAnswer} /> },
        None => html! { <Skeleton lines=1 /> },
    }
}

/// A dialog that is opened by a button.
pub struct Asked {
    pub open: bool,
    /// Whether it was opened before; its code is not needed until then.
    pub ever: bool,
    pub ask: Callback<()>,
    pub onclose: Callback<()>,
}

#[hook]
pub fn use_asked() -> Asked {
    let open = use_state(|| None::<bool>);
    let set = |to: bool| {
        let open = open.setter();
        Callback::from(move |()| open.set(Some(to)))
    };
    Asked { open: *open == Some(true), ever: open.is_some(), ask: set(true), onclose: set(false) }
}
