//! How many requests one caller may make in a minute.
//!
//! Each process counts by itself and once a second adds what it counted to
//! the database and reads what the others added, so that a second replica
//! does not double the limit. A minute is a fixed window.

use super::error::Result;
use super::scope::system;
use super::state::Kernel;
use crate::entity::request_count;
use contract::moment::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const MINUTE: i64 = 60;
/// What the name of a caller without a sign-in begins with.
pub const STRANGER: &str = "address ";
/// More strangers than this in one minute are counted as one.
const STRANGERS: usize = 100_000;
/// Rows of one statement.
const STRETCH: usize = 1_000;

/// Requests of one caller in the running minute.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    /// Counted by all processes, as last heard.
    heard: u64,
    /// Counted here and not told yet.
    own: u64,
}

#[derive(Debug, Default)]
struct Window {
    minute: i64,
    counts: HashMap<String, Count>,
}

/// Where a caller stands in the running minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub limit: u64,
    pub remaining: u64,
    /// Seconds until the next minute begins.
    pub reset: u32,
    pub exceeded: bool,
}

impl Allowance {
    /// `RateLimit-Policy` and `RateLimit`, as the draft standard writes them.
    pub fn headers(&self) -> [(&'static str, String); 2] {
        [
            ("ratelimit-policy", format!("\"requests\";q={};w={MINUTE}", self.limit)),
            ("ratelimit", format!("\"requests\";r={};t={}", self.remaining, self.reset)),
        ]
    }
}

/// The counts of this process.
#[derive(Debug)]
pub struct Limits {
    per_minute: u64,
    window: Mutex<Window>,
}

impl Limits {
    /// `0` sets no limit.
    pub fn new(per_minute: u64) -> Self {
        Self { per_minute, window: Mutex::default() }
    }

    fn window(&self, minute: i64) -> std::sync::MutexGuard<'_, Window> {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        // One that asks late for the minute before counts into this one.
        if minute > window.minute {
            *window = Window { minute, counts: HashMap::new() };
        }
        window
    }

    /// Counts a request; `None` where there is no limit.
    pub fn count(&self, caller: String, now: Timestamp) -> Option<Allowance> {
        if self.per_minute == 0 {
            return None;
        }
        let seconds = now.seconds();
        let mut window = self.window(seconds.div_euclid(MINUTE));
        let crowded = window.counts.len() >= STRANGERS && caller.starts_with(STRANGER);
        let caller = if crowded && !window.counts.contains_key(&caller) { STRANGER.to_owned() } else { caller };
        let count = window.counts.entry(caller).or_default();
        count.own += 1;
        let made = count.heard + count.own;
        Some(Allowance {
            limit: self.per_minute,
            remaining: self.per_minute.saturating_sub(made),
            reset: u32::try_from(MINUTE - seconds.rem_euclid(MINUTE)).unwrap_or(1),
            exceeded: made > self.per_minute,
        })
    }

    /// What was counted since the last time, taken out.
    fn take(&self, minute: i64) -> Vec<(String, u64)> {
        let mut window = self.window(minute);
        if window.minute != minute {
            return Vec::new();
        }
        let counted = window.counts.iter_mut().filter(|(_, count)| count.own > 0);
        let mut counted: Vec<(String, u64)> = counted
            .map(|(caller, count)| {
                let own = std::mem::take(&mut count.own);
                count.heard += own;
                (caller.clone(), own)
            })
            .collect();
        // Two processes write the same rows in the same order, or they would
        // wait for each other.
        counted.sort_unstable();
        counted
    }

    /// What could not be told is told the next time.
    fn put_back(&self, minute: i64, counted: &[(String, u64)]) {
        let mut window = self.window(minute);
        if window.minute != minute {
            return;
        }
        for (caller, own) in counted {
            let count = window.counts.entry(caller.clone()).or_default();
            count.heard = count.heard.saturating_sub(*own);
            count.own += own;
        }
    }

