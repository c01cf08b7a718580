//! Programmes, loci and enrolments for the lists of the cycle.

use super::{ROWS, id_of};
use crate::programmes::programme;
use crate::support::{Server, body};
use contract::endpoints::{
    CreateEnrolments, CreateLocus, CreateProgramme, ListBeneficiaries, UpdateLocus, UpdateProgramme,
};
use serde_json::json;

/// Of each so many; the last of each was changed often.
pub async fn add(server: &Server) -> (String, String) {
    let coordinator = server.as_user("coordinator").await;
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
