//! A request to pass a stage without a requirement.

use contract::ids::StageRecordId;
use contract::ids::StageWaiverId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use contract::stage_records::WaiverState;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stage_waivers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StageWaiverId,
    pub record_id: StageRecordId,
    pub requirement: String,
    pub reason: String,
    pub state: WaiverState,
    pub requested_by: UserId,
    pub created_at: Timestamp,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<Timestamp>,
    pub decision_note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
