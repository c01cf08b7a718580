//! The selections, newest first; and those of one programme.

use super::{SelectLink, title};
use crate::api::{Call, use_query};
use crate::i18n::{choices, date, member, t, term};
use crate::programmes::use_programmes;
use crate::route::Route;
use crate::ui::{
    Badge, Cell, Column, Filters, Glyph, Kind, LIMIT, Link, PageHead, Panel, Pick, Row, Table, Tone, WhenEmpty,
    filters_of, listing, short_list, use_address,
};
use crate::work_lists::WorkLists;
use contract::endpoints::ListLocusSelections;
use contract::ids::ProgrammeId;
use contract::locus_selections::{Filter, LocusSelection, SelectionState};
use contract::page::{MAX_LIMIT, Paging};
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn LocusSelectionList() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let programmes = use_programmes();
    let query = use_query(Call::<ListLocusSelections>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let filtered = filter.programme_id.is_some() || filter.state.is_some();
    let when_empty =
        WhenEmpty { glyph: Glyph::ListCheck, title: t("selections-empty"), text: t("selections-empty-text") };
    let rows = listing(&query, &address, filtered, when_empty, |items| table(items, busy));
    let actions = html! {
        <>
            <WorkLists list={FilteredList::LocusSelections} address={address.clone()} filters={filters_of(&filter)} />
            <SelectLink href={Route::NewLocusSelection.href()} kind={Kind::Primary} glyph={Glyph::Plus}>
                { t("selections-add") }
            </SelectLink>
        </>
    };
    html! {
        <>
            <PageHead title={t("selections")} lede={t("selections-lede")} {actions} />
            <Panel flush=true>
                <Filters address={address.clone()}>
                    <Pick
                        address={address.clone()}
                        name="programme_id"
                        label={member("programme_id")}
                        all={t("loci-all-programmes")}
                        options={programmes}
                    />
                    <Pick
                        address={address.clone()}
                        name="state"
                        label={member("state")}
                        all={t("selections-all-states")}
                        options={choices::<SelectionState>()}
                    />
                </Filters>
                { rows }
            </Panel>
        </>
    }
}

/// The state as a badge.
pub fn state(one: &LocusSelection) -> Html {
    let (tone, glyph) = match one.state {
        SelectionState::Draft => (Tone::Neutral, Glyph::CircleDashed),
        SelectionState::Decided => (Tone::Ok, Glyph::CircleCheck),
    };
    html! { <Badge {tone} {glyph} text={term(one.state)} /> }
}

fn table(selections: &[LocusSelection], busy: bool) -> Html {
    let columns = vec![
        Column::new(t("selection")),
        Column::new(member("state")).labelled(),
        Column::new(t("selection-made")).labelled().whole(),
    ];
    let rows = selections.iter().map(|one| Row {
        key: one.id.to_string(),
        cells: vec![
            Cell::name(Route::LocusSelection { id: one.id }.href(), title(one), None),
            Cell::new(state(one)),
            Cell::text(date(one.created_at.day_in_jakarta())),
        ],
    });
    html! { <Table caption={t("selections")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}

#[derive(Properties, PartialEq)]
pub struct ProgrammeSelectionsProps {
    pub programme: ProgrammeId,
    /// Nothing is added to an archived programme.
    pub archived: bool,
}

/// From which comparisons the loci of a programme are chosen.
#[component]
pub fn ProgrammeSelections(props: &ProgrammeSelectionsProps) -> Html {
    let filter = Filter { programme_id: Some(props.programme), ..Filter::default() };
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let query = use_query(Call::<ListLocusSelections>::new().query(&filter).paging(&paging));
    let when_empty =
        WhenEmpty { glyph: Glyph::ListCheck, title: t("selections-empty"), text: t("selections-empty-text") };
    let body = short_list(&query, when_empty, |one| {
        let href = Route::LocusSelection { id: one.id }.href();
        (one.id.to_string(), html! { <><Link {href}>{ title(one) }</Link>{ " " }{ state(one) }</> })
    });
    let add = Route::NewLocusSelection.with(&[("programme", &props.programme.to_string())]);
    html! {
        <Panel title={t("selections")}>
            { body }
            if !props.archived {
                <p><SelectLink href={add} glyph={Glyph::Plus}>{ t("selections-add") }</SelectLink></p>
            }
        </Panel>
    }
}
