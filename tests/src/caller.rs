//! Someone signed in, who calls operations by their contract.

use crate::server::PASSWORD;
use anyhow::{Context, Result, anyhow, bail, ensure};
use contract::auth;
use contract::endpoint::{Endpoint, Method};
use contract::endpoints::SignIn;
use contract::page::Page;
use contract::problem::Problem;
use reqwest::{Client, RequestBuilder, Response};

/// A caller keeps her token when the server is killed and started again.
#[derive(Debug, Clone)]
pub struct Caller {
    http: Client,
    base: String,
    token: String,
}

/// What an operation answered.
#[derive(Debug)]
pub enum Answer<E: Endpoint> {
    Good { reply: E::Reply, etag: Option<String> },
    Refused(Box<Problem>),
}

impl<E: Endpoint> Answer<E> {
    /// The reply; a refusal is an error.
    pub fn good(self) -> Result<E::Reply> {
        match self {
            Self::Good { reply, .. } => Ok(reply),
            Self::Refused(problem) => Err(refused::<E>(&problem)),
        }
    }

    /// The reply with its tag.
    pub fn tagged(self) -> Result<(E::Reply, String)> {
        match self {
            Self::Good { reply, etag } => Ok((reply, etag.with_context(|| format!("{}: no ETag", E::ID))?)),
            Self::Refused(problem) => Err(refused::<E>(&problem)),
        }
    }
}

/// A refusal where none was due.
pub fn refused<E: Endpoint>(problem: &Problem) -> anyhow::Error {
    anyhow!("{} was refused: {problem:?}", E::ID)
}

/// A client; what speaks TLS is named even where none is spoken.
pub fn client() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::new()
}

impl Caller {
    /// Signs in one of the demo city, over a connection of her own.
    pub async fn sign_in(base: &str, username: &str) -> Result<Self> {
        let nobody = Self { http: client(), base: base.to_owned(), token: String::new() };
        let body = auth::SignIn {
            username: username.to_owned(),
            password: PASSWORD.to_owned(),
            refresh_in: None,
            device_token: None,
        };
        let tokens = nobody.send::<SignIn>(&[], &body).await?.good()?;
        Ok(Self { token: tokens.access_token, ..nobody })
    }

    fn request<E: Endpoint>(&self, at: &[&str], query: &str) -> RequestBuilder {
        let address = format!("{}{}?{query}", self.base, E::address(at));
        let request = match E::METHOD {
            Method::Get => self.http.get(address),
            Method::Post => self.http.post(address),
            Method::Put => self.http.put(address),
            Method::Delete => self.http.delete(address),
        };
        if self.token.is_empty() { request } else { request.bearer_auth(&self.token) }
    }

    pub async fn get<E: Endpoint>(&self, at: &[&str]) -> Result<Answer<E>> {
        self.query(at, "").await
    }

    pub async fn query<E: Endpoint>(&self, at: &[&str], query: &str) -> Result<Answer<E>> {
        read(self.request::<E>(at, query).send().await?).await
    }

    pub async fn send<E: Endpoint>(&self, at: &[&str], body: &E::Body) -> Result<Answer<E>> {
        read(self.request::<E>(at, "").json(body).send().await?).await
    }

    /// Changes a record under the tag it was read with.
    pub async fn change<E: Endpoint>(&self, at: &[&str], etag: &str, body: &E::Body) -> Result<Answer<E>> {
        read(self.request::<E>(at, "").header("if-match", etag).json(body).send().await?).await
    }

    /// Uploads a file.
    pub async fn upload<E: Endpoint>(&self, query: &str, kind: &str, bytes: Vec<u8>) -> Result<Answer<E>> {
        read(self.request::<E>(&[], query).header("content-type", kind).body(bytes).send().await?).await
    }

    /// Every page of a list.
    pub async fn all<E, T>(&self, at: &[&str], query: &str) -> Result<Vec<T>>
    where
        E: Endpoint<Reply = Page<T>>,
    {
        let mut items = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = self.query::<E>(at, &format!("{query}&limit=500{cursor}")).await?.good()?;
            items.extend(page.items);
            let Some(next) = page.next_cursor else { return Ok(items) };
            cursor = format!("&cursor={next}");
        }
    }
}

/// Whether a call has no answer because the server was gone.
pub fn is_lost(fault: &anyhow::Error) -> bool {
    fault.is::<reqwest::Error>()
}

async fn read<E: Endpoint>(response: Response) -> Result<Answer<E>> {
    let status = response.status().as_u16();
    let etag = response.headers().get("etag").and_then(|tag| tag.to_str().ok()).map(str::to_owned);
    let again = response.headers().contains_key("retry-after");
    let text = response.text().await?;
    let not_contract = || format!("{} answered {status}, not by its contract: {text}", E::ID);
    if status == E::SUCCESS {
        let reply = serde_json::from_str(if text.is_empty() { "null" } else { &text }).with_context(not_contract)?;
        return Ok(Answer::Good { reply, etag });
    }
    if status < 400 {
        bail!(not_contract());
    }
    let problem: Problem = serde_json::from_str(&text).with_context(not_contract)?;
    ensure!(problem.status == status && problem.code.status() == status, not_contract());
    ensure!(status != 503 || again, "{} answered 503 without Retry-After", E::ID);
    Ok(Answer::Refused(Box::new(problem)))
}
