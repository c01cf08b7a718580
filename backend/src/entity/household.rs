//! A family living together.

use contract::ids::HouseholdId;
use contract::ids::UserId;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::place::Neighbourhood;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "households")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HouseholdId,
    pub kk_sealed: Option<Vec<u8>>,
    pub kk_hash: Option<Vec<u8>>,
    pub kk_masked: Option<String>,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub rw: Neighbourhood,
    pub rt: Neighbourhood,
    pub address: Option<String>,
    pub monthly_income: Option<i64>,
    pub monthly_expenditure: Option<i64>,
    pub finances_on: Option<Day>,
    pub collected_by: Option<UserId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
