//! The bench: it refuses what is not its own, and does not measure what is wrong.

use crate::support::Server;
use clap::Parser;
use p2wkss::bench::{Bench, Options};
use sea_orm::{ConnectionTrait, Database};
use std::path::PathBuf;
use std::process::Command;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    options: Options,
}

/// Two thousand women, a second each.
async fn options(more: &[&str]) -> Options {
    let mut words = vec!["bench", "--women", "2000", "--loci", "120", "--seconds", "1", "--connections", "4"];
    words.extend(more);
    let mut options = Line::parse_from(words).options;
    if let Ok(server) = std::env::var("P2WKSS_TEST_DATABASE") {
        let name = format!("b{}", uuid::Uuid::now_v7().simple());
        let admin = Database::connect(&server).await.unwrap();
        admin.execute_unprepared(&format!("create database {name}")).await.unwrap();
        options.database = Some(format!("{}/{name}", server.rsplit_once('/').unwrap().0));
    }
    options
}

fn binary() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_p2wkss"))
}

fn run(test: impl Future<Output = ()>) {
    actix_web::rt::System::new().block_on(test);
}

#[test]
fn a_small_city_is_measured_and_every_answer_is_right() {
    run(async {
        let options = options(&[]).await;
        let bench = Bench::prepare(binary(), &options).await.unwrap();
        let report = bench.measure(&options).await;
        assert!(report.is_good(), "{}", report.text());
        let told: Vec<&str> = report.load.iter().filter_map(|one| one.scenario.split(' ').next()).collect();
        let homes = told.iter().filter(|one| **one == "home").count();
        assert_eq!(homes, 11);
        assert_eq!(
            told.into_iter().filter(|one| *one != "home").collect::<Vec<_>>(),
            ["S1", "S2", "S2", "S3", "board", "S4"]
        );
        assert!(
            report
                .load
                .iter()
                .all(|one| one.requests > 0 && one.server_us > 0 && one.statements >= 1.0 && one.p99_ms >= one.p50_ms)
        );
        let told: Vec<&str> = report.files.iter().filter_map(|one| one.scenario.split(' ').next()).collect();
        assert_eq!(told, ["S8", "S8", "S7", "S7"]);
        assert!(report.text().contains("S3 contains-search") && serde_json::to_value(&report).is_ok());
        assert!(report.ready_ms > 0 && report.idle_mb > 1.0);
        bench.site.clear();
    });
}

/// On SQLite, whose index of names can be spoilt beside its table.
#[test]
fn a_wrong_answer_ends_it() {
    if std::env::var("P2WKSS_TEST_DATABASE").is_ok() {
        return;
    }
    run(async {
        let options = options(&["--scenario", "s3"]).await;
        let bench = Bench::prepare(binary(), &options).await.unwrap();
        let db = Database::connect(&bench.site.database_url).await.unwrap();
        let forget = "insert into beneficiary_names (beneficiary_names, rowid, name_search) \
                      select 'delete', place, name_search from beneficiary_searches where name_search like '%siti%'";
        db.execute_unprepared(forget).await.unwrap();
        let report = bench.measure(&options).await;
        assert!(!report.is_good(), "{}", report.text());
        assert!(report.wrong.as_ref().unwrap().starts_with("S3"), "{:?}", report.wrong);
        assert!(report.load.is_empty(), "what is wrong is not measured");
        bench.site.clear();
    });
}

#[test]
fn a_database_that_holds_anything_is_refused() {
    run(async {
        let server = Server::start(&[]).await;
        let url = server.kernel.config.database_url.clone();
        let output = Command::new(binary()).args(["bench", "--women", "2000", "--database", &url]).output().unwrap();
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("it is not empty"), "{said}");
        server.stop().await;
    });
}
