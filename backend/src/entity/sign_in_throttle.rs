//! Failed sign-ins of late, counted by account, device or address.

use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_throttles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: Vec<u8>,
    pub failures: i64,
    pub window_started_at: Timestamp,
    pub blocked_until: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
