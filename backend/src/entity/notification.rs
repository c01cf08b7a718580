//! What someone did with something of a user's.

use contract::cycle::CycleStage;
use contract::ids::ActionId;
use contract::ids::LocusId;
use contract::ids::NotificationId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use contract::notifications::NotificationKind;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notifications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NotificationId,
    pub user_id: UserId,
    pub kind: NotificationKind,
    pub locus_id: Option<LocusId>,
    pub stage: Option<CycleStage>,
    pub action_id: Option<ActionId>,
    pub sent_by: UserId,
    pub created_at: Timestamp,
    pub read_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
