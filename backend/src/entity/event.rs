//! A committed change or a recorded look; append-only.

use contract::ids::AgencyId;
use contract::ids::EventId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    pub at: Timestamp,
    pub actor_id: Option<UserId>,
    pub permission: String,
    pub operation: String,
    pub request_id: String,
    pub address: Option<String>,
    pub resource_kind: String,
    pub resource_id: String,
    pub place: Option<RegionCode>,
    pub place_before: Option<RegionCode>,
    pub agency_id: Option<AgencyId>,
    pub reason: Option<String>,
    pub members: String,
}

impl ActiveModelBehavior for ActiveModel {}
