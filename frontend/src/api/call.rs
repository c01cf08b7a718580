//! One request to one operation of the contract, ready to be sent or sent again.

use contract::endpoint::{Access, Endpoint, Method, Trait};
use contract::imports::FileBytes;
use contract::page::Paging;
use serde::Serialize;
use std::marker::PhantomData;
use uuid::Uuid;
use wasm_bindgen::JsValue;
use yew::html::IntoPropValue;

/// A file as a body. Its bytes are taken when it is first sent: what is sent
/// again is the same even if the file on the disk was changed meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FileBody {
    pub content_type: &'static str,
    pub bytes: JsValue,
}

/// A request without its types: plain data, so that a change that met a dead
/// line can be sent again unaltered, and so that the code that sends it is in
/// the program once.
#[derive(Debug, Clone, PartialEq)]
pub struct Wire {
    pub(super) method: Method,
    pub(super) needs_token: bool,
    takes_key: bool,
    path: String,
    query: String,
    pub(super) body: Option<String>,
    pub(super) file: Option<FileBody>,
    pub(super) etag: Option<String>,
    pub(super) key: Option<Uuid>,
}

impl Wire {
    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn url(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    fn add(&mut self, members: Option<String>) {
        let text = members.unwrap_or_default();
        if !text.is_empty() && !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(&text);
    }

    /// Attaches the body. A POST that can be repeated gets its key here, so
    /// that every resend of this very request carries the same one.
    #[must_use]
    pub fn body(mut self, body: Option<String>) -> Self {
        self.body = body;
        self.key = self.takes_key.then(Uuid::now_v7);
        self
    }

    /// Uses a key that was made before, for a body that was sent before.
    #[must_use]
    pub fn key(mut self, key: Uuid) -> Self {
        if self.takes_key {
            self.key = Some(key);
        }
        self
    }

    /// Refuses the change if the record is no longer as this tag says.
    #[must_use]
    pub fn if_match(mut self, etag: Option<&str>) -> Self {
        self.etag = etag.map(ToOwned::to_owned);
        self
    }

    #[must_use]
    pub fn paging(mut self, paging: &Paging) -> Self {
        self.add(serde_urlencoded::to_string(paging).ok());
        self
    }

    /// Whether sending it twice does no more than sending it once.
    pub fn is_repeatable(&self) -> bool {
        self.key.is_some() || self.etag.is_some()
    }
}

/// A request to the operation `E`.
pub struct Call<E> {
    pub(super) wire: Wire,
    operation: PhantomData<fn() -> E>,
}

impl<E> From<Call<E>> for Wire {
    fn from(call: Call<E>) -> Self {
        call.wire
    }
}

/// A component that serves several operations takes any call.
impl<E> IntoPropValue<Wire> for Call<E> {
    fn into_prop_value(self) -> Wire {
        self.wire
    }
}

impl<E> Clone for Call<E> {
    fn clone(&self) -> Self {
        Self { wire: self.wire.clone(), operation: PhantomData }
    }
}

impl<E: Endpoint> Call<E> {
    /// A call to an address without values in it.
    pub fn new() -> Self {
        Self::at(&[])
    }

    /// A call to an address with its `{…}` filled in, in order.
    pub fn at(values: &[&str]) -> Self {
        let wire = Wire {
            method: E::METHOD,
            needs_token: E::ACCESS != Access::Public,
            takes_key: E::METHOD == Method::Post && !E::is(Trait::Unrepeatable),
            path: E::address(values),
            query: String::new(),
            body: None,
            file: None,
            etag: None,
            key: None,
        };
        Self { wire, operation: PhantomData }
    }

    fn map(self, change: impl FnOnce(Wire) -> Wire) -> Self {
        Self { wire: change(self.wire), operation: PhantomData }
    }

    #[must_use]
    pub fn query(mut self, query: &E::Query) -> Self {
        self.wire.add(serde_urlencoded::to_string(query).ok());
        self
    }

    #[must_use]
    pub fn paging(self, paging: &Paging) -> Self {
        self.map(|wire| wire.paging(paging))
    }

    #[must_use]
    pub fn body(self, body: &E::Body) -> Self
    where
        E::Body: Serialize,
    {
        self.map(|wire| wire.body(serde_json::to_string(body).ok()))
    }

    /// Attaches a file as it is; the call gets its key as with any other body.
    #[must_use]
    pub fn file(self, content_type: &'static str, bytes: js_sys::Uint8Array) -> Self
    where
        E: Endpoint<Body = FileBytes>,
    {
        self.map(|wire| Wire { file: Some(FileBody { content_type, bytes: bytes.into() }), ..wire.body(None) })
    }

    #[must_use]
    pub fn if_match(self, etag: Option<&str>) -> Self {
        self.map(|wire| wire.if_match(etag))
    }

    /// The same for a step, by the version a list shows.
    #[must_use]
    pub fn version(self, version: i64) -> Self {
        self.if_match(Some(&format!("\"{version}\"")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::endpoints::{CreateUser, GetUser, ListUsers, SignIn};
    use contract::users::{Filter, UserDraft};

    #[test]
    fn a_list_is_asked_with_filter_and_paging() {
        let call = Call::<ListUsers>::new()
            .query(&Filter { q: Some("siti rohayati".to_owned()), state: None })
            .paging(&Paging { limit: Some(25), ..Paging::default() });
        assert_eq!(call.wire.url(), "/api/v1/users?q=siti+rohayati&limit=25");
        assert_eq!(Call::<GetUser>::at(&["7"]).wire.url(), "/api/v1/users/7");
    }

    #[test]
    fn a_repeatable_post_carries_one_key_through_all_resends() {
        let wire = Wire::from(Call::<CreateUser>::new().body(&UserDraft::default()));
        assert!(wire.key.is_some() && wire.is_repeatable());
        assert_eq!(wire.clone().key, wire.key);
        assert!(!Wire::from(Call::<SignIn>::new()).is_repeatable());
    }
}
