//! Cells to values: days, sums of rupiah, yes and no, identifiers, as people
//! write them in Indonesia.

use super::sheet::Cell;
use crate::kernel::fold::fold;
use contract::moment::Day;
use contract::place::Neighbourhood;
use contract::problem::FieldCode;

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"];
/// Other beginnings of the same months.
const OTHER_MONTHS: &[(&str, u8)] =
    &[("may", 5), ("aug", 8), ("ags", 8), ("agt", 8), ("oct", 10), ("dec", 12), ("nop", 11), ("peb", 2)];

/// A day: `14/03/1988`, `14-3-1988`, `14 Maret 1988`, `1988-03-14`, or a
/// spreadsheet's own.
pub fn day(cell: &Cell) -> Result<Option<Day>, FieldCode> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Date(day) => Ok(Some(*day)),
        Cell::Number(serial) => serial_day(*serial).map(Some).ok_or(FieldCode::NotADay),
        Cell::Text(text) => written_day(text).map(Some).ok_or(FieldCode::NotADay),
    }
}

/// Day 60 of the 1900 system is the 29 February that never was.
fn serial_day(serial: f64) -> Option<Day> {
    if !(61.0..100_000.0).contains(&serial) {
        return None;
    }
    let days: i64 = format!("{:.0}", serial.floor()).parse().ok()?;
    let start = Day::new(1899, 12, 30)?;
    start.0.checked_add(time::Duration::days(days)).map(Day)
}

fn written_day(text: &str) -> Option<Day> {
    let folded = fold(text).replace(',', " ");
    let parts: Vec<&str> = folded.split([' ', '/', '-', '.']).filter(|part| !part.is_empty()).collect();
    // A weekday in front says nothing more.
    let parts: &[&str] = match parts.as_slice() {
        [first, rest @ ..] if rest.len() == 3 && first.chars().all(char::is_alphabetic) => rest,
        all => all,
    };
    let [first, second, third] = parts else { return None };
    if first.len() == 4 {
        return Day::new(first.parse().ok()?, month(second)?, third.parse().ok()?);
    }
    Day::new(full_year(third)?, month(second)?, first.parse().ok()?)
}

/// Two digits are of the century in which a woman of the register can be born.
fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 if year >= 30 => Some(1900 + year),
        2 => Some(2000 + year),
        _ => None,
    }
}

fn month(text: &str) -> Option<u8> {
    if let Ok(number) = text.parse::<u8>() {
        return Some(number);
    }
    let start: String = text.chars().take(3).collect();
    let own = MONTHS.iter().position(|name| *name == start).and_then(|index| u8::try_from(index + 1).ok());
    own.or_else(|| OTHER_MONTHS.iter().find_map(|(name, number)| (*name == start).then_some(*number)))
}

/// Whole rupiah: `1.500.000`, `1500000`, `Rp 1.500.000,00`, `1,5 juta`, `750 rb`.
pub fn rupiah(cell: &Cell) -> Result<Option<i64>, FieldCode> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Date(_) => Err(FieldCode::NotAnAmount),
        Cell::Number(number) => format!("{:.0}", number.round()).parse().map(Some).map_err(|_| FieldCode::NotAnAmount),
        Cell::Text(text) => written_rupiah(text).map(Some).ok_or(FieldCode::NotAnAmount),
    }
}

fn written_rupiah(text: &str) -> Option<i64> {
    let folded = fold(text).replace("rp", "").replace(['\u{a0}', ' '], "");
    let (figures, unit) = match folded.find(char::is_alphabetic) {
        Some(at) => folded.split_at_checked(at)?,
        None => (folded.as_str(), ""),
    };
    let figures = figures.trim_start_matches('.').trim_end_matches(['.', '-', '=']).trim_end_matches(',');
    let factor: i64 = match unit {
        "" => 1,
        "rb" | "ribu" | "k" => 1_000,
        "jt" | "juta" => 1_000_000,
        _ => return None,
    };
    let figures = &indonesian(figures, unit.is_empty());
    let (whole, fraction) = figures.split_once(',').unwrap_or((figures, ""));
    let grouped = whole.contains('.');
    if grouped && !whole.split('.').skip(1).all(|group| group.len() == 3) {
        return None;
    }
    let whole: i64 = whole.replace('.', "").parse().ok()?;
    if fraction.is_empty() {
        return whole.checked_mul(factor);
    }
    if fraction.len() > 6 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let scale = 10_i64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let part = fraction.parse::<i64>().ok()?.checked_mul(factor)? / scale;
    whole.checked_mul(factor)?.checked_add(part)
}

