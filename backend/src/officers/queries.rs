//! Who holds a role somewhere today.

use crate::entity::{locus, role_assignment, user};
use crate::kernel::database::within_region;
use crate::kernel::error::{Error, Result};
use crate::kernel::identity::holds_on;
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use crate::loci::queries::rws;
use contract::ids::UserId;
use contract::me::HeldRole;
use contract::moment::Day;
use contract::place::{Neighbourhood, RegionCode, RegionLevel};
use contract::policy::{Permission, Role};
use contract::problem::FieldCode;
use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QuerySelect};

/// A place that work is about.
#[derive(Debug, Clone)]
pub struct Ground {
    pub region: RegionCode,
    /// The RW of a locus; whoever works in one RW works in loci it belongs to.
    pub rws: Option<Vec<Neighbourhood>>,
}

impl Ground {
    pub const fn of_region(region: RegionCode) -> Self {
        Self { region, rws: None }
    }

    pub fn of_locus(of: &locus::Model) -> Self {
        Self { region: of.region_code.clone(), rws: Some(rws(of)) }
    }

    /// The places whose officers take part in what is about it: those it lies
    /// in, and of a whole city those within it.
    fn concerned(&self) -> Condition {
        let around = [RegionLevel::Province, RegionLevel::City, RegionLevel::District, RegionLevel::Village];
        let around = around.into_iter().filter_map(|level| self.region.at(level));
        let column = role_assignment::Column::RegionCode;
        let here = Condition::any().add(column.is_in(around));
        let here = if self.region.level() == RegionLevel::City {
            here.add(within_region(Expr::col(column), self.region.as_str()))
        } else {
            here
        };
        let whole = Condition::any().add(role_assignment::Column::Rw.is_null());
        match &self.rws {
            Some(rws) => {
                let own = role_assignment::Column::Rw.is_in(rws.iter().map(Neighbourhood::as_str));
                Condition::all().add(here).add(whole.add(own))
            }
            None => here,
        }
    }
}

impl Ground {
    /// The same of a role that is known.
    pub fn takes_in(&self, held: &HeldRole) -> bool {
        let whole_city = self.region.level() == RegionLevel::City;
        let near = |own: &RegionCode| own.contains(&self.region) || whole_city && self.region.contains(own);
        let in_rw = |rws: &Vec<Neighbourhood>| held.rw.as_ref().is_none_or(|own| rws.contains(own));
        held.region_code.as_ref().is_some_and(near) && self.rws.as_ref().is_none_or(in_rw)
    }
}

/// Whoever sees the loci there.
fn roles() -> impl Iterator<Item = Role> {
    Role::ALL.iter().copied().filter(|role| role.may(Permission::ReadLoci))
}

/// Accounts in use whose work takes in one of these places.
pub fn working_in(grounds: &[Ground], today: Day) -> Condition {
    holding(roles(), grounds, today)
}

/// Those of these accounts that are in use and whose work takes in this place.
pub async fn working_there(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = UserId>,
    ground: &Ground,
    today: Day,
) -> Result<Vec<UserId>> {
    let of_these = Condition::all().add(user::Column::Id.is_in(ids));
    accounts(db, of_these.add(working_in(std::slice::from_ref(ground), today))).await
}

async fn accounts(db: &impl ConnectionTrait, which: Condition) -> Result<Vec<UserId>> {
    Ok(system::<user::Entity>().filter(which).all(db).await?.into_iter().map(|row| row.id).collect())
}

/// Accounts in use that hold one of these roles there.
pub async fn holders(
    db: &impl ConnectionTrait,
    roles: impl Iterator<Item = Role>,
    ground: &Ground,
    today: Day,
) -> Result<Vec<UserId>> {
    accounts(db, holding(roles, std::slice::from_ref(ground), today)).await
}

fn holding(roles: impl Iterator<Item = Role>, grounds: &[Ground], today: Day) -> Condition {
    let here = grounds.iter().fold(Condition::any(), |any, ground| any.add(ground.concerned()));
    let assigned: SelectStatement = Query::select()
        .column(role_assignment::Column::UserId)
        .from(role_assignment::Entity)
        .cond_where(role_assignment::Column::Role.is_in(roles))
        .cond_where(holds_on(today))
        .cond_where(here)
        .to_owned();
    Condition::all().add(user::Column::DisabledAt.is_null()).add(user::Column::Id.in_subquery(assigned))
}

/// Whoever is given work works there.
pub async fn check_officer(tx: &Tx, pointer: &str, id: UserId, ground: &Ground) -> Result<()> {
    let today = tx.now().day_in_jakarta();
    let works = system::<user::Entity>()
        .filter(user::Column::Id.eq(id))
        .filter(working_in(std::slice::from_ref(ground), today))
        .limit(1);
    match works.one(tx.db()).await? {
        Some(_) => Ok(()),
        None => Err(Error::field(pointer, FieldCode::UnknownReference)),
    }
}
