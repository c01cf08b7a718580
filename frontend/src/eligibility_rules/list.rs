//! All versions, newest first.

use super::{state_badge, use_withheld};
use crate::api::{Call, use_query};
use crate::i18n::{self, member, t, tr};
use crate::route::Route;
use crate::ui::{
    Button, Cell, Column, Glyph, Kind, LIMIT, LinkButton, PageHead, Panel, Row, Table, WhenEmpty, listing, or_dash,
    use_address,
};
use contract::eligibility::RuleSet;
use contract::endpoints::ListRuleSets;
use yew::prelude::*;

#[component]
pub fn RuleSetList() -> Html {
    let address = use_address();
    let withheld = use_withheld();
    let query = use_query(Call::<ListRuleSets>::new().paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let when_empty = WhenEmpty { glyph: Glyph::ListCheck, title: t("rules-empty"), text: t("rules-empty-text") };
    let rows = listing(&query, &address, false, when_empty, |sets| table(sets, busy));
    let add = match withheld {
        None => html! {
            <LinkButton href={Route::NewRuleSet.href()} kind={Kind::Primary} glyph={Glyph::Plus}>{ t("rules-add") }</LinkButton>
        },
        reason => html! { <Button kind={Kind::Primary} glyph={Glyph::Plus} {reason}>{ t("rules-add") }</Button> },
    };
    html! {
        <>
            <PageHead title={t("eligibility-rules")} lede={t("eligibility-rules-lede")} actions={add} />
            <Panel flush=true>{ rows }</Panel>
        </>
    }
}

fn table(sets: &[RuleSet], busy: bool) -> Html {
    let columns = vec![
        Column::new(t("rules-version")),
        Column::new(member("state")),
        Column::new(t("rules-in-force-from")).labelled(),
        Column::new(member("note")).labelled().worded(),
    ];
    let rows = sets.iter().map(|set| {
        let since = set.in_force_from.map(i18n::moment);
        Row {
            key: set.id.to_string(),
            cells: vec![
                Cell::name(
                    Route::RuleSet { id: set.id }.href(),
                    tr("rules-number", &[("n", set.number.to_string().into())]),
                    None,
                ),
                Cell::new(state_badge(set.state)),
                Cell::new(or_dash(since.as_deref())),
                Cell::new(or_dash(set.note.as_deref())),
            ],
        }
    });
    html! { <Table caption={t("eligibility-rules")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}
