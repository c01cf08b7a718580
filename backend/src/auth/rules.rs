//! How failed sign-ins slow further ones down, and how long sessions last.

use contract::auth::TokenCarrier;
use contract::moment::Timestamp;

/// Failures are counted within this stretch.
const WINDOW_SECONDS: i64 = 15 * 60;
const FIRST_BLOCK_SECONDS: i64 = 60;
const LONGEST_BLOCK_SECONDS: i64 = 15 * 60;
/// So many failures of one account or device are free.
pub const ACCOUNT_FAILURES: i64 = 5;
/// A kelurahan office shares one address, so an address has more.
pub const ADDRESS_FAILURES: i64 = 30;
/// Two honest refreshes of one token over a bad line come within this time.
pub const REFRESH_GRACE_SECONDS: i64 = 10;

/// Failures of late under one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    pub failures: i64,
    pub window_started_at: Timestamp,
    pub blocked_until: Option<Timestamp>,
}

impl Throttle {
    /// Seconds to wait before the next attempt is looked at.
    pub fn wait(&self, now: Timestamp) -> Option<u32> {
        let until = self.blocked_until.filter(|until| *until > now)?;
        u32::try_from(until.seconds() - now.seconds() + 1).ok()
    }

    /// One more failure. Beyond the free ones each doubles the wait.
    pub fn fail(before: Option<Self>, free: i64, now: Timestamp) -> Self {
        let fresh = Self { failures: 0, window_started_at: now, blocked_until: None };
        let mut throttle = before
            .filter(|one| now < one.window_started_at.plus_seconds(WINDOW_SECONDS) || one.wait(now).is_some())
            .unwrap_or(fresh);
        throttle.failures += 1;
        let beyond = throttle.failures - free;
        if beyond >= 0 {
            let doubled = FIRST_BLOCK_SECONDS.saturating_mul(1 << beyond.min(10));
            throttle.blocked_until = Some(now.plus_seconds(doubled.min(LONGEST_BLOCK_SECONDS)));
        }
        throttle
    }
}

/// How long a session lasts unused, and at most, in seconds.
pub const fn lifetimes(carrier: TokenCarrier) -> (i64, i64) {
    const HOUR: i64 = 3600;
    const DAY: i64 = 24 * HOUR;
    match carrier {
        // A shared office computer.
        TokenCarrier::Cookie => (12 * HOUR, 7 * DAY),
        // A kader's own phone, away from any signal for days.
        TokenCarrier::Body => (30 * DAY, 90 * DAY),
    }
}

/// A one-time code as typed: small letters, spaces and hyphens do not matter.
pub fn normalise_code(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guesser_gets_few_real_checks_in_a_quarter_of_an_hour() {
        let start = Timestamp(1_795_000_000_000_000);
        let (mut throttle, mut checks) = (None, 0);
        for second in 0..WINDOW_SECONDS {
            let now = start.plus_seconds(second);
            if throttle.is_none_or(|one: Throttle| one.wait(now).is_none()) {
                throttle = Some(Throttle::fail(throttle, ACCOUNT_FAILURES, now));
                checks += 1;
            }
        }
        assert!((ACCOUNT_FAILURES..=10).contains(&checks), "{checks}");
    }

    #[test]
    fn the_first_wait_is_a_minute_and_old_failures_are_forgotten() {
        let start = Timestamp(1_795_000_000_000_000);
        let mut throttle = None;
        for _ in 0..ACCOUNT_FAILURES {
            throttle = Some(Throttle::fail(throttle, ACCOUNT_FAILURES, start));
        }
        assert_eq!(throttle.unwrap().wait(start), Some(61));
        let later = start.plus_seconds(WINDOW_SECONDS);
        assert_eq!(Throttle::fail(throttle, ACCOUNT_FAILURES, later).failures, 1);
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        assert_eq!(normalise_code(" k7qf-9xwm 2RTD"), "K7QF9XWM2RTD");
    }
}
