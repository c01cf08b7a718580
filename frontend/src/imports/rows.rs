//! The rows of a checked list: what is wrong where, and what becomes of each.

use super::source::Accept;
use crate::api::{Call, Reply, use_query};
use crate::i18n::{self, t, term, tr};
use crate::route::Route;
use crate::ui::{
    Address, Cell, Column, Glyph, Icon, LIMIT, Link, Panel, Row, Tab, Table, Tabs, WhenEmpty, listing, or_dash,
    use_address,
};
use contract::endpoints::ListImportRows;
use contract::imports::{self, CellChange, CellFault, Counts, Import, ImportRow, RowFilter, RowOutcome};
use contract::moment::Day;
use contract::problem::FieldCode;
use std::rc::Rc;
use yew::prelude::*;

/// So many characters of a cell are never broken.
const SHORT: usize = 20;

#[derive(Properties, PartialEq)]
pub struct RowsProps {
    pub record: Rc<Reply<Import>>,
    /// The reader uploaded it and may accept conflicts.
    pub own: bool,
    pub onchange: Callback<()>,
}

/// What is shown: what is asked for, or first what has to be mended.
fn shown(address: &Address, counts: &Counts) -> Option<RowOutcome> {
    match address.get("outcome") {
        Some(word) => word.parse().ok(),
        None if counts.faulty > 0 => Some(RowOutcome::Faulty),
        None => (counts.conflict > 0).then_some(RowOutcome::Conflict),
    }
}

#[component]
pub fn Rows(props: &RowsProps) -> Html {
    let address = use_address();
    let import = &props.record.value;
    let outcome = shown(&address, &import.counts);
    let call = Call::<ListImportRows>::at(&[&import.id.to_string()])
        .query(&RowFilter { outcome })
        .paging(&address.paging(LIMIT));
    let query = use_query(call);
    let busy = query.busy;
    let when_empty = WhenEmpty { glyph: Glyph::Search, title: t("import-no-rows"), text: t("import-no-rows-text") };
    let rows = listing(&query, &address, false, when_empty, |rows| table(rows, props, busy));
    html! {
        <>
            <Tabs label={t("import-by-outcome")} tabs={tabs(&address, outcome, &import.counts)} />
            <Panel title={t("import-rows-checked")} flush=true>{ rows }</Panel>
        </>
    }
}

fn tabs(address: &Address, now: Option<RowOutcome>, counts: &Counts) -> Vec<Tab> {
    let tab = |outcome: Option<RowOutcome>, n: u32| {
        let name = outcome.map_or("all", RowOutcome::as_str);
        let word = outcome.map_or_else(|| t("all"), term);
        Tab {
            href: address.filtered(&[("outcome", Some(name))]),
            text: tr("import-tab", &[("outcome", word.into()), ("n", n.into())]),
            current: now == outcome,
        }
    };
    vec![
        tab(Some(RowOutcome::Faulty), counts.faulty),
        tab(Some(RowOutcome::Conflict), counts.conflict),
        tab(Some(RowOutcome::Update), counts.update),
        tab(Some(RowOutcome::Create), counts.create),
        tab(Some(RowOutcome::Unchanged), counts.unchanged),
        tab(None, counts.rows),
    ]
}

fn table(rows: &[ImportRow], props: &RowsProps, busy: bool) -> Html {
    let columns = vec![
        Column::new(t("import-row")).labelled().worded(),
        Column::new(t("import-column")).labelled().worded(),
        Column::new(t("import-value")).labelled(),
        Column::new(t("import-why")),
    ];
    let rows: Vec<Row> = rows.iter().flat_map(|row| lines(row, props)).collect();
    html! { <Table caption={t("import-rows-checked")} {columns} {rows} {busy} /> }
}

/// One line for each fault, warning and change of a row, or one for a row without.
fn lines(row: &ImportRow, props: &RowsProps) -> Vec<Row> {
    let faults = row.errors.iter().map(|fault| (fault, true));
    let warnings = row.warnings.iter().map(|fault| (fault, false));
    let told: Vec<Row> = faults
        .chain(warnings)
        .enumerate()
        .map(|(index, (fault, bad))| Row {
            key: format!("{}-{index}", row.row),
            cells: vec![
                number(row),
                Cell::new(heading(fault, bad)),
                Cell::new(value(fault)),
                Cell::new(why(row, fault, bad, props)),
            ],
        })
        .collect();
    // What a conflict would change stands before its button, in the same cell.
    let changes = if row.outcome == RowOutcome::Conflict { &[] } else { row.changes.as_slice() };
    let changes = changes.iter().enumerate().map(|(index, change)| changed(row, change, index));
    let told: Vec<Row> = told.into_iter().chain(changes).collect();
    if told.is_empty() { vec![plain(row)] } else { told }
}

/// What to do; a conflict that may be accepted has its button here, below what
/// accepting changes.
fn why(row: &ImportRow, fault: &CellFault, bad: bool, props: &RowsProps) -> Html {
    let accept = bad && row.acceptable && props.own;
    let see = match registered_name(row) {
        Some(name) => tr("import-see-named", &[("name", name.into())]),
        None => t("import-see-record"),
    };
    html! {
        <>
            { &fault.message }
            if row.mended {
                <span class="sub">{ t("import-row-mended") }</span>
            }
            if let Some(id) = row.beneficiary_id.filter(|_| bad) {
                <span class="sub"><Link href={Route::Beneficiary { id }.href()}>{ see }</Link></span>
            }
            if accept {
                { consequence(row, fault) }
                <Accept record={props.record.clone()} row={row.row} onchange={props.onchange.clone()} />
            }
        </>
    }
}

