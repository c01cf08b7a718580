//! Loci in whose stage the caller's step is next.

use super::queries::{Board, own_turn};
use crate::entity::locus;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::select;
use contract::awaiting::{Awaited, AwaitedStage};
use contract::endpoint::Endpoint;
use contract::policy::Permission;
use contract::stage_board::BoardRow;
use sea_orm::sea_query::Order;
use sea_orm::{ColumnTrait, QueryFilter};

/// Those that have stood in their stage the longest first.
pub async fn of<E: Endpoint>(guard: &Guard<E>) -> Result<Awaited<AwaitedStage>> {
    let steps = [Permission::WorkOnStages, Permission::ApproveStages];
    if !steps.into_iter().any(|step| guard.scope().allows(step)) {
        return Ok(Awaited::default());
    }
    let own = select::<locus::Entity>(&guard.scope().for_permission(Permission::ReadLoci))
        .filter(locus::Column::ArchivedAt.is_null())
        .filter(own_turn(guard.scope()));
    let rows = guard.first(own, (locus::Column::StageSince, locus::Column::Id), Order::Asc).await?;
    let board = Board::of(guard, &rows.items).await?;
    let rows = rows.try_map(|row| board.row(row))?;
    Ok(Awaited { items: rows.items.into_iter().filter_map(told).collect(), total: rows.total })
}

/// Of its seven stages only the one it stands in.
fn told(row: BoardRow) -> Option<AwaitedStage> {
    let here = row.cells.into_iter().find(|cell| Some(cell.stage) == row.stage)?;
    Some(AwaitedStage {
        id: here.id,
        locus_id: row.locus_id,
        stage: here.stage,
        state: here.state,
        region_code: row.region_code,
        region_name: row.region_name,
        rws: row.rws,
        year: row.year,
        since: here.since,
        holds: here.holds,
    })
}
