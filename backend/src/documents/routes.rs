//! Keeping a file, finding it again, fetching it.

use super::queries::{seal, view};
use super::whole::whole;
use crate::beneficiaries::checks::Findings;
use crate::entity::{document, document_file, region};
use crate::history::queries::names;
use crate::kernel::crud::{self, Resource};
use crate::kernel::crypto::to_hex;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{Scope, system};
use crate::kernel::tx::Tx;
use crate::links::{self, Item};
use actix_web::web::Path;
use contract::documents::{DocumentKind, FILE_TYPES, MAX_FILE, MediaType};
use contract::endpoints::{CreateDocument, GetDocument, LinkDocument, ListDocuments};
use contract::ids::DocumentId;
use contract::place::{RegionCode, RegionLevel};
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use sha2::{Digest, Sha256};

/// The kelurahan of a document: one of the list, whole inside the scope. What
/// names no woman may be of a whole city.
async fn check_region(tx: &Tx, scope: &Scope, kind: DocumentKind, code: &RegionCode) -> Result<()> {
    let mut found = Findings::default();
    let known = system::<region::Entity>().filter(region::Column::Code.eq(code.clone())).one(tx.db()).await?;
    let reached = scope.places.iter().any(|reach| reach.rw.is_none() && reach.region.contains(code));
    let fits = code.level() == RegionLevel::Village || code.level() == RegionLevel::City && !kind.is_personal();
    if !fits || known.is_none() || !reached {
        found.add("/region", FieldCode::UnknownReference);
    }
    found.settle()
}

pub async fn create(guard: Write<CreateDocument>) -> Answer<CreateDocument> {
    let upload = guard.filter()?;
    let bytes = guard.file(MAX_FILE, FILE_TYPES).await?;
    let kind = upload.kind.ok_or_else(|| Error::field("/kind", FieldCode::Required))?;
    let code = upload.region.ok_or_else(|| Error::field("/region", FieldCode::Required))?;
    if bytes.is_empty() {
        return Err(Error::field("/file", FieldCode::FileEmpty));
    }
    let media_type = MediaType::of(&bytes).ok_or(ProblemCode::UnsupportedMediaType)?;
    let bytes = whole(media_type, bytes).ok_or_else(|| Error::field("/file", FieldCode::FileBroken))?;
    let file_name = links::clean_name(upload.file_name.as_deref().unwrap_or_default());
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            check_region(tx, guard.scope(), kind, &code).await?;
            let at = |level| code.at(level).unwrap_or_else(|| code.clone());
            let id = DocumentId(tx.kernel().clock.new_id());
            let row = document::Model {
                id,
                kind,
                file_name,
                media_type,
                size: i64::try_from(bytes.len()).map_err(Error::internal)?,
                sha256: to_hex(&Sha256::digest(&bytes)),
                city_code: at(RegionLevel::City),
                district_code: at(RegionLevel::District),
                region_code: code.clone(),
                attached: false,
                created_by: by,
                created_at: tx.now(),
                version: 1,
            };
            let change = Change::created(document::Entity::KIND, id, &document::Entity::snapshot(&row));
            let change = change.at(Some(&row.region_code));
            document::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
            let file = document_file::Model { document_id: id, sealed: seal(tx.kernel(), id, &bytes) };
            document_file::Entity::insert(file.into_active_model()).exec_without_returning(tx.db()).await?;
            tx.done(change, id).await
        })
        .await?;
    crud::answer::<document::Entity, _>(&guard, committed).await
}

pub async fn list(guard: Read<ListDocuments>) -> Answer<ListDocuments> {
    let filter = guard.filter()?;
    let mut select = guard.select_within::<document::Entity>(filter.region.as_ref());
    if let Some(kind) = filter.kind {
        select = select.filter(document::Column::Kind.eq(kind));
    }
    let orders = Orders::new(document::Column::Id, &[("-created_at", document::Column::CreatedAt)]);
    let page = guard.page(select, &orders).await?;
    let names = names(guard.db(), page.items.iter().map(|row| row.created_by)).await?;
    Ok(Reply::new(map_page(page, |row| {
        let name = names.get(&row.created_by).cloned().unwrap_or_default();
        view(row, name)
    })))
}

pub async fn get(guard: Read<GetDocument>, id: Path<DocumentId>) -> Answer<GetDocument> {
    crud::show::<document::Entity, _>(&guard, *id).await
}

pub async fn link(guard: Write<LinkDocument>, id: Path<DocumentId>) -> Answer<LinkDocument> {
    let view = document::Entity::read(&guard, *id).await?;
    Ok(Reply::new(links::link(&guard, Item::Document(*id), Some(&view.region_code)).await?))
}
