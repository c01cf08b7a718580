//! A transaction of a write: one of its own, or a turn in one that is shared.

use super::error::{Error, RETRY_SECONDS, Result};
use super::gather::gathered;
use super::metrics::statement_sent;
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
        let Some(turn) = self.turn else { return finish_alone(alone(self.db)?, left).await };
        // Sent by whoever gives the turns, in the name of this request.
        for _ in &left {
            statement_sent();
        }
        turn.end(self.db, |told| End::Keep(left, told)).await
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
        tell.await.map_err(|_| ended())?
    }
}

/// Where it fails, the locks are given back before anyone hears of it.
async fn finish_alone(db: DatabaseTransaction, left: Vec<Statement>) -> Result<()> {
    for statement in left {
        if let Err(error) = db.execute_raw(statement).await {
            db.rollback().await?;
            return Err(error.into());
        }
    }
    Ok(db.commit().await?)
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
