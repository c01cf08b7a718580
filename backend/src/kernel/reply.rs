//! How an answer leaves: status, ETag, Location, cookies.

use super::error::Error;
use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, LOCATION};
use actix_web::{HttpRequest, HttpResponse, Responder};
use contract::endpoint::{Endpoint, Trait};
use serde_json::Value;
use std::marker::PhantomData;

/// What a handler of `E` answers; only `E`'s own reply fits.
pub type Answer<E> = Result<Reply<E>, Error>;

/// A reply of the operation `E`.
#[derive(Debug)]
pub struct Reply<E: Endpoint> {
    body: E::Reply,
    etag: Option<String>,
    location: Option<String>,
    cookies: Vec<Cookie<'static>>,
    operation: PhantomData<E>,
}

impl<E: Endpoint> Reply<E> {
    pub fn new(body: E::Reply) -> Self {
        Self { body, etag: None, location: None, cookies: Vec::new(), operation: PhantomData }
    }

    #[must_use]
    pub fn tagged(mut self, etag: String) -> Self {
        self.etag = Some(etag);
        self
    }

    /// The address of the record just made.
    #[must_use]
    pub fn at(mut self, location: String) -> Self {
        self.location = Some(location);
        self
    }

    #[must_use]
    pub fn with_cookies(mut self, cookies: impl IntoIterator<Item = Cookie<'static>>) -> Self {
        self.cookies.extend(cookies);
        self
    }
}

/// Keeps only the members named by `fields` in each row; `id` always stays.
fn trim(page: &mut Value, fields: &str) {
    let kept: Vec<&str> = fields.split(',').map(str::trim).chain(["id"]).collect();
    let rows = page.get_mut("items").and_then(Value::as_array_mut);
    for row in rows.into_iter().flatten().filter_map(Value::as_object_mut) {
        row.retain(|name, _| kept.contains(&name.as_str()));
    }
}

fn asked_fields(request: &HttpRequest) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(request.query_string()).ok()?;
    pairs.into_iter().find_map(|(name, value)| (name == "fields").then_some(value))
}

impl<E: Endpoint> Responder for Reply<E> {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let same = |etag: &String| {
            let asked = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
            asked.is_some_and(|asked| asked.split(',').any(|one| one.trim().trim_start_matches("W/") == etag))
        };
        let unchanged = E::SUCCESS == 200 && self.etag.as_ref().is_some_and(same);
        let status = if unchanged {
            StatusCode::NOT_MODIFIED
        } else {
            StatusCode::from_u16(E::SUCCESS).unwrap_or(StatusCode::OK)
        };
        let mut response = HttpResponse::build(status);
        response.insert_header((CACHE_CONTROL, if self.etag.is_some() { "private, no-cache" } else { "no-store" }));
        if let Some(etag) = self.etag {
            response.insert_header((ETAG, etag));
        }
        if let Some(location) = self.location {
            response.insert_header((LOCATION, location));
        }
        for cookie in self.cookies {
            response.cookie(cookie);
        }
        if unchanged || status == StatusCode::NO_CONTENT {
            return response.finish();
        }
        let fields = if E::is(Trait::Paged) { asked_fields(request) } else { None };
        let Some(fields) = fields else { return response.json(self.body) };
        let mut page = serde_json::to_value(self.body).unwrap_or(Value::Null);
        trim(&mut page, &fields);
        response.json(page)
    }
}
