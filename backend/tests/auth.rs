//! Signing in: what a failure tells, and how failures slow a guesser down
//! without locking the owner out.

use crate::support::{Answered, PASSWORD, Server, body, with_server, with_settings};
use contract::endpoints::{CreateUser, DisableUser, SignIn};
use futures::future::join_all;
use p2wkss::start;
use serde_json::json;

const WRONG: &str = "bukan kata sandi ini";
/// The tests' own address is believed to be a proxy.
const BEHIND_PROXY: &[(&str, &str)] = &[("P2WKSS_TRUSTED_PROXIES", "127.0.0.1")];

/// Signs in from an address, as a proxy would report it.
async fn from(server: &Server, address: &str, username: &str, password: &str) -> Answered {
    let draft = body(json!({ "username": username, "password": password }));
    server.stranger().with("x-forwarded-for", address).send::<SignIn>(&[], &draft).await
}

/// Signs in from an address with the token of an earlier sign-in.
async fn on_device(server: &Server, address: &str, username: &str, password: &str, device: &str) -> Answered {
    let draft = body(json!({ "username": username, "password": password, "device_token": device }));
    server.stranger().with("x-forwarded-for", address).send::<SignIn>(&[], &draft).await
}

async fn fail_times(server: &Server, username: &str, times: usize) {
    for _ in 0..times {
        let refused = server.sign_in(username, WRONG).await.expect(401);
        assert_eq!(refused.code(), "invalid_credentials");
    }
}

#[test]
fn a_failure_tells_nothing_about_the_account() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let disabled = server.id_of("kader_2").await;
        let reason = body(json!({ "reason": "Pindah tugas" }));
        admin.with("if-match", "*").send::<DisableUser>(&[&disabled], &reason).await.expect(200);
        server.invite(&admin, "baru").await;
        let unknown = server.sign_in("tidak.ada", WRONG).await.expect(401);
        assert_eq!(unknown.header("www-authenticate"), Some("Bearer"));
        for (username, password) in [("lurah", WRONG), ("baru", WRONG), ("kader_2", WRONG), ("kader_2", PASSWORD)] {
            let refused = server.sign_in(username, password).await.expect(401);
            assert_eq!(refused.anonymous(), unknown.anonymous(), "{username}");
            assert_eq!(refused.text.len(), unknown.text.len(), "{username}");
        }
    });
}

#[test]
fn five_failures_block_the_account_and_no_other() {
    with_server(async |server| {
        fail_times(server, "lurah", 5).await;
        for username in ["lurah", "LURAH", " lurah "] {
            let blocked = server.sign_in(username, PASSWORD).await.expect(429);
            assert_eq!(blocked.code(), "too_many_requests");
            let seconds: u32 = blocked.header("retry-after").expect("Retry-After").parse().unwrap();
            assert!((1..=61).contains(&seconds), "{seconds}");
        }
        server.sign_in("lurah_2", PASSWORD).await.expect(200);
        server.kernel.clock.advance(62);
        server.sign_in("lurah", PASSWORD).await.expect(200);
        // The success forgot the failures before it.
        fail_times(server, "lurah", 4).await;
        server.sign_in("lurah", PASSWORD).await.expect(200);
        // A block tells no more than a failure whether the account exists.
        fail_times(server, "tidak.ada", 5).await;
        server.sign_in("tidak.ada", WRONG).await.expect(429);
    });
}

#[test]
fn each_further_failure_doubles_the_wait() {
    with_server(async |server| {
        fail_times(server, "lurah", 5).await;
        for expected in [61, 121, 241] {
            let blocked = server.sign_in("lurah", PASSWORD).await.expect(429);
            let seconds: i64 = blocked.header("retry-after").unwrap().parse().unwrap();
            assert!((expected - 5..=expected).contains(&seconds), "{seconds} for {expected}");
            server.kernel.clock.advance(seconds);
            fail_times(server, "lurah", 1).await;
        }
    });
}

