//! A long piece of work.

use contract::ids::JobId;
use contract::ids::UserId;
use contract::jobs::JobKind;
use contract::jobs::JobState;
use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    pub kind: JobKind,
    pub subject: String,
    pub state: JobState,
    pub done: i32,
    pub total: i32,
    pub error: Option<String>,
    pub created_by: UserId,
    pub permission: String,
    pub request_id: String,
    pub lease_until: Timestamp,
    pub holder: Option<Uuid>,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
