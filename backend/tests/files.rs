//! Files in a bucket: sealed there, found again, and gone when they should be.

use crate::documents::{fetch, keep, kept, pdf};
use crate::support::databases::{database, folder};
use crate::support::store::Store;
use crate::support::{Caller, Server};
use contract::endpoints::{GetDocument, GetMe, LinkDocument};
use contract::ids::DocumentId;
use p2wkss::backup::{restore, save};
use p2wkss::config::Config;
use p2wkss::documents::files::{self, LOOSE_SECONDS, sweep};
use p2wkss::documents::moving::{Place, move_all};
use p2wkss::documents::unused::destroy_unused;
use p2wkss::kernel::crypto::{Keys, Secret};
use p2wkss::kernel::database::Db;
use p2wkss::kernel::state::Kernel;
use p2wkss::{keys, start};
use serde_json::{Value, json};
use std::fs;
use std::sync::Arc;

const DAY: i64 = 24 * 3600;

/// A server whose files lie in a store of its own.
fn with_store(test: impl AsyncFnOnce(&Server, &Store)) {
    actix_web::rt::System::new().block_on(async {
        let store = Store::start().await;
        let settings = store.settings();
        let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let server = Server::start(&settings).await;
        test(&server, &store).await;
        server.stop().await;
    });
}

async fn opened(server: &Server, caller: &Caller, id: &str) -> (u16, Vec<u8>) {
    let link = caller.get::<LinkDocument>(&[id]).await.expect(201);
    let file = fetch(server, &link).await;
    (file.status().as_u16(), file.bytes().await.unwrap().to_vec())
}

/// Why a server does not start with these settings.
async fn served(config: Config) -> String {
    let kernel = start::open(config).await.unwrap();
    start::begin_work(&kernel).await.unwrap_err().to_string()
}

async fn own_files(server: &Server) -> i64 {
    server
        .number("select count(*) from document_files f join documents d on d.id = f.document_id where not d.attached")
        .await
}

#[test]
fn a_file_lies_sealed_in_the_bucket_under_a_name_that_says_nothing() {
    with_store(async |server, store| {
        let lurah = server.as_user("lurah").await;
        let id = kept(&lurah).await;
        assert_eq!(store.objects(), std::slice::from_ref(&id));
        assert_eq!(own_files(server).await, 0);
        let lying = fs::read(store.object(&id)).unwrap();
        assert!(!lying.windows(6).any(|here| here == b"Daftar"));
        assert_eq!(opened(server, &lurah, &id).await, (200, pdf()));
        // What lies there is what was put there, or nothing is given out.
        let mut changed = lying.clone();
        *changed.last_mut().unwrap() ^= 1;
        fs::write(store.object(&id), changed).unwrap();
        assert_eq!(opened(server, &lurah, &id).await.0, 500);
        fs::remove_file(store.object(&id)).unwrap();
        assert_eq!(opened(server, &lurah, &id).await.0, 500);
    });
}

#[test]
fn nothing_stays_in_the_bucket_that_no_document_has() {
    with_store(async |server, store| {
        let lurah = server.as_user("lurah").await;
        let id = kept(&lurah).await;
        // Refused before it is put: not her kelurahan.
        keep(&lurah, "kind=signed_list&region=32.75.03.1006", &pdf()).await.expect(422);
        let again = lurah.with("idempotency-key", "sekali");
        let own = "kind=work_plan&region=32.75.03.1004";
        let once = keep(&again, own, &pdf()).await.expect(201).json();
        assert_eq!(keep(&again, own, &pdf()).await.expect(201).json()["id"], once["id"]);
        // Refused as late as that: her right was there when she began.
        files::keep(&server.kernel, DocumentId(server.kernel.clock.new_id()), b"x").await.unwrap();
        assert_eq!(store.objects().len(), 4);
        sweep(&server.kernel).await.unwrap();
        assert_eq!(store.objects().len(), 4, "an upload may be under way");
        server.kernel.clock.advance(LOOSE_SECONDS + 1);
        sweep(&server.kernel).await.unwrap();
        assert_eq!(store.objects(), [id, once["id"].as_str().unwrap().to_owned()]);
        // A document that goes takes its file with it.
        server.kernel.clock.advance(8 * DAY);
        destroy_unused(&server.kernel).await.unwrap();
        server.kernel.clock.advance(LOOSE_SECONDS + 1);
        sweep(&server.kernel).await.unwrap();
        assert_eq!(store.objects(), Vec::<String>::new());
        assert_eq!(server.number("select count(*) from loose_objects").await, 0);
    });
}

