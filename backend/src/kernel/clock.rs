//! The only place that asks what time it is. Tests move it.

use contract::moment::{Day, Timestamp};
use std::sync::atomic::{AtomicI64, Ordering};
use time::OffsetDateTime;
use uuid::Uuid;

/// The clock of the process.
#[derive(Debug, Default)]
pub struct Clock {
    shift_seconds: AtomicI64,
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock the ban points to")]
    pub fn now(&self) -> Timestamp {
        let micros = OffsetDateTime::now_utc().unix_timestamp_nanos() / 1000;
        let shift = self.shift_seconds.load(Ordering::Relaxed);
        Timestamp(i64::try_from(micros).unwrap_or(i64::MAX)).plus_seconds(shift)
    }

    /// Today in Jakarta.
    pub fn today(&self) -> Day {
        self.now().day_in_jakarta()
    }

    /// A new identifier, later than all before.
    pub fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    /// Moves the clock ahead; for tests of expiry.
    pub fn advance(&self, seconds: i64) {
        self.shift_seconds.fetch_add(seconds, Ordering::Relaxed);
    }
}
