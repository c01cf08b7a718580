//! What awaits me: each role's own, with why and since when, and nothing else.

use crate::beneficiaries::{draft, siti};
use crate::meetings::decided;
use crate::stage_records::{People, REASON, declare, line, place, publish, short_stages, stages_of, submit};
use crate::support::{Caller, body, with_server};
use contract::endpoints::{
    CreateBeneficiary, CreateStageWaiver, DecideStageWaiver, GetMyAwaiting, ListBeneficiaries, ReturnStage,
};
use serde_json::{Value, json};

const PARTS: [&str; 12] = [
    "tasks",
    "actions",
    "waivers",
    "stages",
    "imports",
    "destroy_due",
    "undecided",
    "incomplete",
    "outdated",
    "without_role",
    "invited",
    "ending_terms",
];

async fn awaiting(caller: &Caller) -> Value {
    caller.get::<GetMyAwaiting>(&[]).await.expect(200).json()
}

/// How many await her of one kind.
fn total(told: &Value, part: &str) -> u64 {
    told[part]["total"].as_u64().unwrap()
}

/// The row of the board of a locus, if her step is next in it.
async fn turn(caller: &Caller, of: &str) -> Option<Value> {
    let told = awaiting(caller).await;
    let rows = told["stages"]["items"].as_array().unwrap().clone();
    assert!(total(&told, "stages") <= 5, "else the one looked for may be among the others");
    rows.into_iter().find(|row| row["locus_id"] == of)
}

#[test]
fn a_stage_awaits_whose_step_is_next_and_says_why_and_since_when() {
    with_server(async |server| {
        let people = People::of(server).await;
        publish(&people.coordinator, short_stages()).await;
        let of = place(server, &people.coordinator, "P2WKSS").await;
        let first = stages_of(&people.officer, &of).await.swap_remove(0);
        let row = turn(&people.officer, &of).await.unwrap();
        assert_eq!((&row["holds"][0]["key"], &row["since"].is_string()), (&json!("done"), &true));
        assert_eq!((&row["stage"], &row["region_name"]), (&json!("preparation"), &json!("Teluk Pucung")));
        assert!(turn(&people.district, &of).await.is_none());
        declare(&people.officer, &first, "done").await.expect(200);
        submit(&people.officer, &first).await.expect(200);
        assert!(turn(&people.officer, &of).await.is_none());
        assert_eq!(turn(&people.district, &of).await.unwrap()["state"], "submitted");
        let reason = body(json!({ "reason": REASON }));
        people.district.with("if-match", "*").send::<ReturnStage>(&[&first], &reason).await.expect(200);
        assert_eq!(turn(&people.officer, &of).await.unwrap()["state"], "returned");
        for name in ["kelurahan_officer_2", "observer", "planner", "kader", "admin"] {
            assert!(turn(&server.as_user(name).await, &of).await.is_none(), "{name}");
        }
    });
}

#[test]
fn an_exception_awaits_another_signature() {
    with_server(async |server| {
        let people = People::of(server).await;
        publish(&people.coordinator, short_stages()).await;
        let of = place(server, &people.coordinator, "P2WKSS").await;
        let first = stages_of(&people.officer, &of).await.swap_remove(0);
        let asked = body(json!({ "requirement": "done", "reason": REASON }));
        let shown = people.coordinator.send::<CreateStageWaiver>(&[&first], &asked).await.expect(200).json();
        let id = line(&shown, "done")["waiver"]["id"].clone();
        let told = awaiting(&people.district).await;
        assert_eq!(total(&told, "waivers"), 1);
        let one = &told["waivers"]["items"][0];
        assert_eq!(
            [&one["id"], &one["locus_id"], &one["stage"], &one["requirement_id"], &one["reason"], &one["region_name"]],
            [&id, &json!(of), &json!("preparation"), &json!("Selesai"), &json!(REASON), &json!("Teluk Pucung")]
        );
        // Neither to her who asked, nor to who signs none, nor elsewhere.
        for name in ["coordinator", "kelurahan_officer", "kelurahan_officer_2", "observer", "admin"] {
            assert_eq!(total(&awaiting(&server.as_user(name).await).await, "waivers"), 0, "{name}");
        }
        // While the stage is submitted nothing is signed, and so nothing awaits.
        declare(&people.officer, &first, "done").await.expect(200);
        submit(&people.officer, &first).await.expect(200);
        assert_eq!(total(&awaiting(&people.district).await, "waivers"), 0);
        let reason = body(json!({ "reason": REASON }));
        people.district.with("if-match", "*").send::<ReturnStage>(&[&first], &reason).await.expect(200);
        assert_eq!(total(&awaiting(&people.district).await, "waivers"), 1);
        let granted = body(json!({ "granted": true }));
        let id = id.as_str().unwrap();
        people.district.send::<DecideStageWaiver>(&[&first, id], &granted).await.expect(200);
        assert_eq!(total(&awaiting(&people.district).await, "waivers"), 0);
    });
}

