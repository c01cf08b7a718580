//! What someone declared for a requirement.

use contract::ids::DocumentId;
use contract::ids::StageEntryId;
use contract::ids::StageRecordId;
use contract::ids::UserId;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::policy::Role;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stage_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StageEntryId,
    pub record_id: StageRecordId,
    pub requirement: String,
    pub day: Day,
    pub statement: Option<String>,
    pub document_id: Option<DocumentId>,
    pub role: Option<Role>,
    pub entered_by: UserId,
    pub created_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawn_by: Option<UserId>,
    pub withdrawal_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
