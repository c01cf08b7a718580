//! The one place that speaks HTTP.

use super::{Call, Failure, Wire, lock};
use crate::i18n;
use contract::auth::{Refresh, Tokens};
use contract::endpoint::{Endpoint, Method};
use contract::endpoints::RefreshTokens;
use contract::problem::Problem;
use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use gloo_net::http::{RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use serde::de::DeserializeOwned;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use web_sys::AbortController;
use yew::Callback;

/// After so long without an answer a line counts as dead.
const PATIENCE_MILLIS: u32 = 30_000;
/// A file of ten megabytes needs minutes where the signal is weak.
const FILE_PATIENCE_MILLIS: u32 = 600_000;

/// An answer and the tag that a later change of the record must carry.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply<T> {
    pub value: T,
    pub etag: Option<String>,
}

/// An answer as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub text: String,
    pub etag: Option<String>,
}

impl Answer {
    pub fn read<T: DeserializeOwned>(&self) -> Result<Reply<T>, Failure> {
        let text = if self.text.is_empty() { "null" } else { &self.text };
        match serde_json::from_str(text) {
            Ok(value) => Ok(Reply { value, etag: self.etag.clone() }),
            Err(_) => Err(Failure::Unreadable { status: self.status }),
        }
    }
}

type Refreshing = Shared<LocalBoxFuture<'static, Result<(), Failure>>>;

#[derive(Default)]
struct Inner {
    /// In memory only: what a script could read from storage, a foreign
    /// script could read as well.
    token: RefCell<Option<String>>,
    refreshing: RefCell<Option<Refreshing>>,
    /// Answers of this tab, shown at once on the way back and then renewed.
    seen: RefCell<HashMap<String, Rc<Answer>>>,
    ended: RefCell<Callback<()>>,
    changes: Cell<u64>,
}

/// The client. Clones share the token and the memory of answers.
#[derive(Clone, Default)]
pub struct Api(Rc<Inner>);

impl PartialEq for Api {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Api {
    /// Calls `ended` when the server no longer knows this session.
    pub fn on_ended(&self, ended: Callback<()>) {
        self.0.ended.replace(ended);
    }

    pub fn set_token(&self, token: Option<String>) {
        self.0.token.replace(token);
        self.forget();
    }

    /// Drops every remembered answer: after a change any of them may be untrue.
    pub fn forget(&self) {
        self.0.seen.borrow_mut().clear();
        self.0.changes.set(self.0.changes.get().wrapping_add(1));
    }

    pub fn seen(&self, url: &str) -> Option<Rc<Answer>> {
        self.0.seen.borrow().get(url).cloned()
    }

    /// Sends a call and reads its answer.
    pub async fn call<E: Endpoint>(&self, call: Call<E>) -> Result<Reply<E::Reply>, Failure> {
        self.ask(call.wire).await?.read()
    }

    /// Sends a request; renews the access token once if the server asks for it.
    pub fn ask(&self, wire: Wire) -> LocalBoxFuture<'static, Result<Rc<Answer>, Failure>> {
        let api = self.clone();
        async move {
            if wire.needs_token && api.0.token.borrow().is_none() {
                api.renew().await?;
            }
            let changes = api.0.changes.get();
            let mut response = api.send(&wire).await?;
            if wire.needs_token && response.status() == 401 {
                api.renew().await?;
                response = api.send(&wire).await?;
            }
            let answer = Rc::new(receive(response).await?);
            if wire.method != Method::Get {
                api.forget();
            } else if changes == api.0.changes.get() {
                api.0.seen.borrow_mut().insert(wire.url(), answer.clone());
            }
            Ok(answer)
        }
        .boxed_local()
    }

    /// Exchanges the refresh cookie for a new access token. Calls that ask at
    /// the same time share one exchange.
    pub async fn renew(&self) -> Result<(), Failure> {
        let running = self.0.refreshing.borrow().clone();
        let exchange = running.unwrap_or_else(|| {
            let api = self.clone();
            let exchange = lock::hold("p2wkss-refresh", async move { api.exchange().await }).boxed_local().shared();
            self.0.refreshing.replace(Some(exchange.clone()));
            exchange
        });
        let result = exchange.await;
        self.0.refreshing.replace(None);
        result
    }

    async fn exchange(&self) -> Result<(), Failure> {
        let call = Call::<RefreshTokens>::new().body(&Refresh::default());
        let answer = match self.send(&call.wire).await {
            Ok(response) => receive(response).await,
            Err(failure) => Err(failure),
        };
        match answer.and_then(|answer| answer.read::<Tokens>()) {
            Ok(reply) => {
                self.0.token.replace(Some(reply.value.access_token));
                Ok(())
            }
            Err(failure) => {
                if failure.problem().is_some_and(|it| it.status == 401) {
                    self.set_token(None);
                    let ended = self.0.ended.borrow().clone();
                    ended.emit(());
                }
                Err(failure)
            }
        }
    }

    async fn send(&self, wire: &Wire) -> Result<Response, Failure> {
        let abort = AbortController::new().map_err(|_| Failure::NoAnswer)?;
        let mut request = RequestBuilder::new(&wire.url())
            .method(match wire.method {
                Method::Get => gloo_net::http::Method::GET,
                Method::Post => gloo_net::http::Method::POST,
                Method::Put => gloo_net::http::Method::PUT,
                Method::Delete => gloo_net::http::Method::DELETE,
            })
            .header("Accept", "application/json")
            .header("Accept-Language", i18n::language().as_str())
            .abort_signal(Some(&abort.signal()));
        if let Some(token) = self.0.token.borrow().as_deref() {
            request = request.header("Authorization", &format!("Bearer {token}"));
        }
        if let Some(etag) = &wire.etag {
            request = request.header("If-Match", etag);
        }
        if let Some(key) = wire.key {
            request = request.header("Idempotency-Key", &key.to_string());
        }
        let request = match (&wire.body, &wire.file) {
            (Some(body), _) => request.header("Content-Type", "application/json").body(body.as_str()),
            (None, Some(file)) => request.header("Content-Type", file.content_type).body(file.bytes.clone()),
            (None, None) => request.build(),
        }
        .map_err(|_| Failure::NoAnswer)?;
        let patience = if wire.file.is_some() { FILE_PATIENCE_MILLIS } else { PATIENCE_MILLIS };
        let patience = Timeout::new(patience, move || abort.abort());
        let response = request.send().await.map_err(|_| Failure::NoAnswer);
        drop(patience);
        response
    }
}

async fn receive(response: Response) -> Result<Answer, Failure> {
    let status = response.status();
    let headers = response.headers();
    let text = response.text().await.map_err(|_| Failure::NoAnswer)?;
    if response.ok() {
        return Ok(Answer { status, text, etag: headers.get("etag") });
    }
    Err(match serde_json::from_str::<Problem>(&text) {
        Ok(problem) => Failure::Refused {
            problem: Rc::new(problem),
            retry_after: headers.get("retry-after").and_then(|it| it.parse().ok()),
        },
        Err(_) => Failure::Unreadable { status },
    })
}
