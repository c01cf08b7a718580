//! A regulation or decree.

use contract::ids::DocumentId;
use contract::ids::LegalInstrumentId;
use contract::ids::LocusId;
use contract::ids::ProgrammeId;
use contract::legal_instruments::InstrumentKind;
use contract::moment::Day;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "legal_instruments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LegalInstrumentId,
    pub kind: InstrumentKind,
    pub number: String,
    pub dated: Day,
    pub title: String,
    pub summary: Option<String>,
    pub city_code: RegionCode,
    pub programme_id: Option<ProgrammeId>,
    pub locus_id: Option<LocusId>,
    pub document_id: Option<DocumentId>,
    pub archived_at: Option<Timestamp>,
    pub archive_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
