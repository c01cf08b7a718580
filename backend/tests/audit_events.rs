//! The audit trail through the API: every write leaves one event, which says
//! who did what under which right, and never a value.

use crate::support::{Answered, Caller, PASSWORD, Server, body, column, with_server};
use contract::endpoint::{Access, Endpoint, Method};
use contract::endpoints::{
    ALL, ArchiveAgency, ChangeMyPassword, CreateAgency, CreateCode, CreateRoleAssignment, CreateUser, DisableUser,
    EnableUser, EndMySession, EndRoleAssignment, GetAuditEvent, GetMe, IssueAccessCode, ListAuditEvents,
    ListMySessions, RefreshTokens, RestoreAgency, SignIn, SignOut, UpdateAgency, UpdateCode, UpdateUser,
};
use contract::moment::Day;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const NEW: &str = "kuda laut menari di atap";

async fn events(auditor: &Caller, query: &str) -> Value {
    auditor.query::<ListAuditEvents>(&[], query).await.expect(200).json()
}

/// Follows writes and what they leave behind.
struct Watch<'a> {
    server: &'a Server,
    auditor: Caller,
    seen: BTreeSet<&'static str>,
    /// Whose account is used without a token.
    account: Option<String>,
}

impl Watch<'_> {
    async fn count(&self) -> i64 {
        self.server.number("select count(*) from events").await
    }

    /// Does one write and checks its one event; what it concerns and which
    /// members it names is for the caller to say.
    async fn one<E: Endpoint>(&mut self, caller: &Caller, values: &[&str], sent: Value) -> (Answered, Value) {
        let tag = self.tag(values).await;
        let before = self.count().await;
        // Without a token it is the account she proved to be hers.
        let actor = match (&caller.token, &self.account) {
            (Some(_), _) => caller.get::<GetMe>(&[]).await.json()["id"].clone(),
            (None, account) => json!(account),
        };
        let sent = (!sent.is_null()).then(|| sent.to_string());
        let answer = caller.with("if-match", &tag).raw(E::METHOD, &E::address(values), sent).await;
        let answer = answer.expect(E::SUCCESS);
        assert_eq!(self.count().await - before, 1, "{}", E::ID);
        let request = answer.header("x-request-id").unwrap();
        let page = events(&self.auditor, &format!("operation={}&limit=500", E::ID)).await;
        let own: Vec<&Value> =
            page["items"].as_array().unwrap().iter().filter(|event| event["request_id"] == request).collect();
        assert_eq!(own.len(), 1, "{}", E::ID);
        let permission = match E::ACCESS {
            Access::May(permission) => permission.as_str(),
            other => other.as_str(),
        };
        assert_eq!((&own[0]["actor_id"], &own[0]["permission"]), (&actor, &json!(permission)), "{}", E::ID);
        assert_eq!(own[0]["address"], "127.0.0.1", "{}", E::ID);
        self.seen.insert(E::ID);
        (answer, own[0].clone())
    }

    /// The tag of the record named last, where there is one.
    async fn tag(&self, values: &[&str]) -> String {
        let Some(id) = values.first() else { return "*".to_owned() };
        let admin = self.server.as_user("admin").await;
        for noun in ["users", "agencies", "code-lists", "role-assignments"] {
            let found = admin.raw(Method::Get, &format!("/api/v1/{noun}/{id}"), None).await;
            if found.status == 200 {
                return found.etag();
            }
        }
        "*".to_owned()
    }
}

