//! NIK (population number) and family-card number: form, warnings, masking.
//!
//! Rules: domain section 3.1. A NIK holds the district of first registration,
//! the birth date (day + 40 for a woman) and a serial; it is never changed
//! when a birth date is corrected or she moves, so a difference there warns
//! and does not block.

use crate::moment::Day;
use crate::problem::FieldCode;
use std::fmt;

/// Province codes in use (Kepmendagri 300.2.2-2138/2025).
const PROVINCES: &[u8] = &[
    11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73, 74, 75,
    76, 81, 82, 91, 92, 93, 94, 95, 96,
];
/// A woman's day of birth is written with 40 added.
const WOMAN: u8 = 40;

/// Sixteen digits that identify a person. Shown masked, in clear only by
/// [`Nik::reveal`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nik(String);

/// Sixteen digits that identify a family card (kartu keluarga).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KkNumber(String);

/// What in a NIK deserves a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The first six digits: the district of first registration.
    pub district: u32,
    /// The day of birth shows a woman.
    pub woman: bool,
    day: u8,
    month: u8,
    year: u8,
}

/// `3275**********01`: enough to recognise, too little to use.
pub fn mask(digits: &str) -> String {
    let (head, tail) = (digits.get(..4).unwrap_or(""), digits.get(14..).unwrap_or(""));
    format!("{head}**********{tail}")
}

/// The digits of a text in which people put spaces, dots and hyphens.
pub fn digits_of(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, ' ' | '.' | '-' | '\u{a0}')).collect()
}

fn sixteen_digits(text: &str) -> Option<String> {
    let digits = digits_of(text);
    (digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// Two digits at `at`.
fn pair(digits: &str, at: usize) -> u8 {
    digits.get(at..at + 2).and_then(|text| text.parse().ok()).unwrap_or(0)
}

impl Nik {
    /// Reads a NIK; `today` decides the century.
    pub fn parse(text: &str, today: Day) -> Result<Self, FieldCode> {
        let digits = sixteen_digits(text).ok_or(FieldCode::NikMalformed)?;
        if !PROVINCES.contains(&pair(&digits, 0)) || pair(&digits, 2) == 0 || pair(&digits, 4) == 0 {
            return Err(FieldCode::NikRegion);
        }
        let nik = Self(digits);
        if nik.birth_date(today).is_none() {
            return Err(FieldCode::NikDate);
        }
        if nik.0.ends_with("0000") {
            return Err(FieldCode::NikSerial);
        }
        Ok(nik)
    }

    /// Takes back what was checked before it was stored.
    pub fn stored(digits: String) -> Self {
        Self(digits)
    }

    /// The digits in clear: for encryption, look-up and a recorded reveal.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub fn masked(&self) -> String {
        mask(&self.0)
    }

    pub fn read(&self) -> Reading {
        let day = pair(&self.0, 6);
        Reading {
            district: self.0.get(..6).and_then(|text| text.parse().ok()).unwrap_or(0),
            woman: day > WOMAN,
            day: if day > WOMAN { day - WOMAN } else { day },
            month: pair(&self.0, 8),
            year: pair(&self.0, 10),
        }
    }

    /// The birth date it holds: 20YY up to this year, else 19YY.
    pub fn birth_date(&self, today: Day) -> Option<Day> {
        let read = self.read();
        let century = if i32::from(read.year) <= today.year() % 100 { 2000 } else { 1900 };
        Day::new(century + i32::from(read.year), read.month, read.day)
    }

    /// What does not agree with the record. `known` tells whether a district
    /// code is in today's list.
    pub fn warnings(&self, birth_date: Option<Day>, is_woman: bool, known: impl Fn(u32) -> bool) -> Vec<FieldCode> {
        let read = self.read();
        let mut warnings = Vec::new();
        if !known(read.district) {
            warnings.push(FieldCode::NikDistrictUnknown);
        }
        if read.woman != is_woman {
            warnings.push(FieldCode::NikSexDiffers);
        }
        // The century is the recorded date's: the NIK does not hold one.
        let agrees = |day: Day| {
            let short = u8::try_from(day.year().rem_euclid(100)).unwrap_or(0);
            (short, u8::from(day.0.month()), day.0.day()) == (read.year, read.month, read.day)
        };
        if birth_date.is_some_and(|day| !agrees(day)) {
            warnings.push(FieldCode::NikBirthDateDiffers);
        }
        warnings
    }
}

impl KkNumber {
    /// Reads a family-card number. Its date part is the day of recording and
    /// is not judged.
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        let digits = sixteen_digits(text).ok_or(FieldCode::KkMalformed)?;
        if !PROVINCES.contains(&pair(&digits, 0)) || pair(&digits, 2) == 0 || digits.ends_with("0000") {
            return Err(FieldCode::KkMalformed);
        }
        Ok(Self(digits))
    }

    pub fn stored(digits: String) -> Self {
        Self(digits)
    }

    /// The digits in clear: for encryption, look-up and a recorded reveal.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub fn masked(&self) -> String {
        mask(&self.0)
    }
}

macro_rules! masked {
    ($($name:ident),+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.masked())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.masked())
            }
        }
    )+};
}

