//! One realistic example per payload, shown in the documentation and read
//! back by a test, so that an example cannot go stale.

mod imports;
mod meetings;
mod notifications;
mod programmes;
mod selections;
mod stages;
mod welfare;
mod work_lists;

use super::{Payload, Schemas, named};
use crate::{
    agencies, audit_events, auth, beneficiaries, code_lists, consents, documents, draft, erasures, history, households,
    jobs, me, regions, role_assignments, tasks, users, validations,
};
use serde_json::{Value, json};

macro_rules! sample {
    ($type:ty, $json:expr) => {
        impl Payload for $type {
            fn schema_in_place(schemas: &mut Schemas) -> Value {
                named::<$type>(schemas)
            }

            fn sample() -> Value {
                $json
            }
        }
    };
}
use sample;

const ID: &str = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";
const USER: &str = "019ab2c4-1a00-7f21-8c11-90d5b7e3f602";
const HOUSEHOLD: &str = "019ab2c4-6b00-7a10-b1c2-4e8f00d1a2b3";
const TIME: &str = "2026-11-24T03:12:09.123456Z";

sample!(auth::SignIn, json!({ "username": "kelurahan_officer", "password": "sawah hujan jendela biru" }));
sample!(auth::Refresh, json!({ "refresh_token": "r1.Zm9udGFuYS1iaXJ1LWRpLXRlcGktc2F3YWg" }));
sample!(
    auth::Tokens,
    json!({
        "access_token": "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiI…", "token_type": "Bearer", "expires_in": 900,
        "refresh_token": "r1.Zm9udGFuYS1iaXJ1LWRpLXRlcGktc2F3YWg", "device_token": "d1.cGludHUta2F5dS1qYXRp",
        "must_change_password": false
    })
);
sample!(
    me::PasswordChange,
    json!({ "current_password": "K7QF-9XWM-2RTD", "new_password": "sawah hujan jendela biru" })
);
sample!(
    me::Me,
    json!({
        "id": USER, "username": "rina.telukpucung", "full_name": "Rina Wulandari",
        "roles": [held_role()],
        "permissions": ["list_beneficiaries", "see_identity"],
        "must_change_password": false, "min_password_length": 12
    })
);
sample!(
    me::Session,
    json!({
        "id": ID, "current": true, "device": "Chrome, Android", "address": "203.0.113.7",
        "started_at": TIME, "last_used_at": TIME
    })
);
sample!(draft::Reason, json!({ "reason": "Pindah tugas ke kelurahan lain" }));
sample!(erasures::ErasureDraft, json!({ "reason": "Masa simpan sudah lewat", "on_request": false }));
sample!(
    users::User,
    json!({
        "id": USER, "username": "rina.telukpucung", "full_name": "Rina Wulandari", "email": "rina@contoh.id",
        "state": "active", "state_reason": null, "roles": [held_role()],
        "last_sign_in_at": TIME, "created_at": TIME, "updated_at": TIME, "version": 3
    })
);
sample!(
    users::UserDraft,
    json!({ "username": "rina.telukpucung", "full_name": "Rina Wulandari", "email": "rina@contoh.id" })
);
sample!(users::AccessCode, json!({ "code": "K7QF-9XWM-2RTD-H4PB-6VCN", "expires_at": TIME }));
sample!(
    role_assignments::RoleAssignment,
    json!({
        "id": ID, "user_id": USER, "user_full_name": "Rina Wulandari", "role": "kelurahan_officer", "kind": "definitive",
        "region_code": "32.75.03.1004", "region_name": "Teluk Pucung", "rw": null, "agency_id": null, "agency_name": null,
        "valid_from": "2026-01-02", "valid_until": null, "ended_at": null, "end_reason": null, "state": "current",
        "created_at": TIME, "version": 1
    })
);
sample!(
    role_assignments::RoleAssignmentDraft,
    json!({
        "user_id": USER, "role": "kelurahan_officer", "region_code": "32.75.03.1004", "valid_from": "2026-01-02"
    })
);
sample!(
    regions::Region,
    json!({
        "code": "32.75.03.1006", "level": "village", "name": "Harapan Jaya", "official_name": "Harapanjaya",
        "parent_code": "32.75.03", "bps_code": "3275070001", "postal_code": "17124", "note": null
    })
);
sample!(
    agencies::Agency,
    json!({
        "id": ID, "name": "Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "short_name": "DP3A", "aliases": ["DPPPA"],
        "region_code": "32.75", "archived_at": null, "archive_reason": null,
        "created_at": TIME, "updated_at": TIME, "version": 1
    })
);
sample!(
    agencies::AgencyDraft,
    json!({
        "name": "Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "short_name": "DP3A", "aliases": ["DPPPA"],
        "region_code": "32.75"
    })
);
sample!(
    code_lists::Code,
    json!({
        "id": ID, "list": "marital_status", "code": "widowed", "label_id": "Cerai mati", "label_en": "Widowed",
        "position": 4, "retired": false, "created_at": TIME, "updated_at": TIME, "version": 1
    })
);
sample!(
    code_lists::CodeDraft,
    json!({
        "list": "occupation", "code": "laundry_worker", "label_id": "Buruh cuci", "label_en": "Laundry worker", "position": 7
    })
);
sample!(
    history::Change,
    json!({
        "id": ID, "at": TIME, "actor_id": USER, "actor_name": "Rina Wulandari", "operation": "update_agency", "reason": null,
        "members": [{ "member": "short_name", "before": "DPPPA", "after": "DP3A" }]
    })
);
sample!(
    audit_events::AuditEvent,
    json!({
        "id": ID, "position": 1042, "hash": "5f1d7a0cbb6e4a50", "at": TIME, "actor_id": USER, "actor_name": "Rina Wulandari",
        "permission": "edit_reference_data", "operation": "update_agency", "request_id": "019ab2c47d107c3e",
        "address": "203.0.113.7", "resource_kind": "agency", "resource_id": ID, "place": "32.75",
        "members": ["short_name"], "reason": null
    })
);

