//! Writes that share one commit.
//!
//! SQLite has one writer, and a commit that outlives a power cut costs a sync
//! of the disk. So the writes that wait for their turn run one after the other
//! inside one transaction, each in a savepoint of its own, and are answered
//! together when that transaction is committed. One that fails, panics or is
//! given up takes back its own savepoint and nothing else. On PostgreSQL every
//! write has a transaction of its own: the database shares the sync by itself.

use super::error::{Error, Result};
use contract::problem::ProblemCode;
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// Writes of one commit. Those who come later wait for the next one.
const MOST: usize = 128;
/// Nobody waits longer than this for others' writes before the commit.
const LONGEST: Duration = Duration::from_millis(50);
/// A write that has no turn by then is told to come again.
const PATIENCE: Duration = Duration::from_secs(5);

/// Begins a transaction that may write. SQLite's must take the write lock at
/// once: a deferred one fails when it is upgraded.
pub async fn begin_immediate(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    db.begin_with_options(options).await
}

/// A transaction, or a turn in a shared one. Dropped, it is taken back.
#[derive(Debug)]
pub struct Writing {
    // Dropped first, so that the savepoint is taken back before the next turn.
    db: DatabaseTransaction,
    back: Option<oneshot::Sender<End>>,
}

/// How a turn ended.
#[derive(Debug)]
enum End {
    Keep(DatabaseTransaction, oneshot::Sender<Result<()>>),
    TakeBack(DatabaseTransaction, oneshot::Sender<Result<()>>),
}

impl Writing {
    /// A transaction of its own.
    pub fn alone(db: DatabaseTransaction) -> Self {
        Self { db, back: None }
    }

    pub fn db(&self) -> &DatabaseTransaction {
        &self.db
    }

    /// Returns when the write is on the disk.
    pub async fn commit(self) -> Result<()> {
        let Some(back) = self.back else { return Ok(self.db.commit().await?) };
        let (told, tell) = oneshot::channel();
        back.send(End::Keep(self.db, told)).map_err(|_| ended())?;
        tell.await.map_err(|_| ended())?
    }

    /// Returns when what this write saw of others before it is on the disk: a
    /// refusal, or a repetition, may rest on it and be read again at once.
    pub async fn rollback(self) -> Result<()> {
        let Some(back) = self.back else { return Ok(self.db.rollback().await?) };
        let (told, tell) = oneshot::channel();
        back.send(End::TakeBack(self.db, told)).map_err(|_| ended())?;
        tell.await.map_err(|_| ended())?
    }
}

fn ended() -> Error {
    away("the shared transaction has ended")
}

fn away(cause: &str) -> Error {
    Error { cause: Some(cause.to_owned()), ..ProblemCode::Unavailable.into() }.retry_after(super::error::RETRY_SECONDS)
}

/// Someone who waits for her turn.
#[derive(Debug)]
struct Waiting {
    db: DatabaseConnection,
    turn: oneshot::Sender<Result<Writing>>,
}

/// How many writes went into how many commits, and how many wait.
#[derive(Debug, Default)]
pub struct Tally {
    pub commits: AtomicU64,
    pub writes: AtomicU64,
    pub largest: AtomicU64,
    pub waiting: AtomicU64,
}

/// The door to the shared transactions.
#[derive(Debug, Clone)]
pub struct Batches {
    queue: mpsc::UnboundedSender<Waiting>,
    pub tally: Arc<Tally>,
}

impl Batches {
    /// Needs a runtime, on which the turns are given as long as the door is held.
    pub fn open() -> Self {
        let (queue, waiting) = mpsc::unbounded_channel();
        let tally = Arc::new(Tally::default());
        tokio::spawn(give_turns(waiting, tally.clone()));
        Self { queue, tally }
    }