/// Stops between thousands and a comma before the fraction, whichever way they
/// were written: `1,500,000.00`, `1500000.00`, `1,500,000`.
fn indonesian(figures: &str, plain: bool) -> String {
    let commas: Vec<&str> = figures.split(',').collect();
    let by_three =
        commas.len() > 1 && commas.iter().skip(1).all(|group| group.split('.').next().map(str::len) == Some(3));
    let swapped = || {
        figures
            .chars()
            .map(|sign| match sign {
                ',' => '.',
                '.' => ',',
                other => other,
            })
            .collect()
    };
    match (figures.split_once('.'), figures.rsplit_once(',')) {
        // A stop behind the last comma, or the only one with two figures behind.
        (Some(_), Some((_, rest))) if by_three && rest.contains('.') && figures.matches('.').count() == 1 => swapped(),
        (Some((_, rest)), None) if rest.len() == 2 && !rest.contains('.') => swapped(),
        // No sum of rupiah has thousandths.
        (None, Some(_)) if by_three && (plain || commas.len() > 2) => swapped(),
        _ => figures.to_owned(),
    }
}

/// A day behind a place: `Bekasi, 12-11-1987`; also the day alone.
pub fn birth_day(cell: &Cell) -> Result<Option<Day>, FieldCode> {
    let Cell::Text(text) = cell else { return day(cell) };
    let start = text.find(|letter: char| letter.is_ascii_digit()).ok_or(FieldCode::NotADay)?;
    let rest = text.get(start..).unwrap_or("");
    written_day(rest).map(Some).ok_or(FieldCode::NotADay)
}

/// Two small numbers in one cell: `003/011`, `3 - 11`, `RT 003 RW 011`.
pub fn rt_rw(cell: &Cell) -> Result<Option<(Neighbourhood, Neighbourhood)>, FieldCode> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Text(text) => text,
        Cell::Number(_) | Cell::Date(_) => return Err(FieldCode::Malformed),
    };
    let mut parts = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    match (parts.next().map(str::parse), parts.next().map(str::parse), parts.next()) {
        (Some(Ok(first)), Some(Ok(second)), None) => Ok(Some((first, second))),
        _ => Err(FieldCode::Malformed),
    }
}

/// `ya`, `v`, `1` or `tidak`, `-`, `0`; blank says nothing.
pub fn yes(cell: &Cell) -> Result<Option<bool>, FieldCode> {
    match fold(&cell.text()).as_str() {
        "" => Ok(None),
        "ya" | "y" | "yes" | "v" | "x" | "1" | "benar" => Ok(Some(true)),
        "tidak" | "t" | "no" | "n" | "-" | "0" | "bukan" => Ok(Some(false)),
        _ => Err(FieldCode::NotInList),
    }
}

/// Sixteen digits. A figure of sixteen digits keeps fifteen of them in a
/// spreadsheet: where the last is 0, it was rounded.
pub fn identifier(cell: &Cell) -> Result<Option<String>, FieldCode> {
    match cell {
        Cell::Empty | Cell::Date(_) => Ok(None),
        Cell::Text(text) if text.contains(['e', 'E']) && text.contains('+') => Err(FieldCode::IdentifierRounded),
        Cell::Text(text) => {
            let plain = text.trim().trim_start_matches('\'');
            Ok((!plain.is_empty()).then(|| plain.to_owned()))
        }
        Cell::Number(number) => {
            let digits = format!("{number:.0}");
            if digits.len() == 16 && digits.ends_with('0') {
                Err(FieldCode::IdentifierRounded)
            } else {
                Ok(Some(digits))
            }
        }
    }
}

