//! One-time codes: how an account starts, and how a forgotten password is
//! replaced without anyone else choosing one.

use crate::support::{Answered, Caller, PASSWORD, Server, body, with_server};
use contract::endpoint::{Access, Method};
use contract::endpoints::{
    ALL, ChangeMyPassword, CreateRoleAssignment, DisableUser, GetMe, GetUser, IssueAccessCode, ListAuditEvents,
    ListRegions, ListUserHistory,
};
use contract::policy::Role;
use futures::future::join_all;
use p2wkss::kernel::crypto::to_hex;
use serde_json::json;

const NEW: &str = "kuda laut menari di atap";
const DAY: i64 = 24 * 3600;

async fn change(caller: &Caller, from: &str, to: &str) -> Answered {
    caller.send::<ChangeMyPassword>(&[], &body(json!({ "current_password": from, "new_password": to }))).await
}

/// Signs in with a code.
async fn enter(server: &Server, username: &str, code: &str) -> Caller {
    let tokens = server.sign_in(username, code).await.expect(200).json();
    assert_eq!(tokens["must_change_password"], true);
    server.bearer(tokens["access_token"].as_str().unwrap())
}

#[test]
fn a_code_opens_the_account_once_and_only_to_set_a_password() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let id = server.invite(&admin, "baru").await;
        assert_eq!(admin.get::<GetUser>(&[&id]).await.json()["state"], "invited");
        let role = body(json!({ "user_id": id, "role": "kader", "region_code": "32.75.03.1004" }));
        admin.send::<CreateRoleAssignment>(&[], &role).await.expect(201);
        let code = server.code_for(&admin, &id).await;
        let caller = enter(server, "baru", &code).await;
        server.sign_in("baru", &code).await.expect(401);
        let me = caller.get::<GetMe>(&[]).await.expect(200).json();
        assert_eq!(me["must_change_password"], true);
        assert_eq!(caller.get::<ListRegions>(&[]).await.expect(403).code(), "password_change_required");
        change(&caller, &code, NEW).await.expect(204);
        assert_eq!(caller.get::<GetMe>(&[]).await.expect(200).json()["must_change_password"], false);
        caller.get::<ListRegions>(&[]).await.expect(200);
        server.sign_in("baru", &code).await.expect(401);
        let tokens = server.sign_in("baru", NEW).await.expect(200).json();
        assert_eq!(tokens["must_change_password"], false);
        assert_eq!(admin.get::<GetUser>(&[&id]).await.json()["state"], "active");
    });
}

#[test]
fn until_then_nothing_else_is_open() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let id = server.invite(&admin, "admin_2").await;
        let role = body(json!({ "user_id": id, "role": "admin" }));
        admin.send::<CreateRoleAssignment>(&[], &role).await.expect(201);
        let caller = enter(server, "admin_2", &server.code_for(&admin, &id).await).await;
        for operation in ALL {
            if operation.access == Access::Public || matches!(operation.id, "get_me" | "change_my_password") {
                continue;
            }
            let path = operation.path.replace("{id}", &id).replace("{code}", "32.75");
            let sent = operation.has_body.then(|| "{}".to_owned());
            let refused = caller.raw(operation.method, &path, sent).await.expect(403);
            // What the role does not allow is refused for that reason first.
            let by_role = matches!(operation.access, Access::May(permission) if !Role::Admin.may(permission));
            let expected = if by_role { "forbidden" } else { "password_change_required" };
            assert_eq!(refused.code(), expected, "{}", operation.id);
        }
    });
}

#[test]
fn a_code_is_good_for_a_day() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let id = server.invite(&admin, "baru").await;
        let issued = admin.get::<IssueAccessCode>(&[&id]).await.expect(201).json();
        let code = issued["code"].as_str().unwrap();
        let until: contract::moment::Timestamp = issued["expires_at"].as_str().unwrap().parse().unwrap();
        let left = until.seconds() - server.kernel.clock.now().seconds();
        assert!((DAY - 60..=DAY).contains(&left), "{left}");
        server.kernel.clock.advance(DAY + 1);
        server.sign_in("baru", code).await.expect(401);
    });
}

#[test]
fn a_code_used_in_time_is_read_however_it_is_typed() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let id = server.invite(&admin, "baru").await;
        let code = server.code_for(&admin, &id).await;
        server.kernel.clock.advance(DAY - 60);
        let typed = format!(" {} ", code.to_lowercase().replace('-', " "));
        enter(server, "baru", &typed).await;
    });
}

