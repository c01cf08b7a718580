//! Invented women: names, numbers and drafts that never repeat within a run.

use anyhow::{Context, Result, anyhow};
use contract::beneficiaries::{BeneficiaryDraft, HeadOfFamily};
use contract::draft::Member;
use contract::ids::BeneficiaryId;
use contract::moment::Day;
use contract::place::{Neighbourhood, RegionCode};
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

/// The kelurahan of `kelurahan_officer` and `kader`.
pub const TELUK_PUCUNG: &str = "32.75.03.1004";
/// The kelurahan of `kelurahan_officer_2`.
pub const HARAPAN_JAYA: &str = "32.75.03.1006";
/// The RW of `kader`.
pub const RW: &str = "011";

/// The district is none of the list, so no number is anyone's.
const DISTRICT: &str = "327599";
const DAYS: u32 = 28 * 12 * 40;
/// A step through the days that meets each once, and none beside the last.
const STRIDE: u32 = 6007;
/// The day of birth of a woman is written with 40 added.
const WOMAN: u32 = 40;

/// Hands out numbers; each is used once.
#[derive(Debug, Default)]
pub struct Numbers(AtomicU32);

impl Numbers {
    pub fn next(&self) -> Number {
        Number(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// What a NIK, a family-card number and a birth date are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number(u32);

impl Number {
    /// Day, month and year of 1960 to 1999, and a serial. Women of one day and
    /// place with much the same name would be held for one.
    fn parts(self) -> (u32, u32, u32, u32) {
        let (turn, serial) = (self.0 % DAYS * STRIDE % DAYS, self.0 / DAYS + 1);
        (turn % 28 + 1, turn / 28 % 12 + 1, turn / 336 % 40 + 60, serial)
    }

    pub fn nik(self) -> String {
        let (day, month, year, serial) = self.parts();
        format!("{DISTRICT}{:02}{month:02}{year:02}{serial:04}", day + WOMAN)
    }

    pub fn family_card(self) -> String {
        let (day, month, year, serial) = self.parts();
        format!("{DISTRICT}{day:02}{month:02}{year:02}{serial:04}")
    }

    pub fn birth_date(self) -> Result<Day> {
        let (day, month, year, _) = self.parts();
        let day = Day::new(i32::try_from(year)? + 1900, u8::try_from(month)?, u8::try_from(day)?);
        day.context("no such day")
    }
}

/// A name nobody else bears: two alike of one birth date, or one with day and
/// month exchanged, would be held for one woman.
pub fn words(number: Number) -> String {
    const CONSONANTS: &[u8; 16] = b"bcdfgklmnprstvyz";
    const VOWELS: &[u8; 4] = b"aiue";
    let mut left = scattered(number.0);
    let mut letter = |of: &[u8]| {
        let many = u64::try_from(of.len()).unwrap_or(1);
        let place = usize::try_from(left % many).unwrap_or(0);
        left /= many;
        char::from(of.get(place).copied().unwrap_or(b'a'))
    };
    let mut name = String::new();
    for place in 0..9 {
        if place > 0 && place % 3 == 0 {
            name.push(' ');
        }
        let consonant = letter(CONSONANTS);
        name.push(if place % 3 == 0 { consonant.to_ascii_uppercase() } else { consonant });
        name.push(letter(VOWELS));
    }
    name
}

/// Numbers beside each other, far apart (the finisher of SplitMix64).
fn scattered(number: u32) -> u64 {
    let mut mixed = u64::from(number).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// A round as a word of letters that the search finds and no other round has.
pub fn word(round: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru"];
    let digits = format!("{round:03}");
    let syllables = digits.bytes().filter_map(|digit| SYLLABLES.get(usize::from(digit.wrapping_sub(b'0'))));
    syllables.copied().chain(["ronde"]).collect()
}

pub fn region(code: &str) -> Result<RegionCode> {
    code.parse().map_err(|()| anyhow!("{code} is not a region code"))
}

pub fn neighbourhood(number: &str) -> Result<Neighbourhood> {
    number.parse().map_err(|()| anyhow!("{number} is not an RW or RT"))
}

/// A candidate with an id of the caller's choice, so that a request without an
/// answer can be sent again.
pub fn candidate(number: Number, full_name: &str, village: &str) -> Result<BeneficiaryDraft> {
    Ok(BeneficiaryDraft {
        id: Some(BeneficiaryId(Uuid::now_v7())),
        nik: Member::Value(number.nik()),
        full_name: Member::Value(format!("{} {full_name}", words(number))),
        birth_date: Member::Value(number.birth_date()?),
        region_code: Member::Value(region(village)?),
        rw: Member::Value(neighbourhood(RW)?),
        rt: Member::Value(neighbourhood("002")?),
        address: Member::Value("Gg. Melati 7".to_owned()),
        phone: Member::Value("628123456789".to_owned()),
        marital_status: Member::Value("widowed".to_owned()),
        head_of_family: Member::Value(HeadOfFamily {
            de_jure: true,
            de_facto: true,
            basis: Some("husband_died".to_owned()),
        }),
        ..BeneficiaryDraft::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::nik::{KkNumber, Nik};
    use std::collections::BTreeSet;

    #[test]
    fn every_number_is_a_valid_nik_of_its_own() {
        let today = Day::new(2026, 1, 1).unwrap();
        let mut seen = BTreeSet::new();
        for turn in (0..400_000).step_by(37) {
            let number = Number(turn);
            assert!(Nik::parse(&number.nik(), today).is_ok(), "{}", number.nik());
            assert!(KkNumber::parse(&number.family_card()).is_ok());
            assert!(number.birth_date().is_ok());
            assert!(seen.insert(number.nik()), "{} twice", number.nik());
        }
    }

    #[test]
    fn no_two_names_share_two_of_their_words() {
        let mut seen = BTreeSet::new();
        for turn in 0..60_000 {
            let name = words(Number(turn));
            let parts: Vec<&str> = name.split(' ').collect();
            assert_eq!(parts.len(), 3, "{name}");
            for pair in [[parts[0], parts[1]], [parts[1], parts[2]], [parts[0], parts[2]]] {
                assert!(seen.insert(pair.join(" ")), "{name} is like another");
            }
        }
    }

    #[test]
    fn no_round_has_the_word_of_another() {
        let words: BTreeSet<String> = (0..1000).map(word).collect();
        assert_eq!(words.len(), 1000);
        assert!(words.iter().all(|one| one.len() == 11), "none is part of another");
    }
}
