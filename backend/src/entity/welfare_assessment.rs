//! What was told of a family's welfare on a day.

use contract::ids::BeneficiaryId;
use contract::ids::HouseholdId;
use contract::ids::UserId;
use contract::ids::WelfareAssessmentId;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::place::Neighbourhood;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "welfare_assessments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WelfareAssessmentId,
    pub beneficiary_id: BeneficiaryId,
    pub household_id: HouseholdId,
    pub assessed_on: Day,
    pub assessed_by: Option<String>,
    pub ks21: Option<String>,
    pub dwelling: Option<String>,
    pub aid: Option<String>,
    pub functioning_sealed: Option<Vec<u8>>,
    pub monthly_income: Option<i64>,
    pub monthly_expenditure: Option<i64>,
    pub people: i32,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub rw: Neighbourhood,
    pub recorded_by: UserId,
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawal_reason: Option<String>,
    pub created_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
