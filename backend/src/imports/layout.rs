//! Where the list stands in a sheet: its headings, its rows, and what is
//! below them and no row.

use super::columns::{heading, is_open, plain, recognise};
use super::rows::masked;
use super::sheet::{Cell, Rows, Sheet};
use contract::imports::{Column, LeftOut, LeftOutReason};
use contract::nik::digits_of;

/// Headings stand within so many rows that hold something.
const LOOKED_AT: usize = 40;
/// A row with so many known cells is one of the list.
const FULL: usize = 3;
const TOTALS: &[&str] = &["jumlah", "total", "jml", "grand total", "sub total", "subtotal", "rata-rata", "sub jumlah"];

/// A row of the file with its number.
pub type Line<'a> = (u32, &'a [Cell]);

/// Where each column stands, and under which heading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    pub columns: Vec<(Column, usize, String)>,
    /// Every heading, by its place.
    pub headings: Vec<String>,
    /// The place of the first row below the headings among the rows.
    pub first: usize,
    /// The row of the headings, as the spreadsheet numbers it.
    pub header_row: u32,
}

impl Layout {
    /// The headings nobody knows.
    pub fn ignored(&self) -> Vec<String> {
        let taken = |place: usize| self.columns.iter().any(|(_, own, _)| *own == place);
        let all = self.headings.iter().enumerate();
        all.filter(|(place, text)| !text.is_empty() && !taken(*place)).map(|(_, text)| text.clone()).collect()
    }

