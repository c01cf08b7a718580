//! Files that were uploaded and then belonged to nothing.

use super::files;
use crate::entity::document;
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, run_as_system};
use contract::problem::ProblemCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::sync::Arc;

/// A file no record named is kept so long.
pub const KEEP_UNUSED_DAYS: i64 = 7;
const DAY: i64 = 24 * 3600;

/// Destroys files that no record named in time.
pub async fn destroy_unused(kernel: &Arc<Kernel>) -> Result<()> {
    let before = kernel.clock.now().plus_seconds(-KEEP_UNUSED_DAYS * DAY);
    let unused = system::<document::Entity>()
        // In these words the index of unused files serves it.
        .filter(Expr::cust("not attached"))
        .filter(document::Column::CreatedAt.lt(before))
        .all(&kernel.db.read)
        .await?;
    for row in unused {
        let destroyed = run_as_system(kernel, Author::system("destroy_document"), async |tx| {
            files::destroy(tx, row.id).await?;
            // Asked again here: a decision may have named it meanwhile.
            let gone = document::Entity::delete_many()
                .filter(document::Column::Id.eq(row.id))
                .filter(document::Column::Attached.eq(false))
                .exec(tx.db())
                .await?;
            if gone.rows_affected == 0 {
                return Err(ProblemCode::WrongState.into());
            }
            tx.done(Change::act(document::Entity::KIND, row.id).at(Some(&row.region_code)), ()).await
        })
        .await;
        match destroyed {
            Err(error) if error.code == ProblemCode::WrongState => {}
            destroyed => destroyed?,
        }
    }
    Ok(())
}
