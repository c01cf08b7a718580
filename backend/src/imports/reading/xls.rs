//! XLS, the format before XLSX. Its records are counted before it is read:
//! the reader lays every sheet out as a full rectangle.

use super::super::sheet::{Budget, Sheet};
use super::{MAX_TEXTS, xlsx};
use calamine::{Reader, SheetType, SheetVisible, Xls};
use contract::imports::{FileFault, MAX_COLUMNS};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::panic::catch_unwind;

/// Cells of the rectangles of all sheets together.
const MAX_AREA: u64 = 1_200_000;

/// Numbers of records.
mod record {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000a;
    pub const FILE_PASS: u16 = 0x002f;
    pub const COLUMN: u16 = 0x007d;
    pub const SHEET: u16 = 0x0085;
    pub const MANY_FIGURES: u16 = 0x00bd;
    pub const MANY_BLANKS: u16 = 0x00be;
    pub const TEXTS: u16 = 0x00fc;
    pub const SHARED_TEXT: u16 = 0x00fd;
    pub const BEGIN: u16 = 0x0809;
    /// One cell each.
    pub const CELLS: &[u16] = &[FORMULA, SHARED_TEXT, 0x00d6, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e];
}

pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, FileFault> {
    let hidden = inspect(&workbook(bytes)?)?;
    // The reader gives up loudly on some broken files.
    let book = catch_unwind(|| Xls::new(Cursor::new(bytes)).ok()).ok().flatten();
    let mut book = book.ok_or(FileFault::Damaged)?;
    let mut budget = Budget::default();
    let mut sheets = Vec::new();
    let all = book.sheets_metadata().to_vec();
    for (place, one) in all.iter().enumerate().filter(|(_, one)| one.typ == SheetType::WorkSheet) {
        let mut sheet = Sheet::named(&one.name);
        sheet.hidden = one.visible != SheetVisible::Visible;
        sheet.hidden_columns = hidden.get(place).cloned().unwrap_or_default();
        let range = book.worksheet_range(&one.name).map_err(|_| FileFault::Damaged)?;
        let (first, left) = range.start().unwrap_or_default();
        let left = usize::try_from(left).map_err(|_| FileFault::Damaged)?;
        'rows: for (row, cells) in (first + 1..).zip(range.rows()) {
            for (column, data) in cells.iter().enumerate() {
                if !sheet.put(row, left + column, xlsx::cell(data), &mut budget)? {
                    break 'rows;
                }
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The stream of the workbook inside the compound file.
fn workbook(bytes: &[u8]) -> Result<Vec<u8>, FileFault> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| FileFault::Damaged)?;
    if file.is_stream("/EncryptedPackage") {
        return Err(FileFault::Encrypted);
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let stream = file.open_stream(name.ok_or(FileFault::UnknownFormat)?).map_err(|_| FileFault::Damaged)?;
    let mut plain = Vec::new();
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    stream.take(most).read_to_end(&mut plain).map_err(|_| FileFault::Damaged)?;
    Ok(plain)
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..)?.first_chunk::<2>().map(|bytes| u16::from_le_bytes(*bytes))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..)?.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes))
}

/// What is known of the sheet whose records are being counted.
#[derive(Debug, Default)]
struct Counted {
    begins: u32,
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
    hidden: BTreeSet<usize>,
}

impl Counted {
    fn cell(&mut self, row: u16, first: u16, last: u16) {
        let grown = |range: Option<(u16, u16)>, low: u16, high: u16| {
            Some(range.map_or((low, high), |(first, last)| (first.min(low), last.max(high))))
        };
        self.rows = grown(self.rows, row, row);
        self.columns = grown(self.columns, first, last);
    }

    fn area(&self) -> u64 {
        let length = |range: Option<(u16, u16)>| range.map_or(0, |(first, last)| u64::from(last - first) + 1);
        length(self.rows) * length(self.columns)
    }

    fn see(&mut self, kind: u16, data: &[u8]) {
        let (Some(first), Some(second)) = (u16_at(data, 0), u16_at(data, 2)) else { return };
        if kind == record::COLUMN {
            if u16_at(data, 8).is_some_and(|options| options & 1 == 1) {
                self.hidden.extend(usize::from(first)..(usize::from(second) + 1).min(MAX_COLUMNS));
            }
        } else if record::CELLS.contains(&kind) {
            self.cell(first, second, second);
        } else if matches!(kind, record::MANY_FIGURES | record::MANY_BLANKS) {
            let last = data.len().checked_sub(2).and_then(|at| u16_at(data, at)).unwrap_or(second);
            self.cell(first, second, last.max(second));
        }
    }
}

/// Counts what the reader would lay out; says which columns of each sheet are
/// hidden, in the order of the sheets.
fn inspect(stream: &[u8]) -> Result<Vec<BTreeSet<usize>>, FileFault> {
    let (mut at, mut area) = (0, 0);
    let mut order = Vec::new();
    let mut found: Vec<Counted> = Vec::new();
    let mut open: Option<Counted> = None;
    while let (Some(kind), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let data = stream.get(at + 4..at + 4 + usize::from(length)).ok_or(FileFault::Damaged)?;
        match kind {
            record::FILE_PASS => return Err(FileFault::Encrypted),
            record::TEXTS
                if u32_at(data, 4).is_some_and(|count| usize::try_from(count).is_ok_and(|n| n > MAX_TEXTS)) =>
            {
                return Err(FileFault::TooManyTexts);
            }
            record::SHEET => order.extend(u32_at(data, 0)),
            record::BEGIN => open = Some(Counted { begins: u32::try_from(at).unwrap_or(0), ..Counted::default() }),
            record::END => {
                if let Some(sheet) = open.take() {
                    area += sheet.area();
                    found.push(sheet);
                }
            }
            _ => {
                if let Some(sheet) = &mut open {
                    sheet.see(kind, data);
                }
            }
        }
        at += 4 + usize::from(length);
    }
    area += open.map_or(0, |sheet| sheet.area());
    if area > MAX_AREA {
        return Err(FileFault::SheetTooLarge);
    }
    let of = |begins: &u32| found.iter().find(|sheet| sheet.begins == *begins).map(|sheet| sheet.hidden.clone());
    Ok(order.iter().map(|begins| of(begins).unwrap_or_default()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [kind.to_le_bytes().as_slice(), &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn a_rectangle_that_would_not_fit_is_refused_before_it_is_laid_out() {
        let cell = |row: u16, column: u16| {
            record(0x0203, &[row.to_le_bytes().as_slice(), &column.to_le_bytes(), &[0; 10]].concat())
        };
        let sheet =
            |cells: &[Vec<u8>]| [record(record::BEGIN, &[0; 16]), cells.concat(), record(record::END, &[])].concat();
        assert!(inspect(&sheet(&[cell(0, 0), cell(9_999, 40)])).is_ok());
        assert_eq!(inspect(&sheet(&[cell(0, 0), cell(65_535, 255)])), Err(FileFault::SheetTooLarge));
        let texts = record(record::TEXTS, &[0, 0, 0, 0, 64, 66, 15, 0]);
        assert_eq!(inspect(&texts), Err(FileFault::TooManyTexts));
        assert_eq!(inspect(&record(record::FILE_PASS, &[1, 0])), Err(FileFault::Encrypted));
        assert_eq!(inspect(&[0x03, 0x02, 0xff, 0x00, 1]), Err(FileFault::Damaged));
    }
}