#[test]
fn success_is_not_throttled() {
    with_server(async |server| {
        for _ in 0..35 {
            server.sign_in("lurah", PASSWORD).await.expect(200);
        }
    });
}

#[test]
fn strangers_do_not_lock_out_a_device_the_owner_has_used() {
    with_settings(BEHIND_PROXY, async |server| {
        let (home, abroad) = ("198.51.100.7", "203.0.113.5");
        let tokens = from(server, home, "lurah", PASSWORD).await.expect(200).json();
        let device = tokens["device_token"].as_str().unwrap();
        let other = from(server, home, "coordinator", PASSWORD).await.expect(200).json();
        for _ in 0..5 {
            from(server, abroad, "lurah", WRONG).await.expect(401);
        }
        from(server, abroad, "lurah", PASSWORD).await.expect(429);
        from(server, home, "lurah", PASSWORD).await.expect(429);
        on_device(server, home, "lurah", PASSWORD, device).await.expect(200);
        let foreign = other["device_token"].as_str().unwrap();
        on_device(server, home, "lurah", PASSWORD, foreign).await.expect(429);
        on_device(server, home, "lurah", PASSWORD, "invented").await.expect(429);
        // Whoever holds the device is counted as well.
        for _ in 0..5 {
            on_device(server, home, "lurah", WRONG, device).await.expect(401);
        }
        on_device(server, home, "lurah", PASSWORD, device).await.expect(429);
    });
}

#[test]
fn a_browser_is_known_by_its_device_cookie() {
    with_settings(BEHIND_PROXY, async |server| {
        let draft = body(json!({ "username": "lurah", "password": PASSWORD, "refresh_in": "cookie" }));
        let home = server.stranger().with("x-forwarded-for", "198.51.100.7");
        let admitted = home.send::<SignIn>(&[], &draft).await.expect(200);
        let cookies = admitted.all("set-cookie");
        let device = cookies.iter().find(|cookie| cookie.starts_with("__Host-device=")).unwrap();
        let device = device.split(';').next().unwrap();
        for _ in 0..5 {
            from(server, "203.0.113.5", "lurah", WRONG).await.expect(401);
        }
        home.send::<SignIn>(&[], &draft).await.expect(429);
        home.with("cookie", device).send::<SignIn>(&[], &draft).await.expect(200);
    });
}

#[test]
fn an_address_has_a_count_of_its_own() {
    with_settings(BEHIND_PROXY, async |server| {
        for (address, neighbour, elsewhere) in [
            ("203.0.113.5", "203.0.113.5", "203.0.113.6"),
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"),
            // The same client, as a socket for both families names it.
            ("::ffff:192.0.2.1", "192.0.2.1", "::ffff:192.0.2.2"),
        ] {
            for number in 0..30 {
                from(server, address, &format!("orang{number}.{}", address.len()), WRONG).await.expect(401);
            }
            let blocked = from(server, neighbour, "lurah", PASSWORD).await.expect(429);
            assert!(blocked.header("retry-after").is_some());
            from(server, elsewhere, "lurah", PASSWORD).await.expect(200);
        }
    });
}

#[test]
fn a_forwarded_address_is_believed_only_behind_a_trusted_proxy() {
    with_server(async |server| {
        for number in 0..30 {
            from(server, &format!("203.0.113.{number}"), &format!("orang{number}"), WRONG).await.expect(401);
        }
        from(server, "203.0.113.99", "lurah", PASSWORD).await.expect(429);
        let seen = server.number("select count(distinct address) from events where operation = 'sign_in'").await;
        assert_eq!(seen, 1);
    });
}

