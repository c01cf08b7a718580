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
    pub whole: Option<Whole>,
    pub turn: oneshot::Sender<Result<Given>>,
}

/// A write that was worked out whole before its turn: it needs none of its own
/// where nothing that is read first stands against it.
pub struct Whole {
    pub left: Vec<Statement>,
    pub clear: Box<Clear>,
}

/// Whether nothing of what was found stands against a write.
pub type Clear = dyn Fn(&[QueryResult]) -> bool + Send;

impl std::fmt::Debug for Whole {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Whole").field("left", &self.left).finish_non_exhaustive()
    }
}

/// What someone is given who waited.
#[derive(Debug)]
pub enum Given {
    /// A turn, with what was read first where it was read already, and what
    /// was worked out.
    Turn { writing: Writing, found: Option<Vec<QueryResult>>, left: Vec<Statement> },
    /// Her write was whole and is done; tells when it is on the disk.
    Kept(Tell),
}

/// Hears of the commit.
pub type Tell = oneshot::Receiver<Result<()>>;

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
