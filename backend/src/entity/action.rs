//! What follows from a decision of a meeting.

use contract::actions::ActionState;
use contract::ids::ActionId;
use contract::ids::AgencyId;
use contract::ids::LocusId;
use contract::ids::MeetingDecisionId;
use contract::ids::MeetingId;
use contract::ids::UserId;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "actions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ActionId,
    pub meeting_id: MeetingId,
    pub decision_id: MeetingDecisionId,
    pub locus_id: Option<LocusId>,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub title: String,
    pub owner_id: UserId,
    pub agency_id: Option<AgencyId>,
    pub due_on: Day,
    pub state: ActionState,
    pub outcome: Option<String>,
    pub ended_by: Option<UserId>,
    pub ended_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
