//! Which process gives events their order.

use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;
use uuid::Uuid;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sequencer_leases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub holder: Option<Uuid>,
    pub until: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
