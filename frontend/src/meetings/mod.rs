//! Meetings (rapat) of loci and programmes: called, held, told, and what they
//! decided.

mod aside;
mod decisions;
mod detail;
mod files;
mod form;
mod form_values;
mod list;
mod paper;
mod saying;

pub use detail::MeetingDetail;
pub use form::{EditMeeting, NewMeeting};
pub use list::MeetingList;
pub use paper::{PrintInvitation, PrintMinutes};

use crate::api::use_me;
use crate::i18n::{date, t, term, tr};
use crate::loci::rws_in_words;
use crate::reference::GuardedLinkProps;
use crate::ui::{Glyph, Tone};
use contract::me::Me;
use contract::meetings::{Meeting, MeetingState};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::policy::{Permission, Role};
use yew::prelude::*;

/// What it is called: its subject, or its kind.
pub fn title(meeting: &Meeting) -> String {
    meeting.subject.clone().unwrap_or_else(|| term(meeting.kind))
}

/// `Teluk Pucung RW 11 · 2027`, or the programme and its year.
pub fn place(meeting: &Meeting) -> String {
    if meeting.locus_id.is_some() {
        format!("{} {} · {}", meeting.region_name, rws_in_words(&meeting.rws), meeting.year)
    } else {
        format!("{} {}", meeting.programme_name, meeting.year)
    }
}

/// `09.00`, in Jakarta.
pub fn clock(at: Timestamp) -> String {
    let (hour, minute) = at.clock_in_jakarta();
    format!("{hour:02}.{minute:02}")
}

/// `09.00–11.30`
pub fn hours(meeting: &Meeting) -> String {
    let from = clock(meeting.starts_at);
    meeting.ends_at.map_or_else(|| from.clone(), |until| format!("{from}–{}", clock(until)))
}

pub fn day(meeting: &Meeting) -> String {
    date(meeting.starts_at.day_in_jakarta())
}

const fn look(state: MeetingState) -> (Tone, Glyph) {
    match state {
        MeetingState::Planned => (Tone::Info, Glyph::CalendarEvent),
        MeetingState::Held => (Tone::Ok, Glyph::CircleCheck),
        MeetingState::Cancelled => (Tone::Neutral, Glyph::Ban),
    }
}

/// How it stands: held and not signed by all is not yet done.
pub fn standing(meeting: &Meeting) -> (Tone, Glyph, String) {
    let (signed, signers) = meeting.signed();
    if meeting.state == MeetingState::Held && signed < signers {
        let figures = [("signed", signed.into()), ("of", signers.into())];
        return (Tone::Warn, Glyph::Edit, tr("meeting-unsigned", &figures));
    }
    let (tone, glyph) = look(meeting.state);
    (tone, glyph, term(meeting.state))
}

/// Whether the reader keeps meetings about this place.
pub fn keeps(me: &Me, region: &RegionCode) -> bool {
    let here = |role: Role, own: Option<&RegionCode>| {
        role.may(Permission::KeepMeetings) && own.is_some_and(|own| own.contains(region))
    };
    me.roles.iter().any(|held| here(held.role, held.region_code.as_ref()))
}

/// A way to a form of meetings.
#[component]
pub fn KeepLink(props: &GuardedLinkProps) -> Html {
    let me = use_me();
    props.unless((!me.may(Permission::KeepMeetings)).then(|| AttrValue::from(t("meetings-withheld"))))
}
