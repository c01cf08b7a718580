//! What a city runs in one year.

use contract::ids::AgencyId;
use contract::ids::ProgrammeId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programmes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgrammeId,
    pub name: String,
    pub year: i32,
    pub city_code: RegionCode,
    /// One code a line.
    pub district_codes: String,
    pub lead_agency_id: AgencyId,
    pub budget_year: i32,
    pub target_families: i32,
    pub archived_at: Option<Timestamp>,
    pub archive_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
