//! A woman in a locus, for its programme year.

use contract::enrolments::EnrolmentState;
use contract::ids::BeneficiaryId;
use contract::ids::EnrolmentId;
use contract::ids::LocusId;
use contract::ids::UserId;
use contract::ids::ValidationId;
use contract::moment::Timestamp;
use contract::place::Neighbourhood;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "enrolments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EnrolmentId,
    pub locus_id: LocusId,
    pub year: i32,
    pub beneficiary_id: BeneficiaryId,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub rw: Neighbourhood,
    pub state: EnrolmentState,
    pub reason: Option<String>,
    pub validation_id: ValidationId,
    pub proposed_by: UserId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
