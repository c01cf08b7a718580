//! Examples of stage templates and stage records.

use super::{HOUSEHOLD, ID, Payload, Schemas, TIME, USER, named, sample};
use crate::{stage_board, stage_records, stage_templates};
use serde_json::{Value, json};

fn requirement() -> Value {
    json!({
        "key": "validated", "name_id": "Calon disahkan Lurah", "name_en": "Candidates validated by the Lurah",
        "check": { "kind": "share_at_least", "measure": "validated", "percent": 80, "warns_below": 100 },
        "effect": "blocks", "sources": ["S1-18"]
    })
}

fn stages() -> Value {
    let stage = |stage: &crate::cycle::CycleStage| {
        json!({
            "stage": stage, "submitted_by": "kelurahan_officer", "approved_by": ["district_officer", "coordinator"],
            "requirements": [requirement()]
        })
    };
    Value::Array(crate::cycle::CycleStage::ALL.iter().map(stage).collect())
}

sample!(
    stage_templates::StageTemplate,
    json!({
        "id": ID, "city_code": "32.75", "number": 2, "state": "published", "note": "Tahun 2027", "stages": stages(),
        "published_at": TIME, "created_at": TIME, "updated_at": TIME, "version": 2
    })
);
sample!(stage_templates::StageTemplateDraft, json!({ "city_code": "32.75", "note": "Tahun 2027", "stages": stages() }));
sample!(
    stage_records::StageRecord,
    json!({
        "id": ID, "locus_id": USER, "programme_id": ID, "region_code": "32.75.03.1004", "region_name": "Teluk Pucung", "rws": ["011"],
        "year": 2027, "stage": "preparation", "state": "submitted", "since": TIME, "reached": true,
        "planned_start": "2026-09-01", "planned_end": "2026-11-30", "started_on": "2026-09-07", "ended_on": null,
        "agency_id": USER, "agency_name": "DP3A", "narrative": "Rapat lintas sektor diadakan dua kali.",
        "benefit": "Ibu-ibu tahu siapa yang mendampingi mereka.", "residents_involvement": "partial",
        "residents_reason": "Ketua RT 04 berganti.", "team_involvement": "full", "team_reason": null,
        "termination_reason": null, "template_id": USER, "template_number": 1,
        "submitted_by_role": "kelurahan_officer", "approved_by_roles": ["district_officer", "coordinator"],
        "approvals": 0, "awaits": "district_officer",
        "checklist": [{
            "requirement": requirement(), "state": "warned", "value": 84, "of": 100, "entry": null, "waiver": null
        }],
        "acts": [{
            "action": "submitted", "note": null, "by_name": "Rina Wulandari", "role": "kelurahan_officer", "at": TIME
        }],
        "created_at": TIME, "updated_at": TIME, "version": 3
    })
);
sample!(
    stage_board::BoardRow,
    json!({
        "locus_id": ID, "programme_id": USER, "programme_name": "P2WKSS", "year": 2027,
        "region_code": "32.75.03.1004", "region_name": "Teluk Pucung", "rws": ["011"], "stage": "preparation",
        "stage_since": TIME,
        "cells": [{
            "id": ID, "stage": "preparation", "state": "open", "since": TIME, "planned_start": "2026-09-01",
            "planned_end": "2026-11-30", "reached_at": TIME, "passed_at": null, "awaits": "kelurahan_officer",
            "holds": [{
                "key": "validated", "name_id": "Calon disahkan Lurah", "name_en": "Candidates validated by the Lurah",
                "value": 41, "of": 100
            }],
            "warnings": 1
        }]
    })
);
sample!(
    stage_records::StageRecordDraft,
    json!({
        "planned_start": "2026-09-01", "planned_end": "2026-11-30", "agency_id": USER,
        "benefit": "Ibu-ibu tahu siapa yang mendampingi mereka.", "residents_involvement": "full"
    })
);
sample!(
    stage_records::StageEntryDraft,
    json!({
        "requirement": "work_plan", "day": "2026-10-30", "statement": "Rencana kerja disepakati.",
        "document_id": HOUSEHOLD
    })
);
sample!(
    stage_records::StageWaiverDraft,
    json!({ "requirement": "schedule", "reason": "Jadwal menunggu DPA disahkan." })
);
sample!(stage_records::WaiverDecision, json!({ "granted": true, "note": "Jadwal menyusul bulan depan." }));
sample!(stage_records::StageNote, json!({ "note": "Semua berkas lengkap." }));
sample!(stage_records::TemplateMove, json!({ "template_id": ID, "reason": "Syarat tahun 2027 berlaku juga di sini." }));

#[cfg(test)]
mod tests {
    use super::super::round_trip;
    use super::*;

    #[test]
    fn examples_are_true() {
        round_trip::<stage_templates::StageTemplate>();
        round_trip::<stage_templates::StageTemplateDraft>();
        round_trip::<stage_board::BoardRow>();
        round_trip::<stage_records::StageRecord>();
        round_trip::<stage_records::StageRecordDraft>();
        round_trip::<stage_records::StageEntryDraft>();
        round_trip::<stage_records::StageWaiverDraft>();
        round_trip::<stage_records::WaiverDecision>();
        round_trip::<stage_records::StageNote>();
        round_trip::<stage_records::TemplateMove>();
    }
}
