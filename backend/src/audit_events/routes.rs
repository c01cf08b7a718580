//! Reading the trail.

use crate::entity::{event, event_chain};
use crate::history::queries::names;
use crate::kernel::chain::{self, Head, Verdict};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{open_to_permission, system};
use crate::kernel::tx::Committed;
use actix_web::web::Path;
use contract::audit_events::{AuditEvent, ChainFault, Verification};
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{GetAuditEvent, ListAuditEvents, VerifyAuditTrail};
use contract::ids::{EventId, UserId};
use contract::moment::{Day, Timestamp};
use contract::page::Page;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Deserialize;
use std::collections::HashMap;

open_to_permission!(event::Entity);

/// Members are kept with digests; only their names are shown.
#[derive(Deserialize)]
struct Named {
    member: String,
}

/// The instant at which a day begins in Jakarta.
fn start_of(day: Day) -> Timestamp {
    let midnight = day.0.midnight().assume_utc().unix_timestamp();
    Timestamp(midnight * Timestamp::MICROS_PER_SECOND).plus_seconds(-7 * 3600)
}

pub async fn list(guard: Read<ListAuditEvents>) -> Answer<ListAuditEvents> {
    let filter = guard.filter()?;
    let mut select = guard.select::<event::Entity>();
    if let Some(actor) = filter.actor_id {
        select = select.filter(event::Column::ActorId.eq(actor));
    }
    if let Some(kind) = filter.resource_kind {
        select = select.filter(event::Column::ResourceKind.eq(kind));
    }
    if let Some(id) = filter.resource_id {
        select = select.filter(event::Column::ResourceId.eq(id));
    }
    if let Some(operation) = filter.operation {
        select = select.filter(event::Column::Operation.eq(operation));
    }
    if let Some(from) = filter.from {
        select = select.filter(event::Column::At.gte(start_of(from)));
    }
    if let Some(until) = filter.until {
        select = select.filter(event::Column::At.lt(start_of(until).plus_seconds(24 * 3600)));
    }
    let orders = Orders::new(event::Column::Id, &[("-at", event::Column::At)]);
    let page = guard.page(select, &orders).await?;
    Ok(Reply::new(views(&guard, page).await?))
}

pub async fn get(guard: Read<GetAuditEvent>, id: Path<EventId>) -> Answer<GetAuditEvent> {
    let row = guard.select::<event::Entity>().filter(event::Column::Id.eq(*id)).one(guard.db()).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    let page = Page { items: vec![row], next_cursor: None, total: None, total_at_least: None };
    let event = views(&guard, page).await?.items.pop().ok_or(ProblemCode::NotFound)?;
    let etag = guard.etag(event.position.unwrap_or(0));
    Ok(Reply::new(event).tagged(etag))
}

/// Adds positions and names: two statements, however many rows.
async fn views<E: Endpoint>(guard: &Guard<E>, page: Page<event::Model>) -> Result<Page<AuditEvent>> {
    let links = system::<event_chain::Entity>()
        .filter(event_chain::Column::EventId.is_in(page.items.iter().map(|row| row.id)))
        .all(guard.db())
        .await?;
    let links: HashMap<EventId, event_chain::Model> = links.into_iter().map(|link| (link.event_id, link)).collect();
    let names = names(guard.db(), page.items.iter().filter_map(|row| row.actor_id)).await?;
    Ok(map_page(page, |row| view(row, &links, &names)))
}

fn view(
    row: event::Model,
    links: &HashMap<EventId, event_chain::Model>,
    names: &HashMap<UserId, String>,
) -> AuditEvent {
    let link = links.get(&row.id);
    let members: Vec<Named> = serde_json::from_str(&row.members).unwrap_or_default();
    AuditEvent {
        position: link.map(|link| link.position),
        hash: link.map(|link| link.hash.clone()),
        id: row.id,
        at: row.at,
        actor_name: row.actor_id.and_then(|id| names.get(&id).cloned()),
        actor_id: row.actor_id,
        permission: row.permission,
        operation: row.operation,
        request_id: row.request_id,
        address: row.address,
        resource_kind: row.resource_kind,
        resource_id: row.resource_id,
        place: row.place,
        members: members.into_iter().map(|one| one.member).collect(),
        reason: row.reason,
    }
}

/// Walks the chain in stretches, so that memory stays constant; the walk itself
/// is recorded.
pub async fn verify(guard: Write<VerifyAuditTrail>) -> Answer<VerifyAuditTrail> {
    let draft = guard.draft(Purpose::Create).await?;
    let kept = draft.head.map(|head| head.parse::<Head>()).transpose();
    let kept = kept.map_err(|_| Error::field("/head", FieldCode::Malformed))?;
    let walk = guard.kernel.verifying.try_acquire();
    let _walk = walk.map_err(|_| Error::from(ProblemCode::RequestInProgress).retry_after(10))?;
    let found = match chain::verify(&guard.kernel.db, kept.as_ref()).await? {
        Verdict::Whole { head, waiting } => Verification {
            whole: true,
            links: head.position,
            head: head.to_string(),
            waiting: i64::try_from(waiting).map_err(Error::internal)?,
            fault: None,
        },
        Verdict::Broken { head, fault } => {
            Verification { whole: false, links: head.position, head: head.to_string(), waiting: 0, fault: Some(fault) }
        }
    };
    let outcome = found.fault.map_or("whole", ChainFault::as_str);
    let change = Change::act("audit_trail", found.links).because(outcome);
    match guard.run(async |tx| tx.done(change, found).await).await? {
        Committed::Fresh(found) => Ok(Reply::new(found)),
        Committed::Repeated(_) => Err(Error::internal("a verification is never repeated from memory")),
    }
}
