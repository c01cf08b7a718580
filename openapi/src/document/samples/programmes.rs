//! Examples of programmes, loci and enrolments.

use super::{HOUSEHOLD, ID, Payload, Schemas, TIME, USER, named, sample};
use crate::{enrolments, legal_instruments, loci, programmes};
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
        "region_name": "Teluk Pucung", "rws": ["011"], "target_families": 100,
        "team": [{ "name": "Agus Permana", "agency_id": USER, "duty": "Ketua tim pengelola", "chair": true }],
        "template_id": ID, "stage": "preparation", "starts_on": "2027-01-04", "ends_on": "2027-12-17", "archived_at": null, "archive_reason": null, "created_at": TIME, "updated_at": TIME,
        "version": 1
    })
);
sample!(
    loci::LocusDraft,
    json!({
        "programme_id": USER, "region_code": "32.75.03.1004", "rws": ["011"], "target_families": 100,
        "team": [{ "name": "Agus Permana", "agency_id": USER, "duty": "Ketua tim pengelola", "chair": true }],
        "starts_on": "2027-01-04", "ends_on": "2027-12-17"
    })
);

sample!(
    legal_instruments::LegalInstrument,
    json!({
        "id": ID, "kind": "governor_decree", "number": "463/Kep.211/2026", "dated": "2026-10-03",
        "title": "Penetapan lokasi P2WKSS tahun 2027", "summary": null, "city_code": "32.75",
        "city_name": "Kota Bekasi", "programme_id": USER, "programme_name": "P2WKSS 2027", "locus_id": HOUSEHOLD,
        "document_id": ID, "document_name": "keputusan gubernur.pdf", "archived_at": null, "archive_reason": null,
        "created_at": TIME, "updated_at": TIME, "version": 1
    })
);
sample!(
    legal_instruments::LegalInstrumentDraft,
    json!({
        "kind": "governor_decree", "number": "463/Kep.211/2026", "dated": "2026-10-03",
        "title": "Penetapan lokasi P2WKSS tahun 2027", "city_code": "32.75", "programme_id": USER,
        "locus_id": HOUSEHOLD, "document_id": ID
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
        round_trip::<legal_instruments::LegalInstrument>();
        round_trip::<legal_instruments::LegalInstrumentDraft>();
        round_trip::<enrolments::Enrolment>();
        round_trip::<enrolments::EnrolmentDraft>();
        round_trip::<enrolments::Enrolments>();
    }
}
