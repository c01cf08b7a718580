//! What every request shares.

use super::bucket::Bucket;
use super::clock::Clock;
use super::crypto::{Keys, Secret};
use super::database::Db;
use super::desk::Desks;
use super::error::{Error, Result};
use super::identity::Identities;
use super::limits::Limits;
use super::looks::Looks;
use super::memo::Memo;
use super::metrics::Metrics;
use super::tokens::Tokens;
use crate::config::Config;
use contract::ids::UserId;
use contract::place::RegionCode;
use moka::future::Cache;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, Semaphore};

/// Password hashes in flight at once; each takes 19 MiB and a core.
const HASHES_IN_FLIGHT: usize = 2;

/// Files looked through or made small at once; each may unfold far.
const FILES_JUDGED_AT_ONCE: usize = 2;
/// Lists leaving as files at once; further ones wait for their turn.
const EXPORTS_AT_ONCE: usize = 2;
/// What is read with nearly every request and seldom changes is remembered for
/// as long as a role is.
const MEMORY: Duration = Duration::from_secs(1);
const REGIONS: u64 = 10_000;
const WRITERS: u64 = 1_000;

/// The shared state of the process. Nothing here must be lost with it: a
/// second replica works from the database alone.
#[derive(Debug)]
pub struct Kernel {
    pub config: Config,
    pub db: Db,
    /// Where files lie, if not in the database.
    pub bucket: Option<Bucket>,
    pub keys: Keys,
    pub clock: Clock,
    pub tokens: Tokens,
    pub identities: Identities,
    /// Names of regions read within the last second.
    pub region_names: Cache<RegionCode, String>,
    /// How often a user met a NIK that stands already, within the last hour.
    pub probes: Cache<UserId, u64>,
    pub hashing: Semaphore,
    /// Uploaded files being looked through.
    pub judging: Arc<Semaphore>,
    /// One walk along the audit chain at a time.
    pub verifying: Semaphore,
    /// Lists on their way out as files.
    pub exporting: Arc<Semaphore>,
    pub limits: Limits,
    pub metrics: Metrics,
    /// Openings of records, written in batches.
    pub looks: Looks,
    /// Small reference data.
    pub memo: Memo,
    /// Where writes wait that may be carried out together.
    pub desks: Desks,
    /// Wakes the job runner.
    pub work: Notify,
    /// Wakes the sequencer after a commit.
    pub committed: Notify,
}

impl Kernel {
    pub fn new(config: Config, db: Db, secret: &Secret) -> Result<Arc<Self>> {
        Self::with_keys(config, db, Keys::new(secret))
    }

    pub fn with_keys(config: Config, db: Db, keys: Keys) -> Result<Arc<Self>> {
        let tokens = Tokens::new(&keys)?;
        let limits = Limits::new(config.rate_limit);
        let metrics = Metrics::new(&db);
        let bucket = config.bucket.as_ref().map(Bucket::new).transpose().map_err(Error::internal)?;
        Ok(Arc::new(Self {
            config,
            db,
            bucket,
            keys,
            clock: Clock::default(),
            tokens,
            identities: Identities::new(),
            limits,
            metrics,
            looks: Looks::default(),
            memo: Memo::default(),
            desks: Desks::here(),
            region_names: Cache::builder().max_capacity(REGIONS).time_to_live(MEMORY).build(),
            probes: Cache::builder().max_capacity(WRITERS).time_to_live(MEMORY).build(),
            hashing: Semaphore::new(HASHES_IN_FLIGHT),
            judging: Arc::new(Semaphore::new(FILES_JUDGED_AT_ONCE)),
            verifying: Semaphore::new(1),
            exporting: Arc::new(Semaphore::new(EXPORTS_AT_ONCE)),
            work: Notify::new(),
            committed: Notify::new(),
        }))
    }
}
