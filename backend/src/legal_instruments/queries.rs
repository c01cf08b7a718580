//! Legal instruments as rows and as views.

use crate::entity::{document, legal_instrument, programme};
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{open_to_permission, system};
use crate::regions::names::region_names;
use contract::endpoint::Endpoint;
use contract::ids::{DocumentId, LegalInstrumentId, ProgrammeId};
use contract::legal_instruments::LegalInstrument;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value, json};
use std::collections::HashMap;

open_to_permission!(legal_instrument::Entity);

/// What views of instruments need besides their rows: three statements.
#[derive(Debug)]
pub struct Surroundings {
    regions: HashMap<RegionCode, String>,
    programmes: HashMap<ProgrammeId, String>,
    documents: HashMap<DocumentId, String>,
}

impl Surroundings {
    pub async fn of<E: Endpoint>(guard: &Guard<E>, rows: &[legal_instrument::Model]) -> Result<Self> {
        let programmes = rows.iter().filter_map(|row| row.programme_id);
        let programmes =
            system::<programme::Entity>().filter(programme::Column::Id.is_in(programmes)).all(guard.db()).await?;
        let documents = rows.iter().filter_map(|row| row.document_id);
        let documents =
            system::<document::Entity>().filter(document::Column::Id.is_in(documents)).all(guard.db()).await?;
        Ok(Self {
            regions: region_names(guard.db(), rows.iter().map(|row| row.city_code.clone())).await?,
            programmes: programmes.into_iter().map(|row| (row.id, format!("{} {}", row.name, row.year))).collect(),
            documents: documents.into_iter().map(|row| (row.id, row.file_name)).collect(),
        })
    }
}

pub fn view(row: legal_instrument::Model, around: &Surroundings) -> LegalInstrument {
    LegalInstrument {
        id: row.id,
        kind: row.kind,
        number: row.number,
        dated: row.dated,
        title: row.title,
        summary: row.summary,
        city_name: around.regions.get(&row.city_code).cloned().unwrap_or_default(),
        city_code: row.city_code,
        programme_name: row.programme_id.and_then(|id| around.programmes.get(&id).cloned()),
        programme_id: row.programme_id,
        locus_id: row.locus_id,
        document_name: row.document_id.and_then(|id| around.documents.get(&id).cloned()),
        document_id: row.document_id,
        archived_at: row.archived_at,
        archive_reason: row.archive_reason,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

impl Resource for legal_instrument::Entity {
    type Id = LegalInstrumentId;
    type View = LegalInstrument;
    const KIND: &'static str = "legal_instrument";

    fn id(row: &legal_instrument::Model) -> LegalInstrumentId {
        row.id
    }

    fn version(row: &legal_instrument::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut legal_instrument::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &legal_instrument::Model) -> Value {
        json!({
            "kind": row.kind, "number": row.number, "dated": row.dated, "title": row.title, "summary": row.summary,
            "city_code": row.city_code, "programme_id": row.programme_id, "locus_id": row.locus_id,
            "document_id": row.document_id, "archived_at": row.archived_at, "archive_reason": row.archive_reason,
        })
    }

    fn place(row: &legal_instrument::Model) -> Option<RegionCode> {
        Some(row.city_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: LegalInstrumentId) -> Result<LegalInstrument> {
        let row =
            system::<legal_instrument::Entity>().filter(legal_instrument::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let around = Surroundings::of(guard, std::slice::from_ref(&row)).await?;
        Ok(view(row, &around))
    }
}
