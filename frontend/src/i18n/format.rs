//! Numbers, rupiah and dates as CLDR writes them in id-ID and en; times are
//! those of Jakarta.

use super::{language, t};
use contract::moment::{Day, Timestamp};
use contract::words::Language;
use fluent_bundle::FluentValue;

/// Digits in groups of three.
fn group(number: i64, separator: char) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    if number < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// Numbers inside a Fluent text.
pub(super) fn grouped(value: &FluentValue, separator: char) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let text = number.as_string();
    let whole: i64 = text.parse().ok()?;
    Some(group(whole, separator))
}

fn separator() -> char {
    match language() {
        Language::Indonesian => '.',
        Language::English => ',',
    }
}

pub fn number(number: i64) -> String {
    group(number, separator())
}

/// `Rp 1.234.568`, with a space that does not break.
pub fn rupiah(amount: i64) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let amount = group(amount.saturating_abs(), separator());
    match language() {
        Language::Indonesian => format!("{sign}Rp\u{a0}{amount}"),
        Language::English => format!("{sign}IDR\u{a0}{amount}"),
    }
}

const MONTHS_ID: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS_ID: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn nth(names: &[&'static str], number: u8) -> &'static str {
    names.get(usize::from(number)).copied().unwrap_or("")
}

fn month(day: Day) -> &'static str {
    let index = u8::from(day.0.month()) - 1;
    match language() {
        Language::Indonesian => nth(&MONTHS_ID, index),
        Language::English => nth(&MONTHS_EN, index),
    }
}

/// `Des 2020`, for the axis of a chart.
pub fn month_year(day: Day) -> String {
    let month: String = month(day).chars().take(3).collect();
    format!("{month} {}", day.year())
}

/// `5 Desember 2020`
pub fn date_long(day: Day) -> String {
    format!("{} {} {}", day.0.day(), month(day), day.year())
}

/// `1 Januari`, a day of every year.
pub fn yearly(month_number: u8, day: u8) -> Option<String> {
    let day = Day::new(2000, month_number, day)?;
    Some(format!("{} {}", day.0.day(), month(day)))
}

/// `5 Des 2020`; CLDR's short months are the first three letters, but for
/// Agustus, which is `Agu` as well.
pub fn date(day: Day) -> String {
    let month: String = month(day).chars().take(3).collect();
    format!("{} {} {}", day.0.day(), month, day.year())
}

/// `Kamis, 13 November 2025`
pub fn weekday(day: Day) -> String {
    let index = day.0.weekday().number_days_from_monday();
    let name = match language() {
        Language::Indonesian => nth(&DAYS_ID, index),
        Language::English => nth(&DAYS_EN, index),
    };
    format!("{name}, {}", date_long(day))
}

/// `5 Des 2020, 10.04`, in Jakarta.
pub fn moment(at: Timestamp) -> String {
    let (hour, minute) = at.clock_in_jakarta();
    let point = match language() {
        Language::Indonesian => '.',
        Language::English => ':',
    };
    format!("{}, {hour:02}{point}{minute:02}", date(at.day_in_jakarta()))
}

/// The clock of this device.
pub fn now() -> Timestamp {
    js_sys::Date::new_0().to_iso_string().as_string().and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// The day it is in Jakarta.
pub fn today() -> Day {
    now().day_in_jakarta()
}

/// How long ago, in words.
pub fn ago(at: Timestamp) -> String {
    let seconds = now().seconds() - at.seconds();
    let minutes = seconds / 60;
    let days = minutes / 1440;
    match (minutes, days) {
        (..1, _) => t("ago-now"),
        (1..60, _) => super::tr("ago-minutes", &[("n", minutes.into())]),
        (_, 0) => super::tr("ago-hours", &[("n", (minutes / 60).into())]),
        (_, 1..=30) => super::tr("ago-days", &[("n", days.into())]),
        _ => date(at.day_in_jakarta()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::speak;

    #[test]
    fn figures_are_written_as_cldr_writes_them() {
        speak(Language::Indonesian);
        assert_eq!(number(1_234_567), "1.234.567");
        assert_eq!(number(-100), "-100");
        assert_eq!(rupiah(1_234_568), "Rp\u{a0}1.234.568");
        assert_eq!(rupiah(-1234), "-Rp\u{a0}1.234");
        speak(Language::English);
        assert_eq!(number(1_234_567), "1,234,567");
        speak(Language::Indonesian);
    }

    #[test]
    fn dates_are_those_of_jakarta() {
        speak(Language::Indonesian);
        let day = Day::new(2020, 12, 5).unwrap();
        assert_eq!(date(day), "5 Des 2020");
        assert_eq!(date_long(day), "5 Desember 2020");
        assert_eq!(yearly(1, 1).as_deref(), Some("1 Januari"));
        assert_eq!(weekday(day), "Sabtu, 5 Desember 2020");
        assert_eq!(date(Day::new(2020, 8, 5).unwrap()), "5 Agu 2020");
        let late: Timestamp = "2020-12-04T20:04:00Z".parse().unwrap();
        assert_eq!(moment(late), "5 Des 2020, 03.04");
        speak(Language::English);
        assert_eq!(moment(late), "5 Dec 2020, 03:04");
        speak(Language::Indonesian);
    }
}
