//! Making and changing records, written once for all plain resources.
//!
//! A resource says how a row is snapshotted for the trail and read back for
//! the caller. The first business rule it gains, it writes its own handler
//! from the same pieces.

use super::error::{Error, Result};
use super::event::Change;
use super::guard::Guard;
use super::reply::Reply;
use super::scope::Scoped;
use super::tx::{Committed, Tx};
use contract::draft::Member;
use contract::endpoint::{Endpoint, Method};
use contract::ids::AgencyId;
use contract::moment::Timestamp;
use contract::place::RegionCode;
use contract::problem::{FieldCode, ProblemCode};
use contract::record::Record;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, Iterable, PrimaryKeyToColumn,
    QueryFilter, Value as DbValue,
};
use serde::Serialize;
use serde_json::Value;
use std::str::FromStr;

/// A table of records with a version.
pub trait Resource: EntityTrait + Scoped
where
    Self::Model: IntoActiveModel<Self::ActiveModel> + Clone,
{
    type Id: Copy + ToString + FromStr + Into<DbValue>;
    type View: Record + Serialize;

    /// What the audit trail calls it.
    const KIND: &'static str;

    fn id(row: &Self::Model) -> Self::Id;
    fn version(row: &Self::Model) -> i64;
    /// Marks a change: the next version, at this time.
    fn touch(row: &mut Self::Model, version: i64, now: Timestamp);
    /// The members whose changes the trail keeps.
    fn snapshot(row: &Self::Model) -> Value;
    fn place(_: &Self::Model) -> Option<RegionCode> {
        None
    }
    fn agency(_: &Self::Model) -> Option<AgencyId> {
        None
    }

    /// The record as this caller may see it, or `not_found`.
    fn read<E: Endpoint>(guard: &Guard<E>, id: Self::Id) -> impl Future<Output = Result<Self::View>>;
}

/// The column of a single primary key.
fn key_column<R: EntityTrait>() -> Result<R::Column> {
    R::PrimaryKey::iter().next().map(PrimaryKeyToColumn::into_column).ok_or_else(|| Error::internal("no primary key"))
}

/// Reads the resource a committed write concerns and answers with it.
pub async fn answer<R, E>(guard: &Guard<E>, committed: Committed<R::Id>) -> Result<Reply<E>>
where
    R: Resource,
    R::Model: IntoActiveModel<R::ActiveModel> + Clone,
    E: Endpoint<Reply = R::View>,
{
    let id = match committed {
        Committed::Fresh(id) => id,
        Committed::Repeated(id) => id.parse().map_err(|_| Error::internal("a kept resource id does not parse"))?,
    };
    show::<R, E>(guard, id).await
}

/// Answers with one record.
pub async fn show<R, E>(guard: &Guard<E>, id: R::Id) -> Result<Reply<E>>
where
    R: Resource,
    R::Model: IntoActiveModel<R::ActiveModel> + Clone,
    E: Endpoint<Reply = R::View>,
{
    Ok(present(guard, R::read(guard, id).await?))
}

/// The answer that is a record as it stands.
pub fn present<V: Record, E: Endpoint<Reply = V>>(guard: &Guard<E>, view: V) -> Reply<E> {
    let etag = guard.etag_beside(view.version(), view.beside().as_deref());
    let location = (E::SUCCESS == 201).then(|| view.location());
    let reply = Reply::new(view).tagged(etag);
    match location {
        Some(location) => reply.at(location),
        None => reply,
    }
}

/// Inserts a row and its event. `make` is given the transaction, for the time
/// and for look-ups.
pub async fn create<R, E>(guard: &Guard<E>, make: impl AsyncFnOnce(&Tx) -> Result<R::Model>) -> Result<Reply<E>>
where
    R: Resource,
    R::Model: IntoActiveModel<R::ActiveModel> + Clone + Send + Sync,
    R::ActiveModel: ActiveModelBehavior + Send,
    E: Endpoint<Reply = R::View>,
{
    let committed = guard
        .run(async |tx| {
            let row = make(tx).await?;
            R::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx.db()).await?;
            let change = Change::created(R::KIND, R::id(&row).to_string(), &R::snapshot(&row));
            let change = Change { place: R::place(&row), agency: R::agency(&row), ..change };
            tx.done(change, R::id(&row)).await
        })
        .await?;
    answer::<R, E>(guard, committed).await
}

/// Changes a row under `If-Match` and writes its event. `sent` is what the
/// caller sent, to say what differs when she comes too late; `apply` makes the
/// change and may refuse it.
pub async fn change<R, E>(
    guard: &Guard<E>,
    id: R::Id,
    sent: &(impl Serialize + ?Sized),
    reason: Option<&str>,
    apply: impl AsyncFnOnce(&Tx, &mut R::Model) -> Result<()>,
) -> Result<Reply<E>>
where
    R: Resource,
    R::Model: IntoActiveModel<R::ActiveModel> + Clone + Send + Sync,
    R::ActiveModel: ActiveModelTrait<Entity = R> + ActiveModelBehavior + Send,
    E: Endpoint<Reply = R::View>,
{
    change_after::<R, E>(guard, id, sent, reason, async |_: &Tx| Ok(()), apply).await
}

