//! Merges as rows and as views.

use crate::entity::{beneficiary, merge};
use crate::history::queries::names;
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, system};
use contract::endpoint::Endpoint;
use contract::ids::{BeneficiaryId, MergeId, UserId};
use contract::merges::{Merge, UNDO_DAYS};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde_json::{Value, json};
use std::collections::HashMap;

const KEPT: PlaceColumns<merge::Column> = PlaceColumns {
    city: merge::Column::KeptCityCode,
    district: merge::Column::KeptDistrictCode,
    village: merge::Column::KeptRegionCode,
    rw: Some(merge::Column::KeptRw),
};
const REMOVED: PlaceColumns<merge::Column> = PlaceColumns {
    city: merge::Column::RemovedCityCode,
    district: merge::Column::RemovedDistrictCode,
    village: merge::Column::RemovedRegionCode,
    rw: Some(merge::Column::RemovedRw),
};

impl Scoped for merge::Entity {
    /// A merge is seen by one who reached both women when it was made.
    fn rows(scope: &Scope) -> Condition {
        Condition::all().add(KEPT.reached(scope)).add(REMOVED.reached(scope))
    }
}

/// What views of merges need besides their rows: two statements.
#[derive(Debug)]
pub struct Surroundings {
    women: HashMap<BeneficiaryId, String>,
    users: HashMap<UserId, String>,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[merge::Model]) -> Result<Self> {
        let ids = rows.iter().flat_map(|row| [row.kept_id, row.removed_id]);
        let women = system::<beneficiary::Entity>().filter(beneficiary::Column::Id.is_in(ids)).all(guard.db()).await?;
        let users = rows.iter().flat_map(|row| [Some(row.merged_by), row.undone_by]).flatten();
        Ok(Self {
            women: women.into_iter().map(|row| (row.id, row.full_name)).collect(),
            users: names(guard.db(), users).await?,
        })
    }
}

pub fn view(row: merge::Model, around: &Surroundings) -> Merge {
    let woman = |id: BeneficiaryId| around.women.get(&id).cloned().unwrap_or_default();
    let user = |id: UserId| around.users.get(&id).cloned().unwrap_or_default();
    Merge {
        id: row.id,
        kept_id: row.kept_id,
        kept_name: woman(row.kept_id),
        removed_id: row.removed_id,
        removed_name: woman(row.removed_id),
        take: row.take.split_whitespace().filter_map(|word| word.parse().ok()).collect(),
        reason: row.reason,
        merged_by_name: user(row.merged_by),
        merged_at: row.merged_at,
        undo_until: row.merged_at.plus_seconds(UNDO_DAYS * 24 * 3600),
        undone_by_name: row.undone_by.map(user),
        undone_at: row.undone_at,
        undo_reason: row.undo_reason,
        version: row.version,
    }
}

impl Resource for merge::Entity {
    type Id = MergeId;
    type View = Merge;
    const KIND: &'static str = "merge";

    fn id(row: &merge::Model) -> MergeId {
        row.id
    }

    fn version(row: &merge::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut merge::Model, version: i64, _: Timestamp) {
        row.version = version;
    }

    fn snapshot(row: &merge::Model) -> Value {
        json!({
            "kept_id": row.kept_id, "removed_id": row.removed_id, "take": row.take, "undone_at": row.undone_at,
            "undo_reason": row.undo_reason,
        })
    }

    fn place(row: &merge::Model) -> Option<RegionCode> {
        Some(row.kept_region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: MergeId) -> Result<Merge> {
        let row = guard.select::<merge::Entity>().filter(merge::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&row)).await?;
        Ok(view(row, &around))
    }
}
