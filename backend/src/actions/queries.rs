//! Actions as rows and as views.

use crate::entity::{action, meeting};
use crate::history::queries::names;
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, system};
use crate::loci::queries::seen_or_of_city;
use crate::regions::names::region_names;
use contract::actions::{Action, ActionState};
use contract::endpoint::Endpoint;
use contract::ids::{ActionId, AgencyId, MeetingId, UserId};
use contract::moment::{Day, Timestamp};
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

const PLACE: PlaceColumns<action::Column> = PlaceColumns {
    city: action::Column::CityCode,
    district: action::Column::DistrictCode,
    village: action::Column::RegionCode,
    rw: None,
};

impl Scoped for action::Entity {
    /// Those of the meetings that are seen. Whoever was given one saw its meeting then.
    fn rows(scope: &Scope) -> Condition {
        seen_or_of_city(scope, PLACE, action::Column::LocusId)
    }
}

/// The people an action names.
pub fn people(row: &action::Model) -> impl Iterator<Item = UserId> + use<> {
    [Some(row.owner_id), row.ended_by].into_iter().flatten()
}

/// What a view of an action needs besides its row and its meeting.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    pub regions: &'a HashMap<RegionCode, String>,
    pub users: &'a HashMap<UserId, String>,
    pub today: Day,
}

pub fn view(row: &action::Model, of: &meeting::Model, around: Around<'_>) -> Action {
    Action {
        id: row.id,
        meeting_id: row.meeting_id,
        meeting_kind: of.kind,
        meeting_at: of.starts_at,
        decision_id: row.decision_id,
        locus_id: row.locus_id,
        region_code: row.region_code.clone(),
        region_name: around.regions.get(&row.region_code).cloned().unwrap_or_default(),
        title: row.title.clone(),
        owner_id: row.owner_id,
        owner_name: around.users.get(&row.owner_id).cloned().unwrap_or_default(),
        agency_id: row.agency_id,
        due_on: row.due_on,
        state: row.state,
        overdue: row.state == ActionState::Open && row.due_on < around.today,
        outcome: row.outcome.clone(),
        ended_by_name: row.ended_by.and_then(|id| around.users.get(&id).cloned()),
        ended_at: row.ended_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

/// What views of actions need besides their rows: three statements.
#[derive(Debug)]
pub struct Surroundings {
    meetings: HashMap<MeetingId, meeting::Model>,
    regions: HashMap<RegionCode, String>,
    users: HashMap<UserId, String>,
    today: Day,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[action::Model]) -> Result<Self> {
        let of = rows.iter().map(|row| row.meeting_id);
        let meetings = system::<meeting::Entity>().filter(meeting::Column::Id.is_in(of)).all(guard.db()).await?;
        let people: BTreeSet<UserId> = rows.iter().flat_map(people).collect();
        Ok(Self {
            meetings: meetings.into_iter().map(|row| (row.id, row)).collect(),
            regions: region_names(guard.db(), rows.iter().map(|row| row.region_code.clone())).await?,
            users: names(guard.db(), people).await?,
            today: guard.clock().today(),
        })
    }

    pub fn view(&self, row: &action::Model) -> Result<Action> {
        let of = self.meetings.get(&row.meeting_id).ok_or_else(|| Error::internal("an action without its meeting"))?;
        Ok(view(row, of, Around { regions: &self.regions, users: &self.users, today: self.today }))
    }
}

impl Resource for action::Entity {
    type Id = ActionId;
    type View = Action;
    const KIND: &'static str = "action";

    fn id(row: &action::Model) -> ActionId {
        row.id
    }

    fn version(row: &action::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut action::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &action::Model) -> Value {
        json!({
            "title": row.title, "owner_id": row.owner_id, "agency_id": row.agency_id, "due_on": row.due_on,
            "state": row.state, "outcome": row.outcome,
        })
    }

    fn place(row: &action::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    fn agency(row: &action::Model) -> Option<AgencyId> {
        row.agency_id
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: ActionId) -> Result<Action> {
        let row = guard.select::<action::Entity>().filter(action::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        Surroundings::of(guard, std::slice::from_ref(&row)).await?.view(&row)
    }
}
