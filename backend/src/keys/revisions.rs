//! The values kept with events. Phone and health notes stand sealed inside
//! what is sealed; both are renewed. Their digests in the event are those of
//! the seal before, and tell nothing from then on.

use super::patiently;
use crate::entity::{event, revision};
use crate::kernel::crypto::{Purpose, base64url, from_base64url};
use crate::kernel::error::{Error, Result};
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use contract::ids::EventId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use std::time::Duration;
use uuid::Uuid;

const BATCH: u64 = 200;
const BREATH: Duration = Duration::from_millis(5);
/// Members whose values stand sealed in the trail as in the row.
const SEALED: &[&str] = &["phone", "health_notes", "functioning"];

/// Walks over all of them once; how many were renewed.
pub async fn walk(kernel: &Kernel) -> Result<u64> {
    let (mut renewed, mut from) = (0, Some(EventId(Uuid::nil())));
    while let Some(after) = from {
        let (count, next) = patiently(async || batch(kernel, after).await).await?;
        renewed += count;
        from = next;
        tokio::time::sleep(BREATH).await;
    }
    Ok(renewed)
}

async fn batch(kernel: &Kernel, after: EventId) -> Result<(u64, Option<EventId>)> {
    let rows = system::<revision::Entity>()
        .filter(revision::Column::KeyId.ne(kernel.keys.id()))
        .filter(revision::Column::EventId.gt(after))
        .order_by_asc(revision::Column::EventId)
        .limit(BATCH)
        .all(kernel.db.long_reads())
        .await?;
    let Some(last) = rows.last().map(|row| row.event_id) else { return Ok((0, None)) };
    let ids = rows.iter().map(|row| row.event_id);
    let events = system::<event::Entity>().filter(event::Column::Id.is_in(ids)).all(kernel.db.long_reads()).await?;
    let (tx, _asked) = kernel.db.begin_beside().await?;
    let mut count = 0;
    for row in rows {
        let event = events.iter().find(|event| event.id == row.event_id);
        let event = event.ok_or_else(|| Error::internal("kept values have no event"))?;
        let sealed = renewed(kernel, event, &row)?;
        count += revision::Entity::update_many()
            .col_expr(revision::Column::Sealed, Expr::value(sealed))
            .col_expr(revision::Column::KeyId, Expr::value(kernel.keys.id()))
            .filter(revision::Column::EventId.eq(row.event_id))
            // It may have been erased or renewed meanwhile.
            .filter(revision::Column::Sealed.eq(row.sealed))
            .exec(&tx)
            .await?
            .rows_affected;
    }
    tx.commit().await?;
    Ok((count, Some(last)))
}

fn renewed(kernel: &Kernel, event: &event::Model, row: &revision::Model) -> Result<Vec<u8>> {
    let context = event.id.to_string();
    let told = |error| Error::internal(format!("the values of event {}: {error}", event.id));
    let plain = kernel.keys.open(Purpose::Revision, &context, &row.sealed).map_err(told)?;
    let mut kept: Value = serde_json::from_slice(&plain).map_err(Error::internal)?;
    let members = kept.get_mut("members").and_then(Value::as_array_mut);
    for member in members.into_iter().flatten() {
        let name = member.get("member").and_then(Value::as_str).unwrap_or_default().to_owned();
        if !SEALED.contains(&name.as_str()) {
            continue;
        }
        for side in ["before", "after"] {
            if let Some(value) = member.get_mut(side) {
                renew_value(kernel, &format!("{} {name}", event.resource_id), value);
            }
        }
    }
    Ok(kernel.keys.seal(Purpose::Revision, &context, kept.to_string().as_bytes()))
}

/// A value that is not sealed, or opens with neither key, stays as it is.
fn renew_value(kernel: &Kernel, context: &str, value: &mut Value) {
    let Some(sealed) = value.as_str().and_then(from_base64url) else { return };
    if let Ok(Some(renewed)) = kernel.keys.renew(Purpose::Personal, context, &sealed) {
        *value = Value::String(base64url(&renewed));
    }
}
