//! Where the bytes of files lie: sealed, in the database or in the bucket.
//!
//! An object is loose before it is put and when its document goes; what stays
//! loose is destroyed after a while. So nothing is left behind in the bucket
//! by an upload that was refused or broke off, nor by a server that died.

use crate::entity::{document, document_file, document_object, document_thumbnail, loose_object};
use crate::kernel::crypto::{Purpose, to_hex};
use crate::kernel::error::{Error, Result};
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::Tx;
use contract::ids::DocumentId;
use contract::moment::Timestamp;
use contract::problem::ProblemCode;
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;

/// An upload must have come to its document so soon after it began.
const CLAIMED_WITHIN_SECONDS: i64 = 30 * 60;
/// What is loose so long is destroyed: longer than any upload takes, and than
/// a backup that still names it.
pub const LOOSE_SECONDS: i64 = 24 * 3600;
/// An object that is being destroyed is loose since minus the moment it was
/// doomed: nobody takes it up any more, and nobody else destroys it, unless who
/// did has died of it.
const DOOMED_SECONDS: i64 = 10 * 60;
/// Objects destroyed in one go.
const SWEPT: u64 = 100;
const SWEEP: Duration = Duration::from_mins(1);

/// Sealed bytes on their way to a document.
#[derive(Debug)]
pub enum Kept {
    /// They go into the database with it.
    Here(Vec<u8>),
    /// They lie in the bucket already.
    InBucket,
}

fn sealed_context(id: DocumentId) -> String {
    format!("{id} file")
}

fn thumbnail_context(id: DocumentId) -> String {
    format!("{id} thumbnail")
}

pub fn seal(kernel: &Kernel, id: DocumentId, bytes: &[u8]) -> Vec<u8> {
    kernel.keys.seal(Purpose::Personal, &sealed_context(id), bytes)
}

pub fn away() -> Error {
    Error::internal("the file lies in a bucket, and none is given (P2WKSS_FILES)")
}

/// Seals a file and, where there is a bucket, puts it there.
pub async fn keep(kernel: &Kernel, id: DocumentId, bytes: &[u8]) -> Result<Kept> {
    let sealed = seal(kernel, id, bytes);
    let Some(bucket) = &kernel.bucket else { return Ok(Kept::Here(sealed)) };
    if !loosen(&kernel.db.write, id, kernel.clock.now()).await? {
        return Err(ProblemCode::Unavailable.into());
    }
    bucket.put(&id.to_string(), sealed).await?;
    Ok(Kept::InBucket)
}

