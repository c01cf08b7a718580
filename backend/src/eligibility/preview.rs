//! Whom a version of the rules would touch, before it is brought into force.

use super::rules::{Finding, answer, examine};
use crate::entity::{beneficiary, rule_set};
use crate::kernel::error::{Error, Result};
use crate::kernel::fields::{FieldRights, Withholding};
use crate::kernel::guard::{Guard, Read};
use crate::kernel::reply::{Answer, Reply};
use crate::regions::names::region_names;
use crate::welfare::family::{Family, gather, inputs};
use crate::welfare::reference::Reference;
use actix_web::web::Path;
use contract::beneficiaries::Status;
use contract::eligibility::{AnswerChange, EligibilityAnswer, MAX_NAMED, Preview, PreviewFilter, Rule, Touched};
use contract::endpoints::PreviewRuleSet;
use contract::ids::RuleSetId;
use contract::place::RegionCode;
use contract::policy::FieldGroup;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, HashMap};

/// Women looked at together.
const STRETCH: u64 = 1_000;

/// The rules now and the rules to come.
struct Pair {
    now: Reference,
    to_come: Reference,
    year: i32,
}

impl Pair {
    fn findings(&self, reference: &Reference, woman: &beneficiary::Model, family: &Family) -> Vec<Finding> {
        examine(&reference.rules, self.year, &inputs(reference, woman, family, self.year, ("", "")))
    }

    /// Her answers before and after, and the rules that make the difference.
    fn answers(
        &self,
        woman: &beneficiary::Model,
        family: &Family,
    ) -> (EligibilityAnswer, EligibilityAnswer, Vec<Rule>) {
        let before = self.findings(&self.now, woman, family);
        let after = self.findings(&self.to_come, woman, family);
        let outcome = |findings: &[Finding], rule: Rule| {
            findings.iter().find(|finding| finding.rule == rule).map(|finding| finding.outcome)
        };
        let differs = |rule: &&Rule| outcome(&before, **rule) != outcome(&after, **rule);
        let rules = Rule::ALL.iter().filter(differs).copied().collect();
        (answer(&before), answer(&after), rules)
    }
}

/// The next women in the order of their ids.
async fn stretch(
    guard: &Guard<PreviewRuleSet>,
    filter: &PreviewFilter,
    after: Option<&beneficiary::Model>,
) -> Result<Vec<beneficiary::Model>> {
    let mut select = guard
        .select_within::<beneficiary::Entity>(filter.region.as_ref())
        .filter(beneficiary::Column::ArchivedAt.is_null())
        .order_by_asc(beneficiary::Column::Id)
        .limit(STRETCH);
    if let Some(last) = after {
        select = select.filter(beneficiary::Column::Id.gt(last.id));
    }
    Ok(select.all(guard.db()).await?)
}

fn touched(
    rights: &FieldRights,
    woman: &beneficiary::Model,
    (before, after, rules): (EligibilityAnswer, EligibilityAnswer, Vec<Rule>),
) -> Touched {
    let mut seen = Withholding::new(rights, crate::beneficiaries::queries::standing(woman));
    Touched {
        beneficiary_id: woman.id,
        full_name: seen.member(FieldGroup::Identity, "full_name", || Some(woman.full_name.clone())),
        region_code: woman.region_code.clone(),
        region_name: String::new(),
        before,
        after,
        rules,
        validated: woman.status == Status::Validated,
    }
}

pub async fn get(guard: Read<PreviewRuleSet>, id: Path<RuleSetId>) -> Answer<PreviewRuleSet> {
    let filter = guard.filter()?;
    let rules = guard.select::<rule_set::Entity>().filter(rule_set::Column::Id.eq(*id)).one(guard.db()).await?;
    let rules = rules.ok_or(ProblemCode::NotFound)?;
    let pair = Pair {
        now: Reference::load(guard.db()).await?,
        to_come: Reference::load(guard.db()).await?.under(rules),
        year: guard.clock().today().year(),
    };
    let rights = FieldRights::of(&*guard);
    let (mut counts, mut named) = (BTreeMap::<_, u32>::new(), Vec::new());
    let mut last: Option<beneficiary::Model> = None;
    loop {
        let women = stretch(&guard, &filter, last.as_ref()).await?;
        if women.is_empty() {
            break;
        }
        let families = gather(guard.db(), women.iter().map(|woman| woman.household_id)).await?;
        let nobody = Family::default();
        for woman in &women {
            let family = families.get(&woman.household_id).unwrap_or(&nobody);
            let answers = pair.answers(woman, family);
            *counts.entry((answers.0, answers.1)).or_default() += 1;
            if answers.0 != answers.1 && named.len() < MAX_NAMED {
                named.push(touched(&rights, woman, answers));
            }
        }
        last = women.into_iter().last();
    }
    name_places(&guard, &mut named).await?;
    let women: u32 = counts.values().sum();
    let changed = counts.iter().filter(|((before, after), _)| before != after).map(|(_, women)| women).sum();
    let counts = counts.into_iter().map(|((before, after), women)| AnswerChange { before, after, women }).collect();
    Ok(Reply::new(Preview { rule_set_id: *id, women, counts, touched_count: changed, touched: named }))
}

async fn name_places(guard: &Guard<PreviewRuleSet>, named: &mut [Touched]) -> Result<(), Error> {
    let codes: Vec<RegionCode> = named.iter().map(|one| one.region_code.clone()).collect();
    let places: HashMap<RegionCode, String> = region_names(guard.db(), codes).await?;
    for one in named {
        one.region_name = places.get(&one.region_code).cloned().unwrap_or_default();
    }
    Ok(())
}
