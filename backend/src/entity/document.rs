//! What is known of a kept file.

use contract::documents::DocumentKind;
use contract::documents::MediaType;
use contract::ids::DocumentId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "documents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub file_name: String,
    pub media_type: MediaType,
    pub size: i64,
    pub sha256: String,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    /// There is a small picture of it.
    pub has_thumbnail: bool,
    /// A record names it.
    pub attached: bool,
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
