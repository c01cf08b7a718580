//! The guard: the first parameter of every handler and the only door to the
//! database.
//!
//! It is made for one operation of the contract. Making it checks that the
//! caller may call that operation, and computes which rows she reaches,
//! before the body is read; it holds no connection and no transaction.
//!
//! - [`Open`]: operations without a token.
//! - [`Read`]: operations that only look.
//! - [`Write`]: operations that change something, inside [`Guard::run`].

use super::clock::Clock;
use super::crypto::to_hex;
use super::error::{Error, Result};
use super::fold::holds_identifier;
use super::gather::Gathering;
use super::identity::Actor;
use super::request::Circumstances;
use super::scope::{Scope, Scoped, select, select_within};
use super::state::Kernel;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use contract::draft::{Draft, Purpose};
use contract::endpoint::{Access, Endpoint, Trait};
use contract::ids::UserId;
use contract::page::PAGING_MEMBERS;
use contract::place::RegionCode;
use contract::policy::Permission;
use contract::problem::ProblemCode;
use futures::StreamExt;
use sea_orm::Select;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

/// The largest JSON body.
pub const MAX_BODY: usize = 1_048_576;

/// A caller's right to one operation.
pub struct Guard<E> {
    pub kernel: Arc<Kernel>,
    pub circumstances: Circumstances,
    pub(super) request: HttpRequest,
    actor: Option<Arc<Actor>>,
    scope: Scope,
    payload: RefCell<Payload>,
    /// The body as received, kept for the idempotency key's digest.
    pub(super) body: RefCell<Vec<u8>>,
    operation: PhantomData<E>,
}

impl<E> std::fmt::Debug for Guard<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guard").field("scope", &self.scope).finish_non_exhaustive()
    }
}

/// Made for operations without a token.
#[derive(Debug)]
pub struct Open<E>(Guard<E>);
/// Made for operations that only look.
#[derive(Debug)]
pub struct Read<E>(Guard<E>);
/// Made for operations that change something.
#[derive(Debug)]
pub struct Write<E>(Guard<E>);

impl<E: Endpoint> Guard<E> {
    fn make(request: &HttpRequest, payload: &mut Payload) -> Result<Self> {
        let lost = || Error::internal("a request reached its handler without passing the edge");
        let kernel = request.app_data::<web::Data<Arc<Kernel>>>().ok_or_else(lost)?.get_ref().clone();
        let circumstances = request.extensions().get::<Circumstances>().cloned().ok_or_else(lost)?;
        let actor = match E::ACCESS {
            Access::Public => None,
            Access::SignedIn | Access::May(_) => Some(circumstances.caller.clone()?),
        };
        let scope = match (&actor, E::ACCESS) {
            (Some(actor), Access::May(permission)) => allowed(actor, permission)?,
            (Some(actor), _) => Scope::own_with(actor.user, &actor.held),
            (None, _) => Scope::own(None),
        };
        if let Some(actor) = &actor
            && actor.must_change_password
            && !matches!(E::ID, "get_me" | "change_my_password")
        {
            return Err(ProblemCode::PasswordChangeRequired.into());
        }
        Ok(Self {
            kernel,
            circumstances,
            request: request.clone(),
            actor,
            scope,
            payload: RefCell::new(payload.take()),
            body: RefCell::default(),
            operation: PhantomData,
        })
    }

    pub fn actor(&self) -> Option<&Actor> {
        self.actor.as_deref()
    }

    /// The signed-in user; refused where the operation is public.
    pub fn user(&self) -> Result<UserId> {
        self.actor.as_ref().map(|actor| actor.user).ok_or_else(|| ProblemCode::Unauthenticated.into())
    }

    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    pub fn clock(&self) -> &Clock {
        &self.kernel.clock
    }

    /// A connection for reading.
    pub fn db(&self) -> &Gathering {
        &self.kernel.db.read
    }

    /// The rows of a table that this operation reaches.
    pub fn select<T: Scoped>(&self) -> Select<T> {
        select::<T>(&self.scope)
    }

    /// The same within a region, where one is asked for.
    pub fn select_within<T: Scoped>(&self, region: Option<&RegionCode>) -> Select<T> {
        select_within::<T>(&self.scope, region)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.headers().get(name)?.to_str().ok()
    }

