//! Locus selections: places compared by sourced statistics, the arithmetic, and
//! the decision that keeps its figures.

use crate::loci::{locus, made};
use crate::programmes::programme;
use crate::scope::neighbour;
use crate::stage_records::stages_of;
use crate::support::{Answered, Caller, Server, body, column, race_rounds, with_server};
use contract::endpoints::{
    ArchiveProgramme, CreateLocus, CreateLocusSelection, CreateProgramme, CreateRegionFact, DecideLocusSelection,
    GetLocusSelection, GetRegionFact, GetSelectionRanking, GetStageRecord, ListLocusSelectionHistory,
    ListLocusSelections, UpdateLocusSelection, UpdateRegionFact,
};
use serde_json::{Value, json};

const TELUK_PUCUNG: &str = "32.75.03.1004";
const HARAPAN_JAYA: &str = "32.75.03.1006";
const PERWIRA: &str = "32.75.03.1002";

async fn tell(planner: &Caller, region: &str, kind: &str, value: i64) -> String {
    let fact = json!({ "region_code": region, "year": 2023, "kind": kind, "value": value, "source": "Kajian Bappeda" });
    made(&planner.send::<CreateRegionFact>(&[], &body(fact)).await.expect(201))
}

/// The components of an index, life expectancy first.
async fn tell_components(planner: &Caller, region: &str, values: [i64; 4]) {
    let kinds = ["life_expectancy", "expected_schooling", "mean_schooling", "adjusted_expenditure"];
    for (kind, value) in kinds.into_iter().zip(values) {
        tell(planner, region, kind, value).await;
    }
}

/// Kelurahan of Bekasi Utara by the index and by the poor, three to one.
pub fn selection(programme: &str) -> Value {
    json!({ "programme_id": programme, "region_code": "32.75.03", "level": "village", "indicators": [
        { "kind": "human_development_index", "year": 2023, "weight": 75 },
        { "kind": "poor_people", "year": 2023, "weight": 25 },
    ] })
}

async fn a_programme(server: &Server, coordinator: &Caller) -> String {
    let mut draft = programme(server, "P2WKSS", 2027).await;
    draft["district_codes"] = json!(["32.75.03"]);
    made(&coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(201))
}

async fn ranking(caller: &Caller, id: &str) -> Value {
    caller.get::<GetSelectionRanking>(&[id]).await.expect(200).json()
}

/// Code, rank and score of the places of a ranking that are named here.
fn places(ranking: &Value) -> Vec<(String, Value, Value)> {
    let places = ranking["places"].as_array().unwrap().iter();
    let told = places.map(|place| {
        (place["region_code"].as_str().unwrap().to_owned(), place["rank"].clone(), place["score"].clone())
    });
    told.collect()
}

fn of<'a>(ranking: &'a Value, region: &str) -> &'a Value {
    ranking["places"].as_array().unwrap().iter().find(|place| place["region_code"] == region).unwrap()
}

async fn decide(caller: &Caller, id: &str, ranking: &Value, chosen: &[&str], reason: Option<&str>) -> Answered {
    let decision = json!({ "fingerprint": ranking["fingerprint"], "chosen_codes": chosen, "reason": reason });
    caller.with("if-match", "*").send::<DecideLocusSelection>(&[id], &body(decision)).await
}

/// Two kelurahan whole, one by half. The published values of Kota Bekasi in 2022
/// stand for the first.
async fn tell_some(planner: &Caller) -> String {
    tell_components(planner, PERWIRA, [7_548, 1_411, 1_144, 16_239]).await;
    tell_components(planner, TELUK_PUCUNG, [7_000, 1_200, 900, 11_000]).await;
    tell(planner, HARAPAN_JAYA, "human_development_index", 7_600).await;
    tell(planner, TELUK_PUCUNG, "poor_people", 800).await;
    tell(planner, "32.75", "human_development_index", 8_355).await;
    tell(planner, PERWIRA, "poor_people", 300).await
}

