//! A member of a household who is not herself in the register.

use contract::households::Livelihood;
use contract::households::Schooling;
use contract::households::Sex;
use contract::ids::HouseholdId;
use contract::ids::MemberId;
use contract::moment::Day;
use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household_members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MemberId,
    pub household_id: HouseholdId,
    pub full_name: String,
    pub birth_date: Option<Day>,
    pub sex: Sex,
    pub relation: String,
    pub schooling: Option<Schooling>,
    pub livelihood: Livelihood,
    pub removed_at: Option<Timestamp>,
    pub removal_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
