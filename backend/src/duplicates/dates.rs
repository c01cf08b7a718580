//! How two birth dates stand to each other.

use contract::moment::Day;

/// The relation of two birth dates, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dates {
    Equal,
    /// Both name the first of January of the same year: only the year was known.
    EqualYearOnly,
    /// Day and month stand in each other's place.
    Swapped,
    /// One digit differs, or two neighbours are exchanged.
    OneDigit,
    /// One names the first of January and the other another day of that year.
    OneYearOnly,
    /// Only years were known, and they are neighbours.
    NearYears,
    SameYear,
    /// Less than twelve years apart.
    Apart,
    /// A generation.
    FarApart,
}

fn parts(day: Day) -> (i32, u8, u8) {
    (day.0.year(), u8::from(day.0.month()), day.0.day())
}

/// A day that stands for "some day of this year".
fn year_only(day: Day) -> bool {
    let (_, month, date) = parts(day);
    (month, date) == (1, 1)
}

/// The same day with day and month exchanged, where there is one.
pub fn swapped(day: Day) -> Option<Day> {
    let (year, month, date) = parts(day);
    Day::new(year, date, month).filter(|other| *other != day)
}

/// The first and last day of her year.
pub fn year_of(day: Day) -> Option<(Day, Day)> {
    Some((Day::new(day.year(), 1, 1)?, Day::new(day.year(), 12, 31)?))
}

fn one_digit_off(one: Day, other: Day) -> bool {
    let digits = |day: Day| -> Vec<char> { day.to_string().chars().filter(char::is_ascii_digit).collect() };
    let (one, other) = (digits(one), digits(other));
    let differing: Vec<usize> =
        one.iter().zip(&other).enumerate().filter(|(_, (a, b))| a != b).map(|(place, _)| place).collect();
    match differing.as_slice() {
        [_] => true,
        [first, second] => {
            second - first == 1 && one.get(*first) == other.get(*second) && one.get(*second) == other.get(*first)
        }
        _ => false,
    }
}

impl Dates {
    pub fn of(one: Day, other: Day) -> Self {
        let years = (one.year() - other.year()).abs();
        let unknown = (year_only(one), year_only(other));
        if one == other {
            return if unknown.0 { Self::EqualYearOnly } else { Self::Equal };
        }
        if swapped(one) == Some(other) {
            return Self::Swapped;
        }
        match (unknown, years) {
            ((true, _) | (_, true), 0) => return Self::OneYearOnly,
            ((true, true), 1) => return Self::NearYears,
            _ => {}
        }
        // A digit that makes a generation is no slip.
        if one_digit_off(one, other) && years < 12 {
            return Self::OneDigit;
        }
        match years {
            0 => Self::SameYear,
            1..12 => Self::Apart,
            _ => Self::FarApart,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_of_dates() {
        let of = |one: &str, other: &str| Dates::of(one.parse().unwrap(), other.parse().unwrap());
        assert_eq!(of("1988-03-14", "1988-03-14"), Dates::Equal);
        assert_eq!(of("1960-01-01", "1960-01-01"), Dates::EqualYearOnly);
        assert_eq!(of("1988-03-04", "1988-04-03"), Dates::Swapped);
        assert_eq!(of("1988-03-14", "1988-03-15"), Dates::OneDigit);
        assert_eq!(of("1978-03-14", "1987-03-14"), Dates::OneDigit);
        assert_eq!(of("1960-01-01", "1960-07-14"), Dates::OneYearOnly);
        assert_eq!(of("1960-01-01", "1961-01-01"), Dates::NearYears);
        assert_eq!(of("1988-03-14", "1988-11-02"), Dates::SameYear);
        assert_eq!(of("1958-03-14", "1988-03-14"), Dates::FarApart);
        assert_eq!(of("1981-03-14", "1988-11-02"), Dates::Apart);
    }
}
