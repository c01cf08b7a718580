//! The second step: which sheet is the list, and what its columns hold.

use super::has_sheets;
use super::sheet::{HeaderRow, Remember, Sheets};
use crate::api::{Call, Reply, Sending, use_mutation};
use crate::i18n::{self, t, term, tr};
use crate::route::Route;
use crate::ui::choice::chosen;
use crate::ui::{
    Badge, Button, Cell, Column, Glyph, Kind, LinkButton, Note, Panel, ProblemNote, Row, Table, Tone, leave,
};
use contract::endpoints::MapImport;
use contract::imports::{self, Import, ImportState, MappedColumn, Mapping, Sheet, SheetColumn};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// What was chosen for the columns that someone touched.
type Choices = BTreeMap<u32, Option<imports::Column>>;

/// What every row needs, each with the columns it can stand in.
const NEEDED: &[&[imports::Column]] = &[
    &[imports::Column::FullName],
    &[imports::Column::Nik, imports::Column::NikAbsentReason],
    &[imports::Column::BirthDate, imports::Column::BirthPlaceDate],
    &[imports::Column::Rw, imports::Column::RtRw],
    &[imports::Column::Rt, imports::Column::RtRw],
    &[imports::Column::MaritalStatus],
];

fn held(column: &SheetColumn, choices: &Choices) -> Option<imports::Column> {
    choices.get(&column.index).copied().unwrap_or(column.column)
}

/// What no column holds yet.
fn lacking(sheet: &Sheet, choices: &Choices) -> Vec<imports::Column> {
    let all: Vec<imports::Column> = sheet.columns.iter().filter_map(|column| held(column, choices)).collect();
    let missing = NEEDED.iter().filter(|one| !one.iter().any(|column| all.contains(column)));
    missing.filter_map(|one| one.first().copied()).collect()
}

/// A column that two headings hold.
fn doubled(sheet: &Sheet, choices: &Choices) -> Option<imports::Column> {
    let all: Vec<imports::Column> = sheet.columns.iter().filter_map(|column| held(column, choices)).collect();
    all.iter().find(|column| all.iter().filter(|other| other == column).count() > 1).copied()
}

/// Why the list cannot be checked so.
fn refusal(sheet: &Sheet, choices: &Choices) -> Option<String> {
    if lacking(sheet, choices).contains(&imports::Column::FullName) {
        return Some(t("mapping-needs-name"));
    }
    doubled(sheet, choices).map(|column| tr("mapping-doubled", &[("column", term(column).into())]))
}

#[derive(Properties, PartialEq)]
pub struct MatchingProps {
    pub record: Rc<Reply<Import>>,
    pub onchange: Callback<()>,
}

