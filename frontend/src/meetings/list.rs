//! The meetings of one's places, newest first.

use super::{KeepLink, day, hours, place, standing, title};
use crate::api::{Call, use_query};
use crate::i18n::{choices, member, t, tr};
use crate::programmes::use_programmes;
use crate::route::Route;
use crate::ui::{
    Badge, Cell, Column, Filters, Glyph, Kind, LIMIT, LinkButton, PageHead, Panel, Pick, Row, Table, WhenEmpty,
    filters_of, listing, use_address,
};
use crate::work_lists::WorkLists;
use contract::actions::ActionState;
use contract::endpoints::ListMeetings;
use contract::meetings::{Filter, Meeting, MeetingKind, MeetingState};
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn MeetingList() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let programmes = use_programmes();
    let query = use_query(Call::<ListMeetings>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let when_empty =
        WhenEmpty { glyph: Glyph::CalendarEvent, title: t("meetings-empty"), text: t("meetings-empty-text") };
    let rows = listing(&query, &address, filter != Filter::default(), when_empty, |items| table(items, busy));
    // From a locus, a new one is about it.
    let given = |name: &str, value: Option<String>| value.map(|value| (name.to_owned(), value));
    let given = [
        given("programme", filter.programme_id.map(|id| id.to_string())),
        given("locus", filter.locus_id.map(|id| id.to_string())),
    ];
    let given: Vec<(String, String)> = given.into_iter().flatten().collect();
    let given: Vec<(&str, &str)> = given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let actions = html! {
        <>
            <WorkLists list={FilteredList::Meetings} address={address.clone()} filters={filters_of(&filter)} />
            <LinkButton href={Route::Actions.href()} glyph={Glyph::ListCheck}>{ t("actions") }</LinkButton>
            <KeepLink href={Route::NewMeeting.with(&given)} kind={Kind::Primary} glyph={Glyph::Plus}>
                { t("meetings-add") }
            </KeepLink>
        </>
    };
    html! {
        <>
            <PageHead title={t("meetings")} lede={t("meetings-lede")} {actions} />
            <Panel flush=true>
                <Filters address={address.clone()}>
                    <Pick
                        address={address.clone()}
                        name="kind"
                        label={t("meeting-kind")}
                        all={t("meetings-all-kinds")}
                        options={choices::<MeetingKind>()}
                    />
                    <Pick
                        address={address.clone()}
                        name="state"
                        label={member("state")}
                        all={t("meetings-all-states")}
                        options={choices::<MeetingState>()}
                    />
                    <Pick
                        address={address.clone()}
                        name="programme_id"
                        label={member("programme_id")}
                        all={t("loci-all-programmes")}
                        options={programmes}
                    />
                </Filters>
                { rows }
            </Panel>
        </>
    }
}

fn table(meetings: &[Meeting], busy: bool) -> Html {
    let columns = vec![
        Column::new(t("meeting")),
        Column::new(t("meeting-about")).labelled(),
        Column::new(t("meeting-when")).labelled().worded(),
        Column::new(member("state")),
        Column::new(t("actions")).labelled().worded(),
    ];
    let rows = meetings.iter().map(|one| {
        let (tone, glyph, text) = standing(one);
        Row {
            key: one.id.to_string(),
            cells: vec![
                Cell::name(Route::Meeting { id: one.id }.href(), title(one), Some(one.place.clone())),
                Cell::text(place(one)),
                Cell::text(format!("{}, {}", day(one), hours(one))),
                Cell::new(html! { <Badge {tone} {glyph} {text} /> }),
                Cell::text(follows(one)),
            ],
        }
    });
    html! { <Table caption={t("meetings")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}

/// How far what follows from it is.
pub fn follows(meeting: &Meeting) -> String {
    let all: Vec<_> = meeting.decisions.iter().flat_map(|one| &one.actions).collect();
    let of = |state: ActionState| all.iter().filter(|one| one.state == state).count();
    let overdue = all.iter().filter(|one| one.overdue).count();
    tr(
        "meeting-follows",
        &[
            ("decisions", meeting.decisions.len().into()),
            ("actions", all.len().into()),
            ("done", of(ActionState::Done).into()),
            ("overdue", overdue.into()),
        ],
    )
}
