//! Several who write at once, repetition, tags, places and costs.

use super::{family, id, put, reason, second, stands, tell, withdraw};
use crate::support::{body, column, observed::Observed, with_server};
use contract::endpoints::{
    ArchiveBeneficiary, GetBeneficiary, GetWelfareAssessment, ListWelfareAssessments, RestoreBeneficiary,
    UpdateBeneficiary, UpdateHousehold,
};
use serde_json::json;

#[test]
fn two_who_tell_at_once_are_both_kept() {
    with_server(async |server| {
        let (officer, siti, home) = family(server).await;
        let nur = second(&officer, &home).await;
        for round in 0..10 {
            let sum = 1_000_000 + round;
            let (one, two, three) = futures::join!(
                tell(&officer, &siti, json!({ "monthly_income": sum })),
                tell(&officer, &nur, json!({ "monthly_expenditure": sum, "ks21": { "meals": "no" } })),
                tell(&officer, &nur, json!({ "ks21": { "meals": "no" } })),
            );
            for answer in [one, two, three] {
                answer.expect(201);
            }
            let view = stands(&officer, &siti).await;
            assert_eq!(
                (&view["income"]["monthly_rupiah"], &view["expenditure"]["monthly_rupiah"]),
                (&json!(sum), &json!(sum))
            );
        }
        assert_eq!(server.number("select count(*) from welfare_assessments").await, 30);
        assert_eq!(server.number("select count(*) from household_finances").await, 20);
    });
}

#[test]
fn women_of_one_household_are_archived_at_once_and_nobody_waits_for_ever() {
    with_server(async |server| {
        let (officer, siti, home) = family(server).await;
        let nur = second(&officer, &home).await;
        let told = id(&tell(&officer, &siti, json!({ "monthly_income": 900_000 })).await.expect(201).json());
        let any = officer.with("if-match", "*");
        for _ in 0..8 {
            let (why, hers, others) = (reason(), [siti.as_str()], [nur.as_str()]);
            let (one, two, three) = futures::join!(
                any.send::<ArchiveBeneficiary>(&hers, &why),
                any.send::<ArchiveBeneficiary>(&others, &why),
                put::<UpdateHousehold>(&officer, "households", &home, json!({ "monthly_income": 910_000 })),
            );
            one.expect(200);
            two.expect(200);
            three.expect(200);
            let (one, two) = futures::join!(
                any.send::<RestoreBeneficiary>(&others, &why),
                any.send::<RestoreBeneficiary>(&hers, &why)
            );
            one.expect(200);
            two.expect(200);
        }
        // A withdrawal and a move at once: the assessment goes with her.
        let (one, two) = futures::join!(
            withdraw(&officer, &told),
            put::<UpdateHousehold>(&officer, "households", &home, json!({ "rw": "012" }))
        );
        one.expect(200);
        two.expect(200);
    });
}

#[test]
fn an_assessment_sent_twice_is_one_and_anothers_id_is_refused() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let parts = json!({ "id": "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47", "monthly_income": 500_000 });
        let first = tell(&officer, &siti, parts.clone()).await.expect(201).json();
        assert_eq!(tell(&officer, &siti, parts.clone()).await.expect(201).json(), first);
        assert_eq!(server.number("select count(*) from household_finances").await, 1);
        let lain = json!({ "id": "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47", "ks21": { "meals": "yes" } });
        let kader = server.as_user("kader").await;
        assert_eq!(tell(&kader, &siti, lain).await.expect(409).code(), "already_exists");
    });
}

