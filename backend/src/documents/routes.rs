//! Keeping a file, finding it again, fetching it.

use super::files;
use super::office::Refusal;
use super::queries::view;
use super::thumbnail::thumbnail as made_small;
use super::whole::whole;
use crate::beneficiaries::checks::Findings;
use crate::entity::{document, region};
use crate::history::queries::names;
use crate::kernel::crud::{self, Resource};
use crate::kernel::crypto::to_hex;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::looks;
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{Scope, system};
use crate::kernel::state::Kernel;
use crate::links::{self, Item};
use actix_web::web::Path;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::documents::{DocumentKind, FILE_TYPES, MAX_FILE, MediaType, Thumbnail};
use contract::endpoints::{CreateDocument, GetDocument, GetThumbnail, LinkDocument, ListDocuments};
use contract::ids::DocumentId;
use contract::place::{RegionCode, RegionLevel};
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// The kelurahan of a document: one of the list, whole inside the scope. What
/// names no woman may be of a whole city.
async fn check_region(db: &impl ConnectionTrait, scope: &Scope, kind: DocumentKind, code: &RegionCode) -> Result<()> {
    let mut found = Findings::default();
    let known = system::<region::Entity>().filter(region::Column::Code.eq(code.clone())).one(db).await?;
    let reached = scope.places.iter().any(|reach| reach.rw.is_none() && reach.region.contains(code));
    let fits = code.level() == RegionLevel::Village || code.level() == RegionLevel::City && !kind.is_personal();
    if !fits || known.is_none() || !reached {
        found.add("/region", FieldCode::UnknownReference);
    }
    found.settle()
}

/// So long a file waits to be looked through.
const TURN: Duration = Duration::from_secs(30);
const RETRY_SECONDS: u32 = 10;

/// A file that was looked through.
struct Judged {
    media_type: MediaType,
    bytes: Vec<u8>,
    thumbnail: Option<Vec<u8>>,
}

/// Looks a file through beside what the server does meanwhile: it may be large,
/// and unfold to much more.
async fn judge(kernel: &Kernel, bytes: Vec<u8>) -> Result<Judged> {
    let waiting = tokio::time::timeout(TURN, kernel.judging.clone().acquire_owned());
    let turn = waiting.await.map_err(|_| Error::from(ProblemCode::Unavailable).retry_after(RETRY_SECONDS))?;
    let turn = turn.map_err(Error::internal)?;
    let judged = tokio::task::spawn_blocking(move || {
        // Given back when this ends, also where nobody waits for it any more.
        let _turn = turn;
        let (media_type, bytes) = whole(bytes)?;
        let thumbnail = made_small(media_type, &bytes);
        Ok(Judged { media_type, bytes, thumbnail })
    });
    judged.await.map_err(Error::internal)?.map_err(|refusal: Refusal| match refusal {
        Refusal::Unknown => ProblemCode::UnsupportedMediaType.into(),
        Refusal::Because(code) => Error::field("/file", code),
    })
}

pub async fn create(guard: Write<CreateDocument>) -> Answer<CreateDocument> {
    let upload = guard.filter()?;
    let bytes = guard.file(MAX_FILE, FILE_TYPES).await?;
    let kind = upload.kind.ok_or_else(|| Error::field("/kind", FieldCode::Required))?;
    let code = upload.region.clone().ok_or_else(|| Error::field("/region", FieldCode::Required))?;
    // Before anything is made of it; and again with its record.
    check_region(guard.db(), guard.scope(), kind, &code).await?;
    let judged = judge(&guard.kernel, bytes).await?;
    let id = DocumentId(guard.clock().new_id());
    let by = guard.user()?;
    let kept = files::keep(&guard.kernel, id, &judged.bytes).await?;
    let committed = guard
        .run(async |tx| {
            check_region(tx.db(), guard.scope(), kind, &code).await?;
            let at = |level| code.at(level).unwrap_or_else(|| code.clone());
            let row = document::Model {
                id,
                kind,
                file_name: links::clean_name(upload.file_name.as_deref().unwrap_or_default()),
                media_type: judged.media_type,
                size: i64::try_from(judged.bytes.len()).map_err(Error::internal)?,
                sha256: to_hex(&Sha256::digest(&judged.bytes)),
                city_code: at(RegionLevel::City),
                district_code: at(RegionLevel::District),
                region_code: code.clone(),
                has_thumbnail: judged.thumbnail.is_some(),
                attached: false,
                created_by: by,
                created_at: tx.now(),
                version: 1,
            };
            let change = Change::created(document::Entity::KIND, id, &document::Entity::snapshot(&row));
            let change = change.at(Some(&row.region_code));
            document::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
            files::settle(tx, id, kept, judged.thumbnail.as_deref()).await?;
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

/// Under the rights to the document itself.
pub async fn thumbnail(guard: Read<GetThumbnail>, id: Path<DocumentId>) -> Answer<GetThumbnail> {
    let document = document::Entity::read(&guard, *id).await?;
    if document.kind.is_personal() {
        looks::opened(&guard, document::Entity::KIND, document.id, &document.region_code);
    }
    let bytes = files::thumbnail(&guard.kernel, guard.db(), document.id).await?.ok_or(ProblemCode::NotFound)?;
    Ok(Reply::new(Thumbnail { media_type: MediaType::Jpeg.to_string(), data: STANDARD.encode(bytes) }))
}

pub async fn link(guard: Write<LinkDocument>, id: Path<DocumentId>) -> Answer<LinkDocument> {
    let view = document::Entity::read(&guard, *id).await?;
    Ok(Reply::new(links::link(&guard, Item::Document(*id), Some(&view.region_code)).await?))
}
