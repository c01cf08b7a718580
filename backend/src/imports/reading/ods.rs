//! ODS, cell by cell: repeated rows and columns are counted, not laid out.

use super::super::sheet::{Budget, Cell, Sheet};
use super::archive::open;
use super::xlsx::attribute;
use contract::imports::{FileFault, MAX_COLUMNS};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;
use std::io::BufReader;

/// A cell while its texts are being read.
#[derive(Debug, Default)]
struct Open {
    column: usize,
    repeated: usize,
    kind: String,
    value: Option<String>,
    text: String,
    paragraphs: usize,
}

impl Open {
    fn cell(&self) -> Cell {
        let value = self.value.as_deref().unwrap_or("");
        match self.kind.as_str() {
            "float" | "currency" | "percentage" => value.parse().map_or(Cell::of(&self.text), Cell::Number),
            "date" => day(value).unwrap_or_else(|| Cell::of(&self.text)),
            "boolean" => Cell::of(if value == "true" { "ya" } else { "tidak" }),
            _ => Cell::of(&self.text),
        }
    }
}

fn day(value: &str) -> Option<Cell> {
    value.get(..10)?.parse().ok().map(Cell::Date)
}

#[derive(Debug, Default)]
struct Walk {
    sheets: Vec<Sheet>,
    sheet: Option<Sheet>,
    /// Styles of sheets that are not shown.
    unseen: HashSet<String>,
    style: String,
    /// Where the next column description stands.
    described: usize,
    row: u32,
    repeated_rows: u32,
    column: usize,
    cells: Vec<(usize, Cell)>,
    open: Option<Open>,
    /// Inside a note, whose text is not the cell's.
    notes: usize,
    in_text: bool,
    budget: Budget,
}

pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, FileFault> {
    let mut archive = open(bytes)?;
    let part = archive.by_name("content.xml").map_err(|_| FileFault::Damaged)?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    let mut walk = Walk::default();
    loop {
        match reader.read_event_into(&mut buffer).map_err(|_| FileFault::Damaged)? {
            Event::Start(tag) => walk.begin(&tag),
            Event::Empty(tag) => {
                walk.begin(&tag);
                walk.end(tag.local_name().as_ref())?;
            }
            Event::End(tag) => walk.end(tag.local_name().as_ref())?,
            Event::Text(text) => walk.text(&text),
            Event::CData(text) => walk.text(&text),
            Event::GeneralRef(name) => walk.text(&entity(&name)),
            Event::Eof => return Ok(walk.sheets),
            _ => {}
        }
        buffer.clear();
    }
}

/// One of the five entities every XML knows, or a character by its number.
fn entity(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    match (name, number.and_then(char::from_u32)) {
        (_, Some(letter)) => letter.to_string(),
        ("amp", _) => "&".to_owned(),
        ("lt", _) => "<".to_owned(),
        ("gt", _) => ">".to_owned(),
        ("quot", _) => "\"".to_owned(),
        ("apos", _) => "'".to_owned(),
        _ => String::new(),
    }
}

fn number<T: std::str::FromStr>(tag: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(tag, name)?.parse().ok()
}

impl Walk {
    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "style" => self.style = attribute(tag, "name").unwrap_or_default(),
            "table-properties" if attribute(tag, "display").is_some_and(|word| word == "false") => {
                self.unseen.insert(self.style.clone());
            }
            "table" => self.begin_sheet(tag),
            "table-column" => self.describe_columns(tag),
            "table-row" => {
                self.repeated_rows = number(tag, "number-rows-repeated").unwrap_or(1);
                self.column = 0;
                self.cells.clear();
            }
            "table-cell" | "covered-table-cell" => {
                self.open = Some(Open {
                    column: self.column,
                    repeated: number(tag, "number-columns-repeated").unwrap_or(1),
                    kind: attribute(tag, "value-type").unwrap_or_default(),
                    value: attribute(tag, "value")
                        .or_else(|| attribute(tag, "date-value"))
                        .or_else(|| attribute(tag, "boolean-value")),
                    ..Open::default()
                });
            }
            "annotation" => self.notes += 1,
            "p" => {
                self.in_text = true;
                if let Some(cell) = self.open.as_mut().filter(|_| self.notes == 0) {
                    cell.paragraphs += 1;
                    if cell.paragraphs > 1 {
                        cell.text.push(' ');
                    }
                }
            }
            "s" | "tab" | "line-break" => self.text(" "),
            _ => {}
        }
    }

    fn begin_sheet(&mut self, tag: &BytesStart<'_>) {
        let mut sheet = Sheet::named(&attribute(tag, "name").unwrap_or_default());
        sheet.hidden = attribute(tag, "style-name").is_some_and(|style| self.unseen.contains(&style));
        self.sheet = Some(sheet);
        (self.row, self.described) = (0, 0);
    }

    fn describe_columns(&mut self, tag: &BytesStart<'_>) {
        let count: usize = number(tag, "number-columns-repeated").unwrap_or(1);
        let next = self.described.saturating_add(count);
        let hidden = attribute(tag, "visibility").is_some_and(|word| word != "visible");
        if let Some(sheet) = self.sheet.as_mut().filter(|_| hidden) {
            sheet.hidden_columns.extend(self.described..next.min(MAX_COLUMNS));
        }
        self.described = next;
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.open.as_mut().filter(|cell| cell.text.len() < 10_000)
            && self.in_text
            && self.notes == 0
        {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), FileFault> {
        match name {
            "p" => self.in_text = false,
            "annotation" => self.notes = self.notes.saturating_sub(1),
            "table-cell" | "covered-table-cell" => self.end_cell()?,
            "table-row" => self.end_row()?,
            "table" => self.sheets.extend(self.sheet.take()),
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), FileFault> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let cell = open.cell();
        if !cell.is_blank() {
            if open.column.saturating_add(open.repeated) > MAX_COLUMNS {
                return Err(FileFault::SheetTooLarge);
            }
            self.cells.extend((0..open.repeated).map(|step| (open.column + step, cell.clone())));
        }
        self.column = open.column.saturating_add(open.repeated);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), FileFault> {
        let first = self.row;
        self.row = self.row.saturating_add(self.repeated_rows);
        let Some(sheet) = self.sheet.as_mut().filter(|_| !self.cells.is_empty()) else { return Ok(()) };
        for step in 0..self.repeated_rows {
            for (column, cell) in &self.cells {
                if !sheet.put(first.saturating_add(step + 1), *column, cell.clone(), &mut self.budget)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}
