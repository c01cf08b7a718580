//! Access tokens and refresh tokens: what is accepted, and when they end.

use crate::support::{Answered, Caller, PASSWORD, Server, body, with_server};
use contract::endpoint::Endpoint;
use contract::endpoints::{GetMe, RefreshTokens, SignIn, SignOut};
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey;
use futures::future::join_all;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use p2wkss::kernel::crypto::{base64url, from_base64url};
use serde_json::{Value, json};

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

async fn tokens(server: &Server, username: &str) -> Value {
    server.sign_in(username, PASSWORD).await.expect(200).json()
}

fn text(tokens: &Value, member: &str) -> String {
    tokens[member].as_str().unwrap_or_else(|| panic!("no {member}")).to_owned()
}

async fn refresh(server: &Server, token: &str) -> Answered {
    server.stranger().send::<RefreshTokens>(&[], &body(json!({ "refresh_token": token }))).await
}

async fn me(server: &Server, token: &str) -> Answered {
    server.bearer(token).get::<GetMe>(&[]).await
}

/// A token signed with the server's own key.
fn signed(server: &Server, header: &Header, claims: &Value) -> String {
    let key = SigningKey::from_bytes(server.kernel.keys.signing_seed());
    let der = key.to_pkcs8_der().unwrap();
    jsonwebtoken::encode(header, claims, &EncodingKey::from_ed_der(der.as_bytes())).unwrap()
}

