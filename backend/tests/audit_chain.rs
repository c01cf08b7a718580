//! The audit chain in the database: append-only tables, and a verification
//! that names what was changed by force.

use crate::support::{Server, body, with_server, with_settings};
use contract::audit_events::VerificationDraft;
use contract::endpoints::{CreateAgency, ListAuditEvents, VerifyAuditTrail};
use futures::future::{join_all, try_join_all};
use p2wkss::entity::{event, event_chain};
use p2wkss::kernel::chain::{GENESIS, Head, Verdict, seal, verify};
use p2wkss::kernel::scope::system;
use p2wkss::kernel::sequencer::{catch_up, head};
use sea_orm::QueryOrder;
use serde_json::{Value, json};

/// Copies of a row under another key, on SQLite and on PostgreSQL.
const EVENT_COLUMNS: &str = "at, actor_id, permission, operation, request_id, address, resource_kind, resource_id, \
                             place, place_before, agency_id, reason, members";

async fn whole(server: &Server) -> Head {
    catch_up(&server.kernel).await.unwrap();
    match verify(&server.kernel.db, None).await.unwrap() {
        Verdict::Whole { head, waiting: 0 } => head,
        other => panic!("{other:?}"),
    }
}

async fn broken_at(server: &Server, kept: Option<&Head>) -> i64 {
    match verify(&server.kernel.db, kept).await.unwrap() {
        Verdict::Broken { head, .. } => head.position + 1,
        other @ Verdict::Whole { .. } => panic!("{other:?}"),
    }
}

/// Every row of both tables.
async fn rows(server: &Server) -> (Vec<event::Model>, Vec<event_chain::Model>) {
    let db = &server.kernel.db.write;
    let events = system::<event::Entity>().order_by_asc(event::Column::Id).all(db).await.unwrap();
    let links = system::<event_chain::Entity>().order_by_asc(event_chain::Column::Position).all(db).await.unwrap();
    (events, links)
}

/// Ways to change or take away a row that both databases know.
fn common() -> Vec<String> {
    [
        "events set reason = 'x'",
        "events set id = id",
        "event_chain set hash = 'x'",
        "event_chain set position = -position",
    ]
    .iter()
    .map(|what| format!("update {what}"))
    .chain([
        "update events set at = 0 where operation = 'seed_demo'".to_owned(),
        "delete from events".to_owned(),
        "delete from events where operation = 'seed_demo'".to_owned(),
        "delete from event_chain".to_owned(),
        "delete from event_chain where position = (select max(position) from event_chain)".to_owned(),
        "insert into events select * from events where true on conflict (id) do update set reason = 'x'".to_owned(),
        "insert into event_chain select * from event_chain where true on conflict (position) do update set hash = 'x'"
            .to_owned(),
        "insert into event_chain select 900 + position, event_id, hash from event_chain where true \
             on conflict (event_id) do update set hash = 'x'"
            .to_owned(),
    ])
    .collect()
}

fn of_sqlite() -> Vec<String> {
    vec![
        "replace into events select * from events".to_owned(),
        "insert or replace into events select * from events limit 1".to_owned(),
        "replace into event_chain select * from event_chain".to_owned(),
        "insert or replace into event_chain select 900 + position, event_id, 'x' from event_chain".to_owned(),
        "insert or replace into event_chain select position, randomblob(16), 'x' from event_chain".to_owned(),
        "update or replace event_chain set position = 1 where position = 2".to_owned(),
        "update or replace events set id = (select max(id) from events)".to_owned(),
        // A row has a hidden number as well, by which it could be replaced.
        format!(
            "insert or replace into events (rowid, id, {EVENT_COLUMNS}) \
             select rowid, randomblob(16), {EVENT_COLUMNS} from events"
        ),
        "insert or replace into event_chain (rowid, position, event_id, hash) \
         select rowid, 900 + position, randomblob(16), 'x' from event_chain"
            .to_owned(),
    ]
}

