//! Agencies as rows and as views.

use crate::entity::agency;
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::fold::fold;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{open_to_permission, system};
use crate::kernel::tx::Tx;
use contract::agencies::{Agency, AgencyDraft};
use contract::endpoint::Endpoint;
use contract::ids::AgencyId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value, json};

open_to_permission!(agency::Entity);

/// Aliases are kept one per line.
fn aliases(row: &agency::Model) -> Vec<String> {
    row.aliases.lines().map(str::to_owned).collect()
}

pub fn view(row: agency::Model) -> Agency {
    Agency {
        aliases: aliases(&row),
        id: row.id,
        name: row.name,
        short_name: row.short_name,
        region_code: row.region_code,
        archived_at: row.archived_at,
        archive_reason: row.archive_reason,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

/// Writes a draft onto a row and renews what is derived from it.
pub fn apply(row: &mut agency::Model, draft: AgencyDraft) {
    let text =
        |given: Option<String>, before: &str| given.map_or_else(|| before.to_owned(), |text| text.trim().to_owned());
    row.name = text(draft.name.over(None), &row.name);
    row.short_name = text(draft.short_name.over(None), &row.short_name);
    if !draft.aliases.is_absent() {
        let given = draft.aliases.over(None).unwrap_or_default();
        row.aliases = given.iter().map(|alias| alias.trim()).collect::<Vec<_>>().join("\n");
    }
    if let Some(code) = draft.region_code.over(None) {
        row.region_code = code;
    }
    row.name_folded = fold(&row.name);
    row.short_name_folded = fold(&row.short_name);
    row.search_text = fold(&format!("{} {} {}", row.name, row.short_name, row.aliases));
}

/// An agency before anything was said of it.
pub fn blank(id: AgencyId, region_code: RegionCode, now: Timestamp) -> agency::Model {
    agency::Model {
        id,
        name: String::new(),
        name_folded: String::new(),
        short_name: String::new(),
        short_name_folded: String::new(),
        aliases: String::new(),
        search_text: String::new(),
        region_code,
        archived_at: None,
        archive_reason: None,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// An agency that someone names is there and not archived.
pub async fn check_agency(tx: &Tx, pointer: &str, id: AgencyId) -> Result<()> {
    let known = tx.select::<agency::Entity>().filter(agency::Column::Id.eq(id)).one(tx.db()).await?;
    match known {
        Some(row) if row.archived_at.is_none() => Ok(()),
        _ => Err(Error::field(pointer, FieldCode::UnknownReference)),
    }
}

impl Resource for agency::Entity {
    type Id = AgencyId;
    type View = Agency;
    const KIND: &'static str = "agency";

    fn id(row: &agency::Model) -> AgencyId {
        row.id
    }

    fn version(row: &agency::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut agency::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &agency::Model) -> Value {
        json!({
            "name": row.name, "short_name": row.short_name, "aliases": aliases(row), "region_code": row.region_code,
            "archived_at": row.archived_at, "archive_reason": row.archive_reason,
        })
    }

    fn place(row: &agency::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    fn agency(row: &agency::Model) -> Option<AgencyId> {
        Some(row.id)
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: AgencyId) -> Result<Agency> {
        let row = system::<agency::Entity>().filter(agency::Column::Id.eq(id)).one(guard.db()).await?;
        Ok(view(row.ok_or(ProblemCode::NotFound)?))
    }
}
