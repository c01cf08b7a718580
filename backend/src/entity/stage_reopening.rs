//! A stage opened again; append-only.

use contract::ids::LocusId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stage_reopenings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub locus_id: LocusId,
    pub number: i32,
    pub reason: String,
    pub reopened_by: UserId,
    pub reopened_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
