//! XLSX. Cells are taken one by one: what a sheet says of its own size is not
//! believed.

use super::super::sheet::{Budget, Cell, Sheet};
use super::archive::{Archive, open};
use calamine::{Data, DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use contract::imports::{FileFault, MAX_COLUMNS};
use contract::moment::Day;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::io::{BufReader, Cursor};

fn damaged<E>(_: E) -> FileFault {
    FileFault::Damaged
}

pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, FileFault> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let hidden = hidden_columns(bytes).unwrap_or_default();
    let all = book.sheets_metadata().to_vec();
    let mut budget = Budget::default();
    let mut sheets = Vec::new();
    for one in all.iter().filter(|one| one.typ == SheetType::WorkSheet) {
        let mut sheet = Sheet::named(&one.name);
        sheet.hidden = one.visible != SheetVisible::Visible;
        sheet.hidden_columns = hidden.get(&one.name).cloned().unwrap_or_default();
        let mut cells = book.worksheet_cells_reader(&one.name).map_err(damaged)?;
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            let column = usize::try_from(column).map_err(damaged)?;
            if !sheet.put(row.saturating_add(1), column, cell_of(cell.get_value()), &mut budget)? {
                break;
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// A cell of XLSX as it is met.
fn cell_of(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::SharedString(text) => Cell::of(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::of(text),
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(yes) => said(*yes),
        DataRef::DateTime(value) => day(value),
        DataRef::Empty | DataRef::Error(_) => Cell::Empty,
    }
}

/// A cell of a whole sheet.
pub fn cell(data: &Data) -> Cell {
    match data {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::of(text),
        Data::Int(number) => Cell::Text(number.to_string()),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(yes) => said(*yes),
        Data::DateTime(value) => day(value),
        Data::Empty | Data::Error(_) => Cell::Empty,
    }
}

fn said(yes: bool) -> Cell {
    Cell::Text(if yes { "ya" } else { "tidak" }.to_owned())
}

fn day(value: &calamine::ExcelDateTime) -> Cell {
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    Day::new(i32::from(year), month, day).map_or(Cell::Empty, Cell::Date)
}

/// An attribute by its local name.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|one| one.key.local_name().as_ref() == name)?;
    let text = found.value.into_owned();
    Some(quick_xml::escape::unescape(&text).map(Cow::into_owned).unwrap_or(text))
}

/// The hidden columns of each sheet, by its name. calamine does not tell them.
fn hidden_columns(bytes: &[u8]) -> Option<HashMap<String, BTreeSet<usize>>> {
    let mut archive = open(bytes).ok()?;
    let mut sheets = Vec::new();
    each_tag(&mut archive, "xl/workbook.xml", |tag| {
        if tag.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(tag, "name"), attribute(tag, "id"))
        {
            sheets.push((name, id));
        }
        true
    })?;
    let mut parts = HashMap::new();
    each_tag(&mut archive, "xl/_rels/workbook.xml.rels", |tag| {
        if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
            parts.insert(id, target);
        }
        true
    })?;
    let mut hidden = HashMap::new();
    for (name, id) in sheets {
        let Some(target) = parts.get(&id) else { continue };
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let mut columns = BTreeSet::new();
        each_tag(&mut archive, &path, |tag| {
            if tag.local_name().as_ref() == "col" && attribute(tag, "hidden").is_some_and(|word| is_true(&word)) {
                let number = |name| attribute(tag, name).and_then(|text| text.parse::<usize>().ok());
                let (first, last) = (number("min").unwrap_or(1), number("max").unwrap_or(1));
                columns.extend(first.saturating_sub(1)..last.min(MAX_COLUMNS));
            }
            tag.local_name().as_ref() != "sheetData"
        });
        hidden.insert(name, columns);
    }
    Some(hidden)
}

fn is_true(word: &str) -> bool {
    matches!(word, "1" | "true")
}

/// Goes through the tags of a part until it is told that it is enough.
fn each_tag(archive: &mut Archive<'_>, path: &str, mut see: impl FnMut(&BytesStart<'_>) -> bool) -> Option<()> {
    let part = archive.by_name(path).ok()?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) if !see(&tag) => return Some(()),
            Event::Eof => return Some(()),
            _ => {}
        }
        buffer.clear();
    }
}
