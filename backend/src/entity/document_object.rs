//! A kept file that lies in the bucket, under the name of its document.

use contract::ids::DocumentId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_objects")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: DocumentId,
    /// The secret it is sealed with.
    pub key_id: String,
}

impl ActiveModelBehavior for ActiveModel {}