sample!(
    households::Household,
    json!({
        "id": HOUSEHOLD, "kk_number_masked": "3275**********07", "region_code": "32.75.03.1004", "region_name": "Teluk Pucung",
        "rw": "011", "rt": "002", "address": "Gg. Melati 7", "monthly_income": 1_850_000, "monthly_expenditure": 1_900_000,
        "finances_on": "2026-10-21", "beneficiary_ids": [ID], "member_count": 3, "withheld": [],
        "created_at": TIME, "updated_at": TIME, "version": 2
    })
);
sample!(
    households::HouseholdDraft,
    json!({
        "kk_number": "3275991203150007", "region_code": "32.75.03.1004", "rw": "011", "rt": "002", "address": "Gg. Melati 7",
        "monthly_income": 1_850_000, "monthly_expenditure": 1_900_000, "finances_on": "2026-10-21"
    })
);
sample!(
    households::HouseholdMember,
    json!({
        "id": ID, "household_id": HOUSEHOLD, "full_name": "Dimas Pratama", "birth_date": "2014-05-02", "age": 12, "sex": "male",
        "relation": "child", "schooling": "in_school", "livelihood": "depends_on_her", "withheld": [],
        "created_at": TIME, "updated_at": TIME, "version": 1
    })
);
sample!(
    households::HouseholdMemberDraft,
    json!({
        "full_name": "Dimas Pratama", "birth_date": "2014-05-02", "sex": "male", "relation": "child",
        "schooling": "in_school", "livelihood": "depends_on_her"
    })
);
sample!(
    beneficiaries::Beneficiary,
    json!({
        "id": ID, "full_name": "Siti Rohayati", "nik_masked": "3275**********01", "nik_absent_reason": null,
        "birth_date": "1988-03-14", "age": 38, "sex": "female", "household_id": HOUSEHOLD, "region_code": "32.75.03.1004",
        "region_name": "Teluk Pucung", "rw": "011", "rt": "002", "address": "Gg. Melati 7", "phone": "628123456789",
        "marital_status": "widowed", "head_of_family": { "de_jure": true, "de_facto": true, "basis": "husband_died" },
        "education": "junior_secondary", "occupation": "laundry_worker", "health_notes": null, "household_income": 1_850_000,
        "welfare_stage": "pre_prosperous", "below_poverty_line": true, "eligibility": "eligible", "collected_by": USER,
        "collection": { "kind": "kader", "name": "Yuyun Nuraeni", "method": "home_visit", "on": "2026-11-06", "note": null },
        "notice": { "version": "2026-1", "language": "id", "means": "read_out", "given_on": "2026-11-06", "given_by": "Yuyun Nuraeni" },
        "status": "candidate", "missing": [], "warnings": [], "outdated_by": [], "edited_by_you": false,
        "archived_at": null, "archive_reason": null, "merged_into": null, "destroy_on": null, "withheld": [], "created_at": TIME,
        "updated_at": TIME, "version": 2
    })
);
sample!(
    beneficiaries::BeneficiaryDraft,
    json!({
        "nik": "3275995403880001", "full_name": "Siti Rohayati", "birth_date": "1988-03-14", "region_code": "32.75.03.1004",
        "rw": "011", "rt": "002", "address": "Gg. Melati 7", "phone": "0812-3456-789", "marital_status": "widowed",
        "head_of_family": { "de_jure": true, "de_facto": true, "basis": "husband_died" }, "occupation": "laundry_worker"
    })
);
sample!(beneficiaries::Lookup, json!({ "nik": "3275995403880001" }));
sample!(beneficiaries::LookupResult, json!({ "items": [beneficiaries::Beneficiary::sample()], "elsewhere": 0 }));
sample!(beneficiaries::Identity, json!({ "nik": "3275995403880001", "kk_number": "3275991203150007" }));
sample!(
    validations::Validation,
    json!({
        "id": ID, "beneficiary_id": ID, "programme_year": 2027, "outcome": "validated", "reason_code": null, "reason": null,
        "document_number": "400/17/Kel.TP/2026", "document_date": "2026-11-24", "document_id": HOUSEHOLD, "beneficiary_version": 2,
        "eligibility": "eligible", "rule_set_number": 3,
        "rules": [{ "rule": "sex", "outcome": "met", "text": "Perempuan.", "values": {} }],
        "decided_by": USER, "decided_by_name": "Tri Handayani", "decided_at": TIME
    })
);
sample!(
    validations::ValidationDraft,
    json!({
        "ids": [ID], "programme_year": 2027, "outcome": "validated",
        "document_number": "400/17/Kel.TP/2026", "document_date": "2026-11-24", "document_id": HOUSEHOLD
    })
);
sample!(
    validations::Decisions,
    json!({
        "results": [{ "id": ID, "validation_id": HOUSEHOLD }, { "id": USER, "refusal": "own_candidate" }], "decided": 1, "refused": 1
    })
);
sample!(
    consents::Consent,
    json!({
        "id": ID, "beneficiary_id": HOUSEHOLD, "purpose": "photo", "answer": "given", "text_version": "2026-1",
        "language": "id", "means": "read_out", "answered_on": "2026-11-06", "asked_by": "Yuyun Nuraeni", "holds": true,
        "recorded_by": USER, "recorded_by_name": "Rina Wulandari", "created_at": TIME
    })
);
sample!(
    consents::ConsentDraft,
    json!({
        "purpose": "photo", "answer": "given", "text_version": "2026-1", "language": "id", "means": "read_out",
        "answered_on": "2026-11-06", "asked_by": "Yuyun Nuraeni"
    })
);
sample!(
    documents::Document,
    json!({
        "id": ID, "kind": "signed_list", "file_name": "daftar-rw11.pdf", "media_type": "application/pdf", "size": 482_113,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "has_thumbnail": false, "region_code": "32.75.03.1004", "created_by": USER, "created_by_name": "Tri Handayani", "created_at": TIME,
        "version": 1
    })
);
sample!(
    tasks::Task,
    json!({
        "id": ID, "kind": "nik_elsewhere", "state": "open", "beneficiary_id": HOUSEHOLD, "full_name": "Siti Rohayati",
        "region_code": "32.75.03.1004", "region_name": "Teluk Pucung", "claimed_full_name": "Sitti Rohayati",
        "claimed_region_code": "32.75.03.1006", "claimed_region_name": "Harapan Jaya", "raised_by": USER,
        "raised_by_name": "Rina Wulandari", "created_at": TIME, "done_by_name": null, "done_at": null,
        "outcome": null, "resolution": null, "relocation_id": null, "version": 1
    })
);