    /// A cookie of the request.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.request.cookie(name).map(|cookie| cookie.value().to_owned())
    }

    /// What the answer depends on besides the rows: language and rights. Part
    /// of every ETag.
    pub fn view_key(&self) -> String {
        let rights = self.actor.as_ref().map_or(0, |actor| {
            Permission::ALL
                .iter()
                .enumerate()
                .filter(|(_, permission)| actor.may(**permission))
                .fold(0_u64, |mask, (index, _)| mask | 1 << index)
        });
        format!("{rights:x}{}", self.circumstances.language)
    }

    /// The ETag of a record at `version` as this caller sees it.
    pub fn etag(&self, version: i64) -> String {
        format!("\"{version}-{}\"", self.view_key())
    }

    /// The same for a record that shows more than its own row.
    pub fn etag_beside(&self, version: i64, beside: Option<&str>) -> String {
        let Some(beside) = beside else { return self.etag(version) };
        let digest = Sha256::digest(beside.as_bytes());
        let short = digest.first_chunk::<6>().map(|bytes| to_hex(bytes)).unwrap_or_default();
        format!("\"{version}-{}.{short}\"", self.view_key())
    }

    /// The parsed query parameters without the paging members; an unknown one
    /// is refused, because a filter that is ignored shows too much.
    pub fn filter(&self) -> Result<E::Query> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(self.request.query_string())
            .map_err(|_| Error::from(ProblemCode::MalformedRequest))?;
        // An address is written down in many places, so it never holds a NIK.
        if pairs.iter().any(|(name, value)| name == "q" && holds_identifier(value)) {
            return Err(ProblemCode::IdentifierInQuery.into());
        }
        // PostgreSQL keeps no NUL, so neither database is asked for one.
        if pairs.iter().any(|(_, value)| value.contains('\0')) {
            return Err(ProblemCode::MalformedRequest.into());
        }
        let paged = E::is(Trait::Paged);
        let own: Vec<(String, String)> =
            pairs.into_iter().filter(|(name, _)| !(paged && PAGING_MEMBERS.contains(&name.as_str()))).collect();
        parse_pairs(&own)
    }

    /// The body as sent, of one of these types and at most `max` long.
    async fn bytes(&self, max: usize, types: &[&str]) -> Result<()> {
        let content_type = self.request.content_type().to_ascii_lowercase();
        if !types.contains(&content_type.as_str()) {
            return Err(ProblemCode::UnsupportedMediaType.into());
        }
        let mut payload = self.payload.replace(Payload::None);
        let mut body = Vec::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| Error::from(ProblemCode::MalformedRequest))?;
            if body.len() + chunk.len() > max {
                return Err(ProblemCode::PayloadTooLarge.into());
            }
            body.extend_from_slice(&chunk);
        }
        self.body.replace(body);
        Ok(())
    }

    /// An uploaded file.
    pub async fn file(&self, max: usize, types: &[&str]) -> Result<Vec<u8>> {
        self.bytes(max, types).await?;
        Ok(self.body.borrow().clone())
    }

    /// The draft in the body, judged by its own rules.
    pub async fn draft(&self, purpose: Purpose) -> Result<E::Body>
    where
        E::Body: Draft,
    {
        self.bytes(MAX_BODY, &["application/json"]).await?;
        let draft: E::Body = parse_body(&self.body.borrow())?;
        let errors = draft.check(purpose);
        if errors.is_empty() { Ok(draft) } else { Err(Error::fields(errors)) }
    }
}

fn allowed(actor: &Actor, permission: Permission) -> Result<Scope> {
    if actor.may(permission) {
        Ok(Scope::of(actor.user, &actor.held, permission))
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

/// Reads pairs as the filter type. A query that is empty or absent reads as
/// the filter's default, and `()` takes no parameter at all.
fn parse_pairs<Q: serde::de::DeserializeOwned + Default + 'static>(pairs: &[(String, String)]) -> Result<Q> {
    if pairs.is_empty() {
        return Ok(Q::default());
    }
    let text = serde_urlencoded::to_string(pairs).map_err(Error::internal)?;
    serde_urlencoded::from_str(&text).map_err(|error: serde_urlencoded::de::Error| {
        let unknown = error.to_string().starts_with("unknown field");
        let code = if unknown || std::any::TypeId::of::<Q>() == std::any::TypeId::of::<()>() {
            ProblemCode::UnknownParameter
        } else {
            ProblemCode::MalformedRequest
        };
        Error { cause: None, ..code.into() }
    })
}

/// Reads a body; what has the wrong shape is refused at its member.
pub(super) fn parse_body<T: serde::Serialize + serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut reader);
    let ended = reader.end();
    // What is no JSON, or is nested too deeply, is that before it is anything else.
    let unreadable = |bytes| serde_json::from_slice::<Value>(bytes).is_err();
    let object = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    if (read.is_err() || !object) && unreadable(bytes) {
        return Err(ProblemCode::MalformedRequest.into());
    }
    if let Some(pointer) = nul_at(bytes) {
        return Err(Error::field(&pointer, contract::problem::FieldCode::ControlCharacter));
    }
    // A derived type would read an array by the order of its members.
    if !object {
        return Err(Error::field("", contract::problem::FieldCode::Malformed));
    }
    let value = read.map_err(|error| shape_error(&error))?;
    ended.map_err(|_| Error::from(ProblemCode::MalformedRequest))?;
    match array_in_place_of_object(bytes, &value) {
        Some(pointer) => Err(Error::field(&pointer, contract::problem::FieldCode::Malformed)),
        None => Ok(value),
    }
}