/// Gives a document its file and its small picture.
pub async fn settle(tx: &Tx, id: DocumentId, kept: Kept, thumbnail: Option<&[u8]>) -> Result<()> {
    match kept {
        Kept::Here(sealed) => {
            let file = document_file::Model { document_id: id, sealed };
            document_file::Entity::insert(file.into_active_model()).exec_without_returning(tx.db()).await?;
        }
        Kept::InBucket => claim(tx, id).await?,
    }
    if let Some(bytes) = thumbnail {
        let sealed = tx.kernel().keys.seal(Purpose::Personal, &thumbnail_context(id), bytes);
        let row = document_thumbnail::Model { document_id: id, sealed };
        document_thumbnail::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

pub async fn claim(tx: &Tx, id: DocumentId) -> Result<()> {
    let claimed = loose_object::Entity::delete_many()
        .filter(loose_object::Column::ObjectId.eq(id))
        .filter(loose_object::Column::Since.gt(tx.now().plus_seconds(-CLAIMED_WITHIN_SECONDS)))
        .exec(tx.db())
        .await?;
    if claimed.rows_affected == 0 {
        return Err(ProblemCode::Unavailable.into());
    }
    name_object(tx.db(), tx.kernel(), id).await
}

/// Notes that the file of a document lies in the bucket, sealed with the
/// secret of today.
async fn name_object(db: &impl ConnectionTrait, kernel: &Kernel, id: DocumentId) -> Result<()> {
    let row = document_object::Model { document_id: id, key_id: kernel.keys.id().to_owned() };
    document_object::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Notes an object that no document has; `false` where it is being destroyed
/// just now.
pub async fn loosen(db: &impl ConnectionTrait, id: DocumentId, since: Timestamp) -> Result<bool> {
    let row = loose_object::Model { object_id: id, since };
    let anew = OnConflict::column(loose_object::Column::ObjectId)
        .update_column(loose_object::Column::Since)
        .action_and_where(loose_object::Column::Since.gt(0))
        .to_owned();
    let noted = loose_object::Entity::insert(row.into_active_model()).on_conflict(anew);
    Ok(noted.exec_without_returning(db).await? > 0)
}

/// Takes a document's file and picture away with it.
pub async fn destroy(tx: &Tx, id: DocumentId) -> Result<()> {
    let thumbnail = document_thumbnail::Entity::delete_many();
    thumbnail.filter(document_thumbnail::Column::DocumentId.eq(id)).exec(tx.db()).await?;
    let file = document_file::Entity::delete_many();
    file.filter(document_file::Column::DocumentId.eq(id)).exec(tx.db()).await?;
    let object = document_object::Entity::delete_many();
    let object = object.filter(document_object::Column::DocumentId.eq(id)).exec(tx.db()).await?;
    if object.rows_affected > 0 {
        loosen(tx.db(), id, tx.now()).await?;
    }
    Ok(())
}

/// Sweeps until the process ends, beside all other work: a store may be slow.
pub async fn run(kernel: Arc<Kernel>) {
    loop {
        if let Err(error) = sweep(&kernel).await {
            tracing::warn!(cause = error.cause, "objects whose time is over could not be destroyed and wait");
        }
        tokio::time::sleep(SWEEP).await;
    }
}

/// Destroys objects that have been loose for long. A note of an object that
/// has a document again is wrong, and is forgotten.
pub async fn sweep(kernel: &Kernel) -> Result<()> {
    let Some(bucket) = &kernel.bucket else { return Ok(()) };
    let now = kernel.clock.now();
    let named = || Query::select().column(document_object::Column::DocumentId).from(document_object::Entity).to_owned();
    let due = Condition::any()
        .add(
            Condition::all()
                .add(loose_object::Column::Since.gt(0))
                .add(loose_object::Column::Since.lt(now.plus_seconds(-LOOSE_SECONDS))),
        )
        .add(
            Condition::all()
                .add(loose_object::Column::Since.lte(0))
                .add(loose_object::Column::Since.gt(-now.plus_seconds(-DOOMED_SECONDS).0)),
        );
    let wrong = loose_object::Entity::delete_many().filter(due.clone());
    let wrong = wrong.filter(loose_object::Column::ObjectId.in_subquery(named()));
    wrong.exec(&kernel.db.write).await?;
    let old = system::<loose_object::Entity>().filter(due.clone()).order_by_asc(loose_object::Column::Since);
    let mut failed = None;
    for object in old.limit(SWEPT).all(&kernel.db.read).await? {
        let own = loose_object::Column::ObjectId.eq(object.object_id);
        // Of this moment: those before it may have taken long.
        let doom = Timestamp(-kernel.clock.now().0);
        let doomed = loose_object::Entity::update_many()
            .col_expr(loose_object::Column::Since, Expr::value(doom))
            .filter(own.clone())
            .filter(due.clone())
            .filter(loose_object::Column::ObjectId.not_in_subquery(named()))
            .exec(&kernel.db.write)
            .await?;
        if doomed.rows_affected == 0 {
            continue;
        }
        match bucket.delete(&object.object_id.to_string()).await {
            Ok(()) => {
                let note = loose_object::Entity::delete_many().filter(own).filter(loose_object::Column::Since.eq(doom));
                note.exec(&kernel.db.write).await?;
            }
            // The others may go all the same; this one comes again.
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(()), Err)
}

/// The sealed bytes, wherever they lie.
async fn sealed(kernel: &Kernel, id: DocumentId) -> Result<Vec<u8>> {
    // A file may move between the two looks; then it is where it was not.
    for _ in 0..2 {
        let here = system::<document_file::Entity>().filter(document_file::Column::DocumentId.eq(id));
        if let Some(file) = here.one(&kernel.db.read).await? {
            return Ok(file.sealed);
        }
        let named = system::<document_object::Entity>().filter(document_object::Column::DocumentId.eq(id));
        if named.one(&kernel.db.read).await?.is_some() {
            return sealed_in_bucket(kernel, id).await?.ok_or_else(|| gone(id));
        }
    }
    Err(ProblemCode::NotFound.into())
}

fn gone(id: DocumentId) -> Error {
    Error::internal(format!("the file of the document {id} is not in the bucket"))
}

/// `None` where the bucket has lost it.
pub async fn sealed_in_bucket(kernel: &Kernel, id: DocumentId) -> Result<Option<Vec<u8>>> {
    kernel.bucket.as_ref().ok_or_else(away)?.get(&id.to_string()).await
}

/// The file of a document. What was kept is what is given out, or nothing is.
pub async fn read(kernel: &Kernel, row: &document::Model) -> Result<Vec<u8>> {
    let sealed = sealed(kernel, row.id).await?;
    let bytes = kernel.keys.open(Purpose::Personal, &sealed_context(row.id), &sealed).map_err(Error::internal)?;
    if to_hex(&Sha256::digest(&bytes)) != row.sha256 {
        return Err(Error::internal("a kept file is not what was uploaded"));
    }
    Ok(bytes)
}

/// The small picture of a document, if it has one.
pub async fn thumbnail(kernel: &Kernel, db: &impl ConnectionTrait, id: DocumentId) -> Result<Option<Vec<u8>>> {
    let row = system::<document_thumbnail::Entity>().filter(document_thumbnail::Column::DocumentId.eq(id));
    let Some(row) = row.one(db).await? else { return Ok(None) };
    let context = thumbnail_context(id);
    kernel.keys.open(Purpose::Personal, &context, &row.sealed).map(Some).map_err(Error::internal)
}

/// The same bytes under the secret of today, where they are under another.
pub fn renewed(kernel: &Kernel, id: DocumentId, sealed: &[u8]) -> Result<Option<Vec<u8>>> {
    kernel.keys.renew(Purpose::Personal, &sealed_context(id), sealed).map_err(Error::internal)
}
