//! Examples of programmes, loci and enrolments.

use super::{HOUSEHOLD, ID, Payload, Schemas, TIME, USER, named, sample};
use crate::{enrolments, loci, programmes};
use serde_json::{Value, json};

sample!(
    programmes::Programme,
    json!({
        "id": ID, "name": "P2WKSS", "year": 2027, "city_code": "32.75", "city_name": "Kota Bekasi",
        "district_codes": ["32.75.03"], "lead_agency_id": USER, "lead_agency_name": "DP3A", "budget_year": 2027,
        "target_families": 200, "archived_at": null, "archive_reason": null, "created_at": TIME, "updated_at": TIME,
        "version": 1
    })
);
sample!(
    programmes::ProgrammeDraft,
    json!({
        "name": "P2WKSS", "year": 2027, "city_code": "32.75", "district_codes": ["32.75.03"], "lead_agency_id": USER,
        "budget_year": 2027, "target_families": 200
    })
);
sample!(
    loci::Locus,
    json!({
        "id": ID, "programme_id": USER, "programme_name": "P2WKSS", "year": 2027, "region_code": "32.75.03.1004",
        "region_name": "Teluk Pucung", "rws": ["011"], "target_families": 100, "starts_on": "2027-01-04",
        "ends_on": "2027-12-17", "archived_at": null, "archive_reason": null, "created_at": TIME, "updated_at": TIME,
        "version": 1
    })
);
sample!(
    loci::LocusDraft,
    json!({
        "programme_id": USER, "region_code": "32.75.03.1004", "rws": ["011"], "target_families": 100,
        "starts_on": "2027-01-04", "ends_on": "2027-12-17"
    })
);

sample!(
    enrolments::Enrolment,
    json!({
        "id": ID, "locus_id": USER, "year": 2027, "beneficiary_id": HOUSEHOLD, "full_name": "Siti Rohayati",
        "region_code": "32.75.03.1004", "region_name": "Teluk Pucung", "rw": "011", "state": "active", "reason": null,
        "validation_id": ID, "proposed_by_name": "Rina Wulandari", "created_at": TIME, "updated_at": TIME, "version": 2
    })
);
sample!(enrolments::EnrolmentDraft, json!({ "locus_id": USER, "ids": [HOUSEHOLD] }));
sample!(
    enrolments::Enrolments,
    json!({
        "results": [{ "id": HOUSEHOLD, "enrolment_id": ID }, { "id": USER, "refusal": "not_validated" }], "enrolled": 1,
        "refused": 1
    })
);

#[cfg(test)]
mod tests {
    use super::super::round_trip;
    use super::*;

    #[test]
    fn examples_are_true() {
        round_trip::<programmes::Programme>();
        round_trip::<programmes::ProgrammeDraft>();
        round_trip::<loci::Locus>();
        round_trip::<loci::LocusDraft>();
        round_trip::<enrolments::Enrolment>();
        round_trip::<enrolments::EnrolmentDraft>();
        round_trip::<enrolments::Enrolments>();
    }
}
