//! How many requests someone made in a minute.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "request_counts")]
pub struct Model {
    /// A user or an address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub counted: String,
    /// Minutes since 1970.
    #[sea_orm(primary_key, auto_increment = false)]
    pub minute: i64,
    pub requests: i64,
}

impl ActiveModelBehavior for ActiveModel {}
