//! My account: what I am told of myself, my devices, my password.

use crate::support::{Answered, Caller, PASSWORD, Server, body, column, with_server};
use contract::endpoints::{
    ChangeMyPassword, CreateUser, EndMySession, GetMe, ListMySessions, ListRegions, RefreshTokens,
};
use serde_json::json;

const NEW: &str = "kuda laut menari di atap";
const NOBODY: &str = "019ab2c4-0000-7000-8000-000000000000";

async fn change(caller: &Caller, from: &str, to: &str) -> Answered {
    caller.send::<ChangeMyPassword>(&[], &body(json!({ "current_password": from, "new_password": to }))).await
}

/// A password of so many characters that no list holds.
fn long(length: usize) -> String {
    "sawah水田 ñandú жизнь 🌾 Qz7!".chars().cycle().take(length).collect()
}

async fn caller_again(server: &Server, password: &str) -> Caller {
    let tokens = server.sign_in("lurah", password).await.expect(200).json();
    server.bearer(tokens["access_token"].as_str().unwrap())
}

#[test]
fn everyone_learns_her_roles_and_what_they_allow() {
    with_server(async |server| {
        for (username, role, least) in [
            ("admin", "admin", 15),
            ("coordinator", "coordinator", 15),
            ("district_officer", "district_officer", 15),
            ("privacy_officer", "privacy_officer", 15),
            ("agency_officer", "agency_officer", 15),
            ("planner", "planner", 12),
            ("kelurahan_officer", "kelurahan_officer", 12),
            ("lurah", "lurah", 12),
            ("kader", "kader", 12),
        ] {
            let me = server.as_user(username).await.get::<GetMe>(&[]).await.expect(200);
            assert_eq!(me.header("cache-control"), Some("no-store"));
            let me = me.json();
            assert_eq!((&me["username"], &me["min_password_length"]), (&json!(username), &json!(least)));
            assert_eq!(me["roles"][0]["role"], role);
        }
        let kader = server.as_user("kader").await.get::<GetMe>(&[]).await.json();
        let place = json!({
            "role": "kader", "kind": "definitive", "region_code": "32.75.03.1004", "region_name": "Teluk Pucung",
            "rw": "011", "agency_id": null, "agency_name": null,
        });
        assert_eq!(kader["roles"], json!([place]));
        assert!(kader["permissions"].as_array().unwrap().contains(&json!("register_beneficiaries")));
        assert!(!kader["permissions"].as_array().unwrap().contains(&json!("manage_users")));
        let acting = server.as_user("lurah_2").await.get::<GetMe>(&[]).await.json();
        assert_eq!(acting["roles"][0]["kind"], "acting");
    });
}

#[test]
fn a_password_has_the_length_the_role_needs() {
    with_server(async |server| {
        for (username, least) in [("lurah", 12), ("coordinator", 15)] {
            let caller = server.as_user(username).await;
            let short = change(&caller, PASSWORD, &long(least - 1)).await.expect(422);
            assert_eq!(short.faults(), ["/new_password too_short"], "{username}");
            assert_eq!(short.json()["errors"][0]["params"]["min"], least.to_string());
            change(&caller, PASSWORD, &long(least)).await.expect(204);
            server.sign_in(username, &long(least)).await.expect(200);
        }
    });
}

#[test]
fn a_password_may_be_long_and_is_taken_to_its_last_letter() {
    with_server(async |server| {
        let caller = server.as_user("lurah").await;
        let too_long = change(&caller, PASSWORD, &long(129)).await.expect(422);
        assert_eq!(too_long.faults(), ["/new_password too_long"]);
        let longest = long(128);
        change(&caller, PASSWORD, &longest).await.expect(204);
        server.sign_in("lurah", &longest).await.expect(200);
        let cut = long(127);
        let mut last_differs = cut.clone();
        last_differs.push('!');
        for wrong in [&cut, &last_differs, &format!("{longest} "), &longest.to_uppercase()] {
            server.sign_in("lurah", wrong).await.expect(401);
        }
        server.kernel.clock.advance(16 * 60);
        let caller = caller_again(server, &longest).await;
        // Spaces at the ends are letters of the password like all others.
        change(&caller, &longest, "  kuda laut menari  ").await.expect(204);
        server.sign_in("lurah", "kuda laut menari").await.expect(401);
        server.sign_in("lurah", "  kuda laut menari  ").await.expect(200);
    });
}

