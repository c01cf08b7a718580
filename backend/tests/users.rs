//! Accounts as an administrator runs them.

use crate::support::{Answered, Caller, PASSWORD, Server, body, column, with_server};
use contract::endpoint::{Endpoint, Method};
use contract::endpoints::{
    ChangeMyPassword, CreateUser, DisableUser, EnableUser, GetMe, GetUser, ListUserHistory, ListUsers, RefreshTokens,
    UpdateUser,
};
use serde_json::{Value, json};

async fn make(admin: &Caller, members: Value) -> Answered {
    admin.send::<CreateUser>(&[], &body(members)).await
}

async fn disable(admin: &Caller, id: &str) -> Answered {
    let reason = body(json!({ "reason": "Pindah ke kota lain" }));
    admin.with("if-match", "*").send::<DisableUser>(&[id], &reason).await
}

async fn enable(admin: &Caller, id: &str) -> Answered {
    let reason = body(json!({ "reason": "Kembali bertugas" }));
    admin.with("if-match", "*").send::<EnableUser>(&[id], &reason).await
}

#[test]
fn an_account_is_made_shown_and_changed() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let members = json!({ "username": "siti.a", "full_name": " Siti Áminah ", "email": "siti@bekasi.example" });
        let made = make(&admin, members).await.expect(201);
        let user = made.json();
        let id = user["id"].as_str().unwrap();
        assert_eq!(made.header("location"), Some(&*format!("/api/v1/users/{id}")));
        assert_eq!(
            (&user["full_name"], &user["state"], &user["version"]),
            (&json!("Siti Áminah"), &json!("invited"), &json!(1))
        );
        let shown = admin.get::<GetUser>(&[id]).await.expect(200);
        assert_eq!((shown.json(), shown.etag()), (user.clone(), made.etag()));
        let change = body(json!({ "email": null }));
        let changed = admin.with("if-match", &made.etag()).send::<UpdateUser>(&[id], &change).await.expect(200);
        assert_eq!((&changed.json()["email"], &changed.json()["full_name"]), (&Value::Null, &json!("Siti Áminah")));
        let late = admin.with("if-match", &made.etag()).send::<UpdateUser>(&[id], &change).await.expect(412);
        assert_eq!(late.code(), "stale");
        assert_eq!(admin.send::<UpdateUser>(&[id], &change).await.expect(428).code(), "precondition_required");
    });
}

#[test]
fn no_answer_holds_anything_of_a_password() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let id = server.id_of("lurah").await;
        for answer in [admin.get::<GetUser>(&[&id]).await, admin.get::<ListUsers>(&[]).await] {
            let text = answer.expect(200).text;
            assert!(!text.contains("argon2") && !text.contains("password"), "{text}");
        }
    });
}

#[test]
fn the_list_is_searched_filtered_and_ordered() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        make(&admin, json!({ "username": "zul.k", "full_name": "Zülfikar  Akbar" })).await.expect(201);
        let names =
            async |query: &str| column(&admin.query::<ListUsers>(&[], query).await.expect(200).json(), "username");
        assert_eq!(names("q=zulfikar").await, ["zul.k"], "accents do not matter");
        assert_eq!(names("q=ZUL.K").await, ["zul.k"], "the user name is searched too");
        assert_eq!(names("q=akbar").await, ["zul.k"]);
        assert_eq!(names("q=ak").await, ["zul.k"], "two letters begin a word");
        assert!(names("q=kb").await.is_empty());
        for literal in ["q=%25", "q=_", "q=%25%25%25", "q=%5C%5C%5C"] {
            assert!(!names(literal).await.contains(&"zul.k".to_owned()), "{literal}");
        }
        assert_eq!(names("state=invited").await, ["zul.k"]);
        disable(&admin, &server.id_of("kader_2").await).await.expect(200);
        assert_eq!(names("state=disabled").await, ["kader_2"]);
        let page = admin.query::<ListUsers>(&[], "state=active&include=total&limit=2").await.expect(200).json();
        assert_eq!((&page["total"], page["items"].as_array().unwrap().len()), (&json!(13), 2));
        let mut sorted = names("sort=username").await;
        let backwards = names("sort=-username").await;
        sorted.reverse();
        assert_eq!(sorted, backwards);
        assert_eq!(names("sort=-created_at").await[0], "zul.k");
        assert_eq!(names("sort=full_name").await, names("").await);
        for query in ["state=gone", "sort=email", "sort=password_hash"] {
            assert_eq!(admin.query::<ListUsers>(&[], query).await.expect(400).code(), "malformed_request", "{query}");
        }
        for query in ["email=x", "password_hash=x", "username=lurah"] {
            assert_eq!(admin.query::<ListUsers>(&[], query).await.expect(400).code(), "unknown_parameter", "{query}");
        }
    });
}