fn of_postgres() -> Vec<String> {
    [
        "truncate event_chain",
        "truncate events cascade",
        "truncate events, event_chain, event_queue, revisions",
        "truncate only event_chain restart identity cascade",
        "merge into events e using (select id from events) o on e.id = o.id when matched then update set reason = 'x'",
        "merge into event_chain e using (select 1) o on true when matched then delete",
        "with gone as (delete from event_chain returning 1) select * from gone",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[test]
fn plain_sql_can_only_append() {
    with_server(async |server| {
        whole(server).await;
        let before = rows(server).await;
        let own = if server.on_sqlite() { of_sqlite() } else { of_postgres() };
        let settings: &[&str] = if server.on_sqlite() {
            // Without foreign keys the triggers stand alone.
            &["pragma recursive_triggers = on; pragma foreign_keys = off", "pragma recursive_triggers = off"]
        } else {
            &["select 1"]
        };
        let mut done = Vec::new();
        for setting in settings {
            server.sql(setting).await.unwrap();
            for statement in common().into_iter().chain(own.clone()) {
                if server.sql(&statement).await.is_ok() {
                    done.push(format!("{setting}: {statement}"));
                }
            }
        }
        assert!(done.is_empty(), "these were not refused:\n{}", done.join("\n"));
        assert!(before == rows(server).await, "a refused statement left something behind");
        whole(server).await;
    });
}

/// Takes the triggers away, as only the database's owner can.
async fn by_force(server: &Server) {
    let drops = if server.on_sqlite() {
        let names = ["update", "delete", "replace"]
            .map(|verb| ["events", "event_chain"].map(|table| format!("{table}_keep_{verb}")));
        let drops = names.as_flattened().iter().map(|name| format!("drop trigger {name};"));
        drops.chain(["pragma foreign_keys = off;".to_owned()]).collect::<String>()
    } else {
        "drop trigger events_keep on events; drop trigger event_chain_keep on event_chain; \
         alter table event_chain drop constraint event_chain_of; alter table event_queue drop constraint event_queue_event; \
         alter table revisions drop constraint revisions_event"
            .to_owned()
    };
    server.sql(&drops).await.unwrap();
}

const AT_THREE: &str = "(select event_id from event_chain where position = 3)";

#[test]
fn a_change_by_force_is_named_by_its_position() {
    let hash = "update event_chain set hash = (select hash from event_chain where position = 2) where position = 3";
    for (statement, position) in [
        (format!("update events set reason = 'x' where id = {AT_THREE}"), 3),
        (format!("update events set at = at + 1 where id = {AT_THREE}"), 3),
        (format!("update events set actor_id = null, address = '10.0.0.1' where id = {AT_THREE}"), 3),
        (format!("update events set members = '[ ]' where id = {AT_THREE}"), 3),
        (format!("delete from events where id = {AT_THREE}"), 3),
        (hash.to_owned(), 3),
        ("delete from event_chain where position = 2".to_owned(), 2),
        ("delete from event_chain where position = 1".to_owned(), 1),
        ("update event_chain set position = -1 where position = 4".to_owned(), 4),
    ] {
        with_server(async |server| {
            for number in 0..3 {
                server.sign_in(&format!("orang{number}"), "bukan kata sandi ini").await.expect(401);
            }
            whole(server).await;
            by_force(server).await;
            assert!(server.sql(&statement).await.unwrap() > 0, "{statement}");
            assert_eq!(broken_at(server, None).await, position, "{statement}");
        });
    }
}

#[test]
fn the_auditor_has_the_chain_walked_and_it_is_recorded() {
    with_server(async |server| {
        let auditor = server.as_user("auditor").await;
        let kept = whole(server).await;
        let draft = |head: Option<String>| body::<VerificationDraft>(json!({ "head": head }));
        let found = auditor.send::<VerifyAuditTrail>(&[], &draft(Some(kept.to_string()))).await.expect(200).json();
        assert_eq!((&found["whole"], &found["fault"]), (&json!(true), &Value::Null));
        assert!(found["links"].as_i64().unwrap() >= kept.position);
        let recorded = auditor.query::<ListAuditEvents>(&[], "operation=verify_audit_trail").await.expect(200).json();
        assert_eq!(recorded["items"][0]["reason"], "whole");
        let wrong = auditor.send::<VerifyAuditTrail>(&[], &draft(Some("12:ab".to_owned()))).await.expect(422);
        assert_eq!(wrong.faults(), ["/head malformed"]);
        let ahead = format!("{}:{}", kept.position + 500, kept.hash);
        let found = auditor.send::<VerifyAuditTrail>(&[], &draft(Some(ahead))).await.expect(200).json();
        assert_eq!((&found["whole"], &found["fault"]), (&json!(false), &json!("cut")));
        catch_up(&server.kernel).await.unwrap();
        by_force(server).await;
        server.sql("update events set reason = 'x' where operation = 'seed_demo'").await.unwrap();
        let found = auditor.send::<VerifyAuditTrail>(&[], &draft(None)).await.expect(200).json();
        assert_eq!((&found["whole"], &found["fault"]), (&json!(false), &json!("changed")));
    });
}

#[test]
fn a_cut_tail_shows_against_a_head_kept_outside() {
    with_server(async |server| {
        for number in 0..4 {
            server.sign_in(&format!("orang{number}"), "bukan kata sandi ini").await.expect(401);
        }
        let kept = whole(server).await;
        assert!(matches!(verify(&server.kernel.db, Some(&kept)).await, Ok(Verdict::Whole { .. })));
        by_force(server).await;
        let cut = kept.position - 2;
        server
            .sql(&format!("delete from events where id in (select event_id from event_chain where position > {cut})"))
            .await
            .unwrap();
        server.sql(&format!("delete from event_chain where position > {cut}")).await.unwrap();
        assert!(
            matches!(verify(&server.kernel.db, None).await, Ok(Verdict::Whole { .. })),
            "the chain alone cannot tell"
        );
        assert_eq!(broken_at(server, Some(&kept)).await, cut + 1);
        // The chain grows past the kept head again and still is another.
        for number in 5..9 {
            server.sign_in(&format!("orang{number}"), "bukan kata sandi ini").await.expect(401);
        }
        assert!(whole(server).await.position > kept.position);
        assert_eq!(broken_at(server, Some(&kept)).await, kept.position);
    });
}

#[test]
fn a_chain_written_anew_shows_against_a_kept_head() {
    with_server(async |server| {
        let kept = whole(server).await;
        by_force(server).await;
        server.sql(&format!("update events set reason = 'x' where id = {AT_THREE}")).await.unwrap();
        let (events, links) = rows(server).await;
        let mut previous = GENESIS.to_owned();
        for link in links {
            let event = events.iter().find(|event| event.id == link.event_id).unwrap();
            previous = seal(&previous, link.position, event);
            let forged = format!("update event_chain set hash = '{previous}' where position = {}", link.position);
            server.sql(&forged).await.unwrap();
        }
        assert!(matches!(verify(&server.kernel.db, None).await, Ok(Verdict::Whole { .. })));
        assert_eq!(broken_at(server, Some(&kept)).await, kept.position);
    });
}

async fn write(admin: &crate::support::Caller, number: usize) {
    let draft =
        json!({ "name": format!("Forum {number}"), "short_name": format!("F{number}"), "region_code": "32.75" });
    admin.send::<CreateAgency>(&[], &body(draft)).await.expect(201);
}

async fn no_gap(server: &Server) {
    let end = whole(server).await.position;
    assert_eq!(server.number("select count(*) from events").await, end);
    assert_eq!(server.number("select max(position) from event_chain").await, end);
    assert_eq!(server.number("select count(distinct event_id) from event_chain").await, end);
    assert_eq!(server.number("select count(*) from event_queue").await, 0);
}

#[test]
fn fifty_writers_at_once_leave_no_gap() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        join_all((0..50).map(|number| write(&admin, number))).await;
        no_gap(server).await;
        assert_eq!(server.number("select count(*) from events where operation = 'create_agency'").await, 50);
    });
}