#[test]
fn guessed_first_passwords_and_own_names_are_refused() {
    with_server(async |server| {
        let caller = server.as_user("kelurahan_officer").await;
        for weak in [
            "password12345",
            "Password123456!",
            "qwertyuiop[]12",
            "123456789012345",
            "aaaaaaaaaaaaaaaa",
            "kelurahan_officer",
            "rinawulandari2026",
            "bekasi2026bekasi",
            "P2WKSSbekasi2026",
            "iloveyouiloveyou",
        ] {
            let refused = change(&caller, PASSWORD, weak).await;
            assert_eq!(refused.status, 422, "{weak}");
            assert_eq!(refused.faults(), ["/new_password password_too_common"], "{weak}");
        }
        server.sign_in("kelurahan_officer", PASSWORD).await.expect(200);
    });
}

#[test]
fn a_change_needs_the_present_password_and_a_new_one() {
    with_server(async |server| {
        let caller = server.as_user("lurah").await;
        let wrong = change(&caller, "bukan kata sandi ini", NEW).await.expect(422);
        assert_eq!(wrong.faults(), ["/current_password wrong_password"]);
        let same = change(&caller, PASSWORD, PASSWORD).await.expect(422);
        assert_eq!(same.faults(), ["/new_password password_unchanged"]);
        assert_eq!(change(&caller, "", NEW).await.expect(422).faults(), ["/current_password required"]);
        server.sign_in("lurah", PASSWORD).await.expect(200);
    });
}

#[test]
fn a_stolen_session_is_no_place_to_guess_the_password() {
    with_server(async |server| {
        let (thief, owner) = (server.as_user("lurah").await, server.as_user("lurah").await);
        for _ in 0..5 {
            change(&thief, "bukan kata sandi ini", NEW).await.expect(422);
        }
        let blocked = change(&thief, PASSWORD, NEW).await.expect(429);
        assert!(blocked.header("retry-after").is_some());
        let tried = server.number("select count(*) from events where operation = 'change_my_password'").await;
        assert_eq!(tried, 5, "each failure is recorded");
        server.sign_in("lurah", PASSWORD).await.expect(200);
        change(&owner, PASSWORD, NEW).await.expect(204);
        thief.get::<GetMe>(&[]).await.expect(401);
    });
}

#[test]
fn a_change_ends_every_other_session_at_once() {
    with_server(async |server| {
        let other = server.sign_in("lurah", PASSWORD).await.expect(200).json();
        let elsewhere = server.bearer(other["access_token"].as_str().unwrap());
        elsewhere.get::<GetMe>(&[]).await.expect(200);
        let bystander = server.as_user("lurah_2").await;
        let caller = server.as_user("lurah").await;
        change(&caller, PASSWORD, NEW).await.expect(204);
        elsewhere.get::<GetMe>(&[]).await.expect(401);
        let renewing = body(json!({ "refresh_token": other["refresh_token"] }));
        server.stranger().send::<RefreshTokens>(&[], &renewing).await.expect(401);
        caller.get::<GetMe>(&[]).await.expect(200);
        bystander.get::<GetMe>(&[]).await.expect(200);
        server.sign_in("lurah", PASSWORD).await.expect(401);
        server.sign_in("lurah", NEW).await.expect(200);
    });
}

#[test]
fn a_password_is_kept_as_a_salted_argon2id_hash() {
    with_server(async |server| {
        for username in ["lurah", "lurah_2"] {
            change(&server.as_user(username).await, PASSWORD, NEW).await.expect(204);
        }
        let kept = "select count(distinct password_hash) from users where username like 'lurah%' \
                    and password_hash like '$argon2id$v=19$m=19456,t=2,p=1$%'";
        assert_eq!(server.number(kept).await, 2);
    });
}

