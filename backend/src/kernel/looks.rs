//! Openings of a person's record: kept for a second, then written together.

use super::error::Result;
use super::event::Change;
use super::guard::Guard;
use super::state::Kernel;
use super::tx::{Author, run_as_system};
use contract::endpoint::Endpoint;
use contract::place::RegionCode;
use std::sync::{Arc, Mutex, PoisonError};

/// Openings that wait to be written.
#[derive(Debug, Default)]
pub struct Looks(Mutex<Vec<(Author, Change)>>);

impl Looks {
    fn take(&self) -> Vec<(Author, Change)> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn add(&self, looks: impl IntoIterator<Item = (Author, Change)>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(looks);
    }
}

/// Openings that waited in one process's memory go to another kernel of it.
pub fn hand_over(from: &Kernel, to: &Kernel) {
    to.looks.add(from.looks.take());
}

/// Notes that the caller opened a record.
pub fn opened<E: Endpoint>(guard: &Guard<E>, kind: &'static str, id: impl ToString, place: &RegionCode) {
    guard.kernel.looks.add([(guard.author(), Change::act(kind, id).at(Some(place)))]);
    guard.kernel.committed.notify_one();
}

/// Writes what has gathered; what cannot be written waits for the next time.
pub async fn flush(kernel: &Arc<Kernel>) -> Result<()> {
    let looks = kernel.looks.take();
    let Some((last, rest)) = looks.split_last() else { return Ok(()) };
    let written = run_as_system(kernel, last.0.clone(), async |tx| {
        for (author, change) in rest {
            tx.record_as(author, change).await?;
        }
        tx.done(last.1.clone(), ()).await
    })
    .await;
    if written.is_err() {
        kernel.looks.add(looks);
    }
    written
}
