//! A running server on a database of its own, and callers of every role.
//!
//! `P2WKSS_TEST_DATABASE=postgres://…` names a PostgreSQL server on which each
//! test makes its own database; without it each test has its own SQLite file.

pub mod conformity;
pub mod databases;
pub mod observed;
pub mod store;

use actix_web::dev::ServerHandle;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer};
use contract::auth::{SignIn, Tokens};
use contract::endpoint::{Endpoint, Method};
use contract::endpoints;
use databases::{city, folder, remove};
use p2wkss::config::Config;
use p2wkss::kernel::edge::edge;
use p2wkss::kernel::state::Kernel;
use p2wkss::start;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The password of every demo sign-in in the tests.
pub const PASSWORD: &str = "sawah hujan jendela biru";

/// A quarter of the secret key of every test server.
pub const SECRET: &str = "0123456789abcdef";

/// A server of one test.
pub struct Server {
    pub base: String,
    pub kernel: Arc<Kernel>,
    pub http: reqwest::Client,
    handle: ServerHandle,
    folder: PathBuf,
    /// The database that ends with this server.
    database: Option<String>,
}

/// Someone who calls the API.
#[derive(Clone)]
pub struct Caller {
    base: String,
    http: reqwest::Client,
    pub token: Option<String>,
    headers: HeaderMap,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answered {
    pub async fn of(response: Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, text: response.text().await.unwrap() }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub fn etag(&self) -> String {
        self.header("etag").expect("an ETag").to_owned()
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// The code of a refusal.
    #[track_caller]
    pub fn code(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        self.json()["code"].as_str().expect("a code").to_owned()
    }

    /// Every value of a header that may come more than once.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect()
    }

    /// What remains of an answer when that which names the request, or says
    /// whether its body was read, is left out.
    pub fn anonymous(&self) -> (u16, Vec<String>, Value) {
        let mut headers: Vec<String> = self
            .headers
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "x-request-id" | "date" | "content-length" | "connection"))
            .map(|(name, value)| format!("{name}: {value:?}"))
            .collect();
        headers.sort();
        let mut body = self.json();
        for member in ["request_id", "instance"] {
            body.as_object_mut().unwrap().remove(member);
        }
        (self.status.as_u16(), headers, body)
    }

    /// `pointer code` of every field error.
    pub fn faults(&self) -> Vec<String> {
        let errors = self.json()["errors"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
        errors.iter().map(|error| format!("{} {}", text(&error["pointer"]), text(&error["code"]))).collect()
    }
}

/// Runs a test on a started server. Actix needs its own runtime.
pub fn with_server(test: impl AsyncFnOnce(&Server)) {
    with_settings(&[], test);
}

/// The same with further settings.
pub fn with_settings(settings: &[(&str, &str)], test: impl AsyncFnOnce(&Server)) {
    actix_web::rt::System::new().block_on(async {
        let server = Server::start(settings).await;
        test(&server).await;
        server.stop().await;
    });
}

