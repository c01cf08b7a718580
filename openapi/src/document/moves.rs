//! Examples of what duplicates, merges and moves send and answer.

use super::{Payload, Schemas, named};
use crate::{duplicates, merges, relocations, tasks};
use serde_json::{Value, json};

const ID: &str = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";
const OTHER: &str = "019ab2c4-1a00-7f21-8c11-90d5b7e3f602";
const RECORD: &str = "019ab2c4-6b00-7a10-b1c2-4e8f00d1a2b3";
const TIME: &str = "2026-11-24T03:12:09.123456Z";

fn side(id: &str, full_name: &str) -> Value {
    json!({
        "id": id, "full_name": full_name, "birth_date": "1988-03-14", "age": 38, "region_code": "32.75.03.1004",
        "region_name": "Teluk Pucung", "rw": "011", "rt": "002", "archived": false
    })
}

sample!(
    duplicates::DuplicateCandidate,
    json!({
        "id": ID, "state": "open", "origin": "write", "score": 94, "reasons": ["name_variant", "same_birth_date"],
        "first": side(OTHER, "Siti Rohayati"), "second": side(RECORD, "Sitti Rohayati"), "settled_by_name": null,
        "settled_at": null, "reason": null, "merge_id": null, "created_at": TIME, "version": 1
    })
);
sample!(
    merges::MergeDraft,
    json!({
        "kept_id": OTHER, "removed_id": RECORD, "kept_version": 3, "removed_version": 1, "take": ["phone", "occupation"],
        "reason": "KTP dan KK diperiksa, orangnya sama"
    })
);
sample!(
    merges::Merge,
    json!({
        "id": ID, "kept_id": OTHER, "kept_name": "Siti Rohayati", "removed_id": RECORD, "removed_name": "Sitti Rohayati",
        "take": ["phone", "occupation"], "reason": "KTP dan KK diperiksa, orangnya sama", "merged_by_name": "Dewi Kartika",
        "merged_at": TIME, "undo_until": "2026-12-24T03:12:09.123456Z", "undone_by_name": null, "undone_at": null,
        "undo_reason": null, "version": 1
    })
);
sample!(
    relocations::RelocationDraft,
    json!({
        "region_code": "32.75.03.1006", "rw": "003", "rt": "001", "address": "Jl. Kenanga 4", "moved_on": "2026-11-20",
        "reason": "Pindah ke rumah orang tua", "household": "whole"
    })
);
sample!(
    relocations::Relocation,
    json!({
        "id": ID, "state": "requested", "beneficiary_id": RECORD, "full_name": "Siti Rohayati", "age": 38,
        "from_region_code": "32.75.03.1004", "from_region_name": "Teluk Pucung", "region_code": "32.75.03.1006",
        "region_name": "Harapan Jaya", "rw": "003", "rt": "001", "moved_on": "2026-11-20",
        "reason": "Pindah ke rumah orang tua", "household": "whole", "requested_by_name": "Rina Wulandari",
        "created_at": TIME, "decided_by_name": null, "decided_at": null, "answer": null, "yours_to_decide": false,
        "yours_to_withdraw": true, "record_seen": true, "version": 1
    })
);
sample!(
    tasks::Completion,
    json!({ "reason": "Pindah ke Harapan Jaya, sudah dipindahkan", "resolution": "transferred" })
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::samples::round_trip;

    #[test]
    fn examples_are_true() {
        round_trip::<duplicates::DuplicateCandidate>();
        round_trip::<merges::MergeDraft>();
        round_trip::<merges::Merge>();
        round_trip::<relocations::RelocationDraft>();
        round_trip::<relocations::Relocation>();
        round_trip::<tasks::Completion>();
    }
}
