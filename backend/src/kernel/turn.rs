//! A transaction that begins with its first statement. What a write works out
//! before it looks into the database, it works out while others have their turn.

use super::batch::Writing;
use super::error::Result;
use super::state::Kernel;
use contract::problem::ProblemCode;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
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
        self.writing
            .get_or_try_init(async || match self.lane {
                Lane::Request => self.kernel.db.begin_request().await,
                Lane::Work => self.kernel.db.begin_work().await,
            })
            .await
    }

    /// The transaction if it was begun.
    pub fn into_taken(self) -> Option<Writing> {
        self.writing.into_inner()
    }

    async fn db(&self) -> Result<&DatabaseTransaction, DbErr> {
        let writing = self.taken().await.map_err(|refused| {
            let cause = refused.cause.unwrap_or_else(|| refused.code.as_str().to_owned());
            // Who had no turn is told to come again, as one whose database is away.
            match refused.code {
                ProblemCode::Unavailable => DbErr::Conn(RuntimeErr::Internal(cause)),
                _ => DbErr::Custom(cause),
            }
        })?;
        Ok(writing.db())
    }
}

#[sea_orm::prelude::async_trait::async_trait]
impl ConnectionTrait for Turn {
    fn get_database_backend(&self) -> DbBackend {
        self.kernel.db.backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.db().await?.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.db().await?.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.db().await?.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.db().await?.query_all_raw(statement).await
    }
}
