//! Two records made one.

use contract::ids::BeneficiaryId;
use contract::ids::MergeId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use contract::place::Neighbourhood;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "merges")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MergeId,
    pub kept_id: BeneficiaryId,
    pub removed_id: BeneficiaryId,
    pub take: String,
    pub reason: String,
    pub sealed: Vec<u8>,
    pub kept_city_code: RegionCode,
    pub kept_district_code: RegionCode,
    pub kept_region_code: RegionCode,
    pub kept_rw: Neighbourhood,
    pub removed_city_code: RegionCode,
    pub removed_district_code: RegionCode,
    pub removed_region_code: RegionCode,
    pub removed_rw: Neighbourhood,
    pub merged_by: UserId,
    pub merged_at: Timestamp,
    pub undone_by: Option<UserId>,
    pub undone_at: Option<Timestamp>,
    pub undo_reason: Option<String>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
