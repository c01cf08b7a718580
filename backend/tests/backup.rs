//! Backup and restore, within a database's kind and across.

use crate::support::databases::{database, folder, on_sqlite_file};
use crate::support::{SECRET, Server, body, with_server};
use contract::endpoints::{CreateAgency, CreateBeneficiary, ListBeneficiaries};
use p2wkss::backup::{Manifest, restore, save};
use p2wkss::kernel::chain::{Head, Verdict, verify};
use p2wkss::kernel::crypto::{Keys, Secret};
use p2wkss::kernel::sequencer;
use p2wkss::kernel::state::Kernel;
use p2wkss::start;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A kernel on an empty database of its own.
async fn empty(server: &Server, url: String, secret: &str) -> Arc<Kernel> {
    let settings = [("DATABASE_URL", url), ("P2WKSS_SECRET_KEY", secret.repeat(4))];
    let mut config = server.kernel.config.clone();
    for (name, value) in settings {
        match name {
            "DATABASE_URL" => config.database_url = value,
            _ => config.secret = p2wkss::config::SecretSource::Given(value),
        }
    }
    start::attach(config).await.unwrap()
}

async fn tables(kernel: &Kernel) -> i64 {
    let sql = match kernel.db.backend() {
        DbBackend::Postgres => "select count(*) from pg_tables where schemaname = current_schema()",
        _ => "select count(*) from sqlite_master where type = 'table'",
    };
    let statement = Statement::from_string(kernel.db.backend(), sql);
    kernel.db.work.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

/// Some of everything: a woman with sealed members, an agency, events.
async fn fill(server: &Server) {
    let officer = server.as_user("kelurahan_officer").await;
    let woman = json!({
        "nik": "3275995403880001", "full_name": "Siti \"Aminah\" Ñ", "birth_date": "1988-03-14",
        "region_code": "32.75.03.1004", "rw": "011", "rt": "002", "phone": "0812-3456-789",
        "health_notes": "Sakit pinggang", "marital_status": "widowed",
        "head_of_family": { "de_jure": true, "de_facto": true, "basis": "husband_died" },
    });
    officer.send::<CreateBeneficiary>(&[], &body(woman)).await.expect(201);
    let admin = server.as_user("admin").await;
    let agency = json!({ "name": "Forum Cadangan", "short_name": "FCad", "region_code": "32.75" });
    admin.send::<CreateAgency>(&[], &body(agency)).await.expect(201);
    sequencer::catch_up(&server.kernel).await.unwrap();
}

async fn saved(server: &Server) -> (PathBuf, Manifest) {
    fill(server).await;
    save(&server.kernel, &folder()).await.unwrap()
}

async fn refused(kernel: &Kernel, from: &Path, why: &str) {
    let error = restore(kernel, from).await.unwrap_err().to_string();
    assert!(error.contains(why), "{error:?} does not say {why:?}");
    assert!(error.contains("Nothing was changed"), "{error}");
}

/// The databases an archive is restored into: one of its own kind, and one of
/// the other where there is one.
async fn targets(server: &Server) -> Vec<Arc<Kernel>> {
    let mut urls = vec![database(&folder()).await];
    if !server.on_sqlite() {
        urls.push(on_sqlite_file(&folder()));
    }
    let mut targets = Vec::new();
    for url in urls {
        targets.push(empty(server, url, SECRET).await);
    }
    targets
}

#[test]
fn a_backup_is_restored_table_by_table_and_serves() {
    with_server(async |server| {
        let (path, manifest) = saved(server).await;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        for entry in fs::read_dir(&path).unwrap() {
            assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        let text = fs::read_to_string(path.join("manifest.json")).unwrap();
        assert!(!text.contains(&SECRET.repeat(4)));
        for target in targets(server).await {
            restore(&target, &path).await.unwrap();
            let (_, again) = save(&target, &folder()).await.unwrap();
            for (one, other) in manifest.tables.iter().zip(&again.tables) {
                assert_eq!(one, other, "{}", one.table);
            }
            assert_eq!(manifest.tables.len(), again.tables.len());
            let head: Head = manifest.audit_head.as_ref().unwrap().parse().unwrap();
            assert!(matches!(verify(&target.db, Some(&head)).await.unwrap(), Verdict::Whole { waiting: 0, .. }));
            let kernel = start::open(target.config.clone()).await.unwrap();
            let restored = Server::serve(kernel, folder());
            let officer = restored.as_user("kelurahan_officer").await;
            let found = officer.query::<ListBeneficiaries>(&[], "q=aminah").await.expect(200).json();
            assert_eq!(found["items"][0]["health_notes"], "Sakit pinggang");
            for change in ["update events set at = 0", "delete from event_chain", "delete from validations"] {
                let changed = restored.sql(change).await;
                assert!(changed.is_err() || changed == Ok(0), "{change}: {changed:?}");
            }
            let wrong = "insert into households select * from households limit 1";
            assert!(restored.sql(wrong).await.is_err());
            restored.stop().await;
        }
    });
}

#[test]
fn a_backup_sees_one_moment_while_others_write() {
    with_server(async |server| {
        fill(server).await;
        let admin = server.as_user("admin").await;
        let writes = async {
            for number in 0..40 {
                let agency = json!({ "name": format!("Dinas {number}"), "short_name": format!("D{number}"), "region_code": "32.75" });
                admin.send::<CreateAgency>(&[], &body(agency)).await.expect(201);
            }
        };
        let to = folder();
        let ((), saved) = futures::future::join(writes, save(&server.kernel, &to)).await;
        let (path, manifest) = saved.unwrap();
        let rows = |table: &str| manifest.tables.iter().find(|part| part.table == table).unwrap().rows;
        assert_eq!(rows("events"), rows("event_chain") + rows("event_queue"));
        let target = empty(server, database(&folder()).await, SECRET).await;
        restore(&target, &path).await.unwrap();
    });
}

#[test]
fn a_damaged_or_foreign_backup_is_refused_and_nothing_touched() {
    with_server(async |server| {
        let (path, manifest) = saved(server).await;
        let target = empty(server, database(&folder()).await, SECRET).await;
        let before = tables(&target).await;
        for name in ["manifest.json", "manifest.seal", "events.jsonl", "beneficiaries.jsonl", "key_checks.jsonl"] {
            let file = path.join(name);
            let whole = fs::read(&file).unwrap();
            for place in [0, whole.len() / 2, whole.len() - 1] {
                let mut damaged = whole.clone();
                damaged[place] ^= 4;
                fs::write(&file, damaged).unwrap();
                let error = restore(&target, &path).await.unwrap_err().to_string();
                assert!(error.contains("Nothing was changed"), "{name} at {place}: {error}");
            }
            fs::write(&file, &whole[..whole.len() - 1]).unwrap();
            assert!(restore(&target, &path).await.is_err(), "{name} cut");
            fs::write(&file, whole).unwrap();
        }
        let other = empty(server, database(&folder()).await, "fedcba9876543210").await;
        refused(&other, &path, "the NIKs in it are lost").await;
        let keys = Keys::new(&Secret::from_hex(&SECRET.repeat(4)).unwrap());
        let reseal = |changed: &Manifest| {
            let text = serde_json::to_vec_pretty(changed).unwrap();
            fs::write(path.join("manifest.seal"), p2wkss::backup::seal(&keys, &text)).unwrap();
            fs::write(path.join("manifest.json"), text).unwrap();
        };
        let mut newer = manifest.clone();
        newer.migrations.push("m9999_later".to_owned());
        reseal(&newer);
        refused(&target, &path, "newer schema").await;
        reseal(&Manifest { product: "other".to_owned(), ..manifest.clone() });
        refused(&target, &path, "not of p2wkss").await;
        reseal(&Manifest { tables: manifest.tables[1..].to_vec(), ..manifest.clone() });
        refused(&target, &path, "missing from the backup").await;
        assert_eq!(tables(&target).await, before, "the target was touched");
        reseal(&manifest);
        refused(&server.kernel, &path, "not empty").await;
        restore(&target, &path).await.unwrap();
        refused(&target, &path, "not empty").await;
    });
}
