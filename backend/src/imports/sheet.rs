//! Bytes to cells: XLSX, or CSV in UTF-8 with comma, semicolon or tab.

use super::cells::plain_text;
use calamine::{Data, Reader, Xlsx};
use contract::imports::{FileFault, MAX_ROWS};
use std::io::Cursor;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    /// A figure, as a spreadsheet keeps it: fifteen digits are sure.
    Number(f64),
    /// A day, kept as a day.
    Date(contract::moment::Day),
}

impl Cell {
    /// The text a reader of the sheet sees, trimmed.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => format!("{number}"),
            Self::Date(day) => day.to_string(),
        }
    }

    pub fn is_blank(&self) -> bool {
        self.text().is_empty()
    }
}

/// The rows of the first sheet that has any, with the spreadsheet's numbers.
pub type Rows = Vec<(u32, Vec<Cell>)>;

/// Reads a file, whatever its name says.
pub fn read(bytes: &[u8]) -> Result<Rows, FileFault> {
    let rows = if bytes.starts_with(b"PK") { read_xlsx(bytes)? } else { read_csv(bytes)? };
    if rows.len() > MAX_ROWS + 50 { Err(FileFault::TooManyRows) } else { Ok(rows) }
}

fn cell(data: &Data) -> Cell {
    let text = |text: &str| if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
    match data {
        Data::Empty | Data::Error(_) => Cell::Empty,
        Data::String(value) | Data::DateTimeIso(value) | Data::DurationIso(value) => text(value),
        Data::Int(value) => Cell::Text(value.to_string()),
        Data::Float(value) => Cell::Number(*value),
        Data::Bool(value) => Cell::Text(if *value { "ya" } else { "tidak" }.to_owned()),
        Data::DateTime(value) => {
            let (year, month, day, ..) = value.to_ymd_hms_milli();
            contract::moment::Day::new(i32::from(year), month, day).map_or(Cell::Empty, Cell::Date)
        }
    }
}

fn read_xlsx(bytes: &[u8]) -> Result<Rows, FileFault> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| FileFault::UnknownFormat)?;
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let first = range.start().map_or(0, |(row, _)| row);
        let rows: Rows = (first + 1..).zip(range.rows().map(|row| row.iter().map(cell).collect())).collect();
        if rows.iter().any(|(_, row): &(u32, Vec<Cell>)| row.iter().any(|cell| !cell.is_blank())) {
            return Ok(rows);
        }
    }
    Err(FileFault::NoRows)
}

fn read_csv(bytes: &[u8]) -> Result<Rows, FileFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| FileFault::NotUtf8)?.trim_start_matches('\u{feff}');
    if text.chars().take(2000).any(|letter| letter == '\0') {
        return Err(FileFault::UnknownFormat);
    }
    let head: String = text.lines().take(5).collect();
    let count = |sign: char| head.matches(sign).count();
    let delimiter =
        [(b';', count(';')), (b'\t', count('\t')), (b',', count(','))].into_iter().max_by_key(|(_, count)| *count);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.map_or(b',', |(sign, _)| sign))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| FileFault::UnknownFormat)?;
        let number = record.position().map_or(0, |position| line_of(text, position));
        let cells = record.iter().map(plain_text);
        let cells = cells.map(|text| if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) });
        rows.push((u32::try_from(number).unwrap_or(u32::MAX), cells.collect()));
    }
    if rows.is_empty() { Err(FileFault::NoRows) } else { Ok(rows) }
}

/// The line a record begins on. The reader tells where it stood before it
/// passed over line ends and empty lines.
fn line_of(text: &str, position: &::csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let passed = text.as_bytes().get(start..).unwrap_or_default().iter();
    let ends = passed.take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    position.line() + u64::try_from(ends).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_number_the_spreadsheet_shows() {
        let numbers = |text: &str| -> Vec<u32> { read(text.as_bytes()).unwrap().iter().map(|row| row.0).collect() };
        assert_eq!(numbers("a;b\n1;2\n\n3;4\n"), [1, 2, 4]);
        assert_eq!(numbers("a;b\r\n1;2\r\n\r\n\r\n3;4"), [1, 2, 5]);
        assert_eq!(numbers("\u{feff}\r\nJudul\r\n\r\na;b\r\n\"x\r\ny\";2\r\n3;4\r\n"), [2, 4, 5, 7]);
    }

    #[test]
    fn csv_is_read_with_bom_semicolons_and_trailing_blanks() {
        let rows = read("\u{feff}NIK;Nama \n3275995403880001; Siti ;\n".as_bytes()).unwrap();
        assert_eq!(rows[1].0, 2);
        assert_eq!(rows[1].1[1].text(), "Siti");
        assert_eq!(read(&[0x80, 0x81]), Err(FileFault::NotUtf8));
        assert_eq!(read(b"PK not a workbook"), Err(FileFault::UnknownFormat));
        assert_eq!(read(b""), Err(FileFault::NoRows));
    }
}
