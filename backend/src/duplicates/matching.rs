//! Whether two records may be one woman: a score with its reasons.
//!
//! Name, birth date, place and household each add to the score or take from
//! it. The weights were chosen on the rows `shown` of `data/duplicate-pairs.csv`
//! and measured on all of them.

use super::dates::Dates;
use super::names::{Kind, Name};
use contract::duplicates::MatchReason;
use contract::ids::HouseholdId;
use contract::moment::Day;
use std::borrow::Cow;

/// From this score on a person is asked.
pub const ALIKE: i32 = 78;

/// What a name can add at most: the same name, and the same father's.
const NAME_AT_MOST: i32 = 65;

/// What is compared of a woman beside her name.
#[derive(Debug, Clone)]
pub struct Woman<'a> {
    pub birth_date: Day,
    pub village: &'a str,
    pub rw: &'a str,
    pub rt: &'a str,
    pub household: Option<HouseholdId>,
    /// The keyed hash of her NIK.
    pub nik: Option<&'a [u8]>,
}

/// How alike two women are, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Score {
    pub points: i32,
    pub reasons: Vec<MatchReason>,
}

impl Score {
    fn add(&mut self, points: i32, reason: Option<MatchReason>) {
        self.points += points;
        self.reasons.extend(reason);
    }
}

/// The score of two women who are alike, from [`ALIKE`] to 100. The other's
/// name is taken apart only where it can decide.
pub fn alike<'n>(
    (name, one): (&Name, &Woman<'_>),
    other: &Woman<'_>,
    other_name: impl FnOnce() -> Cow<'n, Name>,
) -> Option<Score> {
    let mut beside = Score::default();
    dates(one, other, &mut beside);
    places(one, other, &mut beside);
    if one.nik.is_some() && other.nik.is_some() && one.nik != other.nik {
        beside.add(-15, Some(MatchReason::OtherNik));
    }
    if beside.points + NAME_AT_MOST < ALIKE {
        return None;
    }
    let mut score = of_names(name, &other_name());
    score.points = (score.points + beside.points).clamp(0, 100);
    score.reasons.extend(beside.reasons);
    (score.points >= ALIKE).then_some(score)
}

fn of_names(one: &Name, other: &Name) -> Score {
    let mut score = Score::default();
    let likeness = one.likeness(other);
    let name = match likeness.kind {
        Kind::Same => Some(MatchReason::SameName),
        Kind::Variant => Some(MatchReason::NameVariant),
        Kind::Shortened => Some(MatchReason::NameShortened),
        Kind::Similar => Some(MatchReason::SimilarName),
        Kind::Different => None,
    };
    score.add(i32::try_from(likeness.degree * 60 / 100).unwrap_or(0), name);
    match likeness.fathers {
        Some(true) => score.add(5, Some(MatchReason::SameFather)),
        Some(false) => score.add(-30, Some(MatchReason::OtherFather)),
        None => {}
    }
    score
}

fn dates(one: &Woman<'_>, other: &Woman<'_>, score: &mut Score) {
    match Dates::of(one.birth_date, other.birth_date) {
        Dates::Equal => score.add(30, Some(MatchReason::SameBirthDate)),
        Dates::EqualYearOnly => score.add(20, Some(MatchReason::SameBirthYear)),
        Dates::Swapped => score.add(24, Some(MatchReason::BirthDateSwapped)),
        Dates::OneDigit => score.add(20, Some(MatchReason::BirthDateOneDigit)),
        Dates::OneYearOnly => score.add(16, Some(MatchReason::BirthDateUnknown)),
        Dates::NearYears => score.add(10, Some(MatchReason::BirthDateUnknown)),
        Dates::SameYear => score.add(8, Some(MatchReason::SameBirthYear)),
        Dates::Apart => score.add(-25, None),
        Dates::FarApart => score.add(-40, None),
    }
}

