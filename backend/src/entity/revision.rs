//! The values before and after a change, sealed; erasable.

use contract::ids::EventId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revisions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: EventId,
    pub key_id: String,
    pub sealed: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
