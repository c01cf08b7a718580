//! The trail, newest first, with its filters.

use super::verify::VerifyTrail;
use super::{actor, subject};
use crate::api::{Call, use_me, use_query};
use crate::history::short_id;
use crate::i18n::{self, RESOURCES, member, operation, resource, t, tr};
use crate::route::Route;
use crate::ui::filters_of;
use crate::ui::{
    Address, Cell, Chip, Column, Filters, Glyph, LIMIT, PageHead, Panel, Pick, PickDay, Row, Table, WhenEmpty, listing,
    or_dash, use_address,
};
use crate::work_lists::WorkLists;
use contract::audit_events::{AuditEvent, Filter};
use contract::endpoint::Method;
use contract::endpoints::{self, ListAuditEvents};
use contract::policy::Permission;
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn AuditEventList() -> Html {
    let me = use_me();
    let address = use_address();
    let filter: Filter = address.filter();
    let call = Call::<ListAuditEvents>::new().query(&filter).paging(&address.paging(LIMIT));
    let query = use_query(call);
    let busy = query.busy;
    let filtered = filter != Filter::default();
    let when_empty = WhenEmpty { glyph: Glyph::FileSearch, title: t("audit-empty"), text: t("audit-empty-text") };
    let rows = listing(&query, &address, filtered, when_empty, |events| table(events, busy));
    let actions = html! {
        <WorkLists list={FilteredList::AuditEvents} address={address.clone()} filters={filters_of(&filter)} />
    };
    html! {
        <>
            <PageHead title={t("audit")} lede={t("audit-lede")} {actions} />
            if me.may(Permission::VerifyAuditTrail) {
                <div class="mb-s4"><VerifyTrail /></div>
            }
            <Panel flush=true>
                <Filters address={address.clone()} chips={chips(&filter)}>
                    { choices(&address) }
                </Filters>
                { rows }
            </Panel>
        </>
    }
}

fn choices(address: &Address) -> Html {
    let operations = endpoints::ALL
        .iter()
        .filter(|it| it.method != Method::Get)
        .map(|it| (it.id.to_owned(), operation(it.id)))
        .collect::<Vec<_>>();
    let kinds = RESOURCES.iter().map(|kind| ((*kind).to_owned(), resource(kind))).collect::<Vec<_>>();
    html! {
        <>
            <Pick
                address={address.clone()}
                name="operation"
                label={t("audit-operation")}
                all={t("audit-operations-all")}
                options={operations}
            />
            <Pick
                address={address.clone()}
                name="resource_kind"
                label={t("audit-kind")}
                all={t("audit-kinds-all")}
                options={kinds}
            />
            <PickDay address={address.clone()} name="from" label={t("audit-from")} />
            <PickDay address={address.clone()} name="until" label={t("audit-until")} />
        </>
    }
}

/// The filters that have no box of their own: they come by links.
fn chips(filter: &Filter) -> Vec<Chip> {
    let mut chips = Vec::new();
    if filter.actor_id.is_some() {
        chips.push(Chip { name: "actor_id", text: t("audit-one-actor") });
    }
    if let Some(id) = &filter.resource_id {
        chips.push(Chip { name: "resource_id", text: tr("audit-one-record", &[("id", short_id(id).into())]) });
    }
    chips
}

fn table(events: &[AuditEvent], busy: bool) -> Html {
    let columns = vec![
        Column::new(t("audit-operation")),
        Column::new(t("audit-at")).whole(),
        Column::new(t("audit-actor")).labelled().worded(),
        Column::new(t("audit-record")).labelled().worded(),
        Column::new(t("audit-members")).labelled().worded(),
    ];
    let rows = events.iter().map(|event| {
        let members: Vec<String> = event.members.iter().map(|name| member(name)).collect();
        let members = members.join(", ");
        let href = Route::AuditEvent { id: event.id }.href();
        Row {
            key: event.id.to_string(),
            cells: vec![
                Cell::name(href, operation(&event.operation), event.reason.as_deref().map(i18n::reason)),
                Cell::text(i18n::moment(event.at)),
                Cell::text(actor(event)),
                Cell::text(subject(event)),
                Cell::new(or_dash(Some(members.as_str()).filter(|text| !text.is_empty()))),
            ],
        }
    });
    html! {
        <Table caption={t("audit")} {columns} rows={rows.collect::<Vec<_>>()} {busy} />
    }
}
