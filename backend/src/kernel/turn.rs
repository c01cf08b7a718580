//! A transaction that begins with its first statement. What a write works out
//! before it looks into the database, it works out while others have their turn.

use super::error::{Error, Result};
use super::line::{Given, Tell, Whole};
use super::state::Kernel;
use super::writing::{Writing, committed};
use contract::problem::ProblemCode;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Whose connections a turn is taken on.
#[derive(Debug, Clone, Copy)]
pub enum Lane {
    Request,
    Work,
}

/// A turn to write, taken when it is needed.
#[derive(Debug)]
pub struct Turn {
    kernel: Arc<Kernel>,
    lane: Lane,
    held: OnceCell<Held>,
}

#[derive(Debug)]
enum Held {
    Writing(Writing),
    /// All was written without a turn of its own.
    Kept(Tell),
}

/// What came of a write that was worked out whole.
#[derive(Debug)]
pub enum Outcome {
    Kept,
    /// What was read stands against it; what was worked out is given back.
    Found(Vec<QueryResult>, Vec<Statement>),
}

impl Turn {
    pub fn new(kernel: Arc<Kernel>, lane: Lane) -> Self {
        Self { kernel, lane, held: OnceCell::new() }
    }

    /// The transaction, begun now if it was not before.
    pub async fn taken(&self) -> Result<&Writing> {
        self.begun(None).await.map(|(writing, _)| writing)
    }

    /// The same for someone who reads this first, with what was found where it
    /// came with the turn.
    async fn begun(&self, first: Option<&Statement>) -> Result<(&Writing, Option<Vec<QueryResult>>)> {
        let mut came = None;
        let begin = async || match self.kernel.db.begin_write(self.lane, first).await? {
            Given::Turn { writing, found, .. } => {
                came = found;
                Ok(Held::Writing(writing))
            }
            Given::Kept(tell) => Ok::<_, Error>(Held::Kept(tell)),
        };
        match self.held.get_or_try_init(begin).await? {
            Held::Writing(writing) => Ok((writing, came)),
            Held::Kept(_) => Err(Error::internal("the write is done already")),
        }
    }

    /// Whether a write that was worked out before can be left to whoever gives
    /// the turns: nothing of it is in the database yet.
    pub fn may_be_whole(&self) -> bool {
        self.kernel.db.batches.is_some() && !self.held.initialized()
    }

    /// Writes what was worked out, where what is read first lets it. Whoever
    /// gives the turns does both, so that nobody is waited for in between.
    pub async fn keep_if(&self, look: Statement, whole: Whole) -> Result<Outcome> {
        let db = &self.kernel.db;
        let Some(batches) = db.batches.as_ref().filter(|_| self.may_be_whole()) else {
            return Err(Error::internal("the turn is taken already"));
        };
        let (held, outcome) = match batches.begin(&db.write, Some(look.clone()), Some(whole)).await? {
            Given::Kept(tell) => (Held::Kept(tell), Outcome::Kept),
            Given::Turn { writing, found, left } => {
                let found = match found {
                    Some(found) => found,
                    None => writing.wait(writing.db().query_all_raw(look)).await?,
                };
                (Held::Writing(writing), Outcome::Found(found, left))
            }
        };
        self.held.set(held).map_err(Error::internal)?;
        Ok(outcome)
    }

    /// Carries out what is left to write, and commits; says whether there was
    /// anything to commit.
    pub async fn finish(self, left: Vec<Statement>) -> Result<bool> {
        if !left.is_empty() {
            self.taken().await?;
        }
        match self.held.into_inner() {
            Some(Held::Writing(writing)) => writing.finish(left).await?,
            Some(Held::Kept(tell)) => committed(tell).await?,
            None => return Ok(false),
        }
        Ok(true)
    }

    pub async fn take_back(self) -> Result<()> {
        match self.held.into_inner() {
            Some(Held::Writing(writing)) => writing.rollback().await,
            Some(Held::Kept(tell)) => committed(tell).await,
            None => Ok(()),
        }
    }

    async fn writing(&self) -> Result<&Writing, DbErr> {
        self.taken().await.map_err(refused)
    }

    /// The rows of a statement, which may begin the transaction.
    async fn rows(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self.begun(Some(&statement)).await.map_err(refused)? {
            (_, Some(found)) => Ok(found),
            (writing, None) => writing.wait(writing.db().query_all_raw(statement)).await,
        }
    }
}

/// Who had no turn is told to come again, as one whose database is away.
fn refused(refused: Error) -> DbErr {
    let cause = refused.cause.unwrap_or_else(|| refused.code.as_str().to_owned());
    match refused.code {
        ProblemCode::Unavailable => DbErr::Conn(RuntimeErr::Internal(cause)),
        _ => DbErr::Custom(cause),
    }
}

#[sea_orm::prelude::async_trait::async_trait]
impl ConnectionTrait for Turn {
    fn get_database_backend(&self) -> DbBackend {
        self.kernel.db.backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let writing = self.writing().await?;
        writing.wait(writing.db().execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let writing = self.writing().await?;
        writing.wait(writing.db().execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.rows(statement).await?.into_iter().next())
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.rows(statement).await
    }
}
