//! What the rules say of a woman, versions of the rules, and decisions against
//! their answer.

use crate::beneficiaries::{draft, siti};
use crate::support::{Answered, Caller, Server, body, column, with_server};
use crate::welfare::{family, reason, stands, tell, woman};
use contract::endpoints::{
    BringRuleSetIntoForce, CreateBeneficiary, CreateRegionFact, CreateRuleSet, CreateValidations, GetEligibility,
    GetRuleSet, ListBeneficiaries, ListRuleSets, ListValidations, PreviewRuleSet, UpdateRuleSet,
};
use serde_json::{Value, json};
use std::time::Duration;

async fn says(caller: &Caller, woman: &str) -> Value {
    caller.get::<GetEligibility>(&[woman]).await.expect(200).json()
}

/// `rule outcome` of every rule.
fn outcomes(answer: &Value) -> Vec<String> {
    let text = |one: &Value| format!("{} {}", one["rule"].as_str().unwrap(), one["outcome"].as_str().unwrap());
    answer["rules"].as_array().unwrap().iter().map(text).collect()
}

fn text(answer: &Value, rule: &str) -> String {
    let one = answer["rules"].as_array().unwrap().iter().find(|one| one["rule"] == rule).unwrap();
    one["text"].as_str().unwrap().replace(['\u{2068}', '\u{2069}'], "").replace('\u{a0}', " ")
}

/// A version of the rules that differs from the one in force in this.
async fn drafted(caller: &Caller, members: Value) -> (String, String) {
    let made = caller.send::<CreateRuleSet>(&[], &body(members)).await.expect(201);
    (made.json()["id"].as_str().unwrap().to_owned(), made.etag())
}

async fn bring(caller: &Caller, id: &str) -> Answered {
    caller.with("if-match", "*").send::<BringRuleSetIntoForce>(&[id], &reason()).await
}

/// Waits until the answer kept on her row is this one.
async fn settles(caller: &Caller, id: &str, answer: &str) {
    for _ in 0..200 {
        if woman(caller, id).await["eligibility"] == answer {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the answer stays {}", woman(caller, id).await["eligibility"]);
}

async fn decide(server: &Server, woman: &str, why: Value) -> Value {
    let lurah = server.as_user("lurah").await;
    let decision = json!({ "ids": [woman], "programme_year": 2026, "outcome": "validated", "reason": why });
    lurah.send::<CreateValidations>(&[], &body(decision)).await.expect(200).json()
}

#[test]
fn each_rule_is_told_in_both_languages() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let unknown = says(&officer, &siti).await;
        assert_eq!((&unknown["answer"], &unknown["rule_set_number"]), (&json!("unknown"), &json!(1)));
        let expected = [
            "sex met",
            "age met",
            "residence met",
            "vulnerable_place met",
            "poor_or_pre_prosperous unknown",
            "head_of_family met",
        ];
        assert_eq!(outcomes(&unknown), expected);
        assert_eq!(
            text(&unknown, "poor_or_pre_prosperous"),
            "KS-21 belum lengkap. Penghasilan belum dicatat. Pengeluaran belum dicatat."
        );
        tell(
            &officer,
            &siti,
            json!({ "ks21": { "meals": "no" }, "monthly_income": 864_600, "monthly_expenditure": 900_000 }),
        )
        .await
        .expect(201);
        let found = says(&officer, &siti).await;
        assert_eq!(found["answer"], "eligible");
        let id = text(&found, "poor_or_pre_prosperous");
        for words in [
            "Prasejahtera",
            "Penghasilan Rp 864.600 per orang, di bawah garis 2025: Rp 864.601",
            "Pengeluaran Rp 900.000 per orang, tidak di bawah",
        ] {
            assert!(id.contains(words), "{words}: {id}");
        }
        let english = says(&officer.with("accept-language", "en"), &siti).await;
        let en = text(&english, "poor_or_pre_prosperous");
        for words in [
            "Pre-prosperous",
            "Income of Rp 864,600 per person, below the line of 2025: Rp 864,601",
            "Expenditure of Rp 900,000 per person, not below",
        ] {
            assert!(en.contains(words), "{words}: {en}");
        }
        assert!(text(&english, "age").starts_with("37 years old on 1 January 2026"), "{}", text(&english, "age"));
        assert_eq!(text(&english, "residence"), "Lives in Teluk Pucung.");
        assert!(text(&english, "vulnerable_place").starts_with("Teluk Pucung counts as vulnerable in 2026"));
        let poor =
            found["rules"].as_array().unwrap().iter().find(|one| one["rule"] == "poor_or_pre_prosperous").unwrap();
        let values = &poor["values"];
        assert_eq!(
            (&values["income_person_rupiah"], &values["expenditure_person_rupiah"]),
            (&json!("864600"), &json!("900000"))
        );
        assert_eq!((&values["income_line_rupiah"], &values["stage"]), (&json!("864601"), &json!("pre_prosperous")));
    });
}

