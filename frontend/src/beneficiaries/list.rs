//! The women of the register, searched, filtered, sorted and chosen.

use super::chosen::WithChosenProps;
use super::filters::{MoreFilters, PlaceFilter, chips};
use super::lookup::{LookupPanel, RegisterSearch};
use super::{members_in_words, name_of, status_badge};
use crate::api::{Call, use_me, use_query};
use crate::editor::{Outcome, use_outcomes};
use crate::exports::Export;
use crate::history::short_id;
use crate::i18n::{self, member, t, term, tr};
use crate::reference::{Codes, use_codes, use_region_names};
use crate::route::Route;
use crate::ui::{
    Address, Button, Cell, Column, Filters, Glyph, Kind, LIMIT, LaterPiece, LinkButton, PageHead, Panel, Picking, Row,
    Tab, Table, Tabs, WhenEmpty, filters_of, listing, use_address, use_picking,
};
use crate::welfare::listed_badge;
use crate::work_lists::WorkLists;
use contract::beneficiaries::{Beneficiary, Filter, SORT_KEYS, Status};
use contract::code_lists::CodeList;
use contract::endpoints::ListBeneficiaries;
use contract::exports::ExportList;
use contract::ids::BeneficiaryId;
use contract::policy::{Grant, Permission};
use contract::work_lists::FilteredList;
use yew::prelude::*;

/// What drawing the rows needs to know.
struct View {
    address: Address,
    named: bool,
    codes: Codes,
    busy: bool,
    /// Where something can be done with several: what is ticked.
    picking: Option<Picking<BeneficiaryId>>,
}

#[component]
pub fn BeneficiaryList() -> Html {
    let me = use_me();
    let address = use_address();
    let codes = use_codes();
    use_region_names();
    let digits = use_state(|| None::<String>);
    let picking = use_picking::<BeneficiaryId>(&address);
    let told = use_outcomes(&address);
    let filter: Filter = address.filter();
    let query = use_query(Call::<ListBeneficiaries>::new().query(&filter).paging(&address.paging(LIMIT)));
    let named = me.may(Permission::SeeIdentity);
    let lede = query.value().and_then(|page| page.total).map(|n| tr("beneficiaries-count", &[("n", n.into())]));
    let when_empty =
        WhenEmpty { glyph: Glyph::Users, title: t("beneficiaries-empty"), text: t("beneficiaries-empty-text") };
    let able = BULK.iter().any(|permission| me.may(*permission));
    let view =
        View { address: address.clone(), named, codes, busy: query.busy, picking: able.then(|| picking.clone()) };
    let women = query.value().filter(|_| able).map(|page| page.items.clone()).unwrap_or_default();
    let rows = listing(&query, &address, filter != Filter::default(), when_empty, |women| table(&view, women));
    let onidentifier = {
        let digits = digits.setter();
        Callback::from(move |found| digits.set(found))
    };
    let income = me.roles.iter().all(|held| held.role.grant(Permission::SeeIncome) != Grant::Collected)
        && me.may(Permission::SeeIncome);
    let ondone = {
        let (picking, told, reload) = (picking.clone(), told.clone(), query.reload.clone());
        Callback::from(move |result: Vec<Outcome>| {
            told.tell(result);
            picking.clear();
            reload.emit(());
        })
    };
    let with_chosen = WithChosenProps { chosen: chosen_of(&women, &picking), ondone };
    let with_chosen = html! { <LaterPiece<WithChosenProps> shown={with_chosen} /> };
    let rows_told = query.value().and_then(|page| counted(page.total, page.total_at_least));
    let sort = address.get("sort").map(ToOwned::to_owned);
    let actions = html! {
        <>
            <WorkLists list={FilteredList::Beneficiaries} address={address.clone()} filters={filters_of(&filter)} />
            <Export list={ExportList::Beneficiaries} filters={filters_of(&filter)} {sort} rows={rows_told} />
            <Add />
        </>
    };
    html! {
        <>
            <PageHead title={t("beneficiaries")} {lede} {actions} />
            <Tabs label={t("beneficiaries-by-status")} tabs={tabs(&address, &filter)} />
            { told.shown() }
            <Panel flush=true>
                <Filters address={address.clone()} chips={chips(&filter)}>
                    if named {
                        <RegisterSearch address={address.clone()} {onidentifier} />
                    }
                    <PlaceFilter address={address.clone()} />
                    <MoreFilters address={address.clone()} {income} />
                </Filters>
                if let Some(digits) = (*digits).clone() {
                    <div class="body"><LookupPanel {digits} /></div>
                } else {
                    { picking.bar(&ids_of(&women), with_chosen) }
                    { rows }
                }
            </Panel>
        </>
    }
}

