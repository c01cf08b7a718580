//! A meeting of a locus or of a whole programme.

use contract::cycle::CycleStage;
use contract::ids::AgencyId;
use contract::ids::LocusId;
use contract::ids::MeetingId;
use contract::ids::ProgrammeId;
use contract::ids::UserId;
use contract::meetings::MeetingKind;
use contract::meetings::MeetingState;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meetings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MeetingId,
    pub programme_id: ProgrammeId,
    pub locus_id: Option<LocusId>,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub kind: MeetingKind,
    pub stage: CycleStage,
    pub subject: Option<String>,
    pub state: MeetingState,
    pub starts_at: Timestamp,
    pub ends_at: Option<Timestamp>,
    pub place: String,
    pub chair: String,
    pub chair_agency_id: Option<AgencyId>,
    pub letter_number: Option<String>,
    pub agenda: Option<String>,
    pub minutes: Option<String>,
    pub minutes_by: Option<UserId>,
    pub minutes_at: Option<Timestamp>,
    /// As JSON.
    pub parties: String,
    pub residents_attended: Option<i32>,
    pub women_attended: Option<i32>,
    pub residents_note: Option<String>,
    pub cancel_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
