//! The edge: whatever is sent, the answer has the form, the headers and the
//! silence about the inside that every answer has.

use crate::support::{Answered, PASSWORD, with_server, with_settings};
use contract::draft::Reason;
use contract::endpoint::{Access, Endpoint, Method};
use contract::endpoints::{
    ALL, CreateUser, DisableUser, GetMe, GetRegion, GetUser, ListAuditEvents, ListCodes, ListUsers, SignIn,
};
use serde_json::json;

const JSON: &str = "application/json";
const NOBODY: &str = "019ab2c4-0000-7000-8000-000000000000";
const ALWAYS: &[&str] = &[
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "content-language",
    "x-request-id",
    "vary",
];

#[track_caller]
fn has_security_headers(what: &str, answer: &Answered) {
    for name in ALWAYS {
        assert!(answer.header(name).is_some_and(|value| !value.is_empty()), "{what}: no {name}");
    }
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{what}");
    let policies = answer.all("content-security-policy");
    assert_eq!(policies.len(), 1, "{what}");
    for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'"] {
        assert!(policies[0].contains(part), "{what}: {part} not in {policies:?}");
    }
    assert!(!policies[0].contains("unsafe-inline") && !policies[0].contains("'unsafe-eval'"), "{what}");
    assert!(answer.header("server").is_none() && answer.header("x-powered-by").is_none(), "{what}");
    assert!(answer.header("access-control-allow-origin").is_none(), "{what}");
}

/// A refusal in its full form.
#[track_caller]
fn is_problem(answer: &Answered, status: u16, code: &str) {
    assert_eq!(answer.status.as_u16(), status, "{answer:?}");
    assert_eq!(answer.code(), code);
    let problem = answer.json();
    assert_eq!((&problem["status"], &problem["type"]), (&json!(status), &json!(format!("/problems/{code}"))));
    assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()));
    assert_eq!(problem["request_id"].as_str(), answer.header("x-request-id"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    has_security_headers(code, answer);
}

#[test]
fn an_unknown_address_is_a_problem() {
    with_server(async |server| {
        let stranger = server.stranger();
        for path in [
            "/api/v1/nothing",
            "/api/v2/users",
            "/api/",
            "/api/v1/users/1/2/3",
            "/api/v1/users/",
            "/api/v1//users",
            "/api/v1/%2e%2e/users",
            "/health/none",
            "/.well-known/openid-configuration",
            "/docs/none.js",
            "/none.js",
            "/../../etc/passwd.txt",
            "/%00.txt",
        ] {
            let answer = stranger.ask("GET", path, None).await;
            is_problem(&answer, 404, "not_found");
        }
        is_problem(&stranger.ask("POST", "/elsewhere", None).await, 404, "not_found");
    });
}

#[test]
fn a_wrong_method_is_told_the_right_ones() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        for path in ALL.iter().map(|operation| operation.path) {
            let path = path.replace("{id}", NOBODY).replace("{code}", "32.75");
            // An address that is written out is no id, though an id could stand there.
            let written = ALL.iter().any(|other| other.path == path);
            let here = ALL.iter().filter(|other| if written { other.path == path } else { other.matches(&path) });
            let mut right: Vec<&str> = here.map(|other| other.method.as_str()).collect();
            right.sort_unstable();
            right.dedup();
            for method in ["PATCH", "DELETE", "PUT", "GET", "BREW"].into_iter().filter(|method| !right.contains(method))
            {
                let answer = admin.ask(method, &path, Some((JSON, b"{}".to_vec()))).await;
                is_problem(&answer, 405, "method_not_allowed");
                let mut allowed: Vec<&str> = answer.header("allow").expect("Allow").split(", ").collect();
                allowed.sort_unstable();
                assert_eq!(allowed, right, "{path}");
            }
        }
    });
}