#[test]
fn i_see_and_end_my_own_sessions() {
    with_server(async |server| {
        let named = server.stranger().with("user-agent", &format!("Telepon Tri {}", "x".repeat(300)));
        let draft = body(json!({ "username": "lurah", "password": PASSWORD }));
        let phone = named.send::<contract::endpoints::SignIn>(&[], &draft).await.expect(200).json();
        let phone = server.bearer(phone["access_token"].as_str().unwrap());
        phone.get::<GetMe>(&[]).await.expect(200);
        server.as_user("lurah_2").await;
        let caller = server.as_user("lurah").await;
        let page = caller.query::<ListMySessions>(&[], "include=total").await.expect(200).json();
        assert_eq!(page["total"], 2);
        assert_eq!(column(&page, "current"), ["true", "false"], "the latest first");
        assert_eq!(column(&page, "address"), ["127.0.0.1", "127.0.0.1"]);
        let device = page["items"][1]["device"].as_str().unwrap();
        assert!(device.starts_with("Telepon Tri") && device.chars().count() == 200, "{device}");
        let other = page["items"][1]["id"].as_str().unwrap();
        caller.get::<EndMySession>(&[other]).await.expect(204);
        phone.get::<GetMe>(&[]).await.expect(401);
        caller.get::<EndMySession>(&[other]).await.expect(404);
        let own = page["items"][0]["id"].as_str().unwrap();
        caller.get::<EndMySession>(&[own]).await.expect(204);
        caller.get::<GetMe>(&[]).await.expect(401);
    });
}

#[test]
fn a_session_of_another_does_not_exist_for_me() {
    with_server(async |server| {
        let (lurah, admin) = (server.as_user("lurah").await, server.as_user("admin").await);
        let theirs = lurah.get::<ListMySessions>(&[]).await.expect(200).json()["items"][0]["id"].clone();
        let there = admin.get::<EndMySession>(&[theirs.as_str().unwrap()]).await.expect(404);
        for absent in [NOBODY, "1", "x'--"] {
            let not_there = admin.get::<EndMySession>(&[absent]).await.expect(404);
            assert_eq!(there.anonymous(), not_there.anonymous(), "{absent}");
        }
        lurah.get::<GetMe>(&[]).await.expect(200);
    });
}

#[test]
fn a_session_that_ended_unused_is_not_listed() {
    with_server(async |server| {
        let browser = body(json!({ "username": "lurah", "password": PASSWORD, "refresh_in": "cookie" }));
        server.stranger().send::<contract::endpoints::SignIn>(&[], &browser).await.expect(200);
        server.kernel.clock.advance(12 * 3600 + 1);
        let caller = server.as_user("lurah").await;
        let page = caller.query::<ListMySessions>(&[], "include=total").await.expect(200).json();
        assert_eq!(page["total"], 1);
    });
}

/// A user without any role can sign in and see what everyone may see.
#[test]
fn without_a_role_there_are_no_permissions() {
    with_server(async |server: &Server| {
        let admin = server.as_user("admin").await;
        let id = server.invite(&admin, "baru").await;
        let code = server.code_for(&admin, &id).await;
        let tokens = server.sign_in("baru", &code).await.expect(200).json();
        let caller = server.bearer(tokens["access_token"].as_str().unwrap());
        change(&caller, &code, NEW).await.expect(204);
        let me = caller.get::<GetMe>(&[]).await.expect(200).json();
        assert_eq!((&me["roles"], &me["permissions"]), (&json!([]), &json!([])));
        caller.get::<ListRegions>(&[]).await.expect(200);
        let draft = body(json!({ "username": "lain", "full_name": "Lain" }));
        assert_eq!(caller.send::<CreateUser>(&[], &draft).await.expect(403).code(), "forbidden");
    });
}
