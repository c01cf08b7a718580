//! Examples of uploaded lists.

use super::{HOUSEHOLD, ID, Payload, Schemas, TIME, USER, Value, json, named, sample};
use crate::imports;

impl Payload for imports::FileBytes {
    fn schema_in_place(_: &mut Schemas) -> Value {
        json!({ "type": "string", "format": "binary" })
    }

    fn sample() -> Value {
        Value::Null
    }
}

sample!(
    imports::Import,
    json!({
        "id": ID, "file_name": "calon-rw11.xlsx", "region_code": "32.75.03.1004", "state": "checked", "fault": null,
        "counts": { "rows": 60, "create": 40, "update": 4, "unchanged": 3, "conflict": 1, "faulty": 12, "warned": 6,
            "committed": 0, "mended": 0 },
        "ignored_headings": ["No"],
        "sheets": [{ "name": "RW 11", "rows": 60, "hidden": false, "chosen": true, "header_row": 4, "columns": [
            { "index": 1, "letter": "B", "heading": "No. KTP", "hidden": false, "samples": ["3275**********01"],
                "column": "nik" }
        ] }],
        "left_out": [{ "row": 65, "why": "total" }],
        "source": { "id": ID, "name": "Daftar PKK RW 11", "remembered_on": "2026-10-02",
            "remembered_by": "Rina Wulandari" },
        "mends": null, "job_id": HOUSEHOLD, "created_by": USER, "created_by_name": "Rina Wulandari",
        "created_at": TIME, "committed_at": null, "destroy_on": null, "version": 2
    })
);
sample!(
    imports::ImportRow,
    json!({
        "row": 9, "source_row": null, "full_name": "Cucu Rohayani", "outcome": "faulty",
        "errors": [{ "heading": "No. KTP", "column": "nik", "code": "nik_date", "value": "3275**********01",
            "message": "Tanggal di dalam NIK tidak ada. Periksa angka ke-7 sampai 12 di KTP." }],
        "warnings": [],
        "changes": [{ "heading": "Status", "column": "marital_status", "before": "Kawin", "after": "Cerai mati" }],
        "acceptable": false, "accepted": false, "mended": false, "committed": false, "beneficiary_id": null
    })
);
sample!(imports::Commit, json!({ "rows": "valid", "updates": "apply" }));
sample!(
    imports::Mapping,
    json!({
        "sheet": "RW 11", "columns": [{ "index": 1, "column": "full_name" }, { "index": 9, "column": null }],
        "remember": true, "source": "Daftar PKK RW 11"
    })
);
sample!(imports::Acceptance, json!({ "rows": [14, 31] }));
sample!(
    imports::ImportSource,
    json!({
        "id": ID, "name": "Daftar PKK RW 11", "region_code": "32.75.03.1004", "created_by": USER,
        "created_by_name": "Rina Wulandari", "created_at": TIME, "used_at": TIME, "version": 1
    })
);

#[cfg(test)]
mod tests {
    use super::super::round_trip;
    use super::*;

    #[test]
    fn every_sample_reads_back_as_it_was() {
        round_trip::<imports::Import>();
        round_trip::<imports::ImportRow>();
        round_trip::<imports::Commit>();
        round_trip::<imports::Mapping>();
        round_trip::<imports::Acceptance>();
        round_trip::<imports::ImportSource>();
    }
}
