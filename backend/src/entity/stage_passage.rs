//! A stage passed; it stands on the passage of the stage before.

use contract::ids::LocusId;
use contract::ids::StageTemplateId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stage_passages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub locus_id: LocusId,
    pub number: i32,
    pub previous_id: Option<Uuid>,
    pub previous_number: Option<i32>,
    pub template_id: StageTemplateId,
    /// How every requirement stood, as JSON.
    pub checklist: String,
    pub passed_by: UserId,
    pub passed_at: Timestamp,
    pub suspended_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
