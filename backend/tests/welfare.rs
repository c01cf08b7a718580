//! What was told of families, and how they stand by it.

mod rights;
mod sums;
mod writers;

use crate::beneficiaries::{draft, siti};
use crate::support::{Answered, Caller, Server, body, column, with_server};
use contract::draft::Reason;
use contract::endpoint::{Endpoint, Method};
use contract::endpoints::{
    ArchiveBeneficiary, CreateBeneficiary, CreatePovertyCheck, CreateWelfareAssessment, GetBeneficiary, GetWelfare,
    GetWelfareAssessment, ListPovertyChecks, ListWelfareAssessments, WithdrawWelfareAssessment,
};
use contract::ks21::Ks21;
use serde_json::{Value, json};

/// A woman an officer entered; her id and her household's.
pub async fn family(server: &Server) -> (Caller, String, String) {
    let officer = server.as_user("kelurahan_officer").await;
    let made = officer.send::<CreateBeneficiary>(&[], &draft(siti())).await.expect(201).json();
    let text = |member: &str| made[member].as_str().unwrap().to_owned();
    (officer.clone(), text("id"), text("household_id"))
}

/// What someone tells of a woman's family.
pub async fn tell(caller: &Caller, woman: &str, parts: Value) -> Answered {
    let mut told = json!({ "beneficiary_id": woman, "assessed_on": "2026-11-06" });
    for (member, value) in parts.as_object().unwrap() {
        told[member] = value.clone();
    }
    caller.send::<CreateWelfareAssessment>(&[], &body(told)).await
}

pub async fn stands(caller: &Caller, woman: &str) -> Value {
    caller.get::<GetWelfare>(&[woman]).await.expect(200).json()
}

pub async fn woman(caller: &Caller, id: &str) -> Value {
    caller.get::<GetBeneficiary>(&[id]).await.expect(200).json()
}

pub fn reason() -> Reason {
    Reason { reason: "Salah dengar di lapangan".to_owned() }
}

/// All items answered yes, but for these.
fn ks21(others: Value) -> Value {
    let mut answers: Value = Ks21::ITEMS.iter().map(|(_, member)| ((*member).to_owned(), json!("yes"))).collect();
    for (member, value) in others.as_object().unwrap() {
        answers[member] = value.clone();
    }
    answers
}

async fn withdraw(caller: &Caller, id: &str) -> Answered {
    caller.with("if-match", "*").send::<WithdrawWelfareAssessment>(&[id], &reason()).await
}

async fn put<E: Endpoint>(caller: &Caller, at: &str, id: &str, change: Value) -> Answered {
    let tag = caller.raw(Method::Get, &format!("/api/v1/{at}/{id}"), None).await.expect(200).etag();
    caller.with("if-match", &tag).raw(E::METHOD, &E::address(&[id]), Some(change.to_string())).await
}

fn id(answer: &Value) -> String {
    answer["id"].as_str().unwrap().to_owned()
}

/// Another woman of the household.
pub async fn second(caller: &Caller, home: &str) -> String {
    let mut other = siti();
    for member in ["region_code", "rw", "rt", "address"] {
        other.as_object_mut().unwrap().remove(member);
    }
    (other["nik"], other["full_name"], other["household_id"]) =
        (json!("3275995403880002"), json!("Nur Aini"), json!(home));
    id(&caller.send::<CreateBeneficiary>(&[], &draft(other)).await.expect(201).json())
}

