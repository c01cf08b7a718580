//! What each rule says of a woman. Pure: the values come in, an outcome and
//! the sentence that tells why go out (P-08, P-13, P-14, P-15).

use crate::entity::{region_fact, rule_set};
use crate::welfare::reference::{Sum, is_below};
use contract::eligibility::{EligibilityAnswer, HeadCondition, PovertyBasis, Rule, RuleOutcome, month_day};
use contract::households::Sex;
use contract::ks21::Stage;
use contract::moment::Day;
use contract::place::RegionCode;
use contract::welfare::LineUsed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A sentence as data: its key and the values in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    pub key: String,
    pub values: BTreeMap<String, String>,
}

/// What one rule says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub rule: Rule,
    pub outcome: RuleOutcome,
    pub sentences: Vec<Sentence>,
}

/// A sum, and the line it is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    pub sum: Sum,
    pub line: Option<LineUsed>,
}

/// What the rules ask of a woman.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    pub sex: Sex,
    pub birth_date: Day,
    pub place: &'a RegionCode,
    pub place_name: &'a str,
    /// The name of the region the rules are for.
    pub rules_region_name: &'a str,
    pub de_jure: bool,
    pub de_facto: bool,
    pub stage: Option<(Stage, Day)>,
    pub income: Option<Against>,
    pub expenditure: Option<Against>,
    pub vulnerable: Option<&'a region_fact::Model>,
}