    /// Waits for a turn on the writer's connection.
    pub async fn begin(&self, db: &DatabaseConnection) -> Result<Writing> {
        let (turn, mine) = oneshot::channel();
        self.tally.waiting.fetch_add(1, Ordering::Relaxed);
        let _waits = Waits(&self.tally);
        self.queue.send(Waiting { db: db.clone(), turn }).map_err(|_| ended())?;
        match tokio::time::timeout(PATIENCE, mine).await {
            Ok(turn) => turn.map_err(|_| ended())?,
            Err(_) => Err(away("no turn to write in time")),
        }
    }
}

/// Counts one who waits, however her waiting ends.
struct Waits<'a>(&'a Tally);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

async fn give_turns(mut queue: mpsc::UnboundedReceiver<Waiting>, tally: Arc<Tally>) {
    while let Some(first) = queue.recv().await {
        if first.turn.is_closed() {
            continue;
        }
        match begin_immediate(&first.db).await {
            Ok(outer) => share(outer, first, &mut queue, &tally).await,
            Err(error) => refuse_all(&error.into(), first, &mut queue),
        }
    }
}

/// The database is locked or away: everyone who waited while it was tried
/// learns of it now, so that nobody waits twice.
fn refuse_all(error: &Error, first: Waiting, queue: &mut mpsc::UnboundedReceiver<Waiting>) {
    let _ = first.turn.send(Err(error.clone()));
    while let Ok(waiting) = queue.try_recv() {
        let _ = waiting.turn.send(Err(error.clone()));
    }
}

/// The turns that were taken in a shared transaction.
#[derive(Default)]
struct Taken {
    kept: u64,
    /// All who wait for its end, those who took their write back too.
    told: Vec<oneshot::Sender<Result<()>>>,
}

/// One shared transaction from its first turn to its commit.
async fn share(
    outer: DatabaseTransaction,
    first: Waiting,
    queue: &mut mpsc::UnboundedReceiver<Waiting>,
    tally: &Tally,
) {
    let begun = Instant::now();
    let mut taken = Taken::default();
    let mut next = Some(first);
    let mut whole = Ok(());
    while let Some(waiting) = next {
        whole = turn(&outer, waiting, &mut taken).await;
        let full = taken.told.len() >= MOST || begun.elapsed() >= LONGEST;
        next = if full || whole.is_err() { None } else { queue.try_recv().ok() };
    }
    let outcome = match whole {
        Ok(()) if taken.kept == 0 => outer.rollback().await,
        Ok(()) => outer.commit().await,
        // The database gave up the whole transaction: a full disk does that.
        Err(error) => outer.rollback().await.and(Err(error)),
    };
    let outcome = outcome.map_err(|error| away(&error.to_string()));
    if outcome.is_ok() && taken.kept > 0 {
        tally.commits.fetch_add(1, Ordering::Relaxed);
        tally.writes.fetch_add(taken.kept, Ordering::Relaxed);
        tally.largest.fetch_max(taken.kept, Ordering::Relaxed);
    }
    for told in taken.told {
        // Someone who went away does not hear; her write stands all the same.
        let _ = told.send(outcome.clone());
    }
}

/// One turn. An error means that the shared transaction is lost.
async fn turn(outer: &DatabaseTransaction, waiting: Waiting, taken: &mut Taken) -> Result<(), DbErr> {
    if waiting.turn.is_closed() {
        return Ok(());
    }
    let savepoint = match outer.begin().await {
        Ok(savepoint) => savepoint,
        Err(error) => {
            let _ = waiting.turn.send(Err(away(&error.to_string())));
            return Err(error);
        }
    };
    let (back, end) = oneshot::channel();
    // Where nobody takes the turn, the savepoint is dropped and with it undone.
    let _ = waiting.turn.send(Ok(Writing { db: savepoint, back: Some(back) }));
    match end.await {
        Ok(End::Keep(savepoint, told)) => {
            // Told with all the others, whatever comes of it.
            taken.told.push(told);
            taken.kept += 1;
            savepoint.commit().await
        }
        Ok(End::TakeBack(savepoint, told)) => {
            taken.told.push(told);
            savepoint.rollback().await
        }
        // Given up or panicked: dropping the savepoint has undone it.
        Err(_) => Ok(()),
    }
}
