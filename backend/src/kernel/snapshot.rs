//! One moment of the database, held while something long is read.

use super::database::{Db, sqlite_options};
use sea_orm::{
    AccessMode, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel,
    TransactionTrait,
};

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
            let tx = db.read.begin_with_config(Some(isolation), Some(access)).await?;
            return Ok(Self { tx, own: None });
        }
        let own = Database::connect(sqlite_options(url, 1)).await?;
        // It reads from front to end and comes back to nothing.
        own.execute_unprepared("pragma cache_size = -4096").await?;
        Ok(Self { tx: own.begin().await?, own: Some(own) })
    }

    pub fn db(&self) -> &DatabaseTransaction {
        &self.tx
    }

    pub async fn end(self) -> Result<(), DbErr> {
        self.tx.rollback().await?;
        match self.own {
            Some(own) => own.close().await,
            None => Ok(()),
        }
    }
}
