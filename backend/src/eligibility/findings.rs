//! What the rules in force say of one woman, in words.

use super::rules::{Finding, Sentence, answer, examine};
use crate::beneficiaries::queries::standing;
use crate::entity::{beneficiary, household};
use crate::kernel::error::Result;
use crate::kernel::fields::{FieldRights, Standing};
use crate::kernel::guard::Read;
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::regions::names::region_names;
use crate::welfare::family::{gather, inputs};
use crate::welfare::reference::Reference;
use actix_web::web::Path;
use contract::draft::Member;
use contract::eligibility::{Eligibility, EligibilityAnswer, Rule, RuleFinding};
use contract::endpoints::GetEligibility;
use contract::ids::BeneficiaryId;
use contract::policy::FieldGroup;
use contract::problem::ProblemCode;
use contract::words::{Language, sentence};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use std::collections::BTreeMap;

/// What the rules said, as a decision keeps it.
#[derive(Debug)]
pub struct Said {
    pub answer: EligibilityAnswer,
    pub number: i32,
    pub findings: Vec<Finding>,
}

/// Examines a woman by the rules in force, for a programme year.
pub async fn examine_woman(
    db: &impl ConnectionTrait,
    reference: &Reference,
    woman: &beneficiary::Model,
    year: i32,
) -> Result<Said> {
    let family = gather(db, [woman.household_id]).await?.remove(&woman.household_id).unwrap_or_default();
    let region = reference.rules.region_code.clone();
    let names = region_names(db, region.iter().cloned().chain([woman.region_code.clone()])).await?;
    let place = names.get(&woman.region_code).map_or("", String::as_str);
    let of_rules = region.and_then(|code| names.get(&code)).map_or("", String::as_str);
    let inputs = inputs(reference, woman, &family, year, (place, of_rules));
    let findings = examine(&reference.rules, year, &inputs);
    Ok(Said { answer: answer(&findings), number: reference.rules.number, findings })
}

/// A rule rests on members not everyone may see.
const fn group(rule: Rule) -> Option<FieldGroup> {
    match rule {
        Rule::Age => Some(FieldGroup::Identity),
        Rule::PoorOrPreProsperous => Some(FieldGroup::Income),
        Rule::Sex | Rule::Residence | Rule::VulnerablePlace | Rule::HeadOfFamily => None,
    }
}

/// The values of a sentence. Income and expenditure are told by the same names;
/// each is named with its basis, so that neither takes the other's place.
fn values_of(one: Sentence) -> Vec<(String, String)> {
    let basis = ["income", "expenditure"].into_iter().find(|basis| one.key.starts_with(&format!("rule-{basis}-")));
    let named = |name: String| basis.map_or(name.clone(), |basis| format!("{basis}_{name}"));
    one.values.into_iter().map(|(name, value)| (named(name), value)).collect()
}

/// A finding in the caller's language, with its values where she may see them.
pub fn in_words(language: Language, finding: Finding, sees: impl Fn(FieldGroup) -> bool) -> RuleFinding {
    let Finding { rule, outcome, sentences } = finding;
    if group(rule).is_some_and(|group| !sees(group)) {
        let key = format!("rule-withheld-{outcome}").replace('_', "-");
        let text = sentence(language, &key, &BTreeMap::new());
        return RuleFinding { rule, outcome, text, values: Member::Absent };
    }
    let said: Vec<String> = sentences.iter().map(|one| sentence(language, &one.key, &one.values)).collect();
    let values = sentences.into_iter().flat_map(values_of).collect();
    RuleFinding { rule, outcome, text: said.join(" "), values: Member::Value(values) }
}

pub async fn get(guard: Read<GetEligibility>, id: Path<BeneficiaryId>) -> Answer<GetEligibility> {
    guard.filter()?;
    let woman = guard.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(*id)).one(guard.db()).await?;
    let woman = woman.ok_or(ProblemCode::NotFound)?;
    let home = system::<household::Entity>().filter(household::Column::Id.eq(woman.household_id)).one(guard.db());
    let home = home.await?.ok_or(ProblemCode::NotFound)?;
    let reference = Reference::load(guard.db()).await?;
    let today = guard.clock().today();
    let said = examine_woman(guard.db(), &reference, &woman, today.year()).await?;
    let rights = FieldRights::of(&*guard);
    let language = guard.circumstances.language;
    let sees = |group| {
        let collected_by = if group == FieldGroup::Income { home.collected_by } else { woman.collected_by };
        rights.sees(group, Standing { collected_by, ..standing(&woman) })
    };
    Ok(Reply::new(Eligibility {
        beneficiary_id: woman.id,
        answer: said.answer,
        rule_set_id: reference.rules.id,
        rule_set_number: said.number,
        programme_year: today.year(),
        found_on: today,
        rules: said.findings.into_iter().map(|finding| in_words(language, finding, sees)).collect(),
    }))
}
