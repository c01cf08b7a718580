//! What the process counts while it works, for `/metrics`. Labels are routes
//! of the contract, never addresses, names or anything of a person.

use super::database::Db;
use contract::endpoints::ALL;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];
const STATEMENTS: [f64; 7] = [0.0, 2.0, 5.0, 10.0, 20.0, 50.0, 200.0];

tokio::task_local! {
    /// Statements sent for the request at hand.
    static SENT: Cell<u32>;
}

/// Runs the work of a request so that its statements are counted.
pub async fn counted<F: Future>(work: F) -> F::Output {
    SENT.scope(Cell::new(0), work).await
}

/// The same for work in the name of several requests: tells how many they were.
pub async fn counting<F: Future>(work: F) -> (F::Output, u32) {
    counted(async {
        let output = work.await;
        (output, SENT.with(Cell::get))
    })
    .await
}

/// So many statements were sent for the request at hand and others.
pub fn statements_sent(many: u32) {
    let _ = SENT.try_with(|sent| sent.set(sent.get() + many));
}

/// One statement was sent; it belongs to a request or to background work.
pub fn statement_sent() {
    statements_sent(1);
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    operation: &'static str,
    /// `2xx` and so on.
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Operation {
    operation: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Pool {
    pub pool: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct State {
    pub state: &'static str,
}

/// Counters, and gauges that are set when someone looks.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    begun: Instant,
    requests: Family<Answered, Counter>,
    seconds: Family<Operation, Histogram, fn() -> Histogram>,
    per_request: Histogram,
    pub connections: Family<Pool, Gauge>,
    pub in_use: Family<Pool, Gauge>,
    pub database_up: Gauge,
    pub unsealed: Gauge,
    pub jobs: Family<State, Gauge>,
    pub open_tasks: Gauge,
    commits: Gauge,
    committed: Gauge,
    largest: Gauge,
    waiting: Gauge,
    memory: Gauge,
    processor: Gauge<f64, std::sync::atomic::AtomicU64>,
    uptime: Gauge,
}

fn seconds() -> Histogram {
    Histogram::new(SECONDS)
}

impl Metrics {
    pub fn new(db: &Db) -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("p2wkss"),
            begun: Instant::now(),
            requests: Family::default(),
            seconds: Family::new_with_constructor(seconds),
            per_request: Histogram::new(STATEMENTS),
            connections: Family::default(),
            in_use: Family::default(),
            database_up: Gauge::default(),
            unsealed: Gauge::default(),
            jobs: Family::default(),
            open_tasks: Gauge::default(),
            commits: Gauge::default(),
            committed: Gauge::default(),
            largest: Gauge::default(),
            waiting: Gauge::default(),
            memory: Gauge::default(),
            processor: Gauge::default(),
            uptime: Gauge::default(),
        };
        metrics.register_requests(db);
        metrics.register_state();
        metrics
    }

    fn register_requests(&mut self, db: &Db) {
        let registry = &mut self.registry;
        registry.register("requests", "Answered requests by operation and class of status", self.requests.clone());
        registry.register("request_seconds", "Time until an answer was ready", self.seconds.clone());
        registry.register("request_statements", "Statements sent for a request", self.per_request.clone());
        registry.register("statements", "Statements sent to the database", db.statements.clone());
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program", build);
    }

    fn register_state(&mut self) {
        let registry = &mut self.registry;
        registry.register("database_up", "Whether the database answered just now", self.database_up.clone());
        registry.register("pool_connections", "Open connections to the database", self.connections.clone());
        registry.register("pool_in_use", "Connections that are in use", self.in_use.clone());
        registry.register("writes_waiting", "Writes that wait for their turn on SQLite", self.waiting.clone());
        registry.register("write_commits", "Shared commits on SQLite since the start", self.commits.clone());
        registry.register(
            "write_committed",
            "Writes in those commits, registrations carried out together as one",
            self.committed.clone(),
        );
        registry.register("write_batch_largest", "Writes of the largest commit", self.largest.clone());
        registry.register("events_unsealed", "Events that wait for their place in the chain", self.unsealed.clone());
        registry.register("jobs", "Jobs by state", self.jobs.clone());
        registry.register("tasks_open", "Tasks that are open", self.open_tasks.clone());
        registry.register("memory_bytes", "Resident memory of the process", self.memory.clone());
        registry.register("cpu_seconds", "Processor time of the process", self.processor.clone());
        registry.register("uptime_seconds", "Time since the start", self.uptime.clone());
    }

    /// An answer left the edge.
    pub fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let operation = operation(method, route);
        let status = match status {
            ..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            _ => "5xx",
        };
        self.requests.get_or_create(&Answered { operation, status }).inc();
        self.seconds.get_or_create(&Operation { operation }).observe(took.as_secs_f64());
        let _ = SENT.try_with(|sent| self.per_request.observe(f64::from(sent.get())));
    }

    /// Everything as text.
    pub fn text(&self, db: &Db) -> String {
        if let Some(batches) = &db.batches {
            let tally = &batches.tally;
            let read =
                |count: &std::sync::atomic::AtomicU64| i64::try_from(count.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
            self.commits.set(read(&tally.commits));
            self.committed.set(read(&tally.writes));
            self.largest.set(read(&tally.largest));
            self.waiting.set(read(&tally.waiting));
        }
        self.memory.set(memory().unwrap_or(0));
        self.processor.set(processor().unwrap_or(0.0));
        self.uptime.set(i64::try_from(self.begun.elapsed().as_secs()).unwrap_or(i64::MAX));
        let mut text = String::new();
        // Writing to a text does not fail.
        let _ = prometheus_client::encoding::text::encode(&mut text, &self.registry);
        text
    }
}

/// The operation behind a route; everything that is none of the contract's is
/// counted together.
fn operation(method: &str, route: &str) -> &'static str {
    static KNOWN: OnceLock<HashMap<(&str, &str), &str>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| ALL.iter().map(|one| ((one.method.as_str(), one.path), one.id)).collect());
    let method = if method == "HEAD" { "GET" } else { method };
    known.get(&(method, route)).copied().unwrap_or("other")
}

/// Bytes, where the system tells them as Linux does.
fn memory() -> Option<i64> {
    const PAGE: i64 = 4096;
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(text.split_whitespace().nth(1)?.parse::<i64>().ok()? * PAGE)
}

fn processor() -> Option<f64> {
    const TICKS: f64 = 100.0;
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the process may hold spaces; it ends with a bracket.
    let (_, rest) = text.rsplit_once(')')?;
    let times = rest.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<f64>().ok());
    Some(times.sum::<Option<f64>>()? / TICKS)
}
