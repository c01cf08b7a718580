//! The versions, newest first.

use super::{state_badge, title};
use crate::api::{Call, use_query};
use crate::i18n::{date, member, t};
use crate::programmes::ManageLink;
use crate::route::Route;
use crate::ui::{Cell, Column, Glyph, Kind, LIMIT, PageHead, Panel, Row, Table, WhenEmpty, listing, use_address};
use contract::endpoints::ListStageTemplates;
use contract::stage_templates::{Filter, StageTemplate};
use yew::prelude::*;

#[component]
pub fn StageTemplateList() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let query = use_query(Call::<ListStageTemplates>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let filtered = filter.city.is_some() || filter.state.is_some();
    let when_empty =
        WhenEmpty { glyph: Glyph::ListDetails, title: t("stage-templates"), text: t("stage-templates-lede") };
    let rows = listing(&query, &address, filtered, when_empty, |items| table(items, busy));
    let actions = html! {
        <ManageLink href={Route::NewStageTemplate.href()} kind={Kind::Primary} glyph={Glyph::Plus}>
            { t("stage-templates-add") }
        </ManageLink>
    };
    html! {
        <>
            <PageHead title={t("stage-templates")} lede={t("stage-templates-lede")} {actions} />
            <Panel flush=true>{ rows }</Panel>
        </>
    }
}

fn table(templates: &[StageTemplate], busy: bool) -> Html {
    let columns = vec![
        Column::new(t("stage-template")),
        Column::new(member("state")).labelled(),
        Column::new(member("note")).labelled(),
        Column::new(member("created_at")).labelled(),
    ];
    let rows = templates.iter().map(|one| Row {
        key: one.id.to_string(),
        cells: vec![
            Cell::name(Route::StageTemplate { id: one.id }.href(), title(one), None),
            Cell::new(state_badge(one.state)),
            Cell::text(one.note.clone().unwrap_or_default()),
            Cell::text(date(one.created_at.day_in_jakarta())),
        ],
    });
    html! { <Table caption={t("stage-templates")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}
