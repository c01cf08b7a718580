//! Merging, and undoing it.

use super::queries::{Surroundings, view};
use super::work;
use crate::beneficiaries::routes::pen;
use crate::entity::merge;
use crate::kernel::crud::{self, Resource};
use crate::kernel::event::Change;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::{CreateMerge, GetMerge, ListMerges, UndoMerge};
use contract::ids::MergeId;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

pub async fn list(guard: Read<ListMerges>) -> Answer<ListMerges> {
    let filter = guard.filter()?;
    let mut select = guard.select::<merge::Entity>();
    if let Some(kept) = filter.kept_id {
        select = select.filter(merge::Column::KeptId.eq(kept));
    }
    let orders = Orders::new(merge::Column::Id, &[("-merged_at", merge::Column::MergedAt)]);
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(map_page(page, |row| view(row, &around))))
}

pub async fn get(guard: Read<GetMerge>, id: Path<MergeId>) -> Answer<GetMerge> {
    crud::show::<merge::Entity, _>(&guard, *id).await
}

pub async fn create(guard: Write<CreateMerge>) -> Answer<CreateMerge> {
    let draft = guard.draft(Purpose::Create).await?;
    let pen = pen(&guard)?;
    let written = guard
        .run(async |tx| {
            let id = draft.id.unwrap_or_else(|| MergeId(tx.kernel().clock.new_id()));
            let row = work::merge(tx, &pen, id, &draft).await?;
            let change =
                Change::created(merge::Entity::KIND, id, &merge::Entity::snapshot(&row)).because(&draft.reason);
            let change = change.at(Some(&row.kept_region_code));
            merge::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
            tx.done(change, id).await
        })
        .await?;
    crud::answer::<merge::Entity, _>(&guard, written).await
}

pub async fn undo(guard: Write<UndoMerge>, id: Path<MergeId>) -> Answer<UndoMerge> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    crud::change::<merge::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        work::undo(tx, row, &draft.reason).await?;
        row.undone_by = Some(by);
        row.undone_at = Some(tx.now());
        row.undo_reason = Some(draft.reason.trim().to_owned());
        Ok(())
    })
    .await
}
