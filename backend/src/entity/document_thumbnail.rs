//! The sealed bytes of a picture made small.

use contract::ids::DocumentId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_thumbnails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: DocumentId,
    pub sealed: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
