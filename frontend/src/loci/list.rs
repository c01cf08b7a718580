//! The loci the reader reaches, newest year first; and those of one programme.

use super::{rws, title};
use crate::api::{Call, use_me, use_query};
use crate::i18n::{member, number, t};
use crate::programmes::{ManageLink, use_programmes};
use crate::route::Route;
use crate::ui::filters_of;
use crate::ui::{
    Cell, Column, Filters, Glyph, Kind, LIMIT, Link, PageHead, Panel, Pick, Row, Table, WhenEmpty, listing, short_list,
    use_address,
};
use crate::work_lists::WorkLists;
use contract::endpoints::ListLoci;
use contract::ids::ProgrammeId;
use contract::loci::{Filter, Locus};
use contract::page::{MAX_LIMIT, Paging};
use contract::policy::Permission;
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn LocusList() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let programmes = use_programmes();
    let query = use_query(Call::<ListLoci>::new().query(&filter).paging(&address.paging(LIMIT)));
    let busy = query.busy;
    let filtered = filter.programme_id.is_some() || filter.region.is_some() || filter.year.is_some();
    let when_empty = WhenEmpty { glyph: Glyph::Flag, title: t("loci-empty"), text: t("loci-empty-text") };
    let rows = listing(&query, &address, filtered, when_empty, |items| table(items, busy));
    let actions = html! {
        <>
            <WorkLists list={FilteredList::Loci} address={address.clone()} filters={filters_of(&filter)} />
            <ManageLink href={Route::NewLocus.href()} kind={Kind::Primary} glyph={Glyph::Plus}>
                { t("loci-add") }
            </ManageLink>
        </>
    };
    html! {
        <>
            <PageHead title={t("loci")} lede={t("loci-lede")} {actions} />
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
                        name="include_archived"
                        label={t("archived-filter")}
                        all={t("archived-hidden")}
                        options={vec![("true".to_owned(), t("archived-shown"))]}
                    />
                </Filters>
                { rows }
            </Panel>
        </>
    }
}

fn table(loci: &[Locus], busy: bool) -> Html {
    let columns = vec![
        Column::new(t("locus")),
        Column::new(member("programme_id")).labelled(),
        Column::new(member("year")).labelled().whole(),
        Column::new(member("target_families")).labelled().figures(),
    ];
    let rows = loci.iter().map(|one| Row {
        key: one.id.to_string(),
        cells: vec![
            Cell::name(
                Route::Locus { id: one.id }.href(),
                format!("{} {}", one.region_name, rws(one)),
                one.archived_at.map(|_| t("archived")),
            ),
            Cell::text(one.programme_name.clone()),
            Cell::text(one.year.to_string()),
            Cell::text(number(one.target_families.into())),
        ],
    });
    html! { <Table caption={t("loci")} {columns} rows={rows.collect::<Vec<_>>()} {busy} /> }
}

#[derive(Properties, PartialEq)]
pub struct ProgrammeLociProps {
    pub programme: ProgrammeId,
    /// Nothing is added to an archived programme.
    pub archived: bool,
}

/// The loci of a programme, as far as the reader reaches them.
#[component]
pub fn ProgrammeLoci(props: &ProgrammeLociProps) -> Html {
    let me = use_me();
    if !me.may(Permission::ReadLoci) {
        return Html::default();
    }
    html! { <Loci programme={props.programme} archived={props.archived} /> }
}

#[component]
fn Loci(props: &ProgrammeLociProps) -> Html {
    let filter = Filter { programme_id: Some(props.programme), ..Filter::default() };
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let query = use_query(Call::<ListLoci>::new().query(&filter).paging(&paging));
    let when_empty = WhenEmpty { glyph: Glyph::Flag, title: t("loci-empty"), text: t("programme-loci-empty-text") };
    let body = short_list(&query, when_empty, |one| {
        let href = Route::Locus { id: one.id }.href();
        (one.id.to_string(), html! { <Link {href}>{ title(one) }</Link> })
    });
    let add = Route::NewLocus.with(&[("programme", &props.programme.to_string())]);
    html! {
        <Panel title={t("loci")}>
            { body }
            if !props.archived {
                <p><ManageLink href={add} glyph={Glyph::Plus}>{ t("loci-add") }</ManageLink></p>
            }
        </Panel>
    }
}
