//! The instruments, newest first.

use super::title;
use crate::api::{Call, use_query};
use crate::i18n::{choices, date, member, t};
use crate::programmes::{ManageLink, use_programmes};
use crate::route::Route;
use crate::ui::{
    Cell, Column, Filters, Glyph, Kind, LIMIT, PageHead, Panel, Pick, Row, Table, WhenEmpty, filters_of, listing,
    use_address,
};
use crate::work_lists::WorkLists;
use contract::endpoints::ListLegalInstruments;
use contract::legal_instruments::{Filter, InstrumentKind, LegalInstrument};
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn LegalInstrumentList() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let programmes = use_programmes();
    let query = use_query(Call::<ListLegalInstruments>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let filtered = filter.kind.is_some() || filter.programme_id.is_some() || filter.locus_id.is_some();
    let when_empty = WhenEmpty {
        glyph: Glyph::FileText,
        title: t("legal-instruments-empty"),
        text: t("legal-instruments-empty-text"),
    };
    let rows = listing(&query, &address, filtered, when_empty, |items| table(items, busy));
    let actions = html! {
        <>
            <WorkLists list={FilteredList::LegalInstruments} address={address.clone()} filters={filters_of(&filter)} />
            <ManageLink href={Route::NewLegalInstrument.href()} kind={Kind::Primary} glyph={Glyph::Plus}>
                { t("legal-instruments-add") }
            </ManageLink>
        </>
    };
    html! {
        <>
            <PageHead title={t("legal-instruments")} lede={t("legal-instruments-lede")} {actions} />
            <Panel flush=true>
                <Filters address={address.clone()}>
                    <Pick
                        address={address.clone()}
                        name="kind"
                        label={t("legal-instrument-kind")}
                        all={t("legal-instruments-all")}
                        options={choices::<InstrumentKind>()}
                    />
                    <Pick
                        address={address.clone()}
                        name="programme_id"
                        label={member("programme_id")}
                        all={t("loci-all-programmes")}
                        options={programmes}
                    />
                </Filters>
                { rows }
            </Panel>
        </>
    }
}

fn table(instruments: &[LegalInstrument], busy: bool) -> Html {
    let columns = vec![
        Column::new(t("legal-instrument")),
        Column::new(member("title")).labelled(),
        Column::new(member("dated")).labelled().whole(),
        Column::new(member("programme_id")).labelled(),
    ];
    let rows = instruments.iter().map(|one| Row {
        key: one.id.to_string(),
        cells: vec![
            Cell::name(
                Route::LegalInstrument { id: one.id }.href(),
                title(one),
                one.archived_at.map(|_| t("archived")),
            ),
            Cell::text(one.title.clone()),
            Cell::text(date(one.dated)),
            Cell::text(one.programme_name.clone().unwrap_or_else(|| one.city_name.clone())),
        ],
    });
    html! { <Table caption={t("legal-instruments")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}
