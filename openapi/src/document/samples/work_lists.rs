//! Examples of kept filters.

use super::{ID, Payload, Schemas, TIME, USER, Value, json, named, sample};
use crate::work_lists;

sample!(
    work_lists::WorkListDraft,
    json!({
        "list": "beneficiaries", "name": "Siap divalidasi", "filters": { "status": "candidate", "complete": true },
        "sort": "-updated_at", "shared_in": "32.75.03.1004"
    })
);
sample!(
    work_lists::WorkList,
    json!({
        "id": ID, "list": "beneficiaries", "name": "Siap divalidasi",
        "filters": { "status": "candidate", "complete": true }, "sort": "-updated_at", "shared_in": "32.75.03.1004",
        "shared_in_name": "Teluk Pucung", "owner_id": USER, "owner_name": "Rina Wulandari", "own": true, "may_delete": true,
        "created_at": TIME, "updated_at": TIME, "version": 1
    })
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::samples::round_trip;

    #[test]
    fn examples_are_true() {
        round_trip::<work_lists::WorkListDraft>();
        round_trip::<work_lists::WorkList>();
    }
}
