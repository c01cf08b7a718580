//! The series of a household's income and expenditure, by the day each was told.

use super::reference::{Reference, Sum};
use crate::entity::{beneficiary, household, household_finance, household_member};
use crate::kernel::error::{Error, Result};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use contract::households::HouseholdDraft;
use contract::ids::{HouseholdId, WelfareAssessmentId};
use contract::moment::Day;
use contract::place::RegionCode;
use contract::welfare::FinancePoint;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;

/// People of a household: women of the register and other members; one at least.
pub async fn people(db: &impl ConnectionTrait, id: HouseholdId) -> Result<u32> {
    let women = system::<beneficiary::Entity>()
        .filter(beneficiary::Column::HouseholdId.eq(id))
        .filter(beneficiary::Column::ArchivedAt.is_null())
        .count(db)
        .await?;
    let members = system::<household_member::Entity>()
        .filter(household_member::Column::HouseholdId.eq(id))
        .filter(household_member::Column::RemovedAt.is_null())
        .count(db)
        .await?;
    u32::try_from((women + members).max(1)).map_err(Error::internal)
}

/// Adds what a household was told to have, where it differs from before.
pub async fn keep(tx: &Tx, before: Option<&household::Model>, home: &household::Model) -> Result<()> {
    let told = |home: &household::Model| (home.monthly_income, home.monthly_expenditure, home.finances_on);
    let Some(told_on) = home.finances_on else { return Ok(()) };
    let nothing = home.monthly_income.is_none() && home.monthly_expenditure.is_none();
    if nothing || before.is_some_and(|before| told(before) == told(home)) {
        return Ok(());
    }
    let people = if before.is_some() { people(tx.db(), home.id).await? } else { 1 };
    let sums = (home.monthly_income, home.monthly_expenditure);
    add(tx, home.id, told_on, sums, people, None).await
}

/// One day stands for both sums: where one is told on another day than stood,
/// the other is what was told on that day, or nothing.
pub async fn leave_untold(
    tx: &Tx,
    before: &household::Model,
    told: &HouseholdDraft,
    after: &mut household::Model,
) -> Result<()> {
    let (income, expenditure) = (told.monthly_income.is_absent(), told.monthly_expenditure.is_absent());
    if income == expenditure || after.finances_on == before.finances_on {
        return Ok(());
    }
    let Some(day) = after.finances_on else { return Ok(()) };
    let held = newest(tx, before.id, Some(day)).await?;
    if income {
        after.monthly_income = held.and_then(|held| held.monthly_income);
    } else {
        after.monthly_expenditure = held.and_then(|held| held.monthly_expenditure);
    }
    Ok(())
}

/// Adds what households just made, with one woman each, were told to have.
pub fn keep_new<'a>(tx: &Tx, homes: impl IntoIterator<Item = &'a household::Model>) -> Result<()> {
    let told = homes.into_iter().filter_map(|home| {
        let sums = (home.monthly_income, home.monthly_expenditure);
        (sums != (None, None)).then_some((home.id, home.finances_on?, sums))
    });
    let rows: Result<Vec<_>> = told.map(|(id, on, sums)| entry(tx, id, on, sums, 1, None)).collect();
    tx.insert_last::<household_finance::Entity>(rows?);
    Ok(())
}

/// One entry of the series.
fn entry(
    tx: &Tx,
    household_id: HouseholdId,
    told_on: Day,
    (monthly_income, monthly_expenditure): (Option<i64>, Option<i64>),
    people: u32,
    assessment_id: Option<WelfareAssessmentId>,
) -> Result<household_finance::ActiveModel> {
    let row = household_finance::Model {
        id: tx.kernel().clock.new_id(),
        household_id,
        told_on,
        monthly_income,
        monthly_expenditure,
        people: i32::try_from(people).map_err(Error::internal)?,
        recorded_by: tx.author().user,
        assessment_id,
        created_at: tx.now(),
    };
    Ok(row.into_active_model())
}

/// Adds one entry of the series.
pub async fn add(
    tx: &Tx,
    household_id: HouseholdId,
    told_on: Day,
    sums: (Option<i64>, Option<i64>),
    people: u32,
    assessment_id: Option<WelfareAssessmentId>,
) -> Result<()> {
    let row = entry(tx, household_id, told_on, sums, people, assessment_id)?;
    household_finance::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The entries of a household in the order they were told in.
async fn entries(db: &impl ConnectionTrait, id: HouseholdId) -> Result<Vec<household_finance::Model>> {
    let rows = system::<household_finance::Entity>()
        .filter(household_finance::Column::HouseholdId.eq(id))
        .order_by_asc(household_finance::Column::CreatedAt)
        .order_by_asc(household_finance::Column::Id);
    Ok(rows.all(db).await?)
}

/// What holds of each day. The household's form says both sums; an assessment
/// that says one of them leaves what the other was told to be that day.
fn by_day(entries: Vec<household_finance::Model>) -> BTreeMap<Day, household_finance::Model> {
    let mut days: BTreeMap<Day, household_finance::Model> = BTreeMap::new();
    for mut row in entries {
        if let Some(held) = days.get(&row.told_on).filter(|_| row.assessment_id.is_some()) {
            row.monthly_income = row.monthly_income.or(held.monthly_income);
            row.monthly_expenditure = row.monthly_expenditure.or(held.monthly_expenditure);
        }
        days.insert(row.told_on, row);
    }
    days
}

/// What holds now: of the newest day, or of one day.
pub async fn newest(tx: &Tx, id: HouseholdId, on: Option<Day>) -> Result<Option<household_finance::Model>> {
    let mut days = by_day(entries(tx.db(), id).await?);
    Ok(match on {
        Some(day) => days.remove(&day),
        None => days.pop_last().map(|(_, row)| row),
    })
}

/// Takes out what an assessment told; whether there was anything.
pub async fn take_out(tx: &Tx, id: WelfareAssessmentId) -> Result<bool> {
    let gone = household_finance::Entity::delete_many()
        .filter(household_finance::Column::AssessmentId.eq(id))
        .exec(tx.db())
        .await?;
    Ok(gone.rows_affected > 0)
}

/// The series, oldest first.
pub async fn series(
    db: &impl ConnectionTrait,
    reference: &Reference,
    place: &RegionCode,
    id: HouseholdId,
) -> Result<Vec<FinancePoint>> {
    let days = by_day(entries(db, id).await?);
    Ok(days.into_values().map(|row| point(reference, place, &row)).collect())
}

fn point(reference: &Reference, place: &RegionCode, row: &household_finance::Model) -> FinancePoint {
    let people = u32::try_from(row.people).unwrap_or(1);
    let each = |monthly: Option<i64>| monthly.map(|monthly| Sum { monthly, people, told_on: row.told_on }.per_person());
    FinancePoint {
        told_on: row.told_on,
        people,
        income_per_person: each(row.monthly_income),
        expenditure_per_person: each(row.monthly_expenditure),
        line: reference.line(place, row.told_on.year()),
    }
}
