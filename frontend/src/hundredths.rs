//! Numbers with two decimals as people write them; the register keeps hundredths.

use crate::i18n;
use contract::words::Language;
use std::str::FromStr;

/// 398 is 3.98; of shares, 3.98 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hundredths(pub i64);

impl Hundredths {
    /// `3,98`
    pub fn digits(self) -> String {
        decimals(self.0, 2)
    }

    /// `3,98 %`
    pub fn percent(self) -> String {
        format!("{}\u{a0}%", self.digits())
    }
}

/// A number kept without its comma: `0,85354` of 85354 with five decimals.
pub fn decimals(value: i64, places: usize) -> String {
    let comma = if i18n::language() == Language::Indonesian { ',' } else { '.' };
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", value.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    format!("{sign}{whole}{comma}{part}")
}

impl FromStr for Hundredths {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim().trim_end_matches('%').trim();
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = text.split_once([',', '.']).unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
            return Err(());
        }
        let value: i64 = format!("{whole}{part:0<2}").parse().map_err(|_| ())?;
        Ok(Self(if negative { -value } else { value }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_as_people_write_them() {
        for (text, hundredths) in
            [("3,98", 398), ("3.98 %", 398), ("4", 400), ("4,5", 450), ("0,05%", 5), ("-0,05", -5), ("100", 10_000)]
        {
            assert_eq!(text.parse(), Ok(Hundredths(hundredths)), "{text}");
        }
        for text in ["", "%", ",5", "3,981", "3,9,8", "tiga", "1.234,5", "--1"] {
            assert_eq!(text.parse::<Hundredths>(), Err(()), "{text}");
        }
    }

    #[test]
    fn what_is_shown_is_read_back() {
        for language in [Language::Indonesian, Language::English] {
            i18n::speak(language);
            for hundredths in [0, 5, 398, 636, -5, 10_000] {
                assert_eq!(Hundredths(hundredths).percent().replace('\u{a0}', " ").parse(), Ok(Hundredths(hundredths)));
            }
        }
        i18n::speak(Language::Indonesian);
        assert_eq!((decimals(85_354, 5), decimals(100_000, 5)), ("0,85354".to_owned(), "1,00000".to_owned()));
        assert_eq!(
            (Hundredths(636).percent(), Hundredths(-5).digits()),
            ("6,36\u{a0}%".to_owned(), "-0,05".to_owned())
        );
    }
}
