//! A version of what the seven stages ask for.

use contract::ids::StageTemplateId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::stage_templates::TemplateState;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stage_templates")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StageTemplateId,
    pub city_code: Option<RegionCode>,
    pub number: i32,
    pub state: TemplateState,
    pub note: Option<String>,
    pub stages: String,
    pub published_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
