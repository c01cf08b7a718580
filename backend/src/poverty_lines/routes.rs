//! Keeping poverty lines. A change is followed over the whole register.

use super::queries::view;
use crate::entity::poverty_line;
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::Result;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::regions::routes::check_reached;
use crate::welfare::renewal::{announce, forget};
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::{
    CreatePovertyLine, GetPovertyLine, ListPovertyLineHistory, ListPovertyLines, UpdatePovertyLine,
};
use contract::ids::PovertyLineId;
use contract::poverty_lines::PovertyLineDraft;
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListPovertyLines>) -> Answer<ListPovertyLines> {
    let filter = guard.filter()?;
    let mut select = guard.select::<poverty_line::Entity>();
    if let Some(region) = &filter.region {
        select = select.filter(poverty_line::Column::RegionCode.eq(region.as_str()));
    }
    let orders = Orders::new(poverty_line::Column::Id, &[("-year", poverty_line::Column::Year)]);
    Ok(Reply::new(map_page(guard.page(select, &orders).await?, view)))
}

pub async fn get(guard: Read<GetPovertyLine>, id: Path<PovertyLineId>) -> Answer<GetPovertyLine> {
    crud::show::<poverty_line::Entity, _>(&guard, *id).await
}

/// Writes what may change onto a line.
fn apply(row: &mut poverty_line::Model, draft: &PovertyLineDraft) {
    row.monthly_rupiah = draft.monthly_rupiah.value().copied().unwrap_or(row.monthly_rupiah);
    row.poor_people = draft.poor_people.over(row.poor_people);
    row.poor_share = draft.poor_share.over(row.poor_share);
    if let Some(source) = draft.source.value() {
        source.trim().clone_into(&mut row.source);
    }
}

pub async fn create(guard: Write<CreatePovertyLine>) -> Answer<CreatePovertyLine> {
    let draft = guard.draft(Purpose::Create).await?;
    let by = guard.user()?;
    let reply = crud::create::<poverty_line::Entity, _>(&guard, async |tx| {
        let region_code = crud::given("/region_code", &draft.region_code)?;
        check_reached(tx, guard.scope(), "/region_code", &region_code).await?;
        let mut row = poverty_line::Model {
            id: draft.id.unwrap_or_else(|| PovertyLineId(tx.kernel().clock.new_id())),
            year: crud::given("/year", &draft.year)?,
            monthly_rupiah: 0,
            poor_people: None,
            poor_share: None,
            source: String::new(),
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 1,
            region_code,
        };
        apply(&mut row, &draft);
        announce(tx, by, &row.region_code).await?;
        Ok(row)
    })
    .await?;
    forget(&guard.kernel).await;
    Ok(reply)
}

/// City and year tell which line it is; another one is added.
fn check_same(row: &poverty_line::Model, draft: &PovertyLineDraft) -> Result<()> {
    crud::fixed("/region_code", &draft.region_code, &row.region_code)?;
    crud::fixed("/year", &draft.year, &row.year)
}

pub async fn update(guard: Write<UpdatePovertyLine>, id: Path<PovertyLineId>) -> Answer<UpdatePovertyLine> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    let reply = crud::change::<poverty_line::Entity, _>(&guard, *id, &draft, None, async |tx, row| {
        check_reached(tx, guard.scope(), "/region_code", &row.region_code).await?;
        check_same(row, &draft)?;
        apply(row, &draft);
        announce(tx, by, &row.region_code).await
    })
    .await?;
    forget(&guard.kernel).await;
    Ok(reply)
}

pub async fn history(guard: Read<ListPovertyLineHistory>, id: Path<PovertyLineId>) -> Answer<ListPovertyLineHistory> {
    poverty_line::Entity::read(&guard, *id).await?;
    Ok(Reply::new(history::queries::page(&guard, poverty_line::Entity::KIND, &id.to_string()).await?))
}