sample!(
    audit_events::VerificationDraft,
    json!({ "head": "1042:5f1de6a02c1f3bb4a9a2f3c7a3a61d6b0cf0c8b0d6a7c2a0a4a0c8d4a5e6f7a8" })
);
sample!(
    audit_events::Verification,
    json!({
        "whole": true, "links": 1042, "head": "1042:5f1de6a02c1f3bb4a9a2f3c7a3a61d6b0cf0c8b0d6a7c2a0a4a0c8d4a5e6f7a8",
        "waiting": 0, "fault": null
    })
);

sample!(
    jobs::Job,
    json!({
        "id": ID, "kind": "import_commit", "subject": HOUSEHOLD, "state": "running", "progress": { "done": 48, "total": 60 },
        "error": null, "created_at": TIME, "finished_at": null
    })
);
sample!(documents::Thumbnail, json!({ "media_type": "image/jpeg", "data": "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==" }));
sample!(documents::Link, json!({ "url": "/l/3mJ0Zk1vS2F0", "expires_at": TIME }));

fn held_role() -> Value {
    json!({
        "role": "kelurahan_officer", "kind": "definitive", "region_code": "32.75.03.1004",
        "region_name": "Teluk Pucung", "rw": null, "agency_id": null, "agency_name": null
    })
}