/// The name she stands under in the register, where the row says it.
fn registered_name(row: &ImportRow) -> Option<String> {
    let renamed = row.changes.iter().find(|change| change.column == imports::Column::FullName);
    match renamed {
        Some(change) => change.before.clone(),
        // Her name stays as the row has it; a woman who is only alike may have another.
        None => (!row.changes.is_empty()).then(|| row.full_name.clone()),
    }
}

/// What becomes of a conflict once it is accepted.
fn consequence(row: &ImportRow, fault: &CellFault) -> Html {
    if row.changes.is_empty() {
        // Who is only alike stays as she is; the row becomes a woman of its own.
        let alike = matches!(fault.code, FieldCode::Alike | FieldCode::PossibleDuplicate);
        return html! {
            if alike {
                <p class="small mt-s2">{ t("import-accept-creates") }</p>
            }
        };
    }
    let changes = row.changes.iter().map(|change| {
        html! { <li><b>{ &change.heading }</b>{ ": " }{ old_and_new(change) }</li> }
    });
    html! {
        <div class="small mt-s2">
            { t("import-accept-changes") }
            <ul class="plain">{ for changes }</ul>
        </div>
    }
}

fn old_and_new(change: &CellChange) -> Html {
    let before = change.before.as_ref().map_or_else(|| t("import-empty-cell"), |value| told(change.column, value));
    let after = if change.after.is_empty() { t("import-empty-cell") } else { told(change.column, &change.after) };
    html! {
        <>
            <span class="vh">{ t("import-from") }{ " " }</span>
            <del>{ before }</del>
            { " " }<span aria-hidden="true">{ "→" }</span><span class="vh">{ t("import-to") }</span>{ " " }
            <ins>{ after }</ins>
        </>
    }
}

/// A member that the row changes, old and new.
fn changed(row: &ImportRow, change: &CellChange, index: usize) -> Row {
    let words = old_and_new(change);
    let link = row.beneficiary_id.map(|id| Route::Beneficiary { id }.href());
    let record = match link {
        Some(href) => html! { <Link {href}>{ t("import-will-change") }</Link> },
        None => html! { { t("import-will-change") } },
    };
    Row {
        key: format!("{}-c{index}", row.row),
        cells: vec![number(row), Cell::text(change.heading.clone()), Cell::new(words), Cell::new(record)],
    }
}

/// A value as it is read: sums, days, yes and no.
fn told(column: imports::Column, value: &str) -> String {
    use imports::Column::{BirthDate, CollectedOn, HeadDeFacto, HeadDeJure, MonthlyExpenditure, MonthlyIncome};
    match column {
        MonthlyIncome | MonthlyExpenditure => value.parse().map_or_else(|_| value.to_owned(), i18n::rupiah),
        BirthDate | CollectedOn => value.parse::<Day>().map_or_else(|()| value.to_owned(), i18n::date),
        HeadDeJure | HeadDeFacto if value == "true" => t("yes"),
        HeadDeJure | HeadDeFacto => t("no"),
        _ => value.to_owned(),
    }
}

fn number(row: &ImportRow) -> Cell {
    Cell::new(html! {
        <>
            <b class="num">{ row.source_row.unwrap_or(row.row) }</b>
            if !row.full_name.is_empty() {
                <span class="sub">{ &row.full_name }</span>
            }
        </>
    })
}

fn heading(fault: &CellFault, bad: bool) -> Html {
    let (glyph, class, word) = if bad {
        (Glyph::AlertCircle, "c-bad", t("import-is-fault"))
    } else {
        (Glyph::AlertTriangle, "c-warn", t("import-is-warning"))
    };
    html! {
        <>
            <Icon {glyph} {class} /><span class="vh">{ word }{ ": " }</span>{ "\u{a0}" }{ &fault.heading }
        </>
    }
}

fn value(fault: &CellFault) -> Html {
    if fault.value.is_empty() {
        return html! { <span class="ink2">{ t("import-empty-cell") }</span> };
    }
    // A number or a short word is easier to compare in one piece.
    let short = fault.value.chars().count() <= SHORT;
    html! { <code class={if short { "nw" } else { "wrap" }}>{ &fault.value }</code> }
}

fn plain(row: &ImportRow) -> Row {
    let fate = match row.outcome {
        RowOutcome::Create => t("import-will-create"),
        RowOutcome::Unchanged => t("import-will-skip"),
        RowOutcome::Update | RowOutcome::Conflict | RowOutcome::Faulty => term(row.outcome),
    };
    let fate = match row.beneficiary_id {
        Some(id) => html! { <Link href={Route::Beneficiary { id }.href()}>{ fate }</Link> },
        None => html! { { fate } },
    };
    Row {
        key: row.row.to_string(),
        cells: vec![number(row), Cell::new(or_dash(None)), Cell::new(or_dash(None)), Cell::new(fate)],
    }
}
