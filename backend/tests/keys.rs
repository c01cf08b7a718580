//! The secret key is changed while servers work.

use crate::support::{Answered, Caller, SECRET, Server, body, with_server};
use contract::draft::Reason;
use contract::endpoints::{
    CreateBeneficiary, CreateHousehold, CreateMerge, GetBeneficiary, GetMe, ListBeneficiaryHistory, LookUpBeneficiary,
    RevealBeneficiary, UndoMerge, UpdateBeneficiary,
};
use p2wkss::kernel::crypto::{Keys, Secret};
use p2wkss::kernel::database::Db;
use p2wkss::kernel::state::Kernel;
use p2wkss::{keys, start};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

const NEW: &str = "fedcba9876543210";
const OTHER: &str = "0f1e2d3c4b5a6978";
const NIK: &str = "3275995403880001";

fn secret(quarter: &str) -> Secret {
    Secret::from_hex(&quarter.repeat(4)).unwrap()
}

/// Another process on the same database, with these secrets.
async fn with_secrets(server: &Server, first: &str, second: Option<&str>) -> Arc<Kernel> {
    let config = server.kernel.config.clone();
    let db = Db::connect(&config.database_url).await.unwrap();
    let keys = match second {
        Some(second) => Keys::with_previous(&secret(first), &secret(second)),
        None => Keys::new(&secret(first)),
    };
    Kernel::with_keys(config, db, keys).unwrap()
}

fn serve(kernel: &Arc<Kernel>) -> Server {
    Server::serve(kernel.clone(), std::env::temp_dir().join(format!("p2wkss-{}", Uuid::now_v7().simple())))
}

/// Two servers on one database that take different secrets for the first.
async fn two_ways(server: &Server) -> [Server; 2] {
    let one = with_secrets(server, NEW, Some(SECRET)).await;
    let other = with_secrets(server, SECRET, Some(NEW)).await;
    start::check_secret(&one).await.unwrap();
    [serve(&one), serve(&other)]
}

fn woman(nik: &str) -> Value {
    json!({
        "nik": nik, "full_name": "Siti Aminah", "birth_date": "1988-03-14", "region_code": "32.75.03.1004",
        "rw": "011", "rt": "002", "phone": "0812-3456-789", "health_notes": "Sakit pinggang",
        "marital_status": "widowed", "head_of_family": { "de_jure": true, "de_facto": true, "basis": "husband_died" },
    })
}

/// A woman and a household with a family card; her notes were changed once.
async fn fill(officer: &Caller) -> String {
    let made = officer.send::<CreateBeneficiary>(&[], &body(woman(NIK))).await.expect(201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let notes = body(json!({ "health_notes": "Sembuh", "phone": "0812-0000-111" }));
    officer.with("if-match", &made.etag()).send::<UpdateBeneficiary>(&[&id], &notes).await.expect(200);
    let home = json!({ "kk_number": "3275991403880009", "region_code": "32.75.03.1004", "rw": "011", "rt": "003" });
    officer.send::<CreateHousehold>(&[], &body(home)).await.expect(201);
    id
}

/// Everything that is sealed or found by a hash is there.
async fn check(officer: &Caller, id: &str) {
    let (read, shown) = (officer.get::<GetBeneficiary>(&[id]).await.expect(200), body(json!({ "reason": "Cek data" })));
    assert_eq!((&read.json()["health_notes"], &read.json()["phone"]), (&json!("Sembuh"), &json!("628120000111")));
    let revealed = officer.with("if-match", "*").send::<RevealBeneficiary>(&[id], &shown).await.expect(200);
    assert_eq!(revealed.json()["nik"], NIK);
    let found = officer.send::<LookUpBeneficiary>(&[], &body(json!({ "nik": NIK }))).await.expect(200).json();
    assert_eq!(found["items"][0]["id"], id);
    let again = officer.send::<CreateBeneficiary>(&[], &body(woman(NIK))).await.expect(409);
    assert_eq!(again.code(), "nik_exists");
    let history = officer.get::<ListBeneficiaryHistory>(&[id]).await.expect(200).text;
    assert!(history.contains("Sakit pinggang") && history.contains("Sembuh"), "{history}");
    // The same NIK sent again is no change.
    let same = body(json!({ "nik": NIK }));
    let kept = officer.with("if-match", &read.etag()).send::<UpdateBeneficiary>(&[id], &same).await.expect(200);
    assert_eq!(kept.json()["outdated_by"], json!([]));
}

#[test]
fn everything_opens_before_during_and_after_the_change() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let id = fill(&officer).await;
        let both = with_secrets(server, NEW, Some(SECRET)).await;
        start::check_secret(&both).await.unwrap();
        let during = serve(&both);
        // Signed in under the secret before.
        let officer = during.bearer(officer.token.as_ref().unwrap());
        officer.get::<GetMe>(&[]).await.expect(200);
        check(&officer, &id).await;
        let alone = with_secrets(server, NEW, None).await;
        let refused = start::check_secret(&alone).await.unwrap_err().to_string();
        assert!(refused.contains("P2WKSS_SECRET_KEY_PREVIOUS"), "{refused}");
        let rotated = keys::rotate(&both).await.unwrap();
        assert!(rotated.renewed >= 8, "{rotated:?}");
        assert_eq!(rotated.retired.as_deref(), Some(Keys::new(&secret(SECRET)).id()));
        check(&officer, &id).await;
        assert_eq!(keys::rotate(&both).await.unwrap().renewed, 0);
        start::check_secret(&alone).await.unwrap();
        let old = with_secrets(server, SECRET, None).await;
        assert!(start::check_secret(&old).await.is_err());
        let after = serve(&alone);
        check(&after.as_user("kelurahan_officer").await, &id).await;
        // A walk with a key that sealed nothing finds nothing it cannot open.
        let judge = with_secrets(server, NEW, Some(OTHER)).await;
        assert_eq!(keys::rotate(&judge).await.unwrap().renewed, 0);
        for other in [during, after] {
            other.stop().await;
        }
    });
}

