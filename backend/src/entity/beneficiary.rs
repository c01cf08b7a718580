//! A woman of the register.

use contract::beneficiaries::Status;
use contract::eligibility::EligibilityAnswer;
use contract::households::Sex;
use contract::ids::BeneficiaryId;
use contract::ids::HouseholdId;
use contract::ids::UserId;
use contract::ks21::Stage;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::place::Neighbourhood;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "beneficiaries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BeneficiaryId,
    pub full_name: String,
    pub full_name_folded: String,
    pub name_search: String,
    pub name_key: String,
    pub nik_sealed: Option<Vec<u8>>,
    pub nik_hash: Option<Vec<u8>>,
    pub nik_masked: Option<String>,
    pub nik_absent_reason: Option<String>,
    pub nik_warnings: String,
    pub birth_date: Day,
    pub sex: Sex,
    pub household_id: HouseholdId,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub rw: Neighbourhood,
    pub rt: Neighbourhood,
    pub address: Option<String>,
    pub phone_sealed: Option<Vec<u8>>,
    pub marital_status: String,
    pub de_jure: bool,
    pub de_facto: bool,
    pub head_basis: Option<String>,
    pub education: Option<String>,
    pub occupation: Option<String>,
    pub health_sealed: Option<Vec<u8>>,
    pub collected_by: Option<UserId>,
    pub collection: String,
    pub notice: Option<String>,
    /// From the newest KS-21 of her household.
    pub welfare_stage: Option<Stage>,
    /// By the basis of the rules in force.
    pub below_poverty_line: Option<bool>,
    /// What the rules in force say, for lists; the page works it out anew.
    pub eligibility: EligibilityAnswer,
    pub status: Status,
    pub outdated_by: String,
    pub complete: bool,
    pub created_by: UserId,
    pub last_edited_by: UserId,
    pub archived_at: Option<Timestamp>,
    pub archive_reason: Option<String>,
    pub merged_into: Option<BeneficiaryId>,
    /// Since when she is refused or archived.
    pub retained_since: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
