//! All programmes, newest year first.

use super::ManageLink;
use crate::api::{Call, use_query};
use crate::i18n::{member, number, t};
use crate::route::Route;
use crate::ui::filters_of;
use crate::ui::{
    Cell, Column, Filters, Glyph, Kind, LIMIT, PageHead, Panel, Pick, Row, Table, WhenEmpty, listing, use_address,
};
use crate::work_lists::WorkLists;
use contract::endpoints::ListProgrammes;
use contract::programmes::{Filter, Programme};
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn ProgrammeList() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let query = use_query(Call::<ListProgrammes>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let when_empty =
        WhenEmpty { glyph: Glyph::CalendarEvent, title: t("programmes-empty"), text: t("programmes-empty-text") };
    let rows = listing(&query, &address, filter.year.is_some(), when_empty, |items| table(items, busy));
    let actions = html! {
        <>
            <WorkLists list={FilteredList::Programmes} address={address.clone()} filters={filters_of(&filter)} />
            <ManageLink href={Route::NewProgramme.href()} kind={Kind::Primary} glyph={Glyph::Plus}>
                { t("programmes-add") }
            </ManageLink>
        </>
    };
    html! {
        <>
            <PageHead title={t("programmes")} lede={t("programmes-lede")} {actions} />
            <Panel flush=true>
                <Filters address={address.clone()}>
                    <Pick
                        address={address.clone()}
                        name="include_archived"
                        label={t("archived-filter")}
                        all={t("archived-hidden")}
                        options={vec![("true".to_owned(), t("archived-shown"))]}
                    />
                </Filters>
                { rows }
            </Panel>
        </>
    }
}

fn table(programmes: &[Programme], busy: bool) -> Html {
    let columns = vec![
        Column::new(member("name")),
        Column::new(member("year")).labelled().whole(),
        Column::new(member("city_code")).labelled(),
        Column::new(member("lead_agency_id")).labelled(),
        Column::new(member("target_families")).labelled().figures(),
    ];
    let rows = programmes.iter().map(|one| Row {
        key: one.id.to_string(),
        cells: vec![
            Cell::name(
                Route::Programme { id: one.id }.href(),
                one.name.clone(),
                one.archived_at.map(|_| t("archived")),
            ),
            Cell::text(one.year.to_string()),
            Cell::text(one.city_name.clone()),
            Cell::text(one.lead_agency_name.clone()),
            Cell::text(number(one.target_families.into())),
        ],
    });
    html! { <Table caption={t("programmes")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}