#[test]
fn one_rule_not_met_says_no_whatever_is_unknown() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let (officer, siti, _) = family(server).await;
        for (changed, expected) in [
            (json!({ "age_min": 38 }), "age not_met"),
            (json!({ "age_min": 15, "age_max": 64, "region_code": "32.75.03.1006" }), "residence not_met"),
            (json!({ "region_code": null, "head_condition": "de_facto" }), "head_of_family met"),
        ] {
            let (id, _) = drafted(&coordinator, changed).await;
            bring(&coordinator, &id).await.expect(200);
            let found = says(&officer, &siti).await;
            assert!(outcomes(&found).iter().any(|one| one == expected), "{expected}: {found}");
            let no = expected.ends_with("not_met");
            assert_eq!(found["answer"], if no { "not_eligible" } else { "unknown" });
            settles(&officer, &siti, if no { "not_eligible" } else { "unknown" }).await;
        }
        // Not vulnerable is a no; a place of which nothing is recorded is not.
        let not =
            json!({ "region_code": "32.75.03.1004", "kind": "vulnerable", "year": 2025, "value": 0, "source": "SK" });
        coordinator.send::<CreateRegionFact>(&[], &body(not)).await.expect(201);
        assert_eq!(says(&officer, &siti).await["answer"], "unknown", "the year's own fact holds");
        server.sql("delete from region_facts where kind = 'vulnerable' and year > 2025").await.unwrap();
        assert!(outcomes(&says(&officer, &siti).await).contains(&"vulnerable_place not_met".to_owned()));
        server.sql("delete from region_facts where kind = 'vulnerable'").await.unwrap();
        assert!(outcomes(&says(&officer, &siti).await).contains(&"vulnerable_place unknown".to_owned()));
    });
}

#[test]
fn who_does_not_see_a_value_is_told_only_the_outcome() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        tell(&officer, &siti, json!({ "monthly_income": 500_000 })).await.expect(201);
        for (name, hidden) in [
            ("planner", vec!["age"]),
            ("kader", vec!["poor_or_pre_prosperous"]),
            ("privacy_officer", vec!["poor_or_pre_prosperous"]),
        ] {
            let answer = server.as_user(name).await.get::<GetEligibility>(&[&siti]).await.expect(200);
            let found = answer.json();
            for one in found["rules"].as_array().unwrap() {
                let withheld = hidden.iter().any(|rule| one["rule"] == *rule);
                assert_eq!(one.get("values").is_none(), withheld, "{name}: {one}");
                assert!(!withheld || one["text"].as_str().unwrap().starts_with("Terpenuhi;"), "{name}: {one}");
            }
            let secret = if name == "planner" { "1988" } else { "500000" };
            assert!(!answer.text.contains(secret), "{name}: {}", answer.text);
        }
        server.as_user("agency_officer").await.get::<GetEligibility>(&[&siti]).await.expect(404);
        server.as_user("lurah_2").await.get::<GetEligibility>(&[&siti]).await.expect(404);
    });
}

#[test]
fn lists_are_filtered_by_the_answer_and_never_by_what_is_withheld() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let mut other = crate::beneficiaries::siti();
        (other["nik"], other["full_name"]) = (json!("3275995403880002"), json!("Nur Aini"));
        let nur = officer.send::<CreateBeneficiary>(&[], &draft(other)).await.expect(201).json()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        tell(&officer, &siti, json!({ "ks21": { "meals": "no" }, "monthly_income": 500_000 })).await.expect(201);
        let found = async |query: &str| {
            let page =
                officer.query::<ListBeneficiaries>(&[], &format!("include=total&{query}")).await.expect(200).json();
            let ids = column(&page, "id");
            assert_eq!(page["total"], ids.len());
            ids
        };
        assert_eq!(found("eligibility=eligible").await, std::slice::from_ref(&siti));
        assert_eq!(found("eligibility=unknown").await, std::slice::from_ref(&nur));
        assert_eq!(found("eligibility=not_eligible").await, Vec::<String>::new(), "unknown is no no");
        assert_eq!(found("welfare_stage=pre_prosperous").await, std::slice::from_ref(&siti));
        assert_eq!(found("below_poverty_line=true").await, std::slice::from_ref(&siti));
        assert_eq!(found("below_poverty_line=false").await, Vec::<String>::new(), "unknown is not above the line");
        for name in ["kader", "privacy_officer"] {
            let caller = server.as_user(name).await;
            for query in ["welfare_stage=pre_prosperous", "below_poverty_line=true"] {
                let refused = caller.query::<ListBeneficiaries>(&[], query).await.expect(400);
                assert_eq!(refused.code(), "withheld_parameter", "{name} {query}");
            }
            caller.query::<ListBeneficiaries>(&[], "eligibility=eligible").await.expect(200);
        }
        assert_eq!(stands(&officer, &nur).await["income"], Value::Null);
    });
}

