//! What a file holds once it is read: sheets of cells, whatever its format.

use contract::imports::{FileFault, MAX_COLUMNS, MAX_ROWS};
use std::collections::BTreeSet;

/// Title rows, totals and signatures that a list of the largest size may have.
const SPARE_ROWS: usize = 200;
/// Cells with something in them, of all sheets together.
const MAX_CELLS: usize = 1_000_000;
/// Bytes of text, of all sheets together.
const MAX_TEXT: usize = 32 * 1024 * 1024;
/// No member of the register is longer; what is cut is too long anyway.
const MAX_CELL: usize = 2_000;

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

    /// Text, or nothing where it is blank.
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() { Self::Empty } else { Self::Text(text.chars().take(MAX_CELL).collect()) }
    }

    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Date(_) => false,
        }
    }
}

/// Rows that hold something, with the spreadsheet's numbers.
pub type Rows = Vec<(u32, Vec<Cell>)>;

/// One sheet of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    pub hidden_columns: BTreeSet<usize>,
    pub rows: Rows,
    /// It has more rows than a list may have; the rest was not read.
    pub too_long: bool,
}

/// What may still be read of a file: a small one can unfold into more than
/// the machine has.
#[derive(Debug)]
pub struct Budget {
    cells: usize,
    text: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { cells: MAX_CELLS, text: MAX_TEXT }
    }
}

impl Budget {
    fn spend(&mut self, cell: &Cell) -> Result<(), FileFault> {
        let length = if let Cell::Text(text) = cell { text.len() } else { 0 };
        self.cells = self.cells.checked_sub(1).ok_or(FileFault::SheetTooLarge)?;
        self.text = self.text.checked_sub(length).ok_or(FileFault::SheetTooLarge)?;
        Ok(())
    }
}

impl Sheet {
    pub fn named(name: &str) -> Self {
        Self { name: name.chars().take(100).collect(), ..Self::default() }
    }

    /// Puts a cell into its place; rows come in their order. Says `false` once
    /// the sheet has more rows than a list may have.
    pub fn put(&mut self, row: u32, column: usize, cell: Cell, budget: &mut Budget) -> Result<bool, FileFault> {
        if cell.is_blank() {
            return Ok(true);
        }
        if column >= MAX_COLUMNS {
            return Err(FileFault::SheetTooLarge);
        }
        budget.spend(&cell)?;
        if self.rows.last().is_none_or(|(last, _)| *last != row) {
            if self.rows.len() >= MAX_ROWS + SPARE_ROWS {
                self.too_long = true;
                return Ok(false);
            }
            self.rows.push((row, Vec::new()));
        }
        if let Some((_, cells)) = self.rows.last_mut() {
            if cells.len() <= column {
                cells.resize(column + 1, Cell::Empty);
            }
            if let Some(place) = cells.get_mut(column) {
                *place = cell;
            }
        }
        Ok(true)
    }
}