#[test]
fn an_identifier_does_not_travel_in_the_address() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        for q in ["3275035211870001", "3275+0352+1187+0001", "siti+32750352", "3275.0352"] {
            let refused = admin.query::<ListUsers>(&[], &format!("q={q}")).await.expect(400);
            assert_eq!(refused.code(), "identifier_in_query", "{q}");
            // The request id is random and may hold any four digits.
            let mut problem = refused.json();
            problem["request_id"] = json!("");
            assert!(!problem.to_string().contains("3275"), "{problem}");
        }
    });
}

#[test]
fn a_user_name_is_taken_once_and_fixed() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let taken = make(&admin, json!({ "username": "lurah", "full_name": "Lain" })).await.expect(422);
        assert_eq!(taken.faults(), ["/username taken"]);
        let id = server.id_of("lurah").await;
        let tag = admin.get::<GetUser>(&[&id]).await.etag();
        let renamed = body(json!({ "username": "lurah.baru" }));
        let fixed = admin.with("if-match", &tag).send::<UpdateUser>(&[&id], &renamed).await.expect(422);
        assert_eq!(fixed.faults(), ["/username field_withheld"]);
        let same = body(json!({ "username": "lurah", "full_name": "Tri H." }));
        admin.with("if-match", &tag).send::<UpdateUser>(&[&id], &same).await.expect(200);
    });
}

#[test]
fn every_fault_of_a_draft_is_named() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let wrong =
            make(&admin, json!({ "username": "Siti A", "full_name": "a\nb", "email": "siti" })).await.expect(422);
        assert_eq!(wrong.faults(), ["/username malformed", "/full_name control_character", "/email malformed"]);
        let empty = make(&admin, json!({})).await.expect(422);
        assert_eq!(empty.faults(), ["/username required", "/full_name required"]);
    });
}

#[test]
fn members_that_are_not_the_callers_to_set_are_refused() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let id = server.id_of("lurah").await;
        let tag = admin.get::<GetUser>(&[&id]).await.etag();
        for (member, value) in [
            ("state", json!("active")),
            ("password_hash", json!("$argon2id$x")),
            ("password", json!("x")),
            ("version", json!(99)),
            ("created_at", json!("2020-01-01T00:00:00Z")),
            ("updated_at", json!("2020-01-01T00:00:00Z")),
            ("disabled_at", json!(null)),
            ("last_sign_in_at", json!(null)),
            ("full_name_folded", json!("x")),
            ("roles", json!([{ "role": "admin" }])),
        ] {
            let mut draft = json!({ "username": "penyusup", "full_name": "Penyusup" });
            draft[member] = value;
            let sent = Some(draft.to_string());
            let refused = admin.raw(Method::Post, CreateUser::PATH, sent.clone()).await.expect(422);
            assert_eq!(refused.faults(), [format!("/{member} unknown_member")]);
            let address = UpdateUser::address(&[&id]);
            let refused = admin.with("if-match", &tag).raw(Method::Put, &address, sent).await.expect(422);
            assert_eq!(refused.faults(), [format!("/{member} unknown_member")]);
        }
        assert!(column(&admin.query::<ListUsers>(&[], "q=penyusup").await.json(), "id").is_empty());
        assert_eq!(admin.get::<GetUser>(&[&id]).await.etag(), tag);
    });
}

