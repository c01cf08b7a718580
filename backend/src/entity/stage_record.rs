//! One stage of one locus.

use contract::cycle::CycleStage;
use contract::cycle::Involvement;
use contract::cycle::StageState;
use contract::cycle::TerminationReason;
use contract::ids::AgencyId;
use contract::ids::LocusId;
use contract::ids::StageRecordId;
use contract::ids::UserId;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stage_records")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StageRecordId,
    pub locus_id: LocusId,
    pub number: i32,
    pub stage: CycleStage,
    pub year: i32,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub state: StageState,
    pub since: Timestamp,
    pub planned_start: Option<Day>,
    pub planned_end: Option<Day>,
    pub started_on: Option<Day>,
    pub ended_on: Option<Day>,
    pub agency_id: Option<AgencyId>,
    pub narrative: Option<String>,
    pub benefit: Option<String>,
    pub residents_involvement: Option<Involvement>,
    pub residents_reason: Option<String>,
    pub team_involvement: Option<Involvement>,
    pub team_reason: Option<String>,
    pub termination_reason: Option<TerminationReason>,
    pub submitted_by: Option<UserId>,
    pub approvals: i32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
