//! One caller on one connection that stays open.

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::fmt::Display;
use tokio::net::TcpStream;

pub type Outcome<T> = Result<T, String>;

pub fn because<E: Display>(what: &str) -> impl FnOnce(E) -> String {
    move |error| format!("{what}: {error}")
}

/// What to ask for.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: Method,
    pub path: String,
    pub body: Option<(&'static str, Bytes)>,
}

impl Asked {
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: Method::GET, path: path.into(), body: None }
    }

    pub fn post(path: impl Into<String>, body: &Value) -> Self {
        let body = Bytes::from(body.to_string());
        Self { method: Method::POST, path: path.into(), body: Some(("application/json", body)) }
    }

    pub fn upload(path: impl Into<String>, kind: &'static str, bytes: Vec<u8>) -> Self {
        Self { method: Method::POST, path: path.into(), body: Some((kind, bytes.into())) }
    }
}

#[derive(Debug)]
pub struct Connection {
    address: String,
    token: String,
    sender: SendRequest<Full<Bytes>>,
}

impl Connection {
    pub async fn open(address: &str, token: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await.map_err(because("connect"))?;
        stream.set_nodelay(true).map_err(because("connect"))?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(because("connect"))?;
        // It ends when the sender is dropped or the server hangs up.
        tokio::spawn(connection);
        Ok(Self { address: address.to_owned(), token: token.to_owned(), sender })
    }

    pub async fn send(&mut self, asked: &Asked, headers: &[(&str, String)]) -> Outcome<Response<Incoming>> {
        let mut request = Request::builder()
            .method(asked.method.clone())
            .uri(&asked.path)
            .header(HOST, &self.address)
            .header(ACCEPT_LANGUAGE, "id");
        if !self.token.is_empty() {
            request = request.header(AUTHORIZATION, format!("Bearer {}", self.token));
        }
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let body = match &asked.body {
            Some((kind, bytes)) => {
                request = request.header(CONTENT_TYPE, *kind);
                Full::new(bytes.clone())
            }
            None => Full::default(),
        };
        let request = request.body(body).map_err(because("request"))?;
        self.sender.ready().await.map_err(because("connection"))?;
        self.sender.send_request(request).await.map_err(because("request"))
    }

    /// Status and body.
    pub async fn ask(&mut self, asked: &Asked) -> Outcome<(u16, Bytes)> {
        let response = self.send(asked, &[]).await?;
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.map_err(because("answer"))?;
        Ok((status, body.to_bytes()))
    }

    /// The answer of one that must succeed.
    pub async fn json(&mut self, asked: &Asked) -> Outcome<Value> {
        let (status, body) = self.ask(asked).await?;
        let text = String::from_utf8_lossy(&body);
        if !(200..300).contains(&status) {
            return Err(format!("{} {} answered {status}: {text}", asked.method, asked.path));
        }
        serde_json::from_slice(&body).map_err(|error| format!("{}: {error}: {text}", asked.path))
    }
}
