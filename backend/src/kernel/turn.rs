//! A transaction that begins with its first statement. What a write works out
//! before it looks into the database, it works out while others have their turn.

use super::error::{Error, Result};
use super::metrics::statement_sent;
use super::state::Kernel;
use super::writing::Writing;
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
    writing: OnceCell<Writing>,
}

impl Turn {
    pub fn new(kernel: Arc<Kernel>, lane: Lane) -> Self {
        Self { kernel, lane, writing: OnceCell::new() }
    }

    /// The transaction, begun now if it was not before.
    pub async fn taken(&self) -> Result<&Writing> {
        self.begun(None).await.map(|(writing, _)| writing)
    }

    /// The same for someone who reads this first, with what was found where it
    /// came with the turn.
    async fn begun(&self, first: Option<&Statement>) -> Result<(&Writing, Option<Vec<QueryResult>>)> {
        let mut found = None;
        let begin = async || {
            let given = self.kernel.db.begin_write(self.lane, first).await?;
            found = given.found;
            Ok::<_, Error>(given.writing)
        };
        let writing = self.writing.get_or_try_init(begin).await?;
        if found.is_some() {
            statement_sent();
        }
        Ok((writing, found))
    }

    pub fn is_taken(&self) -> bool {
        self.writing.initialized()
    }

    /// Carries out what is left to write, and commits; says whether there was
    /// anything to commit.
    pub async fn finish(self, left: Vec<Statement>) -> Result<bool> {
        if !left.is_empty() {
            self.taken().await?;
        }
        match self.writing.into_inner() {
            Some(writing) => writing.finish(left).await.map(|()| true),
            None => Ok(false),
        }
    }

    pub async fn take_back(self) -> Result<()> {
        match self.writing.into_inner() {
            Some(writing) => writing.rollback().await,
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
