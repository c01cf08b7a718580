//! Legal instruments: regulations and decrees of a city, and the decree that
//! opens the gate of a locus.

use crate::loci::{locus, made};
use crate::programmes::programme;
use crate::stage_records::stages_of;
use crate::support::{Caller, Server, body, column, with_server};
use contract::endpoint::Method;
use contract::endpoints::{
    ArchiveLegalInstrument, CreateLegalInstrument, CreateLocus, CreateProgramme, GetLegalInstrument, GetStageRecord,
    LinkLegalInstrument, ListLegalInstrumentHistory, ListLegalInstruments, RestoreLegalInstrument,
    UpdateLegalInstrument,
};
use p2wkss::demo::paper;
use serde_json::{Value, json};

const REASON: &str = "Salah catat";

/// A decree of the Governor.
pub fn decree(number: &str) -> Value {
    json!({ "kind": "governor_decree", "number": number, "dated": "2026-10-03", "city_code": "32.75",
        "title": "Penetapan lokasi P2WKSS tahun 2027" })
}

async fn upload(caller: &Caller, kind: &str, region: &str) -> String {
    let path = format!("/api/v1/documents?kind={kind}&region={region}&file_name=keputusan.pdf");
    made(&caller.bytes(Method::Post, &path, "application/pdf", paper("Keputusan")).await.expect(201))
}

/// A programme and a locus in it.
async fn place(server: &Server, coordinator: &Caller) -> (String, String) {
    let draft = programme(server, "P2WKSS", 2027).await;
    let of = made(&coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(201));
    let draft = body(locus(&of, "32.75.03.1004", &["11"]));
    let locus = made(&coordinator.send::<CreateLocus>(&[], &draft).await.expect(201));
    (of, locus)
}

#[test]
fn the_coordinator_keeps_them_and_everyone_reads_them_with_their_file() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let mut draft = decree("463/Kep.211/2026");
        for name in ["planner", "lurah", "district_officer"] {
            server.as_user(name).await.send::<CreateLegalInstrument>(&[], &body(draft.clone())).await.expect(403);
        }
        // A file of the whole city names no woman.
        draft["document_id"] = json!(upload(&coordinator, "decree", "32.75").await);
        let answer = coordinator.send::<CreateLegalInstrument>(&[], &body(draft.clone())).await.expect(201);
        let id = made(&answer);
        assert_eq!(answer.json()["document_name"], "keputusan.pdf");
        let again = coordinator.send::<CreateLegalInstrument>(&[], &body(draft)).await.expect(422);
        assert_eq!(again.faults(), ["/number taken"]);
        let kader = server.as_user("kader").await;
        let listed = kader.query::<ListLegalInstruments>(&[], "kind=governor_decree&limit=50").await.expect(200).json();
        assert!(column(&listed, "id").contains(&id));
        kader.get::<GetLegalInstrument>(&[&id]).await.expect(200);
        let link = kader.get::<LinkLegalInstrument>(&[&id]).await.expect(201).json();
        let url = format!("{}{}", server.base, link["url"].as_str().unwrap());
        assert_eq!(server.http.get(url).send().await.unwrap().bytes().await.unwrap(), paper("Keputusan"));
        let tag = coordinator.get::<GetLegalInstrument>(&[&id]).await.expect(200).etag();
        let change = body(json!({ "title": "Penetapan lokasi" }));
        coordinator.with("if-match", &tag).send::<UpdateLegalInstrument>(&[&id], &change).await.expect(200);
        let stale = coordinator.with("if-match", &tag).send::<UpdateLegalInstrument>(&[&id], &change).await;
        assert_eq!(stale.expect(412).code(), "stale");
        let reason = body(json!({ "reason": REASON }));
        let any = coordinator.with("if-match", "*");
        any.send::<ArchiveLegalInstrument>(&[&id], &reason).await.expect(200);
        let listed = kader.query::<ListLegalInstruments>(&[], "kind=governor_decree&limit=50").await.expect(200).json();
        assert!(!column(&listed, "id").contains(&id));
        any.send::<RestoreLegalInstrument>(&[&id], &reason).await.expect(200);
        let history = kader.get::<ListLegalInstrumentHistory>(&[&id]).await.expect(200).json();
        assert_eq!(history["items"].as_array().unwrap().len(), 4);
    });
}