/// Without the store all but files goes on, and who waits is told for how long.
#[test]
fn a_store_that_is_away_keeps_nobody_from_the_rest() {
    with_store(async |server, store| {
        let lurah = server.as_user("lurah").await;
        let id = kept(&lurah).await;
        let ready = async || server.http.get(format!("{}/health/ready", server.base)).send().await.unwrap();
        let body: Value = ready().await.json().await.unwrap();
        assert_eq!(body["files"], true, "{body}");
        store.go_away();
        let before = server.number("select count(*) from documents").await;
        let refused = keep(&lurah, "kind=work_plan&region=32.75.03.1004", &pdf()).await.expect(503);
        assert_eq!(refused.code(), "unavailable");
        assert!(refused.headers.contains_key("retry-after"));
        assert_eq!(opened(server, &lurah, &id).await.0, 503);
        assert_eq!(server.number("select count(*) from documents").await, before);
        lurah.get::<GetMe>(&[]).await.expect(200);
        lurah.get::<GetDocument>(&[&id]).await.expect(200);
        let away = ready().await;
        assert_eq!(away.status(), 200);
        let body: Value = away.json().await.unwrap();
        assert_eq!((&body["files"], &body["database"]), (&json!(false), &json!(true)));
    });
}

#[test]
fn files_move_both_ways_while_the_server_works() {
    with_store(async |server, store| {
        let lurah = server.as_user("lurah").await;
        let id = kept(&lurah).await;
        // Those of the demo city lie in the database.
        let lying = server.number("select count(*) from document_files").await;
        assert!(lying > 0);
        let moved = move_all(&server.kernel, Place::Bucket).await.unwrap();
        assert_eq!(i64::try_from(moved).unwrap(), lying);
        assert_eq!(move_all(&server.kernel, Place::Bucket).await.unwrap(), 0);
        assert_eq!(server.number("select count(*) from document_files").await, 0);
        assert_eq!(opened(server, &lurah, &id).await, (200, pdf()));
        // A server that does not know of the bucket says what it lacks.
        let mut config = server.kernel.config.clone();
        config.bucket = None;
        let refused = served(config).await;
        assert!(refused.contains("P2WKSS_FILES") && refused.contains("files move"), "{refused}");
        assert_eq!(move_all(&server.kernel, Place::Database).await.unwrap(), moved + 1);
        assert_eq!(opened(server, &lurah, &id).await, (200, pdf()));
        assert_eq!(server.number("select count(*) from document_objects").await, 0);
        // And back before what it left there is destroyed.
        assert_eq!(move_all(&server.kernel, Place::Bucket).await.unwrap(), moved + 1);
        server.kernel.clock.advance(LOOSE_SECONDS + 1);
        sweep(&server.kernel).await.unwrap();
        assert_eq!(opened(server, &server.as_user("lurah").await, &id).await, (200, pdf()));
        assert_eq!(i64::try_from(store.objects().len()).unwrap(), lying + 1);
    });
}

#[test]
fn a_backup_holds_the_files_of_the_bucket_and_needs_none() {
    with_store(async |server, _| {
        let lurah = server.as_user("lurah").await;
        let id = kept(&lurah).await;
        let (path, _) = save(&server.kernel, &folder()).await.unwrap();
        let mut config = server.kernel.config.clone();
        (config.database_url, config.bucket) = (database(&folder()).await, None);
        let target = start::attach(config.clone()).await.unwrap();
        restore(&target, &path).await.unwrap();
        let restored = Server::serve(start::open(config).await.unwrap(), folder());
        let lurah = restored.as_user("lurah").await;
        assert_eq!(opened(&restored, &lurah, &id).await, (200, pdf()));
        restored.stop().await;
    });
}

#[test]
fn what_lies_in_the_bucket_is_sealed_anew_with_another_secret() {
    with_store(async |server, store| {
        let id = kept(&server.as_user("lurah").await).await;
        let before = fs::read(store.object(&id)).unwrap();
        let secret = |quarter: &str| Secret::from_hex(&quarter.repeat(4)).unwrap();
        let new = secret("fedcba9876543210");
        let kernel = async |keys: Keys| -> Arc<Kernel> {
            let config = server.kernel.config.clone();
            let db = Db::connect(&config.database_url).await.unwrap();
            Kernel::with_keys(config, db, keys).unwrap()
        };
        let both = kernel(Keys::with_previous(&new, &secret(crate::support::SECRET))).await;
        start::check_secret(&both).await.unwrap();
        // What the bucket does not give now is not taken for renewed.
        let away = store.object("away");
        fs::rename(store.object(&id), &away).unwrap();
        assert_eq!(keys::renew_objects(&both).await.unwrap(), 0);
        fs::rename(&away, store.object(&id)).unwrap();
        keys::rotate(&both).await.unwrap();
        assert_ne!(fs::read(store.object(&id)).unwrap(), before);
        let alone = Server::serve(kernel(Keys::new(&new)).await, folder());
        let lurah = alone.as_user("lurah").await;
        assert_eq!(opened(&alone, &lurah, &id).await, (200, pdf()));
        alone.stop().await;
    });
}

