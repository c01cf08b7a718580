//! Terms of office (penugasan): who holds which role, where and for how long.

mod detail;
mod give;
mod list;

pub use detail::RoleAssignmentDetail;
pub use give::GiveRole;
pub use list::{RoleAssignmentList, UserRoles};

use crate::i18n::{date, t, term, tr};
use crate::ui::{Badge, Glyph, Tone};
use contract::role_assignments::{RoleAssignment, TermState};
use yew::prelude::*;

pub fn state_badge(state: TermState) -> Html {
    let (tone, glyph) = match state {
        TermState::Upcoming => (Tone::Info, Glyph::Clock),
        TermState::Current => (Tone::Ok, Glyph::CircleCheck),
        TermState::Ended => (Tone::Neutral, Glyph::Flag),
    };
    html! { <Badge {tone} {glyph} text={term(state)} /> }
}

/// `2 Jan 2026 – 31 Des 2026`, or since when.
pub fn period(assignment: &RoleAssignment) -> String {
    let from = date(assignment.valid_from);
    match assignment.valid_until {
        Some(until) => tr("role-period", &[("from", from.into()), ("until", date(until).into())]),
        None => tr("role-since", &[("from", from.into())]),
    }
}

/// Agency, RW and region, as far as the role has them.
pub fn place(assignment: &RoleAssignment) -> String {
    let rw = assignment.rw.as_ref().map(|rw| format!("RW {rw}"));
    let parts = [assignment.agency_name.clone(), rw, assignment.region_name.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { t("role-no-place") } else { parts.join(", ") }
}
