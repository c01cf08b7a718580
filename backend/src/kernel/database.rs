//! The two databases, and everything in which they differ.

use super::batch::{Batches, begin_immediate, clear};
use super::error::Result;
use super::gather::Gathering;
use super::line::Given;
use super::metrics::statement_sent;
use super::turn::Lane;
use super::way::{Asked, Way};
use super::writing::Writing;
use prometheus_client::metrics::counter::Counter;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};
use sea_orm::sqlx::Connection;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    JoinType, QueryFilter, QuerySelect, QueryTrait, Select, Statement,
};
use std::path::PathBuf;
use std::time::Duration;

/// How long a statement of a request may take, and how long it may wait for a
/// lock another holds.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(5);
const LOCK_TIMEOUT: Duration = Duration::from_secs(3);
/// The same for jobs, backups, migrations and the walk along the audit chain.
const LONG_STATEMENT_TIMEOUT: Duration = Duration::from_mins(30);
const LONG_LOCK_TIMEOUT: Duration = Duration::from_secs(30);
/// How long one waits for a connection. Where the database is away, a new try
/// is made at least every fifth of it.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);
/// A connection that idled longer is tried before it is used: the database may
/// have gone and come back meanwhile.
const TRIED_AFTER: Duration = Duration::from_millis(200);
/// A reader waits while its rows are made into an answer: more than the cores.
const SQLITE_READERS: u32 = 4;
/// Readers and writers have connections of their own, so that writers who wait
/// for a lock leave the readers theirs.
const POSTGRES_READERS: u32 = 8;
const POSTGRES_WRITERS: u32 = 16;
const POSTGRES_WORKERS: u32 = 4;
/// Pages that a connection keeps, in KiB as SQLite counts them. A reader with
/// less reads pages of a large city from the system's cache again and again;
/// the writer's changes are gathered in the log anyway.
const SQLITE_READER_CACHE: &str = "-32768";
const SQLITE_WRITER_CACHE: &str = "-24576";
/// Pages that gather in the log before they are carried over: those written
/// again and again meanwhile are carried once.
const SQLITE_CHECKPOINT: &str = "4000";
/// Statements a connection keeps prepared. Where a turn is passed on, the last
/// of one and the first of the next are one.
const SQLITE_STATEMENTS: usize = 256;
/// A page is read to its end before anyone waits for its reader.
const SQLITE_ROWS_AHEAD: usize = 512;
/// PostgreSQL's own default is for turning disks: it reads whole tables where
/// on today's disks an index is quicker.
const RANDOM_PAGE_COST: (&str, &str) = ("random_page_cost", "1.1");
/// The look for women alike to several seems large to PostgreSQL, which would call
/// other processes to help: they take longer to start than the look itself.
const NO_HELPERS: (&str, &str) = ("max_parallel_workers_per_gather", "0");
/// Looks at every table, those too that no query asked for yet.
const OPTIMIZE: &str = "pragma optimize = 0x10002";
/// Brings parts of the index of names together: some 8 MB of it at most.
const MERGE_NAMES: &str = "insert into beneficiary_names (beneficiary_names, rank) values ('merge', 2000)";

/// Connections for reading, for writing, and for work that may take long and
/// belongs to no request. On SQLite there is one writer for the latter two.
#[derive(Debug, Clone)]
pub struct Db {
    pub read: Gathering,
    pub write: DatabaseConnection,
    pub work: DatabaseConnection,
    /// Writes that share a commit: SQLite alone needs them.
    pub batches: Option<Batches>,
    /// How processes on one SQLite database let each other write.
    pub way: Option<Way>,
    /// Statements sent on any of them.
    pub statements: Counter,
}