#[test]
fn a_disabled_user_is_out_at_once() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let tokens = server.sign_in("lurah", PASSWORD).await.expect(200).json();
        let lurah = server.bearer(tokens["access_token"].as_str().unwrap());
        let id = lurah.get::<GetMe>(&[]).await.expect(200).json()["id"].as_str().unwrap().to_owned();
        let disabled = disable(&admin, &id).await.expect(200).json();
        assert_eq!(
            (&disabled["state"], &disabled["state_reason"]),
            (&json!("disabled"), &json!("Pindah ke kota lain"))
        );
        lurah.get::<GetMe>(&[]).await.expect(401);
        let renewing = body(json!({ "refresh_token": tokens["refresh_token"] }));
        server.stranger().send::<RefreshTokens>(&[], &renewing).await.expect(401);
        server.sign_in("lurah", PASSWORD).await.expect(401);
        assert_eq!(disable(&admin, &id).await.expect(409).code(), "wrong_state");
        enable(&admin, &id).await.expect(200);
        assert_eq!(enable(&admin, &id).await.expect(409).code(), "wrong_state");
        // Enabling brings no old session back.
        lurah.get::<GetMe>(&[]).await.expect(401);
        server.sign_in("lurah", PASSWORD).await.expect(200);
    });
}

#[test]
fn an_administrator_does_not_lock_herself_out() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let id = server.id_of("admin").await;
        assert_eq!(disable(&admin, &id).await.expect(409).code(), "wrong_state");
        admin.get::<GetMe>(&[]).await.expect(200);
    });
}

#[test]
fn the_history_names_each_step_and_no_password() {
    with_server(async |server: &Server| {
        let admin = server.as_user("admin").await;
        let id = server.invite(&admin, "baru").await;
        let code = server.code_for(&admin, &id).await;
        let tokens = server.sign_in("baru", &code).await.expect(200).json();
        let fresh = server.bearer(tokens["access_token"].as_str().unwrap());
        let change = body(json!({ "current_password": code, "new_password": "kuda laut menari di atap" }));
        fresh.send::<ChangeMyPassword>(&[], &change).await.expect(204);
        let tag = admin.get::<GetUser>(&[&id]).await.etag();
        let renamed = body(json!({ "full_name": "Nama Lain" }));
        admin.with("if-match", &tag).send::<UpdateUser>(&[&id], &renamed).await.expect(200);
        disable(&admin, &id).await.expect(200);
        enable(&admin, &id).await.expect(200);
        let history = admin.get::<ListUserHistory>(&[&id]).await.expect(200);
        assert!(!history.text.contains("argon2") && !history.text.contains("kuda laut"));
        let history = history.json();
        let steps = ["enable_user", "disable_user", "update_user", "issue_access_code", "create_user"];
        assert_eq!(column(&history, "operation"), steps);
        let rename = json!([{ "member": "full_name", "before": "Nama baru", "after": "Nama Lain" }]);
        assert_eq!(history["items"][2]["members"], rename);
        assert_eq!(column(&history, "actor_name"), ["Agus Setiawan"; 5]);
        let first = admin.query::<ListUserHistory>(&[&id], "limit=2").await.expect(200).json();
        let next = format!("limit=2&cursor={}", first["next_cursor"].as_str().unwrap());
        let second = admin.query::<ListUserHistory>(&[&id], &next).await.expect(200).json();
        assert_eq!(column(&second, "operation"), ["update_user", "issue_access_code"]);
        admin.get::<ListUserHistory>(&["019ab2c4-0000-7000-8000-000000000000"]).await.expect(404);
    });
}
