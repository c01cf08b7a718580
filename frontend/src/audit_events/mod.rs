//! The audit trail (jejak audit): every change and every recorded look.

mod detail;
mod list;
mod verify;

pub use detail::AuditEventDetail;
pub use list::AuditEventList;

use crate::history::short_id;
use crate::i18n::{resource, t, tr};
use crate::route::Route;
use contract::audit_events::AuditEvent;
use std::str::FromStr;

/// Who did it.
fn actor(event: &AuditEvent) -> String {
    event.actor_name.clone().unwrap_or_else(|| t("history-system"))
}

/// What it was done to.
fn subject(event: &AuditEvent) -> String {
    // An imported row is named by its list and its number.
    let parts: Vec<String> = event.resource_id.split(' ').map(short_id).collect();
    tr("audit-subject", &[("kind", resource(&event.resource_kind).into()), ("id", parts.join(" ").into())])
}

/// The page of a record, for the kinds that have one.
fn page_of(kind: &str, id: &str) -> Option<Route> {
    fn parsed<T: FromStr>(id: &str) -> Option<T> {
        id.parse().ok()
    }
    Some(match kind {
        "account" | "user" => Route::User { id: parsed(id)? },
        "agency" => Route::Agency { id: parsed(id)? },
        "beneficiary" => Route::Beneficiary { id: parsed(id)? },
        "code" => Route::Code { id: parsed(id)? },
        "household" => Route::Household { id: parsed(id)? },
        "import" => Route::Import { id: parsed(id)? },
        "role_assignment" => Route::RoleAssignment { id: parsed(id)? },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_records_with_a_page_lead_to_it() {
        let id = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a49";
        let page = page_of("beneficiary", id).map(|route| route.href());
        assert_eq!(page, Some(format!("/beneficiaries/{id}")));
        assert_eq!(page_of("household_member", id), None);
        assert_eq!(page_of("account", "unknown"), None);
    }
}
