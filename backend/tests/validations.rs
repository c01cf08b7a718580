//! The Lurah's decisions, and what makes them outdated.

use crate::support::{Answered, Caller, with_server};
use contract::beneficiaries::BeneficiaryDraft;
use contract::draft::Reason;
use contract::endpoints::{
    CreateBeneficiary, CreateValidations, GetBeneficiary, ListBeneficiaries, ListValidations, PutForwardBeneficiary,
    UpdateBeneficiary, UpdateHousehold, WithdrawBeneficiary,
};
use contract::validations::ValidationDraft;
use serde_json::{Value, json};

fn woman(serial: u32) -> BeneficiaryDraft {
    serde_json::from_value(json!({
        "nik": format!("327599540388{serial:04}"), "full_name": format!("Ibu {serial}"), "birth_date": "1988-03-14",
        "region_code": "32.75.03.1004", "rw": "11", "rt": "2", "marital_status": "widowed",
        "head_of_family": { "de_jure": true, "de_facto": true, "basis": "husband_died" },
        "notice": { "version": "2026-1", "language": "id", "means": "read_out", "given_on": "2026-11-06", "given_by": "Yuyun" }
    }))
    .unwrap()
}

async fn register(caller: &Caller, draft: &BeneficiaryDraft) -> Value {
    caller.send::<CreateBeneficiary>(&[], draft).await.expect(201).json()
}

fn id(woman: &Value) -> &str {
    woman["id"].as_str().unwrap()
}

async fn decide(caller: &Caller, body: Value) -> Answered {
    let draft: ValidationDraft = serde_json::from_value(body).unwrap();
    caller.send::<CreateValidations>(&[], &draft).await
}

fn validate(ids: &[&str]) -> Value {
    json!({ "ids": ids, "programme_year": 2027, "outcome": "validated", "document_number": "400/17",
        "reason": "Dikenal warga RW" })
}

async fn current(caller: &Caller, woman: &str) -> (Value, String) {
    let read = caller.get::<GetBeneficiary>(&[woman]).await.expect(200);
    (read.json(), read.etag())
}

fn reason() -> Reason {
    Reason { reason: "Ternyata sudah pindah".to_owned() }
}

#[test]
fn two_selections_in_opposite_orders_are_both_answered() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let lurah = server.as_user("lurah").await;
        let mut women = Vec::new();
        for serial in 1..=12 {
            women.push(register(&officer, &woman(serial)).await);
        }
        let forth: Vec<&str> = women.iter().map(id).collect();
        let back: Vec<&str> = forth.iter().rev().copied().collect();
        let (one, two) = futures::join!(decide(&lurah, validate(&forth)), decide(&lurah, validate(&back)));
        let (one, two) = (one.expect(200).json(), two.expect(200).json());
        assert_eq!(one["decided"].as_u64().unwrap() + two["decided"].as_u64().unwrap(), 12);
        let answered: Vec<&str> = two["results"].as_array().unwrap().iter().map(id).collect();
        assert_eq!(answered, back, "answers come in the order sent");
    });
}

