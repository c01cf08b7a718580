//! Accounts of the people who work with the system (pengguna).

mod access_code;
mod detail;
mod form;
mod list;

pub use detail::UserDetail;
pub use form::{EditUser, NewUser};
pub use list::UserList;

use crate::i18n::term;
use crate::ui::{Badge, Glyph, Tone};
use contract::users::UserState;
use yew::prelude::*;

/// The state of an account as a badge.
pub fn state_badge(state: UserState) -> Html {
    let (tone, glyph) = match state {
        UserState::Invited => (Tone::Warn, Glyph::Clock),
        UserState::Active => (Tone::Ok, Glyph::CircleCheck),
        UserState::Disabled => (Tone::Neutral, Glyph::UserOff),
    };
    html! { <Badge {tone} {glyph} text={term(state)} /> }
}
