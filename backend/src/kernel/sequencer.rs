//! Gives committed events their position and hash, in batches, after commit.
//!
//! No writer waits for another's place in the chain, and an event that commits
//! late is found in the queue all the same. One process at a time holds the
//! lease; the chain's primary key would refuse a second one.

use super::chain::{GENESIS, Head, seal};
use super::database::lock_rows;
use super::error::{Error, Result};
use super::scope::system;
use super::state::Kernel;
use crate::entity::{event, event_chain, event_queue, sequencer_lease};
use contract::ids::EventId;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

const BATCH: u64 = 500;
const PAUSE: Duration = Duration::from_millis(200);
const LEASE_SECONDS: i64 = 5;
/// The lease table has one row.
const LEASE: i32 = 1;

/// Works until the process ends. A failure is logged and tried again.
pub async fn run(kernel: Arc<Kernel>) {
    let holder = Uuid::now_v7();
    loop {
        if let Err(error) = super::looks::flush(&kernel).await {
            tracing::warn!(cause = error.cause, "openings of records could not be written and wait");
        }
        match sequence(&kernel, holder).await {
            Ok(BATCH) => continue,
            Ok(_) => {}
            Err(error) => tracing::warn!(cause = error.cause, "the sequencer will try again"),
        }
        // Whether woken or not, a short pause lets a batch gather.
        let _ = tokio::time::timeout(Duration::from_secs(1), kernel.committed.notified()).await;
        tokio::time::sleep(PAUSE).await;
    }
}

/// Seals everything that is committed now; for commands and tests.
pub async fn catch_up(kernel: &Arc<Kernel>) -> Result<()> {
    let holder = Uuid::now_v7();
    for _ in 0..100 {
        if sequence(kernel, holder).await? > 0 {
            continue;
        }
        if system::<event_queue::Entity>().one(&kernel.db.read).await?.is_none() {
            return Ok(());
        }
        // Another process holds the lease and is at work.
        tokio::time::sleep(PAUSE).await;
    }
    Err(Error::internal("the audit queue does not empty"))
}

/// Seals one batch and says how many events it held.
async fn sequence(kernel: &Arc<Kernel>, holder: Uuid) -> Result<u64> {
    if system::<event_queue::Entity>().one(&kernel.db.read).await?.is_none() {
        return Ok(0);
    }
    let tx = kernel.db.begin().await?;
    if !take_lease(kernel, &tx, holder).await? {
        tx.rollback().await?;
        return Ok(0);
    }
    let ids: Vec<EventId> = system::<event_queue::Entity>()
        .order_by_asc(event_queue::Column::EventId)
        .limit(BATCH)
        .all(&tx)
        .await?
        .into_iter()
        .map(|row| row.event_id)
        .collect();
    if !ids.is_empty() {
        append(&tx, &ids).await?;
    }
    let head = head(&tx).await?;
    tx.commit().await?;
    publish_head(kernel, &head).await;
    Ok(u64::try_from(ids.len()).unwrap_or(0))
}

async fn take_lease(kernel: &Kernel, tx: &DatabaseTransaction, holder: Uuid) -> Result<bool> {
    let now = kernel.clock.now();
    let lease = lock_rows(system::<sequencer_lease::Entity>(), kernel.db.backend())
        .filter(sequencer_lease::Column::Id.eq(LEASE))
        .one(tx)
        .await?
        .ok_or_else(|| Error::internal("the sequencer's lease row is missing"))?;
    if lease.holder != Some(holder) && lease.until > now {
        return Ok(false);
    }
    let taken = sequencer_lease::ActiveModel {
        id: Set(LEASE),
        holder: Set(Some(holder)),
        until: Set(now.plus_seconds(LEASE_SECONDS)),
    };
    sequencer_lease::Entity::update(taken).exec(tx).await?;
    Ok(true)
}

/// The last link of the chain.
pub async fn head(db: &impl sea_orm::ConnectionTrait) -> Result<Head> {
    let last = system::<event_chain::Entity>().order_by_desc(event_chain::Column::Position).one(db).await?;
    Ok(last.map_or_else(
        || Head { position: 0, hash: GENESIS.to_owned() },
        |link| Head { position: link.position, hash: link.hash },
    ))
}

async fn append(tx: &DatabaseTransaction, ids: &[EventId]) -> Result<()> {
    let events = system::<event::Entity>().filter(event::Column::Id.is_in(ids.iter().copied())).all(tx).await?;
    let mut events: HashMap<EventId, event::Model> = events.into_iter().map(|event| (event.id, event)).collect();
    let mut head = head(tx).await?;
    let mut links = Vec::with_capacity(ids.len());
    for id in ids {
        let event = events.remove(id).ok_or_else(|| Error::internal(format!("event {id} is queued but not there")))?;
        let position = head.position + 1;
        let hash = seal(&head.hash, position, &event);
        links.push(event_chain::ActiveModel { position: Set(position), event_id: Set(*id), hash: Set(hash.clone()) });
        head = Head { position, hash };
    }
    event_chain::Entity::insert_many(links).exec_without_returning(tx).await?;
    event_queue::Entity::delete_many().filter(event_queue::Column::EventId.is_in(ids.iter().copied())).exec(tx).await?;
    Ok(())
}

/// Writes the head to the file that is kept outside, by replacing it whole.
async fn publish_head(kernel: &Kernel, head: &Head) {
    let Some(path) = &kernel.config.audit_head_file else { return };
    let draft = path.with_extension("new");
    let written = async {
        tokio::fs::write(&draft, format!("{head}\n")).await?;
        tokio::fs::rename(&draft, path).await
    };
    if let Err(error) = written.await {
        tracing::error!(%error, path = %path.display(), "the audit head could not be written");
    }
}
