//! A move, made or asked for.

use contract::ids::BeneficiaryId;
use contract::ids::RelocationId;
use contract::ids::UserId;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::place::Neighbourhood;
use contract::place::RegionCode;
use contract::relocations::Movers;
use contract::relocations::RelocationState;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "relocations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RelocationId,
    pub state: RelocationState,
    pub beneficiary_id: BeneficiaryId,
    pub from_city_code: RegionCode,
    pub from_district_code: RegionCode,
    pub from_region_code: RegionCode,
    pub from_rw: Neighbourhood,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub rw: Neighbourhood,
    pub rt: Neighbourhood,
    pub address: Option<String>,
    pub moved_on: Day,
    pub reason: String,
    pub household: Movers,
    pub requested_by: UserId,
    pub created_at: Timestamp,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<Timestamp>,
    pub answer: Option<String>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
