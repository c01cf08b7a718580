//! Sums shared by all who live there, against lines and averages, and their series.

use super::{family, id, put, reason, second, stands, tell, withdraw, woman};
use crate::support::{body, with_server};
use contract::endpoints::{
    ArchiveBeneficiary, CreateHouseholdMember, CreateRegionFact, GetHousehold, GetHouseholdMember,
    RemoveHouseholdMember, RestoreBeneficiary, UpdateHousehold,
};
use serde_json::{Value, json};

#[test]
fn a_withdrawn_sum_counts_for_nothing() {
    with_server(async |server| {
        let (officer, siti, home) = family(server).await;
        put::<UpdateHousehold>(
            &officer,
            "households",
            &home,
            json!({ "monthly_income": 2_000_000, "finances_on": "2026-10-01" }),
        )
        .await
        .expect(200);
        let wrong = tell(&officer, &siti, json!({ "monthly_income": 200_000 })).await.expect(201).json();
        assert_eq!(stands(&officer, &siti).await["income"]["monthly_rupiah"], 200_000);
        assert_eq!(woman(&officer, &siti).await["below_poverty_line"], true);
        withdraw(&officer, &id(&wrong)).await.expect(200);
        let view = stands(&officer, &siti).await;
        assert_eq!(
            (&view["income"]["monthly_rupiah"], &view["income"]["told_on"]),
            (&json!(2_000_000), &json!("2026-10-01"))
        );
        assert_eq!(view["finances"].as_array().unwrap().len(), 1);
        assert_eq!(woman(&officer, &siti).await["below_poverty_line"], Value::Null, "expenditure is not known");
        // A later sum stays when an earlier one is taken back.
        let early = tell(&officer, &siti, json!({ "monthly_income": 300_000 })).await.expect(201).json();
        tell(&officer, &siti, json!({ "monthly_income": 900_000, "assessed_on": "2026-11-10" })).await.expect(201);
        withdraw(&officer, &id(&early)).await.expect(200);
        assert_eq!(stands(&officer, &siti).await["income"]["monthly_rupiah"], 900_000);
    });
}

#[test]
fn a_sum_is_shared_by_all_who_live_there() {
    with_server(async |server| {
        let (officer, siti, home) = family(server).await;
        tell(&officer, &siti, json!({ "monthly_income": 1_800_000, "monthly_expenditure": 3_000_000 }))
            .await
            .expect(201);
        let each = async || {
            let view = stands(&officer, &siti).await;
            (view["people"].as_i64().unwrap(), view["income"]["per_person"].as_i64().unwrap())
        };
        let below = async || woman(&officer, &siti).await["below_poverty_line"].clone();
        assert_eq!((each().await, below().await), ((1, 1_800_000), json!(false)));
        let child = json!({ "full_name": "Dimas", "birth_date": "2014-05-02", "sex": "male", "relation": "child",
            "schooling": "in_school", "livelihood": "depends_on_her" });
        let member = id(&officer.send::<CreateHouseholdMember>(&[&home], &body(child)).await.expect(201).json());
        assert_eq!((each().await, below().await), ((2, 900_000), json!(false)));
        let nur = second(&officer, &home).await;
        assert_eq!((each().await, below().await), ((3, 600_000), json!(true)));
        assert_eq!(woman(&officer, &nur).await["below_poverty_line"], true, "it holds for both");
        officer.with("if-match", "*").send::<ArchiveBeneficiary>(&[&nur], &reason()).await.expect(200);
        assert_eq!((each().await, below().await), ((2, 900_000), json!(false)));
        officer.with("if-match", "*").send::<RestoreBeneficiary>(&[&nur], &reason()).await.expect(200);
        assert_eq!((each().await, below().await), ((3, 600_000), json!(true)));
        assert_eq!(woman(&officer, &nur).await["below_poverty_line"], true);
        let any =
            officer.with("if-match", &officer.get::<GetHouseholdMember>(&[&home, &member]).await.expect(200).etag());
        any.send::<RemoveHouseholdMember>(&[&home, &member], &reason()).await.expect(204);
        assert_eq!((each().await, below().await), ((2, 900_000), json!(false)));
        officer.with("if-match", "*").send::<ArchiveBeneficiary>(&[&nur], &reason()).await.expect(200);
        assert_eq!((each().await, below().await), ((1, 1_800_000), json!(false)));
    });
}

#[test]
fn a_sum_is_held_against_the_line_of_its_year_or_the_newest_earlier_one() {
    with_server(async |server| {
        let (officer, siti, home) = family(server).await;
        let on = async |day: &str| {
            let told = json!({ "monthly_income": 842_926, "finances_on": day });
            put::<UpdateHousehold>(&officer, "households", &home, told).await.expect(200);
            let measure = stands(&officer, &siti).await["income"].clone();
            (measure["line"].clone(), measure["below_line"].clone(), measure["share_percent"].clone())
        };
        let (line, below, share) = on("2024-05-01").await;
        assert_eq!((&line["year"], &line["monthly_rupiah"]), (&json!(2024), &json!(842_927)));
        assert_eq!((&line["region_code"], &below, &share), (&json!("32.75"), &json!(true), &json!(99)));
        assert!(line["source"].as_str().unwrap().contains("BPS"), "{line}");
        let (line, below, share) = on("2023-12-31").await;
        assert_eq!((&line["year"], below, share), (&json!(2023), json!(false), json!(105)));
        let (line, below, _) = on("2026-11-06").await;
        assert_eq!((&line["year"], below), (&json!(2025), json!(true)), "the newest earlier line, named");
        assert_eq!(on("2003-01-01").await, (Value::Null, Value::Null, Value::Null), "no line, no answer");
        assert_eq!(woman(&officer, &siti).await["below_poverty_line"], Value::Null);
    });
}

