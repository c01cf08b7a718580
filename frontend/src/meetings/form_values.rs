//! A meeting as it stands in a form, and read back from it. Its hours are those
//! of Jakarta, the day in one input and the hours in others.

use super::title;
use crate::editor::Editable;
use crate::route::Route;
use crate::ui::{Lines, Reader, Values};
use contract::draft::Member;
use contract::endpoints::{CreateMeeting, GetMeeting, UpdateMeeting};
use contract::meetings::{Meeting, MeetingDraft, MeetingParty, MeetingState};
use contract::moment::{Day, Timestamp};
use contract::problem::{FieldCode, FieldError};

/// Where the hour it begins stands; its day is at the member itself.
pub const FROM: &str = "/starts_at/hour";
/// So many days after it begins it ends; not shown, and kept.
const DAYS: &str = "/ends_at/days";
/// Whether it was held: what came of it can be told then.
pub const STATE: &str = "/state";

/// The agencies asked to come.
pub const PARTIES: Lines =
    Lines { at: "/parties", inputs: &["agency_id", "representative", "attended", "signs", "signed_on"] };

pub struct MeetingForm;

fn at(index: usize, input: &str) -> String {
    PARTIES.input(index, input)
}

/// `09:00`
fn hour(at: Timestamp) -> String {
    let (hour, minute) = at.clock_in_jakarta();
    format!("{hour:02}:{minute:02}")
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// So many days from one day in Jakarta to another.
fn days(from: Timestamp, to: Timestamp) -> i64 {
    (to.day_in_jakarta().0 - from.day_in_jakarta().0).whole_days()
}

/// An hour of a day in Jakarta.
fn moment(day: Day, hour: &str) -> Option<Timestamp> {
    format!("{day}T{hour}:00+07:00").parse().ok()
}

/// The day and an hour of it; without the hour nothing is said.
fn read_hour(values: &Values, faults: &mut Vec<FieldError>, input: &str, member: &str) -> Member<Timestamp> {
    let hour = values.get(input).trim();
    let day = values.get("/starts_at").trim();
    if hour.is_empty() {
        return Member::Null;
    }
    let later = if input == FROM { 0 } else { values.get(DAYS).parse::<i64>().unwrap_or_default() };
    match day.parse::<Day>().ok().and_then(|day| moment(day, hour)) {
        Some(at) => Member::Value(at.plus_seconds(later * 86_400)),
        None if day.is_empty() => Member::Null,
        None => {
            faults.push(FieldError::new(member, FieldCode::Malformed));
            Member::Absent
        }
    }
}

fn parties(reader: &mut Reader) -> Vec<MeetingParty> {
    let mut all = Vec::new();
    for index in 0..PARTIES.filled(reader.values()) {
        let Some(agency_id) = reader.needed(&at(index, "agency_id")) else { continue };
        let signs = reader.flag(&at(index, "signs")).over(None).unwrap_or_default();
        let signed_on = reader.parsed(&at(index, "signed_on")).over(None);
        all.push(MeetingParty {
            agency_id,
            attended: reader.flag(&at(index, "attended")).over(None).unwrap_or_default(),
            representative: reader.text(&at(index, "representative")).over(None),
            // A day of signature says that it is to sign.
            signs: signs || signed_on.is_some(),
            signed_on,
        });
    }
    all
}

impl Editable for MeetingForm {
    type View = Meeting;
    type Draft = MeetingDraft;
    type Read = GetMeeting;
    type Create = CreateMeeting;
    type Update = UpdateMeeting;
    const NAME: &'static str = "meeting";

    fn values(one: &Meeting) -> Values {
        let mut values = Values::of(&[
            ("/programme_id", &one.programme_id.to_string()),
            ("/locus_id", &text(one.locus_id)),
            ("/kind", one.kind.as_str()),
            ("/stage", one.stage.as_str()),
            ("/subject", one.subject.as_deref().unwrap_or_default()),
            ("/starts_at", &one.starts_at.day_in_jakarta().to_string()),
            (FROM, &hour(one.starts_at)),
            ("/ends_at", &one.ends_at.map(hour).unwrap_or_default()),
            (DAYS, &text(one.ends_at.map(|end| days(one.starts_at, end)).filter(|days| *days > 0))),
            ("/place", &one.place),
            ("/chair", &one.chair),
            ("/chair_agency_id", &text(one.chair_agency_id)),
            ("/letter_number", one.letter_number.as_deref().unwrap_or_default()),
            ("/agenda", one.agenda.as_deref().unwrap_or_default()),
            ("/minutes", one.minutes.as_deref().unwrap_or_default()),
            ("/residents_attended", &text(one.residents_attended)),
            ("/women_attended", &text(one.women_attended)),
            ("/residents_note", one.residents_note.as_deref().unwrap_or_default()),
            (STATE, one.state.as_str()),
        ]);
        for (index, party) in one.parties.iter().enumerate() {
            let mark = |on: bool| if on { "true" } else { "" };
            values.set(&at(index, "agency_id"), &party.agency_id.to_string());
            values.set(&at(index, "representative"), party.representative.as_deref().unwrap_or_default());
            values.set(&at(index, "attended"), mark(party.attended));
            values.set(&at(index, "signs"), mark(party.signs));
            values.set(&at(index, "signed_on"), &text(party.signed_on));
        }
        values
    }

    fn read(reader: &mut Reader) -> MeetingDraft {
        let held = reader.values().get(STATE) == MeetingState::Held.as_str();
        let mut faults = Vec::new();
        let starts_at = read_hour(reader.values(), &mut faults, FROM, "/starts_at");
        let ends_at = read_hour(reader.values(), &mut faults, "/ends_at", "/ends_at");
        for fault in faults {
            reader.fault(fault);
        }
        let told = |member: Member<String>| if held { member } else { Member::Absent };
        let count = |member: Member<i32>| if held { member } else { Member::Absent };
        MeetingDraft {
            id: None,
            programme_id: reader.parsed("/programme_id"),
            locus_id: reader.parsed("/locus_id"),
            kind: reader.parsed("/kind"),
            stage: reader.parsed("/stage"),
            subject: reader.text("/subject"),
            starts_at,
            ends_at,
            place: reader.text("/place"),
            chair: reader.text("/chair"),
            chair_agency_id: reader.parsed("/chair_agency_id"),
            letter_number: reader.text("/letter_number"),
            agenda: reader.text("/agenda"),
            minutes: told(reader.text("/minutes")),
            parties: Member::Value(parties(reader)),
            residents_attended: count(reader.parsed("/residents_attended")),
            women_attended: count(reader.parsed("/women_attended")),
            residents_note: told(reader.text("/residents_note")),
            document_ids: Member::Absent,
        }
    }

    fn name(one: &Meeting) -> String {
        title(one)
    }

    fn href(one: &Meeting) -> String {
        Route::Meeting { id: one.id }.href()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENCY: &str = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";

    fn read(pairs: &[(&str, &str)]) -> (MeetingDraft, Vec<String>) {
        let values = Values::of(pairs);
        let mut reader = Reader::new(&values);
        let draft = MeetingForm::read(&mut reader);
        (draft, reader.faults().into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect())
    }

    #[test]
    fn hours_are_those_of_jakarta() {
        let (draft, faults) = read(&[("/starts_at", "2026-10-30"), (FROM, "09:00"), ("/ends_at", "11:30")]);
        assert_eq!(draft.starts_at, Member::Value("2026-10-30T02:00:00Z".parse().unwrap()));
        assert_eq!(draft.ends_at, Member::Value("2026-10-30T04:30:00Z".parse().unwrap()));
        assert!(faults.is_empty());
        // One that goes on over midnight, or for days, ends when it did.
        let (draft, _) = read(&[("/starts_at", "2026-10-30"), (FROM, "22:00"), ("/ends_at", "01:00"), (DAYS, "1")]);
        assert_eq!(draft.ends_at, Member::Value("2026-10-30T18:00:00Z".parse().unwrap()));
        assert_eq!(read(&[("/starts_at", "2026-10-30")]).0.starts_at, Member::Null);
        assert_eq!(read(&[("/starts_at", "30 Okt"), (FROM, "09:00")]).1, ["/starts_at malformed"]);
    }

    #[test]
    fn what_came_of_it_is_told_once_it_was_held() {
        let told = [("/minutes", "Disepakati"), ("/residents_attended", "19"), (STATE, "held")];
        assert_eq!(read(&told).0.minutes, Member::Value("Disepakati".to_owned()));
        assert_eq!(read(&told[..2]).0.residents_attended, Member::Absent);
    }

    #[test]
    fn an_agency_is_named_and_a_day_of_signature_says_that_it_signs() {
        let (draft, faults) = read(&[
            (&at(0, "agency_id"), AGENCY),
            (&at(0, "signed_on"), "2026-11-02"),
            (&at(1, "representative"), "Dewi"),
        ]);
        assert!(draft.parties.value().unwrap().first().unwrap().signs);
        assert_eq!(faults, ["/parties/1/agency_id required"]);
    }
}
