//! One answer to a question of consent; append-only.

use contract::beneficiaries::NoticeMeans;
use contract::consents::ConsentAnswer;
use contract::consents::ConsentPurpose;
use contract::ids::BeneficiaryId;
use contract::ids::ConsentId;
use contract::ids::UserId;
use contract::moment::Day;
use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConsentId,
    pub beneficiary_id: BeneficiaryId,
    pub purpose: ConsentPurpose,
    pub answer: ConsentAnswer,
    pub text_version: String,
    pub language: String,
    pub means: NoticeMeans,
    pub answered_on: Day,
    pub asked_by: String,
    pub recorded_by: UserId,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
