//! Moves as rows and as views.

use super::rules::{Powers, Spot, powers};
use crate::entity::{beneficiary, relocation};
use crate::history::queries::names;
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, system};
use crate::regions::names::region_names;
use contract::endpoint::Endpoint;
use contract::ids::{BeneficiaryId, RelocationId, UserId};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::policy::Permission;
use contract::problem::ProblemCode;
use contract::relocations::Relocation;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Where she comes from.
pub const FROM: PlaceColumns<relocation::Column> = PlaceColumns {
    city: relocation::Column::FromCityCode,
    district: relocation::Column::FromDistrictCode,
    village: relocation::Column::FromRegionCode,
    rw: Some(relocation::Column::FromRw),
};
/// Where she goes.
pub const TO: PlaceColumns<relocation::Column> = PlaceColumns {
    city: relocation::Column::CityCode,
    district: relocation::Column::DistrictCode,
    village: relocation::Column::RegionCode,
    rw: Some(relocation::Column::Rw),
};

impl Scoped for relocation::Entity {
    /// Those that leave the caller's places, and those that come where she may
    /// accept them.
    fn rows(scope: &Scope) -> Condition {
        let accepting = scope.for_permission(Permission::AcceptRelocations);
        Condition::any().add(FROM.reached(scope)).add(TO.reached(&accepting))
    }
}

/// What a caller may do with a row.
pub fn powers_over(scope: &Scope, row: &relocation::Model) -> Powers {
    let from = Spot { region: &row.from_region_code, rw: &row.from_rw };
    let to = Spot { region: &row.region_code, rw: &row.rw };
    let editing = scope.for_permission(Permission::EditBeneficiaries);
    powers(row.state, from, to, &editing, &scope.for_permission(Permission::AcceptRelocations))
}

/// What views of moves need besides their rows: three statements.
#[derive(Debug)]
pub struct Surroundings {
    women: HashMap<BeneficiaryId, beneficiary::Model>,
    regions: HashMap<RegionCode, String>,
    users: HashMap<UserId, String>,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[relocation::Model]) -> Result<Self> {
        let ids = rows.iter().map(|row| row.beneficiary_id);
        let women = system::<beneficiary::Entity>().filter(beneficiary::Column::Id.is_in(ids)).all(guard.db()).await?;
        let codes = rows.iter().flat_map(|row| [row.from_region_code.clone(), row.region_code.clone()]);
        let regions = region_names(guard.db(), codes).await?;
        let users = rows.iter().flat_map(|row| [Some(row.requested_by), row.decided_by]).flatten();
        Ok(Self {
            women: women.into_iter().map(|row| (row.id, row)).collect(),
            regions,
            users: names(guard.db(), users).await?,
        })
    }
}

/// Of her record nothing but name and age, whoever looks.
pub fn view<E: Endpoint>(guard: &Guard<E>, row: relocation::Model, around: &Surroundings) -> Result<Relocation> {
    let woman = around.women.get(&row.beneficiary_id).ok_or(ProblemCode::NotFound)?;
    let region = |code: &RegionCode| around.regions.get(code).cloned().unwrap_or_default();
    let user = |id: UserId| around.users.get(&id).cloned().unwrap_or_default();
    let Powers { decide, withdraw } = powers_over(guard.scope(), &row);
    let listing = guard.scope().for_permission(Permission::ListBeneficiaries);
    Ok(Relocation {
        id: row.id,
        state: row.state,
        beneficiary_id: row.beneficiary_id,
        full_name: woman.full_name.clone(),
        age: woman.birth_date.age_on(guard.clock().today()),
        from_region_name: region(&row.from_region_code),
        from_region_code: row.from_region_code,
        region_name: region(&row.region_code),
        region_code: row.region_code,
        rw: row.rw,
        rt: row.rt,
        moved_on: row.moved_on,
        reason: row.reason,
        household: row.household,
        requested_by_name: user(row.requested_by),
        created_at: row.created_at,
        decided_by_name: row.decided_by.map(user),
        decided_at: row.decided_at,
        answer: row.answer,
        yours_to_decide: decide,
        yours_to_withdraw: withdraw,
        record_seen: listing.holds(&woman.region_code, &woman.rw),
        version: row.version,
    })
}

impl Resource for relocation::Entity {
    type Id = RelocationId;
    type View = Relocation;
    const KIND: &'static str = "relocation";

    fn id(row: &relocation::Model) -> RelocationId {
        row.id
    }

    fn version(row: &relocation::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut relocation::Model, version: i64, _: Timestamp) {
        row.version = version;
    }

    fn snapshot(row: &relocation::Model) -> Value {
        json!({
            "state": row.state, "beneficiary_id": row.beneficiary_id, "from_region_code": row.from_region_code,
            "region_code": row.region_code, "rw": row.rw, "rt": row.rt, "moved_on": row.moved_on,
            "household": row.household, "answer": row.answer,
        })
    }

    fn place(row: &relocation::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: RelocationId) -> Result<Relocation> {
        let row = guard.select::<relocation::Entity>().filter(relocation::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&row)).await?;
        view(guard, row, &around)
    }
}
