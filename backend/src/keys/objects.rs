//! Files in the bucket, sealed anew under the name they have.

use super::patiently;
use crate::documents::files;
use crate::entity::document_object;
use crate::kernel::error::Result;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use contract::ids::DocumentId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// Walks over those that another secret sealed; how many were renewed.
pub async fn walk(kernel: &Kernel) -> Result<u64> {
    let other = document_object::Column::KeyId.ne(kernel.keys.id());
    let rows = system::<document_object::Entity>().filter(other).all(kernel.db.long_reads()).await?;
    let mut renewed = 0;
    for row in rows {
        renewed += u64::from(patiently(async || renew(kernel, row.document_id).await).await?);
    }
    Ok(renewed)
}

async fn renew(kernel: &Kernel, id: DocumentId) -> Result<bool> {
    let bucket = kernel.bucket.as_ref().ok_or_else(files::away)?;
    let name = id.to_string();
    let Some(sealed) = bucket.get(&name).await? else {
        // It stays noted as under the old secret: should it be found again,
        // that is what opens it.
        tracing::error!(document = %id, "its file is not in the bucket");
        return Ok(false);
    };
    if let Some(renewed) = files::renewed(kernel, id, &sealed)? {
        bucket.put(&name, renewed).await?;
    }
    let (tx, _asked) = kernel.db.begin_beside().await?;
    let noted = document_object::Entity::update_many()
        .col_expr(document_object::Column::KeyId, Expr::value(kernel.keys.id()))
        .filter(document_object::Column::DocumentId.eq(id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(noted.rows_affected == 1)
}
