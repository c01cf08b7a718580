//! The audit chain: each event is sealed by a hash over itself and the hash
//! before it, so that a changed, missing or moved event shows.

use super::crypto::to_hex;
use super::database::Db;
use super::error::Result;
use super::scope::system;
use crate::entity::{event, event_chain};
use contract::audit_events::ChainFault;
use contract::ids::EventId;
use contract::place::RegionCode;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The hash before the first event.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Events read at once while verifying; memory stays constant.
const STRETCH: u64 = 1_000;

/// The hash of an event after the event sealed by `previous`.
pub fn seal(previous: &str, position: i64, event: &event::Model) -> String {
    let canonical = serde_json::to_vec(&Canonical::of(event)).unwrap_or_default();
    let mut digest = Sha256::new();
    digest.update(previous);
    digest.update(position.to_be_bytes());
    digest.update(canonical);
    to_hex(&digest.finalize())
}

/// The members of an event in their fixed order.
#[derive(Serialize)]
struct Canonical<'a> {
    id: EventId,
    at: i64,
    actor: Option<String>,
    permission: &'a str,
    operation: &'a str,
    request_id: &'a str,
    address: Option<&'a str>,
    resource_kind: &'a str,
    resource_id: &'a str,
    place: Option<&'a str>,
    place_before: Option<&'a str>,
    agency: Option<String>,
    reason: Option<&'a str>,
    members: &'a str,
}

impl<'a> Canonical<'a> {
    fn of(event: &'a event::Model) -> Self {
        Self {
            id: event.id,
            at: event.at.0,
            actor: event.actor_id.map(|id| id.to_string()),
            permission: &event.permission,
            operation: &event.operation,
            request_id: &event.request_id,
            address: event.address.as_deref(),
            resource_kind: &event.resource_kind,
            resource_id: &event.resource_id,
            place: event.place.as_ref().map(RegionCode::as_str),
            place_before: event.place_before.as_ref().map(RegionCode::as_str),
            agency: event.agency_id.map(|id| id.to_string()),
            reason: event.reason.as_deref(),
            members: &event.members,
        }
    }
}

/// The last link of the chain, to be kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub position: i64,
    pub hash: String,
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.position, self.hash)
    }
}

impl std::str::FromStr for Head {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let wrong = || format!("{text:?} is not a position and a hash, 1042:5f1d…");
        let (position, hash) = text.trim().split_once(':').ok_or_else(wrong)?;
        let position: i64 = position.parse().map_err(|_| wrong())?;
        if hash.len() != 64 || position < 1 {
            return Err(wrong());
        }
        Ok(Self { position, hash: hash.to_ascii_lowercase() })
    }
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Whole up to this head; so many events wait for their position.
    Whole { head: Head, waiting: u64 },
    /// The first link that does not hold and why, after this head.
    Broken { head: Head, fault: ChainFault },
}

/// Walks the chain from its beginning. With a head kept outside, a chain that
/// was cut before it or written anew is found as well.
pub async fn verify(db: &Db, kept: Option<&Head>) -> Result<Verdict> {
    let mut head = Head { position: 0, hash: GENESIS.to_owned() };
    loop {
        let links = system::<event_chain::Entity>()
            .filter(event_chain::Column::Position.gt(head.position))
            .order_by_asc(event_chain::Column::Position)
            .limit(STRETCH)
            .find_also_related(event::Entity)
            .all(db.long_reads())
            .await?;
        if links.is_empty() {
            break;
        }
        for (link, event) in links {
            let position = head.position + 1;
            let broken = |fault| Ok(Verdict::Broken { head: head.clone(), fault });
            let Some(event) = event else { return broken(ChainFault::EventMissing) };
            if link.position != position {
                return broken(ChainFault::PositionMissing);
            }
            if link.hash != seal(&head.hash, position, &event) {
                return broken(ChainFault::Changed);
            }
            if let Some(kept) = kept
                && kept.position == position
                && kept.hash != link.hash
            {
                return broken(ChainFault::OtherHead);
            }
            head = Head { position, hash: link.hash };
        }
    }
    if let Some(kept) = kept
        && kept.position > head.position
    {
        return Ok(Verdict::Broken { head, fault: ChainFault::Cut });
    }
    let waiting = unsealed(db, head.position).await?;
    Ok(Verdict::Whole { head, waiting })
}

/// Events that have no link yet.
async fn unsealed(db: &Db, sealed: i64) -> Result<u64> {
    use sea_orm::PaginatorTrait;
    let events = system::<event::Entity>().count(db.long_reads()).await?;
    Ok(events.saturating_sub(u64::try_from(sealed).unwrap_or(0)))
}
