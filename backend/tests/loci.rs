//! Loci: one or more RW of a kelurahan in a programme year.

use crate::programmes::programme;
use crate::support::{Answered, Caller, Server, body, column, with_server};
use contract::endpoints::{
    ArchiveLocus, CreateLocus, CreateProgramme, GetLocus, ListLoci, ListLocusHistory, RestoreLocus, UpdateLocus,
};
use futures::future::join_all;
use serde_json::{Value, json};

/// A draft of a locus.
pub fn locus(programme: &str, region: &str, rws: &[&str]) -> Value {
    json!({ "programme_id": programme, "region_code": region, "rws": rws })
}

/// The id of what was made.
pub fn made(answer: &Answered) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// A programme of a year of its own, in Bekasi Utara alone.
async fn bekasi_utara(server: &Server, coordinator: &Caller) -> String {
    let mut draft = programme(server, "P2WKSS", 2031).await;
    draft["district_codes"] = json!(["32.75.03"]);
    made(&coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(201))
}

async fn change(coordinator: &Caller, id: &str, members: Value) -> Answered {
    let tag = coordinator.get::<GetLocus>(&[id]).await.expect(200).etag();
    coordinator.with("if-match", &tag).send::<UpdateLocus>(&[id], &body(members)).await
}

#[test]
fn a_locus_is_seen_where_it_lies() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let of = bekasi_utara(server, &coordinator).await;
        let draft = locus(&of, "32.75.03.1004", &["12", "011", "11"]);
        for name in ["planner", "kelurahan_officer", "lurah"] {
            server.as_user(name).await.send::<CreateLocus>(&[], &body(draft.clone())).await.expect(403);
        }
        let answer = coordinator.send::<CreateLocus>(&[], &body(draft)).await.expect(201);
        let here = made(&answer);
        let shown = answer.json();
        assert_eq!((&shown["rws"], &shown["target_families"]), (&json!(["011", "012"]), &json!(100)));
        assert_eq!((&shown["region_name"], &shown["year"]), (&json!("Teluk Pucung"), &json!(2031)));
        let next_door = locus(&of, "32.75.03.1004", &["20"]);
        let next_door = made(&coordinator.send::<CreateLocus>(&[], &body(next_door)).await.expect(201));
        let elsewhere = locus(&of, "32.75.03.1006", &["11"]);
        let elsewhere = made(&coordinator.send::<CreateLocus>(&[], &body(elsewhere)).await.expect(201));
        let all = [here.clone(), next_door.clone(), elsewhere.clone()];
        for (name, seen) in [
            ("kader", vec![&here]),
            ("lurah", vec![&here, &next_door]),
            ("kader_2", vec![&elsewhere]),
            ("district_officer", all.iter().collect()),
            ("agency_officer", all.iter().collect()),
            ("observer", all.iter().collect()),
        ] {
            let caller = server.as_user(name).await;
            let query = format!("programme_id={of}");
            let mut listed = column(&caller.query::<ListLoci>(&[], &query).await.expect(200).json(), "id");
            listed.sort();
            let mut expected: Vec<String> = seen.into_iter().cloned().collect();
            expected.sort();
            assert_eq!(listed, expected, "{name}");
            for id in &all {
                let status = if expected.contains(id) { 200 } else { 404 };
                caller.get::<GetLocus>(&[id]).await.expect(status);
                caller.get::<ListLocusHistory>(&[id]).await.expect(status);
            }
            let within = format!("programme_id={of}&region=32.75.03.1006");
            let within = column(&caller.query::<ListLoci>(&[], &within).await.expect(200).json(), "id");
            assert_eq!(within.len(), usize::from(expected.contains(&elsewhere)), "{name}");
        }
        for name in ["admin", "auditor"] {
            server.as_user(name).await.query::<ListLoci>(&[], "").await.expect(403);
        }
    });
}

#[test]
fn every_fault_of_a_locus_is_named() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let of = bekasi_utara(server, &coordinator).await;
        let faults =
            async |members: Value| coordinator.send::<CreateLocus>(&[], &body(members)).await.expect(422).faults();
        assert_eq!(faults(json!({})).await, ["/programme_id required", "/region_code required", "/rws required"]);
        let unknown = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";
        for (draft, fault) in [
            (locus(unknown, "32.75.03.1004", &["11"]), "/programme_id unknown_reference"),
            (locus(&of, "32.75.99.1001", &["11"]), "/region_code unknown_reference"),
            // Of the city, and not of the kecamatan the programme runs in.
            (locus(&of, "32.75.01.1001", &["11"]), "/region_code outside_programme"),
            (locus(&of, "32.75.03", &["11"]), "/region_code region_required"),
        ] {
            assert_eq!(faults(draft).await, [fault]);
        }
        let id =
            made(&coordinator.send::<CreateLocus>(&[], &body(locus(&of, "32.75.03.1004", &["11"]))).await.expect(201));
        let faults = async |members: Value| change(&coordinator, &id, members).await.expect(422).faults();
        assert_eq!(faults(json!({ "region_code": "32.75.03.1006" })).await, ["/region_code field_fixed"]);
        assert_eq!(faults(json!({ "programme_id": unknown })).await, ["/programme_id field_fixed"]);
        change(&coordinator, &id, json!({ "starts_on": "2031-01-06" })).await.expect(200);
        // Held against the day that stands.
        assert_eq!(faults(json!({ "ends_on": "2031-01-05" })).await, ["/ends_on ends_before_start"]);
    });
}

