//! What a search by name reads of a woman; the database keeps it itself.

use contract::beneficiaries::Status;
use contract::eligibility::EligibilityAnswer;
use contract::ids::BeneficiaryId;
use contract::moment::Timestamp;
use contract::place::Neighbourhood;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "beneficiary_searches")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BeneficiaryId,
    pub full_name_folded: String,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub rw: Neighbourhood,
    pub status: Status,
    pub eligibility: EligibilityAnswer,
    pub archived_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}
