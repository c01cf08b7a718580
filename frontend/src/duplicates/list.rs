//! The pairs that wait, and those that were settled.

use super::{about, in_words, name_of};
use crate::api::{Call, use_query};
use crate::i18n::{t, term, tr};
use crate::route::Route;
use crate::ui::{
    Address, Cell, Column, Glyph, LIMIT, PageHead, Panel, Row, Tab, Table, Tabs, WhenEmpty, listing, use_address,
};
use contract::duplicates::{DuplicateCandidate, DuplicateState, Filter};
use contract::endpoints::ListDuplicateCandidates;
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
    let when_empty =
        WhenEmpty { glyph: Glyph::CircleCheck, title: t("duplicates-none"), text: t("duplicates-none-text") };
    let rows = listing(&query, &address, false, when_empty, |pairs| table(pairs, busy));
    html! {
        <>
            <PageHead title={t("duplicates")} lede={t("duplicates-lede")} />
            <Tabs label={t("duplicates-by-state")} tabs={tabs(&address, state)} />
            <Panel flush=true>{ rows }</Panel>
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

fn table(pairs: &[DuplicateCandidate], busy: bool) -> Html {
    let columns = vec![
        Column::new(t("duplicate-first")),
        Column::new(t("duplicate-second")).labelled(),
        Column::new(t("duplicate-why")).labelled().worded(),
        Column::new(t("duplicate-score")).labelled().figures(),
    ];
    let rows = pairs.iter().map(|pair| {
        let second = html! { <>{ name_of(&pair.second) }<span class="sub">{ about(&pair.second) }</span></> };
        let href = Route::Duplicate { id: pair.id }.href();
        let cells = vec![
            Cell::name(href, name_of(&pair.first), Some(about(&pair.first))),
            Cell::new(second),
            Cell::text(in_words(&pair.reasons)),
            Cell::text(tr("duplicate-score-of", &[("n", pair.score.into())])),
        ];
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
