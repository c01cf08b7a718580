//! Duplicates (data ganda): pairs that may be one woman, and making them one.

mod desk;
mod list;
mod members;
mod merge;

pub use desk::MergeDesk;
pub use list::DuplicateList;
pub use merge::MergeDetail;

use crate::i18n::{self, t, term, tr};
use crate::ui::{Badge, Glyph, Tone};
use contract::duplicates::{DuplicateSide, DuplicateState, MatchReason};
use yew::prelude::*;

fn state_badge(state: DuplicateState) -> Html {
    let (tone, glyph) = match state {
        DuplicateState::Open => (Tone::Warn, Glyph::Clock),
        DuplicateState::NotDuplicate => (Tone::Neutral, Glyph::Users),
        DuplicateState::Merged => (Tone::Ok, Glyph::CircleCheck),
    };
    html! { <Badge {tone} {glyph} text={term(state)} /> }
}

fn name_of(side: &DuplicateSide) -> String {
    side.full_name.value().cloned().unwrap_or_else(|| t("beneficiary-name-withheld"))
}

/// Birth date or age, and the place.
fn about(side: &DuplicateSide) -> String {
    let born = side.birth_date.value().map(|day| i18n::date(*day));
    let born = born.unwrap_or_else(|| tr("age-years", &[("n", side.age.into())]));
    format!("{born} · RT {} · RW {} · {}", side.rt, side.rw, side.region_name)
}

fn in_words(reasons: &[MatchReason]) -> String {
    reasons.iter().map(|reason| term(*reason)).collect::<Vec<_>>().join(", ")
}
