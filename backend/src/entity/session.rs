//! One signed-in device.

use contract::ids::SessionId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    pub user_id: UserId,
    pub device: String,
    pub address: String,
    pub must_change_password: bool,
    pub started_at: Timestamp,
    pub last_used_at: Timestamp,
    pub idle_until: Timestamp,
    pub expires_at: Timestamp,
    /// Seconds without a refresh after which it ends.
    pub idle_seconds: i64,
    pub ended_at: Option<Timestamp>,
    pub end_reason: Option<String>,
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: HasOne<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