#[test]
fn a_decision_against_the_answer_gives_a_reason_and_keeps_what_the_rules_said() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let refused = decide(server, &siti, Value::Null).await;
        assert_eq!((&refused["decided"], &refused["results"][0]["refusal"]), (&json!(0), &json!("reason_required")));
        assert_eq!(woman(&officer, &siti).await["status"], "candidate");
        let decided = decide(server, &siti, json!("Dikenal warga RW")).await;
        assert_eq!(decided["decided"], 1, "{decided}");
        let lurah = server.as_user("lurah").await;
        let kept = async || lurah.get::<ListValidations>(&[]).await.expect(200).json()["items"][0].clone();
        let before = kept().await;
        assert_eq!((&before["eligibility"], &before["rule_set_number"]), (&json!("unknown"), &json!(1)));
        assert_eq!(
            text(&before, "poor_or_pre_prosperous"),
            "KS-21 belum lengkap. Penghasilan belum dicatat. Pengeluaran belum dicatat."
        );
        // Rules and data change; what was said then stays.
        let coordinator = server.as_user("coordinator").await;
        tell(&officer, &siti, json!({ "monthly_income": 500_000 })).await.expect(201);
        let (id, _) = drafted(&coordinator, json!({ "age_min": 50 })).await;
        bring(&coordinator, &id).await.expect(200);
        settles(&officer, &siti, "not_eligible").await;
        assert_eq!(kept().await, before);
        assert!(server.sql("update validations set rule_findings = null").await.is_err());
    });
}

#[test]
fn where_the_rules_say_yes_no_reason_is_asked() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        tell(&officer, &siti, json!({ "ks21": { "meals": "no" } })).await.expect(201);
        let decided = decide(server, &siti, Value::Null).await;
        assert_eq!(decided["decided"], 1, "{decided}");
        let lurah = server.as_user("lurah").await;
        let row = lurah.get::<ListValidations>(&[]).await.expect(200).json()["items"][0].clone();
        assert_eq!((&row["eligibility"], outcomes(&row).len()), (&json!("eligible"), 6));
        // A planner reads the decision, not her birth date.
        let planner = server.as_user("planner").await.get::<ListValidations>(&[]).await.expect(200);
        assert!(!planner.text.contains("1988"), "{}", planner.text);
    });
}

#[test]
fn only_a_draft_is_changed_and_one_version_is_in_force() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        for name in ["planner", "kelurahan_officer", "lurah", "admin"] {
            let caller = server.as_user(name).await;
            caller.send::<CreateRuleSet>(&[], &body(json!({}))).await.expect(403);
            caller.get::<ListRuleSets>(&[]).await.expect(200);
        }
        let (id, etag) = drafted(&coordinator, json!({ "note": "Batas umur baru", "age_min": 18 })).await;
        let row = coordinator.get::<GetRuleSet>(&[&id]).await.expect(200).json();
        assert_eq!((&row["number"], &row["state"], &row["age_max"]), (&json!(2), &json!("draft"), &json!(64)));
        let change = |members: Value| (coordinator.with("if-match", &etag), body(members));
        for (wrong, fault) in [
            (json!({ "age_min": 70 }), "/age_max ends_before_start"),
            (json!({ "rules": [] }), "/rules required"),
            (json!({ "age_on": "02-30" }), "/age_on malformed"),
            (json!({ "region_code": "32" }), "/region_code unknown_reference"),
        ] {
            let (caller, draft) = change(wrong);
            assert_eq!(caller.send::<UpdateRuleSet>(&[&id], &draft).await.expect(422).faults(), [fault]);
        }
        let (caller, draft) = change(json!({ "age_min": 20, "rules": ["age", "sex"] }));
        let changed = caller.send::<UpdateRuleSet>(&[&id], &draft).await.expect(200);
        assert_eq!(changed.json()["rules"], json!(["sex", "age"]), "each once, in the order of the list");
        let in_force = bring(&coordinator, &id).await.expect(200);
        assert_eq!(in_force.json()["state"], "in_force");
        let late = coordinator.with("if-match", &in_force.etag());
        let refused = late.send::<UpdateRuleSet>(&[&id], &body(json!({ "age_min": 1 }))).await.expect(409);
        assert_eq!(refused.code(), "wrong_state");
        assert_eq!(bring(&coordinator, &id).await.expect(409).code(), "wrong_state");
        let page = coordinator.get::<ListRuleSets>(&[]).await.expect(200).json();
        assert_eq!(column(&page, "state"), ["in_force", "ended"]);
        let ended = page["items"][1]["id"].as_str().unwrap();
        assert_eq!(bring(&coordinator, ended).await.expect(409).code(), "wrong_state");
    });
}