#[test]
fn a_nik_is_registered_once_while_two_servers_take_different_secrets_for_the_first() {
    with_server(async |server| {
        let token = server.as_user("kelurahan_officer").await.token.unwrap();
        let [one, other] = two_ways(server).await;
        let callers = [one.bearer(&token), other.bearer(&token)];
        for round in 0..12 {
            // Far enough apart not to be taken for each other.
            let mut one = woman(&format!("32759954038800{:02}", round + 1));
            one["birth_date"] = json!(format!("{}-03-14", 1950 + 4 * round));
            let draft = body(one);
            let writes = (0..3).map(|writer| callers[writer % 2].send::<CreateBeneficiary>(&[], &draft));
            let answers = futures::future::join_all(writes).await;
            let made = answers.iter().filter(|answer| answer.status == 201).count();
            let codes: Vec<String> =
                answers.iter().filter(|answer| answer.status != 201).map(|answer| answer.code()).collect();
            assert_eq!(made, 1, "{codes:?}");
            assert!(codes.iter().all(|code| code == "nik_exists"), "{codes:?}");
        }
        let rotating = one.kernel.clone();
        one.stop().await;
        other.stop().await;
        keys::rotate(&rotating).await.unwrap();
        let standing = server.number("select count(*) from beneficiaries where full_name = 'Siti Aminah'").await;
        assert_eq!(standing, 12);
    });
}

#[test]
fn a_merge_is_not_undone_onto_a_nik_that_stands_under_the_other_secret() {
    with_server(async |server| {
        let token = server.as_user("kelurahan_officer").await.token.unwrap();
        let [one, other] = two_ways(server).await;
        let (here, there) = (other.bearer(&token), one.bearer(&token));
        let id_of = |made: Answered| made.json()["id"].as_str().unwrap().to_owned();
        let first = id_of(here.send::<CreateBeneficiary>(&[], &body(woman(NIK))).await.expect(201));
        let mut again = woman("3275995403880002");
        again["acknowledged_duplicates"] = json!([first]);
        let second = id_of(here.send::<CreateBeneficiary>(&[], &body(again)).await.expect(201));
        let merge = json!({ "kept_id": first, "removed_id": second, "take": ["nik"], "reason": "Orang yang sama" });
        let merge = id_of(here.send::<CreateMerge>(&[], &body(merge)).await.expect(201));
        let mut third = woman(NIK);
        (third["full_name"], third["birth_date"]) = (json!("Ai Maemunah"), json!("1960-05-21"));
        there.send::<CreateBeneficiary>(&[], &body(third)).await.expect(201);
        let reason = Reason { reason: "Ternyata dua orang".to_owned() };
        let undo = here.with("if-match", "*").send::<UndoMerge>(&[&merge], &reason).await.expect(409);
        assert_eq!(undo.code(), "cannot_undo");
        one.stop().await;
        other.stop().await;
    });
}

#[test]
fn every_sealed_column_is_walked_over() {
    with_server(async |server| {
        let sql = match server.kernel.db.backend() {
            DbBackend::Postgres => {
                "select table_name::text, column_name::text from information_schema.columns \
                 where table_schema = current_schema() and data_type = 'bytea'"
            }
            _ => {
                "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c \
                 where m.type = 'table' and c.name like '%sealed'"
            }
        };
        let rows = server.kernel.db.read.query_all_raw(Statement::from_string(server.kernel.db.backend(), sql)).await;
        for row in rows.unwrap() {
            let (table, column): (String, String) =
                (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
            let walked = keys::columns().any(|(known, own)| known == table && own == column);
            // Revisions are walked by their own way; digests and hashes are no seals.
            let digest = ["digest", "hash", "key", "fingerprint"].iter().any(|end| column.ends_with(end));
            assert!(walked || table == "revisions" || digest, "{table}.{column} keeps the key before");
        }
    });
}
