//! Beneficiaries (penerima manfaat): the women of the register.

mod chosen;
mod consents;
mod decisions;
mod detail;
mod facts;
mod filters;
mod form;
mod form_fields;
mod list;
mod lookup;
mod place;
mod reveal;
mod steps;

pub use detail::BeneficiaryDetail;
pub use form::{EditBeneficiary, NewBeneficiary};
pub use list::BeneficiaryList;
pub use place::PlaceFields;

use crate::i18n::{member, t, term};
use crate::ui::{Badge, Glyph, Icon, Tone};
use contract::beneficiaries::{Beneficiary, Status};
use contract::draft::Member;
use yew::prelude::*;

pub fn status_badge(status: Status) -> Html {
    let (tone, glyph) = match status {
        Status::Candidate => (Tone::Info, Glyph::Clock),
        Status::Validated => (Tone::Ok, Glyph::CircleCheck),
        Status::Refused => (Tone::Bad, Glyph::Ban),
        Status::Outdated => (Tone::Warn, Glyph::AlertTriangle),
        Status::Withdrawn => (Tone::Neutral, Glyph::Restore),
    };
    html! { <Badge {tone} {glyph} text={term(status)} /> }
}

/// Her name, or that the reader may not see it.
pub fn name_of(woman: &Beneficiary) -> String {
    woman.full_name.value().cloned().unwrap_or_else(|| t("beneficiary-name-withheld"))
}

/// `RT 003 · RW 011 · Teluk Pucung`
pub fn place_of(woman: &Beneficiary) -> String {
    format!("RT {} · RW {} · {}", woman.rt, woman.rw, woman.region_name)
}

/// The names of members, the last part of each pointer.
pub fn members_in_words(members: &[String]) -> String {
    let words: Vec<String> = members.iter().map(|it| member(it.rsplit('/').next().unwrap_or(it))).collect();
    words.join(", ")
}

/// Whether the record a panel stands under still takes new entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    Open,
    Archived,
    /// It became part of another record.
    Merged,
}

impl Keeping {
    pub fn of(woman: &Beneficiary) -> Self {
        match (woman.merged_into, woman.archived_at) {
            (Some(_), _) => Self::Merged,
            (None, Some(_)) => Self::Archived,
            (None, None) => Self::Open,
        }
    }
}

/// Handed down by her page; a household's own page is open.
#[hook]
pub fn use_keeping() -> Keeping {
    use_context().unwrap_or(Keeping::Open)
}

/// A member's text, a dash, or that the reader's role does not show it.
pub fn seen<T>(value: &Member<T>, show: impl Fn(&T) -> String) -> Html {
    match value {
        Member::Absent => html! {
            <span class="ink2"><Icon glyph={Glyph::Lock} />{ " " }{ t("value-withheld") }</span>
        },
        Member::Null => crate::ui::or_dash(None),
        Member::Value(value) => html! { { show(value) } },
    }
}
