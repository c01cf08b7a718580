//! Keeping the list of agencies.

use super::queries::{apply, blank, view};
use crate::entity::{agency, region};
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::database::folded_contains;
use crate::kernel::error::{Error, Result};
use crate::kernel::fold::fold;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::tx::Tx;
use actix_web::web::Path;
use contract::draft::{Member, Purpose};
use contract::endpoints::{
    ArchiveAgency, CreateAgency, GetAgency, ListAgencies, ListAgencyHistory, RestoreAgency, UpdateAgency,
};
use contract::ids::AgencyId;
use contract::place::RegionCode;
use contract::problem::FieldCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListAgencies>) -> Answer<ListAgencies> {
    let filter = guard.filter()?;
    let mut select = guard.select::<agency::Entity>();
    if filter.include_archived != Some(true) {
        select = select.filter(agency::Column::ArchivedAt.is_null());
    }
    if let Some(q) = filter.q {
        select = select.filter(folded_contains(Expr::col(agency::Column::SearchText), &fold(&q)));
    }
    let orders = Orders::new(
        agency::Column::Id,
        &[("name", agency::Column::NameFolded), ("short_name", agency::Column::ShortNameFolded)],
    );
    Ok(Reply::new(map_page(guard.page(select, &orders).await?, view)))
}

pub async fn get(guard: Read<GetAgency>, id: Path<AgencyId>) -> Answer<GetAgency> {
    crud::show::<agency::Entity, _>(&guard, *id).await
}

async fn check_region(tx: &Tx, code: &Member<RegionCode>) -> Result<()> {
    let Some(code) = code.value() else { return Ok(()) };
    let region = tx.select::<region::Entity>().filter(region::Column::Code.eq(code.clone())).one(tx.db()).await?;
    region.map(drop).ok_or_else(|| Error::field("/region_code", FieldCode::UnknownReference))
}

pub async fn create(guard: Write<CreateAgency>) -> Answer<CreateAgency> {
    let draft = guard.draft(Purpose::Create).await?;
    crud::create::<agency::Entity, _>(&guard, async |tx| {
        check_region(tx, &draft.region_code).await?;
        let region = draft.region_code.value().cloned();
        let region = region.ok_or_else(|| Error::field("/region_code", FieldCode::Required))?;
        let id = draft.id.unwrap_or_else(|| AgencyId(tx.kernel().clock.new_id()));
        let mut row = blank(id, region, tx.now());
        apply(&mut row, draft);
        Ok(row)
    })
    .await
}

pub async fn update(guard: Write<UpdateAgency>, id: Path<AgencyId>) -> Answer<UpdateAgency> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<agency::Entity, _>(&guard, *id, &draft.clone(), None, async |tx, row| {
        check_region(tx, &draft.region_code).await?;
        apply(row, draft);
        Ok(())
    })
    .await
}

pub async fn archive(guard: Write<ArchiveAgency>, id: Path<AgencyId>) -> Answer<ArchiveAgency> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<agency::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        crud::archive(&mut row.archived_at, &mut row.archive_reason, tx.now(), &draft.reason)
    })
    .await
}

pub async fn restore(guard: Write<RestoreAgency>, id: Path<AgencyId>) -> Answer<RestoreAgency> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<agency::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |_, row| {
        crud::restore(&mut row.archived_at, &mut row.archive_reason)
    })
    .await
}

pub async fn history(guard: Read<ListAgencyHistory>, id: Path<AgencyId>) -> Answer<ListAgencyHistory> {
    agency::Entity::read(&guard, *id).await?;
    Ok(Reply::new(history::queries::page(&guard, agency::Entity::KIND, &id.to_string()).await?))
}
