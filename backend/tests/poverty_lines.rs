//! Poverty lines: who keeps them, and what follows from a change.

use crate::support::{Caller, body, column, with_server};
use crate::welfare::{family, tell, woman};
use contract::endpoints::{
    CreatePovertyLine, GetPovertyLine, ListPovertyLineHistory, ListPovertyLines, UpdatePovertyLine,
};
use serde_json::{Value, json};
use std::time::Duration;

fn line(year: i32, rupiah: i64) -> Value {
    json!({ "region_code": "32.75", "year": year, "monthly_rupiah": rupiah, "source": "BPS Kota Bekasi" })
}

async fn of_year(caller: &Caller, year: i32) -> Value {
    let page = caller.query::<ListPovertyLines>(&[], "region=32.75&limit=100").await.expect(200).json();
    page["items"].as_array().unwrap().iter().find(|one| one["year"] == year).unwrap().clone()
}

#[test]
fn the_shipped_lines_stand_newest_first_with_their_source() {
    with_server(async |server| {
        let observer = server.as_user("observer").await;
        let page = observer.query::<ListPovertyLines>(&[], "include=total&limit=2").await.expect(200).json();
        assert_eq!((&page["total"], column(&page, "year")), (&json!(22), vec!["2025".to_owned(), "2024".to_owned()]));
        assert_eq!(
            (&page["items"][0]["monthly_rupiah"], &page["items"][1]["poor_share"]),
            (&json!(864_601), &json!(401))
        );
        assert!(page["items"].as_array().unwrap().iter().all(|one| one["source"].as_str().unwrap().len() > 3));
    });
}

#[test]
fn one_line_for_each_city_and_year_kept_by_those_who_keep_statistics() {
    with_server(async |server| {
        for name in ["observer", "kelurahan_officer", "lurah", "admin"] {
            server.as_user(name).await.send::<CreatePovertyLine>(&[], &body(line(2026, 900_000))).await.expect(403);
        }
        let planner = server.as_user("planner").await;
        let made = planner.send::<CreatePovertyLine>(&[], &body(line(2026, 900_000))).await.expect(201);
        let coordinator = server.as_user("coordinator").await;
        let twice = coordinator.send::<CreatePovertyLine>(&[], &body(line(2026, 910_000))).await.expect(422);
        assert_eq!(twice.faults(), ["/year taken"]);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let change = async |members: Value| {
            let tag = planner.get::<GetPovertyLine>(&[&id]).await.expect(200).etag();
            planner.with("if-match", &tag).send::<UpdatePovertyLine>(&[&id], &body(members)).await
        };
        assert_eq!(change(json!({ "year": 2027 })).await.expect(422).faults(), ["/year field_fixed"]);
        assert_eq!(change(json!({ "region_code": "32.76" })).await.expect(422).faults(), ["/region_code field_fixed"]);
        assert_eq!(change(json!({ "monthly_rupiah": 0 })).await.expect(422).faults(), ["/monthly_rupiah malformed"]);
        assert_eq!(change(json!({ "poor_share": 10_001 })).await.expect(422).faults(), ["/poor_share malformed"]);
        let changed = change(json!({ "monthly_rupiah": 905_000, "poor_share": 398 })).await.expect(200).json();
        assert_eq!(
            (&changed["monthly_rupiah"], &changed["poor_share"], &changed["version"]),
            (&json!(905_000), &json!(398), &json!(2))
        );
        let (late, change) = (planner.with("if-match", &made.etag()), body(json!({ "poor_people": 1 })));
        late.send::<UpdatePovertyLine>(&[&id], &change).await.expect(412);
        p2wkss::kernel::sequencer::catch_up(&server.kernel).await.unwrap();
        let history = planner.get::<ListPovertyLineHistory>(&[&id]).await.expect(200);
        assert_eq!(history.json()["items"].as_array().unwrap().len(), 2, "{}", history.text);
    });
}

#[test]
fn every_fault_is_named() {
    with_server(async |server| {
        let planner = server.as_user("planner").await;
        let empty = planner.send::<CreatePovertyLine>(&[], &body(json!({}))).await.expect(422);
        assert_eq!(
            empty.faults(),
            ["/region_code required", "/year required", "/monthly_rupiah required", "/source required"]
        );
        let mut village = line(1900, 1);
        village["region_code"] = json!("32.75.03.1004");
        let wrong = planner.send::<CreatePovertyLine>(&[], &body(village)).await.expect(422);
        assert_eq!(wrong.faults(), ["/region_code region_required", "/year malformed"]);
        let mut away = line(2026, 1);
        away["region_code"] = json!("32.16");
        let wrong = planner.send::<CreatePovertyLine>(&[], &body(away)).await.expect(422);
        assert_eq!(wrong.faults(), ["/region_code unknown_reference"]);
    });
}

#[test]
fn a_changed_line_is_followed_over_the_register() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        tell(&officer, &siti, json!({ "monthly_income": 900_000, "monthly_expenditure": 900_000 })).await.expect(201);
        let before = woman(&officer, &siti).await;
        assert_eq!((&before["below_poverty_line"], &before["eligibility"]), (&json!(false), &json!("unknown")));
        let planner = server.as_user("planner").await;
        let newest = of_year(&planner, 2025).await;
        let id = newest["id"].as_str().unwrap();
        let tag = planner.get::<GetPovertyLine>(&[id]).await.etag();
        let change = body(json!({ "monthly_rupiah": 950_000 }));
        planner.with("if-match", &tag).send::<UpdatePovertyLine>(&[id], &change).await.expect(200);
        let becomes = async |below: bool| {
            for _ in 0..200 {
                if woman(&officer, &siti).await["below_poverty_line"] == below {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            panic!("her row was not followed to {below}");
        };
        becomes(true).await;
        let after = woman(&officer, &siti).await;
        assert_eq!((&after["eligibility"], &after["version"]), (&json!("eligible"), &before["version"]));
        planner.send::<CreatePovertyLine>(&[], &body(line(2026, 800_000))).await.expect(201);
        becomes(false).await;
    });
}

#[test]
fn many_changes_in_a_row_wait_for_one_look() {
    with_server(async |server| {
        let planner = server.as_user("planner").await;
        for year in 1980..2000 {
            planner.send::<CreatePovertyLine>(&[], &body(line(year, 1000))).await.expect(201);
        }
        let jobs = server.number("select count(*) from jobs where kind = 'welfare_renewal'").await;
        assert!((1..=6).contains(&jobs), "{jobs} jobs");
    });
}
