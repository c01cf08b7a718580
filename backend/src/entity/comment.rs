//! What is said of a stage.

use contract::cycle::CycleStage;
use contract::ids::CommentId;
use contract::ids::LocusId;
use contract::ids::StageRecordId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::policy::Role;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CommentId,
    pub stage_record_id: StageRecordId,
    pub locus_id: LocusId,
    pub stage: CycleStage,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub text: String,
    pub written_by: UserId,
    pub role: Role,
    pub created_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