fn id_of(answer: &Answered) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn told(event: &Value) -> (String, String, Vec<String>) {
    let members = event["members"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect();
    let text = |member: &str| event[member].as_str().unwrap().to_owned();
    (text("resource_kind"), text("resource_id"), members)
}

fn about(kind: &str, id: &str, members: &[&str]) -> (String, String, Vec<String>) {
    (kind.to_owned(), id.to_owned(), members.iter().map(|one| (*one).to_owned()).collect())
}

async fn run_accounts(watch: &mut Watch<'_>, admin: &Caller) {
    let draft = json!({ "username": "baru", "full_name": "Siti Rahasia" });
    let (made, event) = watch.one::<CreateUser>(admin, &[], draft).await;
    let id = id_of(&made);
    assert_eq!(told(&event), about("user", &id, &["full_name", "state", "username"]));
    let (_, event) = watch.one::<UpdateUser>(admin, &[&id], json!({ "email": "rahasia@contoh.id" })).await;
    assert_eq!(told(&event), about("user", &id, &["email"]));
    let reason = json!({ "reason": "Alasan yang dicatat" });
    let (_, event) = watch.one::<DisableUser>(admin, &[&id], reason.clone()).await;
    assert_eq!(told(&event), about("user", &id, &["state", "state_reason"]));
    assert_eq!(event["reason"], "Alasan yang dicatat");
    watch.one::<EnableUser>(admin, &[&id], reason.clone()).await;
    let (_, event) = watch.one::<IssueAccessCode>(admin, &[&id], Value::Null).await;
    assert_eq!(told(&event), about("user", &id, &[]));
    let draft = json!({ "user_id": id, "role": "lurah", "region_code": "32.75.03.1004" });
    let (given, event) = watch.one::<CreateRoleAssignment>(admin, &[], draft).await;
    let given = id_of(&given);
    let members = ["kind", "region_code", "role", "user_id", "valid_from"];
    assert_eq!(told(&event), about("role_assignment", &given, &members));
    assert_eq!(event["place"], "32.75.03.1004");
    let (_, event) = watch.one::<EndRoleAssignment>(admin, &[&given], reason).await;
    assert_eq!(told(&event), about("role_assignment", &given, &["end_reason", "ended_at"]));
}

async fn run_reference(watch: &mut Watch<'_>, admin: &Caller) {
    let draft = json!({ "name": "Forum", "short_name": "FAK", "region_code": "32.75" });
    let (made, event) = watch.one::<CreateAgency>(admin, &[], draft).await;
    let id = id_of(&made);
    assert_eq!(event["place"], "32.75");
    watch.one::<UpdateAgency>(admin, &[&id], json!({ "name": "Forum Anak" })).await;
    let reason = json!({ "reason": "Alasan yang dicatat" });
    watch.one::<ArchiveAgency>(admin, &[&id], reason.clone()).await;
    watch.one::<RestoreAgency>(admin, &[&id], reason).await;
    let draft = json!({ "list": "occupation", "code": "weaver", "label_id": "Penenun", "label_en": "Weaver" });
    let (made, _) = watch.one::<CreateCode>(admin, &[], draft).await;
    let (_, event) = watch.one::<UpdateCode>(admin, &[&id_of(&made)], json!({ "retired": true })).await;
    assert_eq!(told(&event), about("code", &id_of(&made), &["retired"]));
}

async fn run_own_account(watch: &mut Watch<'_>, server: &Server) {
    let stranger = server.stranger();
    let id = server.id_of("lurah").await;
    watch.account = Some(id.clone());
    let draft = json!({ "username": "lurah", "password": PASSWORD });
    let (signed_in, event) = watch.one::<SignIn>(&stranger, &[], draft).await;
    assert_eq!((told(&event), &event["reason"]), (about("account", &id, &[]), &Value::Null));
    let token = json!({ "refresh_token": signed_in.json()["refresh_token"] });
    let before = watch.count().await;
    let renewed = stranger.send::<RefreshTokens>(&[], &body(token)).await.expect(200);
    assert_eq!(watch.count().await, before, "a renewal leaves no event");
    watch.seen.insert(RefreshTokens::ID);
    let token = json!({ "refresh_token": renewed.json()["refresh_token"] });
    let (_, event) = watch.one::<SignOut>(&stranger, &[], token).await;
    assert_eq!((told(&event), &event["reason"]), (about("account", &id, &[]), &Value::Null));
    let lurah = server.as_user("lurah").await;
    let page = lurah.get::<ListMySessions>(&[]).await.json();
    let other = page["items"].as_array().unwrap().iter().find(|session| session["current"] == false).unwrap();
    watch.one::<EndMySession>(&lurah, &[other["id"].as_str().unwrap()], Value::Null).await;
    let change = json!({ "current_password": PASSWORD, "new_password": NEW });
    let (_, event) = watch.one::<ChangeMyPassword>(&lurah, &[], change).await;
    assert_eq!(told(&event), about("account", &id, &[]));
}

#[test]
fn every_write_leaves_exactly_one_event() {
    with_server(async |server| {
        let (admin, auditor) = (server.as_user("admin").await, server.as_user("auditor").await);
        let mut watch = Watch { server, auditor, seen: BTreeSet::new(), account: None };
        run_accounts(&mut watch, &admin).await;
        run_reference(&mut watch, &admin).await;
        run_own_account(&mut watch, server).await;
        let nouns = ["auth", "me", "users", "role-assignments", "agencies", "code-lists"];
        for operation in ALL.iter().filter(|one| nouns.contains(&one.tag) && one.method != Method::Get) {
            assert!(watch.seen.contains(operation.id), "{} was not tried", operation.id);
        }
    });
}

#[test]
fn a_refused_write_leaves_none() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let planner = server.as_user("planner").await;
        let id = server.id_of("lurah").await;
        let before = server.number("select count(*) from events").await;
        let taken = body(json!({ "username": "lurah", "full_name": "Lain" }));
        admin.send::<CreateUser>(&[], &taken).await.expect(422);
        planner.send::<CreateUser>(&[], &taken).await.expect(403);
        let rename = body(json!({ "full_name": "Lain" }));
        admin.with("if-match", "\"99-x\"").send::<UpdateUser>(&[&id], &rename).await.expect(412);
        let reason = body(json!({ "reason": "Alasan yang dicatat" }));
        admin.with("if-match", "*").send::<EnableUser>(&[&id], &reason).await.expect(409);
        server.stranger().send::<RefreshTokens>(&[], &body(json!({ "refresh_token": "x" }))).await.expect(401);
        assert_eq!(server.number("select count(*) from events").await, before);
        for table in ["event_queue", "revisions", "event_chain"] {
            let dangling = format!("select count(*) from {table} where event_id not in (select id from events)");
            assert_eq!(server.number(&dangling).await, 0, "{table}");
        }
    });
}

