//! Those who wait for their turn to write, in the order in which they came.

use super::error::Result;
use super::writing::Writing;
use sea_orm::{DatabaseConnection, QueryResult, Statement};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, oneshot};

/// Someone who waits for her turn.
#[derive(Debug)]
pub struct Waiting {
    pub db: DatabaseConnection,
    /// What she reads first.
    pub first: Option<Statement>,
    pub turn: oneshot::Sender<Result<Given>>,
}

/// A transaction, with what was read first where it came with it.
#[derive(Debug)]
pub struct Given {
    pub writing: Writing,
    pub found: Option<Vec<QueryResult>>,
}

#[derive(Debug, Default)]
pub struct Line {
    waiting: Mutex<VecDeque<Waiting>>,
    came: Notify,
}

impl Line {
    fn waiting(&self) -> MutexGuard<'_, VecDeque<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn join(&self, waiting: Waiting) {
        self.waiting().push_back(waiting);
        self.came.notify_one();
    }

    /// Who was called and could not be served comes first again.
    pub fn put_back(&self, waiting: Waiting) {
        self.waiting().push_front(waiting);
        self.came.notify_one();
    }

    /// The first who has not given up.
    pub fn next(&self) -> Option<Waiting> {
        let mut waiting = self.waiting();
        std::iter::from_fn(|| waiting.pop_front()).find(|one| !one.turn.is_closed())
    }

    /// The same, waiting for one to come.
    pub async fn first(&self) -> Waiting {
        loop {
            if let Some(waiting) = self.next() {
                return waiting;
            }
            self.came.notified().await;
        }
    }
}

/// Counts one who waits, however her waiting ends.
#[derive(Debug)]
pub struct Waits<'a>(&'a AtomicU64);

impl<'a> Waits<'a> {
    pub fn among(waiting: &'a AtomicU64) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
