//! The rules against the same rules stated another way, over many cases.

use super::*;
use contract::ids::RuleSetId;
use contract::moment::Timestamp;
use contract::region_facts::RegionFactKind;
use uuid::Uuid;

/// A small generator, so that the cases are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn of<T: Copy>(&mut self, values: &[T]) -> T {
        let index = self.roll(u64::try_from(values.len()).unwrap());
        values[usize::try_from(index).unwrap()]
    }
}

fn rules(dice: &mut Dice) -> rule_set::Model {
    let words = |kept: Vec<&'static str>| kept.join(" ");
    let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.as_str()).filter(|_| dice.roll(4) > 0).collect();
    let stages: Vec<&str> = Stage::ALL.iter().map(|stage| stage.as_str()).filter(|_| dice.roll(2) > 0).collect();
    let now = Timestamp(0);
    rule_set::Model {
        id: RuleSetId(Uuid::nil()),
        number: 1,
        state: contract::eligibility::RuleSetState::InForce,
        note: None,
        rules: words(names),
        age_min: dice.of(&[15, 18]),
        age_max: dice.of(&[60, 64]),
        age_on: dice.of(&["01-01", "12-31"]).to_owned(),
        region_code: dice.of(&[None, Some("32.75"), Some("32.75.03.1004")]).map(|code| code.parse().unwrap()),
        poverty_basis: dice.of(PovertyBasis::ALL),
        low_stages: words(stages),
        head_condition: dice.of(HeadCondition::ALL),
        in_force_from: None,
        ended_at: None,
        renewed_for: None,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

fn against(dice: &mut Dice) -> Option<Against> {
    let line = |rupiah| LineUsed {
        monthly_rupiah: rupiah,
        year: 2025,
        region_code: "32.75".parse().unwrap(),
        source: "BPS".to_owned(),
    };
    let sum = Sum {
        monthly: dice.of(&[0, 2_593_802, 2_593_803, 2_593_804, 9_000_000]),
        people: 3,
        told_on: Day::new(2026, 11, 6).unwrap(),
    };
    match dice.roll(3) {
        0 => None,
        1 => Some(Against { sum, line: None }),
        _ => Some(Against { sum, line: Some(line(864_601)) }),
    }
}

/// The age on a day, counted by walking over birthdays.
fn age_by_birthdays(born: Day, on: Day) -> i32 {
    let passed = |year: i32| {
        let (month, day) = (u8::from(born.0.month()), born.0.day());
        (year, month, day) <= (on.year(), u8::from(on.0.month()), on.0.day())
    };
    let birthdays = (born.year() + 1..=born.year() + 130).filter(|year| passed(*year)).count();
    i32::try_from(birthdays).unwrap()
}

/// Each rule as one line: `None` unknown.
fn stated(rule: Rule, set: &rule_set::Model, inputs: &Inputs<'_>) -> Option<bool> {
    let poor = |one: &Option<Against>| {
        let one = one.as_ref()?;
        let line = one.line.as_ref()?;
        Some(one.sum.monthly < line.monthly_rupiah * 3)
    };
    let or = |a: Option<bool>, b: Option<bool>| match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    };
    match rule {
        Rule::Sex => Some(inputs.sex == Sex::Female),
        Rule::Age => {
            let on = if set.age_on == "01-01" { Day::new(2026, 1, 1) } else { Day::new(2026, 12, 31) };
            let age = age_by_birthdays(inputs.birth_date, on.unwrap());
            Some(age >= set.age_min && age <= set.age_max)
        }
        Rule::Residence => {
            let inside = |code: &RegionCode| inputs.place.as_str().starts_with(code.as_str());
            Some(set.region_code.as_ref().is_none_or(inside))
        }
        Rule::VulnerablePlace => inputs.vulnerable.map(|fact| fact.value == 1),
        Rule::PoorOrPreProsperous => {
            let low = inputs.stage.map(|(stage, _)| set.low_stages.split(' ').any(|word| word == stage.as_str()));
            let (income, expenditure) = (poor(&inputs.income), poor(&inputs.expenditure));
            or(
                low,
                match set.poverty_basis {
                    PovertyBasis::Income => income,
                    PovertyBasis::Expenditure => expenditure,
                    PovertyBasis::Either => or(income, expenditure),
                },
            )
        }
        Rule::HeadOfFamily => (inputs.de_jure || inputs.de_facto).then_some(match set.head_condition {
            HeadCondition::DeJure => inputs.de_jure,
            HeadCondition::DeFacto => inputs.de_facto,
            HeadCondition::Either => true,
        }),
    }
}

