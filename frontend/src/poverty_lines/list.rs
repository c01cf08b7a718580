//! All lines, newest year first.

use crate::api::{Call, use_query};
use crate::hundredths::Hundredths;
use crate::i18n::{self, member, t};
use crate::reference::{StatisticsLink, use_region_names};
use crate::route::Route;
use crate::ui::{
    Cell, Column, Glyph, Kind, LIMIT, PageHead, Panel, Row, Table, WhenEmpty, filters_of, listing, or_dash, use_address,
};
use crate::work_lists::WorkLists;
use contract::endpoints::ListPovertyLines;
use contract::poverty_lines::{Filter, PovertyLine};
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn PovertyLineList() -> Html {
    let address = use_address();
    use_region_names();
    let filter: Filter = address.filter();
    let query = use_query(Call::<ListPovertyLines>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let when_empty =
        WhenEmpty { glyph: Glyph::SortAscending, title: t("poverty-lines-empty"), text: t("poverty-lines-empty-text") };
    let rows = listing(&query, &address, filter.region.is_some(), when_empty, |lines| table(lines, busy));
    let add = html! {
        <StatisticsLink href={Route::NewPovertyLine.href()} kind={Kind::Primary} glyph={Glyph::Plus}>
            { t("poverty-lines-add") }
        </StatisticsLink>
    };
    let actions = html! {
        <>
            <WorkLists list={FilteredList::PovertyLines} address={address.clone()} filters={filters_of(&filter)} />
            { add }
        </>
    };
    html! {
        <>
            <PageHead title={t("poverty-lines")} lede={t("poverty-lines-lede")} {actions} />
            <Panel flush=true>{ rows }</Panel>
        </>
    }
}

fn table(lines: &[PovertyLine], busy: bool) -> Html {
    let columns = vec![
        Column::new(member("year")),
        Column::new(member("region_code")).labelled(),
        Column::new(member("monthly_rupiah")).labelled().figures(),
        Column::new(member("poor_people")).labelled().figures(),
        Column::new(member("poor_share")).labelled().figures(),
        Column::new(member("source")).labelled().worded(),
    ];
    let rows = lines.iter().map(|line| {
        let people = line.poor_people.map(i18n::number);
        let poor = line.poor_share.map(|share| Hundredths(share.into()).percent());
        Row {
            key: line.id.to_string(),
            cells: vec![
                Cell::name(Route::PovertyLine { id: line.id }.href(), line.year.to_string(), None),
                Cell::text(crate::reference::region_name(line.region_code.as_str())),
                Cell::text(i18n::rupiah(line.monthly_rupiah)),
                Cell::new(or_dash(people.as_deref())),
                Cell::new(or_dash(poor.as_deref())),
                Cell::text(line.source.clone()),
            ],
        }
    });
    html! { <Table caption={t("poverty-lines")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}
