//! A database of one's own for each test: an empty one, or a copy of one in
//! which the demo's city was made once.

use super::settings_of;
use p2wkss::config::Config;
use p2wkss::{demo, start};
use sea_orm::{ConnectionTrait, Database};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use uuid::Uuid;

/// A new folder of one's own.
pub fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("p2wkss-{}", Uuid::now_v7().simple()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A SQLite database of one's own.
pub fn on_sqlite_file(folder: &Path) -> String {
    format!("sqlite://{}?mode=rwc", folder.join("test.sqlite").display())
}

/// The PostgreSQL server the tests run on, if they do.
fn server() -> Option<String> {
    std::env::var("P2WKSS_TEST_DATABASE").ok()
}

async fn administer(server: &str, statement: &str) {
    let admin = Database::connect(server).await.expect("the test server of PostgreSQL");
    admin.execute_unprepared(statement).await.unwrap();
    admin.close().await.unwrap();
}

async fn create(server: &str, more: &str) -> String {
    let name = format!("t{}", Uuid::now_v7().simple());
    administer(server, &format!("create database {name}{more}")).await;
    let (start, _) = server.rsplit_once('/').unwrap();
    format!("{start}/{name}")
}

/// An empty database on what the tests run on.
pub async fn database(folder: &Path) -> String {
    match server() {
        Some(server) => create(&server, "").await,
        None => on_sqlite_file(folder),
    }
}

/// A database in which the demo's city stands.
pub async fn city(folder: &Path) -> String {
    static MADE: OnceLock<String> = OnceLock::new();
    let made =
        MADE.get_or_init(|| std::thread::spawn(|| actix_web::rt::System::new().block_on(make())).join().unwrap());
    if let Some(server) = server() {
        return create(&server, &format!(" template {made}")).await;
    }
    std::fs::copy(made, folder.join("test.sqlite")).unwrap();
    on_sqlite_file(folder)
}

/// What the copies are made from: a name on PostgreSQL, a file on SQLite.
/// Nobody is connected to it any more.
async fn make() -> String {
    let folder = folder();
    let url = database(&folder).await;
    let config = Config::from_settings(&settings_of(&url, &folder, &[])).unwrap();
    let kernel = start::open(config).await.unwrap();
    demo::seed(&kernel).await.unwrap();
    let Some(server) = server() else {
        let copy = folder.join("city.sqlite").display().to_string();
        kernel.db.write.execute_unprepared(&format!("vacuum into '{copy}'")).await.unwrap();
        return copy;
    };
    let (_, name) = url.rsplit_once('/').unwrap();
    let alone = format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
    administer(&server, &alone).await;
    name.to_owned()
}

/// Removes what a test leaves: a run of all of them would otherwise fill a disk.
pub async fn remove(url: Option<&str>, folder: &Path) {
    if let (Some(server), Some(url)) = (server(), url) {
        let (_, name) = url.rsplit_once('/').unwrap();
        administer(&server, &format!("drop database if exists {name} with (force)")).await;
    }
    let _ = std::fs::remove_dir_all(folder);
}
