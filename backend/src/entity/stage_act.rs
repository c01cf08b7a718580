//! What was done with a stage; append-only.

use contract::ids::StageRecordId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use contract::policy::Role;
use contract::stage_records::StageAction;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stage_acts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub record_id: StageRecordId,
    pub action: StageAction,
    pub note: Option<String>,
    pub role: Option<Role>,
    pub done_by: UserId,
    pub done_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
