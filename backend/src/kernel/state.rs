//! What every request shares.

use super::clock::Clock;
use super::crypto::{Keys, Secret};
use super::database::Db;
use super::error::Result;
use super::identity::Identities;
use super::limits::Limits;
use super::looks::Looks;
use super::memo::Memo;
use super::tokens::Tokens;
use crate::config::Config;
use std::sync::Arc;
use tokio::sync::{Notify, Semaphore};

/// Password hashes in flight at once; each takes 19 MiB and a core.
const HASHES_IN_FLIGHT: usize = 2;

/// Lists leaving as files at once; further ones wait for their turn.
const EXPORTS_AT_ONCE: usize = 2;

/// The shared state of the process. Nothing here must be lost with it: a
/// second replica works from the database alone.
#[derive(Debug)]
pub struct Kernel {
    pub config: Config,
    pub db: Db,
    pub keys: Keys,
    pub clock: Clock,
    pub tokens: Tokens,
    pub identities: Identities,
    pub hashing: Semaphore,
    /// One walk along the audit chain at a time.
    pub verifying: Semaphore,
    /// Lists on their way out as files.
    pub exporting: Arc<Semaphore>,
    pub limits: Limits,
    /// Openings of records, written in batches.
    pub looks: Looks,
    /// Small reference data.
    pub memo: Memo,
    /// Wakes the job runner.
    pub work: Notify,
    /// Wakes the sequencer after a commit.
    pub committed: Notify,
}

impl Kernel {
    pub fn new(config: Config, db: Db, secret: &Secret) -> Result<Arc<Self>> {
        let keys = Keys::new(secret);
        let tokens = Tokens::new(&keys)?;
        let limits = Limits::new(config.rate_limit);
        Ok(Arc::new(Self {
            config,
            db,
            keys,
            clock: Clock::default(),
            tokens,
            identities: Identities::new(),
            limits,
            looks: Looks::default(),
            memo: Memo::default(),
            hashing: Semaphore::new(HASHES_IN_FLIGHT),
            verifying: Semaphore::new(1),
            exporting: Arc::new(Semaphore::new(EXPORTS_AT_ONCE)),
            work: Notify::new(),
            committed: Notify::new(),
        }))
    }
}
