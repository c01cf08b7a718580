//! Something someone must settle.

use contract::ids::BeneficiaryId;
use contract::ids::RelocationId;
use contract::ids::TaskId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use contract::place::Neighbourhood;
use contract::place::RegionCode;
use contract::tasks::Resolution;
use contract::tasks::TaskKind;
use contract::tasks::TaskState;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tasks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskId,
    pub kind: TaskKind,
    pub state: TaskState,
    pub beneficiary_id: BeneficiaryId,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub rw: Neighbourhood,
    pub claimed_name_sealed: Option<Vec<u8>>,
    pub claimed_region_code: RegionCode,
    pub raised_by: UserId,
    pub created_at: Timestamp,
    pub done_by: Option<UserId>,
    pub done_at: Option<Timestamp>,
    pub outcome: Option<String>,
    pub resolution: Option<Resolution>,
    pub relocation_id: Option<RelocationId>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