fn check_arithmetic(some: &Value) {
    assert_eq!(
        places(some)[..2],
        [(TELUK_PUCUNG.to_owned(), json!(1), json!(10_000)), (PERWIRA.to_owned(), json!(2), json!(0))]
    );
    let perwira = &of(some, PERWIRA)["values"][0];
    assert_eq!((&perwira["value"], &perwira["class"]), (&json!(8_246), &json!("very_high")));
    assert_eq!((&perwira["origin"], &perwira["gap"]), (&json!("computed"), &json!(8_246 - 8_355)));
    assert_eq!(
        (&perwira["indices"]["health"], &perwira["indices"]["education"], &perwira["indices"]["expenditure"]),
        (&json!(85_354), &json!(77_328), &json!(84_952))
    );
    let harapan = of(some, HARAPAN_JAYA);
    assert_eq!(harapan["values"][0]["origin"], "stated");
    assert_eq!(harapan["values"][1]["missing"], json!(["poor_people"]));
}

#[test]
fn places_are_ranked_by_sourced_figures_and_a_decision_keeps_them() {
    with_server(async |server| {
        let (coordinator, planner) = (server.as_user("coordinator").await, server.as_user("planner").await);
        let programme = a_programme(server, &coordinator).await;
        for name in ["observer", "kelurahan_officer", "lurah", "district_officer"] {
            let draft = body(selection(&programme));
            server.as_user(name).await.send::<CreateLocusSelection>(&[], &draft).await.expect(403);
        }
        let answer = planner.send::<CreateLocusSelection>(&[], &body(selection(&programme))).await.expect(201);
        assert_eq!((&answer.json()["state"], &answer.json()["region_name"]), (&json!("draft"), &json!("Bekasi Utara")));
        let id = made(&answer);
        // Nothing is known yet: nobody has a rank, and each says what is missing.
        let before = ranking(&planner, &id).await;
        assert_eq!(before["places"].as_array().unwrap().len(), 6);
        assert!(places(&before).iter().all(|(_, rank, score)| rank.is_null() && score.is_null()));
        assert_eq!(of(&before, TELUK_PUCUNG)["values"][0]["missing"].as_array().unwrap().len(), 4);
        let poor = tell_some(&planner).await;
        let some = ranking(&planner, &id).await;
        check_arithmetic(&some);

        // The coordinator decides; what she saw is what counts.
        decide(&planner, &id, &some, &[TELUK_PUCUNG], Some("Paling membutuhkan")).await.expect(403);
        let unexplained = decide(&coordinator, &id, &some, &[TELUK_PUCUNG], None).await.expect(422);
        assert_eq!(unexplained.faults(), ["/reason required"], "four have no rank");
        let elsewhere = decide(&coordinator, &id, &some, &["32.75.01.1001"], Some("Sudah siap")).await.expect(422);
        assert_eq!(elsewhere.faults(), ["/chosen_codes/0 unknown_reference"]);
        let tag = planner.get::<GetRegionFact>(&[&poor]).await.expect(200).etag();
        let change = body(json!({ "value": 310 }));
        planner.with("if-match", &tag).send::<UpdateRegionFact>(&[&poor], &change).await.expect(200);
        let late = decide(&coordinator, &id, &some, &[TELUK_PUCUNG], Some("Paling membutuhkan")).await.expect(412);
        assert_eq!(late.code(), "stale");
        let now = ranking(&coordinator, &id).await;
        let decided = decide(&coordinator, &id, &now, &[TELUK_PUCUNG], Some(" Paling membutuhkan ")).await.expect(200);
        assert_eq!(decided.json()["state"], "decided");
        assert_eq!(decided.json()["reason"], "Paling membutuhkan");
        assert_eq!(decided.json()["decided_by_name"], "Dewi Kartika");

        // From then on nothing of it changes.
        tell(&planner, HARAPAN_JAYA, "poor_people", 5_000).await;
        let kader = server.as_user("kader").await;
        assert_eq!(ranking(&kader, &id).await, now);
        let tag = planner.get::<GetLocusSelection>(&[&id]).await.expect(200).etag();
        let change = body(json!({ "note": "Kajian 2023" }));
        let refused = planner.with("if-match", &tag).send::<UpdateLocusSelection>(&[&id], &change).await;
        assert_eq!(refused.expect(409).code(), "wrong_state");
        assert_eq!(
            decide(&coordinator, &id, &now, &[PERWIRA], Some("Berubah")).await.expect(409).code(),
            "wrong_state"
        );
        p2wkss::kernel::sequencer::catch_up(&server.kernel).await.unwrap();
        let history = kader.get::<ListLocusSelectionHistory>(&[&id]).await.expect(200).json();
        assert_eq!(history["items"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn every_fault_of_a_selection_is_named() {
    with_server(async |server| {
        let (coordinator, planner) = (server.as_user("coordinator").await, server.as_user("planner").await);
        let programme = a_programme(server, &coordinator).await;
        let unknown = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";
        let one = json!([{ "kind": "poor_people", "year": 2023, "weight": 0 }]);
        for (change, fault) in [
            (json!({ "programme_id": unknown }), "/programme_id unknown_reference"),
            (json!({ "region_code": "32.76" }), "/region_code unknown_reference"),
            (json!({ "region_code": "32.75.99" }), "/region_code unknown_reference"),
            (json!({ "region_code": TELUK_PUCUNG }), "/region_code region_required"),
            (json!({ "level": "district" }), "/level not_in_list"),
            (json!({ "indicators": [] }), "/indicators required"),
            (json!({ "indicators": one }), "/indicators/0/weight out_of_range"),
        ] {
            let mut draft = selection(&programme);
            for (member, value) in change.as_object().unwrap() {
                draft[member] = value.clone();
            }
            let refused = planner.send::<CreateLocusSelection>(&[], &body(draft)).await.expect(422);
            assert_eq!(refused.faults(), [fault]);
        }
        let answer = planner.send::<CreateLocusSelection>(&[], &body(selection(&programme))).await.expect(201);
        let (id, tag) = (made(&answer), answer.etag());
        let change = async |members: Value| {
            planner.with("if-match", &tag).send::<UpdateLocusSelection>(&[&id], &body(members)).await
        };
        // One member is sent without the other.
        assert_eq!(change(json!({ "level": "district" })).await.expect(422).faults(), ["/level not_in_list"]);
        let other = a_second_programme(server, &coordinator).await;
        let fixed = change(json!({ "programme_id": other })).await.expect(422);
        assert_eq!(fixed.faults(), ["/programme_id field_fixed"]);
        let wider = change(json!({ "region_code": "32.75", "level": "district" })).await.expect(200);
        assert_eq!(wider.json()["region_name"], "Kota Bekasi");
        assert_eq!(change(json!({ "note": "Kajian" })).await.expect(412).code(), "stale");
        // The programme runs in one kecamatan: the others are not compared.
        assert_eq!(places(&ranking(&planner, &id).await).len(), 1);
        let found = async |query: &str| {
            column(&planner.query::<ListLocusSelections>(&[], query).await.expect(200).json(), "id")
        };
        assert_eq!(found(&format!("programme_id={programme}&state=draft")).await, std::slice::from_ref(&id));
        assert_eq!(found(&format!("programme_id={programme}&state=decided")).await, Vec::<String>::new());
        let reason = body(json!({ "reason": "Tidak jadi" }));
        coordinator.with("if-match", "*").send::<ArchiveProgramme>(&[&programme], &reason).await.expect(200);
        let now = ranking(&coordinator, &id).await;
        let ended = decide(&coordinator, &id, &now, &["32.75.03"], Some("Sudah siap")).await.expect(409);
        assert_eq!(ended.code(), "wrong_state");
    });
}

async fn a_second_programme(server: &Server, coordinator: &Caller) -> String {
    let draft = programme(server, "Sekoper Cinta", 2027).await;
    made(&coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(201))
}

#[test]
fn the_gate_counts_a_decision_that_rests_on_the_index() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let programme = a_programme(server, &coordinator).await;
        let draft = body(locus(&programme, TELUK_PUCUNG, &["11"]));
        let locus = made(&coordinator.send::<CreateLocus>(&[], &draft).await.expect(201));
        let first = stages_of(&coordinator, &locus).await.swap_remove(0);
        let state = async || {
            let shown = coordinator.get::<GetStageRecord>(&[&first]).await.expect(200).json();
            let lines = shown["checklist"].as_array().unwrap().clone();
            lines.iter().find(|line| line["requirement"]["key"] == "locus_selection").unwrap()["state"].clone()
        };
        assert_eq!(state().await, "warned");
        let by_poor = json!([{ "kind": "poor_people", "year": 2023, "weight": 1 }]);
        let by_index = json!([{ "kind": "human_development_index", "year": 2023, "weight": 1 }]);
        let planner = server.as_user("planner").await;
        for (level, indicators, chosen, known, expected) in [
            ("village", by_poor, TELUK_PUCUNG, false, "warned"),
            ("village", by_index.clone(), HARAPAN_JAYA, false, "warned"),
            // Chosen with the index, of which nothing is known there.
            ("district", by_index.clone(), "32.75.03", false, "warned"),
            ("district", by_index, "32.75.03", true, "met"),
        ] {
            if known {
                tell(&planner, chosen, "human_development_index", 7_600).await;
            }
            let mut draft = selection(&programme);
            draft["indicators"] = indicators;
            draft["level"] = json!(level);
            draft["region_code"] = json!(if level == "district" { "32.75" } else { "32.75.03" });
            let id = made(&coordinator.send::<CreateLocusSelection>(&[], &body(draft)).await.expect(201));
            let now = ranking(&coordinator, &id).await;
            assert_eq!(state().await, "warned", "a draft decides nothing");
            decide(&coordinator, &id, &now, &[chosen], Some("Hasil rapat perangkat daerah")).await.expect(200);
            assert_eq!(state().await, expected, "{level} {chosen}");
        }
    });
}

#[test]
fn another_citys_coordinator_compares_and_decides_nothing_here() {
    with_server(async |server| {
        neighbour::found(server).await;
        let coordinator = server.as_user("coordinator").await;
        let programme = a_programme(server, &coordinator).await;
        let id = made(&coordinator.send::<CreateLocusSelection>(&[], &body(selection(&programme))).await.expect(201));
        let fact = tell(&coordinator, TELUK_PUCUNG, "poor_people", 800).await;
        let (now, before) = (ranking(&coordinator, &id).await, coordinator.get::<GetLocusSelection>(&[&id]).await);
        let other = server.as_user(neighbour::OFFICER).await;
        other.send::<CreateLocusSelection>(&[], &body(selection(&programme))).await.expect(422);
        let any = other.with("if-match", "*");
        decide(&other, &id, &now, &[TELUK_PUCUNG], Some("Bukan milik kami")).await.expect(403);
        let change = body(json!({ "note": "Bukan milik kami" }));
        let read = other.get::<GetLocusSelection>(&[&id]).await.expect(200);
        any.with("if-match", &read.etag()).send::<UpdateLocusSelection>(&[&id], &change).await.expect(403);
        let own = coordinator.get::<GetRegionFact>(&[&fact]).await.expect(200);
        let change = body(json!({ "value": 1 }));
        let refused = any.with("if-match", &other.get::<GetRegionFact>(&[&fact]).await.expect(200).etag());
        refused.send::<UpdateRegionFact>(&[&fact], &change).await.expect(422);
        assert_eq!(coordinator.get::<GetRegionFact>(&[&fact]).await.expect(200).json(), own.json());
        let after = coordinator.get::<GetLocusSelection>(&[&id]).await.expect(200).json();
        assert_eq!((&after["state"], after.clone()), (&json!("draft"), before.json()));
    });
}

/// Two who decide at once: one decision stands, and the other is told.
#[test]
fn of_two_who_decide_one_wins() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let programme = a_programme(server, &coordinator).await;
        for round in 0..race_rounds() {
            let answer = coordinator.send::<CreateLocusSelection>(&[], &body(selection(&programme))).await.expect(201);
            let (id, tag) = (made(&answer), answer.etag());
            let now = ranking(&coordinator, &id).await;
            let send = async |chosen: &str| {
                let decision = json!({ "fingerprint": now["fingerprint"], "chosen_codes": [chosen],
                    "reason": "Hasil rapat" });
                coordinator.with("if-match", &tag).send::<DecideLocusSelection>(&[&id], &body(decision)).await
            };
            let note = body(json!({ "note": "Kajian" }));
            let change = async || coordinator.with("if-match", &tag).send::<UpdateLocusSelection>(&[&id], &note).await;
            let (one, other, third) = futures::join!(send(TELUK_PUCUNG), send(HARAPAN_JAYA), change());
            let mut statuses = [one.status, other.status, third.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 412, 412], "round {round}");
            let stands = coordinator.get::<GetLocusSelection>(&[&id]).await.expect(200).json();
            let expected = if one.status == 200 {
                json!([TELUK_PUCUNG])
            } else if other.status == 200 {
                json!([HARAPAN_JAYA])
            } else {
                json!([])
            };
            assert_eq!(stands["chosen_codes"], expected, "round {round}");
        }
    });
}