#[test]
fn two_versions_brought_into_force_at_once_follow_each_other() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        for _ in 0..5 {
            let drafts = || drafted(&coordinator, json!({}));
            let ((one, _), (two, _), (three, _)) = futures::join!(drafts(), drafts(), drafts());
            let (a, b, c) =
                futures::join!(bring(&coordinator, &one), bring(&coordinator, &two), bring(&coordinator, &three));
            for answer in [a, b, c] {
                answer.expect(200);
            }
            assert_eq!(server.number("select count(*) from rule_sets where state = 'in_force'").await, 1);
        }
        assert_eq!(server.number("select count(distinct number) from rule_sets").await, 16);
    });
}

#[test]
fn a_preview_counts_and_names_whom_a_version_touches_and_is_right() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let coordinator = server.as_user("coordinator").await;
        let mut young = crate::beneficiaries::siti();
        (young["nik"], young["full_name"], young["birth_date"]) =
            (json!("3275995403880007"), json!("Nur Aini"), json!("2002-05-01"));
        let nur = officer.send::<CreateBeneficiary>(&[], &draft(young)).await.expect(201).json()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        for id in [&siti, &nur] {
            tell(&officer, id, json!({ "ks21": { "meals": "no" } })).await.expect(201);
        }
        let (id, _) = drafted(&coordinator, json!({ "age_min": 30 })).await;
        let preview = coordinator.get::<PreviewRuleSet>(&[&id]).await.expect(200).json();
        assert_eq!((&preview["women"], &preview["touched_count"]), (&json!(2), &json!(1)));
        let counts = json!([{ "before": "eligible", "after": "eligible", "women": 1 }, { "before": "eligible", "after": "not_eligible", "women": 1 }]);
        assert_eq!(preview["counts"], counts);
        let touched = &preview["touched"][0];
        assert_eq!((&touched["full_name"], &touched["rules"]), (&json!("Nur Aini"), &json!(["age"])));
        assert_eq!((&touched["region_name"], &touched["validated"]), (&json!("Teluk Pucung"), &json!(false)));
        let away = coordinator.query::<PreviewRuleSet>(&[&id], "region=32.75.03.1006").await.expect(200).json();
        assert_eq!((&away["women"], &away["touched"]), (&json!(0), &json!([])));
        assert_eq!(woman(&officer, &nur).await["eligibility"], "eligible", "a preview changes nothing");
        bring(&coordinator, &id).await.expect(200);
        settles(&officer, &nur, "not_eligible").await;
        assert_eq!(woman(&officer, &siti).await["eligibility"], "eligible");
        assert_eq!(says(&officer, &nur).await["rule_set_number"], 2);
    });
}

#[test]
fn when_the_year_turns_everyone_is_looked_at_again() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let mut old = siti();
        old["birth_date"] = json!("1961-06-01");
        let id = officer.send::<CreateBeneficiary>(&[], &draft(old)).await.expect(201).json()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        tell(&officer, &id, json!({ "ks21": { "meals": "no" } })).await.expect(201);
        assert_eq!(woman(&officer, &id).await["eligibility"], "eligible");
        p2wkss::welfare::renewal::when_the_year_turns(&server.kernel).await.unwrap();
        assert_eq!(server.number("select count(*) from rule_sets where renewed_for = 2026").await, 1);
        server.kernel.clock.advance(40 * 24 * 3600);
        let officer = server.as_user("kelurahan_officer").await;
        assert_eq!(woman(&officer, &id).await["eligibility"], "eligible");
        p2wkss::jobs::keep_house(&server.kernel).await.unwrap();
        assert_eq!(woman(&officer, &id).await["eligibility"], "not_eligible", "65 on the first of January");
        assert_eq!(says(&officer, &id).await["programme_year"], 2027);
        assert_eq!(server.number("select count(*) from rule_sets where renewed_for = 2027").await, 1);
    });
}