#[test]
fn everything_told_on_a_day_is_kept_and_shown() {
    with_server(async |server| {
        let (officer, siti, home) = family(server).await;
        let functioning = json!({ "seeing": "some", "hearing": "none", "walking": "none", "remembering": "none",
            "self_care": "none", "communicating": "a_lot" });
        let parts = json!({
            "assessed_by": "Yuyun Nuraeni", "ks21": ks21(json!({ "house": "no" })),
            "dwelling": { "floor_area": 24, "tenure": "rented", "floor": "cement" },
            "aid": [{ "programme": "pkh", "since_year": 2024 }], "functioning": functioning,
            "monthly_income": 1_500_000, "monthly_expenditure": 1_400_000
        });
        let made = tell(&officer, &siti, parts.clone()).await.expect(201);
        let row = made.json();
        assert!(made.header("location").unwrap().ends_with(&format!("/welfare-assessments/{}", id(&row))));
        for (member, value) in parts.as_object().unwrap().iter().filter(|(member, _)| *member != "dwelling") {
            assert_eq!(row[member], *value, "{member}");
        }
        assert_eq!((&row["dwelling"]["tenure"], &row["dwelling"]["roof"]), (&json!("rented"), &Value::Null));
        assert_eq!((&row["stage"], &row["disability"]), (&json!("pre_prosperous"), &json!(true)));
        assert_eq!((&row["people"], &row["withheld"], &row["household_id"]), (&json!(1), &json!([]), &json!(home)));
        let again = officer.get::<GetWelfareAssessment>(&[&id(&row)]).await.expect(200);
        assert_eq!((again.etag(), again.json()), (made.etag(), row.clone()));
        let page = officer.query::<ListWelfareAssessments>(&[], &format!("beneficiary_id={siti}")).await.json();
        assert_eq!(page["items"], json!([row]));
        let view = stands(&officer, &siti).await;
        assert_eq!((&view["ks21"]["stage"], &view["ks21"]["not_met"]), (&json!("pre_prosperous"), &json!([3])));
        assert_eq!((&view["aid"], &view["functioning"]), (&parts["aid"], &functioning));
        assert_eq!((&view["disability"], &view["withheld"]), (&json!(true), &json!([])));
        assert_eq!(view["income"]["per_person"], 1_500_000);
        let seen = woman(&officer, &siti).await;
        assert_eq!((&seen["welfare_stage"], &seen["below_poverty_line"]), (&json!("pre_prosperous"), &json!(false)));
    });
}

#[test]
fn a_stage_follows_only_from_a_complete_block() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let block = |last: u8| -> Value {
            let items = Ks21::ITEMS.iter().filter(|(number, _)| *number <= last);
            items.map(|(_, member)| ((*member).to_owned(), json!("yes"))).collect()
        };
        let protein = {
            let mut told = block(14);
            told["protein"] = json!("no");
            told
        };
        let open = {
            let mut told = protein.clone();
            told["worship"] = Value::Null;
            told
        };
        let none = json!("not_applicable");
        let applies = json!({ "family_planning_access": none, "schooling": none, "contraception": none });
        let cases = [
            (json!({ "schooling": "no" }), json!("pre_prosperous")),
            (block(5), Value::Null),
            (block(14), Value::Null),
            (protein, json!("prosperous_1")),
            (open, Value::Null),
            (ks21(json!({ "savings": "no" })), json!("prosperous_2")),
            (ks21(json!({ "leadership": "no" })), json!("prosperous_3")),
            (ks21(applies), json!("prosperous_3_plus")),
        ];
        for (answers, stage) in cases {
            let row = tell(&officer, &siti, json!({ "ks21": answers })).await.expect(201).json();
            assert_eq!(row["stage"], stage, "{answers}");
            assert_eq!(stands(&officer, &siti).await["ks21"]["stage"], stage, "the last told of a day holds");
            assert_eq!(woman(&officer, &siti).await["welfare_stage"], stage);
        }
    });
}

#[test]
fn every_fault_is_named() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let faults = async |parts: Value| tell(&officer, &siti, parts).await.expect(422).faults();
        let empty = officer.send::<CreateWelfareAssessment>(&[], &body(json!({}))).await.expect(422);
        assert_eq!(empty.faults(), ["/beneficiary_id required", "/assessed_on required"]);
        assert_eq!(faults(json!({ "ks21": {}, "dwelling": {} })).await, [" nothing_said"]);
        for (number, member) in Ks21::ITEMS {
            let told = tell(&officer, &siti, json!({ "ks21": { member: "not_applicable" } })).await;
            if matches!(number, 5 | 6 | 14) {
                told.expect(201);
            } else {
                assert_eq!(told.expect(422).faults(), [format!("/ks21/{member} answer_not_allowed")]);
            }
        }
        let codes = json!({ "dwelling": { "tenure": "castle", "fuel": "castle" }, "aid": [{ "programme": "castle" }] });
        let expected = ["/dwelling/tenure not_in_list", "/dwelling/fuel not_in_list", "/aid/0/programme not_in_list"];
        assert_eq!(faults(codes).await, expected);
        let future = json!({ "assessed_on": "2099-01-01", "monthly_income": 1 });
        assert_eq!(faults(future).await, ["/assessed_on in_future"]);
        let twice = json!({ "aid": [{ "programme": "pkh" }, { "programme": "pkh" }] });
        assert_eq!(faults(twice).await, ["/aid/1/programme taken"]);
        officer.with("if-match", "*").send::<ArchiveBeneficiary>(&[&siti], &reason()).await.expect(200);
        assert_eq!(faults(json!({ "monthly_income": 1 })).await, ["/beneficiary_id unknown_reference"]);
    });
}