#[test]
fn every_fault_of_an_instrument_is_named() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let (of, _) = place(server, &coordinator).await;
        let unknown = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";
        let plan = upload(&coordinator, "work_plan", "32.75.03.1004").await;
        for (change, fault) in [
            (json!({ "dated": "2036-01-01" }), "/dated in_future"),
            (json!({ "city_code": "32.76" }), "/city_code unknown_reference"),
            (json!({ "programme_id": unknown }), "/programme_id unknown_reference"),
            (json!({ "programme_id": of, "locus_id": unknown }), "/locus_id unknown_reference"),
            (json!({ "locus_id": unknown }), "/programme_id required"),
            (json!({ "document_id": unknown }), "/document_id unknown_reference"),
            (json!({ "document_id": plan }), "/document_id not_in_list"),
        ] {
            let mut draft = decree("1/2026");
            for (member, value) in change.as_object().unwrap() {
                draft[member] = value.clone();
            }
            let refused = coordinator.send::<CreateLegalInstrument>(&[], &body(draft)).await.expect(422);
            assert_eq!(refused.faults(), [fault]);
        }
        // What names women is of a kelurahan.
        let path = "/api/v1/documents?kind=signed_list&region=32.75&file_name=daftar.pdf";
        let refused = coordinator.bytes(Method::Post, path, "application/pdf", paper("Risalah")).await.expect(422);
        assert_eq!(refused.faults(), ["/region unknown_reference"]);
    });
}

#[test]
fn a_decree_with_its_file_opens_the_gate_of_its_locus() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let (of, locus) = place(server, &coordinator).await;
        let first = stages_of(&coordinator, &locus).await.swap_remove(0);
        let state = async || {
            let shown = coordinator.get::<GetStageRecord>(&[&first]).await.expect(200).json();
            let lines = shown["checklist"].as_array().unwrap().clone();
            lines.iter().find(|line| line["requirement"]["key"] == "decree").unwrap()["state"].clone()
        };
        assert_eq!(state().await, "unmet");
        let mut draft = decree("463/Kep.212/2026");
        draft["programme_id"] = json!(of);
        draft["locus_id"] = json!(locus);
        let id = made(&coordinator.send::<CreateLegalInstrument>(&[], &body(draft)).await.expect(201));
        // Without its file it shows nothing.
        assert_eq!(state().await, "unmet");
        let file = upload(&coordinator, "decree", "32.75.03.1004").await;
        let tag = coordinator.get::<GetLegalInstrument>(&[&id]).await.expect(200).etag();
        let change = body(json!({ "document_id": file }));
        coordinator.with("if-match", &tag).send::<UpdateLegalInstrument>(&[&id], &change).await.expect(200);
        assert_eq!(state().await, "met");
        let reason = body(json!({ "reason": REASON }));
        coordinator.with("if-match", "*").send::<ArchiveLegalInstrument>(&[&id], &reason).await.expect(200);
        assert_eq!(state().await, "unmet");
        // A decree of the whole programme fixes its loci too; a proposal does not.
        for (kind, expected) in [("mayor_proposal", "unmet"), ("governor_decree", "met")] {
            let mut draft = decree("463/Kep.213/2026");
            draft["kind"] = json!(kind);
            draft["programme_id"] = json!(of);
            draft["document_id"] = json!(upload(&coordinator, "decree", "32.75").await);
            coordinator.send::<CreateLegalInstrument>(&[], &body(draft)).await.expect(201);
            assert_eq!(state().await, expected, "{kind}");
        }
    });
}
