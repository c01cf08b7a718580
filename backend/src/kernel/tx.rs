//! The only way to write.
//!
//! `guard.run(async |tx| { …; tx.done(change, view).await })` begins a
//! transaction, runs the closure, and commits. A [`Done`] is made only by
//! [`Tx::done`], which adds the event; a closure that forgets it does not
//! compile. The events are written together before the commit. Nothing outside the database is awaited inside.

use super::batch::Writing;
use super::crypto::{DigestPurpose, Purpose, to_hex};
use super::database::{lock_rows, try_lock};
use super::error::{Error, Result};
use super::event::Change;
use super::guard::Guard;
use super::scope::{Scope, Scoped, select, system};
use super::state::Kernel;
use crate::entity::{event, event_queue, idempotency_key, revision};
use contract::endpoint::{Access, Endpoint, Method, Trait};
use contract::ids::{EventId, UserId};
use contract::moment::Timestamp;
use contract::problem::ProblemCode;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Select};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A running transaction.
#[derive(Debug)]
pub struct Tx {
    writing: Writing,
    kernel: Arc<Kernel>,
    now: Timestamp,
    scope: Scope,
    author: Author,
    /// Events of this transaction, written together before it is committed.
    trail: Mutex<Trail>,
}

/// Rows of the audit trail that wait for the end of their transaction.
#[derive(Debug, Default)]
struct Trail {
    events: Vec<event::ActiveModel>,
    revisions: Vec<revision::ActiveModel>,
}

/// Rows of one statement; SQLite takes 32,766 values.
const ROWS: usize = 500;

/// Who writes, under which right.
#[derive(Debug, Clone)]
pub struct Author {
    pub user: Option<UserId>,
    pub permission: &'static str,
    pub operation: &'static str,
    pub request_id: String,
    pub address: Option<String>,
}

impl Author {
    /// The system itself, for commands and background work.
    pub fn system(operation: &'static str) -> Self {
        Self { user: None, permission: "system", operation, request_id: operation.to_owned(), address: None }
    }
}

/// A closure's result whose event has been written.
#[derive(Debug)]
pub struct Done<V> {
    view: V,
    resource: String,
}

/// What a committed write answers with.
#[derive(Debug)]
pub enum Committed<V> {
    Fresh(V),
    /// The same request was answered before: read this resource again.
    Repeated(String),
}

impl<V> Committed<V> {
    /// The view; where the request is a repetition, `read` fetches the
    /// resource as the caller may see it now.
    pub async fn or_read(self, read: impl AsyncFnOnce(String) -> Result<V>) -> Result<V> {
        match self {
            Self::Fresh(view) => Ok(view),
            Self::Repeated(id) => read(id).await,
        }
    }
}

impl Tx {
    pub fn db(&self) -> &DatabaseTransaction {
        self.writing.db()
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }

    pub fn author(&self) -> &Author {
        &self.author
    }

    pub fn kernel(&self) -> &Kernel {
        &self.kernel
    }

    /// The rows of a table that this operation reaches.
    pub fn select<T: Scoped>(&self) -> Select<T> {
        select::<T>(&self.scope)
    }

    /// The same, locked against other writers until the transaction ends.
    pub fn select_for_update<T: Scoped>(&self) -> Select<T> {
        lock_rows(self.select::<T>(), self.kernel.db.backend())
    }

    /// Adds the event of a change beside others of the same transaction.
    pub async fn record(&self, change: &Change) -> Result<EventId> {
        self.record_as(&self.author, change).await
    }

    /// The same in the name of another author.
    pub async fn record_as(&self, author: &Author, change: &Change) -> Result<EventId> {
        let id = EventId(self.kernel.clock.new_id());
        let salt: [u8; 16] = rand::random();
        let digests: Vec<Value> = change
            .members
            .iter()
            .map(|member| {
                json!({
                    "member": member.member,
                    "before": member.before.as_ref().map(|value| salted(salt, value)),
                    "after": member.after.as_ref().map(|value| salted(salt, value)),
                })
            })
            .collect();
        let row = event::ActiveModel {
            id: Set(id),
            at: Set(self.now),
            actor_id: Set(author.user),
            permission: Set(author.permission.to_owned()),
            operation: Set(author.operation.to_owned()),
            request_id: Set(author.request_id.clone()),
            address: Set(author.address.clone()),
            resource_kind: Set(change.kind.to_owned()),
            resource_id: Set(change.id.clone()),
            place: Set(change.place.clone()),
            place_before: Set(change.place_before.clone()),
            agency_id: Set(change.agency),
            reason: Set(change.reason.clone()),
            members: Set(Value::Array(digests).to_string()),
        };
        let values = (!change.members.is_empty()).then(|| self.values(id, salt, change));
        let full = {
            let mut trail = self.trail();
            trail.events.push(row);
            trail.revisions.extend(values);
            trail.events.len() >= ROWS
        };
        if full {
            self.write_trail().await?;
        }
        Ok(id)
    }

