//! The lists I uploaded, newest first.

use super::{name_of, state_badge};
use crate::api::{Call, use_query};
use crate::i18n::{self, member, t};
use crate::route::Route;
use crate::ui::{
    Cell, Column, Glyph, Kind, LIMIT, LinkButton, PageHead, Panel, Row, Table, WhenEmpty, listing, use_address,
};
use contract::endpoints::ListImports;
use contract::imports::{Import, ImportState};
use yew::prelude::*;

#[component]
pub fn ImportList() -> Html {
    let address = use_address();
    let query = use_query(Call::<ListImports>::new().paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let when_empty = WhenEmpty { glyph: Glyph::FileImport, title: t("imports-empty"), text: t("imports-empty-text") };
    let rows = listing(&query, &address, false, when_empty, |imports| table(imports, busy));
    let add = html! {
        <LinkButton href={Route::NewImport.href()} kind={Kind::Primary} glyph={Glyph::FileUpload}>
            { t("imports-add") }
        </LinkButton>
    };
    html! {
        <>
            <PageHead title={t("imports")} lede={t("imports-lede")} actions={add} />
            <Panel flush=true>{ rows }</Panel>
        </>
    }
}

fn table(imports: &[Import], busy: bool) -> Html {
    let columns = vec![
        Column::new(t("import-file")),
        Column::new(member("state")),
        Column::new(t("import-rows")).labelled().figures(),
        Column::new(t("import-create")).labelled().figures(),
        Column::new(t("import-unchanged")).labelled().figures(),
        Column::new(t("import-faulty")).labelled().figures(),
    ];
    let rows = imports.iter().map(|import| {
        let when = i18n::moment(import.created_at);
        let counts = import.counts;
        // Before the file is read nothing has been counted.
        let known = !matches!(import.state, ImportState::Checking | ImportState::Failed);
        let figure = |n: u32| Cell::text(if known { i18n::number(i64::from(n)) } else { "–".to_owned() });
        Row {
            key: import.id.to_string(),
            cells: vec![
                Cell::name(Route::Import { id: import.id }.href(), name_of(import), Some(when)),
                Cell::new(state_badge(import.state)),
                figure(counts.rows),
                figure(counts.create),
                figure(counts.unchanged),
                figure(counts.faulty),
            ],
        }
    });
    html! { <Table caption={t("imports")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}