#[test]
fn a_new_code_replaces_the_old() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let id = server.invite(&admin, "baru").await;
        let (old, new) = (server.code_for(&admin, &id).await, server.code_for(&admin, &id).await);
        assert_ne!(old, new);
        server.sign_in("baru", &old).await.expect(401);
        enter(server, "baru", &new).await;
        // A used code is not brought back by a further one.
        let third = server.code_for(&admin, &id).await;
        server.sign_in("baru", &new).await.expect(401);
        enter(server, "baru", &third).await;
    });
}

#[test]
fn of_two_uses_at_once_one_wins() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        for round in 0..3 {
            let username = format!("baru{round}");
            let id = server.invite(&admin, &username).await;
            let code = server.code_for(&admin, &id).await;
            let uses = join_all((0..2).map(|_| server.sign_in(&username, &code))).await;
            let mut statuses: Vec<u16> = uses.iter().map(|answer| answer.status.as_u16()).collect();
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 401]);
        }
    });
}

#[test]
fn a_forgotten_password_is_replaced_and_its_sessions_end() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let elsewhere = server.as_user("lurah").await;
        let id = server.id_of("lurah").await;
        let code = server.code_for(&admin, &id).await;
        let caller = enter(server, "lurah", &code).await;
        let wrong = change(&caller, "bukan kodenya", NEW).await.expect(422);
        assert_eq!(wrong.faults(), ["/current_password wrong_password"]);
        change(&caller, &code, NEW).await.expect(204);
        elsewhere.get::<GetMe>(&[]).await.expect(401);
        server.sign_in("lurah", PASSWORD).await.expect(401);
        server.sign_in("lurah", NEW).await.expect(200);
    });
}

#[test]
fn a_code_proves_nothing_in_a_session_opened_by_password() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let caller = server.as_user("lurah").await;
        let code = server.code_for(&admin, &server.id_of("lurah").await).await;
        let refused = change(&caller, &code, NEW).await.expect(422);
        assert_eq!(refused.faults(), ["/current_password wrong_password"]);
    });
}

#[test]
fn a_disabled_account_has_no_use_for_a_code() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let id = server.invite(&admin, "baru").await;
        let code = server.code_for(&admin, &id).await;
        let reason = body(json!({ "reason": "Tidak jadi bergabung" }));
        admin.with("if-match", "*").send::<DisableUser>(&[&id], &reason).await.expect(200);
        server.sign_in("baru", &code).await.expect(401);
        assert_eq!(admin.get::<IssueAccessCode>(&[&id]).await.expect(409).code(), "wrong_state");
        let nobody = "019ab2c4-0000-7000-8000-000000000000";
        admin.get::<IssueAccessCode>(&[nobody]).await.expect(404);
    });
}

#[test]
fn a_code_stands_in_its_answer_and_nowhere_else() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let id = server.invite(&admin, "baru").await;
        let issued = admin.get::<IssueAccessCode>(&[&id]).await.expect(201);
        assert_eq!(issued.header("cache-control"), Some("no-store"));
        let code = issued.json()["code"].as_str().unwrap().to_owned();
        let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        assert_eq!(plain.len(), 28, "one hundred and forty bits: {code}");
        let auditor = server.as_user("auditor").await;
        for answer in [
            admin.get::<GetUser>(&[&id]).await,
            admin.get::<ListUserHistory>(&[&id]).await,
            auditor.query::<ListAuditEvents>(&[], "limit=500").await,
        ] {
            let text = answer.expect(200).text;
            assert!(!text.contains(&code) && !text.contains(&plain));
        }
        let hex = to_hex(plain.as_bytes());
        let digest = if server.on_sqlite() { "lower(hex(digest))" } else { "encode(digest, 'hex')" };
        let query = format!("select count(*) from access_codes where {digest} like '%{hex}%'");
        assert_eq!(server.number(&query).await, 0);
        assert_eq!(server.number("select count(*) from access_codes").await, 1);
    });
}

#[test]
fn a_repeated_request_makes_a_fresh_code() {
    with_server(async |server| {
        let admin = server.as_user("admin").await.with("idempotency-key", "k1");
        let id = server.invite(&admin, "baru").await;
        let path = format!("/api/v1/users/{id}/access-codes");
        let first = admin.raw(Method::Post, &path, None).await.expect(201).json();
        let second = admin.raw(Method::Post, &path, None).await.expect(201).json();
        assert_ne!(first["code"], second["code"]);
    });
}
