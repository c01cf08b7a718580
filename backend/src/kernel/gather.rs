//! Rows as they come from SQLite's thread.
//!
//! It hands over each row and each result of a statement by itself and wakes
//! whoever waits for it: two threads that wake each other do little else. Who
//! was woken here lets others go first, and takes what has gathered meanwhile.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::task::yield_now;

/// How long the rows of something long gather before they are taken.
const GATHERING: Duration = Duration::from_millis(1);

/// Waits for what a statement comes to.
pub async fn gathered<T>(statement: impl Future<Output = T>) -> T {
    let mut statement = pin!(statement);
    loop {
        if let Poll::Ready(outcome) = futures::poll!(statement.as_mut()) {
            return outcome;
        }
        futures::pending!();
        yield_now().await;
    }
}

/// The same where thousands of rows come: nobody is woken, and the reader looks
/// every millisecond what has gathered.
pub async fn gathered_in_bulk<T>(reading: impl Future<Output = T>) -> T {
    let mut reading = pin!(reading);
    loop {
        let looked = poll_fn(|_| {
            let unheard = &mut Context::from_waker(Waker::noop());
            Poll::Ready(match reading.as_mut().poll(unheard) {
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

/// Connections whose rows gather, where that is of use.
#[derive(Debug, Clone)]
pub struct Gathering(pub DatabaseConnection);

impl Gathering {
    async fn wait<T>(&self, statement: impl Future<Output = T>) -> T {
        match self.0.get_database_backend() {
            DbBackend::Sqlite => gathered(statement).await,
            _ => statement.await,
        }
    }
}

#[sea_orm::prelude::async_trait::async_trait]
impl ConnectionTrait for Gathering {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.wait(self.0.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.wait(self.0.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        // Nothing comes after the first row.
        self.0.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.wait(self.0.query_all_raw(statement)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_woken_for_each_row_sees_all_of_them() {
        let rows = async {
            let (send, mut receive) = tokio::sync::mpsc::channel(1);
            let sender = std::thread::spawn(move || (0..1_000).try_for_each(|row| send.blocking_send(row)));
            let mut sum = 0;
            while let Some(row) = receive.recv().await {
                sum += row;
            }
            sender.join().is_ok_and(|sent| sent.is_ok()).then_some(sum)
        };
        assert_eq!(actix_web::rt::System::new().block_on(gathered(rows)), Some(499_500));
    }

    #[test]
    fn what_wakes_nobody_is_found_all_the_same() {
        let mut left = 3;
        let slow = poll_fn(|_| {
            left -= 1;
            if left == 0 { Poll::Ready(7) } else { Poll::Pending }
        });
        assert_eq!(actix_web::rt::System::new().block_on(gathered_in_bulk(slow)), 7);
    }
}
