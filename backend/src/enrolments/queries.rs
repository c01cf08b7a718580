//! Enrolments as rows and as views.

use crate::entity::{beneficiary, enrolment};
use crate::history::queries::names;
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::fields::{FieldRights, Standing};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, system};
use crate::regions::names::region_names;
use contract::draft::Member;
use contract::endpoint::Endpoint;
use contract::enrolments::Enrolment;
use contract::ids::{BeneficiaryId, EnrolmentId, UserId};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::policy::FieldGroup;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect};
use serde_json::{Value, json};
use std::collections::HashMap;

const PLACE: PlaceColumns<enrolment::Column> = PlaceColumns {
    city: enrolment::Column::CityCode,
    district: enrolment::Column::DistrictCode,
    village: enrolment::Column::RegionCode,
    rw: Some(enrolment::Column::Rw),
};

impl Scoped for enrolment::Entity {
    /// By the place of the locus: who moved away since still belongs to it.
    fn rows(scope: &Scope) -> Condition {
        PLACE.reached(scope)
    }
}

/// What views of enrolments need besides their rows: three statements.
#[derive(Debug)]
pub struct Surroundings {
    women: HashMap<BeneficiaryId, String>,
    regions: HashMap<RegionCode, String>,
    users: HashMap<UserId, String>,
    rights: FieldRights,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[enrolment::Model]) -> Result<Self> {
        let ids = rows.iter().map(|row| row.beneficiary_id);
        let women = system::<beneficiary::Entity>()
            .select_only()
            .columns([beneficiary::Column::Id, beneficiary::Column::FullName])
            .filter(beneficiary::Column::Id.is_in(ids))
            .into_tuple::<(BeneficiaryId, String)>()
            .all(guard.db())
            .await?;
        Ok(Self {
            women: women.into_iter().collect(),
            regions: region_names(guard.db(), rows.iter().map(|row| row.region_code.clone())).await?,
            users: names(guard.db(), rows.iter().map(|row| row.proposed_by)).await?,
            rights: FieldRights::of(guard),
        })
    }
}

/// Of a woman whose data were destroyed meanwhile there is nothing to show.
pub fn view(row: enrolment::Model, around: &Surroundings) -> Result<Enrolment> {
    let name = around.women.get(&row.beneficiary_id).ok_or(ProblemCode::NotFound)?;
    let standing = Standing { region: &row.region_code, rw: &row.rw, collected_by: None };
    let named = around.rights.sees(FieldGroup::Identity, standing);
    Ok(Enrolment {
        id: row.id,
        locus_id: row.locus_id,
        year: row.year,
        beneficiary_id: row.beneficiary_id,
        full_name: if named { Member::Value(name.clone()) } else { Member::Absent },
        region_name: around.regions.get(&row.region_code).cloned().unwrap_or_default(),
        region_code: row.region_code,
        rw: row.rw,
        state: row.state,
        reason: if named { Member::from_option(row.reason) } else { Member::Absent },
        validation_id: row.validation_id,
        proposed_by_name: around.users.get(&row.proposed_by).cloned().unwrap_or_default(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

impl Resource for enrolment::Entity {
    type Id = EnrolmentId;
    type View = Enrolment;
    const KIND: &'static str = "enrolment";

    fn id(row: &enrolment::Model) -> EnrolmentId {
        row.id
    }

    fn version(row: &enrolment::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut enrolment::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &enrolment::Model) -> Value {
        json!({
            "locus_id": row.locus_id, "beneficiary_id": row.beneficiary_id, "state": row.state, "reason": row.reason,
            "validation_id": row.validation_id,
        })
    }

    fn place(row: &enrolment::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: EnrolmentId) -> Result<Enrolment> {
        let row = guard.select::<enrolment::Entity>().filter(enrolment::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&row)).await?;
        view(row, &around)
    }
}
