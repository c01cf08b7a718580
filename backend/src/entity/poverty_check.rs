//! A look into a poverty database; append-only.

use contract::ids::BeneficiaryId;
use contract::ids::PovertyCheckId;
use contract::ids::UserId;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::poverty_checks::PovertyCheckResult;
use contract::poverty_checks::PovertyDatabase;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "poverty_checks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PovertyCheckId,
    pub beneficiary_id: BeneficiaryId,
    pub checked_on: Day,
    pub source_database: PovertyDatabase,
    pub result: PovertyCheckResult,
    pub decile: Option<i32>,
    pub source: String,
    pub recorded_by: UserId,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
