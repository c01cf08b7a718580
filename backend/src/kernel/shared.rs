//! One transaction in which writes take turns, each after a savepoint.
//!
//! The last statement of a turn takes with it what begins the next one: its
//! savepoint, and what the next writer reads first. So SQLite has something to
//! do until she knows of her turn.

use super::batch::Tally;
use super::error::Result;
use super::gather::gathered;
use super::line::{Given, Line, Waiting};
use super::writing::{End, Told, Writing, away};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, QueryResult, Statement, Values};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Writes of one commit. Those who come later wait for the next one.
const MOST: usize = 128;
/// Nobody waits longer than this for others' writes before the commit.
const LONGEST: Duration = Duration::from_millis(50);

/// Where a turn begins, and to where it is taken back. There are two names, so
/// that a turn which was passed on is not taken for the one before it.
#[derive(Debug, Clone, Copy)]
enum Savepoint {
    One,
    Other,
}

impl Savepoint {
    fn next(self) -> Self {
        match self {
            Self::One => Self::Other,
            Self::Other => Self::One,
        }
    }

    fn begin(self) -> &'static str {
        match self {
            Self::One => "savepoint one",
            Self::Other => "savepoint other",
        }
    }

    /// Ends this one for good and begins the next.
    fn pass(self) -> &'static str {
        match self {
            Self::One => "release one; savepoint other",
            Self::Other => "release other; savepoint one",
        }
    }

    fn take_back(self) -> &'static str {
        match self {
            Self::One => "rollback to one",
            Self::Other => "rollback to other",
        }
    }
}

/// What stands where the next turn begins.
#[derive(Clone, Copy)]
enum Place {
    Start,
    /// A savepoint after which nothing was written.
    At(Savepoint),
    /// A turn wrote after it and is kept.
    Behind(Savepoint),
}

/// A shared transaction from its first turn to its commit.
struct Shared<'a> {
    db: Arc<DatabaseTransaction>,
    line: &'a Line,
    begun: Instant,
    place: Place,
    turns: usize,
    kept: u64,
    /// All who wait for its end, those who took their write back and those who
    /// failed too: these with what they are told then.
    told: Vec<(Told, Result<()>)>,
}

/// Lets those in the line take turns in one transaction, and commits it.
pub async fn share(outer: DatabaseTransaction, first: Waiting, line: &Line, tally: &Tally) {
    let db = Arc::new(outer);
    let mut shared =
        Shared { db, line, begun: Instant::now(), place: Place::Start, turns: 0, kept: 0, told: Vec::new() };
    let mut next = Some(first);
    let mut whole = Ok(());
    while let Some(waiting) = next {
        whole = shared.turn(waiting).await;
        next = if whole.is_err() { None } else { shared.next() };
    }
    let Shared { db, kept, told, .. } = shared;
    let outcome = match (Arc::into_inner(db), whole) {
        (None, _) => Err(DbErr::Custom("a turn was not given back".to_owned())),
        (Some(outer), Ok(())) => outer.commit().await,
        // The database gave up the whole transaction: a full disk does that.
        (Some(outer), Err(error)) => outer.rollback().await.and(Err(error)),
    };
    let outcome = outcome.map_err(|error| away(&error.to_string()));
    if outcome.is_ok() && kept > 0 {
        tally.commits.fetch_add(1, Ordering::Relaxed);
        tally.writes.fetch_add(kept, Ordering::Relaxed);
        tally.largest.fetch_max(kept, Ordering::Relaxed);
    }
    for (told, own) in told {
        // Someone who went away does not hear; her write stands all the same.
        let _ = told.send(outcome.clone().and(own));
    }
}

impl Shared<'_> {
    /// Who waits next, where there is room before the commit.
    fn next(&self) -> Option<Waiting> {
        let full = self.turns >= MOST || self.begun.elapsed() >= LONGEST;
        if full { None } else { self.line.next() }
    }

    /// One turn and those that are passed on from it. An error means that the
    /// shared transaction is lost.
    async fn turn(&mut self, waiting: Waiting) -> Result<(), DbErr> {
        let (mut savepoint, begin) = match self.place {
            Place::Start => (Savepoint::One, Some(Savepoint::One.begin())),
            Place::At(savepoint) => (savepoint, None),
            Place::Behind(savepoint) => (savepoint.next(), Some(savepoint.pass())),
        };
        if let Some(begin) = begin
            && let Err(error) = self.db.execute_unprepared(begin).await
        {
            let _ = waiting.turn.send(Err(away(&error.to_string())));
            return Err(error);
        }
        let mut end = self.give(waiting, None);
        loop {
            let (told, own) = match end.await {
                Ok(End::Keep(left, told)) => match self.keep(left, savepoint).await {
                    Ok(next) => {
                        self.kept += 1;
                        self.told.push((told, Ok(())));
                        let Some(next) = next else {
                            self.place = Place::Behind(savepoint);
                            return Ok(());
                        };
                        (savepoint, end) = (savepoint.next(), next);
                        continue;
                    }
                    Err(error) => (Some(told), Err(error.into())),
                },
                Ok(End::TakeBack(told)) => (Some(told), Ok(())),
                // Given up or panicked.
                Err(_) => (None, Ok(())),
            };
            self.told.extend(told.map(|told| (told, own)));
            self.db.execute_unprepared(savepoint.take_back()).await?;
            self.place = Place::At(savepoint);
            return Ok(());
        }
    }

    /// Gives a turn whose savepoint stands; tells how it ends.
    fn give(&mut self, next: Waiting, found: Option<Vec<QueryResult>>) -> oneshot::Receiver<End> {
        self.turns += 1;
        let (writing, end) = Writing::in_turn(self.db.clone());
        // Where nobody takes the turn, it is given up.
        let _ = next.turn.send(Ok(Given { writing, found }));
        end
    }

    /// Writes what is left of a turn. With the last statement it is passed on,
    /// where someone waits.
    async fn keep(
        &mut self,
        mut left: Vec<Statement>,
        savepoint: Savepoint,
    ) -> Result<Option<oneshot::Receiver<End>>, DbErr> {
        let last = left.pop();
        for statement in left {
            gathered(self.db.execute_raw(statement)).await?;
        }
        let Some(last) = last else { return Ok(None) };
        let Some(next) = self.next() else { return gathered(self.db.execute_raw(last)).await.map(|_| None) };
        let joined = joined(last, savepoint.pass(), next.first.as_ref());
        match gathered(self.db.query_all_raw(joined)).await {
            Ok(found) => {
                let found = next.first.is_some().then_some(found);
                Ok(Some(self.give(next, found)))
            }
            Err(error) => {
                // Where the next savepoint stands, it was her reading that
                // failed, which she tries again in her turn.
                if self.db.execute_unprepared(savepoint.next().take_back()).await.is_ok() {
                    return Ok(Some(self.give(next, None)));
                }
                self.line.put_back(next);
                Err(error)
            }
        }
    }
}

/// The last statement of a turn and what begins the next one, as one.
fn joined(last: Statement, pass: &str, first: Option<&Statement>) -> Statement {
    let Statement { mut sql, mut values, db_backend } = last;
    for text in std::iter::once(pass).chain(first.map(|first| first.sql.as_str())) {
        sql.push_str("; ");
        sql.push_str(text);
    }
    let bound = first.and_then(|first| first.values.clone());
    values.get_or_insert_with(|| Values(Vec::new())).0.extend(bound.into_iter().flat_map(|values| values.0));
    Statement { sql, values, db_backend }
}
