//! The lists I uploaded, newest first; for the privacy officer all of her place.

use super::{name_of, reads_all, state_badge};
use crate::api::{Call, use_me, use_query};
use crate::i18n::{self, member, t, term};
use crate::reference::{Regions, use_regions};
use crate::route::Route;
use crate::ui::{
    Cell, Column, Glyph, Kind, LIMIT, LinkButton, PageHead, Panel, Row, Table, WhenEmpty, listing, or_dash, use_address,
};
use contract::endpoints::ListImports;
use contract::imports::{Import, ImportState};
use contract::place::RegionLevel;
use contract::policy::Permission;
use yew::prelude::*;

#[component]
pub fn ImportList() -> Html {
    let me = use_me();
    let address = use_address();
    let query = use_query(Call::<ListImports>::new().paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let all = reads_all(&me);
    let when_empty = WhenEmpty {
        glyph: Glyph::FileImport,
        title: t("imports-empty"),
        text: if all { t("imports-empty-all") } else { t("imports-empty-text") },
    };
    let regions = use_regions(RegionLevel::Village, None);
    let rows = listing(&query, &address, false, when_empty, |imports| table(imports, &regions, all, busy));
    let add = html! {
        if me.may(Permission::ImportBeneficiaries) {
            <LinkButton href={Route::NewImport.href()} kind={Kind::Primary} glyph={Glyph::FileUpload}>
                { t("imports-add") }
            </LinkButton>
        }
    };
    let lede = if all { t("imports-lede-all") } else { t("imports-lede") };
    html! {
        <>
            <PageHead title={t("imports")} {lede} actions={add} />
            <Panel flush=true>{ rows }</Panel>
        </>
    }
}

fn table(imports: &[Import], regions: &Regions, all: bool, busy: bool) -> Html {
    let columns = vec![
        Column::new(t("import-file")),
        Column::new(member("state")),
        Column::new(term(RegionLevel::Village)).labelled(),
        Column::new(t("import-rows")).labelled().figures(),
        Column::new(t("import-create")).labelled().figures(),
        Column::new(t("import-update")).labelled().figures(),
        Column::new(t("import-unchanged")).labelled().figures(),
        Column::new(t("import-conflict")).labelled().figures(),
        Column::new(t("import-faulty")).labelled().figures(),
    ];
    let rows = imports.iter().map(|import| {
        let when = i18n::moment(import.created_at);
        let when = if all { format!("{when} · {}", import.created_by_name) } else { when };
        let counts = import.counts;
        // Before the file is read nothing has been counted.
        let known = !matches!(import.state, ImportState::Checking | ImportState::Mapping | ImportState::Failed);
        let figure = |n: u32| Cell::text(if known { i18n::number(i64::from(n)) } else { "–".to_owned() });
        let region = import.region_code.as_ref().map(|code| regions.name(code));
        Row {
            key: import.id.to_string(),
            cells: vec![
                Cell::name(Route::Import { id: import.id }.href(), name_of(import), Some(when)),
                Cell::new(state_badge(import.state)),
                Cell::new(or_dash(region.as_deref())),
                figure(counts.rows),
                figure(counts.create),
                figure(counts.update),
                figure(counts.unchanged),
                figure(counts.conflict),
                figure(counts.faulty),
            ],
        }
    });
    html! { <Table caption={t("imports")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}