/// Lists are kept in one text, their words apart by spaces.
pub fn listed<T: std::str::FromStr>(text: &str) -> Vec<T> {
    text.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

fn sentence(key: &str, values: &[(&str, String)]) -> Sentence {
    Sentence {
        key: key.to_owned(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    }
}

fn found(rule: Rule, outcome: RuleOutcome, values: &[(&str, String)]) -> Finding {
    let key = format!("rule-{rule}-{outcome}").replace('_', "-");
    Finding { rule, outcome, sentences: vec![sentence(&key, values)] }
}

const fn met(holds: bool) -> RuleOutcome {
    if holds { RuleOutcome::Met } else { RuleOutcome::NotMet }
}

/// The answers of all rules of a set for a programme year, in the set's order.
pub fn examine(rules: &rule_set::Model, year: i32, inputs: &Inputs<'_>) -> Vec<Finding> {
    let holding: Vec<Rule> = listed(&rules.rules);
    let one = |rule: Rule| match rule {
        Rule::Sex => found(rule, met(inputs.sex == Sex::Female), &[]),
        Rule::Age => age(rules, year, inputs.birth_date),
        Rule::Residence => residence(rules, inputs),
        Rule::VulnerablePlace => vulnerable_place(year, inputs),
        Rule::PoorOrPreProsperous => poor_or_pre_prosperous(rules, inputs),
        Rule::HeadOfFamily => head_of_family(rules.head_condition, inputs),
    };
    holding.into_iter().map(one).collect()
}

/// One rule that is not met is enough to say no; one that is unknown, to say
/// that it is not known.
pub fn answer(findings: &[Finding]) -> EligibilityAnswer {
    let any = |outcome| findings.iter().any(|finding| finding.outcome == outcome);
    if any(RuleOutcome::NotMet) {
        EligibilityAnswer::NotEligible
    } else if any(RuleOutcome::Unknown) {
        EligibilityAnswer::Unknown
    } else {
        EligibilityAnswer::Eligible
    }
}

fn age(rules: &rule_set::Model, year: i32, birth_date: Day) -> Finding {
    let (month, day) = month_day(&rules.age_on).unwrap_or((1, 1));
    let on = Day::new(year, month, day).unwrap_or(birth_date);
    let age = birth_date.age_on(on);
    let values = [
        ("age", age.to_string()),
        ("counted_on", on.to_string()),
        ("born_on", birth_date.to_string()),
        ("min", rules.age_min.to_string()),
        ("max", rules.age_max.to_string()),
    ];
    found(Rule::Age, met((rules.age_min..=rules.age_max).contains(&age)), &values)
}

fn residence(rules: &rule_set::Model, inputs: &Inputs<'_>) -> Finding {
    let inside = rules.region_code.as_ref().is_none_or(|region| region.contains(inputs.place));
    let values = [("place", inputs.place_name.to_owned()), ("region", inputs.rules_region_name.to_owned())];
    found(Rule::Residence, met(inside), &values)
}

fn vulnerable_place(year: i32, inputs: &Inputs<'_>) -> Finding {
    let place = ("place", inputs.place_name.to_owned());
    match inputs.vulnerable {
        None => found(Rule::VulnerablePlace, RuleOutcome::Unknown, &[place, ("year", year.to_string())]),
        Some(fact) => {
            let values = [place, ("year", fact.year.to_string()), ("source", fact.source.clone())];
            found(Rule::VulnerablePlace, met(fact.value == 1), &values)
        }
    }
}

/// Whether a sum per person lies below its line, and the sentence that says so.
fn below(basis: &str, against: Option<&Against>) -> (Option<bool>, Sentence) {
    let Some(Against { sum, line }) = against else {
        return (None, sentence(&format!("rule-{basis}-unknown"), &[]));
    };
    let person = ("person_rupiah", sum.per_person().to_string());
    let Some(line) = line else {
        let values = [person, ("year", sum.told_on.year().to_string())];
        return (None, sentence(&format!("rule-{basis}-no-line"), &values));
    };
    let below = is_below(*sum, line.monthly_rupiah);
    let key = format!("rule-{basis}-{}", if below { "below" } else { "not-below" });
    let values = [person, ("year", line.year.to_string()), ("line_rupiah", line.monthly_rupiah.to_string())];
    (Some(below), sentence(&key, &values))
}

/// Three-valued "or": true as soon as one is, unknown while one is.
fn either(parts: &[Option<bool>]) -> Option<bool> {
    if parts.contains(&Some(true)) {
        return Some(true);
    }
    parts.iter().all(Option::is_some).then_some(false)
}

/// Below the line by the basis of the rules; `None` while it is unknown.
pub fn below_line(rules: &rule_set::Model, income: Option<&Against>, expenditure: Option<&Against>) -> Option<bool> {
    let (income, expenditure) = (below("income", income).0, below("expenditure", expenditure).0);
    match rules.poverty_basis {
        PovertyBasis::Income => income,
        PovertyBasis::Expenditure => expenditure,
        PovertyBasis::Either => either(&[income, expenditure]),
    }
}

fn poor_or_pre_prosperous(rules: &rule_set::Model, inputs: &Inputs<'_>) -> Finding {
    let low: Vec<Stage> = listed(&rules.low_stages);
    let is_low = inputs.stage.map(|(stage, _)| low.contains(&stage));
    let stage = match inputs.stage {
        None => sentence("rule-stage-unknown", &[]),
        Some((stage, on)) => {
            let key = if is_low == Some(true) { "rule-stage-low" } else { "rule-stage-not-low" };
            sentence(key, &[("stage", stage.to_string()), ("told_on", on.to_string())])
        }
    };
    let mut sentences = vec![stage];
    if rules.poverty_basis != PovertyBasis::Expenditure {
        sentences.push(below("income", inputs.income.as_ref()).1);
    }
    if rules.poverty_basis != PovertyBasis::Income {
        sentences.push(below("expenditure", inputs.expenditure.as_ref()).1);
    }
    let poor = below_line(rules, inputs.income.as_ref(), inputs.expenditure.as_ref());
    let outcome = either(&[is_low, poor]).map_or(RuleOutcome::Unknown, met);
    Finding { rule: Rule::PoorOrPreProsperous, outcome, sentences }
}

fn head_of_family(condition: HeadCondition, inputs: &Inputs<'_>) -> Finding {
    let how = match (inputs.de_jure, inputs.de_facto) {
        (false, false) => return found(Rule::HeadOfFamily, RuleOutcome::Unknown, &[]),
        (true, false) => "de_jure",
        (false, true) => "de_facto",
        (true, true) => "both",
    };
    let holds = match condition {
        HeadCondition::DeJure => inputs.de_jure,
        HeadCondition::DeFacto => inputs.de_facto,
        HeadCondition::Either => true,
    };
    found(Rule::HeadOfFamily, met(holds), &[("how", how.to_owned())])
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
