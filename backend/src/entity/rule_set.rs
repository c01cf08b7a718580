//! A version of the eligibility rules.

use contract::eligibility::HeadCondition;
use contract::eligibility::PovertyBasis;
use contract::eligibility::RuleSetState;
use contract::ids::RuleSetId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_sets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RuleSetId,
    pub number: i32,
    pub state: RuleSetState,
    pub note: Option<String>,
    pub rules: String,
    pub age_min: i32,
    pub age_max: i32,
    pub age_on: String,
    pub region_code: Option<RegionCode>,
    pub poverty_basis: PovertyBasis,
    pub low_stages: String,
    pub head_condition: HeadCondition,
    pub in_force_from: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub renewed_for: Option<i32>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