impl Db {
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        let statements = Counter::default();
        if !url.starts_with("sqlite:") {
            let short = (STATEMENT_TIMEOUT, LOCK_TIMEOUT);
            let long = (LONG_STATEMENT_TIMEOUT, LONG_LOCK_TIMEOUT);
            let read = postgres_options(url, POSTGRES_READERS, short, &[]);
            let write = postgres_options(url, POSTGRES_WRITERS, short, &[NO_HELPERS]);
            let work = postgres_options(url, POSTGRES_WORKERS, long, &[]);
            return Ok(Self {
                read: Gathering(connect(read, &statements).await?),
                write: connect(write, &statements).await?,
                work: connect(work, &statements).await?,
                batches: None,
                way: None,
                statements,
            });
        }
        let write = connect(sqlite_options(url, 1, SQLITE_WRITER_CACHE), &statements).await?;
        // A connection reads the statistics when it is opened.
        write.execute_unprepared(OPTIMIZE).await?;
        let read = Gathering(connect(sqlite_options(url, SQLITE_READERS, SQLITE_READER_CACHE), &statements).await?);
        let way = file_of(url).map(|file| Way::beside(&file));
        let batches = Some(Batches::open(way.clone()));
        Ok(Self { read, work: write.clone(), write, batches, way, statements })
    }

    pub fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    /// Begins a transaction of background work that shares its commit with
    /// nobody.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        begin_immediate(&self.work).await
    }

    /// The same for a command that works beside a server: what comes with it
    /// is kept until the transaction has ended.
    pub async fn begin_beside(&self) -> Result<(DatabaseTransaction, Option<Asked>), DbErr> {
        let asked = clear(self.way.as_ref()).await;
        Ok((self.begin().await?, asked))
    }

    /// From now on this process is the server.
    pub fn serve(&self) {
        if let Some(way) = &self.way {
            way.serve();
        }
    }

    /// Begins a write on one of these connections. Where writes share a commit,
    /// what is read first may come with it.
    pub async fn begin_write(&self, lane: Lane, first: Option<&Statement>) -> Result<Given> {
        if let Some(batches) = &self.batches {
            return batches.begin(&self.write, first.cloned()).await;
        }
        let connection = match lane {
            Lane::Request => &self.write,
            Lane::Work => &self.work,
        };
        Ok(Given { writing: Writing::alone(begin_immediate(connection).await?), found: None })
    }

    /// Connections for reads that may take long.
    pub fn long_reads(&self) -> &DatabaseConnection {
        if self.is_shared() { &self.work } else { &self.read.0 }
    }
}

impl Db {
    /// Lets SQLite look again at what its tables hold, so that it chooses the
    /// right index, and tidies its index of names; readers learn of the former
    /// when they are opened anew, which the pool does within half an hour.
    /// PostgreSQL does so by itself.
    pub async fn refresh_statistics(&self) -> Result<(), DbErr> {
        if self.backend() == DbBackend::Sqlite {
            self.write.execute_unprepared(OPTIMIZE).await?;
            self.write.execute_unprepared(MERGE_NAMES).await?;
        }
        Ok(())
    }

    /// Whether another process may work on the same database.
    pub fn is_shared(&self) -> bool {
        self.backend() == DbBackend::Postgres
    }
}

/// Where a SQLite database lies.
fn file_of(url: &str) -> Option<PathBuf> {
    Some(url.parse::<SqliteConnectOptions>().ok()?.get_filename().to_path_buf())
}