#[test]
fn failed_sign_ins_are_recorded() {
    with_server(async |server| {
        server.sign_in("lurah", "bukan kata sandi ini").await.expect(401);
        server.sign_in("tidak.ada", "bukan kata sandi ini").await.expect(401);
        let auditor = server.as_user("auditor").await;
        let page = events(&auditor, "operation=sign_in&limit=3").await;
        let lurah = server.id_of("lurah").await;
        let failed = "wrong_password";
        assert_eq!(column(&page, "reason"), ["null", failed, failed]);
        assert_eq!(column(&page, "resource_id")[1..], ["unknown".to_owned(), lurah]);
        assert!(!page.to_string().contains("tidak.ada"), "what was typed could be a password");
    });
}

#[test]
fn a_value_never_stands_in_an_event() {
    with_server(async |server| {
        let (admin, auditor) = (server.as_user("admin").await, server.as_user("auditor").await);
        let draft = json!({ "username": "rahasiaa", "full_name": "Siti Rahasiaa", "email": "rahasiaa@contoh.id" });
        let made = admin.send::<CreateUser>(&[], &body(draft)).await.expect(201);
        let rename = body(json!({ "full_name": "Aminah Rahasiaa" }));
        admin.with("if-match", &made.etag()).send::<UpdateUser>(&[&id_of(&made)], &rename).await.expect(200);
        let answer = auditor.query::<ListAuditEvents>(&[], "limit=500").await.expect(200);
        assert!(!answer.text.to_lowercase().contains("rahasiaa"));
        for column in ["members", "resource_id", "reason", "permission", "request_id"] {
            let holding = format!("select count(*) from events where lower({column}) like '%rahasiaa%'");
            assert_eq!(server.number(&holding).await, 0, "{column}");
        }
        // Equal values have unequal digests, so that nothing is told by comparing.
        for _ in 0..2 {
            let draft = json!({ "list": "relation", "code": format!("c{}", rand::random::<u32>()),
                "label_id": "Sama", "label_en": "Same" });
            admin.send::<CreateCode>(&[], &body(draft)).await.expect(201);
        }
        let same = "select count(*) - count(distinct members) from events where operation = 'create_code'";
        assert_eq!(server.number(same).await, 0);
    });
}