    /// The values themselves, with the salt that their digests need, stand in
    /// a row that can be erased; the event stays and says nothing about them.
    fn values(&self, id: EventId, salt: [u8; 16], change: &Change) -> revision::ActiveModel {
        let members: Vec<Value> = change
            .members
            .iter()
            .map(|member| json!({ "member": member.member, "before": member.before, "after": member.after }))
            .collect();
        let plain = json!({ "salt": to_hex(&salt), "members": members }).to_string();
        revision::ActiveModel {
            event_id: Set(id),
            key_id: Set(self.kernel.keys.id().to_owned()),
            sealed: Set(self.kernel.keys.seal(Purpose::Revision, &id.to_string(), plain.as_bytes())),
        }
    }

    fn trail(&self) -> MutexGuard<'_, Trail> {
        self.trail.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what has gathered: one statement for each table, however many
    /// events there are.
    async fn write_trail(&self) -> Result<()> {
        let Trail { events, revisions } = std::mem::take(&mut *self.trail());
        if events.is_empty() {
            return Ok(());
        }
        let queued: Vec<event_queue::ActiveModel> =
            events.iter().map(|event| event_queue::ActiveModel { event_id: event.id.clone() }).collect();
        event::Entity::insert_many(events).exec_without_returning(self.db()).await?;
        event_queue::Entity::insert_many(queued).exec_without_returning(self.db()).await?;
        if !revisions.is_empty() {
            revision::Entity::insert_many(revisions).exec_without_returning(self.db()).await?;
        }
        Ok(())
    }

    /// The author of an operation without a token, once she has proved who she is.
    pub fn author_is(&self, user: UserId) -> Author {
        Author { user: Some(user), ..self.author.clone() }
    }

    /// Ends the work with an event in the name of another author.
    pub async fn done_as<V>(&self, author: &Author, change: Change, view: V) -> Result<Done<V>> {
        self.record_as(author, &change).await?;
        Ok(Done { view, resource: change.id })
    }

    /// Ends work that leaves no event: the renewal of a session, which changes
    /// nothing anyone could ask about later.
    pub fn done_unrecorded<V>(&self, view: V) -> Done<V> {
        Done { view, resource: String::new() }
    }

    /// Ends the work: writes the event of the change and hands out the view.
    pub async fn done<V>(&self, change: Change, view: V) -> Result<Done<V>> {
        self.record(&change).await?;
        Ok(Done { view, resource: change.id })
    }
}

fn salted(salt: [u8; 16], value: &Value) -> String {
    let mut digest = Sha256::new();
    digest.update(salt);
    digest.update(value.to_string());
    to_hex(&digest.finalize())
}

/// The digest of a request, and the keys it may be recognised by: the header,
/// and an `id` the client chose.
struct Repetition {
    user: UserId,
    keys: Vec<String>,
    /// Under the secret, and under the one before where there is one.
    digests: Vec<Vec<u8>>,
}

impl<E: Endpoint> Guard<E> {
    /// Runs a write. See the module's description.
    pub async fn run<V>(&self, work: impl AsyncFnOnce(&Tx) -> Result<Done<V>>) -> Result<Committed<V>> {
        let repetition = self.repetition()?;
        let author = Author {
            user: self.actor().map(|actor| actor.user),
            permission: match E::ACCESS {
                Access::May(permission) => permission.as_str(),
                other => other.as_str(),
            },
            operation: E::ID,
            request_id: self.circumstances.request_id.clone(),
            address: Some(self.circumstances.address.to_string()),
        };
        let writing = self.kernel.db.begin_request().await?;
        let tx = begun(&self.kernel, writing, self.scope().clone(), author);
        if let Some(repetition) = &repetition
            && let Some(resource) = answered_before(&tx, repetition).await?
        {
            tx.writing.rollback().await?;
            return Ok(Committed::Repeated(resource));
        }
        let done = match work(&tx).await {
            Ok(done) => done,
            Err(error) => {
                tx.writing.rollback().await?;
                return Err(error);
            }
        };
        if let Some(repetition) = &repetition {
            remember(&tx, repetition, &done.resource).await?;
        }
        commit(tx).await?;
        Ok(Committed::Fresh(done.view))
    }

