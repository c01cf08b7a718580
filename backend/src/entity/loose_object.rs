//! An object in the bucket that no document has yet, or any more.

use contract::ids::DocumentId;
use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "loose_objects")]
pub struct Model {
    /// The document whose file it was to be, or was.
    #[sea_orm(primary_key, auto_increment = false)]
    pub object_id: DocumentId,
    pub since: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