#[test]
fn two_sequencers_at_once_leave_it_whole() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        for round in 0..3 {
            join_all((0..20).map(|number| write(&admin, 20 * round + number))).await;
            // The lease of the one at work runs out under it.
            server.kernel.clock.advance(6);
            try_join_all((0..4).map(|_| catch_up(&server.kernel))).await.unwrap();
        }
        no_gap(server).await;
    });
}

#[test]
fn the_head_is_published_to_the_file_kept_outside() {
    let file = std::env::temp_dir().join(format!("p2wkss-head-{}", uuid::Uuid::now_v7().simple()));
    with_settings(&[("P2WKSS_AUDIT_HEAD_FILE", file.to_str().unwrap())], async |server| {
        let end = whole(server).await;
        assert_eq!(head(&server.kernel.db.read).await.unwrap(), end);
        // It is written just after the commit.
        for _ in 0..50 {
            if std::fs::read_to_string(&file).is_ok_and(|text| text.trim() == end.to_string()) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let published: Head = std::fs::read_to_string(&file).unwrap().parse().unwrap();
        assert_eq!(published, end);
        assert!(matches!(verify(&server.kernel.db, Some(&published)).await, Ok(Verdict::Whole { .. })));
    });
    let _ = std::fs::remove_file(&file);
}
