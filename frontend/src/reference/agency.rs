//! Local agencies (perangkat daerah) and partners.

use super::{GuardedLink, use_withheld};
use crate::api::{Call, Reply, use_query};
use crate::editor::TurnAction;
use crate::history::ChangeHistory;
use crate::i18n::{self, member, t, tr};
use crate::route::Route;
use crate::ui::filters_of;
use crate::ui::{
    Address, Badge, Cell, Chip, Column, Crumb, Filters, Glyph, KeyValue, Kind, LIMIT, Link, Moment, PageHead, Panel,
    Pick, Row, SearchBox, Tab, Table, Tabs, WhenEmpty, listing, or_dash, use_address, waiting,
};
use crate::work_lists::WorkLists;
use contract::agencies::{Agency, Filter, SORT_KEYS};
use contract::endpoints::{ArchiveAgency, GetAgency, ListAgencies, ListAgencyHistory, RestoreAgency};
use contract::ids::AgencyId;
use contract::work_lists::FilteredList;
use std::rc::Rc;
use yew::prelude::*;

#[component]
pub fn AgencyList() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let call = Call::<ListAgencies>::new().query(&filter).paging(&address.paging(LIMIT));
    let query = use_query(call);
    let busy = query.busy;
    let filtered = filter.q.is_some();
    let when_empty = WhenEmpty { glyph: Glyph::Building, title: t("agencies-empty"), text: t("agencies-empty-text") };
    let rows = listing(&query, &address, filtered, when_empty, |agencies| table(&address, agencies, busy));
    let add = html! {
        <GuardedLink href={Route::NewAgency.href()} kind={Kind::Primary} glyph={Glyph::Plus}>
            { t("agencies-add") }
        </GuardedLink>
    };
    let chips =
        filter.q.as_deref().map(|q| Chip { name: "q", text: tr("filter-name-contains", &[("text", q.into())]) });
    let actions = html! {
        <>
            <WorkLists list={FilteredList::Agencies} address={address.clone()} filters={filters_of(&filter)} />
            { add }
        </>
    };
    html! {
        <>
            <PageHead title={t("agencies")} lede={t("agencies-lede")} {actions} />
            <Panel flush=true>
                <Filters address={address.clone()} chips={chips.into_iter().collect::<Vec<_>>()}>
                    <SearchBox address={address.clone()} label={t("agencies-search")} />
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

fn archived_badge() -> Html {
    html! { <Badge glyph={Glyph::Archive} text={t("archived")} /> }
}

fn table(address: &Address, agencies: &[Agency], busy: bool) -> Html {
    let columns = vec![
        Column::new(member("name")).sorted("name"),
        Column::new(member("short_name")).labelled().sorted("short_name"),
        Column::new(member("aliases")).labelled(),
        Column::new(member("region_code")).labelled(),
    ];
    let rows = agencies.iter().map(|agency| {
        let href = Route::Agency { id: agency.id }.href();
        let below = agency.archived_at.map(|_| t("archived"));
        Row {
            key: agency.id.to_string(),
            cells: vec![
                Cell::name(href, agency.name.clone(), below),
                Cell::text(agency.short_name.clone()),
                Cell::new(aliases(agency)),
                Cell::text(agency.region_code.to_string()),
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
            caption={t("agencies")}
            {columns}
            rows={rows.collect::<Vec<_>>()}
            sort={sort.map(|sort| AttrValue::from(sort.to_owned()))}
            {sort_href}
            {busy}
        />
    }
}

fn aliases(agency: &Agency) -> Html {
    let aliases = agency.aliases.join(", ");
    or_dash(Some(aliases.as_str()).filter(|text| !text.is_empty()))
}

#[derive(Properties, PartialEq)]
pub struct AgencyDetailProps {
    pub id: AgencyId,
}

#[component]
pub fn AgencyDetail(props: &AgencyDetailProps) -> Html {
    let query = use_query(Call::<GetAgency>::at(&[&props.id.to_string()]));
    let address = use_address();
    let crumbs = vec![Crumb::new(Route::Agencies.href(), t("agencies"))];
    let Some(record) = query.reply.as_ref().filter(|_| query.failure.is_none()) else {
        return waiting(t("agency"), crumbs, &query);
    };
    let agency = &record.value;
    let mut meta = vec![html! { { &agency.short_name } }];
    if agency.archived_at.is_some() {
        meta.insert(0, archived_badge());
    }
    let actions = html! { <Actions record={record.clone()} onchange={query.reload.clone()} /> };
    let history = address.get("tab") == Some("history");
    let part = if history {
        let call = Call::<ListAgencyHistory>::at(&[&agency.id.to_string()]);
        html! { <ChangeHistory {call} address={address.clone()} /> }
    } else {
        html! { <Panel title={t("agency-facts")}><KeyValue pairs={facts(agency)} /></Panel> }
    };
    html! {
        <>
            <PageHead title={agency.name.clone()} {crumbs} {meta} {actions} />
            <Tabs label={t("parts")} tabs={overview_and_history(&address)} />
            { part }
        </>
    }
}

/// The two parts of a record's page.
pub fn overview_and_history(address: &Address) -> Vec<Tab> {
    let history = address.get("tab") == Some("history");
    vec![
        Tab { href: address.filtered(&[("tab", None)]), text: t("tab-overview"), current: !history },
        Tab { href: address.filtered(&[("tab", Some("history"))]), text: t("history"), current: history },
    ]
}

fn facts(agency: &Agency) -> Vec<(String, Html)> {
    let region = Route::Region { code: agency.region_code.clone() };
    let mut pairs = vec![
        (member("name"), html! { { &agency.name } }),
        (member("short_name"), html! { { &agency.short_name } }),
        (member("aliases"), aliases(agency)),
        (member("region_code"), html! { <Link href={region.href()}>{ agency.region_code.as_str() }</Link> }),
        (t("created-at"), html! { <Moment at={agency.created_at} /> }),
        (t("updated-at"), html! { <Moment at={agency.updated_at} /> }),
    ];
    if let Some(at) = agency.archived_at {
        pairs.push((member("archived_at"), html! { { i18n::moment(at) } }));
    }
    if let Some(reason) = &agency.archive_reason {
        pairs.push((member("archive_reason"), html! { { reason } }));
    }
    pairs
}

#[derive(Properties, PartialEq)]
struct ActionsProps {
    record: Rc<Reply<Agency>>,
    onchange: Callback<()>,
}

#[component]
fn Actions(props: &ActionsProps) -> Html {
    let Reply { value: agency, etag } = &*props.record;
    let id = agency.id.to_string();
    let tag = etag.as_deref();
    let withheld = use_withheld();
    html! {
        <>
            <GuardedLink href={Route::EditAgency { id: agency.id }.href()} glyph={Glyph::Edit}>
                { t("edit") }
            </GuardedLink>
            <TurnAction
                archived={agency.archived_at.is_some()}
                name={agency.short_name.clone()}
                archive={Call::<ArchiveAgency>::at(&[&id]).if_match(tag)}
                restore={Call::<RestoreAgency>::at(&[&id]).if_match(tag)}
                archive_text={t("agency-archive-text")}
                restore_text={t("agency-restore-text")}
                {withheld}
                onchange={props.onchange.clone()}
            />
        </>
    }
}
