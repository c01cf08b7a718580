//! One or more RW of a kelurahan in a programme year.

use contract::ids::LocusId;
use contract::ids::ProgrammeId;
use contract::ids::StageTemplateId;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::policy::Role;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "loci")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LocusId,
    pub programme_id: ProgrammeId,
    pub year: i32,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    /// One RW a line.
    pub rws: String,
    pub target_families: i32,
    pub starts_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub template_id: Option<StageTemplateId>,
    /// As JSON.
    pub team: String,
    /// The number of the stage it stands in; 8 when all are passed.
    pub stage: i32,
    pub stage_since: Timestamp,
    /// Whose step is next; nobody's when all are passed.
    pub awaits: Option<Role>,
    pub archived_at: Option<Timestamp>,
    pub archive_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