    fn hear(&self, minute: i64, rows: Vec<request_count::Model>) {
        let mut window = self.window(minute);
        if window.minute != minute {
            return;
        }
        for row in rows {
            if let Some(count) = window.counts.get_mut(&row.counted) {
                let heard = u64::try_from(row.requests).unwrap_or(0);
                count.heard = Ord::max(count.heard, heard);
            }
        }
    }
}

/// Exchanges once a second until the process ends.
pub async fn run(kernel: Arc<Kernel>) {
    let mut second = tokio::time::interval(Duration::from_secs(1));
    loop {
        second.tick().await;
        if let Err(error) = exchange(&kernel).await {
            tracing::warn!(cause = error.cause, "request counts could not be exchanged");
        }
    }
}

/// Tells the others what was counted here, and hears what they counted. Where
/// no other process can be, there is nothing to tell.
pub async fn exchange(kernel: &Kernel) -> Result<()> {
    if !kernel.db.is_shared() {
        return Ok(());
    }
    let minute = kernel.clock.now().seconds().div_euclid(MINUTE);
    let counted = kernel.limits.take(minute);
    for stretch in counted.chunks(STRETCH) {
        match tell(kernel, minute, stretch).await {
            Ok(rows) => kernel.limits.hear(minute, rows),
            Err(error) => {
                kernel.limits.put_back(minute, stretch);
                return Err(error);
            }
        }
    }
    Ok(())
}

async fn tell(kernel: &Kernel, minute: i64, counted: &[(String, u64)]) -> Result<Vec<request_count::Model>> {
    let rows = counted.iter().map(|(caller, own)| request_count::ActiveModel {
        counted: Set(caller.clone()),
        minute: Set(minute),
        requests: Set(i64::try_from(*own).unwrap_or(i64::MAX)),
    });
    let requests = (request_count::Entity, request_count::Column::Requests);
    let sum = Expr::col(requests).add(Expr::cust("excluded.requests"));
    let add = OnConflict::columns([request_count::Column::Counted, request_count::Column::Minute])
        .value(request_count::Column::Requests, sum)
        .to_owned();
    request_count::Entity::insert_many(rows).on_conflict(add).exec_without_returning(&kernel.db.write).await?;
    let callers = counted.iter().map(|(caller, _)| caller.clone());
    let heard = system::<request_count::Entity>()
        .filter(request_count::Column::Minute.eq(minute))
        .filter(request_count::Column::Counted.is_in(callers))
        .all(&kernel.db.read)
        .await?;
    Ok(heard)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(1_795_000_020_000_000);

    #[test]
    fn the_limit_holds_for_a_minute_and_for_each_caller() {
        let limits = Limits::new(2);
        let ask = |caller: &str, now| limits.count(caller.to_owned(), now).unwrap();
        assert_eq!(ask("a", START).remaining, 1);
        assert!(!ask("a", START).exceeded);
        assert!(ask("a", START).exceeded);
        assert!(!ask("b", START).exceeded);
        assert!(!ask("a", START.plus_seconds(60)).exceeded);
    }

    #[test]
    fn what_others_counted_counts_here() {
        let limits = Limits::new(10);
        let minute = START.seconds().div_euclid(MINUTE);
        limits.count("a".to_owned(), START);
        assert_eq!(limits.take(minute), [("a".to_owned(), 1)]);
        limits.hear(minute, vec![request_count::Model { counted: "a".to_owned(), minute, requests: 9 }]);
        assert_eq!(limits.count("a".to_owned(), START).unwrap().remaining, 0);
        assert!(limits.count("a".to_owned(), START).unwrap().exceeded);
    }

    #[test]
    fn the_headers_name_the_window() {
        let limits = Limits::new(600);
        let [policy, state] = limits.count("a".to_owned(), Timestamp(90_000_000)).unwrap().headers();
        assert_eq!(policy, ("ratelimit-policy", "\"requests\";q=600;w=60".to_owned()));
        assert_eq!(state, ("ratelimit", "\"requests\";r=599;t=30".to_owned()));
    }

    #[test]
    fn nought_sets_no_limit() {
        assert_eq!(Limits::new(0).count("a".to_owned(), START), None);
    }
}