    fn repetition(&self) -> Result<Option<Repetition>> {
        if E::METHOD != Method::Post || E::is(Trait::Unrepeatable) {
            return Ok(None);
        }
        let body = self.body.borrow();
        let mut keys = Vec::new();
        if let Some(key) = self.header("Idempotency-Key") {
            if key.is_empty() || key.len() > 200 {
                return Err(ProblemCode::MalformedRequest.into());
            }
            keys.push(format!("key:{key}"));
        }
        if E::SUCCESS == 201
            && let Ok(Value::Object(members)) = serde_json::from_slice::<Value>(&body)
            && let Some(Value::String(id)) = members.get("id")
        {
            keys.push(format!("id:{id}"));
        }
        if keys.is_empty() {
            return Ok(None);
        }
        let (path, query) = (self.request.path(), self.request.query_string());
        let parts: [&[u8]; 4] = [E::ID.as_bytes(), path.as_bytes(), query.as_bytes(), &body];
        let digests = self.kernel.keys.digests(DigestPurpose::Request, &parts);
        Ok(Some(Repetition { user: self.user()?, keys, digests }))
    }
}

fn begun(kernel: &Arc<Kernel>, writing: Writing, scope: Scope, author: Author) -> Tx {
    Tx { writing, kernel: kernel.clone(), now: kernel.clock.now(), scope, author, trail: Mutex::default() }
}

async fn commit(tx: Tx) -> Result<()> {
    tx.write_trail().await?;
    tx.writing.commit().await?;
    tx.kernel.committed.notify_one();
    Ok(())
}

/// Runs a write in the system's name, for commands and background work.
pub async fn run_as_system<V>(
    kernel: &Arc<Kernel>,
    author: Author,
    work: impl AsyncFnOnce(&Tx) -> Result<Done<V>>,
) -> Result<V> {
    run_in(kernel, Scope::own(None), author, work).await
}

/// Tries a write and takes it back; says what it came to.
pub async fn rehearse<V>(
    kernel: &Arc<Kernel>,
    scope: Scope,
    author: Author,
    work: impl AsyncFnOnce(&Tx) -> Result<V>,
) -> Result<V> {
    let tx = begun(kernel, kernel.db.begin_work().await?, scope, author);
    let outcome = work(&tx).await;
    tx.writing.rollback().await?;
    outcome
}

/// Runs a write in someone's name and scope outside a request: a job.
pub async fn run_in<V>(
    kernel: &Arc<Kernel>,
    scope: Scope,
    author: Author,
    work: impl AsyncFnOnce(&Tx) -> Result<Done<V>>,
) -> Result<V> {
    let tx = begun(kernel, kernel.db.begin_work().await?, scope, author);
    match work(&tx).await {
        Ok(done) => {
            commit(tx).await?;
            Ok(done.view)
        }
        Err(error) => {
            tx.writing.rollback().await?;
            Err(error)
        }
    }
}

/// The resource an earlier, equal request made; refused when the key was used
/// for another request or its first use is still running.
async fn answered_before(tx: &Tx, repetition: &Repetition) -> Result<Option<String>> {
    for key in &repetition.keys {
        let named: [&[u8]; 2] = [repetition.user.0.as_bytes(), key.as_bytes()];
        let lock = tx.kernel.keys.common_digest(DigestPurpose::Request, &named);
        if !try_lock(tx.db(), lock).await? {
            return Err(Error::from(ProblemCode::RequestInProgress).retry_after(1));
        }
    }
    let known = system::<idempotency_key::Entity>()
        .filter(idempotency_key::Column::UserId.eq(repetition.user))
        .filter(idempotency_key::Column::Key.is_in(&repetition.keys))
        .one(tx.db())
        .await?;
    match known {
        None => Ok(None),
        Some(row) if repetition.digests.contains(&row.request_digest) => Ok(Some(row.resource_id)),
        Some(row) if row.key.starts_with("id:") => Err(ProblemCode::AlreadyExists.into()),
        Some(_) => Err(ProblemCode::IdempotencyKeyReused.into()),
    }
}

async fn remember(tx: &Tx, repetition: &Repetition, resource: &str) -> Result<()> {
    let rows = repetition.keys.iter().map(|key| idempotency_key::ActiveModel {
        user_id: Set(repetition.user),
        key: Set(key.clone()),
        request_digest: Set(repetition.digests.first().cloned().unwrap_or_default()),
        resource_id: Set(resource.to_owned()),
        created_at: Set(tx.now),
    });
    idempotency_key::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    Ok(())
}
