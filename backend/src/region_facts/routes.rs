//! Keeping region facts. A change the rules look at is followed over the
//! women of that region.

use super::queries::view;
use crate::entity::region_fact;
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::database::within_region;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::tx::Tx;
use crate::regions::names::region_names;
use crate::regions::routes::check_reached;
use crate::welfare::renewal::{announce, forget};
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::{CreateRegionFact, GetRegionFact, ListRegionFactHistory, ListRegionFacts, UpdateRegionFact};
use contract::ids::{RegionFactId, UserId};
use contract::problem::{FieldCode, FieldError};
use contract::region_facts::{RegionFactDraft, RegionFactKind};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListRegionFacts>) -> Answer<ListRegionFacts> {
    let filter = guard.filter()?;
    let mut select = guard.select::<region_fact::Entity>();
    if let Some(region) = &filter.region {
        select = select.filter(within_region(Expr::col(region_fact::Column::RegionCode), region.as_str()));
    }
    if let Some(kind) = filter.kind {
        select = select.filter(region_fact::Column::Kind.eq(kind));
    }
    if let Some(year) = filter.year {
        select = select.filter(region_fact::Column::Year.eq(year));
    }
    let orders = Orders::new(region_fact::Column::Id, &[("-year", region_fact::Column::Year)]);
    let page = guard.page(select, &orders).await?;
    let names = region_names(guard.db(), page.items.iter().map(|row| row.region_code.clone())).await?;
    Ok(Reply::new(map_page(page, |row| {
        let name = names.get(&row.region_code);
        view(row, name)
    })))
}

pub async fn get(guard: Read<GetRegionFact>, id: Path<RegionFactId>) -> Answer<GetRegionFact> {
    crud::show::<region_fact::Entity, _>(&guard, *id).await
}

/// A value must be one its kind can have.
fn check_range(kind: RegionFactKind, value: i64) -> Result<()> {
    let (min, max) = kind.range();
    if (min..=max).contains(&value) {
        return Ok(());
    }
    let fault = FieldError::new("/value", FieldCode::OutOfRange);
    Err(Error::fields(vec![fault.with(&[("min", min.to_string()), ("max", max.to_string())])]))
}

/// Only this kind is asked by a rule; the others are read when they are shown.
async fn follow(tx: &Tx, by: UserId, row: &region_fact::Model) -> Result<()> {
    if row.kind == RegionFactKind::Vulnerable {
        announce(tx, by, &row.region_code).await?;
    }
    Ok(())
}

pub async fn create(guard: Write<CreateRegionFact>) -> Answer<CreateRegionFact> {
    let draft = guard.draft(Purpose::Create).await?;
    let by = guard.user()?;
    let reply = crud::create::<region_fact::Entity, _>(&guard, async |tx| {
        let row = region_fact::Model {
            id: draft.id.unwrap_or_else(|| RegionFactId(tx.kernel().clock.new_id())),
            region_code: crud::given("/region_code", &draft.region_code)?,
            year: crud::given("/year", &draft.year)?,
            kind: crud::given("/kind", &draft.kind)?,
            value: crud::given("/value", &draft.value)?,
            source: crud::given("/source", &draft.source)?.trim().to_owned(),
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 1,
        };
        check_reached(tx, guard.scope(), "/region_code", &row.region_code).await?;
        check_range(row.kind, row.value)?;
        follow(tx, by, &row).await?;
        Ok(row)
    })
    .await?;
    forget(&guard.kernel).await;
    Ok(reply)
}

/// Region, year and kind tell which fact it is; another one is added.
fn check_same(row: &region_fact::Model, draft: &RegionFactDraft) -> Result<()> {
    crud::fixed("/region_code", &draft.region_code, &row.region_code)?;
    crud::fixed("/year", &draft.year, &row.year)?;
    crud::fixed("/kind", &draft.kind, &row.kind)
}

pub async fn update(guard: Write<UpdateRegionFact>, id: Path<RegionFactId>) -> Answer<UpdateRegionFact> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    let reply = crud::change::<region_fact::Entity, _>(&guard, *id, &draft, None, async |tx, row| {
        check_reached(tx, guard.scope(), "/region_code", &row.region_code).await?;
        check_same(row, &draft)?;
        row.value = draft.value.value().copied().unwrap_or(row.value);
        if let Some(source) = draft.source.value() {
            source.trim().clone_into(&mut row.source);
        }
        check_range(row.kind, row.value)?;
        follow(tx, by, row).await
    })
    .await?;
    forget(&guard.kernel).await;
    Ok(reply)
}

pub async fn history(guard: Read<ListRegionFactHistory>, id: Path<RegionFactId>) -> Answer<ListRegionFactHistory> {
    region_fact::Entity::read(&guard, *id).await?;
    Ok(Reply::new(history::queries::page(&guard, region_fact::Entity::KIND, &id.to_string()).await?))
}
