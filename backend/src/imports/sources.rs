//! Sources (sumber daftar): headings matched by hand once and recognised from
//! then on, in the place where it was done.

use super::columns::plain;
use super::layout::Layout;
use crate::entity::import_source;
use crate::history::queries::names;
use crate::kernel::crud::{self, Resource};
use crate::kernel::database::within_region;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{Scope, Scoped, no_rows, system};
use crate::kernel::state::Kernel;
use crate::kernel::tx::Tx;
use actix_web::web::Path;
use contract::endpoint::Endpoint;
use contract::endpoints::{ForgetImportSource, GetImportSource, ListImportSources};
use contract::ids::{ImportSourceId, UserId};
use contract::imports::{Column, ImportSource};
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

impl Scoped for import_source::Entity {
    /// Those of the places she works in.
    fn rows(scope: &Scope) -> Condition {
        let place = || Expr::col(import_source::Column::PlaceCode);
        if scope.places.is_empty() {
            return no_rows();
        }
        let reached = scope.places.iter().map(|reach| within_region(place(), reach.region.as_str()));
        reached.fold(Condition::any(), Condition::add)
    }
}

/// The digest of the headings, in their order.
pub fn fingerprint(layout: &Layout) -> Vec<u8> {
    Sha256::digest(layout.fingerprint().as_bytes()).to_vec()
}

/// The source a file's headings are known by, and what its columns hold.
pub async fn remembered(
    kernel: &Kernel,
    place: Option<&RegionCode>,
    layout: &Layout,
) -> Result<Option<(import_source::Model, Vec<(usize, Column)>)>> {
    let Some(place) = place else { return Ok(None) };
    let source = system::<import_source::Entity>()
        .filter(import_source::Column::PlaceCode.eq(place.clone()))
        .filter(import_source::Column::Fingerprint.eq(fingerprint(layout)))
        .one(&kernel.db.read)
        .await?;
    let Some(source) = source else { return Ok(None) };
    let columns: Vec<Option<Column>> = serde_json::from_str(&source.columns).map_err(Error::internal)?;
    let named = layout.headings.iter().enumerate().filter(|(_, text)| !plain(text).is_empty());
    let told = named.zip(columns).filter_map(|((place, _), column)| Some((place, column?))).collect();
    Ok(Some((source, told)))
}

/// Remembers what was matched by hand; the same headings have one source.
pub async fn remember(
    tx: &Tx,
    by: UserId,
    place: &RegionCode,
    name: &str,
    (fingerprint, columns): (Vec<u8>, Vec<Option<Column>>),
) -> Result<()> {
    let columns = serde_json::to_string(&columns).map_err(Error::internal)?;
    let known = tx
        .select_for_update::<import_source::Entity>()
        .filter(import_source::Column::PlaceCode.eq(place.clone()))
        .filter(import_source::Column::Fingerprint.eq(fingerprint.clone()))
        .one(tx.db())
        .await?;
    let before = known.clone();
    let (id, version) =
        known.map_or_else(|| (ImportSourceId(tx.kernel().clock.new_id()), 0), |row| (row.id, row.version));
    let row = import_source::Model {
        id,
        name: name.trim().to_owned(),
        place_code: place.clone(),
        fingerprint,
        columns,
        created_by: by,
        created_at: tx.now(),
        used_at: tx.now(),
        version: version + 1,
    };
    let after = import_source::Entity::snapshot(&row);
    let change = if let Some(before) = &before {
        let before = import_source::Entity::snapshot(before);
        row.into_active_model().reset_all().update(tx.db()).await?;
        Change::updated(import_source::Entity::KIND, id, &before, &after)
    } else {
        import_source::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
        Change::created(import_source::Entity::KIND, id, &after)
    };
    tx.record(&change.at(Some(place))).await?;
    Ok(())
}

fn view(row: import_source::Model, names: &HashMap<UserId, String>) -> ImportSource {
    ImportSource {
        id: row.id,
        name: row.name,
        region_code: row.place_code,
        created_by: row.created_by,
        created_by_name: names.get(&row.created_by).cloned().unwrap_or_default(),
        created_at: row.created_at,
        used_at: row.used_at,
        version: row.version,
    }
}

impl Resource for import_source::Entity {
    type Id = ImportSourceId;
    type View = ImportSource;
    const KIND: &'static str = "import_source";

    fn id(row: &import_source::Model) -> ImportSourceId {
        row.id
    }

    fn version(row: &import_source::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut import_source::Model, version: i64, _: Timestamp) {
        row.version = version;
    }

    fn snapshot(row: &import_source::Model) -> Value {
        json!({ "name": row.name, "region_code": row.place_code, "columns": row.columns })
    }

    fn place(row: &import_source::Model) -> Option<RegionCode> {
        Some(row.place_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: ImportSourceId) -> Result<ImportSource> {
        let select = guard.select::<import_source::Entity>().filter(import_source::Column::Id.eq(id));
        let row = select.one(guard.db()).await?.ok_or(ProblemCode::NotFound)?;
        let names = names(guard.db(), [row.created_by]).await?;
        Ok(view(row, &names))
    }
}

pub async fn list(guard: Read<ListImportSources>) -> Answer<ListImportSources> {
    guard.filter()?;
    let orders = Orders::new(import_source::Column::Id, &[("-used_at", import_source::Column::UsedAt)]);
    let page = guard.page(guard.select::<import_source::Entity>(), &orders).await?;
    let names = names(guard.db(), page.items.iter().map(|row| row.created_by)).await?;
    Ok(Reply::new(map_page(page, |row| view(row, &names))))
}

pub async fn get(guard: Read<GetImportSource>, id: Path<ImportSourceId>) -> Answer<GetImportSource> {
    crud::show::<import_source::Entity, _>(&guard, *id).await
}

pub async fn forget(guard: Write<ForgetImportSource>, id: Path<ImportSourceId>) -> Answer<ForgetImportSource> {
    guard
        .run(async |tx| {
            let select = tx.select_for_update::<import_source::Entity>().filter(import_source::Column::Id.eq(*id));
            let row = select.one(tx.db()).await?.ok_or(ProblemCode::NotFound)?;
            import_source::Entity::delete_many().filter(import_source::Column::Id.eq(*id)).exec(tx.db()).await?;
            let change = Change::updated(
                import_source::Entity::KIND,
                row.id,
                &import_source::Entity::snapshot(&row),
                &Value::Null,
            );
            tx.done(change.at(Some(&row.place_code)), ()).await
        })
        .await?;
    Ok(Reply::new(()))
}
