//! Programmes: what a city runs in one year.

use crate::loci::{locus, made};
use crate::scope::neighbour;
use crate::support::{Caller, Server, body, column, with_server};
use contract::endpoints::{
    ArchiveAgency, ArchiveLocus, ArchiveProgramme, CreateLocus, CreateProgramme, GetProgramme, ListAgencies,
    ListProgrammeHistory, ListProgrammes, RestoreLocus, RestoreProgramme, UpdateProgramme,
};
use serde_json::{Value, json};

/// A draft led by the agency of this abbreviation.
pub async fn programme(server: &Server, name: &str, year: i32) -> Value {
    let agency = agency(server, "DP3A").await;
    json!({ "name": name, "year": year, "city_code": "32.75", "lead_agency_id": agency, "target_families": 200 })
}

async fn agency(server: &Server, short_name: &str) -> Value {
    let page = server.as_user("planner").await.query::<ListAgencies>(&[], "limit=500").await.expect(200).json();
    let found = page["items"].as_array().unwrap().iter().find(|one| one["short_name"] == short_name);
    found.unwrap()["id"].clone()
}

async fn change(coordinator: &Caller, id: &str, members: Value) -> crate::support::Answered {
    let tag = coordinator.get::<GetProgramme>(&[id]).await.expect(200).etag();
    coordinator.with("if-match", &tag).send::<UpdateProgramme>(&[id], &body(members)).await
}

#[test]
fn the_coordinator_keeps_programmes_and_everyone_sees_them() {
    with_server(async |server| {
        let draft = programme(server, "P2WKSS", 2031).await;
        for name in ["planner", "kelurahan_officer", "lurah", "admin", "agency_officer"] {
            server.as_user(name).await.send::<CreateProgramme>(&[], &body(draft.clone())).await.expect(403);
        }
        let coordinator = server.as_user("coordinator").await;
        let made = coordinator.send::<CreateProgramme>(&[], &body(draft.clone())).await.expect(201).json();
        assert_eq!(made["city_name"], "Kota Bekasi");
        assert_eq!((&made["lead_agency_name"], &made["budget_year"]), (&json!("DP3A"), &json!(2031)));
        let twice = coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(422);
        assert_eq!(twice.faults(), ["/name taken"]);
        coordinator.send::<CreateProgramme>(&[], &body(programme(server, "P2WKSS", 2032).await)).await.expect(201);
        for name in ["kader", "auditor", "admin", "observer"] {
            let caller = server.as_user(name).await;
            let years = column(&caller.query::<ListProgrammes>(&[], "").await.expect(200).json(), "year");
            assert_eq!(years.iter().filter(|year| ["2031", "2032"].contains(&year.as_str())).count(), 2, "{name}");
            let one = caller.query::<ListProgrammes>(&[], "year=2031").await.expect(200).json();
            assert_eq!(column(&one, "name"), ["P2WKSS"], "{name}");
        }
    });
}

#[test]
fn every_fault_of_a_programme_is_named() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let faults =
            async |members: Value| coordinator.send::<CreateProgramme>(&[], &body(members)).await.expect(422).faults();
        let empty = [
            "/name required",
            "/year required",
            "/city_code required",
            "/lead_agency_id required",
            "/target_families required",
        ];
        assert_eq!(faults(json!({})).await, empty);
        let whole = programme(server, "P2WKSS", 2031).await;
        let with = |member: &str, value: Value| {
            let mut draft = whole.clone();
            draft[member] = value;
            draft
        };
        for (member, value, fault) in [
            ("city_code", json!("32.16"), "/city_code unknown_reference"),
            ("district_codes", json!(["32.75.03", "32.75.77"]), "/district_codes/1 unknown_reference"),
            ("lead_agency_id", json!("019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47"), "/lead_agency_id unknown_reference"),
            ("target_families", json!(0), "/target_families out_of_range"),
            ("year", json!(27), "/year malformed"),
        ] {
            assert_eq!(faults(with(member, value)).await, [fault], "{member}");
        }
        // An agency that was put away leads nothing new.
        let forum = agency(server, "Dinsos").await;
        let admin = server.as_user("admin").await.with("if-match", "*");
        let reason = body(json!({ "reason": "Digabung dengan dinas lain" }));
        admin.send::<ArchiveAgency>(&[forum.as_str().unwrap()], &reason).await.expect(200);
        assert_eq!(faults(with("lead_agency_id", forum)).await, ["/lead_agency_id unknown_reference"]);
    });
}