fn places(one: &Woman<'_>, other: &Woman<'_>, score: &mut Score) {
    if one.village != other.village {
        return;
    }
    if one.rw == other.rw && one.rt == other.rt {
        score.add(9, Some(MatchReason::SameRt));
    } else if one.rw == other.rw {
        score.add(8, Some(MatchReason::SameRw));
    } else {
        score.add(4, Some(MatchReason::SameVillage));
    }
    if one.household.is_some() && one.household == other.household {
        score.add(6, Some(MatchReason::SameHousehold));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::ids::HouseholdId;
    use uuid::Uuid;

    const PAIRS: &str = include_str!("../../data/duplicate-pairs.csv");

    fn woman<'a>(name: &str, birth: &str, place: &'a str) -> (Name, Woman<'a>) {
        let mut parts = place.split('/');
        let mut next = || parts.next().unwrap();
        let (village, rw, household) = (next(), next(), next());
        let household = household.parse().ok().map(|number: u128| HouseholdId(Uuid::from_u128(number)));
        let woman = Woman {
            birth_date: birth.parse().unwrap(),
            village,
            rw,
            rt: if household.is_some() { "002" } else { place },
            household,
            nik: None,
        };
        (Name::of(name), woman)
    }

    fn compare((name, one): &(Name, Woman<'_>), other: &(Name, Woman<'_>)) -> Option<Score> {
        alike((name, one), &other.1, || Cow::Borrowed(&other.0))
    }

    /// Pairs found rightly, found wrongly, and missed.
    fn measure(only: Option<&str>) -> (usize, usize, usize, Vec<String>) {
        let (mut right, mut wrong, mut missed, mut told) = (0, 0, 0, Vec::new());
        for line in PAIRS.lines().skip(1) {
            let cells: Vec<&str> = line.split(';').collect();
            let [part, same, kind, a_name, a_birth, a_place, b_name, b_birth, b_place] = cells.as_slice() else {
                panic!("{line}");
            };
            if only.is_some_and(|only| only != *part) {
                continue;
            }
            let score = compare(&woman(a_name, a_birth, a_place), &woman(b_name, b_birth, b_place));
            let told_of = format!("{part} {kind}: {a_name} {a_birth} / {b_name} {b_birth}: {score:?}");
            match (*same == "yes", score.is_some()) {
                (true, true) => right += 1,
                (false, true) => {
                    wrong += 1;
                    told.push(format!("wrongly {told_of}"));
                }
                (true, false) => {
                    missed += 1;
                    told.push(format!("missed {told_of}"));
                }
                (false, false) => {}
            }
        }
        (right, wrong, missed, told)
    }

    #[test]
    fn of_300_labelled_pairs_nearly_all_are_told_rightly() {
        assert_eq!(PAIRS.lines().count(), 301);
        for part in [Some("shown"), Some("held_out"), None] {
            let (right, wrong, missed, told) = measure(part);
            println!("{part:?}: {right} right, {wrong} wrong, {missed} missed");
            if part != Some("held_out") {
                println!(
                    "{}",
                    told.iter().filter(|line| !line.contains(" held_out ")).cloned().collect::<Vec<_>>().join("\n")
                );
            }
            let percent = |part: usize, whole: usize| part * 100 / whole;
            assert!(percent(right, right + missed) >= 95, "recall of {part:?}\n{}", told.join("\n"));
            assert!(percent(right, right + wrong) >= 80, "precision of {part:?}\n{}", told.join("\n"));
        }
    }

    #[test]
    fn another_nik_speaks_against_a_pair_but_does_not_decide() {
        let with = |name: &str, birth: &str, nik: &'static [u8]| {
            let (name, woman) = woman(name, birth, "1004/011/-");
            (name, Woman { nik: Some(nik), ..woman })
        };
        let score = |name, birth| compare(&with("Siti Rohayati", "1988-03-14", b"a"), &with(name, birth, b"b"));
        assert!(
            score("Sitti Rohayati", "1988-03-14").is_some(),
            "a wrong digit in a NIK is how one woman comes to stand twice"
        );
        assert!(score("Rohayati", "1988-03-14").is_none());
    }
}