#[test]
fn a_selection_is_decided_one_by_one_with_an_answer_for_each() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let lurah = server.as_user("lurah").await;
        let (good, bad) = (
            register(&officer, &woman(1)).await,
            register(&officer, &BeneficiaryDraft { notice: contract::draft::Member::Absent, ..woman(2) }).await,
        );
        let unknown = "019ab2c4-0000-7000-8000-000000000000";
        let answer = decide(&lurah, validate(&[id(&good), id(&bad), unknown])).await.expect(200).json();
        assert_eq!((&answer["decided"], &answer["refused"]), (&json!(1), &json!(2)));
        assert_eq!(answer["results"][1]["refusal"], "incomplete");
        assert_eq!(answer["results"][2]["refusal"], "not_found");
        assert_eq!(current(&lurah, id(&good)).await.0["status"], "validated");
        let twice = decide(&lurah, validate(&[id(&good)])).await.expect(200).json();
        assert_eq!(twice["results"][0]["refusal"], "wrong_state");
        let listed = lurah.query::<ListValidations>(&[], "programme_year=2027").await.expect(200).json();
        assert_eq!(
            (&listed["items"][0]["decided_by_name"], &listed["items"][0]["document_number"]),
            (&json!("Tri Handayani"), &json!("400/17"))
        );
        let elsewhere = server.as_user("lurah_2").await;
        assert_eq!(elsewhere.get::<ListValidations>(&[]).await.expect(200).json()["items"], json!([]));
        let there = decide(&elsewhere, validate(&[id(&bad)])).await.expect(200).json();
        assert_eq!(there["results"][0]["refusal"], "not_found");
        let coordinator = server.as_user("coordinator").await;
        let count = coordinator.query::<ListBeneficiaries>(&[], "status=validated&include=total").await.json();
        assert_eq!(count["total"], 1);
    });
}

#[test]
fn a_change_of_what_was_decided_on_returns_her_to_the_queue() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let lurah = server.as_user("lurah").await;
        let made = register(&officer, &woman(1)).await;
        decide(&lurah, validate(&[id(&made)])).await.expect(200);
        let (_, etag) = current(&officer, id(&made)).await;
        let harmless: BeneficiaryDraft = serde_json::from_value(json!({ "phone": "0812-3456-789" })).unwrap();
        officer.with("if-match", &etag).send::<UpdateBeneficiary>(&[id(&made)], &harmless).await.expect(200);
        let (row, etag) = current(&officer, id(&made)).await;
        assert_eq!(row["status"], "validated");
        let renamed: BeneficiaryDraft = serde_json::from_value(json!({ "full_name": "Ibu Lain" })).unwrap();
        officer.with("if-match", &etag).send::<UpdateBeneficiary>(&[id(&made)], &renamed).await.expect(200);
        let (row, _) = current(&officer, id(&made)).await;
        assert_eq!((&row["status"], &row["outdated_by"]), (&json!("outdated"), &json!(["full_name"])));
        let home = row["household_id"].as_str().unwrap().to_owned();
        let etag = officer.get::<contract::endpoints::GetHousehold>(&[&home]).await.etag();
        let moved = serde_json::from_value(json!({ "rt": "5" })).unwrap();
        officer.with("if-match", &etag).send::<UpdateHousehold>(&[&home], &moved).await.expect(200);
        let (row, _) = current(&officer, id(&made)).await;
        assert_eq!((&row["rt"], &row["outdated_by"]), (&json!("005"), &json!(["full_name", "rt"])));
        decide(&lurah, validate(&[id(&made)])).await.expect(200);
        let (row, _) = current(&officer, id(&made)).await;
        assert_eq!((&row["status"], &row["outdated_by"]), (&json!("validated"), &json!([])));
    });
}

#[test]
fn refusal_withdrawal_and_putting_forward_again_are_steps_of_their_own() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let lurah = server.as_user("lurah").await;
        let made = register(&officer, &woman(1)).await;
        let refuse = json!({ "ids": [id(&made)], "programme_year": 2027, "outcome": "refused" });
        assert_eq!(decide(&lurah, refuse.clone()).await.expect(422).faults(), ["/reason_code required"]);
        let mut refuse = refuse;
        refuse["reason_code"] = json!("not_resident");
        decide(&lurah, refuse).await.expect(200);
        assert_eq!(current(&lurah, id(&made)).await.0["status"], "refused");
        let any = |caller: &Caller| caller.with("if-match", "*");
        any(&lurah).send::<WithdrawBeneficiary>(&[id(&made)], &reason()).await.expect(409);
        any(&officer).send::<PutForwardBeneficiary>(&[id(&made)], &reason()).await.expect(200);
        decide(&lurah, validate(&[id(&made)])).await.expect(200);
        any(&officer).send::<WithdrawBeneficiary>(&[id(&made)], &reason()).await.expect(403);
        let withdrawn = any(&lurah).send::<WithdrawBeneficiary>(&[id(&made)], &reason()).await.expect(200);
        assert_eq!(withdrawn.json()["status"], "withdrawn");
        let series = lurah.query::<ListValidations>(&[], &format!("beneficiary_id={}", id(&made))).await.json();
        let outcomes: Vec<&str> =
            series["items"].as_array().unwrap().iter().map(|one| one["outcome"].as_str().unwrap()).collect();
        assert_eq!(outcomes, ["withdrawn", "validated", "put_forward", "refused"]);
    });
}

