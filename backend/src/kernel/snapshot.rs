//! One moment of the database, held while something long is read.

use super::database::Db;
use futures::FutureExt;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, QueryResult, TransactionTrait,
};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// Rows that SQLite may have read ahead.
const AHEAD: usize = 4_096;
/// How long rows gather before they are taken.
const GATHERING: Duration = Duration::from_millis(1);

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
        if self.own.is_some() { gathered(reading).await } else { reading.await }
    }

    pub async fn end(self) -> Result<(), DbErr> {
        self.tx.rollback().await?;
        match self.own {
            Some(own) => own.close().await,
            None => Ok(()),
        }
    }
}

/// SQLite's thread wakes its reader for each row, and two threads that wake
/// each other thousands of times do nothing else. Here nobody is woken: the
/// reader looks every millisecond what has gathered.
async fn gathered<T>(reading: impl Future<Output = T>) -> T {
    let mut reading = pin!(reading);
    loop {
        let looked = poll_fn(|_| {
            let unheard = &mut Context::from_waker(Waker::noop());
            Poll::Ready(match reading.poll_unpin(unheard) {
                Poll::Ready(rows) => Some(rows),
                Poll::Pending => None,
            })
        });
        if let Some(rows) = looked.await {
            return rows;
        }
        tokio::time::sleep(GATHERING).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wakes_nobody_is_found_all_the_same() {
        let mut left = 3;
        let slow = poll_fn(|_| {
            left -= 1;
            if left == 0 { Poll::Ready(7) } else { Poll::Pending }
        });
        assert_eq!(actix_web::rt::System::new().block_on(gathered(slow)), 7);
    }
}
