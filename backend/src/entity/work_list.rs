//! The filters of a list, kept under a name.

use contract::ids::{UserId, WorkListId};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::work_lists::FilteredList;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "work_lists")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WorkListId,
    pub list: FilteredList,
    pub name: String,
    /// By the names the list's query has, as JSON.
    pub filters: String,
    pub sort: Option<String>,
    /// Where those work who see it; none: its owner alone.
    pub shared_in: Option<RegionCode>,
    pub owner_id: UserId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
