//! Pairs as rows and as views.

use crate::beneficiaries::queries::standing;
use crate::entity::{beneficiary, duplicate_candidate, region};
use crate::history::queries::names;
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::fields::{FieldRights, Withholding};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, system};
use contract::duplicates::{DuplicateCandidate, DuplicateSide};
use contract::endpoint::Endpoint;
use contract::ids::{BeneficiaryId, DuplicateCandidateId, UserId};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::policy::FieldGroup;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde_json::{Value, json};
use std::collections::HashMap;

const FIRST: PlaceColumns<duplicate_candidate::Column> = PlaceColumns {
    city: duplicate_candidate::Column::FirstCityCode,
    district: duplicate_candidate::Column::FirstDistrictCode,
    village: duplicate_candidate::Column::FirstRegionCode,
    rw: Some(duplicate_candidate::Column::FirstRw),
};
const SECOND: PlaceColumns<duplicate_candidate::Column> = PlaceColumns {
    city: duplicate_candidate::Column::SecondCityCode,
    district: duplicate_candidate::Column::SecondDistrictCode,
    village: duplicate_candidate::Column::SecondRegionCode,
    rw: Some(duplicate_candidate::Column::SecondRw),
};

impl Scoped for duplicate_candidate::Entity {
    /// A pair is judged by one who reaches both women.
    fn rows(scope: &Scope) -> Condition {
        Condition::all().add(FIRST.reached(scope)).add(SECOND.reached(scope))
    }
}

/// What views of pairs need besides their rows: three statements, however many.
#[derive(Debug)]
pub struct Surroundings {
    rights: FieldRights,
    women: HashMap<BeneficiaryId, beneficiary::Model>,
    regions: HashMap<RegionCode, String>,
    users: HashMap<UserId, String>,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[duplicate_candidate::Model]) -> Result<Self> {
        let ids = rows.iter().flat_map(|row| [row.first_id, row.second_id]);
        let women = system::<beneficiary::Entity>().filter(beneficiary::Column::Id.is_in(ids)).all(guard.db()).await?;
        let codes = women.iter().map(|row| row.region_code.clone());
        let regions = system::<region::Entity>().filter(region::Column::Code.is_in(codes)).all(guard.db()).await?;
        Ok(Self {
            rights: FieldRights::of(guard),
            women: women.into_iter().map(|row| (row.id, row)).collect(),
            regions: regions.into_iter().map(|row| (row.code, row.name)).collect(),
            users: names(guard.db(), rows.iter().filter_map(|row| row.settled_by)).await?,
        })
    }

    fn side<E: Endpoint>(&self, guard: &Guard<E>, id: BeneficiaryId) -> Result<DuplicateSide> {
        let row = self.women.get(&id).ok_or(ProblemCode::NotFound)?;
        let mut seen = Withholding::new(&self.rights, standing(row));
        Ok(DuplicateSide {
            id,
            full_name: seen.member(FieldGroup::Identity, "full_name", || Some(row.full_name.clone())),
            birth_date: seen.member(FieldGroup::Identity, "birth_date", || Some(row.birth_date)),
            age: row.birth_date.age_on(guard.clock().today()),
            region_code: row.region_code.clone(),
            region_name: self.regions.get(&row.region_code).cloned().unwrap_or_default(),
            rw: row.rw.clone(),
            rt: row.rt.clone(),
            archived: row.archived_at.is_some(),
        })
    }
}

pub fn view<E: Endpoint>(
    guard: &Guard<E>,
    row: duplicate_candidate::Model,
    around: &Surroundings,
) -> Result<DuplicateCandidate> {
    Ok(DuplicateCandidate {
        id: row.id,
        state: row.state,
        origin: row.origin,
        score: row.score,
        reasons: row.reasons.split_whitespace().filter_map(|word| word.parse().ok()).collect(),
        first: around.side(guard, row.first_id)?,
        second: around.side(guard, row.second_id)?,
        settled_by_name: row.settled_by.and_then(|id| around.users.get(&id).cloned()),
        settled_at: row.settled_at,
        reason: row.reason,
        merge_id: row.merge_id,
        created_at: row.created_at,
        version: row.version,
    })
}

impl Resource for duplicate_candidate::Entity {
    type Id = DuplicateCandidateId;
    type View = DuplicateCandidate;
    const KIND: &'static str = "duplicate_candidate";

    fn id(row: &duplicate_candidate::Model) -> DuplicateCandidateId {
        row.id
    }

    fn version(row: &duplicate_candidate::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut duplicate_candidate::Model, version: i64, _: Timestamp) {
        row.version = version;
    }

    fn snapshot(row: &duplicate_candidate::Model) -> Value {
        json!({
            "state": row.state, "origin": row.origin, "first_id": row.first_id, "second_id": row.second_id,
            "score": row.score, "reasons": row.reasons, "merge_id": row.merge_id,
        })
    }

    fn place(row: &duplicate_candidate::Model) -> Option<RegionCode> {
        Some(row.first_region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: DuplicateCandidateId) -> Result<DuplicateCandidate> {
        let select = guard.select::<duplicate_candidate::Entity>().filter(duplicate_candidate::Column::Id.eq(id));
        let row = select.one(guard.db()).await?.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&row)).await?;
        view(guard, row, &around)
    }
}