#[test]
fn a_client_cannot_name_another_address_through_the_proxy() {
    with_settings(BEHIND_PROXY, async |server| {
        let stranger = server.stranger();
        for number in 0..30 {
            let draft = body(json!({ "username": format!("orang{number}"), "password": WRONG }));
            // The client wrote all but the last address of its own line.
            let caller = stranger.with("x-forwarded-for", &format!("10.9.8.{number}, 203.0.113.5"));
            caller.send::<SignIn>(&[], &draft).await.expect(401);
        }
        let right = body(json!({ "username": "lurah", "password": PASSWORD }));
        stranger.with("x-forwarded-for", "10.9.8.77, 203.0.113.5").send::<SignIn>(&[], &right).await.expect(429);
        // A proxy may add a line of its own after the client's.
        let two_lines = stranger.with("x-forwarded-for", "10.9.8.78").also("x-forwarded-for", "203.0.113.5");
        two_lines.send::<SignIn>(&[], &right).await.expect(429);
    });
}

#[test]
fn a_header_the_proxy_passes_on_unread_gives_no_new_address() {
    with_settings(BEHIND_PROXY, async |server| {
        for number in 0..30 {
            let draft = body(json!({ "username": format!("orang{number}"), "password": WRONG }));
            let caller = server.stranger().with("x-forwarded-for", "203.0.113.5");
            caller.with("forwarded", &format!("for=10.9.8.{number}")).send::<SignIn>(&[], &draft).await.expect(401);
        }
        let right = body(json!({ "username": "lurah", "password": PASSWORD }));
        let caller = server.stranger().with("x-forwarded-for", "203.0.113.5");
        caller.with("forwarded", "for=10.9.8.77").send::<SignIn>(&[], &right).await.expect(429);
        // Where both agree, they are believed.
        let caller = server.stranger().with("x-forwarded-for", "203.0.113.6");
        caller.with("forwarded", "for=203.0.113.6").send::<SignIn>(&[], &right).await.expect(200);
    });
}

#[test]
fn the_count_survives_a_restart() {
    with_server(async |server| {
        fail_times(server, "lurah", 5).await;
        let kernel = start::attach(server.kernel.config.clone()).await.unwrap();
        let folder = std::env::temp_dir().join(format!("p2wkss-{}", uuid::Uuid::now_v7().simple()));
        let second = Server::serve(kernel, folder);
        second.sign_in("lurah", PASSWORD).await.expect(429);
        second.sign_in("lurah_2", PASSWORD).await.expect(200);
        second.stop().await;
    });
}

#[test]
fn guesses_sent_at_once_get_few_real_checks() {
    with_server(async |server| {
        let guesses = join_all((0..40).map(|_| server.sign_in("lurah", WRONG))).await;
        let checked = guesses.iter().filter(|guess| guess.status == 401).count();
        let blocked = guesses.iter().filter(|guess| guess.status == 429).count();
        assert_eq!(checked + blocked, 40);
        assert!((5..=10).contains(&checked), "{checked}");
    });
}

#[test]
fn a_sign_in_of_the_wrong_shape_is_named() {
    with_server(async |server| {
        for (draft, fault) in [
            (json!({}), "/username required"),
            (json!({ "username": "lurah" }), "/password required"),
            (json!({ "username": "lurah", "password": "" }), "/password required"),
            (json!({ "username": "x".repeat(201), "password": "x" }), "/username too_long"),
            (json!({ "username": "lurah", "password": "x", "role": "admin" }), "/role unknown_member"),
            (json!({ "username": "lurah", "password": "x", "refresh_in": "url" }), "/refresh_in malformed"),
        ] {
            let sent = Some(("application/json", draft.to_string().into_bytes()));
            let refused = server.stranger().ask("POST", "/api/v1/auth/sign-in", sent).await.expect(422);
            assert_eq!(refused.faults(), [fault]);
        }
    });
}

#[test]
fn an_account_without_a_password_opens_to_nothing() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let draft = body(json!({ "username": "kosong", "full_name": "Tanpa Sandi" }));
        admin.send::<CreateUser>(&[], &draft).await.expect(201);
        for password in ["nobody", " ", "null", "kosong"] {
            server.sign_in("kosong", password).await.expect(401);
        }
    });
}