/// Rounds of a race between two officers; `P2WKSS_RACE_ROUNDS=500` for a long one.
pub fn race_rounds() -> usize {
    std::env::var("P2WKSS_RACE_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

/// A body from its members.
#[track_caller]
pub fn body<T: serde::de::DeserializeOwned>(members: Value) -> T {
    serde_json::from_value(members).unwrap()
}

/// The texts of one member of a page's items.
pub fn column(page: &Value, member: &str) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items.iter().map(|item| item[member].as_str().map_or_else(|| item[member].to_string(), str::to_owned)).collect()
}

/// The settings of a test server, and those a test adds.
pub fn settings_of(url: &str, folder: &Path, more: &[(&str, &str)]) -> BTreeMap<String, String> {
    let folder = folder.display().to_string();
    let secret = SECRET.repeat(4);
    let all = [
        ("DATABASE_URL", url),
        ("P2WKSS_DATA_DIR", &folder),
        ("P2WKSS_SECRET_KEY", &secret),
        ("P2WKSS_DEMO", "true"),
        ("P2WKSS_DEMO_PASSWORD", PASSWORD),
        ("P2WKSS_RATE_LIMIT", "0"),
    ];
    all.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A client; what speaks TLS is named even where none is spoken.
fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

impl Server {
    pub async fn start(settings: &[(&str, &str)]) -> Self {
        let folder = folder();
        let url = city(&folder).await;
        let config = Config::from_settings(&settings_of(&url, &folder, settings)).unwrap();
        let kernel = start::open(config).await.unwrap();
        start::begin_work(&kernel).await.unwrap();
        Self { database: Some(url), ..Self::serve(kernel, folder) }
    }

    /// Serves a kernel that stands already: a second replica, or one whose
    /// connections are watched.
    pub fn serve(kernel: Arc<Kernel>, folder: PathBuf) -> Self {
        let shared = kernel.clone();
        let server = HttpServer::new(move || {
            App::new().wrap(Compress::default()).wrap(from_fn(edge)).configure(p2wkss::app(shared.clone()))
        })
        .workers(2)
        .disable_signals()
        .bind("127.0.0.1:0")
        .unwrap();
        let base = format!("http://{}", server.addrs()[0]);
        let server = server.run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { base, kernel, http: client(), handle, folder, database: None }
    }

    pub async fn stop(self) {
        self.handle.stop(false).await;
        remove(self.database.as_deref(), &self.folder).await;
    }

    /// Someone without a token.
    pub fn stranger(&self) -> Caller {
        Caller { base: self.base.clone(), http: self.http.clone(), token: None, headers: HeaderMap::new() }
    }

    /// A caller with a token.
    pub fn bearer(&self, token: &str) -> Caller {
        Caller { token: Some(token.to_owned()), ..self.stranger() }
    }

    /// A demo user, signed in.
    pub async fn as_user(&self, username: &str) -> Caller {
        let tokens = self.sign_in(username, PASSWORD).await.expect(200).json();
        let tokens: Tokens = serde_json::from_value(tokens).unwrap();
        self.bearer(&tokens.access_token)
    }

    /// An account without a password yet; its id.
    pub async fn invite(&self, admin: &Caller, username: &str) -> String {
        let draft = body(serde_json::json!({ "username": username, "full_name": format!("Nama {username}") }));
        let made = admin.send::<endpoints::CreateUser>(&[], &draft).await.expect(201);
        made.json()["id"].as_str().unwrap().to_owned()
    }

    /// A one-time code for an account.
    pub async fn code_for(&self, admin: &Caller, id: &str) -> String {
        let issued = admin.get::<endpoints::IssueAccessCode>(&[id]).await.expect(201);
        issued.json()["code"].as_str().unwrap().to_owned()
    }

    /// The id of a user.
    pub async fn id_of(&self, username: &str) -> String {
        let me = self.as_user(username).await.get::<endpoints::GetMe>(&[]).await.expect(200);
        me.json()["id"].as_str().unwrap().to_owned()
    }

    /// Runs plain SQL beside the server.
    pub async fn sql(&self, text: &str) -> Result<u64, String> {
        use sea_orm::ConnectionTrait;
        let done = self.kernel.db.write.execute_unprepared(text).await;
        done.map(|done| done.rows_affected()).map_err(|error| error.to_string())
    }

    /// The one number a plain SQL query answers with.
    pub async fn number(&self, query: &str) -> i64 {
        use sea_orm::{ConnectionTrait, Statement};
        let db = &self.kernel.db.write;
        let row = db.query_one_raw(Statement::from_string(self.kernel.db.backend(), query)).await.unwrap();
        row.expect("a row").try_get_by_index(0).unwrap()
    }

    pub fn on_sqlite(&self) -> bool {
        self.kernel.db.backend() == sea_orm::DbBackend::Sqlite
    }

    pub async fn sign_in(&self, username: &str, password: &str) -> Answered {
        let body = SignIn {
            username: username.to_owned(),
            password: password.to_owned(),
            refresh_in: None,
            device_token: None,
        };
        self.stranger().send::<endpoints::SignIn>(&[], &body).await
    }
}

impl Caller {
    /// The same caller with one more header.
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let mut caller = self.clone();
        caller.headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        caller
    }

    /// The same caller with a further line of a header.
    pub fn also(&self, name: &'static str, value: &str) -> Self {
        let mut caller = self.clone();
        caller.headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        caller
    }

    pub async fn raw(&self, method: Method, path: &str, body: Option<String>) -> Answered {
        let verb = reqwest::Method::from_bytes(method.as_str().as_bytes()).unwrap();
        let mut request = self.http.request(verb, format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        let answer = Answered::of(request.headers(self.headers.clone()).send().await.unwrap()).await;
        conformity::check(method, path, &answer);
        answer
    }

    /// Any request at all.
    pub async fn ask(&self, method: &str, path: &str, content: Option<(&str, Vec<u8>)>) -> Answered {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some((content_type, body)) = content {
            request = request.header("content-type", content_type).body(body);
        }
        Answered::of(request.headers(self.headers.clone()).send().await.unwrap()).await
    }

    /// Sends a file.
    pub async fn bytes(&self, method: Method, path: &str, kind: &str, bytes: Vec<u8>) -> Answered {
        let verb = reqwest::Method::from_bytes(method.as_str().as_bytes()).unwrap();
        let mut request = self.http.request(verb, format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let request = request.header("content-type", kind).headers(self.headers.clone()).body(bytes);
        let answer = Answered::of(request.send().await.unwrap()).await;
        conformity::check(method, path, &answer);
        answer
    }

    /// Calls an operation that takes no body.
    pub async fn get<E: Endpoint>(&self, values: &[&str]) -> Answered {
        self.raw(E::METHOD, &E::address(values), None).await
    }

    /// The same with a query.
    pub async fn query<E: Endpoint>(&self, values: &[&str], query: &str) -> Answered {
        self.raw(E::METHOD, &format!("{}?{query}", E::address(values)), None).await
    }

    /// Calls an operation with a body.
    pub async fn send<E: Endpoint>(&self, values: &[&str], body: &E::Body) -> Answered {
        let body = serde_json::to_string(body).unwrap();
        self.raw(E::METHOD, &E::address(values), Some(body)).await
    }
}
