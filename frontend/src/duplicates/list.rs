//! The pairs that wait, and those that were settled.

use super::{about, in_words, name_of};
use crate::api::{Call, use_query};
use crate::editor::{BulkStep, Outcome, use_outcomes};
use crate::i18n::{t, term, tr};
use crate::route::Route;
use crate::ui::filters_of;
use crate::ui::{
    Address, Cell, Column, Glyph, LIMIT, PageHead, Panel, Picking, Row, Tab, Table, Tabs, WhenEmpty, listing,
    use_address, use_picking,
};
use crate::work_lists::WorkLists;
use contract::duplicates::{DuplicateCandidate, DuplicateState, Filter};
use contract::endpoints::{DismissDuplicateCandidate, ListDuplicateCandidates};
use contract::ids::DuplicateCandidateId;
use contract::work_lists::FilteredList;
use yew::prelude::*;

fn shown(address: &Address) -> DuplicateState {
    address.get("state").and_then(|word| word.parse().ok()).unwrap_or(DuplicateState::Open)
}

#[component]
pub fn DuplicateList() -> Html {
    let address = use_address();
    let state = shown(&address);
    let filter = Filter { state: Some(state) };
    let query = use_query(Call::<ListDuplicateCandidates>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let picking = use_picking::<DuplicateCandidateId>(&address);
    let told = use_outcomes(&address);
    let open = query.value().filter(|_| state == DuplicateState::Open);
    let open = open.map(|page| page.items.clone()).unwrap_or_default();
    let ondone = {
        let (picking, told, reload) = (picking.clone(), told.clone(), query.reload.clone());
        Callback::from(move |result: Vec<Outcome>| {
            told.tell(result);
            picking.clear();
            reload.emit(());
        })
    };
    let when_empty =
        WhenEmpty { glyph: Glyph::CircleCheck, title: t("duplicates-none"), text: t("duplicates-none-text") };
    let rows = listing(&query, &address, false, when_empty, |pairs| table(&picking, pairs, busy));
    let ids: Vec<_> = open.iter().map(|pair| pair.id).collect();
    let chosen = open.iter().filter(|pair| picking.holds(pair.id));
    let actions = html! {
        <WorkLists list={FilteredList::DuplicateCandidates} address={address.clone()} filters={filters_of(&filter)} />
    };
    html! {
        <>
            <PageHead title={t("duplicates")} lede={t("duplicates-lede")} {actions} />
            <Tabs label={t("duplicates-by-state")} tabs={tabs(&address, state)} />
            { told.shown() }
            <Panel flush=true>
                { picking.bar(&ids, dismissal(chosen, ondone)) }
                { rows }
            </Panel>
        </>
    }
}

fn tabs(address: &Address, now: DuplicateState) -> Vec<Tab> {
    let tab = |state: DuplicateState| Tab {
        href: address.filtered(&[("state", (state != DuplicateState::Open).then_some(state.as_str()))]),
        text: term(state),
        current: state == now,
    };
    DuplicateState::ALL.iter().map(|state| tab(*state)).collect()
}

/// Says of several pairs at once that they are two women each.
fn dismissal<'a>(pairs: impl Iterator<Item = &'a DuplicateCandidate>, ondone: Callback<Vec<Outcome>>) -> Html {
    let jobs: Vec<_> = pairs
        .map(|pair| {
            let call = Call::<DismissDuplicateCandidate>::at(&[&pair.id.to_string()]).version(pair.version);
            (both(pair), call.into())
        })
        .collect();
    let n = [("n", jobs.len().into())];
    html! {
        <BulkStep
            glyph={Glyph::Users}
            action={tr("duplicates-dismiss-chosen", &n)}
            title={tr("duplicates-dismiss-chosen-title", &n)}
            text={t("duplicates-dismiss-chosen-text")}
            done={term(DuplicateState::NotDuplicate)}
            reason=true
            {jobs}
            {ondone}
        />
    }
}

/// `Siti Aminah dan Sitti Aminah`
fn both(pair: &DuplicateCandidate) -> String {
    tr("duplicates-both", &[("first", name_of(&pair.first).into()), ("second", name_of(&pair.second).into())])
}

fn table(picking: &Picking<DuplicateCandidateId>, pairs: &[DuplicateCandidate], busy: bool) -> Html {
    let mut columns = vec![
        Column::new(t("duplicate-first")),
        Column::new(t("duplicate-second")).labelled(),
        Column::new(t("duplicate-why")).labelled().worded(),
        Column::new(t("duplicate-score")).labelled().figures(),
    ];
    let open = pairs.iter().any(|pair| pair.state == DuplicateState::Open);
    if open {
        columns.insert(0, Column::new(t("choose")));
    }
    let rows = pairs.iter().map(|pair| {
        let second = html! { <>{ name_of(&pair.second) }<span class="sub">{ about(&pair.second) }</span></> };
        let href = Route::Duplicate { id: pair.id }.href();
        let mut cells = vec![
            Cell::name(href, name_of(&pair.first), Some(about(&pair.first))),
            Cell::new(second),
            Cell::text(in_words(&pair.reasons)),
            Cell::text(tr("duplicate-score-of", &[("n", pair.score.into())])),
        ];
        if open {
            cells.insert(0, Cell::new(picking.tick(pair.id, &both(pair))));
        }
        Row { key: pair.id.to_string(), cells }
    });
    html! { <Table caption={t("duplicates")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_shown_first() {
        for (query, state) in
            [("", DuplicateState::Open), ("?state=merged", DuplicateState::Merged), ("?state=x", DuplicateState::Open)]
        {
            assert_eq!(shown(&Address::new("/duplicates", query)), state, "{query}");
        }
    }
}
