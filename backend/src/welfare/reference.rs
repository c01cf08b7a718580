//! What sums and places are held against: lines, facts and the rules in force.

use crate::entity::{poverty_line, region_fact, rule_set};
use crate::kernel::error::{Error, Result};
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use contract::eligibility::RuleSetState;
use contract::moment::Day;
use contract::place::{RegionCode, RegionLevel};
use contract::region_facts::RegionFactKind;
use contract::welfare::{Average, LineUsed, Measure};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use std::sync::Arc;

/// An average is far above a sum that lies below this share of it, in hundredths.
const FAR_BELOW_PERCENT: i64 = 50;

/// Small tables, read whole.
#[derive(Debug)]
pub struct Reference {
    pub rules: rule_set::Model,
    lines: Vec<poverty_line::Model>,
    facts: Vec<region_fact::Model>,
}

/// A sum told of a household, and how many live on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    pub monthly: i64,
    pub people: u32,
    pub told_on: Day,
}

impl Sum {
    pub fn per_person(self) -> i64 {
        self.monthly / i64::from(self.people.max(1))
    }
}

impl Reference {
    /// Reads the tables now.
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self> {
        let rules = system::<rule_set::Entity>()
            .filter(rule_set::Column::State.eq(RuleSetState::InForce))
            .one(db)
            .await?
            .ok_or_else(|| Error::internal("no eligibility rules are in force"))?;
        let lines = system::<poverty_line::Entity>().order_by_asc(poverty_line::Column::Year).all(db).await?;
        let kinds = [RegionFactKind::Vulnerable, RegionFactKind::MeanIncome, RegionFactKind::MeanExpenditure];
        let facts = system::<region_fact::Entity>()
            .filter(region_fact::Column::Kind.is_in(kinds))
            .order_by_asc(region_fact::Column::Kind)
            .order_by_asc(region_fact::Column::Year)
            .all(db)
            .await?;
        Ok(Self { rules, lines, facts })
    }

    /// As they were read within the last second.
    pub async fn recent(kernel: &Kernel) -> Result<Arc<Self>> {
        kernel.memo.get(async || Self::load(&kernel.db.read).await).await
    }

    /// The same under other rules.
    #[must_use]
    pub fn under(self, rules: rule_set::Model) -> Self {
        Self { rules, ..self }
    }

    /// The line of a place and year, or the newest earlier one.
    pub fn line(&self, place: &RegionCode, year: i32) -> Option<LineUsed> {
        let city = place.at(RegionLevel::City)?;
        let line = self.lines.iter().rev().find(|line| line.region_code == city && line.year <= year)?;
        Some(LineUsed {
            monthly_rupiah: line.monthly_rupiah,
            year: line.year,
            region_code: line.region_code.clone(),
            source: line.source.clone(),
        })
    }

    /// The fact of the very place in a year, or its newest earlier one.
    pub fn fact(&self, kind: RegionFactKind, place: &RegionCode, year: i32) -> Option<&region_fact::Model> {
        self.facts.iter().rev().find(|fact| fact.kind == kind && fact.region_code == *place && fact.year <= year)
    }

    /// The average nearest to a place: its kelurahan's, else the kecamatan's, else the city's.
    fn average(&self, kind: RegionFactKind, place: &RegionCode, sum: Sum) -> Option<Average> {
        let levels = [RegionLevel::Village, RegionLevel::District, RegionLevel::City, RegionLevel::Province];
        let places = levels.iter().filter_map(|level| place.at(*level));
        let fact = places.into_iter().find_map(|place| self.fact(kind, &place, sum.told_on.year()))?;
        let share_percent = share(sum.per_person(), fact.value);
        Some(Average {
            monthly_rupiah: fact.value,
            year: fact.year,
            region_code: fact.region_code.clone(),
            source: fact.source.clone(),
            share_percent,
            far_below: share_percent < FAR_BELOW_PERCENT,
        })
    }

    /// A sum held against what is known of its place and year.
    pub fn measure(&self, average: RegionFactKind, place: &RegionCode, sum: Sum) -> Measure {
        let line = self.line(place, sum.told_on.year());
        Measure {
            monthly_rupiah: sum.monthly,
            per_person: sum.per_person(),
            people: sum.people,
            told_on: sum.told_on,
            share_percent: line.as_ref().map(|line| share(sum.per_person(), line.monthly_rupiah)),
            below_line: line.as_ref().map(|line| is_below(sum, line.monthly_rupiah)),
            line,
            average: self.average(average, place, sum),
        }
    }
}

/// Whether each of the people has less than the line. The division is left
/// out, so that no rupiah is lost to rounding.
pub fn is_below(sum: Sum, line: i64) -> bool {
    sum.monthly < line.saturating_mul(i64::from(sum.people.max(1)))
}

/// `part` in hundredths of `whole`, rounded down: what is below never reads 100.
fn share(part: i64, whole: i64) -> i64 {
    part.saturating_mul(100).checked_div(whole).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_below_the_line_to_the_rupiah() {
        let told_on = Day::new(2026, 11, 6).unwrap();
        let sum = |monthly| Sum { monthly, people: 3, told_on };
        assert!(is_below(sum(864_601 * 3 - 1), 864_601));
        assert!(!is_below(sum(864_601 * 3), 864_601));
        assert_eq!(share(sum(864_601 * 3 - 1).per_person(), 864_601), 99);
        assert_eq!(share(sum(864_601 * 3).per_person(), 864_601), 100);
    }
}
