//! Who holds a role somewhere today.

use crate::entity::{role_assignment, user};
use crate::kernel::database::within_region;
use crate::kernel::error::{Error, Result};
use crate::kernel::identity::holds_on;
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use contract::ids::UserId;
use contract::moment::Day;
use contract::place::{RegionCode, RegionLevel};
use contract::policy::{Permission, Role};
use contract::problem::FieldCode;
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect};

/// The places whose officers take part in what is about a region: those it lies
/// in, and of a whole city those within it.
fn concerned(region: &RegionCode) -> Condition {
    let around = [RegionLevel::Province, RegionLevel::City, RegionLevel::District, RegionLevel::Village];
    let around = around.into_iter().filter_map(|level| region.at(level));
    let column = role_assignment::Column::RegionCode;
    let here = Condition::any().add(column.is_in(around));
    if region.level() == RegionLevel::City { here.add(within_region(Expr::col(column), region.as_str())) } else { here }
}

/// Whoever sees the loci there.
fn roles() -> impl Iterator<Item = Role> {
    Role::ALL.iter().copied().filter(|role| role.may(Permission::ReadLoci))
}

fn assigned(region: &RegionCode, today: Day) -> Condition {
    Condition::all().add(role_assignment::Column::Role.is_in(roles())).add(concerned(region)).add(holds_on(today))
}

/// Accounts in use whose work takes in one of these regions.
pub fn working_in(regions: &[RegionCode], today: Day) -> Condition {
    let here = regions.iter().fold(Condition::any(), |any, region| any.add(assigned(region, today)));
    let assigned: SelectStatement = Query::select()
        .column(role_assignment::Column::UserId)
        .from(role_assignment::Entity)
        .cond_where(here)
        .to_owned();
    Condition::all().add(user::Column::DisabledAt.is_null()).add(user::Column::Id.in_subquery(assigned))
}

/// Whoever is given work works there.
pub async fn check_officer(tx: &Tx, pointer: &str, id: UserId, region: &RegionCode) -> Result<()> {
    let today = tx.now().day_in_jakarta();
    let works = system::<user::Entity>()
        .filter(user::Column::Id.eq(id))
        .filter(working_in(std::slice::from_ref(region), today))
        .limit(1);
    match works.one(tx.db()).await? {
        Some(_) => Ok(()),
        None => Err(Error::field(pointer, FieldCode::UnknownReference)),
    }
}
