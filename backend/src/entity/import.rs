//! An uploaded list.

use contract::ids::ImportId;
use contract::ids::JobId;
use contract::ids::UserId;
use contract::imports::ImportState;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportId,
    pub file_name: String,
    pub region_code: Option<RegionCode>,
    /// Where its uploader works; who looks after that place may read it.
    pub place_code: Option<RegionCode>,
    pub state: ImportState,
    pub fault: Option<String>,
    pub rows: i32,
    pub creates: i32,
    pub unchanged: i32,
    pub faulty: i32,
    pub warned: i32,
    pub committed: i32,
    pub job_id: Option<JobId>,
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub committed_at: Option<Timestamp>,
    pub destroy_on: Option<Day>,
    pub updates: i32,
    pub conflicts: i32,
    pub mended: i32,
    /// Sheets, columns and what was chosen by hand, sealed.
    pub reading: Option<Vec<u8>>,
    /// The list whose faulty rows these are.
    pub mends: Option<ImportId>,
    /// Women who stand with other values are changed.
    pub commit_updates: bool,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