fn claims_of(token: &str) -> Value {
    serde_json::from_slice(&from_base64url(token.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

fn own_header(server: &Server) -> Header {
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(server.kernel.keys.id().to_owned());
    header.typ = Some("at+jwt".to_owned());
    header
}

#[test]
fn an_access_token_ends_after_fifteen_minutes() {
    with_server(async |server| {
        let tokens = tokens(server, "lurah").await;
        assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("Bearer"), &json!(900)));
        let access = text(&tokens, "access_token");
        server.kernel.clock.advance(890);
        me(server, &access).await.expect(200);
        server.kernel.clock.advance(20);
        assert_eq!(me(server, &access).await.expect(401).code(), "unauthenticated");
        let renewed = refresh(server, &text(&tokens, "refresh_token")).await.expect(200).json();
        me(server, &text(&renewed, "access_token")).await.expect(200);
    });
}

#[test]
fn forged_and_altered_tokens_are_refused() {
    with_server(async |server| {
        let access = text(&tokens(server, "lurah").await, "access_token");
        let parts: Vec<&str> = access.split('.').collect();
        let mut claims = claims_of(&access);
        claims["sub"] = json!(server.id_of("coordinator").await);
        let other_user = base64url(claims.to_string().as_bytes());
        let header = |text: &str| base64url(text.as_bytes());
        let none = header(r#"{"alg":"none","typ":"at+jwt"}"#);
        let loud = header(r#"{"alg":"NONE","typ":"at+jwt"}"#);
        let mut signature = from_base64url(parts[2]).unwrap();
        signature[0] ^= 1;
        for forged in [
            format!("{}.{other_user}.{}", parts[0], parts[2]),
            format!("{}.{}.{}", parts[0], parts[1], base64url(&signature)),
            format!("{}.{}.", parts[0], parts[1]),
            format!("{}.{}", parts[0], parts[1]),
            format!("{none}.{}.", parts[1]),
            format!("{loud}.{}.", parts[1]),
            format!("{none}.{}.{}", parts[1], parts[2]),
            format!("{access}.{}", parts[2]),
            "..".to_owned(),
            "null".to_owned(),
        ] {
            assert_eq!(me(server, &forged).await.expect(401).code(), "unauthenticated", "{forged}");
        }
        for scheme in ["Basic bHVyYWg6eA==", &access, "Bearer", "Bearer  ", &format!("Token {access}")] {
            server.stranger().with("authorization", scheme).get::<GetMe>(&[]).await.expect(401);
        }
    });
}

#[test]
fn a_key_named_or_chosen_by_the_client_is_not_used() {
    with_server(async |server| {
        let access = text(&tokens(server, "lurah").await, "access_token");
        let claims = claims_of(&access);
        let public = SigningKey::from_bytes(server.kernel.keys.signing_seed()).verifying_key().to_bytes();
        let mut symmetric = own_header(server);
        symmetric.alg = Algorithm::HS256;
        let confused = jsonwebtoken::encode(&symmetric, &claims, &EncodingKey::from_secret(&public)).unwrap();
        me(server, &confused).await.expect(401);
        let foreign = SigningKey::from_bytes(&[7; 32]);
        let der = foreign.to_pkcs8_der().unwrap();
        let mut header = own_header(server);
        header.jku = Some(format!("{}/keys.json", server.base));
        header.jwk = serde_json::from_value(json!({
            "kty": "OKP", "crv": "Ed25519", "x": base64url(foreign.verifying_key().as_bytes()),
        }))
        .ok();
        let own_key = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ed_der(der.as_bytes())).unwrap();
        me(server, &own_key).await.expect(401);
    });
}

#[test]
fn every_claim_is_checked() {
    with_server(async |server| {
        let access = text(&tokens(server, "lurah").await, "access_token");
        let claims = claims_of(&access);
        me(server, &signed(server, &own_header(server), &claims)).await.expect(200);
        for member in ["iss", "aud", "sub", "sid", "nbf", "exp"] {
            let mut without = claims.clone();
            without.as_object_mut().unwrap().remove(member);
            me(server, &signed(server, &own_header(server), &without)).await.expect(401);
        }
        let now = server.kernel.clock.now().seconds();
        let coordinator = server.id_of("coordinator").await;
        for (member, value) in [
            ("iss", json!("elsewhere")),
            ("aud", json!("another-api")),
            ("exp", json!(now - 10)),
            ("nbf", json!(now + 60)),
            ("sub", json!(coordinator)),
            ("sid", json!("019ab2c4-0000-7000-8000-000000000000")),
        ] {
            let mut wrong = claims.clone();
            wrong[member] = value;
            server.kernel.identities.forget();
            me(server, &signed(server, &own_header(server), &wrong)).await.expect(401);
        }
        for (typ, kid) in [(Some("JWT"), None), (None, None), (Some("at+jwt"), Some("../../etc/passwd"))] {
            let mut header = own_header(server);
            header.typ = typ.map(str::to_owned);
            header.kid = kid.map(str::to_owned).or(header.kid);
            me(server, &signed(server, &header, &claims)).await.expect(401);
        }
    });
}

#[test]
fn each_token_has_one_use_only() {
    with_server(async |server| {
        let tokens = tokens(server, "lurah").await;
        let (access, device) = (text(&tokens, "access_token"), text(&tokens, "device_token"));
        let renewing = text(&tokens, "refresh_token");
        for wrong in [&renewing, &device] {
            me(server, wrong).await.expect(401);
        }
        for wrong in [&access, &device, "", "x"] {
            assert_eq!(refresh(server, wrong).await.expect(401).code(), "unauthenticated");
        }
        server.stranger().send::<RefreshTokens>(&[], &body(json!({}))).await.expect(401);
        refresh(server, &renewing).await.expect(200);
    });
}

#[test]
fn the_published_key_verifies_a_token() {
    with_server(async |server| {
        let access = text(&tokens(server, "lurah").await, "access_token");
        let keys = server.stranger().ask("GET", "/.well-known/jwks.json", None).await.expect(200).json();
        let key = &keys["keys"][0];
        assert_eq!(keys["keys"].as_array().unwrap().len(), 1);
        assert!(key.get("d").is_none(), "the private part is published");
        let header = jsonwebtoken::decode_header(&access).unwrap();
        assert_eq!((header.kid.as_deref(), key["alg"].as_str()), (key["kid"].as_str(), Some("EdDSA")));
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_audience(&["p2wkss-api"]);
        let public = DecodingKey::from_ed_components(key["x"].as_str().unwrap()).unwrap();
        let read = jsonwebtoken::decode::<Value>(&access, &public, &rules).unwrap();
        assert_eq!(read.claims["sub"], json!(server.id_of("lurah").await));
    });
}

#[test]
fn a_used_refresh_token_that_comes_back_ends_the_family() {
    with_server(async |server| {
        let first = tokens(server, "lurah").await;
        let second = refresh(server, &text(&first, "refresh_token")).await.expect(200).json();
        me(server, &text(&second, "access_token")).await.expect(200);
        server.kernel.clock.advance(11);
        refresh(server, &text(&first, "refresh_token")).await.expect(401);
        for access in [&first, &second] {
            me(server, &text(access, "access_token")).await.expect(401);
        }
        refresh(server, &text(&second, "refresh_token")).await.expect(401);
        let told = server.number("select count(*) from events where reason = 'reused_refresh_token'").await;
        assert_eq!(told, 1);
        // Her other devices go on.
        tokens(server, "lurah").await;
    });
}

#[test]
fn two_refreshes_of_one_token_within_ten_seconds_both_work() {
    with_server(async |server| {
        let first = tokens(server, "lurah").await;
        let renewing = text(&first, "refresh_token");
        let same_time = join_all((0..5).map(|_| refresh(server, &renewing))).await;
        server.kernel.clock.advance(9);
        let late = refresh(server, &renewing).await;
        for renewed in same_time.into_iter().chain([late]) {
            let renewed = renewed.expect(200).json();
            me(server, &text(&renewed, "access_token")).await.expect(200);
            refresh(server, &text(&renewed, "refresh_token")).await.expect(200);
        }
    });
}

/// The value of a cookie that was set, with its attributes.
fn set_cookie(answer: &Answered, name: &str) -> (String, Vec<String>) {
    let start = format!("{name}=");
    let cookie = answer.all("set-cookie").into_iter().find_map(|one| one.strip_prefix(&start));
    let mut parts = cookie.unwrap_or_else(|| panic!("no {name}")).split("; ").map(str::to_owned);
    (parts.next().unwrap(), parts.collect())
}

async fn in_cookie(server: &Server) -> Answered {
    let draft = body(json!({ "username": "lurah", "password": PASSWORD, "refresh_in": "cookie" }));
    server.stranger().send::<SignIn>(&[], &draft).await.expect(200)
}

fn holding(server: &Server, token: &str) -> Caller {
    server.stranger().with("cookie", &format!("__Host-refresh={token}"))
}

#[test]
fn a_browser_keeps_its_refresh_token_where_no_script_reads_it() {
    with_server(async |server| {
        let signed_in = in_cookie(server).await;
        for name in ["__Host-refresh", "__Host-device"] {
            let (value, attributes) = set_cookie(&signed_in, name);
            for attribute in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
                assert!(attributes.iter().any(|one| one == attribute), "{name} without {attribute}");
            }
            assert!(!attributes.iter().any(|one| one.starts_with("Domain")), "{name} for a domain");
            assert!(!signed_in.text.contains(&value), "{name} in the body");
        }
        assert!(signed_in.json().get("refresh_token").is_none());
        assert!(signed_in.json().get("device_token").is_none());
        let (token, _) = set_cookie(&signed_in, "__Host-refresh");
        let renewed = holding(server, &token).send::<RefreshTokens>(&[], &body(json!({}))).await.expect(200);
        assert!(renewed.json().get("refresh_token").is_none());
        let (next, _) = set_cookie(&renewed, "__Host-refresh");
        assert!(next != token && !renewed.text.contains(&next));
    });
}

#[test]
fn the_cookie_serves_no_other_site() {
    with_server(async |server| {
        let (token, _) = set_cookie(&in_cookie(server).await, "__Host-refresh");
        let holder = holding(server, &token);
        for site in ["cross-site", "same-site", "nonsense"] {
            let refused = holder.with("sec-fetch-site", site).send::<RefreshTokens>(&[], &body(json!({}))).await;
            assert_eq!(refused.expect(401).code(), "unauthenticated", "{site}");
            holder.with("sec-fetch-site", site).send::<SignOut>(&[], &body(json!({}))).await.expect(204);
        }
        let form = Some(("application/x-www-form-urlencoded", b"refresh_token=x".to_vec()));
        holder.ask("POST", RefreshTokens::PATH, form).await.expect(415);
        for site in ["same-origin", "none"] {
            holder.with("sec-fetch-site", site).send::<RefreshTokens>(&[], &body(json!({}))).await.expect(200);
        }
    });
}

#[test]
fn signing_out_ends_access_at_once() {
    with_server(async |server| {
        let (first, second) = (tokens(server, "lurah").await, tokens(server, "lurah").await);
        me(server, &text(&first, "access_token")).await.expect(200);
        let token = text(&first, "refresh_token");
        let out = server.stranger().send::<SignOut>(&[], &body(json!({ "refresh_token": token }))).await.expect(204);
        assert!(out.text.is_empty());
        me(server, &text(&first, "access_token")).await.expect(401);
        refresh(server, &token).await.expect(401);
        me(server, &text(&second, "access_token")).await.expect(200);
        // Again, or with nothing at all, is no error; nobody learns whether the token was good.
        for sent in [json!({ "refresh_token": token }), json!({ "refresh_token": "x" }), json!({})] {
            server.stranger().send::<SignOut>(&[], &body(sent)).await.expect(204);
        }
    });
}

#[test]
fn signing_out_of_a_browser_takes_the_cookie_away() {
    with_server(async |server| {
        let signed_in = in_cookie(server).await;
        let (token, _) = set_cookie(&signed_in, "__Host-refresh");
        let access = text(&signed_in.json(), "access_token");
        me(server, &access).await.expect(200);
        let out = holding(server, &token).send::<SignOut>(&[], &body(json!({}))).await.expect(204);
        let (value, attributes) = set_cookie(&out, "__Host-refresh");
        assert!(value.is_empty() && attributes.iter().any(|one| one == "Max-Age=0"), "{attributes:?}");
        me(server, &access).await.expect(401);
    });
}

/// Refreshes every `step` seconds and says after how many seconds it fails.
async fn lasts(server: &Server, mut token: String, in_body: bool, step: i64) -> i64 {
    let mut passed = 0;
    loop {
        server.kernel.clock.advance(step);
        passed += step;
        let answer = if in_body {
            refresh(server, &token).await
        } else {
            holding(server, &token).send::<RefreshTokens>(&[], &body(json!({}))).await
        };
        if answer.status == 401 {
            return passed;
        }
        let answer = answer.expect(200);
        token = if in_body { text(&answer.json(), "refresh_token") } else { set_cookie(&answer, "__Host-refresh").0 };
    }
}

#[test]
fn a_session_ends_unused_and_ends_for_good() {
    with_server(async |server| {
        let browser = async || set_cookie(&in_cookie(server).await, "__Host-refresh").0;
        assert_eq!(lasts(server, browser().await, false, 12 * 3600 + 1).await, 12 * 3600 + 1);
        assert_eq!(lasts(server, browser().await, false, 11 * 3600).await, 16 * 11 * 3600, "seven days");
        let phone = async || text(&tokens(server, "lurah").await, "refresh_token");
        assert_eq!(lasts(server, phone().await, true, 30 * DAY + 1).await, 30 * DAY + 1);
        assert_eq!(lasts(server, phone().await, true, 29 * DAY).await, 4 * 29 * DAY, "ninety days");
    });
}

#[test]
fn an_access_token_does_not_outlive_its_session() {
    with_server(async |server| {
        let mut token = text(&tokens(server, "lurah").await, "refresh_token");
        for _ in 0..3 {
            server.kernel.clock.advance(29 * DAY);
            token = text(&refresh(server, &token).await.expect(200).json(), "refresh_token");
        }
        server.kernel.clock.advance(3 * DAY - 5 * MINUTE);
        let last = refresh(server, &token).await.expect(200).json();
        me(server, &text(&last, "access_token")).await.expect(200);
        server.kernel.clock.advance(6 * MINUTE);
        server.kernel.identities.forget();
        me(server, &text(&last, "access_token")).await.expect(401);
    });
}