#[test]
fn an_action_awaits_its_owner() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let before = total(&awaiting(&server.as_user("kader").await).await, "actions");
        decided(server, &coordinator, "kader").await;
        let told = awaiting(&server.as_user("kader").await).await;
        assert_eq!(total(&told, "actions"), before + 1);
        let one = told["actions"]["items"].as_array().unwrap().iter();
        let one = one.clone().find(|one| one["title"] == "Lengkapi pendataan").unwrap();
        assert_eq!((&one["due_on"], &one["meeting_kind"].is_string()), (&json!("2026-11-20"), &true));
        let others = awaiting(&server.as_user("kader_2").await).await;
        let others = others["actions"]["items"].as_array().unwrap();
        assert!(others.iter().all(|one| one["title"] != "Lengkapi pendataan"));
    });
}

#[test]
fn women_await_as_often_as_the_lists_of_the_same_caller_hold_them() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        officer.send::<CreateBeneficiary>(&[], &draft(siti())).await.expect(201);
        let count = async |caller: &Caller, filter: &str| {
            let query = format!("{filter}&limit=1&include=total");
            caller.query::<ListBeneficiaries>(&[], &query).await.expect(200).json()["total"].as_u64().unwrap()
        };
        let lurah = server.as_user("lurah").await;
        let told = awaiting(&lurah).await;
        assert_eq!(total(&told, "undecided"), count(&lurah, "status=candidate").await);
        assert!(told["undecided"]["total"].as_u64().unwrap() >= 1 && told["undecided"]["since"].is_string(), "{told}");
        assert_eq!(total(&told, "outdated"), count(&lurah, "status=outdated").await);
        assert_eq!(total(&told, "incomplete"), 0, "she completes nothing");
        let told = awaiting(&officer).await;
        assert_eq!(total(&told, "incomplete"), count(&officer, "status=candidate&complete=false").await);
        assert_eq!(total(&told, "undecided"), 0, "she decides nothing");
        let away = awaiting(&server.as_user("lurah_2").await).await;
        assert_eq!(total(&away, "undecided"), count(&server.as_user("lurah_2").await, "status=candidate").await);
    });
}

#[test]
fn accounts_await_only_who_manages_them() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let before = awaiting(&admin).await;
        let id = server.invite(&admin, "kader12").await;
        let told = awaiting(&admin).await;
        for part in ["without_role", "invited"] {
            assert_eq!(total(&told, part), total(&before, part) + 1, "{part}");
        }
        let today = server.kernel.clock.now();
        let day = |days: i64| today.plus_seconds(days * 86_400).day_in_jakarta();
        let role = json!({ "user_id": id, "role": "kader", "region_code": "32.75.03.1004", "rw": "12",
            "valid_until": day(30) });
        let made = admin.send::<contract::endpoints::CreateRoleAssignment>(&[], &body(role)).await.expect(201);
        let told = awaiting(&admin).await;
        assert_eq!(total(&told, "without_role"), total(&before, "without_role"));
        assert_eq!(total(&told, "ending_terms"), total(&before, "ending_terms") + 1);
        let later = json!({ "user_id": id, "role": "kader", "region_code": "32.75.03.1004", "rw": "13",
            "valid_until": day(31) });
        admin.send::<contract::endpoints::CreateRoleAssignment>(&[], &body(later)).await.expect(201);
        assert_eq!(total(&awaiting(&admin).await, "ending_terms"), total(&told, "ending_terms"), "not yet");
        assert!(made.json()["id"].is_string());
        for name in ["coordinator", "lurah", "kelurahan_officer", "auditor"] {
            let told = awaiting(&server.as_user(name).await).await;
            for part in ["without_role", "invited", "ending_terms"] {
                assert_eq!(total(&told, part), 0, "{name} {part}");
            }
        }
    });
}

#[test]
fn each_part_is_told_to_everyone_even_if_it_is_empty() {
    with_server(async |server| {
        for name in ["auditor", "observer", "privacy_officer"] {
            let told = awaiting(&server.as_user(name).await).await;
            let members: Vec<&String> = told.as_object().unwrap().keys().collect();
            assert_eq!(members.len(), PARTS.len(), "{members:?}");
            for part in PARTS {
                assert_eq!(total(&told, part), 0, "{name} {part}");
            }
        }
    });
}
