//! Moves (pindah): asking for one, and answering those that come.

mod detail;
mod form;
mod list;

pub use detail::RelocationDetail;
pub use form::Relocate;
pub use list::RelocationList;

use crate::i18n::term;
use crate::ui::{Badge, Glyph, Tone};
use contract::relocations::RelocationState;
use yew::prelude::*;

fn state_badge(state: RelocationState) -> Html {
    let (tone, glyph) = match state {
        RelocationState::Requested => (Tone::Warn, Glyph::Clock),
        RelocationState::Accepted => (Tone::Ok, Glyph::CircleCheck),
        RelocationState::Refused => (Tone::Bad, Glyph::Ban),
        RelocationState::Withdrawn => (Tone::Neutral, Glyph::Restore),
    };
    html! { <Badge {tone} {glyph} text={term(state)} /> }
}
