//! Region facts: statistics of a place by year, with source.

use crate::support::{body, column, with_server};
use crate::welfare::{family, tell, woman};
use contract::endpoints::{CreateRegionFact, GetRegionFact, ListRegionFactHistory, ListRegionFacts, UpdateRegionFact};
use serde_json::{Value, json};
use std::time::Duration;

fn fact(kind: &str, value: i64) -> Value {
    json!({ "region_code": "32.75.03.1004", "year": 2025, "kind": kind, "value": value, "source": "SK Wali Kota" })
}

#[test]
fn one_fact_for_each_region_kind_and_year_kept_by_those_who_keep_statistics() {
    with_server(async |server| {
        for name in ["observer", "kelurahan_officer", "lurah", "admin"] {
            server.as_user(name).await.send::<CreateRegionFact>(&[], &body(fact("poor_people", 1))).await.expect(403);
        }
        let planner = server.as_user("planner").await;
        let made = planner.send::<CreateRegionFact>(&[], &body(fact("poor_people", 120))).await.expect(201);
        assert_eq!(made.json()["region_name"], "Teluk Pucung");
        let twice = planner.send::<CreateRegionFact>(&[], &body(fact("poor_people", 121))).await.expect(422);
        assert_eq!(twice.faults(), ["/year taken"]);
        planner.send::<CreateRegionFact>(&[], &body(fact("pre_prosperous_families", 121))).await.expect(201);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let change = async |members: Value| {
            let tag = planner.get::<GetRegionFact>(&[&id]).await.expect(200).etag();
            planner.with("if-match", &tag).send::<UpdateRegionFact>(&[&id], &body(members)).await
        };
        for (member, value) in [("year", json!(2024)), ("kind", json!("vulnerable")), ("region_code", json!("32.75"))] {
            assert_eq!(change(json!({ member: value })).await.expect(422).faults(), [format!("/{member} field_fixed")]);
        }
        assert_eq!(change(json!({ "value": -1 })).await.expect(422).faults(), ["/value out_of_range"]);
        assert_eq!(change(json!({ "value": 119 })).await.expect(200).json()["value"], 119);
        p2wkss::kernel::sequencer::catch_up(&server.kernel).await.unwrap();
        let history = planner.get::<ListRegionFactHistory>(&[&id]).await.expect(200).json();
        assert_eq!(history["items"].as_array().unwrap().len(), 2);
        let found = async |query: &str| {
            let page = planner.query::<ListRegionFacts>(&[], query).await.expect(200).json();
            column(&page, "value")
        };
        assert_eq!(found("region=32.75.03.1004&kind=poor_people&year=2025").await, ["119"]);
        assert_eq!(found("region=32.75.03&year=2025").await.len(), 2);
        assert_eq!(found("region=32.75.03.1006&kind=poor_people&year=2025").await, Vec::<String>::new());
    });
}

#[test]
fn every_fault_is_named() {
    with_server(async |server| {
        let planner = server.as_user("planner").await;
        let faults =
            async |members: Value| planner.send::<CreateRegionFact>(&[], &body(members)).await.expect(422).faults();
        let empty =
            ["/region_code required", "/year required", "/kind required", "/value required", "/source required"];
        assert_eq!(faults(json!({})).await, empty);
        for (kind, value) in [("vulnerable", 2), ("mean_income", 0), ("economic_growth", 10_001), ("poor_people", -1)] {
            assert_eq!(faults(fact(kind, value)).await, ["/value out_of_range"], "{kind}");
        }
        for place in ["32", "32.16", "32.75.99.1001"] {
            let mut away = fact("poor_people", 1);
            away["region_code"] = json!(place);
            assert_eq!(faults(away).await, ["/region_code unknown_reference"], "{place}");
        }
    });
}

#[test]
fn a_vulnerable_place_is_followed_over_its_women() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        tell(&officer, &siti, json!({ "ks21": { "meals": "no" } })).await.expect(201);
        assert_eq!(woman(&officer, &siti).await["eligibility"], "eligible");
        let planner = server.as_user("planner").await;
        let page = planner.query::<ListRegionFacts>(&[], "region=32.75.03.1004&kind=vulnerable").await.json();
        let id = page["items"][0]["id"].as_str().unwrap();
        let tag = planner.get::<GetRegionFact>(&[id]).await.etag();
        let change = body(json!({ "value": 0, "source": "SK baru" }));
        planner.with("if-match", &tag).send::<UpdateRegionFact>(&[id], &change).await.expect(200);
        for _ in 0..200 {
            if woman(&officer, &siti).await["eligibility"] == "not_eligible" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("her row was not followed");
    });
}