masked!(Nik, KkNumber);

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::new(2026, 1, 1).unwrap()
    }

    #[test]
    fn the_six_vectors_of_the_domain() {
        let good = |text: &str| {
            let nik = Nik::parse(text, today()).unwrap();
            (nik.read().woman, nik.birth_date(today()).unwrap().to_string())
        };
        assert_eq!(good("3275035211870001"), (true, "1987-11-12".to_owned()));
        assert_eq!(good("3275034502040001"), (true, "2004-02-05".to_owned()));
        for (text, code) in [
            ("3275033102870001", FieldCode::NikDate),
            ("3275034011870001", FieldCode::NikDate),
            ("3275030000000000", FieldCode::NikDate),
            ("32750352118700", FieldCode::NikMalformed),
        ] {
            assert_eq!(Nik::parse(text, today()), Err(code), "{text}");
        }
    }

    #[test]
    fn our_own_vectors() {
        for (text, code) in [
            ("3275035211870000", FieldCode::NikSerial),
            ("9975035211870001", FieldCode::NikRegion),
            ("3200035211870001", FieldCode::NikRegion),
            ("3275005211870001", FieldCode::NikRegion),
            ("3275037211870001", FieldCode::NikDate),
            ("3275036902870001", FieldCode::NikDate),
            ("327503521187000１", FieldCode::NikMalformed),
            ("3.27503E+15", FieldCode::NikMalformed),
        ] {
            assert_eq!(Nik::parse(text, today()), Err(code), "{text}");
        }
        for good in ["3275 0352 1187 0001", "3275.0352-11870001", "3275036902880001", "3275990101900001"] {
            assert!(Nik::parse(good, today()).is_ok(), "{good}");
        }
    }

    #[test]
    fn a_nik_of_another_date_or_sex_warns_only() {
        let nik = Nik::parse("3275035211870001", today()).unwrap();
        let known = |code| code == 327_503;
        assert!(nik.warnings(Day::new(1987, 11, 12), true, known).is_empty());
        assert_eq!(nik.warnings(Day::new(1987, 12, 11), true, known), [FieldCode::NikBirthDateDiffers]);
        let man = Nik::parse("3275031211870001", today()).unwrap();
        assert_eq!(man.warnings(None, true, |_| false), [FieldCode::NikDistrictUnknown, FieldCode::NikSexDiffers]);
        // A woman of 104: the recorded century counts.
        let old = Nik::parse("3275034502220001", today()).unwrap();
        assert!(old.warnings(Day::new(1922, 2, 5), true, known).is_empty());
    }

    /// The days of a month, told by a rhyme and not by a calendar library.
    fn days_of(month: u32, year: u32) -> u32 {
        match month {
            4 | 6 | 9 | 11 => 30,
            2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
            2 => 28,
            1..=12 => 31,
            _ => 0,
        }
    }

    /// Every day from 00 to 99 in every month from 00 to 13 of every year, held
    /// against the rule stated another way: what a NIK says is composed, not read.
    #[test]
    fn every_date_of_a_nik_agrees_with_the_rule_stated_another_way() {
        let (mut women, mut men) = (0, 0);
        for (short, month, written) in
            (0..100_u32).flat_map(|year| (0..14).flat_map(move |month| (0..100).map(move |day| (year, month, day))))
        {
            let text = format!("327503{written:02}{month:02}{short:02}0001");
            let year = if short > 26 { 1900 + short } else { 2000 + short };
            let born =
                |day: u32| (1..=days_of(month, year)).contains(&day).then(|| format!("{year}-{month:02}-{day:02}"));
            let told = Nik::parse(&text, today()).map(|nik| (nik.read().woman, nik.birth_date(today()).unwrap()));
            let told = told.map(|(woman, day)| (woman, day.to_string()));
            let expected = match (born(written), written.checked_sub(40).and_then(born)) {
                (Some(day), _) => Ok((false, day)),
                (None, Some(day)) => Ok((true, day)),
                (None, None) => Err(FieldCode::NikDate),
            };
            assert_eq!(told, expected, "{text}");
            women += u32::from(matches!(told, Ok((true, _))));
            men += u32::from(matches!(told, Ok((false, _))));
        }
        // A hundred years with 25 leap days: 2000 is one, 1900 is not in them.
        assert_eq!((women, men), (36_525, 36_525));
    }

    #[test]
    fn every_serial_but_nought_and_every_length_but_sixteen_is_told() {
        for serial in 0..10_000 {
            let read = Nik::parse(&format!("327503521187{serial:04}"), today());
            assert_eq!(read.err(), (serial == 0).then_some(FieldCode::NikSerial), "{serial}");
        }
        let long = "3275035211870001".repeat(2);
        for length in (0..=32).filter(|length| *length != 16) {
            let text: String = long.chars().take(length).collect();
            assert_eq!(Nik::parse(&text, today()), Err(FieldCode::NikMalformed), "{length}");
        }
    }

    #[test]
    fn it_is_never_printed_in_clear() {
        let nik = Nik::parse("3275035211870001", today()).unwrap();
        assert_eq!(format!("{nik} {nik:?}"), "3275**********01 3275**********01");
        assert!(KkNumber::parse("3275030101100001").is_ok());
        assert!(KkNumber::parse("3275030101100000").is_err());
    }
}
