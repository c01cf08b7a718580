//! XLSX in constant memory: rows go to a file without a name in the data
//! folder, which ends with the process, whatever ends it. Texts are written as
//! texts, never as formulas.

use super::cells::Cell;
use crate::kernel::error::{Error, Result};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::fs::File;
use std::path::Path;
use time::Date;

/// Spreadsheets know no day before.
const FIRST_YEAR: i32 = 1901;
const WIDTH: f64 = 20.0;

/// A workbook on its way, one row after another.
pub struct Book {
    inner: Workbook,
    row: u32,
    text: Format,
    day: Format,
}

impl std::fmt::Debug for Book {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Book").field("row", &self.row).finish_non_exhaustive()
    }
}

fn failed(error: XlsxError) -> Error {
    Error::internal(error)
}

impl Book {
    pub fn new(folder: &Path, title: &str, headings: &[String]) -> Result<Self> {
        let mut book = Workbook::new();
        book.set_tempdir(folder).map_err(failed)?;
        let bold = Format::new().set_bold();
        let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(title).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (at, heading) in (0_u16..).zip(headings) {
            sheet.set_column_width(at, WIDTH).map_err(failed)?;
            sheet.write_string_with_format(0, at, heading, &bold).map_err(failed)?;
        }
        Ok(Self {
            inner: book,
            row: 1,
            text: Format::new().set_num_format("@"),
            day: Format::new().set_num_format("dd/mm/yyyy"),
        })
    }

    pub fn write(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        let sheet = self.inner.worksheet_from_index(0).map_err(failed)?;
        let row = self.row;
        for (at, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(words) => drop(sheet.write_string(row, at, words.as_ref()).map_err(failed)?),
                Cell::Identifier(digits) => {
                    sheet.write_string_with_format(row, at, digits, &self.text).map_err(failed)?;
                }
                Cell::Number(number) => drop(sheet.write_number(row, at, figure(*number)?).map_err(failed)?),
                Cell::Day(day) => match serial(day.0) {
                    Some(serial) => drop(sheet.write_number_with_format(row, at, serial, &self.day).map_err(failed)?),
                    None => drop(sheet.write_string(row, at, day.to_string()).map_err(failed)?),
                },
            }
        }
        self.row += 1;
        Ok(())
    }

    /// Adds the sheet that says whose file it is, and closes the workbook.
    pub fn finish(mut self, folder: &Path, about: &str, lines: &[String]) -> Result<File> {
        let sheet = self.inner.add_worksheet();
        sheet.set_name(about).map_err(failed)?;
        sheet.set_column_width(0, 100.0).map_err(failed)?;
        for (row, line) in (0_u32..).zip(lines) {
            sheet.write_string(row, 0, line).map_err(failed)?;
        }
        let mut file = tempfile::tempfile_in(folder).map_err(Error::internal)?;
        self.inner.save_to_writer(&mut file).map_err(failed)?;
        Ok(file)
    }
}

/// Sums of rupiah and counts are far below where a figure loses its units.
fn figure(number: i64) -> Result<f64> {
    i32::try_from(number).map(f64::from).or_else(|_| number.to_string().parse().map_err(Error::internal))
}

/// The number by which a spreadsheet knows a day.
fn serial(day: Date) -> Option<f64> {
    let start = Date::from_calendar_date(1899, time::Month::December, 30).ok()?;
    let days = i32::try_from((day - start).whole_days()).ok()?;
    (day.year() >= FIRST_YEAR).then(|| f64::from(days))
}
