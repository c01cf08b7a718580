//! A record's history, newest first.

use crate::entity::{event, revision, user};
use crate::kernel::crypto::Purpose;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::Guard;
use crate::kernel::list::{Orders, map_page};
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use contract::endpoint::{Endpoint, Method};
use contract::endpoints::ALL;
use contract::history::{Change, ChangedMember};
use contract::ids::{EventId, UserId};
use contract::page::Page;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// What a revision row holds once opened.
#[derive(Deserialize)]
struct Kept {
    members: Vec<ChangedMember>,
}

/// The full names of users.
pub async fn names(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = UserId>,
) -> Result<HashMap<UserId, String>> {
    let users = system::<user::Entity>().filter(user::Column::Id.is_in(ids)).all(db).await?;
    Ok(users.into_iter().map(|user| (user.id, user.full_name)).collect())
}

fn open(kernel: &Kernel, row: revision::Model) -> Result<(EventId, Vec<ChangedMember>)> {
    let context = row.event_id.to_string();
    let plain = kernel.keys.open(Purpose::Revision, &context, &row.sealed).map_err(Error::internal)?;
    let kept: Kept = serde_json::from_slice(&plain).map_err(Error::internal)?;
    Ok((row.event_id, kept.members))
}

/// The values kept with the newest event of a resource.
async fn kept_members<E: Endpoint>(guard: &Guard<E>, kind: &str, id: &str) -> Result<Vec<ChangedMember>> {
    let event = system::<event::Entity>()
        .filter(event::Column::ResourceKind.eq(kind))
        .filter(event::Column::ResourceId.eq(id))
        .order_by_desc(event::Column::At)
        .one(guard.db())
        .await?;
    let Some(event) = event else { return Ok(Vec::new()) };
    let row = system::<revision::Entity>().filter(revision::Column::EventId.eq(event.id)).one(guard.db()).await?;
    row.map_or(Ok(Vec::new()), |row| open(&guard.kernel, row).map(|(_, members)| members))
}

/// The answers that were kept as `results` with the event of a selection, for a
/// repetition of its request.
pub async fn kept_results<E: Endpoint, T: DeserializeOwned>(guard: &Guard<E>, kind: &str, id: &str) -> Result<Vec<T>> {
    let members = kept_members(guard, kind, id).await?;
    let results = members.into_iter().find(|one| one.member == "results").and_then(|one| one.after);
    serde_json::from_value(results.unwrap_or_default()).map_err(Error::internal)
}

/// The changes of one record. The caller has shown that she may see it.
pub async fn page<E: Endpoint>(guard: &Guard<E>, kind: &str, id: &str) -> Result<Page<Change>> {
    guard.filter()?;
    // Who looked is for the audit trail; a history tells what happened.
    let looks = ALL.iter().filter(|operation| operation.method == Method::Get).map(|operation| operation.id);
    let select = system::<event::Entity>()
        .filter(event::Column::ResourceKind.eq(kind))
        .filter(event::Column::ResourceId.eq(id))
        .filter(event::Column::Operation.is_not_in(looks));
    let orders = Orders::new(event::Column::Id, &[("-at", event::Column::At)]);
    let page = guard.page(select, &orders).await?;
    let names = names(guard.db(), page.items.iter().filter_map(|row| row.actor_id)).await?;
    let revisions = system::<revision::Entity>()
        .filter(revision::Column::EventId.is_in(page.items.iter().map(|row| row.id)))
        .all(guard.db())
        .await?;
    let opened: Result<HashMap<EventId, Vec<ChangedMember>>> =
        revisions.into_iter().map(|row| open(&guard.kernel, row)).collect();
    let mut opened = opened?;
    Ok(map_page(page, |row| Change {
        members: opened.remove(&row.id).unwrap_or_default(),
        id: row.id,
        at: row.at,
        actor_name: row.actor_id.and_then(|id| names.get(&id).cloned()),
        actor_id: row.actor_id,
        operation: row.operation,
        reason: row.reason,
    }))
}
