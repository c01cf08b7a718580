//! A region of the Kemendagri list.

use contract::place::RegionCode;
use contract::place::RegionLevel;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "regions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: RegionCode,
    pub level: RegionLevel,
    pub name: String,
    pub official_name: String,
    pub search_text: String,
    pub name_folded: String,
    pub parent_code: Option<RegionCode>,
    pub bps_code: Option<String>,
    pub postal_code: Option<String>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
