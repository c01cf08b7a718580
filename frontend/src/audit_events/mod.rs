//! The audit trail (jejak audit): every change and every recorded look.

mod detail;
mod list;

pub use detail::AuditEventDetail;
pub use list::AuditEventList;

use crate::i18n::{resource, t, tr};
use contract::audit_events::AuditEvent;

/// Who did it.
fn actor(event: &AuditEvent) -> String {
    event.actor_name.clone().unwrap_or_else(|| t("history-system"))
}

/// What it was done to.
fn subject(event: &AuditEvent) -> String {
    let id = &event.resource_id;
    // The end of an identifier tells records apart; a plain word says it all.
    let short = match id.parse::<uuid::Uuid>() {
        Ok(_) => format!("…{}", id.get(30..).unwrap_or_default()),
        Err(_) => id.clone(),
    };
    tr("audit-subject", &[("kind", resource(&event.resource_kind).into()), ("id", short.into())])
}