#[test]
fn an_rw_belongs_to_one_locus_of_a_programme() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let of = bekasi_utara(server, &coordinator).await;
        let make =
            async |rws: &[&str]| coordinator.send::<CreateLocus>(&[], &body(locus(&of, "32.75.03.1004", rws))).await;
        let first = made(&make(&["11", "12"]).await.expect(201));
        assert_eq!(make(&["12", "13"]).await.expect(422).faults(), ["/rws taken"]);
        let second = made(&make(&["13"]).await.expect(201));
        let taken = change(&coordinator, &second, json!({ "rws": ["13", "11"] })).await.expect(422);
        assert_eq!(taken.faults(), ["/rws taken"]);
        change(&coordinator, &first, json!({ "rws": ["12"] })).await.expect(200);
        change(&coordinator, &second, json!({ "rws": ["13", "11"] })).await.expect(200);
        let (any, reason) = (coordinator.with("if-match", "*"), json!({ "reason": "Salah lokasi" }));
        any.send::<ArchiveLocus>(&[&first], &body(reason.clone())).await.expect(200);
        let changed = change(&coordinator, &first, json!({ "target_families": 50 })).await.expect(409);
        assert_eq!(changed.code(), "wrong_state");
        let third = made(&make(&["12"]).await.expect(201));
        let back = any.send::<RestoreLocus>(&[&first], &body(reason.clone())).await.expect(422);
        assert_eq!(back.faults(), ["/rws taken"]);
        any.send::<ArchiveLocus>(&[&third], &body(reason.clone())).await.expect(200);
        any.send::<RestoreLocus>(&[&first], &body(reason)).await.expect(200);
        let listed = column(&coordinator.query::<ListLoci>(&[], &format!("programme_id={of}")).await.json(), "id");
        assert_eq!(listed.len(), 2);
    });
}

#[test]
fn of_two_who_take_one_rw_at_once_one_gets_it() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let of = bekasi_utara(server, &coordinator).await;
        let ids = join_all(["1", "2"].map(async |rw| {
            made(&coordinator.send::<CreateLocus>(&[], &body(locus(&of, "32.75.03.1004", &[rw]))).await.expect(201))
        }));
        let ids = ids.await;
        let ask = async |wishes: [[&str; 2]; 2]| {
            let asked = ids.iter().zip(wishes);
            let answers = join_all(asked.map(async |(id, rws)| change(&coordinator, id, json!({ "rws": rws })).await));
            let mut statuses: Vec<u16> = answers.await.iter().map(|answer| answer.status.as_u16()).collect();
            statuses.sort_unstable();
            statuses
        };
        for round in 10..40 {
            let rw = round.to_string();
            // Each keeps its own and wants the one that is free.
            assert_eq!(ask([["1", &rw], ["2", &rw]]).await, [200, 422]);
            let held =
                join_all(ids.iter().map(async |id| coordinator.get::<GetLocus>(&[id]).await.json()["rws"].clone()));
            let held: Vec<Value> = held.await.iter().flat_map(|rws| rws.as_array().unwrap().clone()).collect();
            assert_eq!(held.iter().filter(|one| **one == json!(format!("0{rw}"))).count(), 1, "{held:?}");
            // Each lets go of its own and wants the other's: nobody waits for ever.
            assert_eq!(ask([["2", "50"], ["1", "60"]]).await, [422, 422]);
        }
    });
}

#[test]
fn an_id_that_stands_already_is_told_on_both_databases() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let of = bekasi_utara(server, &coordinator).await;
        let mut first = locus(&of, "32.75.03.1004", &["1"]);
        first["id"] = json!("019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47");
        coordinator.send::<CreateLocus>(&[], &body(first.clone())).await.expect(201);
        first["rws"] = json!(["2"]);
        let again = coordinator.send::<CreateLocus>(&[], &body(first)).await.expect(409);
        assert_eq!(again.code(), "already_exists");
        let mut draft = programme(server, "Lain", 2031).await;
        draft["id"] = json!("019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a48");
        coordinator.send::<CreateProgramme>(&[], &body(draft.clone())).await.expect(201);
        draft["name"] = json!("Lain lagi");
        let again = coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(409);
        assert_eq!(again.code(), "already_exists");
    });
}
