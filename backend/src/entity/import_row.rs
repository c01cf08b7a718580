//! One row of an uploaded list; what was read is sealed.

use contract::ids::BeneficiaryId;
use contract::ids::ImportId;
use contract::imports::RowOutcome;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_rows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: ImportId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub row: i32,
    pub outcome: RowOutcome,
    pub sealed: Vec<u8>,
    pub committed: bool,
    pub beneficiary_id: Option<BeneficiaryId>,
    /// It came in again, mended, and was kept.
    pub mended: bool,
}

impl ActiveModelBehavior for ActiveModel {}
