//! The two databases, and everything in which they differ.

use super::error::Result;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, SimpleExpr};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    QuerySelect, Select, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use std::time::Duration;

/// How long a statement or a wait for the database may take.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(15);
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// More readers than this make a single read slower on SQLite.
const SQLITE_READERS: u32 = 2;
const POSTGRES_CONNECTIONS: u32 = 16;
/// PostgreSQL's own default is for turning disks: it reads whole tables where
/// on today's disks an index is quicker.
const RANDOM_PAGE_COST: (&str, &str) = ("random_page_cost", "1.1");
/// Looks at every table, those too that no query asked for yet.
const OPTIMIZE: &str = "pragma optimize = 0x10002";

/// Connections for reading and for writing. On SQLite there is one writer; on
/// PostgreSQL both are the same pool.
#[derive(Debug, Clone)]
pub struct Db {
    pub read: DatabaseConnection,
    pub write: DatabaseConnection,
}

impl Db {
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        if !url.starts_with("sqlite:") {
            let mut options = options(url, POSTGRES_CONNECTIONS);
            options.statement_timeout(STATEMENT_TIMEOUT);
            options.map_sqlx_postgres_opts(|options| options.options([RANDOM_PAGE_COST]));
            let pool = Database::connect(options).await?;
            return Ok(Self { read: pool.clone(), write: pool });
        }
        let write = Database::connect(sqlite_options(url, 1)).await?;
        // A connection reads the statistics when it is opened.
        write.execute_unprepared(OPTIMIZE).await?;
        let read = Database::connect(sqlite_options(url, SQLITE_READERS)).await?;
        Ok(Self { read, write })
    }

    pub fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    /// Begins a transaction that may write. SQLite's must take the write lock
    /// at once: a deferred one fails when it is upgraded.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.write.begin_with_options(options).await
    }
}

impl Db {
    /// Lets SQLite look again at what its tables hold, so that it chooses the
    /// right index; readers learn of it when they are opened anew, which the
    /// pool does within half an hour. PostgreSQL does so by itself.
    pub async fn refresh_statistics(&self) -> Result<(), DbErr> {
        if self.backend() == DbBackend::Sqlite {
            self.write.execute_unprepared(OPTIMIZE).await?;
        }
        Ok(())
    }

    /// Whether another process may work on the same database.
    pub fn is_shared(&self) -> bool {
        self.backend() == DbBackend::Postgres
    }
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .sqlx_logging(false);
    options
}

/// `synchronous=FULL`: a commit that was answered survives a power cut.
/// Recursive triggers make `INSERT OR REPLACE` pass the refusing triggers.
pub(super) fn sqlite_options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = options(url, connections);
    options.map_sqlx_sqlite_opts(|options| {
        options
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .pragma("recursive_triggers", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", "-65536")
            .busy_timeout(ACQUIRE_TIMEOUT)
    });
    options
}

/// Locks the rows of a select until the transaction ends. SQLite's writer has
/// the whole database to itself already.
pub fn lock_rows<E: EntityTrait>(select: Select<E>, backend: DbBackend) -> Select<E> {
    if backend == DbBackend::Postgres { select.lock_exclusive() } else { select }
}

/// Rows whose folded text contains `needle`, or begins a word with it where it
/// is shorter than three letters.
pub fn folded_contains(column: impl Into<SimpleExpr>, needle: &str) -> SimpleExpr {
    let escaped: String = needle
        .chars()
        .flat_map(|letter| matches!(letter, '%' | '_' | '\\').then_some('\\').into_iter().chain([letter]))
        .collect();
    let column: SimpleExpr = column.into();
    if needle.chars().count() >= 3 {
        return like(column, format!("%{escaped}%"));
    }
    like(column.clone(), format!("{escaped}%")).or(like(column, format!("% {escaped}%")))
}

fn like(column: SimpleExpr, pattern: String) -> SimpleExpr {
    column.like(sea_orm::sea_query::LikeExpr::new(pattern).escape('\\'))
}

/// The same for rows that nobody else has locked: a queue.
pub fn lock_free_rows<E: EntityTrait>(select: Select<E>, backend: DbBackend) -> Select<E> {
    use sea_orm::sea_query::{LockBehavior, LockType};
    if backend == DbBackend::Postgres {
        select.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
    } else {
        select
    }
}

/// Women whose searchable name contains `needle` of three letters or more, by
/// the trigram index of either database.
pub fn name_contains(backend: DbBackend, needle: &str) -> SimpleExpr {
    if backend == DbBackend::Postgres {
        return folded_contains(Expr::col(Alias::new("name_search")), needle);
    }
    let phrase = format!("\"{}\"", needle.replace('"', "\"\""));
    Expr::cust_with_values(
        "beneficiaries.seq in (select rowid from beneficiary_names where beneficiary_names match ?)",
        [phrase],
    )
}

/// Whether the region column is `code` or lies inside it; a range, so that an
/// index on the column serves it.
pub fn within_region(column: impl Into<SimpleExpr>, code: &str) -> SimpleExpr {
    let column: SimpleExpr = column.into();
    // '/' is the character after '.', so the range holds exactly the codes that
    // continue with a dot.
    let inside = column.clone().gte(format!("{code}.")).and(column.clone().lt(format!("{code}/")));
    column.eq(code).or(inside)
}

/// Tries to take a lock named by `key` until the transaction ends; `false` when
/// another transaction holds it. SQLite's writer is alone already.
pub async fn try_lock(tx: &DatabaseTransaction, key: i64) -> Result<bool, DbErr> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(true);
    }
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "select pg_try_advisory_xact_lock($1) as taken",
        [key.into()],
    );
    match tx.query_one_raw(statement).await? {
        Some(row) => row.try_get("", "taken"),
        None => Ok(false),
    }
}

/// `max(column)`, for gapless positions.
pub fn max_of(column: impl Into<SimpleExpr>) -> SimpleExpr {
    Func::max(column.into()).into()
}

/// `1`, for counting without reading.
pub fn one() -> SimpleExpr {
    Expr::val(1)
}