async fn connect(options: ConnectOptions, statements: &Counter) -> Result<DatabaseConnection, DbErr> {
    let mut connection = Database::connect(options).await?;
    let statements = statements.clone();
    connection.set_metric_callback(move |_| {
        statements.inc();
        statement_sent();
    });
    Ok(connection)
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

fn postgres_options(
    url: &str,
    connections: u32,
    (statement, lock): (Duration, Duration),
    more: &'static [(&'static str, &'static str)],
) -> ConnectOptions {
    let mut options = options(url, connections);
    options.statement_timeout(statement).test_before_acquire_if_idle_for(TRIED_AFTER);
    let lock = lock.as_millis().to_string();
    options.map_sqlx_postgres_opts(move |options| {
        options.options([RANDOM_PAGE_COST, ("lock_timeout", &lock)]).options(more.iter().copied())
    });
    options
}

/// `synchronous=FULL`: a commit that was answered survives a power cut.
/// Recursive triggers make `INSERT OR REPLACE` pass the refusing triggers.
fn sqlite_options(url: &str, connections: u32, cache: &'static str) -> ConnectOptions {
    let mut options = options(url, connections);
    options.map_sqlx_sqlite_opts(move |options| {
        options
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .pragma("recursive_triggers", "ON")
            // What is deleted is overwritten.
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", cache)
            .pragma("wal_autocheckpoint", SQLITE_CHECKPOINT)
            .busy_timeout(LOCK_TIMEOUT)
            .statement_cache_capacity(SQLITE_STATEMENTS)
            .row_buffer_size(SQLITE_ROWS_AHEAD)
    });
    // SQLite ends a transaction by itself when the disk is full; the
    // connection still believes in it, so it is thrown away.
    options.map_sqlx_sqlite_before_acquire(|connection, _| {
        let whole = !connection.is_in_transaction();
        Box::pin(async move { Ok(whole) })
    });
    options
}

/// Locks the rows of a select until the transaction ends. SQLite's writer has
/// the whole database to itself already. The lock leaves keys alone, so that a
/// row that refers to a locked one is written without waiting for it.
pub fn lock_rows<E: EntityTrait>(select: Select<E>, backend: DbBackend) -> Select<E> {
    use sea_orm::sea_query::LockType;
    if backend == DbBackend::Postgres { select.lock(LockType::NoKeyUpdate) } else { select }
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

/// Rows whose folded text contains `needle`, or begins a word with it where it
/// is shorter than three letters.
pub fn folded_contains(column: impl Into<SimpleExpr>, needle: &str) -> SimpleExpr {
    let column: SimpleExpr = column.into();
    if needle.chars().count() >= 3 {
        return like(column, part(needle));
    }
    let escaped = escaped(needle);
    like(column.clone(), format!("{escaped}%")).or(like(column, format!("% {escaped}%")))
}

fn escaped(needle: &str) -> String {
    let letter = |letter| matches!(letter, '%' | '_' | '\\').then_some('\\').into_iter().chain([letter]);
    needle.chars().flat_map(letter).collect()
}

/// The pattern of what contains `needle`.
fn part(needle: &str) -> String {
    format!("%{}%", escaped(needle))
}

fn like(column: SimpleExpr, pattern: String) -> SimpleExpr {
    column.like(sea_orm::sea_query::LikeExpr::new(pattern).escape('\\'))
}

/// Women whose searchable name contains `needle` of three letters or more, by
/// the trigram index of either database.
pub fn name_contains(backend: DbBackend, needle: &str) -> SimpleExpr {
    if backend == DbBackend::Sqlite {
        let numbered = "beneficiaries.seq in (select seq from beneficiary_searches where place in (select rowid from \
                        beneficiary_names where beneficiary_names match ? union all select place from names_waiting \
                        where name_search like ? escape '\\'))";
        return Expr::cust_with_values(numbered, [phrase(needle), part(needle)]);
    }
    let table = Alias::new("beneficiary_searches");
    let found = Query::select().column(Alias::new("id")).from(table).and_where(part_of_name(needle)).to_owned();
    Expr::col((Alias::new("beneficiaries"), Alias::new("id"))).in_subquery(found)
}

/// The short rows of the search whose name contains `needle`.
pub fn found_by_name<E: EntityTrait>(mut select: Select<E>, backend: DbBackend, needle: &str) -> Select<E> {
    if backend != DbBackend::Sqlite {
        return select.filter(part_of_name(needle));
    }
    // Their numbers come in order from the index of names, one row after the other.
    let same = Expr::cust("beneficiary_names.rowid = beneficiary_searches.place");
    QueryTrait::query(&mut select).join(JoinType::InnerJoin, Alias::new("beneficiary_names"), same);
    select.filter(in_index(needle))
}

/// The same among those who wait to go into that index.
pub fn waiting<E: EntityTrait>(mut select: Select<E>, needle: &str) -> Select<E> {
    let same = Expr::cust("names_waiting.place = beneficiary_searches.place");
    QueryTrait::query(&mut select).join(JoinType::InnerJoin, Alias::new("names_waiting"), same);
    select.filter(folded_contains(Expr::col((Alias::new("names_waiting"), Alias::new("name_search"))), needle))
}

/// A row for each woman whose name contains `needle` and who is not archived,
/// out of SQLite's index of names alone.
pub fn counted_by_name(needle: &str) -> SelectStatement {
    Query::select()
        .expr(one())
        .from(Alias::new("beneficiary_names"))
        .and_where(in_index(needle))
        .and_where(Expr::cust("beneficiary_names.rowid >= 0"))
        .to_owned()
}

fn in_index(needle: &str) -> SimpleExpr {
    Expr::cust_with_values("beneficiary_names match ?", [phrase(needle)])
}

fn part_of_name(needle: &str) -> SimpleExpr {
    folded_contains(Expr::col((Alias::new("beneficiary_searches"), Alias::new("name_search"))), needle)
}

/// In the language of SQLite's index of names.
fn phrase(needle: &str) -> String {
    format!("\"{}\"", needle.replace('"', "\"\""))
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
pub async fn try_lock(tx: &impl ConnectionTrait, key: i64) -> Result<bool, DbErr> {
    Ok(try_locks(tx, &[key]).await?.into_iter().all(|taken| taken))
}

/// The same for each of several, by one statement.
pub async fn try_locks(tx: &impl ConnectionTrait, keys: &[i64]) -> Result<Vec<bool>, DbErr> {
    if tx.get_database_backend() != DbBackend::Postgres || keys.is_empty() {
        return Ok(vec![true; keys.len()]);
    }
    let locks: Vec<String> = (1..=keys.len()).map(|place| format!("pg_try_advisory_xact_lock(${place})")).collect();
    let sql = format!("select {}", locks.join(", "));
    let values = keys.iter().map(|key| (*key).into());
    match tx.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await? {
        Some(row) => (0..keys.len()).map(|place| row.try_get_by_index(place)).collect(),
        None => Ok(vec![false; keys.len()]),
    }
}

/// Takes a lock named by `key` until the transaction ends, waiting for whoever
/// has it.
pub async fn wait_for_lock(tx: &impl ConnectionTrait, key: i64) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let sql = "select pg_advisory_xact_lock($1)";
        tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [key.into()])).await?;
    }
    Ok(())
}

/// `max(column)`, for gapless positions.
pub fn max_of(column: impl Into<SimpleExpr>) -> SimpleExpr {
    Func::max(column.into()).into()
}

/// `1`, for counting without reading.
pub fn one() -> SimpleExpr {
    Expr::val(1)
}
