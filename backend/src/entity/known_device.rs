//! A device an account was used from, by its digest.

use contract::ids::UserId;
use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "known_devices")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    pub user_id: UserId,
    pub last_used_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
