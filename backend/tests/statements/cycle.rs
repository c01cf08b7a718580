//! Programmes, loci, their stages and enrolments for the lists of the cycle.

use super::{ROWS, id_of};
use crate::legal_instruments::decree;
use crate::locus_selections::selection;
use crate::programmes::programme;
use crate::stage_records::{REASON, publish, short_stages};
use crate::support::{Caller, Server, body, column};
use contract::endpoint::Method;
use contract::endpoints::{
    CreateEnrolments, CreateLegalInstrument, CreateLocus, CreateLocusSelection, CreateProgramme, CreateStageEntry,
    CreateStageTemplate, CreateStageWaiver, GetLegalInstrument, GetLocusSelection, GetStageRecord, ListAgencies,
    ListBeneficiaries, ListStageRecords, UpdateLegalInstrument, UpdateLocus, UpdateLocusSelection, UpdateProgramme,
    UpdateStageRecord,
};
use p2wkss::demo::paper;
use serde_json::json;

/// Of each so many; the last of each was changed often.
pub async fn add(server: &Server) -> (String, String) {
    let coordinator = server.as_user("coordinator").await;
    // Stages that ask for one thing, which is said by hand.
    publish(&coordinator, short_stages()).await;
    let (mut of, mut place) = (None, None);
    for number in 0..ROWS {
        let draft = programme(server, &format!("Program {number}"), 2031).await;
        let made = coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(201);
        let draft = json!({ "programme_id": id_of(&made), "region_code": "32.75.03.1004", "rws": ["11"] });
        place = Some(coordinator.send::<CreateLocus>(&[], &body(draft)).await.expect(201));
        of = Some(made);
    }
    let (of, place) = (of.unwrap(), place.unwrap());
    let (programme_id, locus_id) = (id_of(&of), id_of(&place));
    let (mut of_tag, mut place_tag) = (of.etag(), place.etag());
    for number in 0..ROWS {
        let change = body(json!({ "target_families": 1 + number }));
        let of = coordinator.with("if-match", &of_tag).send::<UpdateProgramme>(&[&programme_id], &change).await;
        of_tag = of.expect(200).etag();
        let change = body(json!({ "target_families": 1 + number }));
        let place = coordinator.with("if-match", &place_tag).send::<UpdateLocus>(&[&locus_id], &change).await;
        place_tag = place.expect(200).etag();
    }
    (programme_id, locus_id)
}

/// The validated women of the officer's kelurahan in a locus.
pub async fn enrol(server: &Server) {
    let (officer, coordinator) = (server.as_user("kelurahan_officer").await, server.as_user("coordinator").await);
    let draft = programme(server, "P2WKSS", 2027).await;
    let of = id_of(&coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(201));
    let draft = json!({ "programme_id": of, "region_code": "32.75.03.1004", "rws": ["11"] });
    let locus = id_of(&coordinator.send::<CreateLocus>(&[], &body(draft)).await.expect(201));
    let page = officer.query::<ListBeneficiaries>(&[], "status=validated&limit=500").await.expect(200).json();
    let ids: Vec<_> = page["items"].as_array().unwrap().iter().map(|woman| woman["id"].clone()).collect();
    let draft = json!({ "locus_id": locus, "ids": ids });
    let answer = officer.send::<CreateEnrolments>(&[], &body(draft)).await.expect(200).json();
    assert!(answer["enrolled"].as_u64().unwrap() > 50, "{answer}");
}

/// Asks for an exception from what one stage asks for, then declares it after
/// all, with a file, and says who did it.
async fn fill(asks: &Caller, declares: &Caller, stage: &str, agency: &str) {
    let waiver = json!({ "requirement": "done", "reason": REASON });
    asks.send::<CreateStageWaiver>(&[stage], &body(waiver)).await.expect(200);
    let scan = "/api/v1/documents?kind=photo&region=32.75.03.1004";
    let scan = id_of(&asks.bytes(Method::Post, scan, "application/pdf", paper("Risalah")).await.expect(201));
    let entry = json!({ "requirement": "done", "day": "2026-10-30", "document_id": scan });
    let tag = declares.send::<CreateStageEntry>(&[stage], &body(entry)).await.expect(200).etag();
    let change = body(json!({ "agency_id": agency, "benefit": "Ibu-ibu dikenal" }));
    declares.with("if-match", &tag).send::<UpdateStageRecord>(&[stage], &change).await.expect(200);
}

/// Works on the stages that the list shows first, by two people and with many
/// agencies; one of them is changed often. Drafts versions of what they ask for.
pub async fn work(server: &Server) -> String {
    let (officer, lurah) = (server.as_user("kelurahan_officer").await, server.as_user("lurah").await);
    let agencies = column(&officer.query::<ListAgencies>(&[], "limit=500").await.expect(200).json(), "id");
    let page = lurah.query::<ListStageRecords>(&[], &format!("limit={ROWS}")).await.expect(200).json();
    let stages = column(&page, "id");
    for (number, (stage, agency)) in stages.iter().zip(agencies.iter().cycle()).enumerate() {
        let (asks, declares) = if number % 2 == 0 { (&officer, &lurah) } else { (&lurah, &officer) };
        fill(asks, declares, stage, agency).await;
    }
    let last = stages.last().unwrap();
    let mut tag = officer.get::<GetStageRecord>(&[last]).await.expect(200).etag();
    let coordinator = server.as_user("coordinator").await;
    for number in 0..ROWS {
        let change = body(json!({ "benefit": format!("Manfaat {number}") }));
        tag = officer.with("if-match", &tag).send::<UpdateStageRecord>(&[last], &change).await.expect(200).etag();
        let draft = json!({ "city_code": "32.75", "note": format!("Versi {number}"), "stages": short_stages() });
        coordinator.send::<CreateStageTemplate>(&[], &body(draft)).await.expect(201);
    }
    last.clone()
}

/// Comparisons of places, one of which is changed often.
pub async fn compare(server: &Server, programme: &str) -> String {
    let coordinator = server.as_user("coordinator").await;
    let mut last = String::new();
    for _ in 0..ROWS {
        let draft = body(selection(programme));
        last = id_of(&coordinator.send::<CreateLocusSelection>(&[], &draft).await.expect(201));
    }
    let mut tag = coordinator.get::<GetLocusSelection>(&[&last]).await.expect(200).etag();
    for number in 0..ROWS {
        let change = body(json!({ "note": format!("Kajian {number}") }));
        let answer = coordinator.with("if-match", &tag).send::<UpdateLocusSelection>(&[&last], &change).await;
        tag = answer.expect(200).etag();
    }
    last
}

/// Decrees, one of which is changed often.
pub async fn decide(server: &Server, programme: &str) -> String {
    let coordinator = server.as_user("coordinator").await;
    let mut last = String::new();
    for number in 0..ROWS {
        let mut draft = decree(&format!("{number}/2026"));
        draft["programme_id"] = json!(programme);
        last = id_of(&coordinator.send::<CreateLegalInstrument>(&[], &body(draft)).await.expect(201));
    }
    let mut tag = coordinator.get::<GetLegalInstrument>(&[&last]).await.expect(200).etag();
    for number in 0..ROWS {
        let change = body(json!({ "title": format!("Penetapan {number}") }));
        let answer = coordinator.with("if-match", &tag).send::<UpdateLegalInstrument>(&[&last], &change).await;
        tag = answer.expect(200).etag();
    }
    last
}