#[test]
fn every_outcome_agrees_with_the_rule_stated_another_way() {
    let mut dice = Dice(20_261_126);
    let places: Vec<RegionCode> =
        ["32.75.03.1004", "32.75.03.1006", "31.74.01.1001"].map(|code| code.parse().unwrap()).into();
    let (mut answers, mut outcomes) = (BTreeMap::new(), BTreeMap::new());
    for _ in 0..100_000 {
        let set = rules(&mut dice);
        let place = places[usize::try_from(dice.roll(3)).unwrap()].clone();
        let fact = region_fact::Model {
            id: contract::ids::RegionFactId(Uuid::nil()),
            region_code: place.clone(),
            year: 2025,
            kind: RegionFactKind::Vulnerable,
            value: i64::try_from(dice.roll(2)).unwrap(),
            source: "Bappeda".to_owned(),
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            version: 1,
        };
        let born_year = dice.of(&[1940, 1961, 1962, 1965, 1966, 1990, 2007, 2008, 2010, 2011]);
        let (month, day) = dice.of(&[(1, 1), (1, 2), (6, 15), (12, 31)]);
        let inputs = Inputs {
            sex: dice.of(&[Sex::Female, Sex::Female, Sex::Female, Sex::Male]),
            birth_date: Day::new(born_year, month, day).unwrap(),
            place: &place,
            place_name: "Teluk Pucung",
            rules_region_name: "Kota Bekasi",
            de_jure: dice.roll(2) > 0,
            de_facto: dice.roll(2) > 0,
            stage: (dice.roll(3) > 0).then_some((dice.of(Stage::ALL), Day::new(2026, 11, 6).unwrap())),
            income: against(&mut dice),
            expenditure: against(&mut dice),
            vulnerable: (dice.roll(3) > 0).then_some(&fact),
        };
        let findings = examine(&set, 2026, &inputs);
        let held: Vec<Rule> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(held, listed::<Rule>(&set.rules));
        for finding in &findings {
            let expected = match stated(finding.rule, &set, &inputs) {
                Some(true) => RuleOutcome::Met,
                Some(false) => RuleOutcome::NotMet,
                None => RuleOutcome::Unknown,
            };
            assert_eq!(finding.outcome, expected, "{finding:?} {set:?} {inputs:?}");
            *outcomes.entry((finding.rule, finding.outcome)).or_insert(0) += 1;
        }
        let stated: Vec<Option<bool>> = held.iter().map(|rule| stated(*rule, &set, &inputs)).collect();
        let expected = if stated.contains(&Some(false)) {
            EligibilityAnswer::NotEligible
        } else if stated.contains(&None) {
            EligibilityAnswer::Unknown
        } else {
            EligibilityAnswer::Eligible
        };
        assert_eq!(answer(&findings), expected);
        *answers.entry(expected).or_insert(0) += 1;
    }
    assert_eq!(answers.len(), 3, "{answers:?}");
    assert_eq!(outcomes.len(), 6 * 3 - 3, "sex, age and residence are always known: {outcomes:?}");
}

#[test]
fn every_sentence_has_words_in_both_languages() {
    use contract::words::{Language, sentence};
    let mut dice = Dice(7);
    let place: RegionCode = "32.75.03.1004".parse().unwrap();
    for _ in 0..2_000 {
        let set = rules(&mut dice);
        let inputs = Inputs {
            sex: dice.of(Sex::ALL),
            birth_date: Day::new(dice.of(&[1950, 1990]), 1, 1).unwrap(),
            place: &place,
            place_name: "Teluk Pucung",
            rules_region_name: "Kota Bekasi",
            de_jure: dice.roll(2) > 0,
            de_facto: dice.roll(2) > 0,
            stage: (dice.roll(2) > 0).then_some((dice.of(Stage::ALL), Day::new(2026, 11, 6).unwrap())),
            income: against(&mut dice),
            expenditure: against(&mut dice),
            vulnerable: None,
        };
        for one in examine(&set, 2026, &inputs).iter().flat_map(|finding| &finding.sentences) {
            for language in Language::ALL {
                let said = sentence(*language, &one.key, &one.values);
                assert!(said != one.key && !said.contains('{'), "{} in {language}: {said}", one.key);
            }
        }
    }
}
