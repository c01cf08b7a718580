//! Writes that share one commit.
//!
//! SQLite has one writer, and a commit that outlives a power cut costs a sync
//! of the disk. So the writes that wait for their turn run one after the other
//! inside one transaction, each after a savepoint, and are answered together
//! when that transaction is committed. One that fails, panics or is given up is
//! taken back to its savepoint and nothing else. On PostgreSQL every
//! write has a transaction of its own: the database shares the sync by itself.

use super::error::{Error, Result};
use super::line::{Given, Line, Waiting, Waits};
use super::shared::share;
use super::way::{Asked, Way};
use super::writing::{away, ended};
use futures::FutureExt;
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;
use tokio::sync::oneshot;

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
    line: Arc<Line>,
    pub tally: Arc<Tally>,
    /// Dropped with the last of the doors: then no more turns are given.
    _open: Arc<oneshot::Sender<()>>,
}

impl Batches {
    /// Needs a runtime, on which the turns are given as long as the door is held.
    pub fn open(way: Option<Way>) -> Self {
        let line = Arc::new(Line::default());
        let tally = Arc::new(Tally::default());
        let (open, closed) = oneshot::channel();
        let turns = give_turns_on(line.clone(), tally.clone(), way);
        tokio::spawn(async move {
            tokio::select! {
                () = turns => {}
                _ = closed => {}
            }
        });
        Self { line, tally, _open: Arc::new(open) }
    }

    /// Waits for a turn on the writer's connection. What is read first in it
    /// may come with the turn.
    pub async fn begin(&self, db: &DatabaseConnection, first: Option<Statement>) -> Result<Given> {
        let (turn, mine) = oneshot::channel();
        let _waits = Waits::among(&self.tally.waiting);
        self.line.join(Waiting { db: db.clone(), first, turn });
        match tokio::time::timeout(PATIENCE, mine).await {
            Ok(turn) => turn.map_err(|_| ended())?,
            Err(_) => Err(away("no turn to write in time")),
        }
    }
}

/// Turns are given again where something panicked: its shared transaction is
/// lost, and those in it are told to come again.
async fn give_turns_on(line: Arc<Line>, tally: Arc<Tally>, way: Option<Way>) {
    loop {
        let given = AssertUnwindSafe(give_turns(&line, &tally, way.as_ref())).catch_unwind().await;
        if given.is_err() {
            tracing::error!("a shared transaction was lost: whoever gives the turns panicked");
        }
    }
}

async fn give_turns(line: &Line, tally: &Tally, way: Option<&Way>) {
    loop {
        let first = line.first().await;
        let _asked = clear(way).await;
        match begin_immediate(&first.db).await {
            Ok(outer) => share(outer, first, line, tally).await,
            Err(error) => refuse_all(&error.into(), first, line),
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
fn refuse_all(error: &Error, first: Waiting, line: &Line) {
    let _ = first.turn.send(Err(error.clone()));
    while let Some(waiting) = line.next() {
        let _ = waiting.turn.send(Err(error.clone()));
    }
}