/// How many rows there are, in words.
fn counted(total: Option<u64>, at_least: Option<u64>) -> Option<String> {
    let exactly = total.map(|n| tr("export-rows", &[("n", n.into())]));
    exactly.or_else(|| at_least.map(|n| tr("export-rows-at-least", &[("n", n.into())])))
}

/// What can be done with several women at once, and by whom.
const BULK: &[Permission] = &[
    Permission::ValidateBeneficiaries,
    Permission::EnrolBeneficiaries,
    Permission::EditBeneficiaries,
    Permission::ExportBeneficiaries,
];

fn ids_of(women: &[Beneficiary]) -> Vec<BeneficiaryId> {
    women.iter().map(|woman| woman.id).collect()
}

fn chosen_of(women: &[Beneficiary], picking: &Picking<BeneficiaryId>) -> Vec<Beneficiary> {
    women.iter().filter(|woman| picking.holds(woman.id)).cloned().collect()
}

#[component]
fn Add() -> Html {
    let me = use_me();
    if me.may(Permission::RegisterBeneficiaries) {
        return html! {
            <LinkButton href={Route::NewBeneficiary.href()} kind={Kind::Primary} glyph={Glyph::Plus}>
                { t("beneficiaries-add") }
            </LinkButton>
        };
    }
    html! {
        <Button kind={Kind::Primary} glyph={Glyph::Plus} reason={t("beneficiaries-add-withheld")}>
            { t("beneficiaries-add") }
        </Button>
    }
}

fn tabs(address: &Address, filter: &Filter) -> Vec<Tab> {
    let tab = |status: Option<Status>, complete: Option<&str>, text: String, current: bool| Tab {
        href: address.filtered(&[("status", status.map(Status::as_str)), ("complete", complete)]),
        text,
        current,
    };
    let incomplete = filter.complete == Some(false);
    let mut tabs = vec![
        tab(None, None, t("all"), filter.status.is_none() && !incomplete),
        tab(None, Some("false"), t("beneficiaries-incomplete"), incomplete),
    ];
    tabs.extend(
        Status::ALL
            .iter()
            .map(|status| tab(Some(*status), None, term(*status), filter.status == Some(*status) && !incomplete)),
    );
    tabs
}

fn table(view: &View, women: &[Beneficiary]) -> Html {
    let name = Column::new(member("full_name"));
    let name = if view.named { name.sorted("full_name") } else { name };
    let mut columns = vec![
        name,
        Column::new(t("age")).labelled().whole(),
        Column::new(t("rt-rw")).labelled().whole(),
        Column::new(member("marital_status")).labelled(),
        Column::new(t("beneficiary-missing")).labelled(),
        Column::new(member("status")),
    ];
    if view.picking.is_some() {
        columns.insert(0, Column::new(t("choose")));
    }
    let rows = women.iter().map(|woman| row(view, woman)).collect::<Vec<_>>();
    let sort_href = {
        let address = view.address.clone();
        Callback::from(move |sort: String| address.filtered(&[("sort", Some(&sort))]))
    };
    let first = if view.named { SORT_KEYS.first().copied() } else { None };
    let sort = view.address.get("sort").or(first);
    html! {
        <Table
            caption={t("beneficiaries")}
            {columns}
            {rows}
            sort={sort.map(|sort| AttrValue::from(sort.to_owned()))}
            {sort_href}
            busy={view.busy}
        />
    }
}

fn row(view: &View, woman: &Beneficiary) -> Row {
    let href = Route::Beneficiary { id: woman.id }.href();
    let below = woman.nik_masked.value().cloned().or_else(|| view.named.then(|| t("beneficiary-no-nik")));
    let missing = if woman.missing.is_empty() { t("beneficiaries-complete") } else { members_in_words(&woman.missing) };
    let status = html! {
        <>
            <span class="row-wrap">{ status_badge(woman.status) }{ listed_badge(woman.eligibility) }</span>
            if woman.archived_at.is_some() {
                <span class="sub">{ t("archived") }</span>
            }
        </>
    };
    let mut cells = vec![
        Cell::name(href, told_apart(woman), below),
        Cell::text(i18n::number(woman.age.into())),
        Cell::text(format!("{}/{}", woman.rt, woman.rw)),
        Cell::text(view.codes.word(CodeList::MaritalStatus, &woman.marital_status)),
        Cell::text(missing),
        Cell::new(status),
    ];
    if let Some(picking) = &view.picking {
        cells.insert(0, Cell::new(picking.tick(woman.id, &told_apart(woman))));
    }
    Row { key: woman.id.to_string(), cells }
}

/// Her name; where it is withheld, the end of her record's number tells her
/// apart from the others.
fn told_apart(woman: &Beneficiary) -> String {
    let name = name_of(woman);
    if woman.full_name.is_absent() { format!("{name} {}", short_id(&woman.id.to_string())) } else { name }
}
