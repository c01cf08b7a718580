//! One decision; append-only.

use contract::eligibility::EligibilityAnswer;
use contract::ids::BeneficiaryId;
use contract::ids::DocumentId;
use contract::ids::UserId;
use contract::ids::ValidationId;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::place::Neighbourhood;
use contract::place::RegionCode;
use contract::validations::Outcome;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "validations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ValidationId,
    pub beneficiary_id: BeneficiaryId,
    pub programme_year: i32,
    pub outcome: Outcome,
    pub reason_code: Option<String>,
    pub reason: Option<String>,
    pub document_number: Option<String>,
    pub document_date: Option<Day>,
    pub document_id: Option<DocumentId>,
    pub beneficiary_version: i64,
    pub eligibility: Option<EligibilityAnswer>,
    pub rule_set_number: Option<i32>,
    pub rule_findings: Option<String>,
    /// Made for another year beside one that stands.
    pub beside: bool,
    pub decided_by: UserId,
    pub decided_at: Timestamp,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub rw: Neighbourhood,
}

impl ActiveModelBehavior for ActiveModel {}
