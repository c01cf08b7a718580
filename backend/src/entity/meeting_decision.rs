//! Something a meeting decided.

use contract::ids::MeetingDecisionId;
use contract::ids::MeetingId;
use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_decisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MeetingDecisionId,
    pub meeting_id: MeetingId,
    pub number: i32,
    pub text: String,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
