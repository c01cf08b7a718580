//! The board.

use super::queries::{Board, own_turn};
use crate::entity::locus;
use crate::kernel::guard::Read;
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::loci::queries::PLACE;
use contract::endpoints::ListStageBoard;
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListStageBoard>) -> Answer<ListStageBoard> {
    let filter = guard.filter()?;
    let mut select = guard.select_within::<locus::Entity>(filter.region.as_ref());
    select = select.filter(locus::Column::ArchivedAt.is_null());
    if let Some(region) = &filter.region {
        // An agency's officer reaches her city by another way.
        select = select.filter(PLACE.within(region, None));
    }
    if let Some(year) = filter.year {
        select = select.filter(locus::Column::Year.eq(year));
    }
    if let Some(stage) = filter.stage {
        select = select.filter(locus::Column::Stage.eq(stage.number()));
    }
    if let Some(role) = filter.awaits {
        select = select.filter(locus::Column::Awaits.eq(role));
    }
    if filter.mine == Some(true) {
        select = select.filter(own_turn(guard.scope()));
    }
    let keys = [("-year", locus::Column::Year), ("stage_since", locus::Column::StageSince)];
    let page = guard.page(select, &Orders::new(locus::Column::Id, &keys)).await?;
    let board = Board::of(&guard, &page.items).await?;
    Ok(Reply::new(try_page(page, |row| board.row(row))?))
}