/// The example is read as its type and written out again unchanged.
#[cfg(test)]
pub(super) fn round_trip<T: Payload + serde::Serialize + serde::de::DeserializeOwned>() {
    let sample = T::sample();
    let read: T = serde_json::from_value(sample.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), sample);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_true() {
        round_trip::<auth::SignIn>();
        round_trip::<auth::Refresh>();
        round_trip::<auth::Tokens>();
        round_trip::<me::PasswordChange>();
        round_trip::<me::Me>();
        round_trip::<me::Session>();
        round_trip::<draft::Reason>();
        round_trip::<users::User>();
        round_trip::<users::UserDraft>();
        round_trip::<users::AccessCode>();
        round_trip::<role_assignments::RoleAssignment>();
        round_trip::<role_assignments::RoleAssignmentDraft>();
        round_trip::<regions::Region>();
        round_trip::<agencies::Agency>();
        round_trip::<agencies::AgencyDraft>();
        round_trip::<code_lists::Code>();
        round_trip::<code_lists::CodeDraft>();
        round_trip::<history::Change>();
        round_trip::<audit_events::AuditEvent>();
        round_trip::<households::Household>();
        round_trip::<households::HouseholdDraft>();
        round_trip::<households::HouseholdMember>();
        round_trip::<households::HouseholdMemberDraft>();
        round_trip::<beneficiaries::Beneficiary>();
        round_trip::<beneficiaries::BeneficiaryDraft>();
        round_trip::<beneficiaries::Lookup>();
        round_trip::<beneficiaries::LookupResult>();
        round_trip::<beneficiaries::Identity>();
        round_trip::<validations::Validation>();
        round_trip::<validations::ValidationDraft>();
        round_trip::<validations::Decisions>();
        round_trip::<jobs::Job>();
        round_trip::<documents::Link>();
        round_trip::<documents::Thumbnail>();
        round_trip::<crate::exports::ExportDraft>();
        round_trip::<consents::Consent>();
        round_trip::<consents::ConsentDraft>();
        round_trip::<documents::Document>();
        round_trip::<tasks::Task>();
        round_trip::<audit_events::VerificationDraft>();
        round_trip::<audit_events::Verification>();
    }
}
