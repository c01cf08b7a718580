//! Tells a database that is away, full or busy from one that refuses a
//! statement. What is away now may be back in a moment, so the caller is told
//! to come again.

use sea_orm::sqlx::Error as SqlxError;
use sea_orm::{DbErr, RuntimeErr};

/// PostgreSQL's classes: connection lost, resources used up, an operator or a
/// time-out ended the statement, the system failed below it.
const CLASSES: &[&str] = &["08", "53", "57", "58"];
/// PostgreSQL's single codes: a lock that was not had in time, a serialisation
/// failure, a deadlock, a transaction that idled too long.
const CODES: &[&str] = &["55P03", "40001", "40P01", "25P03", "25P04"];
/// SQLite's primary codes: busy, locked, input or output failed, disk full,
/// file not to be opened. Extended ones have these in their low byte.
const SQLITE: &[u32] = &[5, 6, 10, 13, 14];

/// Whether the statement may succeed when it is sent again later.
pub fn is_away(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => is_away_below(cause),
        _ => false,
    }
}

fn is_away_below(error: &SqlxError) -> bool {
    match error {
        SqlxError::Io(_)
        | SqlxError::Tls(_)
        | SqlxError::PoolTimedOut
        | SqlxError::PoolClosed
        | SqlxError::WorkerCrashed
        | SqlxError::BeginFailed => true,
        SqlxError::Database(refusal) => refusal.code().is_some_and(|code| is_away_code(&code)),
        _ => false,
    }
}

/// PostgreSQL's codes have five characters, SQLite's at most four digits.
fn is_away_code(code: &str) -> bool {
    if code.len() == 5 {
        return CODES.contains(&code) || CLASSES.iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|code| SQLITE.contains(&(code & 0xff)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_database_that_is_away_or_busy_are_known() {
        for code in [
            "57P01", "57P02", "57P03", "57014", "08006", "08001", "53300", "53100", "55P03", "40001", "40P01", "58030",
            "5", "6", "261", "517", "10", "778", "13", "14",
        ] {
            assert!(is_away_code(code), "{code}");
        }
        // Unique, foreign key, syntax, raised by a trigger.
        for code in ["23505", "23503", "42601", "P0001", "2067", "787", "1", "1555", "1811"] {
            assert!(!is_away_code(code), "{code}");
        }
    }
}
