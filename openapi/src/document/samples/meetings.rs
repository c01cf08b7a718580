//! Examples of meetings and what follows from them.

use super::{HOUSEHOLD, ID, Payload, Schemas, TIME, USER, named, sample};
use crate::{actions, comments, meetings, officers};
use serde_json::{Value, json};

sample!(
    actions::Action,
    json!({
        "id": ID, "meeting_id": HOUSEHOLD, "meeting_kind": "cross_sector", "meeting_at": TIME, "decision_id": USER,
        "locus_id": ID, "region_code": "32.75.03.1004", "region_name": "Teluk Pucung",
        "title": "Lengkapi pendataan calon", "owner_id": USER, "owner_name": "Rina Wulandari", "agency_id": null,
        "due_on": "2026-12-04", "state": "open", "overdue": false, "outcome": null, "ended_by_name": null,
        "ended_at": null, "created_at": TIME, "updated_at": TIME, "version": 1
    })
);
sample!(
    actions::ActionDraft,
    json!({
        "decision_id": USER, "title": "Lengkapi pendataan calon", "owner_id": USER, "due_on": "2026-12-04"
    })
);
sample!(
    meetings::Meeting,
    json!({
        "id": HOUSEHOLD, "programme_id": USER, "programme_name": "P2WKSS", "year": 2027, "locus_id": ID,
        "region_code": "32.75.03.1004", "region_name": "Teluk Pucung", "rws": ["011"], "kind": "cross_sector",
        "stage": "preparation", "subject": null, "state": "held", "starts_at": TIME, "ends_at": null,
        "place": "Aula Kelurahan Teluk Pucung", "chair": "Agus Permana", "chair_agency_id": null,
        "letter_number": "005/214-TP", "agenda": "1) Penetapan sasaran", "minutes": "Sasaran disepakati.",
        "minutes_by_name": "Rina Wulandari", "minutes_at": TIME,
        "parties": [{ "agency_id": USER, "attended": true, "representative": "Dewi Larasati", "signs": true, "signed_on": "2026-11-24" }],
        "residents_attended": 19, "women_attended": 14, "residents_note": "14 ibu, 4 ketua RT, ketua RW",
        "files": [{ "document_id": ID, "kind": "minutes", "file_name": "berita acara.pdf", "has_thumbnail": false }],
        "decisions": [{
            "id": USER, "number": 1, "text": "Sasaran ditetapkan 100 keluarga",
            "actions": [<actions::Action as Payload>::sample()]
        }],
        "cancel_reason": null, "created_at": TIME, "updated_at": TIME, "version": 1
    })
);
sample!(
    meetings::MeetingDraft,
    json!({
        "programme_id": USER, "locus_id": ID, "kind": "cross_sector", "stage": "preparation", "starts_at": TIME,
        "place": "Aula Kelurahan Teluk Pucung", "chair": "Agus Permana",
        "parties": [{ "agency_id": USER, "attended": false, "representative": null, "signs": true, "signed_on": null }]
    })
);
sample!(
    meetings::MeetingDecisionDraft,
    json!({
        "text": "Sasaran ditetapkan 100 keluarga",
        "actions": [{ "title": "Lengkapi pendataan calon", "owner_id": USER, "due_on": "2026-12-04" }]
    })
);
sample!(meetings::MeetingDecisionText, json!({ "text": "Sasaran ditetapkan 100 keluarga di RT 01-04" }));
sample!(
    comments::Comment,
    json!({
        "id": ID, "stage_record_id": USER, "locus_id": HOUSEHOLD, "stage": "assessment",
        "text": "Peminatan dicatat baik, alat belum ada.", "written_by_name": "Ratna Puspita", "role": "observer",
        "own": false, "created_at": TIME, "withdrawn_at": null, "version": 1
    })
);
sample!(comments::CommentDraft, json!({ "stage_record_id": USER, "text": "Peminatan dicatat baik, alat belum ada." }));
sample!(
    officers::Officer,
    json!({
        "id": USER, "full_name": "Rina Wulandari",
        "roles": [{
            "role": "kelurahan_officer", "kind": "definitive", "region_code": "32.75.03.1004",
            "region_name": "Teluk Pucung", "rw": null, "agency_id": null, "agency_name": null
        }]
    })
);

#[cfg(test)]
mod tests {
    use super::super::round_trip;
    use super::*;

    #[test]
    fn examples_are_true() {
        round_trip::<actions::Action>();
        round_trip::<actions::ActionDraft>();
        round_trip::<meetings::Meeting>();
        round_trip::<meetings::MeetingDraft>();
        round_trip::<meetings::MeetingDecisionDraft>();
        round_trip::<meetings::MeetingDecisionText>();
        round_trip::<comments::Comment>();
        round_trip::<comments::CommentDraft>();
        round_trip::<officers::Officer>();
    }
}
