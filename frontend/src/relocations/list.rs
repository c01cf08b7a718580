//! Moves to and from the reader's places.

use super::state_badge;
use crate::api::{Call, use_query};
use crate::editor::{BulkStep, Outcome, use_outcomes};
use crate::i18n::{self, t, tr};
use crate::route::Route;
use crate::ui::filters_of;
use crate::ui::{
    Address, Cell, Column, Glyph, Kind, LIMIT, PageHead, Panel, Picking, Row, Tab, Table, Tabs, WhenEmpty, listing,
    use_address, use_picking,
};
use crate::work_lists::WorkLists;
use contract::endpoints::{AcceptRelocation, ListRelocations};
use contract::ids::RelocationId;
use contract::relocations::{Direction, Filter, Relocation};
use contract::work_lists::FilteredList;
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
    let picking = use_picking::<RelocationId>(&address);
    let told = use_outcomes(&address);
    let waiting = query.value().map(|page| page.items.iter().filter(|one| one.yours_to_decide).cloned().collect());
    let waiting: Vec<Relocation> = waiting.unwrap_or_default();
    let ondone = {
        let (picking, told, reload) = (picking.clone(), told.clone(), query.reload.clone());
        Callback::from(move |result: Vec<Outcome>| {
            told.tell(result);
            picking.clear();
            reload.emit(());
        })
    };
    let when_empty = WhenEmpty { glyph: Glyph::MapPin, title: t("relocations-none"), text: t("relocations-none-text") };
    let rows = listing(&query, &address, false, when_empty, |moves| table(&picking, moves, busy));
    let ids: Vec<_> = waiting.iter().map(|one| one.id).collect();
    let chosen = waiting.iter().filter(|one| picking.holds(one.id));
    let actions = html! {
        <WorkLists list={FilteredList::Relocations} address={address.clone()} filters={filters_of(&filter)} />
    };
    html! {
        <>
            <PageHead title={t("relocations")} lede={t("relocations-lede")} {actions} />
            <Tabs label={t("relocations-by-direction")} tabs={tabs(&address, direction)} />
            { told.shown() }
            <Panel flush=true>
                { picking.bar(&ids, acceptance(chosen, ondone)) }
                { rows }
            </Panel>
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

/// Accepts several at once.
fn acceptance<'a>(moves: impl Iterator<Item = &'a Relocation>, ondone: Callback<Vec<Outcome>>) -> Html {
    let jobs: Vec<_> = moves
        .map(|one| {
            let call = Call::<AcceptRelocation>::at(&[&one.id.to_string()]).version(one.version);
            (one.full_name.clone(), call.into())
        })
        .collect();
    let n = [("n", jobs.len().into())];
    html! {
        <BulkStep
            glyph={Glyph::Check}
            kind={Kind::Primary}
            action={tr("relocations-accept-chosen", &n)}
            title={tr("relocations-accept-chosen-title", &n)}
            text={t("relocation-decide-text")}
            done={t("relocation-accepted")}
            {jobs}
            {ondone}
        />
    }
}

fn table(picking: &Picking<RelocationId>, moves: &[Relocation], busy: bool) -> Html {
    let mut columns = vec![
        Column::new(t("relocation-who")),
        Column::new(t("relocation-from")).labelled(),
        Column::new(t("relocation-to")).labelled(),
        Column::new(t("relocation-moved-on")).labelled().whole(),
        Column::new(t("relocation-state")).labelled(),
    ];
    let mine = moves.iter().any(|one| one.yours_to_decide);
    if mine {
        columns.insert(0, Column::new(t("choose")));
    }
    let rows = moves.iter().map(|one| {
        let age = tr("age-years", &[("n", one.age.into())]);
        let to = html! {
            <>{ &one.region_name }<span class="sub">{ format!("RT {} · RW {}", one.rt, one.rw) }</span></>
        };
        let mut cells = vec![
            Cell::name(Route::Relocation { id: one.id }.href(), one.full_name.clone(), Some(age)),
            Cell::text(one.from_region_name.clone()),
            Cell::new(to),
            Cell::text(i18n::date(one.moved_on)),
            Cell::new(state_badge(one.state)),
        ];
        if mine {
            let ticked = if one.yours_to_decide { picking.tick(one.id, &one.full_name) } else { Html::default() };
            cells.insert(0, Cell::new(ticked));
        }
        Row { key: one.id.to_string(), cells }
    });
    html! { <Table caption={t("relocations")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}