#[test]
fn income_and_expenditure_stand_side_by_side_and_averages_beside_the_line() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let coordinator = server.as_user("coordinator").await;
        let fact = async |region: &str, kind: &str, year: i32, value: i64| {
            let fact =
                json!({ "region_code": region, "kind": kind, "year": year, "value": value, "source": "Susenas" });
            coordinator.send::<CreateRegionFact>(&[], &body(fact)).await.expect(201);
        };
        fact("32.75", "mean_income", 2025, 2_000_000).await;
        fact("32.75.03", "mean_income", 2024, 1_000_000).await;
        fact("32.75", "mean_expenditure", 2027, 1_000_000).await;
        tell(&officer, &siti, json!({ "monthly_income": 499_999, "monthly_expenditure": 1_200_000 })).await.expect(201);
        let view = stands(&officer, &siti).await;
        let (income, spent) = (&view["income"], &view["expenditure"]);
        assert_eq!((&income["per_person"], &income["below_line"]), (&json!(499_999), &json!(true)));
        assert_eq!((&spent["per_person"], &spent["below_line"]), (&json!(1_200_000), &json!(false)));
        let average = &income["average"];
        assert_eq!(
            (&average["region_code"], &average["year"]),
            (&json!("32.75.03"), &json!(2024)),
            "the nearest place"
        );
        assert_eq!((&average["share_percent"], &average["far_below"]), (&json!(49), &json!(true)));
        assert_eq!(spent["average"], Value::Null, "a later year is not looked at");
    });
}

#[test]
fn the_series_keeps_every_day_and_the_last_word_of_each() {
    with_server(async |server| {
        let (officer, siti, home) = family(server).await;
        let points = async || {
            let view = stands(&officer, &siti).await;
            let all = view["finances"].as_array().unwrap().clone();
            let point = |one: &Value| {
                (
                    one["told_on"].as_str().unwrap().to_owned(),
                    one["income_per_person"].clone(),
                    one["expenditure_per_person"].clone(),
                )
            };
            all.iter().map(point).collect::<Vec<_>>()
        };
        let day = |day: &str, income: Value, spent: Value| (day.to_owned(), income, spent);
        let change = json!({ "monthly_income": 800_000, "finances_on": "2026-09-01" });
        put::<UpdateHousehold>(&officer, "households", &home, change).await.expect(200);
        tell(&officer, &siti, json!({ "monthly_income": 900_000 })).await.expect(201);
        tell(&officer, &siti, json!({ "monthly_expenditure": 950_000 })).await.expect(201);
        let newest = day("2026-11-06", json!(900_000), json!(950_000));
        let first = day("2026-09-01", json!(800_000), Value::Null);
        assert_eq!(points().await, [first.clone(), newest.clone()], "what is told of one day stands together");
        // Told late of an earlier day: in the series, not in place of what is newer.
        tell(&officer, &siti, json!({ "monthly_income": 1, "assessed_on": "2026-10-01" })).await.expect(201);
        assert_eq!(points().await, [first.clone(), day("2026-10-01", json!(1), Value::Null), newest]);
        let home_now = officer.get::<GetHousehold>(&[&home]).await.json();
        assert_eq!((&home_now["monthly_income"], &home_now["finances_on"]), (&json!(900_000), &json!("2026-11-06")));
        // A correction of the same day takes its place.
        put::<UpdateHousehold>(
            &officer,
            "households",
            &home,
            json!({ "monthly_income": 910_000, "finances_on": "2026-11-06" }),
        )
        .await
        .expect(200);
        assert_eq!(points().await.last().unwrap(), &day("2026-11-06", json!(910_000), json!(950_000)));
        // What is saved unchanged adds nothing.
        put::<UpdateHousehold>(&officer, "households", &home, json!({ "address": "Gg. Baru" })).await.expect(200);
        assert_eq!(server.number("select count(*) from household_finances").await, 5);
    });
}

#[test]
fn a_sum_that_is_not_told_does_not_stand_on_another_day() {
    with_server(async |server| {
        let (officer, _, home) = family(server).await;
        let told = async |change: Value| {
            let now = put::<UpdateHousehold>(&officer, "households", &home, change).await.expect(200).json();
            ["monthly_income", "monthly_expenditure", "finances_on"].map(|name| now[name].clone())
        };
        let today = json!(server.kernel.clock.today().to_string());
        told(json!({ "monthly_income": 800_000, "monthly_expenditure": 700_000, "finances_on": "2026-09-01" })).await;
        let income = told(json!({ "monthly_income": 900_000 })).await;
        assert_eq!(income, [json!(900_000), Value::Null, today.clone()], "what she spends was not told today");
        let both = told(json!({ "monthly_expenditure": 950_000 })).await;
        assert_eq!(both, [json!(900_000), json!(950_000), today], "of one day both stand");
        let before = told(json!({ "monthly_income": 810_000, "finances_on": "2026-09-01" })).await;
        assert_eq!(before, [json!(810_000), json!(700_000), json!("2026-09-01")], "what was told on that day");
    });
}
