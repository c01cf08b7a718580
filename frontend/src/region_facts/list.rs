//! All facts, newest year first.

use super::{local, value_of};
use crate::api::{Call, use_query};
use crate::i18n::{choices, member, t, term};
use crate::reference::StatisticsLink;
use crate::route::Route;
use crate::ui::filters_of;
use crate::ui::{
    Cell, Column, Filters, Glyph, Kind, LIMIT, PageHead, Panel, Pick, Row, Table, WhenEmpty, listing, use_address,
};
use crate::work_lists::WorkLists;
use contract::endpoints::ListRegionFacts;
use contract::region_facts::{Filter, RegionFact, RegionFactKind};
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn RegionFactList() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let query = use_query(Call::<ListRegionFacts>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let when_empty =
        WhenEmpty { glyph: Glyph::MapPin, title: t("region-facts-empty"), text: t("region-facts-empty-text") };
    let rows = listing(&query, &address, filter.kind.is_some(), when_empty, |facts| table(facts, busy));
    let add = html! {
        <StatisticsLink href={Route::NewRegionFact.href()} kind={Kind::Primary} glyph={Glyph::Plus}>
            { t("region-facts-add") }
        </StatisticsLink>
    };
    let actions = html! {
        <>
            <WorkLists list={FilteredList::RegionFacts} address={address.clone()} filters={filters_of(&filter)} />
            { add }
        </>
    };
    html! {
        <>
            <PageHead title={t("region-facts-title")} lede={t("region-facts-lede")} {actions} />
            <Panel flush=true>
                <Filters address={address.clone()}>
                    <Pick
                        address={address.clone()}
                        name="kind"
                        label={t("region-fact-kind")}
                        all={t("region-facts-all-kinds")}
                        options={choices::<RegionFactKind>()}
                    />
                </Filters>
                { rows }
            </Panel>
        </>
    }
}

fn table(facts: &[RegionFact], busy: bool) -> Html {
    let columns = vec![
        Column::new(t("region-fact-kind")),
        Column::new(member("region_code")).labelled(),
        Column::new(member("year")).labelled().whole(),
        Column::new(member("value")).labelled().figures(),
        Column::new(member("source")).labelled().worded(),
    ];
    let rows = facts.iter().map(|fact| Row {
        key: fact.id.to_string(),
        cells: vec![
            Cell::name(Route::RegionFact { id: fact.id }.href(), term(fact.kind), local(fact)),
            Cell::text(fact.region_name.clone()),
            Cell::text(fact.year.to_string()),
            Cell::text(value_of(fact)),
            Cell::text(fact.source.clone()),
        ],
    });
    html! { <Table caption={t("region-facts-title")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}