    pub fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|(own, ..)| *own == column)
    }

    /// The cell of a column in a row.
    pub fn cell<'a>(&self, column: Column, cells: &'a [Cell]) -> &'a Cell {
        let index = self.columns.iter().find_map(|(own, index, _)| (*own == column).then_some(*index));
        index.and_then(|index| cells.get(index)).unwrap_or(&Cell::Empty)
    }

    /// The column of the file in which a column's value stands.
    pub fn stands_in(&self, column: Column) -> Column {
        let combined = match column {
            Column::Rt | Column::Rw => Column::RtRw,
            Column::BirthDate => Column::BirthPlaceDate,
            other => other,
        };
        if !self.has(column) && self.has(combined) { combined } else { column }
    }

    /// The heading as it stands in the file.
    pub fn heading(&self, column: Column) -> String {
        let own = self.columns.iter().find(|(own, ..)| *own == column).map(|(_, _, text)| text.clone());
        own.unwrap_or_else(|| heading(column).to_owned())
    }

    /// Whether something every row needs has no column, while there are
    /// columns nobody recognised.
    pub fn is_doubtful(&self, region_given: bool) -> bool {
        let either = |one: Column, other: Column| self.has(one) || self.has(other);
        let whole = self.has(Column::FullName)
            && either(Column::BirthDate, Column::BirthPlaceDate)
            && either(Column::Rw, Column::RtRw)
            && either(Column::Rt, Column::RtRw)
            && either(Column::Nik, Column::NikAbsentReason)
            && self.has(Column::MaritalStatus)
            && (region_given || self.has(Column::Village));
        !whole && (!self.has(Column::FullName) || self.ignored().iter().any(|text| is_open(text)))
    }

    /// Finds the headings: one row or two, the first that name at least a
    /// woman and one thing more.
    pub fn find(rows: &Rows) -> Option<Self> {
        (0..rows.len().min(LOOKED_AT)).find_map(|at| {
            let one = Self::of_one(rows, at)?;
            let two = Self::of_two(rows, at);
            let below = Self::of_one(rows, at + 1).map_or(0, |layout| layout.columns.len());
            let qualified = |layout: &Self| layout.has(Column::FullName) && layout.columns.len() >= 2;
            match two {
                Some(two) if qualified(&two) && two.columns.len() > one.columns.len().max(below) => Some(two),
                _ => qualified(&one).then_some(one),
            }
        })
    }

    /// The headings in a row that was pointed at, or the likeliest.
    pub fn at(rows: &Rows, header_row: Option<u32>) -> Option<Self> {
        let place = match header_row {
            Some(number) => rows.iter().position(|(row, _)| *row == number)?,
            None => guess(rows)?,
        };
        let one = Self::of_one(rows, place)?;
        let two = Self::of_two(rows, place).filter(|two| two.columns.len() > one.columns.len());
        Some(two.unwrap_or(one))
    }

    fn of_one(rows: &Rows, at: usize) -> Option<Self> {
        let (number, cells) = rows.get(at)?;
        let headings: Vec<String> = cells.iter().map(|cell| masked(&cell.text())).collect();
        let mut layout = Self { headings, first: at + 1, header_row: *number, ..Self::default() };
        layout.recognise(recognise);
        // A second row of headings may only say how a cell is to be written.
        if rows.get(at + 1).is_some_and(|(_, below)| layout.continues(below)) {
            layout.first = at + 2;
        }
        Some(layout)
    }

    /// Whether a row belongs to the headings above it: words without a figure,
    /// none of them a name.
    fn continues(&self, below: &[Cell]) -> bool {
        let named = !self.cell(Column::FullName, below).is_blank();
        let words = |cell: &Cell| match cell {
            Cell::Text(text) => !text.contains(|letter: char| letter.is_ascii_digit()),
            Cell::Empty => true,
            Cell::Number(_) | Cell::Date(_) => false,
        };
        let under = |(place, cell): (usize, &Cell)| {
            cell.is_blank() || self.headings.get(place).is_some_and(|text| !text.is_empty())
        };
        !named
            && self.has(Column::FullName)
            && below.iter().all(words)
            && below.iter().enumerate().all(under)
            && is_hint(below)
    }

    /// Two rows: a heading above spans those below it up to the next one above.
    fn of_two(rows: &Rows, at: usize) -> Option<Self> {
        let ((number, above), (_, below)) = (rows.get(at)?, rows.get(at + 1)?);
        let texts = below.iter().all(|cell| matches!(cell, Cell::Empty | Cell::Text(_)));
        if !texts || below.iter().any(is_identifier) {
            return None;
        }
        let mut span = String::new();
        let pairs: Vec<(String, String)> = (0..above.len().max(below.len()))
            .map(|place| {
                let text = |cells: &[Cell]| cells.get(place).map(Cell::text).unwrap_or_default();
                let (own, under) = (text(above), text(below));
                if !own.is_empty() || under.is_empty() {
                    span.clone_from(&own);
                }
                (span.clone(), under)
            })
            .collect();
        let headings = pairs.iter().map(|(own, under)| masked(format!("{own} {under}").trim())).collect();
        let mut layout = Self { headings, first: at + 2, header_row: *number, ..Self::default() };
        let mut place = 0;
        layout.recognise(|text| {
            let (own, under) = pairs.get(place).cloned().unwrap_or_default();
            place += 1;
            let parts = || if under.is_empty() { recognise(&own) } else { recognise(&under) };
            recognise(text).or_else(parts).or_else(|| recognise(&own))
        });
        Some(layout)
    }

    fn recognise(&mut self, mut column: impl FnMut(&str) -> Option<Column>) {
        let mut found: Vec<(Column, usize, String)> = Vec::new();
        for (place, text) in self.headings.iter().enumerate() {
            if let Some(column) = column(text)
                && !found.iter().any(|(known, ..)| *known == column)
            {
                found.push((column, place, text.clone()));
            }
        }
        self.columns = found;
    }

    /// The same places with the columns that were chosen by hand.
    pub fn choose(&mut self, columns: impl IntoIterator<Item = (usize, Column)>) {
        let text = |place: usize| self.headings.get(place).cloned().unwrap_or_default();
        self.columns = columns.into_iter().map(|(place, column)| (column, place, text(place))).collect();
    }

    /// What the headings are recognised by when they come again.
    pub fn fingerprint(&self) -> String {
        self.headings.iter().map(|text| plain(text)).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// The cells that hold something under a known heading.
    fn known_cells(&self, cells: &[Cell]) -> usize {
        self.columns.iter().filter(|(_, place, _)| cells.get(*place).is_some_and(|cell| !cell.is_blank())).count()
    }

    fn is_sure(&self, cells: &[Cell]) -> bool {
        is_identifier(self.cell(Column::Nik, cells)) || self.known_cells(cells) >= FULL
    }

    fn is_total(&self, cells: &[Cell]) -> bool {
        let word = |cell: &Cell| matches!(cell, Cell::Text(text) if is_total(text.trim()));
        let name = self.cell(Column::FullName, cells);
        (name.is_blank() || word(name)) && !is_identifier(self.cell(Column::Nik, cells)) && cells.iter().any(word)
    }

    fn repeats_headings(&self, cells: &[Cell]) -> bool {
        let same = |(_, place, text): &&(Column, usize, String)| matches!(cells.get(*place), Some(Cell::Text(own)) if own.trim().eq_ignore_ascii_case(text.trim()));
        self.columns.len() >= 2 && self.columns.iter().filter(same).count() + 1 >= self.columns.len()
    }

    /// The rows of the list, and those below the headings that are none.
    pub fn body<'a>(&self, rows: &'a Rows) -> (Vec<Line<'a>>, Vec<LeftOut>) {
        let below: Vec<Line<'_>> = rows.iter().skip(self.first).map(|(row, cells)| (*row, cells.as_slice())).collect();
        let last = below.iter().rposition(|(_, cells)| self.is_sure(cells) && !self.is_total(cells));
        let (mut body, mut left_out) = (Vec::with_capacity(below.len()), Vec::new());
        let (mut ended, mut before) = (false, None);
        for (place, (row, cells)) in below.iter().enumerate() {
            let gap = before.is_some_and(|before| before + 1 < *row);
            before = Some(*row);
            let total = self.is_total(cells);
            ended |= last.is_some_and(|last| place > last) && (gap || total);
            let why = if place == 0 && is_numbering(cells) {
                LeftOutReason::Numbering
            } else if total {
                LeftOutReason::Total
            } else if self.repeats_headings(cells) {
                LeftOutReason::RepeatedHeading
            } else if ended {
                LeftOutReason::Signature
            } else {
                body.push((*row, *cells));
                continue;
            };
            left_out.push(LeftOut { row: *row, why });
        }
        (body, left_out)
    }
}

