//! A source of lists whose headings were matched by hand.

use contract::ids::ImportSourceId;
use contract::ids::UserId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_sources")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportSourceId,
    pub name: String,
    pub place_code: RegionCode,
    /// A digest of the headings.
    pub fingerprint: Vec<u8>,
    /// What each heading holds, in their order, as JSON.
    pub columns: String,
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub used_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
