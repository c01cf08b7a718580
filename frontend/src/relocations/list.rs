//! Moves to and from the reader's places.

use super::state_badge;
use crate::api::{Call, use_query};
use crate::i18n::{self, t, tr};
use crate::route::Route;
use crate::ui::{
    Address, Cell, Column, Glyph, LIMIT, PageHead, Panel, Row, Tab, Table, Tabs, WhenEmpty, listing, use_address,
};
use contract::endpoints::ListRelocations;
use contract::relocations::{Direction, Filter, Relocation};
use yew::prelude::*;

fn shown(address: &Address) -> Option<Direction> {
    address.get("direction").and_then(|word| word.parse().ok())
}

#[component]
pub fn RelocationList() -> Html {
    let address = use_address();
    let direction = shown(&address);
    let filter = Filter { state: None, direction };
    let query = use_query(Call::<ListRelocations>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let when_empty = WhenEmpty { glyph: Glyph::MapPin, title: t("relocations-none"), text: t("relocations-none-text") };
    let rows = listing(&query, &address, false, when_empty, |moves| table(moves, busy));
    html! {
        <>
            <PageHead title={t("relocations")} lede={t("relocations-lede")} />
            <Tabs label={t("relocations-by-direction")} tabs={tabs(&address, direction)} />
            <Panel flush=true>{ rows }</Panel>
        </>
    }
}

fn tabs(address: &Address, now: Option<Direction>) -> Vec<Tab> {
    let tab = |direction: Option<Direction>, text: String| Tab {
        href: address.filtered(&[("direction", direction.map(Direction::as_str))]),
        text,
        current: direction == now,
    };
    vec![
        tab(None, t("relocations-all")),
        tab(Some(Direction::Incoming), t("relocations-incoming")),
        tab(Some(Direction::Outgoing), t("relocations-outgoing")),
    ]
}

fn table(moves: &[Relocation], busy: bool) -> Html {
    let columns = vec![
        Column::new(t("relocation-who")),
        Column::new(t("relocation-from")).labelled(),
        Column::new(t("relocation-to")).labelled(),
        Column::new(t("relocation-moved-on")).labelled().whole(),
        Column::new(t("relocation-state")).labelled(),
    ];
    let rows = moves.iter().map(|one| {
        let age = tr("age-years", &[("n", one.age.into())]);
        let to = html! {
            <>{ &one.region_name }<span class="sub">{ format!("RT {} · RW {}", one.rt, one.rw) }</span></>
        };
        let cells = vec![
            Cell::name(Route::Relocation { id: one.id }.href(), one.full_name.clone(), Some(age)),
            Cell::text(one.from_region_name.clone()),
            Cell::new(to),
            Cell::text(i18n::date(one.moved_on)),
            Cell::new(state_badge(one.state)),
        ];
        Row { key: one.id.to_string(), cells }
    });
    html! { <Table caption={t("relocations")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}
