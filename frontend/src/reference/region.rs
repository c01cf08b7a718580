//! The regions of the Kemendagri list, from the city down to the kelurahan.

use super::{region_name, use_region_names};
use crate::api::{Call, use_query};
use crate::i18n::{self, choices, t, term, tr};
use crate::route::Route;
use crate::ui::filters_of;
use crate::ui::{
    Address, Cell, Chip, Column, Crumb, Filters, Glyph, KeyValue, LIMIT, PageHead, Panel, Pick, Row, SearchBox, Table,
    WhenEmpty, listing, or_dash, use_address, waiting,
};
use crate::work_lists::WorkLists;
use contract::endpoints::{GetRegion, ListRegions};
use contract::place::{RegionCode, RegionLevel};
use contract::regions::{Filter, Region, SORT_KEYS};
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn RegionList() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    use_region_names();
    let actions = html! {
        <WorkLists list={FilteredList::Regions} address={address.clone()} filters={filters_of(&filter)} />
    };
    html! {
        <>
            <PageHead title={t("regions")} lede={t("regions-lede")} {actions} />
            <Panel flush=true>
                <Filters address={address.clone()} chips={chips(&filter)}>
                    <SearchBox address={address.clone()} label={t("regions-search")} />
                    <Pick
                        address={address.clone()}
                        name="level"
                        label={t("region-level")}
                        all={t("region-levels-all")}
                        options={choices::<RegionLevel>()}
                    />
                </Filters>
                <Rows {address} {filter} />
            </Panel>
        </>
    }
}

fn chips(filter: &Filter) -> Vec<Chip> {
    let search =
        filter.q.as_deref().map(|q| Chip { name: "q", text: tr("filter-name-contains", &[("text", q.into())]) });
    let within = filter
        .within
        .as_ref()
        .map(|code| Chip { name: "within", text: tr("filter-within", &[("name", region_name(code.as_str()).into())]) });
    search.into_iter().chain(within).collect()
}

#[derive(Properties, PartialEq)]
struct RowsProps {
    address: Address,
    filter: Filter,
}

#[component]
fn Rows(props: &RowsProps) -> Html {
    let RowsProps { address, filter } = props;
    let call = Call::<ListRegions>::new().query(filter).paging(&address.paging(LIMIT));
    let query = use_query(call);
    let busy = query.busy;
    let filtered = *filter != Filter::default();
    let when_empty = WhenEmpty { glyph: Glyph::MapPin, title: t("regions-empty"), text: t("regions-empty-text") };
    listing(&query, address, filtered, when_empty, |regions| table(address, regions, busy))
}

fn table(address: &Address, regions: &[Region], busy: bool) -> Html {
    let columns = vec![
        Column::new(i18n::member("name")).sorted("name"),
        Column::new(t("region-level")),
        Column::new(t("region-code")).labelled().sorted("code"),
        Column::new(t("region-bps")).labelled(),
    ];
    let rows = regions.iter().map(|region| {
        let official = (region.official_name != region.name).then(|| region.official_name.clone());
        let href = Route::Region { code: region.code.clone() };
        Row {
            key: region.code.to_string(),
            cells: vec![
                Cell::name(href.href(), region.name.clone(), official),
                Cell::text(term(region.level)),
                Cell::text(region.code.to_string()),
                Cell::new(or_dash(region.bps_code.as_deref())),
            ],
        }
    });
    let sort_href = {
        let address = address.clone();
        Callback::from(move |sort: String| address.filtered(&[("sort", Some(&sort))]))
    };
    let sort = address.get("sort").or(SORT_KEYS.first().copied());
    html! {
        <Table
            caption={t("regions")}
            {columns}
            rows={rows.collect::<Vec<_>>()}
            sort={sort.map(|sort| AttrValue::from(sort.to_owned()))}
            {sort_href}
            {busy}
        />
    }
}

#[derive(Properties, PartialEq)]
pub struct RegionDetailProps {
    pub code: RegionCode,
}

#[component]
pub fn RegionDetail(props: &RegionDetailProps) -> Html {
    let query = use_query(Call::<GetRegion>::at(&[props.code.as_str()]));
    let address = use_address();
    use_region_names();
    let mut crumbs = vec![Crumb::new(Route::Regions.href(), t("regions"))];
    crumbs.extend(above(&props.code));
    let Some(region) = query.value().filter(|_| query.failure.is_none()) else {
        return waiting(t("region"), crumbs, &query);
    };
    html! {
        <>
            <PageHead title={region.name.clone()} {crumbs} />
            <div class="cols c-1-1">
                <Panel title={t("region-facts")}><KeyValue pairs={facts(region)} /></Panel>
                { inside(&address, region) }
            </div>
        </>
    }
}

/// The regions around this one, the largest first.
fn above(code: &RegionCode) -> Vec<Crumb> {
    let mut parents: Vec<RegionCode> = std::iter::successors(code.parent(), RegionCode::parent)
        .filter(|code| code.level() != RegionLevel::Province)
        .collect();
    parents.reverse();
    parents
        .into_iter()
        .map(|code| {
            let text = format!("{} {}", term(code.level()), region_name(code.as_str()));
            Crumb::new(Route::Region { code }.href(), text)
        })
        .collect()
}

fn facts(region: &Region) -> Vec<(String, Html)> {
    let mut pairs = vec![
        (t("region-level"), html! { { term(region.level) } }),
        (t("region-code"), html! { { region.code.as_str() } }),
        (t("region-bps"), or_dash(region.bps_code.as_deref())),
        (t("region-official"), html! { { &region.official_name } }),
        (t("region-postal"), or_dash(region.postal_code.as_deref())),
    ];
    if let Some(note) = &region.note {
        pairs.push((t("note"), html! { { note } }));
    }
    pairs
}

/// The next level inside a region.
fn inside(address: &Address, region: &Region) -> Html {
    let level = match region.level {
        RegionLevel::Province => RegionLevel::City,
        RegionLevel::City => RegionLevel::District,
        RegionLevel::District => RegionLevel::Village,
        RegionLevel::Village => return Html::default(),
    };
    let filter = Filter { within: Some(region.code.clone()), level: Some(level), q: None };
    html! {
        <Panel title={term(level)} flush=true>
            <Rows address={address.clone()} {filter} />
        </Panel>
    }
}
