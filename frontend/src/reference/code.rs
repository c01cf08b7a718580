//! Code lists (daftar kode): the choices of the forms.

use super::GuardedLink;
use super::agency::overview_and_history;
use crate::api::{Call, use_query};
use crate::history::ChangeHistory;
use crate::i18n::{self, choices, member, t, term};
use crate::route::Route;
use crate::ui::filters_of;
use crate::ui::{
    Address, Badge, Cell, Column, Crumb, Filters, Glyph, KeyValue, Kind, LIMIT, Moment, PageHead, Panel, Pick, Row,
    Table, Tabs, Tone, WhenEmpty, listing, use_address, waiting,
};
use crate::work_lists::WorkLists;
use contract::code_lists::{Code, CodeList, Filter};
use contract::endpoints::{GetCode, ListCodeHistory, ListCodes};
use contract::ids::CodeId;
use contract::work_lists::FilteredList;
use yew::prelude::*;

#[component]
pub fn CodeLists() -> Html {
    let address = use_address();
    let filter: Filter = address.filter();
    let call = Call::<ListCodes>::new().query(&filter).paging(&address.paging(LIMIT));
    let query = use_query(call);
    let busy = query.busy;
    let when_empty = WhenEmpty { glyph: Glyph::ListDetails, title: t("codes-empty"), text: t("codes-empty-text") };
    let rows = listing(&query, &address, false, when_empty, |codes| table(codes, filter.list.is_none(), busy));
    let new = match filter.list {
        Some(list) => Route::NewCode.with(&[("list", list.as_str())]),
        None => Route::NewCode.href(),
    };
    let add = html! {
        <GuardedLink href={new} kind={Kind::Primary} glyph={Glyph::Plus}>{ t("codes-add") }</GuardedLink>
    };
    let actions = html! {
        <>
            <WorkLists list={FilteredList::CodeLists} address={address.clone()} filters={filters_of(&filter)} />
            { add }
        </>
    };
    html! {
        <>
            <PageHead title={t("codes")} lede={t("codes-lede")} {actions} />
            <Panel flush=true>
                <Filters address={address.clone()}>
                    <Pick
                        address={address.clone()}
                        name="list"
                        label={member("list")}
                        all={t("codes-all-lists")}
                        options={choices::<CodeList>()}
                    />
                    <Pick
                        address={address.clone()}
                        name="include_retired"
                        label={t("retired-filter")}
                        all={t("retired-hidden")}
                        options={vec![("true".to_owned(), t("retired-shown"))]}
                    />
                </Filters>
                { rows }
            </Panel>
        </>
    }
}

fn badge(code: &Code) -> Html {
    if code.retired {
        html! { <Badge glyph={Glyph::Archive} text={t("code-retired")} /> }
    } else {
        html! { <Badge tone={Tone::Ok} glyph={Glyph::CircleCheck} text={t("code-in-use")} /> }
    }
}

fn table(codes: &[Code], all_lists: bool, busy: bool) -> Html {
    let mut columns = vec![
        Column::new(member("label_id")),
        Column::new(member("label_en")).labelled(),
        Column::new(member("position")).labelled().figures(),
        Column::new(member("state")),
    ];
    if all_lists {
        columns.insert(1, Column::new(member("list")).labelled());
    }
    let rows = codes.iter().map(|code| {
        let href = Route::Code { id: code.id }.href();
        let mut cells = vec![
            Cell::name(href, code.label_id.clone(), Some(code.code.clone())),
            Cell::new(html! { <span lang="en">{ &code.label_en }</span> }),
            Cell::text(i18n::number(i64::from(code.position))),
            Cell::new(badge(code)),
        ];
        if all_lists {
            cells.insert(1, Cell::text(term(code.list)));
        }
        Row { key: code.id.to_string(), cells }
    });
    html! {
        <Table caption={t("codes")} {columns} rows={rows.collect::<Vec<_>>()} {busy} />
    }
}

#[derive(Properties, PartialEq)]
pub struct CodeDetailProps {
    pub id: CodeId,
}

#[component]
pub fn CodeDetail(props: &CodeDetailProps) -> Html {
    let query = use_query(Call::<GetCode>::at(&[&props.id.to_string()]));
    let address = use_address();
    let mut crumbs = vec![Crumb::new(Route::Codes.href(), t("codes"))];
    let Some(code) = query.value().filter(|_| query.failure.is_none()) else {
        return waiting(t("code"), crumbs, &query);
    };
    crumbs.push(Crumb::new(Route::Codes.with(&[("list", code.list.as_str())]), term(code.list)));
    let actions = html! {
        <GuardedLink href={Route::EditCode { id: code.id }.href()} glyph={Glyph::Edit}>
            { t("edit") }
        </GuardedLink>
    };
    html! {
        <>
            <PageHead title={code.label_id.clone()} {crumbs} meta={vec![badge(code)]} {actions} />
            <Tabs label={t("parts")} tabs={overview_and_history(&address)} />
            { part(&address, code) }
        </>
    }
}

fn part(address: &Address, code: &Code) -> Html {
    if address.get("tab") == Some("history") {
        let call = Call::<ListCodeHistory>::at(&[&code.id.to_string()]);
        return html! { <ChangeHistory {call} address={address.clone()} /> };
    }
    let pairs = vec![
        (member("list"), html! { { term(code.list) } }),
        (member("code"), html! { <code>{ &code.code }</code> }),
        (member("label_id"), html! { { &code.label_id } }),
        (member("label_en"), html! { <span lang="en">{ &code.label_en }</span> }),
        (member("position"), html! { { i18n::number(i64::from(code.position)) } }),
        (t("created-at"), html! { <Moment at={code.created_at} /> }),
        (t("updated-at"), html! { <Moment at={code.updated_at} /> }),
    ];
    html! { <Panel title={t("code-facts")}><KeyValue {pairs} /></Panel> }
}
