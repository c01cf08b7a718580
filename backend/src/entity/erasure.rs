//! That a woman's data were destroyed; append-only.

use contract::ids::BeneficiaryId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erasures")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub beneficiary_id: BeneficiaryId,
    pub erased_by: UserId,
    pub erased_at: Timestamp,
    pub on_request: bool,
}

impl ActiveModelBehavior for ActiveModel {}
