//! One choice of a code list.

use contract::code_lists::CodeList;
use contract::ids::CodeId;
use contract::moment::Timestamp;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CodeId,
    pub list: CodeList,
    pub code: String,
    pub label_id: String,
    pub label_en: String,
    pub position: i32,
    pub list_order: String,
    pub retired: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
