//! What is known of women and their families, gathered for many at once.

use super::reference::{Reference, Sum};
use crate::eligibility::rules::{Against, Inputs, answer, below_line, examine};
use crate::entity::{beneficiary, household, household_member, welfare_assessment};
use crate::kernel::error::Result;
use crate::kernel::scope::system;
use contract::eligibility::EligibilityAnswer;
use contract::ids::HouseholdId;
use contract::ks21::{Ks21, Stage};
use contract::moment::Day;
use contract::region_facts::RegionFactKind;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// A family as the rules look at it.
#[derive(Debug, Clone, Default)]
pub struct Family {
    /// Women of the register and other members who live there now.
    pub people: u32,
    pub monthly_income: Option<i64>,
    pub monthly_expenditure: Option<i64>,
    pub finances_on: Option<Day>,
    /// The newest KS-21 of the household.
    pub ks21: Option<(Ks21, Day)>,
}

impl Family {
    /// A family of which nothing but its home is known.
    pub fn just_made(home: &household::Model) -> Self {
        Self {
            people: 1,
            monthly_income: home.monthly_income,
            monthly_expenditure: home.monthly_expenditure,
            finances_on: home.finances_on,
            ks21: None,
        }
    }

    fn sum(&self, monthly: Option<i64>) -> Option<Sum> {
        Some(Sum { monthly: monthly?, people: self.people.max(1), told_on: self.finances_on? })
    }

    pub fn income(&self) -> Option<Sum> {
        self.sum(self.monthly_income)
    }

    pub fn expenditure(&self) -> Option<Sum> {
        self.sum(self.monthly_expenditure)
    }

    pub fn stage(&self) -> Option<(Stage, Day)> {
        self.ks21.as_ref().and_then(|(answers, on)| Some((answers.stage()?, *on)))
    }
}

/// The families of these households: four statements, however many.
pub async fn gather(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = HouseholdId>,
) -> Result<HashMap<HouseholdId, Family>> {
    let mut ids: Vec<HouseholdId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let homes = system::<household::Entity>().filter(household::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let mut families: HashMap<HouseholdId, Family> =
        homes.iter().map(|home| (home.id, Family { people: 0, ..Family::just_made(home) })).collect();
    let women: Vec<HouseholdId> = system::<beneficiary::Entity>()
        .filter(beneficiary::Column::HouseholdId.is_in(ids.iter().copied()))
        .filter(beneficiary::Column::ArchivedAt.is_null())
        .select_only()
        .column(beneficiary::Column::HouseholdId)
        .into_tuple()
        .all(db)
        .await?;
    let members: Vec<HouseholdId> = system::<household_member::Entity>()
        .filter(household_member::Column::HouseholdId.is_in(ids.iter().copied()))
        .filter(household_member::Column::RemovedAt.is_null())
        .select_only()
        .column(household_member::Column::HouseholdId)
        .into_tuple()
        .all(db)
        .await?;
    for id in women.into_iter().chain(members) {
        families.entry(id).or_default().people += 1;
    }
    let told = system::<welfare_assessment::Entity>()
        .filter(welfare_assessment::Column::HouseholdId.is_in(ids))
        .filter(welfare_assessment::Column::Ks21.is_not_null())
        .filter(welfare_assessment::Column::WithdrawnAt.is_null())
        .order_by_asc(welfare_assessment::Column::AssessedOn)
        .order_by_asc(welfare_assessment::Column::CreatedAt)
        .order_by_asc(welfare_assessment::Column::Id)
        .all(db)
        .await?;
    for row in told {
        let answers = row.ks21.as_deref().and_then(|text| serde_json::from_str(text).ok());
        if let (Some(family), Some(answers)) = (families.get_mut(&row.household_id), answers) {
            family.ks21 = Some((answers, row.assessed_on));
        }
    }
    Ok(families)
}

/// Her inputs to the rules, from her record and her family.
pub fn inputs<'a>(
    reference: &'a Reference,
    woman: &'a beneficiary::Model,
    family: &Family,
    year: i32,
    names: (&'a str, &'a str),
) -> Inputs<'a> {
    let against = |sum: Sum| Against { sum, line: reference.line(&woman.region_code, sum.told_on.year()) };
    Inputs {
        sex: woman.sex,
        birth_date: woman.birth_date,
        place: &woman.region_code,
        place_name: names.0,
        rules_region_name: names.1,
        de_jure: woman.de_jure,
        de_facto: woman.de_facto,
        stage: family.stage(),
        income: family.income().map(against),
        expenditure: family.expenditure().map(against),
        vulnerable: reference.fact(RegionFactKind::Vulnerable, &woman.region_code, year),
    }
}

/// What lists filter by, kept on her row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Derived {
    pub welfare_stage: Option<Stage>,
    pub below_poverty_line: Option<bool>,
    pub eligibility: EligibilityAnswer,
}

impl Derived {
    pub fn of(reference: &Reference, woman: &beneficiary::Model, family: &Family, year: i32) -> Self {
        let inputs = inputs(reference, woman, family, year, ("", ""));
        Self {
            welfare_stage: inputs.stage.map(|(stage, _)| stage),
            below_poverty_line: below_line(&reference.rules, inputs.income.as_ref(), inputs.expenditure.as_ref()),
            eligibility: answer(&examine(&reference.rules, year, &inputs)),
        }
    }

    pub fn on(row: &beneficiary::Model) -> Self {
        Self {
            welfare_stage: row.welfare_stage,
            below_poverty_line: row.below_poverty_line,
            eligibility: row.eligibility,
        }
    }

    pub fn put(self, row: &mut beneficiary::Model) {
        row.welfare_stage = self.welfare_stage;
        row.below_poverty_line = self.below_poverty_line;
        row.eligibility = self.eligibility;
    }
}