/// Where an array was sent and read, by the order of its items, as an object.
fn array_in_place_of_object(bytes: &[u8], read: &impl serde::Serialize) -> Option<String> {
    fn differs(sent: &Value, read: &Value, at: &str) -> Option<String> {
        match (sent, read) {
            (Value::Array(_), Value::Object(_)) => Some(at.to_owned()),
            (Value::Object(sent), Value::Object(read)) => {
                read.iter().find_map(|(member, read)| differs(sent.get(member)?, read, &format!("{at}/{member}")))
            }
            (Value::Array(sent), Value::Array(read)) => (0_usize..)
                .zip(sent.iter().zip(read))
                .find_map(|(index, (sent, read))| differs(sent, read, &format!("{at}/{index}"))),
            _ => None,
        }
    }
    if !bytes.contains(&b'[') {
        return None;
    }
    differs(&serde_json::from_slice(bytes).ok()?, &serde_json::to_value(read).ok()?, "")
}

/// The member of the body that holds a NUL, which PostgreSQL cannot keep. Only
/// a body that looks like it is read a second time.
fn nul_at(bytes: &[u8]) -> Option<String> {
    fn within(value: &Value, at: &str) -> Option<String> {
        match value {
            Value::String(text) => text.contains('\0').then(|| at.to_owned()),
            Value::Array(items) => {
                (0_usize..).zip(items).find_map(|(index, item)| within(item, &format!("{at}/{index}")))
            }
            Value::Object(members) => members.iter().find_map(|(name, one)| within(one, &format!("{at}/{name}"))),
            _ => None,
        }
    }
    if !bytes.windows(6).any(|six| six == br"\u0000") {
        return None;
    }
    serde_json::from_slice(bytes).ok().and_then(|value| within(&value, ""))
}

fn shape_error(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    use contract::problem::FieldCode;
    if !error.inner().is_data() {
        return ProblemCode::MalformedRequest.into();
    }
    let message = error.inner().to_string();
    let path = error.path().to_string().replace(['.', '['], "/").replace(']', "");
    let pointer = if path == "/" || path.is_empty() { String::new() } else { format!("/{}", path.trim_matches('/')) };
    let named = |start: &str| message.strip_prefix(start).and_then(|rest| rest.split('`').next()).map(str::to_owned);
    if let Some(member) = named("unknown field `") {
        let parent = pointer.strip_suffix(&format!("/{member}")).unwrap_or(&pointer);
        return Error::field(&format!("{parent}/{member}"), FieldCode::UnknownMember);
    }
    if let Some(member) = named("duplicate field `") {
        return Error::field(&format!("{pointer}/{member}"), FieldCode::Malformed);
    }
    if let Some(member) = named("missing field `") {
        return Error::field(&format!("{pointer}/{member}"), FieldCode::Required);
    }
    Error::field(&pointer, FieldCode::Malformed)
}

macro_rules! guards {
    ($($name:ident),+) => {$(
        impl<E: Endpoint> FromRequest for $name<E> {
            type Error = Error;
            type Future = Ready<Result<Self>>;

            fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                ready(Guard::make(request, payload).map(Self))
            }
        }

        impl<E> Deref for $name<E> {
            type Target = Guard<E>;

            fn deref(&self) -> &Guard<E> {
                &self.0
            }
        }
    )+};
}

guards!(Open, Read, Write);

/// Handlers of `E`: their first parameter is a guard made for `E`. A handler
/// without one cannot be mounted.
pub trait Guarded<E> {}

macro_rules! guarded {
    ($guard:ident: $($rest:ident),*) => {
        impl<E, $($rest),*> Guarded<E> for ($guard<E>, $($rest,)*) {}
    };
}

guarded!(Open:);
guarded!(Open: A);
guarded!(Read:);
guarded!(Read: A);
guarded!(Read: A, B);
guarded!(Write:);
guarded!(Write: A);
guarded!(Write: A, B);
