//! The bytes of an uploaded list, sealed.

use contract::ids::ImportId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_files")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: ImportId,
    pub sealed: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
