//! Households as rows.

use super::cells::{Cell, Taking};
use super::sheet::{Around, sealed};
use crate::entity::household;
use crate::kernel::error::Result;
use crate::kernel::fields::Standing;
use contract::ids::{HouseholdId, UserId};
use contract::moment::{Day, Timestamp};
use contract::place::{Neighbourhood, RegionCode};
use contract::policy::FieldGroup;
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{ColumnTrait, QueryResult};

pub const KEYS: &[&str] = &[
    "kk_number",
    "village",
    "rw",
    "rt",
    "address",
    "monthly_income",
    "monthly_expenditure",
    "finances_on",
    "women",
    "members",
    "region_code",
    "updated_at",
    "id",
];

/// As the list counts them.
const WOMEN: &str =
    "(select count(*) from beneficiaries w where w.household_id = households.id and w.archived_at is null)";
const MEMBERS: &str =
    "(select count(*) from household_members m where m.household_id = households.id and m.removed_at is null)";

pub fn columns(query: &mut SelectStatement, identities: bool) {
    use household::Column as H;
    let own = [
        H::KkMasked,
        H::RegionCode,
        H::Rw,
        H::Rt,
        H::Address,
        H::MonthlyIncome,
        H::MonthlyExpenditure,
        H::FinancesOn,
        H::CollectedBy,
        H::UpdatedAt,
    ];
    query
        .expr(sealed(H::KkSealed, identities))
        .exprs(own.map(ColumnTrait::into_expr))
        .expr(Expr::cust(WOMEN))
        .expr(Expr::cust(MEMBERS));
}

pub fn row<'a>(around: &'a Around, row: &QueryResult, cells: &mut Vec<Cell<'a>>) -> Result<()> {
    let mut next = Taking::of(row);
    let id: HouseholdId = next.take()?;
    let (sealed, masked): (Option<Vec<u8>>, Option<String>) = (next.take()?, next.take()?);
    let (region, rw, rt): (RegionCode, Neighbourhood, String) = (next.take()?, next.take()?, next.take()?);
    let address: Option<String> = next.take()?;
    let (income, expenditure): (Option<i64>, Option<i64>) = (next.take()?, next.take()?);
    let finances_on: Option<Day> = next.take()?;
    let collected_by: Option<UserId> = next.take()?;
    let updated_at: Timestamp = next.take()?;
    let (women, members): (i64, i64) = (next.take()?, next.take()?);
    let here = Standing { region: &region, rw: &rw, collected_by };
    let named = around.sees(FieldGroup::Identity, here);
    let means = around.sees(FieldGroup::Income, here);
    cells.extend([
        around.identifier(here, masked, || around.unseal(id, "kk_number", sealed.as_ref()))?,
        around.village(&region),
        Cell::text(Some(rw.as_str().to_owned())),
        Cell::text(Some(rt)),
        Cell::text(address.filter(|_| named)),
        Cell::number(income.filter(|_| means)),
        Cell::number(expenditure.filter(|_| means)),
        Cell::day(finances_on.filter(|_| means)),
        Cell::Number(women),
        Cell::Number(members),
        Cell::text(Some(region.to_string())),
        Cell::moment(updated_at),
        Cell::text(Some(id.to_string())),
    ]);
    Ok(())
}