#[component]
pub fn Matching(props: &MatchingProps) -> Html {
    let Reply { value: import, etag } = &*props.record;
    let first = import.sheets.iter().find(|sheet| sheet.chosen).map_or_else(String::new, |sheet| sheet.name.clone());
    let name = use_state(|| first);
    let mutation = use_mutation::<MapImport>();
    let sheet = import.sheets.iter().find(|sheet| sheet.name == *name);
    let send = {
        let (mutation, onchange, id) = (mutation.clone(), props.onchange.clone(), import.id);
        let etag = etag.clone();
        Callback::from(move |mapping: Mapping| {
            let call = Call::<MapImport>::at(&[&id.to_string()]).if_match(etag.as_deref()).body(&mapping);
            let onchange = onchange.clone();
            let done = Callback::from(move |_| {
                leave::go(&Route::Import { id }.href());
                onchange.emit(());
            });
            mutation.send(call, done, Callback::noop());
        })
    };
    let onsheet = {
        let name = name.setter();
        Callback::from(move |sheet: String| name.set(sheet))
    };
    let busy = mutation.state.is_under_way();
    html! {
        <>
            if import.sheets.len() > 1 {
                <Sheets sheets={import.sheets.clone()} now={(*name).clone()} onchoose={onsheet} />
            }
            if let Some(sheet) = sheet {
                <Chosen key={sheet.name.clone()} import={import.clone()} sheet={sheet.clone()} {busy} onsend={send} />
            }
            if let Sending::Kept { again_in } = &mutation.state {
                <p class="hint" role="status">{ tr("import-again-in", &[("seconds", (*again_in).into())]) }</p>
            }
            if let Some(failure) = mutation.state.failure() {
                <ProblemNote failure={failure.clone()}>
                    <Button small=true onclick={props.onchange.clone()}>{ t("import-reload") }</Button>
                </ProblemNote>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ChosenProps {
    import: Import,
    sheet: Sheet,
    busy: bool,
    onsend: Callback<Mapping>,
}

/// The columns of the chosen sheet, and the way on.
#[component]
fn Chosen(props: &ChosenProps) -> Html {
    let ChosenProps { import, sheet, busy, onsend } = props;
    let choices = use_state(Choices::default);
    let source = use_state(String::new);
    let remember = use_state(|| false);
    let onclick = {
        let mapping = mapping(sheet, &choices, (*remember).then(|| (*source).clone()));
        let onsend = onsend.clone();
        Callback::from(move |()| onsend.emit(mapping.clone()))
    };
    let nameless = *remember && source.trim().is_empty();
    let reason = refusal(sheet, &choices).or_else(|| nameless.then(|| t("mapping-needs-source"))).map(AttrValue::from);
    html! {
        <>
            { told(import, sheet, &choices) }
            <Panel title={t("mapping-columns")} flush=true>{ columns(sheet, &choices) }</Panel>
            <HeaderRow sheet={sheet.clone()} sheets={has_sheets(import)} {busy} onread={onsend} />
            <Remember source={source.clone()} remember={remember.clone()} />
            <div class="row-wrap">
                <Button kind={Kind::Primary} glyph={Glyph::ListCheck} {busy} {reason} {onclick}>
                    { tr("mapping-check", &[("n", sheet.rows.into())]) }
                </Button>
                if import.state == ImportState::Checked {
                    <LinkButton href={Route::Import { id: import.id }.href()}>{ t("mapping-back") }</LinkButton>
                }
            </div>
        </>
    }
}

fn mapping(sheet: &Sheet, choices: &Choices, source: Option<String>) -> Mapping {
    let columns =
        sheet.columns.iter().map(|column| MappedColumn { index: column.index, column: held(column, choices) });
    Mapping {
        sheet: sheet.name.clone(),
        header_row: sheet.header_row,
        columns: Some(columns.collect()),
        remember: source.is_some(),
        source,
    }
}

/// What is known already, and what is missing.
fn told(import: &Import, sheet: &Sheet, choices: &Choices) -> Html {
    let known = sheet.columns.iter().filter(|column| held(column, choices).is_some()).count();
    let all = sheet.columns.len();
    let mut lacking = lacking(sheet, choices);
    if import.region_code.is_none()
        && !sheet.columns.iter().any(|one| held(one, choices) == Some(imports::Column::Village))
    {
        lacking.push(imports::Column::Village);
    }
    let words: Vec<String> = lacking.into_iter().map(term).collect();
    let tone = if words.is_empty() { Tone::Ok } else { Tone::Warn };
    html! {
        <Note {tone}>
            <p><b>{ tr("mapping-known", &[("known", number(known).into()), ("all", number(all).into())]) }</b></p>
            if let Some(row) = sheet.header_row {
                <p>{ found_at(import, sheet, row) }</p>
            }
            if !words.is_empty() {
                <p>{ tr("mapping-lacking", &[("columns", words.join(", ").into())]) }</p>
            }
            if sheet.columns.iter().any(|column| column.hidden) {
                <p>{ t("mapping-hidden-read") }</p>
            }
        </Note>
    }
}

/// Where the headings were found.
fn found_at(import: &Import, sheet: &Sheet, row: u32) -> String {
    let place = [("row", row.into()), ("sheet", sheet.name.as_str().into())];
    if has_sheets(import) { tr("mapping-found", &place) } else { tr("mapping-found-csv", &place) }
}

fn number(count: usize) -> String {
    i18n::number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn columns(sheet: &Sheet, choices: &UseStateHandle<Choices>) -> Html {
    let heads = vec![
        Column::new(t("mapping-in-file")),
        Column::new(t("mapping-samples")).labelled(),
        Column::new(t("mapping-holds")).labelled(),
        Column::new(t("mapping-state")).labelled(),
    ];
    let rows = sheet.columns.iter().map(|column| Row {
        key: column.index.to_string(),
        cells: vec![
            Cell::new(heading(column)),
            Cell::new(html! { <span class="ink2">{ column.samples.join("; ") }</span> }),
            Cell::new(html! { <Holds column={column.clone()} choices={choices.clone()} /> }),
            Cell::new(state(column, choices)),
        ],
    });
    html! { <Table caption={t("mapping-columns")} columns={heads} rows={rows.collect::<Vec<_>>()} /> }
}

fn heading(column: &SheetColumn) -> Html {
    let letter = tr("mapping-letter", &[("letter", column.letter.as_str().into())]);
    let below = if column.hidden { format!("{letter} · {}", t("mapping-hidden")) } else { letter };
    html! {
        <>
            <b>{ name(column) }</b>
            <span class="sub">{ below }</span>
        </>
    }
}

fn name(column: &SheetColumn) -> String {
    if column.heading.is_empty() { t("mapping-no-heading") } else { column.heading.clone() }
}

fn state(column: &SheetColumn, choices: &Choices) -> Html {
    let (tone, glyph, words) = match (choices.contains_key(&column.index), held(column, choices)) {
        (true, Some(_)) => (Tone::Info, Glyph::UserCheck, t("mapping-chosen")),
        (false, Some(_)) => (Tone::Ok, Glyph::CircleCheck, t("mapping-recognised")),
        (_, None) => (Tone::Neutral, Glyph::Ban, t("mapping-skipped")),
    };
    html! { <Badge {tone} {glyph} text={words} /> }
}

#[derive(Properties, PartialEq)]
struct HoldsProps {
    column: SheetColumn,
    choices: UseStateHandle<Choices>,
}

/// What a column of the file holds.
#[component]
fn Holds(props: &HoldsProps) -> Html {
    let id = format!("mapping-{}", props.column.index);
    let now = held(&props.column, &props.choices);
    let onchange = {
        let (choices, index) = (props.choices.clone(), props.column.index);
        Callback::from(move |event: Event| {
            let Some(word) = chosen(&event) else { return };
            let mut next = (*choices).clone();
            next.insert(index, word.parse().ok());
            choices.set(next);
        })
    };
    let options = imports::Column::ALL.iter().map(|column| {
        let selected = now == Some(*column);
        html! { <option key={column.as_str()} value={column.as_str()} {selected}>{ term(*column) }</option> }
    });
    html! {
        <>
            <label class="vh" for={id.clone()}>
                { tr("mapping-holds-of", &[("heading", name(&props.column).into())]) }
            </label>
            <select class="form-select" {id} {onchange}>
                <option key="" value="" selected={now.is_none()}>{ t("mapping-skip") }</option>
                { for options }
            </select>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(columns: &[Option<imports::Column>]) -> Sheet {
        let column = |(index, column): (u32, &Option<imports::Column>)| SheetColumn {
            index,
            letter: String::new(),
            heading: format!("Judul {index}"),
            hidden: false,
            samples: Vec::new(),
            column: *column,
        };
        Sheet {
            name: "RW 11".to_owned(),
            rows: 3,
            hidden: false,
            chosen: true,
            header_row: Some(2),
            columns: (0..).zip(columns).map(column).collect(),
        }
    }

    #[test]
    fn what_is_missing_is_named_and_what_is_double_refused() {
        use imports::Column::{BirthPlaceDate, FullName, MaritalStatus, Nik, RtRw};
        let whole = sheet(&[Some(FullName), Some(Nik), Some(BirthPlaceDate), Some(RtRw), None]);
        let mut choices = Choices::default();
        assert_eq!(lacking(&whole, &choices), [MaritalStatus]);
        assert_eq!(refusal(&whole, &choices), None);
        choices.insert(4, Some(MaritalStatus));
        assert!(lacking(&whole, &choices).is_empty());
        choices.insert(4, Some(Nik));
        assert!(refusal(&whole, &choices).is_some());
        choices = Choices::from([(0, None)]);
        assert!(refusal(&whole, &choices).is_some());
        let sent = mapping(&whole, &Choices::from([(4, Some(MaritalStatus))]), None);
        assert_eq!(sent.columns.unwrap().iter().filter(|one| one.column.is_some()).count(), 5);
        assert!(!sent.remember);
    }
}
