//! A transaction of a write: one of its own, or a turn in one that is shared.

use super::error::{Error, RETRY_SECONDS, Result};
use super::gather::gathered;
use super::line::Tell;
use contract::problem::ProblemCode;
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement};
use std::sync::Arc;
use tokio::sync::oneshot;

/// A transaction, or a turn in a shared one. Dropped, it is taken back.
#[derive(Debug)]
pub struct Writing {
    // Dropped first: whoever shares it may end it as soon as it comes back.
    db: Arc<DatabaseTransaction>,
    turn: Option<Turn>,
}

/// A turn in a shared transaction.
#[derive(Debug)]
struct Turn {
    back: oneshot::Sender<End>,
}

/// How a turn ended.
#[derive(Debug)]
pub enum End {
    /// With what is left to write.
    Keep(Vec<Statement>, Told),
    TakeBack(Told),
}

/// Who waits for the commit.
pub type Told = oneshot::Sender<Result<()>>;

impl Writing {
    /// A transaction of its own.
    pub fn alone(db: DatabaseTransaction) -> Self {
        Self { db: Arc::new(db), turn: None }
    }

    /// A turn in a shared one, and how it ends.
    pub fn in_turn(db: Arc<DatabaseTransaction>) -> (Self, oneshot::Receiver<End>) {
        let (back, end) = oneshot::channel();
        (Self { db, turn: Some(Turn { back }) }, end)
    }

    pub fn db(&self) -> &DatabaseTransaction {
        &self.db
    }

    /// Waits for what a statement of it comes to.
    pub async fn wait<T>(&self, statement: impl Future<Output = T>) -> T {
        if self.turn.is_some() { gathered(statement).await } else { statement.await }
    }

    /// Carries out what is left to write and commits; where that fails, all of
    /// it is taken back. Returns when the write is on the disk.
    pub async fn finish(self, left: Vec<Statement>) -> Result<()> {
        let own = async |db: DatabaseTransaction, left: Vec<Statement>| {
            for statement in left {
                db.execute_raw(statement).await?;
            }
            db.commit().await
        };
        match self.turn {
            Some(turn) => turn.end(self.db, |told| End::Keep(left, told)).await,
            None => Ok(own(alone(self.db)?, left).await?),
        }
    }

    /// Returns when what this write saw of others before it is on the disk: a
    /// refusal, or a repetition, may rest on it and be read again at once.
    pub async fn rollback(self) -> Result<()> {
        match self.turn {
            Some(turn) => turn.end(self.db, End::TakeBack).await,
            None => Ok(alone(self.db)?.rollback().await?),
        }
    }
}

impl Turn {
    async fn end(self, db: Arc<DatabaseTransaction>, end: impl FnOnce(Told) -> End) -> Result<()> {
        drop(db);
        let (told, tell) = oneshot::channel();
        self.back.send(end(told)).map_err(|_| ended())?;
        committed(tell).await
    }
}

/// Returns when it is on the disk.
pub async fn committed(tell: Tell) -> Result<()> {
    tell.await.map_err(|_| ended())?
}

fn alone(db: Arc<DatabaseTransaction>) -> Result<DatabaseTransaction> {
    Arc::into_inner(db).ok_or_else(ended)
}

pub fn ended() -> Error {
    away("the shared transaction has ended")
}

pub fn away(cause: &str) -> Error {
    Error { cause: Some(cause.to_owned()), ..ProblemCode::Unavailable.into() }.retry_after(RETRY_SECONDS)
}