#[test]
fn the_trail_is_filtered_by_actor_kind_resource_and_day() {
    with_server(async |server| {
        let (admin, auditor) = (server.as_user("admin").await, server.as_user("privacy_officer").await);
        let id = server.invite(&admin, "baru").await;
        let actor = server.id_of("admin").await;
        let today = server.kernel.clock.today();
        let page = events(&auditor, &format!("actor_id={actor}")).await;
        assert_eq!(column(&page, "operation"), ["sign_in", "create_user", "sign_in"]);
        assert_eq!(column(&page, "actor_name"), ["Agus Setiawan"; 3]);
        assert_eq!(
            column(&events(&auditor, &format!("resource_kind=user&resource_id={id}")).await, "actor_id"),
            [actor]
        );
        assert!(
            column(&events(&auditor, "resource_kind=account").await, "operation").iter().all(|one| one == "sign_in")
        );
        let total = async |query: String| events(&auditor, &format!("{query}&include=total")).await["total"].clone();
        let whole = total("limit=1".to_owned()).await;
        assert_eq!(total(format!("from={today}&until={today}")).await, whole);
        let (yesterday, tomorrow) = (Day(today.0.previous_day().unwrap()), Day(today.0.next_day().unwrap()));
        assert_eq!(total(format!("until={yesterday}")).await, 0);
        assert_eq!(total(format!("from={tomorrow}")).await, 0);
        server.kernel.clock.advance(24 * 3600);
        let (admin, auditor) = (server.as_user("admin").await, server.as_user("auditor").await);
        server.invite(&admin, "besok").await;
        let later = events(&auditor, &format!("from={tomorrow}&resource_kind=user")).await;
        assert_eq!(column(&later, "operation"), ["create_user"]);
        for query in ["from=2026-13-01", "actor_id=1", "sort=at&sort=-at", "sort=operation"] {
            assert_eq!(
                auditor.query::<ListAuditEvents>(&[], query).await.expect(400).code(),
                "malformed_request",
                "{query}"
            );
        }
        assert_eq!(auditor.query::<ListAuditEvents>(&[], "reason=x").await.expect(400).code(), "unknown_parameter");
    });
}

#[test]
fn an_event_is_shown_with_its_place_in_the_chain() {
    with_server(async |server| {
        let auditor = server.as_user("auditor").await;
        p2wkss::kernel::sequencer::catch_up(&server.kernel).await.unwrap();
        let page = events(&auditor, "sort=at&limit=2").await;
        assert_eq!(column(&page, "position"), ["1", "2"]);
        let first = page["items"][0]["id"].as_str().unwrap();
        let shown = auditor.get::<GetAuditEvent>(&[first]).await.expect(200);
        assert_eq!(shown.json(), page["items"][0]);
        assert_eq!(shown.json()["hash"].as_str().unwrap().len(), 64);
        auditor.with("if-none-match", &shown.etag()).get::<GetAuditEvent>(&[first]).await.expect(304);
        let absent = auditor.get::<GetAuditEvent>(&["019ab2c4-0000-7000-8000-000000000000"]).await.expect(404);
        assert_eq!(auditor.get::<GetAuditEvent>(&["1"]).await.expect(404).anonymous(), absent.anonymous());
        for username in ["admin", "coordinator", "lurah"] {
            let other = server.as_user(username).await;
            other.get::<ListAuditEvents>(&[]).await.expect(403);
            other.get::<GetAuditEvent>(&[first]).await.expect(403);
        }
    });
}
