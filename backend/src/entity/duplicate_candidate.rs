//! Two records that may be one woman.

use contract::duplicates::DuplicateOrigin;
use contract::duplicates::DuplicateState;
use contract::ids::BeneficiaryId;
use contract::ids::DuplicateCandidateId;
use contract::ids::MergeId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use contract::place::Neighbourhood;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duplicate_candidates")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DuplicateCandidateId,
    pub state: DuplicateState,
    pub origin: DuplicateOrigin,
    pub first_id: BeneficiaryId,
    pub second_id: BeneficiaryId,
    pub score: i32,
    pub reasons: String,
    pub first_city_code: RegionCode,
    pub first_district_code: RegionCode,
    pub first_region_code: RegionCode,
    pub first_rw: Neighbourhood,
    pub second_city_code: RegionCode,
    pub second_district_code: RegionCode,
    pub second_region_code: RegionCode,
    pub second_rw: Neighbourhood,
    pub settled_by: Option<UserId>,
    pub settled_at: Option<Timestamp>,
    pub reason: Option<String>,
    pub merge_id: Option<MergeId>,
    pub created_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