#[test]
fn who_registered_or_edited_her_cannot_validate_her() {
    use contract::endpoints::{CreateRoleAssignment, ListUsers};
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let found = admin.query::<ListUsers>(&[], "q=kelurahan_officer").await.json();
        let officer_id =
            found["items"].as_array().unwrap().iter().find(|one| one["username"] == "kelurahan_officer").unwrap()["id"]
                .clone();
        let acting =
            json!({ "user_id": officer_id, "role": "lurah", "kind": "acting", "region_code": "32.75.03.1004" });
        let acting = serde_json::from_value(acting).unwrap();
        admin.send::<CreateRoleAssignment>(&[], &acting).await.expect(201);
        let both = server.as_user("kelurahan_officer").await;
        let made = register(&both, &woman(1)).await;
        let answer = decide(&both, validate(&[id(&made)])).await.expect(200).json();
        assert_eq!(answer["results"][0]["refusal"], "own_candidate");
    });
}

#[test]
fn a_kader_changes_a_woman_only_while_she_is_a_candidate() {
    with_server(async |server| {
        let kader = server.as_user("kader").await;
        let made = register(&kader, &woman(1)).await;
        decide(&server.as_user("lurah").await, validate(&[id(&made)])).await.expect(200);
        let (_, etag) = current(&kader, id(&made)).await;
        let edit: BeneficiaryDraft = serde_json::from_value(json!({ "occupation": "tailor" })).unwrap();
        let refused = kader.with("if-match", &etag).send::<UpdateBeneficiary>(&[id(&made)], &edit).await.expect(409);
        assert_eq!(refused.code(), "wrong_state");
    });
}

#[test]
fn two_lurah_deciding_at_once_make_one_decision() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let lurah = server.as_user("lurah").await;
        for round in 1..20 {
            let made = register(&officer, &woman(round)).await;
            let decide = || decide(&lurah, validate(&[id(&made)]));
            let (one, two) = futures::join!(decide(), decide());
            let decided = one.expect(200).json()["decided"].as_u64().unwrap()
                + two.expect(200).json()["decided"].as_u64().unwrap();
            assert_eq!(decided, 1);
        }
    });
}

#[test]
fn decisions_are_never_changed() {
    use sea_orm::ConnectionTrait;
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let made = register(&officer, &woman(1)).await;
        decide(&server.as_user("lurah").await, validate(&[id(&made)])).await.expect(200);
        for sql in ["update validations set outcome = 'refused'", "delete from validations"] {
            assert!(server.kernel.db.write.execute_unprepared(sql).await.is_err(), "{sql}");
        }
    });
}

#[test]
fn a_selection_sent_twice_is_decided_once_and_answered_alike() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let mut ids = Vec::new();
        for serial in 1..=60 {
            ids.push(id(&register(&officer, &woman(serial)).await).to_owned());
        }
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let lurah = server.as_user("lurah").await.with("idempotency-key", "keputusan-1");
        let first = decide(&lurah, validate(&ids)).await.expect(200).json();
        let second = decide(&lurah, validate(&ids)).await.expect(200).json();
        assert_eq!((&first["decided"], &first), (&json!(60), &second));
        let listed = lurah.query::<ListValidations>(&[], "include=total&limit=1").await.json();
        assert_eq!(listed["total"], 60);
    });
}