#[test]
fn the_newest_ks21_holds_and_a_withdrawn_one_falls_away() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let on = |day: &str, answers: Value| json!({ "assessed_on": day, "ks21": answers });
        let newest = tell(&officer, &siti, on("2026-11-06", ks21(json!({})))).await.expect(201).json();
        tell(&officer, &siti, on("2026-10-01", ks21(json!({ "protein": "no" })))).await.expect(201);
        assert_eq!(woman(&officer, &siti).await["welfare_stage"], "prosperous_3_plus", "entered late, told earlier");
        let gone = withdraw(&officer, &id(&newest)).await.expect(200).json();
        assert!(gone["withdrawn_at"].is_string());
        assert_eq!((&gone["withdrawal_reason"], &gone["version"]), (&json!(reason().reason), &json!(2)));
        assert_eq!(woman(&officer, &siti).await["welfare_stage"], "prosperous_1", "back to the one before");
        assert_eq!(stands(&officer, &siti).await["ks21"]["assessed_on"], "2026-10-01");
        assert_eq!(withdraw(&officer, &id(&newest)).await.expect(409).code(), "wrong_state");
        let listed = async |query: &str| {
            let page = officer.query::<ListWelfareAssessments>(&[], query).await.expect(200).json();
            page["items"].as_array().unwrap().len()
        };
        assert_eq!((listed("").await, listed("include_withdrawn=true").await), (1, 2));
        let lurah = server.as_user("lurah").await;
        withdraw(&lurah, &id(&newest)).await.expect(403);
    });
}

#[test]
fn disability_is_a_lot_of_difficulty_in_one_domain() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let all = |answer: &str| {
            let domains = ["seeing", "hearing", "walking", "remembering", "self_care", "communicating"];
            domains.iter().map(|domain| ((*domain).to_owned(), json!(answer))).collect::<Value>()
        };
        let cases = [
            (json!({ "seeing": "some" }), Value::Null),
            (all("some"), json!(false)),
            (json!({ "walking": "cannot_do" }), json!(true)),
        ];
        for (set, found) in cases {
            let row = tell(&officer, &siti, json!({ "functioning": set })).await.expect(201).json();
            assert_eq!(row["disability"], found, "{set}");
            assert_eq!(stands(&officer, &siti).await["disability"], found);
        }
    });
}

#[test]
fn looks_into_poverty_databases_are_added_and_never_changed() {
    with_server(async |server| {
        let (officer, siti, _) = family(server).await;
        let look = |on: &str, result: &str, decile: Value| {
            body(
                json!({ "checked_on": on, "database": "dtsen", "result": result, "decile": decile, "source": "Dinsos" }),
            )
        };
        officer.send::<CreatePovertyCheck>(&[&siti], &look("2026-11-06", "listed", json!(2))).await.expect(201);
        officer.send::<CreatePovertyCheck>(&[&siti], &look("2026-01-01", "not_listed", Value::Null)).await.expect(201);
        assert_eq!(stands(&officer, &siti).await["poverty_check"]["decile"], 2, "the newest look");
        let page = officer.get::<ListPovertyChecks>(&[&siti]).await.expect(200).json();
        assert_eq!(column(&page, "result"), ["listed", "not_listed"]);
        let wrong = officer.send::<CreatePovertyCheck>(&[&siti], &look("2099-01-01", "listed", json!(11))).await;
        assert_eq!(wrong.expect(422).faults(), ["/decile malformed"]);
        let wrong = officer.send::<CreatePovertyCheck>(&[&siti], &look("2099-01-01", "not_listed", json!(1))).await;
        assert_eq!(wrong.expect(422).faults(), ["/decile one_of_two"]);
        let wrong = officer.send::<CreatePovertyCheck>(&[&siti], &look("2099-01-01", "listed", json!(1))).await;
        assert_eq!(wrong.expect(422).faults(), ["/checked_on in_future"]);
        let replaced = if server.on_sqlite() {
            "insert or replace into poverty_checks select * from poverty_checks"
        } else {
            "truncate poverty_checks"
        };
        for change in ["update poverty_checks set decile = 1", "delete from poverty_checks", replaced] {
            assert!(server.sql(change).await.unwrap_err().contains("append-only"), "{change}");
        }
        let kader = server.as_user("kader").await;
        kader.send::<CreatePovertyCheck>(&[&siti], &look("2026-11-07", "listed", json!(1))).await.expect(201);
        kader.get::<ListPovertyChecks>(&[&siti]).await.expect(403);
    });
}
