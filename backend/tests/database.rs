//! The database is away, locked, full; writes share a commit.

use crate::support::{Answered, Caller, PASSWORD, Server, body, with_server};
use contract::endpoint::Method;
use contract::endpoints::{CreateAgency, GetMe, ListAgencies, ListBeneficiaries};
use p2wkss::kernel::database::Db;
use p2wkss::kernel::turn::Lane;
use p2wkss::kernel::writing::Writing;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use serde_json::json;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::time::sleep;

async fn create(caller: &Caller, name: &str) -> (Answered, Duration) {
    let begun = Instant::now();
    let draft = body(json!({ "name": name, "short_name": name, "region_code": "32.75" }));
    let answered = caller.send::<CreateAgency>(&[], &draft).await;
    (answered, begun.elapsed())
}

/// Someone else who has locked what a write needs, until she lets go.
async fn lock_writes(server: &Server) -> DatabaseConnection {
    let mut options = ConnectOptions::new(&server.kernel.config.database_url);
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let other = Database::connect(options).await.unwrap();
    let lock =
        if server.on_sqlite() { "begin immediate" } else { "begin; lock table agencies, sessions in exclusive mode" };
    other.execute_unprepared(lock).await.unwrap();
    other
}

/// Reads one after the other; the slowest answer.
async fn read_for(caller: &Caller, time: Duration) -> Duration {
    let (begun, mut slowest) = (Instant::now(), Duration::ZERO);
    while begun.elapsed() < time {
        let asked = Instant::now();
        caller.query::<ListBeneficiaries>(&[], "limit=5").await.expect(200);
        caller.raw(Method::Get, "/health/ready", None).await.expect(200);
        slowest = slowest.max(asked.elapsed());
        sleep(Duration::from_millis(20)).await;
    }
    slowest
}

#[track_caller]
fn check_told_to_come_again(answered: &Answered, took: Duration) {
    assert_eq!(answered.status, 503, "{}", answered.text);
    assert_eq!(answered.code(), "unavailable");
    let seconds: u32 = answered.header("retry-after").expect("Retry-After").parse().unwrap();
    assert!((1..=10).contains(&seconds), "{seconds}");
    assert!(took < Duration::from_secs(6), "{took:?}");
}

#[test]
fn writes_that_wait_too_long_for_a_lock_are_told_to_come_again_while_reads_go_on() {
    with_server(async |server| {
        let (admin, lurah) = (server.as_user("admin").await, server.as_user("lurah").await);
        let other = lock_writes(server).await;
        let names: Vec<String> = (0..24).map(|number| format!("Dinas {number}")).collect();
        let writes = futures::future::join_all(names.iter().map(|name| create(&admin, name)));
        let sign_in = async {
            let begun = Instant::now();
            (server.sign_in("coordinator", PASSWORD).await, begun.elapsed())
        };
        let reads = read_for(&lurah, Duration::from_secs(4));
        let (writes, (signed_in, took), slowest) = futures::future::join3(writes, sign_in, reads).await;
        for (answered, took) in &writes {
            check_told_to_come_again(answered, *took);
        }
        check_told_to_come_again(&signed_in, took);
        assert!(slowest < Duration::from_secs(1), "{slowest:?}");
        other.execute_unprepared("rollback").await.unwrap();
        let (answered, took) = create(&admin, "Dinas 1").await;
        answered.expect(201);
        assert!(took < Duration::from_secs(1), "{took:?}");
        server.sign_in("coordinator", PASSWORD).await.expect(200);
    });
}

#[test]
fn connections_the_database_has_cut_are_thrown_away_before_they_are_used() {
    with_server(async |server| {
        if server.on_sqlite() {
            return;
        }
        let admin = server.as_user("admin").await;
        let reads = (0..16).map(|_| admin.get::<ListAgencies>(&[]));
        futures::future::join_all(reads).await.into_iter().for_each(|answered| drop(answered.expect(200)));
        let cut = "select pg_terminate_backend(pid) from pg_stat_activity \
                   where datname = current_database() and pid <> pg_backend_pid()";
        let _ = server.sql(cut).await;
        sleep(Duration::from_millis(400)).await;
        let reads = (0..16).map(|_| admin.get::<ListAgencies>(&[]));
        futures::future::join_all(reads).await.into_iter().for_each(|answered| drop(answered.expect(200)));
        create(&admin, "Dinas Sosial").await.0.expect(201);
        admin.get::<GetMe>(&[]).await.expect(200);
    });
}

