//! How two birth dates stand to each other.

use contract::moment::Day;
use std::collections::BTreeSet;

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
pub fn year_only(day: Day) -> bool {
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

/// Year, month and day as one number: 19880314.
fn number(day: Day) -> i32 {
    let (year, month, date) = parts(day);
    year * 10_000 + i32::from(month) * 100 + i32::from(date)
}

fn one_digit_off(one: Day, other: Day) -> bool {
    let digits = |day: Day| -> [i32; 8] {
        let mut rest = number(day);
        std::array::from_fn(|_| {
            let digit = rest % 10;
            rest /= 10;
            digit
        })
    };
    let (one, other) = (digits(one), digits(other));
    let mut differing = (0..8).filter(|place| one.get(*place) != other.get(*place));
    match (differing.next(), differing.next(), differing.next()) {
        (Some(_), None, None) => true,
        (Some(first), Some(second), None) => {
            second == first + 1 && one.get(first) == other.get(second) && one.get(second) == other.get(first)
        }
        _ => false,
    }
}

/// The numbers of which one digit differs, or two neighbours are exchanged.
fn slips(number: i32) -> impl Iterator<Item = i32> {
    let digit = move |place: u32| number / 10_i32.pow(place) % 10;
    let replaced = move |place: u32| (0..10).map(move |other| number + (other - digit(place)) * 10_i32.pow(place));
    let exchanged = move |place: u32| number + (digit(place) - digit(place + 1)) * 9 * 10_i32.pow(place);
    (0..8).flat_map(replaced).chain((0..7).map(exchanged)).filter(move |other| *other != number)
}

/// The days that a slip of the pen makes of this one, and those that a year
/// alone may stand for; not all other days of the same year.
pub fn near(day: Day) -> impl Iterator<Item = Day> {
    let of_number = |number: i32| {
        let part = |divisor: i32| u8::try_from(number / divisor % 100).ok();
        Day::new(number / 10_000, part(100)?, part(1)?)
    };
    let firsts = (-1..=1).filter_map(move |years| Day::new(day.year() + years, 1, 1));
    let all: BTreeSet<Day> = slips(number(day)).filter_map(of_number).chain(swapped(day)).chain(firsts).collect();
    std::iter::once(day).chain(all.into_iter().filter(move |other| {
        use Dates::{NearYears, OneDigit, OneYearOnly, Swapped};
        matches!(Dates::of(day, *other), OneDigit | OneYearOnly | Swapped | NearYears)
    }))
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

    /// Every day of forty years is met by the list exactly when its relation
    /// is one of those the list is for.
    #[test]
    fn days_near_one_are_all_there() {
        for day in ["1988-03-14", "1960-01-01", "1990-12-10", "1999-11-30", "2000-02-29"] {
            let day: Day = day.parse().unwrap();
            let listed: Vec<Day> = near(day).collect();
            let mut other: Day = "1975-01-01".parse().unwrap();
            let last: Day = "2015-01-01".parse().unwrap();
            while other != last {
                use Dates::{Apart, FarApart, SameYear};
                let relation = Dates::of(day, other);
                let near = !matches!(relation, Apart | FarApart | SameYear);
                let same_year = year_only(day) && other.year() == day.year();
                assert!(
                    near == listed.contains(&other) || same_year,
                    "{day} and {other}: {relation:?}, listed {}",
                    listed.contains(&other)
                );
                other = Day(other.0.next_day().unwrap());
            }
        }
    }
}
