//! What stands in a row of a file.

use crate::kernel::error::Result;
use contract::moment::{Day, Timestamp};
use sea_orm::{QueryResult, TryGetable};
use std::borrow::Cow;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    /// Sixteen digits, which a spreadsheet must not take for a figure.
    Identifier(String),
    Number(i64),
    Day(Day),
}

impl<'a> Cell<'a> {
    pub fn text(text: Option<String>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(Cow::Owned(text)))
    }

    pub fn word(word: Option<&'a str>) -> Self {
        word.map_or(Self::Empty, |word| Self::Text(Cow::Borrowed(word)))
    }

    pub fn number(number: Option<i64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    pub fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// Day and clock in Jakarta.
    pub fn moment(at: Timestamp) -> Self {
        let (hour, minute) = at.clock_in_jakarta();
        Self::Text(Cow::Owned(format!("{} {hour:02}:{minute:02}", at.day_in_jakarta())))
    }
}

/// Reads the columns of a row one after another.
#[derive(Debug)]
pub struct Taking<'r> {
    row: &'r QueryResult,
    at: usize,
}

impl<'r> Taking<'r> {
    /// The key of the order stands first.
    pub fn of(row: &'r QueryResult) -> Self {
        Self { row, at: 1 }
    }

    pub fn take<T: TryGetable>(&mut self) -> Result<T> {
        let value = self.row.try_get_by_index(self.at)?;
        self.at += 1;
        Ok(value)
    }
}
