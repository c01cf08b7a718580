//! The poverty line of a city and year.

use contract::ids::PovertyLineId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "poverty_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PovertyLineId,
    pub region_code: RegionCode,
    pub year: i32,
    pub monthly_rupiah: i64,
    pub poor_people: Option<i64>,
    pub poor_share: Option<i32>,
    pub source: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
