//! One moment of the database, held while something long is read.

use super::database::Db;
use super::gather::gathered_in_bulk;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, QueryResult, TransactionTrait,
};

/// Rows that SQLite may have read ahead.
const AHEAD: usize = 4_096;

/// A read transaction. On SQLite it has a connection of its own, so that the
/// few readers stay free for everyone else.
#[derive(Debug)]
pub struct Snapshot {
    tx: DatabaseTransaction,
    own: Option<DatabaseConnection>,
}

impl Snapshot {
    pub async fn begin(db: &Db, url: &str) -> Result<Self, DbErr> {
        if db.backend() == DbBackend::Postgres {
            let (isolation, access) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
            let tx = db.read.0.begin_with_config(Some(isolation), Some(access)).await?;
            return Ok(Self { tx, own: None });
        }
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        // It reads from front to end and comes back to little.
        options.map_sqlx_sqlite_opts(|options| options.pragma("cache_size", "-8192").row_buffer_size(AHEAD));
        let own = Database::connect(options).await?;
        Ok(Self { tx: own.begin().await?, own: Some(own) })
    }

    pub fn db(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Many rows at once.
    pub async fn rows(&self, query: &SelectStatement) -> Result<Vec<QueryResult>, DbErr> {
        let reading = self.tx.query_all(query);
        if self.own.is_some() { gathered_in_bulk(reading).await } else { reading.await }
    }

    pub async fn end(self) -> Result<(), DbErr> {
        self.tx.rollback().await?;
        match self.own {
            Some(own) => own.close().await,
            None => Ok(()),
        }
    }
}
