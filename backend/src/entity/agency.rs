//! A local agency or partner.

use contract::ids::AgencyId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agencies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgencyId,
    pub name: String,
    pub name_folded: String,
    pub short_name: String,
    pub short_name_folded: String,
    pub aliases: String,
    pub search_text: String,
    pub region_code: RegionCode,
    pub archived_at: Option<Timestamp>,
    pub archive_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
