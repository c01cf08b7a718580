//! Who sees what was told.

use super::{family, id, ks21, stands, tell, withdraw, woman};
use crate::support::{body, with_server};
use contract::endpoints::{
    CreatePovertyCheck, CreateRoleAssignment, GetBeneficiary, GetWelfare, GetWelfareAssessment, ListPovertyChecks,
};
use serde_json::{Value, json};

#[test]
fn a_kader_sees_what_she_told_and_not_what_others_told() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let kader = server.as_user("kader").await;
        let empty = stands(&kader, &siti).await;
        for part in ["ks21", "income", "expenditure", "dwelling", "aid", "functioning", "disability"] {
            assert_eq!(empty.get(part), Some(&Value::Null), "{part}: nothing stands, she may be the first");
        }
        let parts =
            json!({ "ks21": { "meals": "no" }, "monthly_income": 500_000, "functioning": { "walking": "a_lot" } });
        let own = tell(&kader, &siti, parts).await.expect(201).json();
        assert_eq!((&own["withheld"], &own["monthly_income"]), (&json!([]), &json!(500_000)));
        let view = stands(&kader, &siti).await;
        assert_eq!(
            (&view["ks21"]["stage"], &view["income"]["per_person"]),
            (&json!("pre_prosperous"), &json!(500_000))
        );
        assert_eq!((&view["disability"], &view["withheld"]), (&json!(true), &json!(["finances", "poverty_check"])));
        assert_eq!(woman(&kader, &siti).await["welfare_stage"], "pre_prosperous");
        // What the officer tells later is not hers to read.
        let others = json!({ "ks21": ks21(json!({})), "functioning": { "walking": "none" }, "aid": [] });
        let told = id(&tell(&officer, &siti, others).await.expect(201).json());
        let seen = kader.get::<GetWelfareAssessment>(&[&told]).await.expect(200);
        for part in ["ks21", "stage", "aid", "functioning", "disability", "monthly_income"] {
            assert!(seen.json().get(part).is_none(), "{part} of another: {}", seen.text);
        }
        let view = stands(&kader, &siti).await;
        for part in ["ks21", "aid", "functioning", "disability"] {
            assert!(view.get(part).is_none() && view["withheld"].as_array().unwrap().contains(&json!(part)), "{part}");
        }
        assert_eq!(withdraw(&kader, &told).await.expect(409).code(), "wrong_state");
        // Sums that another collected she may not overwrite.
        server.sql("update households set collected_by = null").await.unwrap();
        let refused = tell(&kader, &siti, json!({ "monthly_income": 1, "monthly_expenditure": 1 })).await.expect(422);
        assert_eq!(refused.faults(), ["/monthly_income field_withheld", "/monthly_expenditure field_withheld"]);
    });
}

#[test]
fn who_sees_income_and_who_sees_neither() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let parts = json!({ "ks21": { "meals": "no" }, "dwelling": { "floor": "cement" }, "aid": [],
            "functioning": { "walking": "a_lot" }, "monthly_income": 500_000, "monthly_expenditure": 400_000 });
        let told = id(&tell(&officer, &siti, parts).await.expect(201).json());
        let check = json!({ "checked_on": "2026-11-06", "database": "dtsen", "result": "listed", "decile": 1, "source": "Dinsos" });
        officer.send::<CreatePovertyCheck>(&[&siti], &body(check)).await.expect(201);
        for name in ["planner", "observer"] {
            let caller = server.as_user(name).await;
            let view = stands(&caller, &siti).await;
            assert_eq!(view["withheld"], json!(["functioning", "disability"]), "{name}");
            assert_eq!((&view["income"]["per_person"], &view["poverty_check"]["decile"]), (&json!(500_000), &json!(1)));
            assert!(woman(&caller, &siti).await.get("full_name").is_none());
            let row = caller.get::<GetWelfareAssessment>(&[&told]).await.expect(200);
            assert_eq!(row.json()["withheld"], json!(["functioning", "disability"]));
            assert!(!row.text.contains("a_lot"));
        }
        // An agency's officer reaches no woman yet; a privacy officer reaches all and sees no sums.
        server.as_user("agency_officer").await.get::<GetWelfare>(&[&siti]).await.expect(404);
        let outsider = server.as_user("privacy_officer").await;
        let view = outsider.get::<GetWelfare>(&[&siti]).await.expect(200);
        for part in [
            "ks21",
            "income",
            "expenditure",
            "finances",
            "dwelling",
            "aid",
            "functioning",
            "disability",
            "poverty_check",
        ] {
            let listed = view.json()["withheld"].as_array().unwrap().contains(&json!(part));
            assert!(listed && view.json().get(part).is_none(), "{part}: {}", view.text);
        }
        let row = outsider.get::<GetWelfareAssessment>(&[&told]).await.expect(200);
        for word in ["meals", "cement", "a_lot", "500000", "400000"] {
            assert!(!row.text.contains(word) && !view.text.contains(word), "{word}");
        }
        outsider.get::<ListPovertyChecks>(&[&siti]).await.expect(403);
        for name in ["kelurahan_officer_2", "lurah_2", "kader_2"] {
            let caller = server.as_user(name).await;
            caller.get::<GetWelfare>(&[&siti]).await.expect(404);
            caller.get::<GetWelfareAssessment>(&[&told]).await.expect(404);
        }
    });
}

#[test]
fn that_nothing_was_asked_is_not_told_to_those_who_would_not_see_it() {
    with_server(async |server| {
        let (_, siti, _) = family(server).await;
        let view = stands(&server.as_user("planner").await, &siti).await;
        assert!(view.get("functioning").is_none() && view.get("disability").is_none(), "{view}");
        assert_eq!(view["ks21"], Value::Null);
    });
}

#[test]
fn how_she_functions_is_sealed() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        tell(&officer, &siti, json!({ "functioning": { "walking": "cannot_do" } })).await.expect(201);
        let find = |table: &str, column: &str| {
            if server.on_sqlite() {
                format!("select count(*) from {table} where instr({column}, cast('cannot_do' as blob)) > 0")
            } else {
                format!("select count(*) from {table} where position('cannot_do'::bytea in {column}) > 0")
            }
        };
        assert_eq!(server.number(&find("welfare_assessments", "functioning_sealed")).await, 0);
        assert_eq!(server.number(&find("revisions", "sealed")).await, 0);
        assert_eq!(
            server.number("select count(*) from welfare_assessments where functioning_sealed is not null").await,
            1
        );
    });
}

#[test]
fn a_second_kader_is_not_told_what_the_first_collected() {
    with_server(async |server| {
        let (_, siti, _) = family(server).await;
        let kader = server.as_user("kader").await;
        tell(&kader, &siti, json!({ "ks21": { "meals": "no" }, "monthly_income": 500_000 })).await.expect(201);
        let admin = server.as_user("admin").await;
        let second = server.id_of("kader_2").await;
        let role = json!({ "user_id": second, "role": "kader", "region_code": "32.75.03.1004" });
        admin.send::<CreateRoleAssignment>(&[], &body(role)).await.expect(201);
        let other = server.as_user("kader_2").await;
        let view = other.get::<GetWelfare>(&[&siti]).await.expect(200);
        assert!(!view.text.contains("500000") && !view.text.contains("pre_prosperous"), "{}", view.text);
        let seen = other.get::<GetBeneficiary>(&[&siti]).await.expect(200);
        assert!(!seen.text.contains("pre_prosperous"), "{}", seen.text);
    });
}
