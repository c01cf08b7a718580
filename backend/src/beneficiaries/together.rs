//! Registrations that come at the same time are carried out together: one look
//! for women like any of them, and one statement that inserts them all.
//!
//! That is for those about whom the register says nothing. Whoever it knows
//! something of, or who is alike to another of them, is registered by herself,
//! where everything is told and asked.

use crate::duplicates::find::Newcomer;
use crate::kernel::error::{Error, Result};
use crate::kernel::metrics::counting;
use crate::kernel::repetition::all_new;
use crate::kernel::state::Kernel;
use crate::kernel::together::Together;
use crate::kernel::turn::{Lane, Turn};
use crate::kernel::tx::Laid;
use crate::kernel::writing::{away, ended};
use contract::problem::ProblemCode;
use sea_orm::Statement;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// Women of one statement at most.
const MOST: usize = 8;
/// Longer than the database lets a look, or a write, and its locks take.
const LONGEST: Duration = Duration::from_secs(15);

/// A woman who may be registered with others.
#[derive(Debug)]
pub struct Registering {
    newcomer: Newcomer,
    laid: Laid,
    told: oneshot::Sender<Result<Outcome>>,
}

/// What became of her.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// She is in the register, by so many statements.
    Registered(u32),
    /// She is to be registered by herself.
    Alone,
}

/// Registers a woman with those who come at the same time.
pub async fn register(kernel: &Arc<Kernel>, newcomer: Newcomer, laid: Laid) -> Result<Outcome> {
    let (told, tell) = oneshot::channel();
    let serving = kernel.clone();
    let serve = move |some| serve(serving.clone(), some);
    kernel.desks.of()?.join(Registering { newcomer, laid, told }, MOST, serve);
    tell.await.map_err(|_| ended())?
}

/// Looks for them, and lets those be written of whom nothing is known. Where
/// writes go one after the other, the next ones are looked for while that is
/// done; elsewhere these would not be seen.
async fn serve(kernel: Arc<Kernel>, some: Vec<Registering>) {
    let some: Vec<Registering> = some.into_iter().filter(|one| !one.told.is_closed()).collect();
    let turn = Turn::new(kernel.clone(), Lane::Request);
    let (judged, looks) = counting(in_time(Box::pin(judge(&kernel, &turn, &some)))).await;
    let (new, left) = match judged {
        Ok(judged) => judged,
        Err(error) => {
            // What others hear, they hear when it has ended.
            let ended = in_time(turn.take_back()).await;
            refuse(&kernel, some, &ended.err().unwrap_or(error));
            return;
        }
    };
    let in_turn = kernel.db.batches.is_some();
    let mut new = new.into_iter();
    let (new, others): (Vec<_>, Vec<_>) = some.into_iter().partition(|_| new.next().unwrap_or(false));
    let write = async move {
        let (written, writes) = counting(in_time(turn.finish(left))).await;
        match written {
            Ok(_) => tell(new, &Ok(Outcome::Registered(looks + writes))),
            Err(error) => refuse(&kernel, new, &error),
        }
        // They may be like one of those.
        tell(others, &Ok(Outcome::Alone));
        kernel.committed.notify_one();
    };
    if in_turn {
        tokio::spawn(write);
    } else {
        write.await;
    }
}

/// A database that hangs does not hold up those who come later.
async fn in_time<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let late = |_| Err(away("registrations were not carried out in time"));
    tokio::time::timeout(LONGEST, work).await.unwrap_or_else(late)
}

/// Where the database is away, those who wait learn it too, so that nobody
/// waits for it in a row. Another fault is the fault of one of them: a NIK or a
/// request that someone else was quicker with.
fn refuse(kernel: &Kernel, some: Vec<Registering>, error: &Error) {
    if error.code != ProblemCode::Unavailable {
        tell(some, &Ok(Outcome::Alone));
        return;
    }
    tell(some, &Err(error.clone()));
    if let Ok(desk) = kernel.desks.of::<Registering>() {
        tell(desk.waiting(), &Err(error.clone()));
    }
}

/// Who of them is new, and what is to be written of those.
async fn judge(kernel: &Kernel, turn: &Turn, some: &[Registering]) -> Result<(Vec<bool>, Vec<Statement>)> {
    let all = statements(kernel, some.iter())?;
    let newcomers: Vec<&Newcomer> = some.iter().map(|one| &one.newcomer).collect();
    let repetitions: Vec<_> = some.iter().map(|one| one.laid.repetition.as_ref()).collect();
    let unknown = Newcomer::unknown(turn, &newcomers).await?;
    let first = all_new(turn, &kernel.keys, &repetitions).await?;
    let new: Vec<bool> = unknown.into_iter().zip(first).map(|(unknown, first)| unknown && first).collect();
    if new.iter().all(|new| *new) {
        return Ok((new, all));
    }
    let left = some.iter().zip(&new).filter(|(_, new)| **new).map(|(one, _)| one);
    let left = statements(kernel, left)?;
    Ok((new, left))
}

fn statements<'a>(kernel: &Kernel, some: impl Iterator<Item = &'a Registering>) -> Result<Vec<Statement>> {
    let mut rows = Together::default();
    for one in some {
        rows.add_all(&one.laid.rows);
    }
    rows.statements(kernel.db.backend())
}

fn tell(all: Vec<Registering>, outcome: &Result<Outcome>) {
    for one in all {
        // Who went away does not hear; she stands all the same.
        let _ = one.told.send(outcome.clone());
    }
}
