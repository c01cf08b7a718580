//! Writes that share one commit.
//!
//! SQLite has one writer, and a commit that outlives a power cut costs a sync
//! of the disk. So the writes that wait for their turn run one after the other
//! inside one transaction, each after a savepoint, and are answered together
//! when that transaction is committed. One that fails, panics or is given up is
//! taken back to its savepoint and nothing else. On PostgreSQL every
//! write has a transaction of its own: the database shares the sync by itself.

use super::error::{Error, Result};
use super::way::{Asked, Way};
use contract::problem::ProblemCode;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
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
    // Dropped first: whoever shares it may end it as soon as it comes back.
    db: Arc<DatabaseTransaction>,
    back: Option<oneshot::Sender<End>>,
}

/// How a turn ended.
#[derive(Debug)]
enum End {
    Keep(oneshot::Sender<Result<()>>),
    /// Kept, and the next savepoint stands already.
    Passed(oneshot::Sender<Result<()>>),
    TakeBack(oneshot::Sender<Result<()>>),
}

const FIRST: &str = "savepoint turn";
const NEXT: &str = "release turn; savepoint turn";
const BACK: &str = "rollback to turn";

impl Writing {
    /// A transaction of its own.
    pub fn alone(db: DatabaseTransaction) -> Self {
        Self { db: Arc::new(db), back: None }
    }

    pub fn db(&self) -> &DatabaseTransaction {
        &self.db
    }

    /// What the last statement of a turn may end with, so that the next turn
    /// needs no statement to begin.
    pub fn passing_on(&self) -> Option<&'static str> {
        self.back.is_some().then_some(NEXT)
    }

    /// The same as `commit`, after a statement that passed the turn on.
    pub async fn commit_passed_on(self) -> Result<()> {
        self.end(End::Passed, async |db| db.commit().await).await
    }

    /// Returns when the write is on the disk.
    pub async fn commit(self) -> Result<()> {
        self.end(End::Keep, async |db| db.commit().await).await
    }

    /// Returns when what this write saw of others before it is on the disk: a
    /// refusal, or a repetition, may rest on it and be read again at once.
    pub async fn rollback(self) -> Result<()> {
        self.end(End::TakeBack, async |db| db.rollback().await).await
    }

    async fn end(
        self,
        end: impl FnOnce(oneshot::Sender<Result<()>>) -> End,
        own: impl AsyncFnOnce(DatabaseTransaction) -> Result<(), DbErr>,
    ) -> Result<()> {
        let Self { db, back } = self;
        let Some(back) = back else { return Ok(own(Arc::into_inner(db).ok_or_else(ended)?).await?) };
        drop(db);
        let (told, tell) = oneshot::channel();
        back.send(end(told)).map_err(|_| ended())?;
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
    pub fn open(way: Option<Way>) -> Self {
        let (queue, waiting) = mpsc::unbounded_channel();
        let tally = Arc::new(Tally::default());
        tokio::spawn(give_turns(waiting, tally.clone(), way));
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

async fn give_turns(mut queue: mpsc::UnboundedReceiver<Waiting>, tally: Arc<Tally>, way: Option<Way>) {
    while let Some(first) = queue.recv().await {
        if first.turn.is_closed() {
            continue;
        }
        let _asked = clear(way.as_ref()).await;
        match begin_immediate(&first.db).await {
            Ok(outer) => share(outer, first, &mut queue, &tally).await,
            Err(error) => refuse_all(&error.into(), first, &mut queue),
        }
    }
}

/// Lets other processes write, or asks them to.
pub async fn clear(way: Option<&Way>) -> Option<Asked> {
    match way {
        Some(way) => way.clear().await,
        None => None,
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
    savepoint: Savepoint,
    /// All who wait for its end, those who took their write back too.
    told: Vec<oneshot::Sender<Result<()>>>,
}

impl Taken {
    fn keep(&mut self, told: oneshot::Sender<Result<()>>, savepoint: Savepoint) {
        self.told.push(told);
        self.kept += 1;
        self.savepoint = savepoint;
    }
}

/// Where a turn begins, and to where it is taken back.
#[derive(Default)]
enum Savepoint {
    #[default]
    Missing,
    /// Nothing was written since.
    Fresh,
    /// A turn wrote after it and is kept.
    Passed,
}

/// One shared transaction from its first turn to its commit.
async fn share(
    outer: DatabaseTransaction,
    first: Waiting,
    queue: &mut mpsc::UnboundedReceiver<Waiting>,
    tally: &Tally,
) {
    let begun = Instant::now();
    let outer = Arc::new(outer);
    let mut taken = Taken::default();
    let mut next = Some(first);
    let mut whole = Ok(());
    while let Some(waiting) = next {
        whole = turn(&outer, waiting, &mut taken).await;
        let full = taken.told.len() >= MOST || begun.elapsed() >= LONGEST;
        next = if full || whole.is_err() { None } else { queue.try_recv().ok() };
    }
    let outcome = match (Arc::into_inner(outer), whole) {
        (None, _) => Err(DbErr::Custom("a turn was not given back".to_owned())),
        // Also where nobody kept a write: one given up after it had passed the
        // turn on stands, and others may have been refused because of it.
        (Some(outer), Ok(())) => outer.commit().await,
        // The database gave up the whole transaction: a full disk does that.
        (Some(outer), Err(error)) => outer.rollback().await.and(Err(error)),
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
async fn turn(outer: &Arc<DatabaseTransaction>, waiting: Waiting, taken: &mut Taken) -> Result<(), DbErr> {
    if waiting.turn.is_closed() {
        return Ok(());
    }
    let begun = match taken.savepoint {
        Savepoint::Missing => outer.execute_unprepared(FIRST).await.map(drop),
        Savepoint::Fresh => Ok(()),
        Savepoint::Passed => outer.execute_unprepared(NEXT).await.map(drop),
    };
    if let Err(error) = begun {
        let _ = waiting.turn.send(Err(away(&error.to_string())));
        return Err(error);
    }
    let (back, end) = oneshot::channel();
    // Where nobody takes the turn, it is given up.
    let _ = waiting.turn.send(Ok(Writing { db: outer.clone(), back: Some(back) }));
    match end.await {
        // Told with all the others, whatever comes of it.
        Ok(End::Keep(told)) => {
            taken.keep(told, Savepoint::Passed);
            return Ok(());
        }
        Ok(End::Passed(told)) => {
            taken.keep(told, Savepoint::Fresh);
            return Ok(());
        }
        Ok(End::TakeBack(told)) => taken.told.push(told),
        // Given up or panicked.
        Err(_) => {}
    }
    outer.execute_unprepared(BACK).await?;
    taken.savepoint = Savepoint::Fresh;
    Ok(())
}