/// The same for a change that touches other rows too: `first` locks those that
/// every other write locks before this one, so that two never wait for each
/// other.
pub async fn change_after<R, E>(
    guard: &Guard<E>,
    id: R::Id,
    sent: &(impl Serialize + ?Sized),
    reason: Option<&str>,
    first: impl AsyncFnOnce(&Tx) -> Result<()>,
    apply: impl AsyncFnOnce(&Tx, &mut R::Model) -> Result<()>,
) -> Result<Reply<E>>
where
    R: Resource,
    R::Model: IntoActiveModel<R::ActiveModel> + Clone + Send + Sync,
    R::ActiveModel: ActiveModelTrait<Entity = R> + ActiveModelBehavior + Send,
    E: Endpoint<Reply = R::View>,
{
    let expected = guard.if_match()?;
    let written = guard
        .run(async |tx| {
            first(tx).await?;
            let select = tx.select_for_update::<R>().filter(key_column::<R>()?.eq(id));
            let before = select.one(tx.db()).await?.ok_or(ProblemCode::NotFound)?;
            if !expected.holds(&guard.etag(R::version(&before))) {
                return Err(ProblemCode::Stale.into());
            }
            let mut after = before.clone();
            apply(tx, &mut after).await?;
            let change = Change::updated(R::KIND, id, &R::snapshot(&before), &R::snapshot(&after));
            let change = Change { place: R::place(&after), agency: R::agency(&after), ..change };
            let change = Change {
                place_before: R::place(&before).filter(|place| change.place.as_ref() != Some(place)),
                ..change
            };
            let change = reason.map_or(change.clone(), |reason| change.because(reason));
            R::touch(&mut after, R::version(&before) + 1, tx.now());
            after.into_active_model().reset_all().update(tx.db()).await?;
            tx.done(change, id).await
        })
        .await;
    match written {
        // Read when the transaction has let go of its connection: many who come
        // too late at once would wait for each other's.
        Err(error) if error.code == ProblemCode::Stale && error.stale.is_none() => {
            Err(stale::<R, E>(guard, id, sent).await?)
        }
        written => answer::<R, E>(guard, written?).await,
    }
}

async fn stale<R, E>(guard: &Guard<E>, id: R::Id, sent: &(impl Serialize + ?Sized)) -> Result<Error>
where
    R: Resource,
    R::Model: IntoActiveModel<R::ActiveModel> + Clone,
    E: Endpoint,
{
    came_too_late(&R::read(guard, id).await?, sent)
}

/// The refusal of a change to a record that changed meanwhile: how it stands,
/// and what differs from what was sent.
pub fn came_too_late(current: &impl Serialize, sent: &(impl Serialize + ?Sized)) -> Result<Error> {
    let current = serde_json::to_value(current).map_err(Error::internal)?;
    let sent = serde_json::to_value(sent).map_err(Error::internal)?;
    let differs = sent
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(member, value)| current.get(member.as_str()).is_some_and(|now| now != *value))
        .map(|(member, _)| format!("/{member}"))
        .collect();
    Ok(Error::stale(current, differs))
}

/// A member without which no record is made.
pub fn given<T: Clone>(pointer: &str, member: &Member<T>) -> Result<T> {
    member.value().cloned().ok_or_else(|| Error::field(pointer, FieldCode::Required))
}

/// A text over what stood there, without blanks around it.
pub fn text(member: &Member<String>, stands: &mut Option<String>) {
    *stands = member.clone().over(stands.take()).map(|text| text.trim().to_owned());
}

/// A member that says which record it is stays as it was.
pub fn fixed<T: PartialEq>(pointer: &str, member: &Member<T>, stands: &T) -> Result<()> {
    match member.value() {
        Some(sent) if sent != stands => Err(Error::field(pointer, FieldCode::FieldFixed)),
        _ => Ok(()),
    }
}

/// Puts a record away, once.
pub fn archive(at: &mut Option<Timestamp>, why: &mut Option<String>, now: Timestamp, reason: &str) -> Result<()> {
    if at.is_some() {
        return Err(ProblemCode::WrongState.into());
    }
    *at = Some(now);
    *why = Some(reason.trim().to_owned());
    Ok(())
}

/// Takes a record out of the archive.
pub fn restore(at: &mut Option<Timestamp>, why: &mut Option<String>) -> Result<()> {
    if at.is_none() {
        return Err(ProblemCode::WrongState.into());
    }
    (*at, *why) = (None, None);
    Ok(())
}

/// The value of `If-Match`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IfMatch {
    Any,
    /// Tags of the record as it was read.
    Tags(Vec<String>),
    /// The same for a step, where a version as a list shows it, `"7"`, is enough.
    Versions(Vec<String>),
}

impl IfMatch {
    pub fn holds(&self, etag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Tags(tags) => tags.iter().any(|tag| is_of(tag, etag)),
            Self::Versions(tags) => {
                let version = etag.split_once('-').map(|(version, _)| format!("{version}\""));
                tags.iter().any(|tag| is_of(tag, etag) || version.as_ref() == Some(tag))
            }
        }
    }
}

/// Whether a tag is of this state of the record.
fn is_of(tag: &str, etag: &str) -> bool {
    tag == etag || without_beside(tag).as_deref() == Some(etag)
}

/// A tag without what the record showed besides its own row: that does not
/// stand in the way of a change.
fn without_beside(tag: &str) -> Option<String> {
    tag.split_once('.').map(|(own, _)| format!("{own}\""))
}

impl<E: Endpoint> Guard<E> {
    /// The precondition of a change; `*` is enough for a step, not for a draft.
    pub fn if_match(&self) -> Result<IfMatch> {
        let header = self.header("If-Match").filter(|tags| !tags.trim().is_empty());
        let header = header.ok_or(ProblemCode::PreconditionRequired)?;
        if header.trim() == "*" && E::METHOD != Method::Put {
            return Ok(IfMatch::Any);
        }
        let tags = header.split(',').map(|tag| tag.trim().to_owned()).collect();
        Ok(if E::METHOD == Method::Put { IfMatch::Tags(tags) } else { IfMatch::Versions(tags) })
    }
}
