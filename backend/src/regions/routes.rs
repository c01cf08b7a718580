//! Looking regions up.

use crate::entity::region;
use crate::kernel::database::{folded_contains, within_region};
use crate::kernel::error::{Error, Result};
use crate::kernel::fold::fold;
use crate::kernel::guard::Read;
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{Scope, open_to_permission};
use crate::kernel::tx::Tx;
use actix_web::web::Path;
use contract::endpoints::{GetRegion, ListRegions};
use contract::place::RegionCode;
use contract::problem::{FieldCode, ProblemCode};
use contract::regions::Region;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter};

open_to_permission!(region::Entity);

fn view(row: region::Model) -> Region {
    Region {
        code: row.code,
        level: row.level,
        name: row.name,
        official_name: row.official_name,
        parent_code: row.parent_code,
        bps_code: row.bps_code,
        postal_code: row.postal_code,
        note: row.note,
    }
}

pub async fn list(guard: Read<ListRegions>) -> Answer<ListRegions> {
    let filter = guard.filter()?;
    let mut select = guard.select::<region::Entity>();
    if let Some(region) = filter.within {
        select = select.filter(within_region(Expr::col(region::Column::Code), region.as_str()));
    }
    if let Some(level) = filter.level {
        select = select.filter(region::Column::Level.eq(level));
    }
    if let Some(q) = filter.q {
        select = select.filter(folded_contains(Expr::col(region::Column::SearchText), &fold(&q)));
    }
    let orders =
        Orders::new(region::Column::Code, &[("code", region::Column::Code), ("name", region::Column::NameFolded)]);
    Ok(Reply::new(map_page(guard.page(select, &orders).await?, view)))
}

pub async fn get(guard: Read<GetRegion>, code: Path<String>) -> Answer<GetRegion> {
    let code: RegionCode = code.parse().map_err(|()| ProblemCode::NotFound)?;
    let row = guard.select::<region::Entity>().filter(region::Column::Code.eq(code)).one(guard.db()).await?;
    let etag = guard.etag(1);
    Ok(Reply::new(view(row.ok_or(ProblemCode::NotFound)?)).tagged(etag))
}

/// A region of the list, inside the scope of whoever writes about it.
pub async fn check_reached(tx: &Tx, scope: &Scope, pointer: &str, code: &RegionCode) -> Result<()> {
    let known = tx.select::<region::Entity>().filter(region::Column::Code.eq(code.clone())).one(tx.db()).await?;
    if known.is_some() && scope.reaches(code) {
        return Ok(());
    }
    Err(Error::field(pointer, FieldCode::UnknownReference))
}