/// A text of a CSV without the one apostrophe an export puts in front of what
/// a spreadsheet would compute (`exports::csv`).
pub fn plain_text(text: &str) -> &str {
    text.strip_prefix('\'').filter(|_| crate::exports::csv::computes(text)).unwrap_or(text)
}

/// A small number such as RT or RW, also kept as a figure.
pub fn plain(cell: &Cell) -> Option<String> {
    let text = match cell {
        Cell::Number(number) => format!("{number:.0}"),
        other => other.text(),
    };
    // In front of a figure an apostrophe says that it is text; a name may begin with one.
    let figure = text.trim().trim_start_matches('\'');
    let text = if figure.starts_with(|first: char| first.is_ascii_digit()) { figure } else { text.trim() }.to_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Cell {
        Cell::Text(words.to_owned())
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let born = Day::new(1988, 3, 14);
        for written in [
            "14/03/1988",
            "14-3-88",
            "14 Maret 1988",
            "14 mar 1988",
            "Senin, 14 Maret 1988",
            "1988-03-14",
            "14.03.1988",
        ] {
            assert_eq!(day(&text(written)).unwrap(), born, "{written}");
        }
        assert_eq!(day(&Cell::Number(32_216.0)).unwrap(), born);
        for wrong in ["31/04/1983", "kemarin", "14/1988", "00/00/0000"] {
            assert_eq!(day(&text(wrong)), Err(FieldCode::NotADay), "{wrong}");
        }
    }

    #[test]
    fn sums_are_read_as_people_write_them() {
        for (written, sum) in [
            ("1.500.000", 1_500_000),
            ("1500000", 1_500_000),
            ("Rp 1.500.000,00", 1_500_000),
            ("Rp1.500.000,-", 1_500_000),
            ("1,5 juta", 1_500_000),
            ("2 jt", 2_000_000),
            ("750 ribu", 750_000),
            ("1,500,000", 1_500_000),
            ("1,500,000.00", 1_500_000),
            ("1500000.00", 1_500_000),
            ("1,500", 1_500),
            ("1,500 juta", 1_500_000),
            ("Rp. 2.350.000,-", 2_350_000),
            ("0", 0),
        ] {
            assert_eq!(rupiah(&text(written)).unwrap(), Some(sum), "{written}");
        }
        for wrong in ["cukup", "1.5", "1,5.000", "satu juta", "-5"] {
            assert!(
                rupiah(&text(wrong)).is_err() || rupiah(&text(wrong)).unwrap().is_some_and(|sum| sum < 0),
                "{wrong}"
            );
        }
        assert_eq!(rupiah(&Cell::Number(1_500_000.0)).unwrap(), Some(1_500_000));
    }

    #[test]
    fn two_things_in_one_cell_are_parted() {
        let both = |words: &str| rt_rw(&text(words)).map(|both| both.map(|(one, other)| format!("{one} {other}")));
        for written in ["003/011", "3/11", "RT 003 RW 011", "03 - 11"] {
            assert_eq!(both(written).unwrap().unwrap(), "003 011", "{written}");
        }
        for wrong in ["3", "3/11/2", "tidak tahu"] {
            assert_eq!(both(wrong), Err(FieldCode::Malformed), "{wrong}");
        }
        let born = Day::new(1987, 11, 12);
        for written in ["Bekasi, 12-11-1987", "Bekasi 12 November 1987", "12/11/1987", "BEKASI,12-11-87"] {
            assert_eq!(birth_day(&text(written)).unwrap(), born, "{written}");
        }
        assert_eq!(birth_day(&text("Bekasi")), Err(FieldCode::NotADay));
    }

    #[test]
    fn a_rounded_identifier_is_told_from_a_true_one() {
        assert_eq!(identifier(&Cell::Number(3_275_995_403_880_000.0)), Err(FieldCode::IdentifierRounded));
        assert_eq!(identifier(&Cell::Number(3_275_995_403_880_001.0)).unwrap().unwrap(), "3275995403880001");
        assert_eq!(identifier(&text("3.27599E+15")), Err(FieldCode::IdentifierRounded));
        assert_eq!(identifier(&text("'3275995403880010")).unwrap().unwrap(), "3275995403880010");
    }
}
