//! Examples of what awaits someone, and of what she is told.

use super::{HOUSEHOLD, ID, Payload, Schemas, TIME, USER, named, sample};
use crate::{actions, awaiting, notifications};
use serde_json::{Value, json};

fn none() -> Value {
    json!({ "items": [], "total": 0 })
}

sample!(
    awaiting::MyAwaiting,
    json!({
        "tasks": none(), "actions": { "items": [<actions::Action as Payload>::sample()], "total": 1 },
        "waivers": {
            "items": [{
                "id": ID, "stage_record_id": USER, "locus_id": HOUSEHOLD, "stage": "preparation",
                "region_code": "32.75.03.1004", "region_name": "Teluk Pucung", "rws": ["011"], "year": 2027,
                "requirement_id": "Kajian IPM", "requirement_en": "IPM study", "reason": "Kajian menunggu data BPS",
                "requested_by_name": "Rina Wulandari", "created_at": TIME
            }],
            "total": 1
        },
        "stages": none(), "imports": none(),
        "destroy_due": { "total": 0, "since": null }, "undecided": { "total": 12, "since": TIME },
        "incomplete": { "total": 0, "since": null }, "outdated": { "total": 0, "since": null },
        "without_role": none(), "invited": none(), "ending_terms": none()
    })
);
sample!(
    notifications::Notification,
    json!({
        "id": ID, "kind": "stage_returned", "locus_id": HOUSEHOLD, "region_name": "Teluk Pucung", "rws": ["011"],
        "year": 2027, "stage": "preparation", "meeting_id": null, "action_id": null, "title": null,
        "by_name": "Dewi Kartika", "created_at": TIME, "read_at": null
    })
);
sample!(notifications::NotificationsRead, json!({ "ids": [ID] }));
sample!(notifications::NotificationsUnread, json!({ "unread": 2 }));

#[cfg(test)]
mod tests {
    use super::super::round_trip;
    use super::*;

    #[test]
    fn examples_are_true() {
        round_trip::<awaiting::MyAwaiting>();
        round_trip::<notifications::Notification>();
        round_trip::<notifications::NotificationsRead>();
        round_trip::<notifications::NotificationsUnread>();
    }
}