#[test]
fn a_full_disk_is_told_as_such_and_writes_go_on_when_there_is_room_again() {
    with_server(async |server| {
        if !server.on_sqlite() {
            return;
        }
        let admin = server.as_user("admin").await;
        let pages = server.number("pragma page_count").await;
        server.sql(&format!("pragma max_page_count = {pages}")).await.unwrap();
        let mut refused = None;
        for number in 0..2_000 {
            let (answered, took) = create(&admin, &format!("Dinas {number}")).await;
            if answered.status != 201 {
                refused = Some((answered, took));
                break;
            }
        }
        let (answered, took) = refused.expect("a refusal");
        check_told_to_come_again(&answered, took);
        server.sql("pragma max_page_count = 1073741823").await.unwrap();
        create(&admin, "Dinas Sosial").await.0.expect(201);
    });
}

async fn begin(db: &Db) -> Writing {
    db.begin_write(Lane::Request, None).await.unwrap().writing
}

/// A row in a table of no consequence, of a minute that is never over.
async fn count_in(writing: &Writing, who: &str) {
    let row = format!("insert into request_counts (counted, minute, requests) values ('{who}', 9000000000, 1)");
    writing.db().execute_unprepared(&row).await.unwrap();
}

#[test]
fn writes_share_a_commit_and_none_harms_another() {
    with_server(async |server| {
        let Some(batches) = &server.kernel.db.batches else { return };
        let db = &server.kernel.db;
        let before = batches.tally.writes.load(Ordering::Relaxed);
        let commits = batches.tally.commits.load(Ordering::Relaxed);
        let write = async |number: usize| {
            let writing = begin(db).await;
            count_in(&writing, &format!("{} {number}", number % 5)).await;
            match number % 5 {
                // Given up in the middle, as when a caller goes away.
                0 => drop(writing),
                1 => writing.rollback().await.unwrap(),
                2 => {
                    // A statement that fails takes nothing of the others with it.
                    let wrong = writing.db().execute_unprepared("insert into request_counts values (1)").await;
                    assert!(wrong.is_err());
                    writing.rollback().await.unwrap();
                }
                _ => writing.finish(Vec::new()).await.unwrap(),
            }
        };
        futures::future::join_all((0..100).map(write)).await;
        let kept = batches.tally.writes.load(Ordering::Relaxed) - before;
        let commits = batches.tally.commits.load(Ordering::Relaxed) - commits;
        assert!(kept >= 40, "{kept}");
        assert!(commits * 2 < kept, "{commits} commits for {kept} writes");
        let rows = "select count(*) from request_counts where minute = 9000000000";
        assert_eq!(server.number(rows).await, 40);
        let wrong = "select count(*) from request_counts where minute = 9000000000 and substr(counted, 1, 1) in ('0', '1', '2')";
        assert_eq!(server.number(wrong).await, 0);
        assert_eq!(batches.tally.waiting.load(Ordering::Relaxed), 0);
    });
}

#[test]
fn a_refused_write_is_answered_when_what_it_saw_can_be_read() {
    with_server(async |server| {
        let db = &server.kernel.db;
        let first = async {
            let writing = begin(db).await;
            count_in(&writing, "winner").await;
            writing.finish(Vec::new()).await.unwrap();
        };
        let second = async {
            let writing = begin(db).await;
            // On PostgreSQL she may have come first and seen nothing.
            let seen = writing.db().execute_unprepared("delete from request_counts where counted = 'winner'").await;
            writing.rollback().await.unwrap();
            let row = "select count(*) from request_counts where counted = 'winner'";
            let row = sea_orm::Statement::from_string(db.backend(), row);
            let read: i64 = db.read.query_one_raw(row).await.unwrap().unwrap().try_get_by_index(0).unwrap();
            assert!(read >= i64::try_from(seen.unwrap().rows_affected()).unwrap(), "what was seen cannot be read");
        };
        futures::future::join(first, second).await;
    });
}

#[test]
fn a_write_that_panics_or_goes_away_while_it_waits_harms_nobody() {
    with_server(async |server| {
        let db = &server.kernel.db;
        let (first, kernel) = (begin(db).await, server.kernel.clone());
        // Waits behind the first, and is gone before its turn comes.
        let gone = tokio::time::timeout(Duration::from_millis(50), async {
            let writing = begin(&kernel.db).await;
            count_in(&writing, "gone").await;
            sleep(Duration::from_mins(1)).await;
        });
        assert!(gone.await.is_err());
        count_in(&first, "first").await;
        first.finish(Vec::new()).await.unwrap();
        let kernel = server.kernel.clone();
        let panicking = actix_web::rt::spawn(async move {
            let writing = begin(&kernel.db).await;
            count_in(&writing, "panicked").await;
            panic!("in the middle of a write");
        });
        assert!(panicking.await.is_err());
        let last = begin(db).await;
        count_in(&last, "last").await;
        last.finish(Vec::new()).await.unwrap();
        for (who, rows) in [("first", 1), ("gone", 0), ("panicked", 0), ("last", 1)] {
            let counted = format!("select count(*) from request_counts where counted = '{who}'");
            assert_eq!(server.number(&counted).await, rows, "{who}");
        }
    });
}
