//! Load: so many callers, each of whom asks again as soon as she is answered.

use super::client::{Asked, Connection, Outcome};
use super::machine::{Memory, Postmaster, Usage, forget_most, memory_kb};
use serde::Serialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Whom the load falls on.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    pub address: &'a str,
    pub server: u32,
    pub database: Option<Postmaster>,
}

/// What one scenario came to.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    pub scenario: &'static str,
    pub requests: u64,
    pub errors: u64,
    pub per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub server_us: u64,
    /// Absent where the database runs inside the server, or elsewhere.
    pub database_us: Option<u64>,
    /// Statements sent to the database, the begin and end of transactions aside.
    pub statements: f64,
    pub peak_mb: u64,
    /// The share of the machine that other programs took.
    pub foreign: f64,
}

type Asking = dyn Fn(u64) -> Asked + Send + Sync;

struct Caller {
    asking: Arc<Asking>,
    next: Arc<AtomicU64>,
    until: Instant,
    expected: u16,
}

impl Caller {
    async fn call(self, mut connection: Connection) -> Outcome<(Vec<u32>, u64)> {
        let (mut latencies, mut errors) = (Vec::new(), 0);
        while Instant::now() < self.until {
            let asked = (self.asking)(self.next.fetch_add(1, Ordering::Relaxed));
            let begun = Instant::now();
            let (status, body) = connection.ask(&asked).await?;
            latencies.push(u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX));
            if status != self.expected || body.is_empty() {
                errors += 1;
            }
        }
        Ok((latencies, errors))
    }
}

/// Holds the load for so long. `asking` is given a running number that never
/// repeats, from `first` on.
pub async fn hold(
    target: Target<'_>,
    scenario: &'static str,
    settings: (usize, Duration),
    (token, expected, first): (&str, u16, u64),
    asking: impl Fn(u64) -> Asked + Send + Sync + 'static,
) -> Outcome<Figures> {
    let (connections, time) = settings;
    let asking: Arc<Asking> = Arc::new(asking);
    let next = Arc::new(AtomicU64::new(first));
    let mut open = Vec::with_capacity(connections);
    for _ in 0..connections {
        open.push(Connection::open(target.address, token).await?);
    }
    forget_most(target.server);
    let sent = statements(target.address).await?;
    let before = Usage::now(target.server, target.database);
    let begun = Instant::now();
    let mut callers = JoinSet::new();
    for connection in open {
        let caller = Caller { asking: asking.clone(), next: next.clone(), until: begun + time, expected };
        callers.spawn(caller.call(connection));
    }
    let (mut latencies, mut errors) = (Vec::new(), 0);
    while let Some(ended) = callers.join_next().await {
        let (own, failed) = ended.map_err(|error| error.to_string())??;
        latencies.extend(own);
        errors += failed;
    }
    let seconds = begun.elapsed().as_secs_f64();
    let used = Usage::now(target.server, target.database).since(before);
    let sent = statements(target.address).await?.saturating_sub(sent);
    latencies.sort_unstable();
    let requests = u64::try_from(latencies.len()).unwrap_or(u64::MAX);
    let each = |micros: u64| micros / requests.max(1);
    Ok(Figures {
        scenario,
        requests,
        errors,
        per_second: rate(requests, seconds),
        p50_ms: percentile(&latencies, 50),
        p99_ms: percentile(&latencies, 99),
        server_us: each(used.server),
        database_us: target.database.map(|_| each(used.database)),
        statements: rate(sent, f64::from(u32::try_from(requests.max(1)).unwrap_or(u32::MAX))),
        peak_mb: memory_kb(target.server, Memory::Most) / 1024,
        foreign: used.foreign(),
    })
}

/// Statements the server has sent since its start, as `/metrics` says.
async fn statements(address: &str) -> Outcome<u64> {
    let (status, body) = Connection::open(address, "").await?.ask(&Asked::get("/metrics")).await?;
    let text = String::from_utf8_lossy(&body);
    let count = text.lines().find_map(|line| line.strip_prefix("p2wkss_statements_total ")?.trim().parse().ok());
    count.ok_or_else(|| format!("/metrics answered {status} without statements"))
}

/// How many in a second.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "counts far below where a float loses units")]
pub fn rate(count: u64, seconds: f64) -> f64 {
    count as f64 / seconds.max(1e-9)
}

/// Milliseconds below which so many in a hundred lie.
fn percentile(sorted: &[u32], percent: usize) -> f64 {
    let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(place).map_or(0.0, |micros| f64::from(*micros) / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_latencies() {
        let latencies: Vec<u32> = (1..=200).map(|number| number * 1000).collect();
        assert_eq!((percentile(&latencies, 50), percentile(&latencies, 99)), (101.0, 199.0));
        assert!(percentile(&[], 99).abs() < f64::EPSILON);
    }
}
