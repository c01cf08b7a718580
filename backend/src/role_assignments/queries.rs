//! Assignments with the names they point to.

use crate::entity::{agency, region, role_assignment, user};
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::identity::holds_on;
use crate::kernel::scope::{open_to_permission, system};
use contract::endpoint::Endpoint;
use contract::ids::{AgencyId, AssignmentId, UserId};
use contract::me::HeldRole;
use contract::moment::{Day, Timestamp};
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use contract::role_assignments::{RoleAssignment, TermState};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use serde_json::{Value, json};
use std::collections::HashMap;

open_to_permission!(role_assignment::Entity);

/// The names a set of assignments needs.
#[derive(Debug, Default)]
pub struct Names {
    users: HashMap<UserId, String>,
    regions: HashMap<RegionCode, String>,
    agencies: HashMap<AgencyId, String>,
}

impl Names {
    /// Three statements, however many rows.
    pub async fn of(db: &impl ConnectionTrait, rows: &[role_assignment::Model]) -> Result<Self> {
        let users = system::<user::Entity>().filter(user::Column::Id.is_in(rows.iter().map(|row| row.user_id)));
        let regions = rows.iter().filter_map(|row| row.region_code.clone());
        let regions = system::<region::Entity>().filter(region::Column::Code.is_in(regions));
        let agencies =
            system::<agency::Entity>().filter(agency::Column::Id.is_in(rows.iter().filter_map(|row| row.agency_id)));
        Ok(Self {
            users: users.all(db).await?.into_iter().map(|row| (row.id, row.full_name)).collect(),
            regions: regions.all(db).await?.into_iter().map(|row| (row.code, row.name)).collect(),
            agencies: agencies.all(db).await?.into_iter().map(|row| (row.id, row.name)).collect(),
        })
    }

    fn region(&self, code: Option<&RegionCode>) -> Option<String> {
        self.regions.get(code?).cloned()
    }

    fn agency(&self, id: Option<AgencyId>) -> Option<String> {
        self.agencies.get(&id?).cloned()
    }
}

fn state(row: &role_assignment::Model, today: Day) -> TermState {
    let over = row.ended_at.is_some() || row.valid_until.is_some_and(|until| until < today);
    match (over, row.valid_from > today) {
        (true, _) => TermState::Ended,
        (false, true) => TermState::Upcoming,
        (false, false) => TermState::Current,
    }
}

pub fn view(row: role_assignment::Model, names: &Names, today: Day) -> RoleAssignment {
    RoleAssignment {
        id: row.id,
        user_id: row.user_id,
        user_full_name: names.users.get(&row.user_id).cloned().unwrap_or_default(),
        role: row.role,
        kind: row.kind,
        region_name: names.region(row.region_code.as_ref()),
        agency_name: names.agency(row.agency_id),
        state: state(&row, today),
        region_code: row.region_code,
        rw: row.rw,
        agency_id: row.agency_id,
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        ended_at: row.ended_at,
        end_reason: row.end_reason,
        created_at: row.created_at,
        version: row.version,
    }
}

/// The roles these users hold today.
pub async fn held_today<E: Endpoint>(guard: &Guard<E>, users: &[UserId]) -> Result<HashMap<UserId, Vec<HeldRole>>> {
    let rows = system::<role_assignment::Entity>()
        .filter(role_assignment::Column::UserId.is_in(users.iter().copied()))
        .filter(holds_on(guard.clock().today()))
        .all(guard.db())
        .await?;
    let names = Names::of(guard.db(), &rows).await?;
    let mut held: HashMap<UserId, Vec<HeldRole>> = HashMap::new();
    for row in rows {
        let role = HeldRole {
            role: row.role,
            kind: row.kind,
            region_name: names.region(row.region_code.as_ref()),
            agency_name: names.agency(row.agency_id),
            region_code: row.region_code,
            rw: row.rw,
            agency_id: row.agency_id,
        };
        held.entry(row.user_id).or_default().push(role);
    }
    Ok(held)
}

impl Resource for role_assignment::Entity {
    type Id = AssignmentId;
    type View = RoleAssignment;
    const KIND: &'static str = "role_assignment";

    fn id(row: &role_assignment::Model) -> AssignmentId {
        row.id
    }

    fn version(row: &role_assignment::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut role_assignment::Model, version: i64, _: Timestamp) {
        row.version = version;
    }

    fn snapshot(row: &role_assignment::Model) -> Value {
        json!({
            "user_id": row.user_id, "role": row.role, "kind": row.kind, "region_code": row.region_code, "rw": row.rw,
            "agency_id": row.agency_id, "valid_from": row.valid_from, "valid_until": row.valid_until,
            "ended_at": row.ended_at, "end_reason": row.end_reason,
        })
    }

    fn place(row: &role_assignment::Model) -> Option<RegionCode> {
        row.region_code.clone()
    }

    fn agency(row: &role_assignment::Model) -> Option<AgencyId> {
        row.agency_id
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: AssignmentId) -> Result<RoleAssignment> {
        let rows =
            system::<role_assignment::Entity>().filter(role_assignment::Column::Id.eq(id)).all(guard.db()).await?;
        let names = Names::of(guard.db(), &rows).await?;
        let row = rows.into_iter().next().ok_or(ProblemCode::NotFound)?;
        Ok(view(row, &names, guard.clock().today()))
    }
}
