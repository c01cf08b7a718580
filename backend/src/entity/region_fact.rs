//! A statistic of a region and year.

use contract::ids::RegionFactId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::region_facts::RegionFactKind;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "region_facts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RegionFactId,
    pub region_code: RegionCode,
    pub year: i32,
    pub kind: RegionFactKind,
    pub value: i64,
    pub source: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
