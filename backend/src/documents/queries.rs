//! Kept files as rows and as views.

use super::files;
use crate::entity::document;
use crate::history::queries::names;
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{PlaceColumns, Scope, Scoped, system};
use crate::kernel::state::Kernel;
use crate::kernel::tx::Tx;
use crate::links::Download;
use contract::documents::{Document, DocumentKind};
use contract::endpoint::Endpoint;
use contract::ids::DocumentId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::policy::Permission;
use contract::problem::ProblemCode;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

const PLACE: PlaceColumns<document::Column> = PlaceColumns {
    city: document::Column::CityCode,
    district: document::Column::DistrictCode,
    village: document::Column::RegionCode,
    rw: None,
};

impl Scoped for document::Entity {
    /// Those of the caller's places; what names women only where she may see
    /// identities.
    fn rows(scope: &Scope) -> Condition {
        let named = scope.for_permission(Permission::SeeIdentity);
        if scope.places.iter().all(|reach| named.reaches(&reach.region)) {
            return PLACE.reached(scope);
        }
        let personal = DocumentKind::ALL.iter().filter(|kind| kind.is_personal()).copied();
        let readable = Condition::any().add(document::Column::Kind.is_not_in(personal)).add(PLACE.reached(&named));
        Condition::all().add(PLACE.reached(scope)).add(readable)
    }
}

pub fn view(row: document::Model, created_by_name: String) -> Document {
    Document {
        created_by_name,
        id: row.id,
        kind: row.kind,
        file_name: row.file_name,
        media_type: row.media_type,
        size: row.size,
        sha256: row.sha256,
        has_thumbnail: row.has_thumbnail,
        region_code: row.region_code,
        created_by: row.created_by,
        created_at: row.created_at,
        version: row.version,
    }
}

impl Resource for document::Entity {
    type Id = DocumentId;
    type View = Document;
    const KIND: &'static str = "document";

    fn id(row: &document::Model) -> DocumentId {
        row.id
    }

    fn version(row: &document::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut document::Model, version: i64, _: Timestamp) {
        row.version = version;
    }

    fn snapshot(row: &document::Model) -> Value {
        json!({
            "kind": row.kind, "file_name": row.file_name, "media_type": row.media_type, "size": row.size,
            "sha256": row.sha256, "region_code": row.region_code,
        })
    }

    fn place(row: &document::Model) -> Option<RegionCode> {
        Some(row.region_code.clone())
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: DocumentId) -> Result<Document> {
        let row = guard.select::<document::Entity>().filter(document::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let mut names = names(guard.db(), [row.created_by]).await?;
        let name = names.remove(&row.created_by).unwrap_or_default();
        Ok(view(row, name))
    }
}

/// A file that may name women may do so in its own name: that is for whoever sees
/// identities there.
pub fn hide_names<'a>(scope: &Scope, rows: impl IntoIterator<Item = &'a mut document::Model>) {
    let sees = scope.for_permission(Permission::SeeIdentity);
    for row in rows.into_iter().filter(|row| row.kind.is_personal() && !sees.reaches(&row.region_code)) {
        row.file_name.clear();
    }
}

/// Marks a file as named by a record, so that it stays.
pub async fn attach(tx: &Tx, row: document::Model) -> Result<()> {
    let mut row = row.into_active_model();
    row.attached = Set(true);
    row.update(tx.db()).await?;
    Ok(())
}

/// The file itself, for a link that was made under the rights of its reader.
pub async fn file(kernel: &Kernel, id: DocumentId) -> Result<Download> {
    let row = system::<document::Entity>().filter(document::Column::Id.eq(id)).one(&kernel.db.read).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    let bytes = files::read(kernel, &row).await?;
    let name =
        if row.file_name.is_empty() { format!("{}.{}", row.kind, row.media_type.extension()) } else { row.file_name };
    Ok(Download { name, media_type: row.media_type.as_str(), bytes })
}
