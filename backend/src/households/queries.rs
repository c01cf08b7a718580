//! Households as views, under the caller's field rights.

use super::write::{has_finances, standing};
use crate::entity::{beneficiary, household, household_member, region};
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::fields::{FieldRights, Withholding};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, system};
use contract::endpoint::Endpoint;
use contract::households::Household;
use contract::ids::{BeneficiaryId, HouseholdId};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::policy::FieldGroup;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The columns of a household's place.
pub const PLACE: PlaceColumns<household::Column> = PlaceColumns {
    city: household::Column::CityCode,
    district: household::Column::DistrictCode,
    village: household::Column::RegionCode,
    rw: Some(household::Column::Rw),
};

impl Scoped for household::Entity {
    fn rows(scope: &Scope) -> Condition {
        PLACE.reached(scope)
    }
}

/// What views of households need besides their rows: three statements.
#[derive(Debug)]
pub struct Surroundings {
    rights: FieldRights,
    regions: HashMap<RegionCode, String>,
    women: HashMap<HouseholdId, Vec<BeneficiaryId>>,
    members: HashMap<HouseholdId, u32>,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[household::Model]) -> Result<Self> {
        let ids: Vec<HouseholdId> = rows.iter().map(|row| row.id).collect();
        let codes = rows.iter().map(|row| row.region_code.clone());
        let regions = system::<region::Entity>().filter(region::Column::Code.is_in(codes)).all(guard.db()).await?;
        let mut women: HashMap<HouseholdId, Vec<BeneficiaryId>> = HashMap::new();
        let here = system::<beneficiary::Entity>()
            .filter(beneficiary::Column::HouseholdId.is_in(ids.iter().copied()))
            .filter(beneficiary::Column::ArchivedAt.is_null());
        for row in here.all(guard.db()).await? {
            women.entry(row.household_id).or_default().push(row.id);
        }
        let mut members: HashMap<HouseholdId, u32> = HashMap::new();
        let living = system::<household_member::Entity>()
            .filter(household_member::Column::HouseholdId.is_in(ids))
            .filter(household_member::Column::RemovedAt.is_null());
        for row in living.all(guard.db()).await? {
            *members.entry(row.household_id).or_default() += 1;
        }
        let regions = regions.into_iter().map(|row| (row.code, row.name)).collect();
        Ok(Self { rights: FieldRights::of(guard), regions, women, members })
    }
}

pub fn view(row: household::Model, around: &Surroundings) -> Household {
    use FieldGroup::{Identity, Income};
    let mut seen = Withholding::new(&around.rights, standing(&row));
    let kk_number_masked = seen.member(Identity, "kk_number_masked", || row.kk_masked.clone());
    let address = seen.member(Identity, "address", || row.address.clone());
    let (monthly_income, monthly_expenditure, finances_on) = if has_finances(&row) {
        (
            seen.member(Income, "monthly_income", || row.monthly_income),
            seen.member(Income, "monthly_expenditure", || row.monthly_expenditure),
            seen.member(Income, "finances_on", || row.finances_on),
        )
    } else {
        (
            seen.uncollected(Income, "monthly_income"),
            seen.uncollected(Income, "monthly_expenditure"),
            seen.uncollected(Income, "finances_on"),
        )
    };
    let withheld = seen.withheld;
    Household {
        id: row.id,
        kk_number_masked,
        region_name: around.regions.get(&row.region_code).cloned().unwrap_or_default(),
        address,
        monthly_income,
        monthly_expenditure,
        finances_on,
        beneficiary_ids: around.women.get(&row.id).cloned().unwrap_or_default(),
        member_count: around.members.get(&row.id).copied().unwrap_or_default(),
        withheld,
        region_code: row.region_code,
        rw: row.rw,
        rt: row.rt,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

impl Resource for household::Entity {
    type Id = HouseholdId;
    type View = Household;
    const KIND: &'static str = "household";

    fn id(row: &household::Model) -> HouseholdId {
        row.id
    }

    fn version(row: &household::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut household::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &household::Model) -> Value {
        json!({
            "kk_number": row.kk_masked, "region_code": row.region_code, "rw": row.rw, "rt": row.rt,
            "address": row.address, "monthly_income": row.monthly_income,
            "monthly_expenditure": row.monthly_expenditure, "finances_on": row.finances_on,
            "collected_by": row.collected_by,
        })
    }

    fn place(row: &household::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: HouseholdId) -> Result<Household> {
        let row = guard.select::<household::Entity>().filter(household::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&row)).await?;
        Ok(view(row, &around))
    }
}