#[test]
fn head_options_and_trace_are_no_failures() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        for path in ["/", "/docs/", "/health/live", "/api/v1/me", "/api/v1/users", "/api/v1/auth/sign-in", "/api/x"] {
            for method in ["HEAD", "OPTIONS", "TRACE"] {
                let answer = admin.ask(method, path, None).await;
                assert!(answer.status.as_u16() < 500, "{method} {path}: {answer:?}");
                has_security_headers(method, &answer);
                assert!(method != "TRACE" || answer.status.as_u16() >= 400, "{path} is traced");
                assert!(!answer.text.to_lowercase().contains("bearer"), "a header is echoed");
            }
        }
    });
}

#[test]
fn only_json_is_read() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let draft = json!({ "username": "baru", "full_name": "Baru" }).to_string().into_bytes();
        for content_type in
            ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", "x", ""]
        {
            let answer = admin.ask("POST", CreateUser::PATH, Some((content_type, draft.clone()))).await;
            is_problem(&answer, 415, "unsupported_media_type");
        }
        is_problem(&admin.ask("POST", CreateUser::PATH, None).await, 415, "unsupported_media_type");
        for content_type in ["application/json; charset=utf-8", "Application/JSON"] {
            admin.ask("POST", CreateUser::PATH, Some((content_type, b"{}".to_vec()))).await.expect(422);
        }
    });
}

#[test]
fn what_is_no_json_is_malformed() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let deep = |open: &str, close: &str| format!("{}{}", open.repeat(10_000), close.repeat(10_000));
        let texts = [
            String::new(),
            "{".to_owned(),
            "{} {}".to_owned(),
            r#"{"username":"#.to_owned(),
            r#"{"username":'x'}"#.to_owned(),
            r#"{"username":NaN}"#.to_owned(),
            r#"{"username":1e400}"#.to_owned(),
            r#"{"colour":"#.to_owned(),
            r#"{"username":"\ud800"}"#.to_owned(),
            deep("[", "]"),
            deep(r#"{"username":"#, "}"),
            format!(r#"{{"username":{}}}"#, deep("[", "]")),
            "[".repeat(10_000),
        ];
        for text in texts.map(String::into_bytes).into_iter().chain([b"{\"username\":\"\xff\"}".to_vec()]) {
            let answer = admin.ask("POST", CreateUser::PATH, Some((JSON, text.clone()))).await;
            assert_eq!(answer.status.as_u16(), 400, "{:.60}: {answer:?}", String::from_utf8_lossy(&text));
            is_problem(&answer, 400, "malformed_request");
        }
    });
}

#[test]
fn json_of_the_wrong_shape_is_named() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        for (text, fault) in [
            (r#"{"username":"baru","full_name":"a\u0000b"}"#, "/full_name control_character"),
            ("[]", " malformed"),
            ("null", " malformed"),
            ("\"x\"", " malformed"),
            (r#"[null, "penyusup", "Penyusup"]"#, " malformed"),
            (r#"{"username":1}"#, "/username malformed"),
            (r#"{"username":["a"]}"#, "/username malformed"),
            (r#"{"username":"abc","username":"abd"}"#, "/username malformed"),
            (r#"{"__proto__":{}}"#, "/__proto__ unknown_member"),
        ] {
            let answer = admin.ask("POST", CreateUser::PATH, Some((JSON, text.into()))).await;
            is_problem(&answer, 422, "invalid_fields");
            assert_eq!(answer.faults(), [fault], "{text}");
        }
        let none = admin.query::<ListUsers>(&[], "q=penyusup&include=total").await.expect(200).json();
        assert_eq!(none["total"], 0);
    });
}

#[test]
fn a_nul_is_no_text_on_either_database() {
    with_server(async |server| {
        let admin = server.as_user("admin").await.with("if-match", "*");
        let id = server.id_of("lurah").await;
        let reason = json!({ "reason": "Pindah\u{0}tugas" }).to_string().into_bytes();
        let answer = admin.ask("POST", &DisableUser::address(&[&id]), Some((JSON, reason))).await;
        is_problem(&answer, 422, "invalid_fields");
        assert_eq!(answer.faults(), ["/reason control_character"]);
        let spelt = json!({ "reason": "Tertulis \\u0000 dan bukan NUL" }).to_string().into_bytes();
        admin.ask("POST", &DisableUser::address(&[&id]), Some((JSON, spelt))).await.expect(200);
    });
}

#[test]
fn a_body_has_a_limit() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let padded = |size: usize| {
            let start = r#"{"username":"baru","full_name":""#;
            format!("{start}{}\"}}", "x".repeat(size - start.len() - 2)).into_bytes()
        };
        let fits = admin.ask("POST", CreateUser::PATH, Some((JSON, padded(1_048_576)))).await.expect(422);
        assert_eq!(fits.faults(), ["/full_name too_long"]);
        let answer = admin.ask("POST", CreateUser::PATH, Some((JSON, padded(1_048_577)))).await;
        is_problem(&answer, 413, "payload_too_large");
        let stranger = server.stranger().ask("POST", SignIn::PATH, Some((JSON, padded(1_048_577)))).await;
        is_problem(&stranger, 413, "payload_too_large");
    });
}