#[test]
fn a_programme_is_changed_but_for_its_city_and_year() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let draft = programme(server, "P2WKSS", 2031).await;
        let id = made(&coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(201));
        for (member, value) in [("year", json!(2030)), ("city_code", json!("32.76"))] {
            let refused = change(&coordinator, &id, json!({ member: value })).await.expect(422);
            assert_eq!(refused.faults(), [format!("/{member} field_fixed")]);
        }
        let districts = json!({ "district_codes": ["32.75.04", "32.75.03", "32.75.03"] });
        let changed = change(&coordinator, &id, districts).await.expect(200).json();
        assert_eq!(changed["district_codes"], json!(["32.75.03", "32.75.04"]));
        let changed = change(&coordinator, &id, json!({ "name": " Gapura ", "budget_year": 2030 })).await.expect(200);
        assert_eq!((&changed.json()["name"], &changed.json()["budget_year"]), (&json!("Gapura"), &json!(2030)));
        let changed = change(&coordinator, &id, json!({ "budget_year": null })).await.expect(200).json();
        assert_eq!(changed["budget_year"], 2031);
        // The agency that leads it may have been put away since.
        let admin = server.as_user("admin").await.with("if-match", "*");
        let reason = body(json!({ "reason": "Digabung dengan dinas lain" }));
        let lead = agency(server, "DP3A").await;
        admin.send::<ArchiveAgency>(&[lead.as_str().unwrap()], &reason).await.expect(200);
        let whole = json!({ "lead_agency_id": lead, "target_families": 90 });
        assert_eq!(change(&coordinator, &id, whole).await.expect(200).json()["target_families"], 90);
        let stale = coordinator.with("if-match", "\"1-x\"");
        stale.send::<UpdateProgramme>(&[&id], &body(json!({ "name": "Lain" }))).await.expect(412);
        p2wkss::kernel::sequencer::catch_up(&server.kernel).await.unwrap();
        let history = server.as_user("kader").await.get::<ListProgrammeHistory>(&[&id]).await.expect(200).json();
        assert_eq!(history["items"].as_array().unwrap().len(), 5);
    });
}

#[test]
fn a_programme_with_loci_is_not_archived() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let draft = programme(server, "P2WKSS", 2031).await;
        let id = made(&coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(201));
        let place =
            made(&coordinator.send::<CreateLocus>(&[], &body(locus(&id, "32.75.03.1004", &["11"]))).await.expect(201));
        let any = coordinator.with("if-match", "*");
        let reason = json!({ "reason": "Tidak jadi dijalankan" });
        let refused = any.send::<ArchiveProgramme>(&[&id], &body(reason.clone())).await.expect(409);
        assert_eq!(refused.code(), "still_in_use");
        any.send::<ArchiveLocus>(&[&place], &body(reason.clone())).await.expect(200);
        any.send::<ArchiveProgramme>(&[&id], &body(reason.clone())).await.expect(200);
        let again = any.send::<ArchiveProgramme>(&[&id], &body(reason.clone())).await.expect(409);
        assert_eq!(again.code(), "wrong_state");
        let shown = async |query: &str| {
            column(&coordinator.query::<ListProgrammes>(&[], query).await.expect(200).json(), "id").contains(&id)
        };
        assert_eq!((shown("").await, shown("include_archived=true").await), (false, true));
        let refused =
            coordinator.send::<CreateLocus>(&[], &body(locus(&id, "32.75.03.1004", &["11"]))).await.expect(422);
        assert_eq!(refused.faults(), ["/programme_id unknown_reference"]);
        any.send::<RestoreProgramme>(&[&id], &body(reason)).await.expect(200);
        coordinator.send::<CreateLocus>(&[], &body(locus(&id, "32.75.03.1004", &["11"]))).await.expect(201);
    });
}

#[test]
fn a_programme_leaves_no_locus_outside() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let draft = programme(server, "P2WKSS", 2031).await;
        let id = made(&coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(201));
        let place = locus(&id, "32.75.03.1004", &["11"]);
        let place = made(&coordinator.send::<CreateLocus>(&[], &body(place)).await.expect(201));
        let elsewhere = json!({ "district_codes": ["32.75.04"] });
        let refused = change(&coordinator, &id, elsewhere.clone()).await.expect(422);
        assert_eq!(refused.faults(), ["/district_codes outside_programme"]);
        change(&coordinator, &id, json!({ "district_codes": ["32.75.03", "32.75.04"] })).await.expect(200);
        let (any, reason) = (coordinator.with("if-match", "*"), json!({ "reason": "Tidak jadi dijalankan" }));
        any.send::<ArchiveLocus>(&[&place], &body(reason.clone())).await.expect(200);
        change(&coordinator, &id, elsewhere).await.expect(200);
        let back = any.send::<RestoreLocus>(&[&place], &body(reason)).await.expect(409);
        assert_eq!(back.code(), "wrong_state");
    });
}

#[test]
fn another_citys_coordinator_looks_and_changes_nothing() {
    with_server(async |server| {
        neighbour::found(server).await;
        let coordinator = server.as_user("coordinator").await;
        let draft = programme(server, "P2WKSS", 2031).await;
        let id = made(&coordinator.send::<CreateProgramme>(&[], &body(draft.clone())).await.expect(201));
        let other = server.as_user(neighbour::OFFICER).await;
        let refused =
            other.send::<CreateProgramme>(&[], &body(programme(server, "Lain", 2031).await)).await.expect(422);
        assert_eq!(refused.faults(), ["/city_code unknown_reference"]);
        let before = other.get::<GetProgramme>(&[&id]).await.expect(200).json();
        change(&other, &id, json!({ "target_families": 1 })).await.expect(403);
        let (any, reason) = (other.with("if-match", "*"), json!({ "reason": "Bukan milik kami" }));
        any.send::<ArchiveProgramme>(&[&id], &body(reason.clone())).await.expect(403);
        any.send::<RestoreProgramme>(&[&id], &body(reason)).await.expect(403);
        assert_eq!(other.get::<GetProgramme>(&[&id]).await.expect(200).json(), before);
        let mut own = draft;
        own["city_code"] = json!("32.76");
        other.send::<CreateProgramme>(&[], &body(own)).await.expect(201);
    });
}
