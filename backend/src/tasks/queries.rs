//! Tasks as rows and as views.

use crate::beneficiaries::identifiers::{context, open};
use crate::entity::{beneficiary, region, task};
use crate::history::queries::names;
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, no_rows, system};
use contract::endpoint::Endpoint;
use contract::ids::{BeneficiaryId, TaskId, UserId};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use contract::tasks::{Task, TaskKind};
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde_json::{Value, json};
use std::collections::HashMap;

/// What the sealed name of a task is bound to.
pub const CLAIMED_NAME: &str = "claimed_name";

const PLACE: PlaceColumns<task::Column> = PlaceColumns {
    city: task::Column::CityCode,
    district: task::Column::DistrictCode,
    village: task::Column::RegionCode,
    rw: Some(task::Column::Rw),
};

impl Scoped for task::Entity {
    /// Of each kind, those in the places where the caller holds its permission.
    /// Kinds of the same places are asked for together, so that one index
    /// serves place and order.
    fn rows(scope: &Scope) -> Condition {
        let mut groups: Vec<(Scope, Vec<TaskKind>)> = Vec::new();
        for kind in TaskKind::ALL {
            let reached = scope.for_permission(kind.permission());
            match groups.iter_mut().find(|(known, _)| known.places == reached.places) {
                Some((_, kinds)) => kinds.push(*kind),
                None => groups.push((reached, vec![*kind])),
            }
        }
        groups.retain(|(reached, _)| !reached.places.is_empty());
        if groups.is_empty() {
            return no_rows();
        }
        groups.into_iter().fold(Condition::any(), |any, (reached, kinds)| {
            let place = PLACE.reached(&reached);
            let every = kinds.len() == TaskKind::ALL.len();
            any.add(if every { place } else { Condition::all().add(task::Column::Kind.is_in(kinds)).add(place) })
        })
    }
}

/// What views of tasks need besides their rows: three statements, however many.
#[derive(Debug)]
pub struct Surroundings {
    women: HashMap<BeneficiaryId, String>,
    regions: HashMap<RegionCode, String>,
    users: HashMap<UserId, String>,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[task::Model]) -> Result<Self> {
        let ids = rows.iter().map(|row| row.beneficiary_id);
        let women = system::<beneficiary::Entity>().filter(beneficiary::Column::Id.is_in(ids)).all(guard.db()).await?;
        let codes = rows.iter().flat_map(|row| [row.region_code.clone(), row.claimed_region_code.clone()]);
        let regions = system::<region::Entity>().filter(region::Column::Code.is_in(codes)).all(guard.db()).await?;
        let users = rows.iter().flat_map(|row| [Some(row.raised_by), row.done_by]).flatten();
        Ok(Self {
            women: women.into_iter().map(|row| (row.id, row.full_name)).collect(),
            regions: regions.into_iter().map(|row| (row.code, row.name)).collect(),
            users: names(guard.db(), users).await?,
        })
    }
}

pub fn view<E: Endpoint>(guard: &Guard<E>, row: task::Model, around: &Surroundings) -> Result<Task> {
    let region = |code: &RegionCode| around.regions.get(code).cloned().unwrap_or_default();
    let user = |id: UserId| around.users.get(&id).cloned().unwrap_or_default();
    let claimed = row.claimed_name_sealed.as_ref();
    Ok(Task {
        id: row.id,
        kind: row.kind,
        state: row.state,
        beneficiary_id: row.beneficiary_id,
        full_name: around.women.get(&row.beneficiary_id).cloned().unwrap_or_default(),
        region_name: region(&row.region_code),
        claimed_full_name: claimed
            .map(|sealed| open(&guard.kernel, &context(row.id, CLAIMED_NAME), sealed))
            .transpose()?,
        claimed_region_name: region(&row.claimed_region_code),
        raised_by: row.raised_by,
        raised_by_name: user(row.raised_by),
        created_at: row.created_at,
        done_by_name: row.done_by.map(user),
        done_at: row.done_at,
        outcome: row.outcome,
        resolution: row.resolution,
        relocation_id: row.relocation_id,
        region_code: row.region_code,
        claimed_region_code: row.claimed_region_code,
        version: row.version,
    })
}

impl Resource for task::Entity {
    type Id = TaskId;
    type View = Task;
    const KIND: &'static str = "task";

    fn id(row: &task::Model) -> TaskId {
        row.id
    }

    fn version(row: &task::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut task::Model, version: i64, _: Timestamp) {
        row.version = version;
    }

    fn snapshot(row: &task::Model) -> Value {
        json!({
            "kind": row.kind, "state": row.state, "beneficiary_id": row.beneficiary_id,
            "claimed_region_code": row.claimed_region_code, "outcome": row.outcome, "resolution": row.resolution,
        })
    }

    fn place(row: &task::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: TaskId) -> Result<Task> {
        let row = guard.select::<task::Entity>().filter(task::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&row)).await?;
        view(guard, row, &around)
    }
}
