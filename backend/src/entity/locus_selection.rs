//! Places compared by what they need.

use contract::ids::LocusSelectionId;
use contract::ids::ProgrammeId;
use contract::ids::UserId;
use contract::locus_selections::SelectionState;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::place::RegionLevel;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "locus_selections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LocusSelectionId,
    pub programme_id: ProgrammeId,
    pub city_code: RegionCode,
    pub region_code: RegionCode,
    pub level: RegionLevel,
    /// As JSON.
    pub indicators: String,
    pub note: Option<String>,
    pub state: SelectionState,
    /// One code a line.
    pub chosen_codes: String,
    pub reason: Option<String>,
    /// What it was decided on, as JSON.
    pub ranking: Option<String>,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
