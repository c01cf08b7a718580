//! Actions (tindak lanjut): what follows from decisions of meetings.

pub mod home;
mod list;
mod steps;

pub use list::ActionList;
pub use steps::{CompleteButton, DropButton};

use crate::i18n::{date, today, tr};
use crate::ui::{Glyph, Tone};
use contract::actions::{Action, ActionState};

/// How it stands; open and past its day, for how long.
pub fn standing(action: &Action) -> (Tone, Glyph, String) {
    let ended = |key: &str| {
        let day = action.ended_at.map(|at| date(at.day_in_jakarta())).unwrap_or_default();
        let days = [("day", day.into())];
        if key == "done" { tr("action-done-on", &days) } else { tr("action-dropped-on", &days) }
    };
    match action.state {
        ActionState::Done => (Tone::Ok, Glyph::CircleCheck, ended("done")),
        ActionState::Dropped => (Tone::Neutral, Glyph::Ban, ended("dropped")),
        ActionState::Open => {
            let late = (today().0 - action.due_on.0).whole_days();
            if late > 0 {
                (Tone::Bad, Glyph::AlertTriangle, tr("action-late", &[("n", late.into())]))
            } else {
                (Tone::Info, Glyph::CircleDashed, crate::i18n::term(action.state))
            }
        }
    }
}