#[test]
fn parameters_follow_one_rule() {
    with_server(async |server| {
        let auditor = server.as_user("auditor").await;
        for query in [
            "limit=1&limit=2",
            "operation=a&operation=b",
            "limit=-1",
            "limit=1e9",
            "limit=1000000000",
            "limit=99999999999999999999999",
            "limit=",
            "limit=%31%00",
            "operation=%00",
            "operation=a%00b",
            "include=total&include=total",
        ] {
            let answer = auditor.query::<ListAuditEvents>(&[], query).await;
            is_problem(&answer, 400, "malformed_request");
        }
        for query in ["Operation=x", "operation[]=x", "$where=1", "operation%20=x", "=x", "x"] {
            let answer = auditor.query::<ListAuditEvents>(&[], query).await;
            is_problem(&answer, 400, "unknown_parameter");
        }
        for value in ["'", "'%20or%201=1--", "%27;drop%20table%20events;--", "%25", "%F0%9F%8C%BE", "%ff"] {
            let answer = auditor.query::<ListAuditEvents>(&[], &format!("operation={value}")).await;
            assert!(answer.status.as_u16() < 500, "{value}: {answer:?}");
        }
        let many: Vec<String> = (0..1000).map(|number| format!("x{number}=1")).collect();
        is_problem(&auditor.query::<ListAuditEvents>(&[], &many.join("&")).await, 400, "unknown_parameter");
    });
}

#[test]
fn every_answer_carries_the_security_headers() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let tagged = admin.get::<GetRegion>(&["32.75"]).await.expect(200);
        let same = admin.with("if-none-match", &tagged.etag()).get::<GetRegion>(&["32.75"]).await.expect(304);
        assert_eq!((same.header("etag"), same.text.as_str()), (tagged.header("etag"), ""));
        assert_eq!(same.header("cache-control"), Some("private, no-cache"));
        for (what, answer) in [
            ("200", tagged),
            ("304", same),
            ("401", server.stranger().get::<GetMe>(&[]).await.expect(401)),
            ("403", admin.get::<ListAuditEvents>(&[]).await.expect(403)),
            ("404", admin.get::<GetUser>(&[NOBODY]).await.expect(404)),
            ("405", admin.ask("PATCH", GetMe::PATH, None).await.expect(405)),
            ("live", admin.ask("GET", "/health/live", None).await.expect(200)),
            ("keys", admin.ask("GET", "/.well-known/jwks.json", None).await.expect(200)),
            ("contract", admin.ask("GET", "/api/openapi.json", None).await.expect(200)),
            ("docs", admin.ask("GET", "/docs/", None).await.expect(200)),
            ("script", admin.ask("GET", "/docs/swagger-ui-bundle.js", None).await.expect(200)),
            ("web", admin.ask("GET", "/", None).await),
        ] {
            has_security_headers(what, &answer);
            assert!(answer.header("strict-transport-security").is_none(), "without https");
        }
    });
}

#[test]
fn behind_https_browsers_are_told_to_stay_there() {
    with_settings(&[("P2WKSS_PUBLIC_URL", "https://p2wkss.example.go.id")], async |server| {
        for answer in
            [server.stranger().ask("GET", "/health/live", None).await, server.stranger().get::<GetMe>(&[]).await]
        {
            assert!(answer.header("strict-transport-security").is_some_and(|value| value.contains("max-age=31536000")));
        }
    });
}

