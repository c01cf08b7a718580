//! Stage records (catatan tahap): the seven stages of a locus, what holds each,
//! and the way through them.

mod actions;
mod aside;
mod checklist;
mod entry;
mod form;
mod panel;
mod print;
mod seven;

pub use form::EditStageRecord;
pub use panel::LocusStages;
pub use print::PrintStageRecord;

use crate::i18n::{self, t, term, tr};
use crate::ui::{Badge, Glyph, Tone};
use contract::cycle::{CycleStage, StageState};
use contract::moment::Timestamp;
use contract::stage_records::{LineState, StageRecord};
use contract::stage_templates::Requirement;
use contract::words::Language;
use yew::prelude::*;

/// `1. Persiapan`
pub fn numbered(stage: CycleStage) -> String {
    format!("{}. {}", stage.number(), term(stage))
}

/// A requirement in the language of the reader.
pub fn requirement_name(one: &Requirement) -> &str {
    in_language(&one.name_id, &one.name_en)
}

/// Of two texts the one in the language of the reader.
pub fn in_language<'a>(indonesian: &'a str, english: &'a str) -> &'a str {
    match i18n::language() {
        Language::Indonesian => indonesian,
        Language::English => english,
    }
}

/// `41 dari 100`
pub fn figure(value: Option<i64>, of: Option<i64>) -> Option<String> {
    let value = i18n::number(value?);
    Some(match of {
        Some(of) => tr("stage-figure", &[("value", value.into()), ("of", i18n::number(of).into())]),
        None => value,
    })
}

/// Whole days since a time.
pub fn days_since(at: Timestamp) -> i64 {
    days_between(at, i18n::now())
}

/// Whole days from one time to another.
pub fn days_between(from: Timestamp, to: Timestamp) -> i64 {
    (to.seconds() - from.seconds()).max(0) / 86_400
}

/// How a stage stands: held, where its gate is closed and someone works on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// An earlier stage is not passed.
    Later,
    Running,
    Held,
    Waiting,
    Returned,
    Passed,
    Suspended,
}

impl Look {
    pub const fn of(state: StageState, here: bool, held: bool) -> Self {
        match state {
            StageState::Passed => Self::Passed,
            StageState::Suspended if !here => Self::Suspended,
            StageState::Submitted => Self::Waiting,
            StageState::Returned => Self::Returned,
            StageState::Open | StageState::Suspended if here && held => Self::Held,
            StageState::Open | StageState::Suspended if here => Self::Running,
            StageState::Open | StageState::Suspended => Self::Later,
        }
    }

    pub fn record(record: &StageRecord) -> Self {
        Self::of(record.state, record.reached, record.count(LineState::Unmet) > 0)
    }

    pub const fn glyph(self) -> Glyph {
        match self {
            Self::Later => Glyph::CircleDashed,
            Self::Running => Glyph::PlayerPlay,
            Self::Held | Self::Suspended => Glyph::Lock,
            Self::Waiting => Glyph::Clock,
            Self::Returned => Glyph::ArrowBackUp,
            Self::Passed => Glyph::CircleCheck,
        }
    }

    pub const fn tone(self) -> Tone {
        match self {
            Self::Later => Tone::Neutral,
            Self::Running => Tone::Info,
            Self::Held | Self::Returned => Tone::Bad,
            Self::Waiting | Self::Suspended => Tone::Warn,
            Self::Passed => Tone::Ok,
        }
    }

    pub fn words(self) -> String {
        match self {
            Self::Later => t("stage-look-later"),
            Self::Running => t("stage-look-running"),
            Self::Held => t("stage-look-held"),
            Self::Waiting => t("stage-look-waiting"),
            Self::Returned => t("stage-look-returned"),
            Self::Passed => t("stage-look-passed"),
            Self::Suspended => t("stage-look-suspended"),
        }
    }

    pub fn badge(self) -> Html {
        html! { <Badge tone={self.tone()} glyph={self.glyph()} text={self.words()} /> }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_held_only_where_it_is_worked_on() {
        assert_eq!(Look::of(StageState::Open, true, true), Look::Held);
        assert_eq!(Look::of(StageState::Open, true, false), Look::Running);
        assert_eq!(Look::of(StageState::Open, false, true), Look::Later);
        assert_eq!(Look::of(StageState::Suspended, false, true), Look::Suspended);
        assert_eq!(Look::of(StageState::Suspended, true, true), Look::Held);
        assert_eq!(Look::of(StageState::Passed, true, true), Look::Passed);
    }
}
