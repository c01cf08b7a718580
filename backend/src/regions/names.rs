//! The names of regions, for views of what lies in them.

use crate::entity::region;
use crate::kernel::error::Result;
use crate::kernel::scope::system;
use contract::place::RegionCode;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use std::collections::HashMap;

/// The names of these regions, in one statement.
pub async fn region_names(
    db: &impl ConnectionTrait,
    codes: impl IntoIterator<Item = RegionCode>,
) -> Result<HashMap<RegionCode, String>> {
    let rows = system::<region::Entity>().filter(region::Column::Code.is_in(codes)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.name)).collect())
}