#[test]
fn her_tag_changes_with_her_households_income_and_an_older_one_still_changes_her() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let before = officer.get::<GetBeneficiary>(&[&siti]).await.expect(200);
        let again = officer.with("if-none-match", &before.etag()).get::<GetBeneficiary>(&[&siti]).await;
        again.expect(304);
        tell(&officer, &siti, json!({ "monthly_income": 500_000 })).await.expect(201);
        let after = officer.with("if-none-match", &before.etag()).get::<GetBeneficiary>(&[&siti]).await.expect(200);
        assert_eq!(before.json()["version"], after.json()["version"]);
        assert_ne!(before.etag(), after.etag());
        let change = body(json!({ "occupation": "tailor" }));
        let changed = officer.with("if-match", &before.etag()).send::<UpdateBeneficiary>(&[&siti], &change).await;
        assert_eq!(changed.expect(200).json()["version"], 2);
        officer.with("if-match", &before.etag()).send::<UpdateBeneficiary>(&[&siti], &change).await.expect(412);
    });
}

#[test]
fn what_was_told_goes_where_she_goes() {
    with_server(async |server| {
        let (_, siti, home) = family(server).await;
        let coordinator = server.as_user("coordinator").await;
        let told = id(&tell(&coordinator, &siti, json!({ "ks21": { "meals": "no" } })).await.expect(201).json());
        let away = json!({ "region_code": "32.75.03.1006", "rw": "001", "rt": "001" });
        put::<UpdateHousehold>(&coordinator, "households", &home, away).await.expect(200);
        server.as_user("kelurahan_officer").await.get::<GetWelfareAssessment>(&[&told]).await.expect(404);
        let there = server.as_user("kelurahan_officer_2").await;
        there.get::<GetWelfareAssessment>(&[&told]).await.expect(200);
        assert_eq!(column(&there.get::<ListWelfareAssessments>(&[]).await.expect(200).json(), "id"), [told]);
    });
}

#[test]
fn her_page_costs_the_same_however_much_was_told() {
    with_server(async |server| {
        let (officer, siti, home) = family(server).await;
        tell(&officer, &siti, json!({ "monthly_income": 500_000, "ks21": { "meals": "no" } })).await.expect(201);
        let observed = Observed::beside(server).await;
        let asker = observed.server.as_user("kelurahan_officer").await;
        let cost = async || {
            observed.server.kernel.identities.forget();
            observed.take();
            stands(&asker, &siti).await;
            observed.take().len()
        };
        let few = cost().await;
        let nur = second(&officer, &home).await;
        for day in 1..=20 {
            let told =
                json!({ "monthly_income": 500_000 + day, "assessed_on": format!("2026-10-{day:02}"), "aid": [] });
            tell(&officer, &nur, told).await.expect(201);
        }
        assert_eq!(cost().await, few);
        observed.server.stop().await;
    });
}

#[test]
fn a_part_without_answers_hides_nothing_that_was_told() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        tell(&officer, &siti, json!({ "ks21": { "meals": "no" }, "dwelling": { "floor_area": 24 } })).await.expect(201);
        let empty = json!({ "ks21": {}, "dwelling": {}, "functioning": {}, "monthly_income": 500_000 });
        tell(&officer, &siti, empty).await.expect(201);
        let view = stands(&officer, &siti).await;
        assert_eq!((&view["ks21"]["stage"], &view["dwelling"]["floor_area"]), (&json!("pre_prosperous"), &json!(24)));
    });
}

#[test]
fn a_withdrawn_sum_goes_also_where_another_was_told_on_its_day() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let wrong = id(&tell(&officer, &siti, json!({ "monthly_income": 10_000_000 })).await.expect(201).json());
        tell(&officer, &siti, json!({ "monthly_expenditure": 700_000 })).await.expect(201);
        let sums = |view: &serde_json::Value| {
            (view["income"]["monthly_rupiah"].clone(), view["expenditure"]["monthly_rupiah"].clone())
        };
        assert_eq!(sums(&stands(&officer, &siti).await), (json!(10_000_000), json!(700_000)));
        withdraw(&officer, &wrong).await.expect(200);
        let view = stands(&officer, &siti).await;
        assert_eq!(sums(&view), (json!(null), json!(700_000)), "{view}");
        assert_eq!(view["finances"][0]["income_per_person"], json!(null));
    });
}
