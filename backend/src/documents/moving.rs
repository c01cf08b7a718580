//! Moving files between the database and the bucket (`p2wkss files move`),
//! while servers work. Stopped half way, it is started again.

use super::files;
use crate::entity::{document_file, document_object};
use crate::kernel::bucket::Bucket;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, run_as_system};
use crate::keys::patiently;
use clap::ValueEnum;
use contract::ids::DocumentId;
use sea_orm::sea_query::Order;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Files looked for at a start, among the newest and among the oldest.
const LOOKED_FOR: u64 = 5;
/// So many may be lost without a doubt about the bucket.
const FEW: usize = 2;
/// Files looked up in one go.
const BATCH: u64 = 100;

/// Where files are to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Place {
    Database,
    Bucket,
}

/// Moves every file; how many were moved.
pub async fn move_all(kernel: &Arc<Kernel>, to: Place) -> Result<u64> {
    let bucket = kernel.bucket.as_ref().ok_or_else(files::away)?;
    let mut moved = 0;
    let mut last = DocumentId(Uuid::nil());
    loop {
        let batch = beginning(kernel, to, last).await?;
        let Some(end) = batch.last() else { break };
        last = *end;
        for id in batch {
            let done = match to {
                Place::Bucket => patiently(async || to_bucket(kernel, bucket, id).await).await?,
                Place::Database => patiently(async || to_database(kernel, bucket, id).await).await?,
            };
            moved += u64::from(done);
        }
    }
    if moved > 0 {
        let (kind, count) = ("files", moved.to_string());
        run_as_system(kernel, Author::system("move_files"), async |tx| tx.done(Change::act(kind, count), ()).await)
            .await?;
    }
    Ok(moved)
}

/// The next files that lie in the other place.
async fn beginning(kernel: &Kernel, to: Place, after: DocumentId) -> Result<Vec<DocumentId>> {
    let db = &kernel.db.read;
    Ok(match to {
        Place::Bucket => {
            let select = system::<document_file::Entity>().select_only().column(document_file::Column::DocumentId);
            let select = select.filter(document_file::Column::DocumentId.gt(after));
            let select = select.order_by_asc(document_file::Column::DocumentId).limit(BATCH);
            select.into_tuple().all(db).await?
        }
        Place::Database => {
            let select = system::<document_object::Entity>().select_only().column(document_object::Column::DocumentId);
            let select = select.filter(document_object::Column::DocumentId.gt(after));
            let select = select.order_by_asc(document_object::Column::DocumentId).limit(BATCH);
            select.into_tuple().all(db).await?
        }
    })
}

/// What is put is sealed with the secret of today; the row goes only if it is
/// there still.
async fn to_bucket(kernel: &Arc<Kernel>, bucket: &Bucket, id: DocumentId) -> Result<bool> {
    let own = document_file::Column::DocumentId.eq(id);
    let Some(row) = system::<document_file::Entity>().filter(own.clone()).one(&kernel.db.read).await? else {
        return Ok(false);
    };
    let sealed = files::renewed(kernel, id, &row.sealed)?.unwrap_or(row.sealed);
    let noted = run_as_system(kernel, Author::system("move_files"), async |tx| {
        let noted = files::loosen(tx.db(), id, tx.now()).await?;
        Ok(tx.done_unrecorded(noted))
    });
    if !noted.await? {
        // What lay there before is being destroyed; the next time it goes.
        return Ok(false);
    }
    bucket.put(&id.to_string(), sealed).await?;
    run_as_system(kernel, Author::system("move_files"), async |tx| {
        let gone = document_file::Entity::delete_many().filter(own).exec(tx.db()).await?;
        if gone.rows_affected == 1 {
            files::claim(tx, id).await?;
        }
        Ok(tx.done_unrecorded(gone.rows_affected == 1))
    })
    .await
}

async fn to_database(kernel: &Arc<Kernel>, bucket: &Bucket, id: DocumentId) -> Result<bool> {
    let own = document_object::Column::DocumentId.eq(id);
    if system::<document_object::Entity>().filter(own.clone()).one(&kernel.db.read).await?.is_none() {
        return Ok(false);
    }
    let Some(sealed) = bucket.get(&id.to_string()).await? else {
        tracing::error!(document = %id, "its file is not in the bucket and cannot be moved");
        return Ok(false);
    };
    let sealed = files::renewed(kernel, id, &sealed)?.unwrap_or(sealed);
    run_as_system(kernel, Author::system("move_files"), async |tx| {
        let gone = document_object::Entity::delete_many().filter(own).exec(tx.db()).await?;
        if gone.rows_affected == 1 {
            let row = document_file::Model { document_id: id, sealed };
            document_file::Entity::insert(row.into_active_model()).exec_without_returning(tx.db()).await?;
            files::loosen(tx.db(), id, tx.now()).await?;
        }
        Ok(tx.done_unrecorded(gone.rows_affected == 1))
    })
    .await
}

/// Whether the files that lie in a bucket can be reached; what is missing
/// where not.
pub async fn check(kernel: &Kernel) -> Result<(), String> {
    let told = |error: Error| error.cause.unwrap_or_else(|| error.code.to_string());
    let mut named = BTreeSet::new();
    for order in [Order::Desc, Order::Asc] {
        let end = system::<document_object::Entity>().order_by(document_object::Column::DocumentId, order);
        let end = end.limit(LOOKED_FOR).all(&kernel.db.read).await.map_err(|error| told(error.into()))?;
        named.extend(end.into_iter().map(|object| object.document_id.0));
    }
    let Some(bucket) = &kernel.bucket else {
        return if named.is_empty() {
            Ok(())
        } else {
            Err("files of this database lie in a bucket: give it as P2WKSS_FILES, or bring them back with \
                        `p2wkss files move --to database` while it is given"
                .to_owned())
        };
    };
    bucket.try_out().await.map_err(|why| format!("P2WKSS_FILES: {why}"))?;
    for id in &named {
        if bucket.holds(&id.to_string()).await.map_err(told)? {
            return Ok(());
        }
    }
    // A few may be lost; all of these are elsewhere.
    if named.len() > FEW {
        return Err("P2WKSS_FILES: neither the newest nor the oldest files of this database are there; is it another \
                    bucket or prefix?"
            .to_owned());
    }
    Ok(())
}
