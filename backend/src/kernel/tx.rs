//! The only way to write.
//!
//! `guard.run(async |tx| { …; tx.done(change, view).await })` runs the closure,
//! whose first statement begins a transaction, and commits. A [`Done`] is made only by
//! [`Tx::done`], which adds the event; a closure that forgets it does not
//! compile. The events are written together before the commit. Nothing outside
//! the database is awaited inside.
//!
//! A write that only inserts may be laid by instead ([`Guard::open`],
//! [`Tx::lay_by`]), with its event, and be carried out with others' in one turn.

use super::crypto::{Purpose, to_hex};
use super::database::lock_rows;
use super::error::Result;
use super::event::Change;
use super::guard::Guard;
use super::repetition::{Repetition, answered_before, remember};
use super::scope::{Scope, Scoped, select};
use super::state::Kernel;
use super::together::Together;
use super::turn::{Lane, Turn};
use crate::entity::{event, event_queue, revision};
use contract::endpoint::{Access, Endpoint};
use contract::ids::{EventId, UserId};
use contract::moment::Timestamp;
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait, Select, Statement};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// A running transaction.
#[derive(Debug)]
pub struct Tx {
    turn: Turn,
    kernel: Arc<Kernel>,
    now: Timestamp,
    scope: Scope,
    author: Author,
    last: Mutex<Last>,
}

/// What is written together before the commit: rows that nothing reads until
/// then, and the events of the audit trail.
#[derive(Debug, Default)]
struct Last {
    rows: Together,
    events: Vec<event::ActiveModel>,
    revisions: Vec<revision::ActiveModel>,
}

impl Last {
    /// All of it as rows.
    fn rows(self) -> Together {
        let Self { mut rows, events, revisions } = self;
        let queued: Vec<event_queue::ActiveModel> =
            events.iter().map(|event| event_queue::ActiveModel { event_id: event.id.clone() }).collect();
        rows.add::<event::Entity>(events);
        rows.add::<event_queue::Entity>(queued);
        rows.add::<revision::Entity>(revisions);
        rows
    }
}

/// What a write that has not begun would insert, and how its request is
/// recognised when it comes again.
#[derive(Debug)]
pub struct Laid {
    pub rows: Together,
    pub repetition: Option<Repetition>,
}

/// Events that wait at most.
const EVENTS: usize = 500;

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

impl<V> Done<V> {
    /// Work whose event is known before it is done.
    pub fn with<W>(self, view: W) -> Done<W> {
        Done { view, resource: self.resource }
    }
}

impl Tx {
    pub fn db(&self) -> &Turn {
        &self.turn
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }

    pub fn author(&self) -> &Author {
        &self.author
    }

    /// What this operation reaches.
    pub fn scope(&self) -> &Scope {
        &self.scope
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
            let mut last = self.last();
            last.events.push(row);
            last.revisions.extend(values);
            last.events.len() >= EVENTS
        };
        if full {
            self.write_out().await?;
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

    fn last(&self) -> MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Inserts rows with the trail, after those added before. Whatever is read
    /// here meanwhile does not see them, unless `write_out` comes first.
    pub fn insert_last<E: EntityTrait<ActiveModel: Send + Sync>>(
        &self,
        rows: impl IntoIterator<Item = E::ActiveModel>,
    ) {
        self.last().rows.add::<E>(rows);
    }

    /// The same for rows of an id and a text.
    pub fn insert_last_texts<E: EntityTrait>(&self, rows: impl IntoIterator<Item = (Uuid, String)>) {
        self.last().rows.add_texts::<E>(rows);
    }

    /// Writes what has gathered until now.
    pub async fn write_out(&self) -> Result<()> {
        for statement in self.gathered()? {
            self.db().execute_raw(statement).await?;
        }
        Ok(())
    }

    fn gathered(&self) -> Result<Vec<Statement>> {
        let last = std::mem::take(&mut *self.last());
        last.rows().statements(self.kernel.db.backend())
    }

    /// What there is to write, for someone who writes it with what others have;
    /// nothing where this write has begun by itself.
    pub fn lay_by<V>(self, done: &Done<V>, repetition: Option<Repetition>) -> Option<Laid> {
        if self.turn.is_taken() {
            return None;
        }
        if let Some(repetition) = &repetition {
            remember(&self, repetition, &done.resource);
        }
        let rows = self.last.into_inner().unwrap_or_else(PoisonError::into_inner).rows();
        Some(Laid { rows, repetition })
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

impl<E: Endpoint> Guard<E> {
    /// Runs a write. See the module's description.
    pub async fn run<V>(&self, work: impl AsyncFnOnce(&Tx) -> Result<Done<V>>) -> Result<Committed<V>> {
        let (tx, repetition) = self.open()?;
        let Some(repetition) = repetition else {
            let done = work(&tx).await;
            return end(tx, done).await.map(Committed::Fresh);
        };
        match answered_before(&tx, &repetition).await {
            Ok(None) => {}
            Ok(Some(resource)) => {
                tx.turn.take_back().await?;
                return Ok(Committed::Repeated(resource));
            }
            Err(error) => return end(tx, Err(error)).await.map(Committed::Fresh),
        }
        let done = work(&tx).await.inspect(|done| remember(&tx, &repetition, &done.resource));
        end(tx, done).await.map(Committed::Fresh)
    }

    /// A write that has not begun, and how its request is recognised when it
    /// comes again. Only what is laid by of it can be carried out.
    pub fn open(&self) -> Result<(Tx, Option<Repetition>)> {
        let repetition = self.repetition()?;
        Ok((open(&self.kernel, Lane::Request, self.scope().clone(), self.author()), repetition))
    }

    /// The caller, as the trail names her.
    pub fn author(&self) -> Author {
        Author {
            user: self.actor().map(|actor| actor.user),
            permission: match E::ACCESS {
                Access::May(permission) => permission.as_str(),
                other => other.as_str(),
            },
            operation: E::ID,
            request_id: self.circumstances.request_id.clone(),
            address: Some(self.circumstances.address.to_string()),
        }
    }
}

fn open(kernel: &Arc<Kernel>, lane: Lane, scope: Scope, author: Author) -> Tx {
    let turn = Turn::new(kernel.clone(), lane);
    Tx { turn, kernel: kernel.clone(), now: kernel.clock.now(), scope, author, last: Mutex::default() }
}

/// Writes what is left and commits, or takes all of it back.
async fn end<V>(tx: Tx, done: Result<Done<V>>) -> Result<V> {
    let left = done.and_then(|done| Ok((done.view, tx.gathered()?)));
    let (view, left) = match left {
        Ok(left) => left,
        Err(error) => {
            tx.turn.take_back().await?;
            return Err(error);
        }
    };
    if tx.turn.finish(left).await? {
        tx.kernel.committed.notify_one();
    }
    Ok(view)
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
    let tx = open(kernel, Lane::Work, scope, author);
    let outcome = work(&tx).await;
    tx.turn.take_back().await?;
    outcome
}

/// Runs a write in someone's name and scope outside a request: a job.
pub async fn run_in<V>(
    kernel: &Arc<Kernel>,
    scope: Scope,
    author: Author,
    work: impl AsyncFnOnce(&Tx) -> Result<Done<V>>,
) -> Result<V> {
    let tx = open(kernel, Lane::Work, scope, author);
    let done = work(&tx).await;
    end(tx, done).await
}