#[test]
fn a_store_that_cannot_be_used_stops_the_start_and_is_named() {
    actix_web::rt::System::new().block_on(async {
        let store = Store::start().await;
        let settings = store.settings();
        let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let server = Server::start(&settings).await;
        let mut config = server.kernel.config.clone();
        config.bucket.as_mut().unwrap().secret_access_key = "salah".to_owned();
        let refused = served(config).await;
        assert!(refused.starts_with("P2WKSS_FILES: the bucket:"), "{refused}");
        server.stop().await;
    });
}

/// Two who move at once, one who died of it, and a sweeper after them: a file
/// that a document has stays, whatever was noted of it.
#[test]
fn what_a_document_has_is_never_swept() {
    with_store(async |server, store| {
        let lurah = server.as_user("lurah").await;
        let id = kept(&lurah).await;
        let named: DocumentId = id.parse().unwrap();
        let late = server.kernel.clock.now();
        assert!(files::loosen(&server.kernel.db.write, named, late).await.unwrap());
        server.kernel.clock.advance(LOOSE_SECONDS + 1);
        sweep(&server.kernel).await.unwrap();
        assert_eq!(store.objects(), std::slice::from_ref(&id));
        assert_eq!(server.number("select count(*) from loose_objects").await, 0);
        // While another sweeper destroys an object nobody takes it up, and
        // nobody else destroys it; if it died of it, another does.
        let doomed = DocumentId(server.kernel.clock.new_id());
        files::keep(&server.kernel, doomed, b"x").await.unwrap();
        let at = server.kernel.clock.now();
        server.sql(&format!("update loose_objects set since = -{}", at.0)).await.unwrap();
        assert!(!files::loosen(&server.kernel.db.write, doomed, at).await.unwrap());
        sweep(&server.kernel).await.unwrap();
        assert_eq!(store.objects().len(), 2);
        server.kernel.clock.advance(3600);
        sweep(&server.kernel).await.unwrap();
        assert_eq!(store.objects(), [id]);
    });
}

#[test]
fn two_who_move_at_once_lose_nothing() {
    with_store(async |server, store| {
        let all = server.number("select count(*) from document_files").await;
        let (one, other) =
            futures::join!(move_all(&server.kernel, Place::Bucket), move_all(&server.kernel, Place::Bucket));
        assert_eq!(i64::try_from(one.unwrap() + other.unwrap()).unwrap(), all);
        server.kernel.clock.advance(LOOSE_SECONDS + 1);
        sweep(&server.kernel).await.unwrap();
        assert_eq!(i64::try_from(store.objects().len()).unwrap(), all);
    });
}

#[test]
fn a_backup_names_what_the_bucket_has_lost_and_holds_the_rest() {
    with_store(async |server, store| {
        let lurah = server.as_user("lurah").await;
        let (lost, spoilt, whole) = (kept(&lurah).await, kept(&lurah).await, kept(&lurah).await);
        fs::remove_file(store.object(&lost)).unwrap();
        fs::write(store.object(&spoilt), b"x").unwrap();
        let (path, manifest) = save(&server.kernel, &folder()).await.unwrap();
        let mut named: Vec<String> = manifest.missing_files.iter().map(ToString::to_string).collect();
        named.sort();
        assert_eq!(named, [lost.clone(), spoilt.clone()]);
        let text = fs::read_to_string(path.join("document_files.jsonl")).unwrap();
        let holds =
            |id: &str| text.contains(&p2wkss::kernel::crypto::base64url(id.parse::<uuid::Uuid>().unwrap().as_bytes()));
        assert_eq!((holds(&lost), holds(&spoilt), holds(&whole)), (false, false, true));
        // Of all that is left, only what is lost stays where it was.
        let files = server.number("select count(*) from document_objects").await;
        fs::remove_file(store.object(&spoilt)).unwrap();
        assert_eq!(i64::try_from(move_all(&server.kernel, Place::Database).await.unwrap()).unwrap(), files - 2);
    });
}