#[test]
fn the_answer_speaks_the_callers_language() {
    with_server(async |server| {
        let stranger = server.stranger();
        for (asked, spoken) in
            [("en", "en"), ("id", "id"), ("en-GB,en;q=0.9", "en"), ("fr", "id"), ("id;q=0.5,en", "en"), ("", "id")]
        {
            let answer = stranger.with("accept-language", asked).get::<GetMe>(&[]).await.expect(401);
            assert_eq!(answer.header("content-language"), Some(spoken), "{asked}");
        }
        let title = async |asked: &str| {
            stranger.with("accept-language", asked).get::<GetMe>(&[]).await.json()["title"].to_string()
        };
        assert_ne!(title("id").await, title("en").await);
    });
}

#[test]
fn no_other_origin_is_let_in() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let own = server.base.clone();
        for origin in ["https://evil.example", "null", "https://p2wkss.example.go.id.evil.example", &own, "*"] {
            let from = admin.with("origin", origin);
            let preflight = from.with("access-control-request-method", "POST");
            for answer in [
                from.get::<GetMe>(&[]).await,
                from.ask("GET", "/api/openapi.json", None).await,
                from.ask("GET", "/docs/", None).await,
                server.stranger().with("origin", origin).get::<GetMe>(&[]).await,
                preflight.ask("OPTIONS", SignIn::PATH, None).await,
            ] {
                for name in ["origin", "credentials", "methods", "headers"] {
                    assert!(answer.header(&format!("access-control-allow-{name}")).is_none(), "{origin}");
                }
            }
        }
    });
}

#[test]
fn a_failure_says_nothing_of_the_inside() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        server.sql("alter table codes rename to codes_away").await.unwrap();
        let answer = admin.get::<ListCodes>(&[]).await;
        is_problem(&answer, 500, "internal");
        let text = answer.text.to_lowercase().replace("/api/v1/code-lists", "").replace("/problems/internal", "");
        for inside in ["codes", "select", "sql", "postgres", "no such", "relation", "/", ".rs", "panicked", "0.1.0"] {
            assert!(!text.contains(inside), "{inside} in {text}");
        }
        server.sql("alter table codes_away rename to codes").await.unwrap();
        admin.get::<ListCodes>(&[]).await.expect(200);
    });
}

/// An id that is there for nobody and one that cannot be an id are told alike,
/// whatever is asked of them.
#[test]
fn an_id_out_of_reach_and_no_id_are_answered_alike() {
    with_server(async |server| {
        let reason = serde_json::to_string(&Reason { reason: "Alasan yang cukup".to_owned() }).unwrap();
        let nouns = ["me", "users", "role-assignments", "agencies", "code-lists", "audit-events"];
        for operation in ALL.iter().filter(|one| nouns.contains(&one.tag) && one.path.contains("{id}")) {
            let caller = match operation.access {
                Access::May(contract::policy::Permission::ReadAuditTrail) => server.as_user("auditor").await,
                _ => server.as_user("admin").await,
            };
            let caller = caller.with("if-match", "\"1-x\"");
            let sent = match operation.method {
                Method::Put => Some("{}".to_owned()),
                _ => operation.has_body.then(|| reason.clone()),
            };
            let ask =
                async |id: &str| caller.raw(operation.method, &operation.path.replace("{id}", id), sent.clone()).await;
            let absent = ask(NOBODY).await;
            is_problem(&absent, 404, "not_found");
            for id in ["1", "x", "%27--", "019ab2c4-0000-7000-8000-00000000000", "%00", "null"] {
                assert_eq!(ask(id).await.anonymous(), absent.anonymous(), "{} {id}", operation.id);
            }
        }
    });
}

#[test]
fn tokens_are_kept_in_no_cache() {
    with_server(async |server| {
        let signed_in = server.sign_in("lurah", PASSWORD).await.expect(200);
        assert_eq!(signed_in.header("cache-control"), Some("no-store"));
        has_security_headers("sign-in", &signed_in);
    });
}