/// `Jumlah`, `TOTAL :`, `Sub jumlah RW 11`.
fn is_total(text: &str) -> bool {
    TOTALS.iter().any(|total| {
        let start = text.get(..total.len()).is_some_and(|start| start.eq_ignore_ascii_case(total));
        start && !text.get(total.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    })
}

/// Words in brackets or with strokes that say how to write: `(Tgl/Bln/Thn)`.
fn is_hint(cells: &[Cell]) -> bool {
    let texts: Vec<String> = cells.iter().map(Cell::text).filter(|text| !text.is_empty()).collect();
    !texts.is_empty() && texts.iter().all(|text| text.contains(['/', '-', '(']) || recognise(text).is_some())
}

/// Ten digits or more without a letter.
fn is_identifier(cell: &Cell) -> bool {
    let text = cell.text();
    let digits = digits_of(text.trim_start_matches('\''));
    digits.len() >= 10 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1 2 3 4` below the headings: the columns' numbers.
fn is_numbering(cells: &[Cell]) -> bool {
    let figures: Vec<Option<u32>> = cells
        .iter()
        .filter(|cell| !cell.is_blank())
        .map(|cell| cell.text().trim_matches(['(', ')', ' ', '.']).parse().ok())
        .collect();
    let rising = |pair: &[Option<u32>]| match pair {
        [Some(first), Some(second)] => *second == first + 1,
        _ => false,
    };
    figures.len() >= 3 && figures.first() == Some(&Some(1)) && figures.windows(2).all(rising)
}

/// The row that looks most like headings: several texts, with rows below. One
/// with an identifier is a woman.
fn guess(rows: &Rows) -> Option<usize> {
    let texts = |cells: &[Cell]| {
        let a_woman = cells.iter().any(is_identifier);
        if a_woman { 0 } else { cells.iter().filter(|cell| matches!(cell, Cell::Text(_))).count() }
    };
    let most = rows.iter().take(LOOKED_AT).map(|(_, cells)| texts(cells)).max().filter(|count| *count >= 2)?;
    rows.iter().take(LOOKED_AT).position(|(_, cells)| texts(cells) * 3 >= most * 2 && texts(cells) >= 2)
}

/// How much a sheet looks like a list: known columns, then rows.
pub fn likeness(sheet: &Sheet) -> (usize, usize) {
    Layout::find(&sheet.rows).map_or((0, sheet.rows.len()), |layout| {
        let (body, _) = layout.body(&sheet.rows);
        (if body.is_empty() { 0 } else { layout.columns.len() }, body.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Rows {
        let cells = |line: &str| line.split('|').map(Cell::of).collect();
        (1..)
            .zip(lines.iter().map(|line| cells(line)))
            .filter(|(_, cells): &(u32, Vec<Cell>)| cells.iter().any(|cell| !cell.is_blank()))
            .collect()
    }

    fn columns(layout: &Layout) -> Vec<(Column, usize)> {
        layout.columns.iter().map(|(column, place, _)| (*column, *place)).collect()
    }

    #[test]
    fn headings_are_found_below_titles_and_in_two_rows() {
        let below_title = rows(&["DAFTAR CALON", "RW 11", "", "No|No. KTP|NAMA LENGKAP", "1|3275995403880001|Siti"]);
        let layout = Layout::find(&below_title).unwrap();
        assert_eq!((layout.header_row, layout.ignored()), (4, vec!["No".to_owned()]));
        let two = rows(&[
            "No|Nama|NIK|Alamat||| Penghasilan",
            "|||Jalan|RT|RW|",
            "1|Siti|3275995403880001|Gg. Melati|2|11|1500000",
        ]);
        let layout = Layout::find(&two).unwrap();
        let expected = [
            (Column::FullName, 1),
            (Column::Nik, 2),
            (Column::Address, 3),
            (Column::Rt, 4),
            (Column::Rw, 5),
            (Column::MonthlyIncome, 6),
        ];
        assert_eq!((columns(&layout).as_slice(), layout.first), (expected.as_slice(), 2));
        let hint = rows(&["No|Nama|Tanggal Lahir", "||(Tgl/Bln/Thn)", "1|Siti|14/03/1988"]);
        assert_eq!(Layout::find(&hint).unwrap().first, 2);
        let grouped =
            rows(&["Identitas|||Tempat tinggal|", "Nama|NIK|Tgl Lahir|RT|RW", "Siti|3275995403880001|1/1/80|1|2"]);
        assert_eq!(Layout::find(&grouped).unwrap().columns.len(), 5);
        assert_eq!(Layout::find(&rows(&["a|b", "1|2"])), None);
        assert_eq!(Layout::at(&rows(&["Judul", "a|b|c", "1|2|x"]), None).unwrap().header_row, 2);
    }

    #[test]
    fn totals_signatures_numbers_and_repeated_headings_are_no_rows() {
        use LeftOutReason::{Numbering, RepeatedHeading, Signature, Total};
        let sheet = rows(&[
            "No|Nama|NIK|RW",
            "1|2|3|4",
            "1|Siti|3275995403880001|11",
            "2|Een||11",
            "",
            "No|Nama|NIK|RW",
            "3|Cucu||11",
            "|Hanya nama||",
            "Jumlah||3|",
            "",
            "|||Bekasi, 1 Oktober 2026",
            "|||Lurah",
            "||NIP. 19700101 199003 1 001|",
        ]);
        let layout = Layout::find(&sheet).unwrap();
        let (body, left_out) = layout.body(&sheet);
        assert_eq!(body.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [3, 4, 7, 8]);
        let told: Vec<_> = left_out.iter().map(|one| (one.row, one.why)).collect();
        assert_eq!(
            told,
            [(2, Numbering), (6, RepeatedHeading), (9, Total), (11, Signature), (12, Signature), (13, Signature)]
        );
    }

    #[test]
    fn what_every_row_needs_and_nobody_knows_is_asked() {
        let layout = |text: &str| Layout::find(&rows(&[text])).unwrap();
        let whole = layout("Nama|NIK|TTL|RT/RW|Status|Ket.");
        assert!(!whole.is_doubtful(true) && whole.is_doubtful(false));
        assert!(layout("Nama|NIK|TTL|RT/RW|Keadaan").is_doubtful(true));
        assert!(!layout("No|Nama|NIK|TTL|RT/RW").is_doubtful(true), "nobody could say more");
    }
}
