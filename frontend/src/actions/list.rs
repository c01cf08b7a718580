//! What follows from meetings of one's places, what is due first comes first.

use super::{CompleteButton, standing};
use crate::api::{Call, use_me, use_query};
use crate::i18n::{choices, date, member, t, term, tr};
use crate::meetings::keeps;
use crate::route::Route;
use crate::ui::{
    Badge, Cell, Column, Crumb, Filters, Glyph, LIMIT, PageHead, Panel, Pick, Row, Table, WhenEmpty, filters_of,
    listing, use_address,
};
use crate::work_lists::WorkLists;
use contract::actions::{Action, ActionState, Filter};
use contract::endpoints::ListActions;
use contract::me::Me;
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn ActionList() -> Html {
    let address = use_address();
    let me = use_me();
    let filter: Filter = address.filter();
    let query = use_query(Call::<ListActions>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let when_empty = WhenEmpty { glyph: Glyph::ListCheck, title: t("actions-empty"), text: t("actions-empty-text") };
    let reload = query.reload.clone();
    let rows =
        listing(&query, &address, filter != Filter::default(), when_empty, |items| table(items, &me, busy, &reload));
    let crumbs = vec![Crumb::new(Route::Meetings.href(), t("meetings"))];
    let actions = html! {
        <WorkLists list={FilteredList::Actions} address={address.clone()} filters={filters_of(&filter)} />
    };
    html! {
        <>
            <PageHead title={t("actions")} lede={t("actions-lede")} {crumbs} {actions} />
            <Panel flush=true>
                <Filters address={address.clone()}>
                    <Pick
                        address={address.clone()}
                        name="state"
                        label={member("state")}
                        all={t("meetings-all-states")}
                        options={choices::<ActionState>()}
                    />
                    <Pick
                        address={address.clone()}
                        name="mine"
                        label={t("action-owner")}
                        all={t("actions-everyones")}
                        options={vec![("true".to_owned(), t("actions-mine"))]}
                    />
                </Filters>
                { rows }
            </Panel>
        </>
    }
}

fn table(actions: &[Action], me: &Me, busy: bool, reload: &Callback<()>) -> Html {
    let columns = vec![
        Column::new(t("action")),
        Column::new(t("action-owner")).labelled(),
        Column::new(t("action-due-on")).labelled().whole(),
        Column::new(member("state")),
    ];
    let rows = actions.iter().map(|one| {
        let (tone, glyph, text) = standing(one);
        let works = keeps(me, &one.region_code);
        let meeting = [
            ("kind", term(one.meeting_kind).into()),
            ("place", one.region_name.as_str().into()),
            ("day", date(one.meeting_at.day_in_jakarta()).into()),
        ];
        Row {
            key: one.id.to_string(),
            cells: vec![
                Cell::name(
                    Route::Meeting { id: one.meeting_id }.href(),
                    one.title.clone(),
                    Some(tr("action-of", &meeting)),
                ),
                Cell::text(one.owner_name.clone()),
                Cell::text(date(one.due_on)),
                Cell::new(html! {
                    <div class="row-wrap">
                        <Badge {tone} {glyph} {text} />
                        if one.state == ActionState::Open {
                            <CompleteButton action={one.clone()} {works} onchange={reload.clone()} />
                        }
                    </div>
                }),
            ],
        }
    });
    html! { <Table caption={t("actions")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}
