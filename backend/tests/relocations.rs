//! Women move: at once within one's own places, else by a request.

use crate::beneficiaries::{draft, siti};
use crate::duplicates::{again, elsewhere, id_of, like, made, reason};
use crate::support::{Answered, Caller, Server, body, column, with_server};
use contract::endpoints::{
    AcceptRelocation, CompleteTask, CreateBeneficiary, CreateMerge, CreateValidations, GetBeneficiary, GetHousehold,
    GetRelocation, ListAuditEvents, ListBeneficiaryHistory, ListRelocations, ListTasks, RefuseRelocation,
    RelocateBeneficiary, UpdateHousehold, WithdrawRelocation,
};
use contract::relocations::RelocationDraft;
use contract::tasks::{Completion, Resolution};
use serde_json::{Value, json};

const HARAPAN_JAYA: &str = "32.75.03.1006";

fn to(region: &str, rw: &str, household: &str) -> RelocationDraft {
    body(json!({ "region_code": region, "rw": rw, "rt": "4", "address": "Jl. Kenanga 4", "moved_on": "2026-11-02",
        "reason": "Pindah ke rumah orang tua", "household": household }))
}

async fn relocate(caller: &Caller, id: &str, draft: &RelocationDraft) -> Answered {
    caller.with("if-match", "*").send::<RelocateBeneficiary>(&[id], draft).await
}

async fn woman(caller: &Caller, id: &str) -> Value {
    caller.get::<GetBeneficiary>(&[id]).await.expect(200).json()
}

async fn tasks(caller: &Caller) -> Vec<Value> {
    let page = caller.query::<ListTasks>(&[], "state=open&kind=relocation_requested").await.expect(200).json();
    page["items"].as_array().unwrap().clone()
}

#[test]
fn within_ones_own_place_she_moves_at_once_with_her_household() {
    with_server(async |server| {
        let (officer, lurah) = (server.as_user("kelurahan_officer").await, server.as_user("lurah").await);
        let first = made(&officer, siti()).await;
        let home = woman(&officer, &first).await["household_id"].as_str().unwrap().to_owned();
        let mut sister = like(json!({ "nik": "3275995403880002", "full_name": "Ai Maemunah", "household_id": home }));
        for member in ["region_code", "rw", "rt", "address"] {
            sister.as_object_mut().unwrap().remove(member);
        }
        let sister = made(&officer, sister).await;
        let decision =
            json!({ "ids": [first], "programme_year": 2027, "outcome": "validated", "reason": "Dikenal warga RW" });
        lurah.send::<CreateValidations>(&[], &body(decision)).await.expect(200);
        let draft = to("32.75.03.1004", "12", "whole");
        officer.send::<RelocateBeneficiary>(&[&first], &draft).await.expect(428);
        officer.with("if-match", "\"0-x\"").send::<RelocateBeneficiary>(&[&first], &draft).await.expect(412);
        let moved = relocate(&officer, &first, &draft).await.expect(201).json();
        assert_eq!((&moved["state"], &moved["decided_by_name"]), (&json!("accepted"), &json!("Rina Wulandari")));
        for id in [&first, &sister] {
            let now = woman(&officer, id).await;
            assert_eq!(
                (&now["rw"], &now["rt"], &now["address"]),
                (&json!("012"), &json!("004"), &json!("Jl. Kenanga 4"))
            );
        }
        let now = woman(&officer, &first).await;
        assert_eq!((&now["status"], &now["outdated_by"]), (&json!("outdated"), &json!(["rt", "rw"])));
        assert_eq!(officer.get::<GetHousehold>(&[&home]).await.expect(200).json()["rw"], "012");
        // Alone, she leaves it.
        relocate(&officer, &first, &to("32.75.03.1004", "13", "alone")).await.expect(201);
        assert_eq!(woman(&officer, &sister).await["rw"], "012");
        assert_ne!(woman(&officer, &first).await["household_id"], json!(home));
        let same = relocate(&officer, &first, &to("32.75.03.1004", "13", "alone")).await.expect(422);
        assert_eq!(same.faults(), ["/rt same_place"]);
        let mut later = to("32.75.03.1004", "14", "alone");
        later.moved_on = body(json!("2999-01-01"));
        assert_eq!(relocate(&officer, &first, &later).await.expect(422).faults(), ["/moved_on in_future"]);
        let nowhere = relocate(&officer, &first, &to("32.75.99.1001", "14", "alone")).await.expect(422);
        assert_eq!(nowhere.faults(), ["/region_code unknown_reference"]);
    });
}

/// The sender does not answer, the kader of the new place does not accept.
async fn not_theirs(server: &Server, id: &str) {
    let (officer, kader) = (server.as_user("kelurahan_officer").await, server.as_user("kader_2").await);
    officer.with("if-match", "*").get::<AcceptRelocation>(&[id]).await.expect(403);
    officer.with("if-match", "*").send::<RefuseRelocation>(&[id], &reason()).await.expect(403);
    kader.with("if-match", "*").get::<AcceptRelocation>(&[id]).await.expect(403);
    kader.get::<GetRelocation>(&[id]).await.expect(404);
}

/// Her history names the place she left and the one she came to.
async fn both_places(server: &Server, other: &Caller, first: &str) {
    let history = other.get::<ListBeneficiaryHistory>(&[first]).await.expect(200).json();
    let place = |one: &&Value| one["member"] == "region_code";
    let change = history["items"][0]["members"].as_array().unwrap().iter().find(place).unwrap().clone();
    assert_eq!((&change["before"], &change["after"]), (&json!("32.75.03.1004"), &json!(HARAPAN_JAYA)));
    assert_eq!(history["items"][0]["reason"], "Pindah ke rumah orang tua");
    p2wkss::kernel::sequencer::catch_up(&server.kernel).await.unwrap();
    let events = server.as_user("auditor").await;
    let trail = events.query::<ListAuditEvents>(&[], "operation=accept_relocation").await.expect(200).json();
    assert_eq!(trail["items"].as_array().unwrap().len(), 4, "the move, the task, the household and the woman");
}

#[test]
fn elsewhere_the_receiving_kelurahan_is_asked_and_sees_no_more_than_it_needs() {
    with_server(async |server| {
        let (officer, other) = (server.as_user("kelurahan_officer").await, server.as_user("kelurahan_officer_2").await);
        let first = made(&officer, siti()).await;
        let asked = relocate(&officer, &first, &to(HARAPAN_JAYA, "3", "whole")).await.expect(201).json();
        let id = asked["id"].as_str().unwrap();
        assert_eq!(
            (&asked["state"], &asked["yours_to_withdraw"], &asked["yours_to_decide"]),
            (&json!("requested"), &json!(true), &json!(false))
        );
        assert_eq!(
            woman(&officer, &first).await["region_name"],
            "Teluk Pucung",
            "she lives there until it is accepted"
        );
        assert_eq!(
            relocate(&officer, &first, &to(HARAPAN_JAYA, "4", "whole")).await.expect(409).code(),
            "open_relocation"
        );
        let waiting = tasks(&other).await;
        assert_eq!((waiting.len(), &waiting[0]["relocation_id"]), (1, &json!(id)));
        assert!(tasks(&officer).await.is_empty(), "it is not hers to answer");
        let seen = other.get::<GetRelocation>(&[id]).await.expect(200).json();
        assert_eq!(
            (&seen["full_name"], &seen["from_region_name"], &seen["record_seen"]),
            (&json!("Siti Rohayati"), &json!("Teluk Pucung"), &json!(false))
        );
        assert!(seen.get("birth_date").is_none() && !seen.to_string().contains("628123456789"));
        other.get::<GetBeneficiary>(&[&first]).await.expect(404);
        for (caller, direction) in [(&officer, "outgoing"), (&other, "incoming")] {
            for asked in ["outgoing", "incoming"] {
                let page = caller.query::<ListRelocations>(&[], &format!("direction={asked}")).await.expect(200).json();
                assert_eq!(column(&page, "id").len(), usize::from(asked == direction), "{asked}");
            }
        }
        not_theirs(server, id).await;
        // The task ends with the answer only.
        let task = waiting[0]["id"].as_str().unwrap();
        let closing = Completion { reason: "Selesai saja".to_owned(), resolution: None };
        other.with("if-match", "*").send::<CompleteTask>(&[task], &closing).await.expect(409);
        let tag = other.get::<GetRelocation>(&[id]).await.expect(200).etag();
        let accepted = other.with("if-match", &tag).get::<AcceptRelocation>(&[id]).await.expect(200).json();
        assert_eq!((&accepted["state"], &accepted["decided_by_name"]), (&json!("accepted"), &json!("Budi Santoso")));
        assert!(tasks(&other).await.is_empty());
        let now = woman(&other, &first).await;
        assert_eq!(
            (&now["region_name"], &now["rw"], &now["address"]),
            (&json!("Harapan Jaya"), &json!("003"), &json!("Jl. Kenanga 4"))
        );
        officer.get::<GetBeneficiary>(&[&first]).await.expect(404);
        officer.get::<GetRelocation>(&[id]).await.expect(200);
        both_places(server, &other, &first).await;
    });
}

#[test]
fn a_request_is_refused_or_taken_back_and_may_be_made_again() {
    with_server(async |server| {
        let (officer, other) = (server.as_user("kelurahan_officer").await, server.as_user("kelurahan_officer_2").await);
        let first = made(&officer, siti()).await;
        let ask = async || id_of(&relocate(&officer, &first, &to(HARAPAN_JAYA, "3", "whole")).await.expect(201));
        let id = ask().await;
        let refused = other.with("if-match", "*").send::<RefuseRelocation>(&[&id], &reason()).await.expect(200).json();
        assert_eq!((&refused["state"], &refused["answer"]), (&json!("refused"), &json!("KTP keduanya sudah dilihat")));
        other.with("if-match", "*").get::<AcceptRelocation>(&[&id]).await.expect(409);
        let id = ask().await;
        other.with("if-match", "*").send::<WithdrawRelocation>(&[&id], &reason()).await.expect(403);
        officer.with("if-match", "*").send::<WithdrawRelocation>(&[&id], &reason()).await.expect(200);
        assert!(tasks(&other).await.is_empty());
        // The coordinator reaches both places: nobody is asked.
        let coordinator = server.as_user("coordinator").await;
        let moved = relocate(&coordinator, &first, &to(HARAPAN_JAYA, "3", "whole")).await.expect(201).json();
        assert_eq!(moved["state"], "accepted");
        relocate(&officer, &first, &to(HARAPAN_JAYA, "5", "whole")).await.expect(404);
    });
}

#[test]
fn a_woman_with_an_open_request_is_not_merged() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let first = made(&officer, siti()).await;
        let mut twin = again();
        twin["acknowledged_duplicates"] = json!([first]);
        let second = made(&officer, twin).await;
        relocate(&officer, &first, &to(HARAPAN_JAYA, "3", "whole")).await.expect(201);
        let merge = body(json!({ "kept_id": first, "removed_id": second, "take": [], "reason": "Orangnya sama" }));
        assert_eq!(officer.send::<CreateMerge>(&[], &merge).await.expect(409).code(), "open_relocation");
    });
}

#[test]
fn of_two_answers_or_requests_at_once_one_counts() {
    with_server(async |server| {
        let (officer, other) = (server.as_user("kelurahan_officer").await, server.as_user("kelurahan_officer_2").await);
        let first = made(&officer, siti()).await;
        let (any, draft) = (officer.with("if-match", "*"), to(HARAPAN_JAYA, "3", "whole"));
        let key = [first.as_str()];
        let asked = futures::future::join_all((0..4).map(|_| any.send::<RelocateBeneficiary>(&key, &draft))).await;
        let made: Vec<&Answered> = asked.iter().filter(|answer| answer.status == 201).collect();
        assert_eq!(made.len(), 1);
        assert!(asked.iter().all(|answer| answer.status == 201 || answer.code() == "open_relocation"));
        let id = id_of(made[0]);
        let (receiver, coordinator) =
            (other.with("if-match", "*"), server.as_user("coordinator").await.with("if-match", "*"));
        let key = [id.as_str()];
        let (one, two) =
            futures::join!(receiver.get::<AcceptRelocation>(&key), coordinator.get::<AcceptRelocation>(&key));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} / {}", one.text, two.text);
        assert_eq!(server.number("select count(*) from events where operation = 'accept_relocation' and resource_kind = 'beneficiary'").await, 1);
    });
}

/// The NIK of a woman of Teluk Pucung, entered again in Harapan Jaya.
async fn conflict(server: &Server) -> (String, String) {
    let (officer, other) = (server.as_user("kelurahan_officer").await, server.as_user("kelurahan_officer_2").await);
    let first = made(&officer, siti()).await;
    other.send::<CreateBeneficiary>(&[], &draft(elsewhere(siti()))).await.expect(409);
    let coordinator = server.as_user("coordinator").await;
    let page = coordinator.query::<ListTasks>(&[], "kind=nik_elsewhere").await.expect(200).json();
    (first, page["items"][0]["id"].as_str().unwrap().to_owned())
}

#[test]
fn a_conflict_is_settled_by_moving_or_merging() {
    with_server(async |server| {
        let (first, task) = conflict(server).await;
        let coordinator = server.as_user("coordinator").await.with("if-match", "*");
        let close = async |resolution| {
            let told = Completion { reason: "Sudah ditanyakan ke RT".to_owned(), resolution: Some(resolution) };
            coordinator.send::<CompleteTask>(&[&task], &told).await
        };
        close(Resolution::Transferred).await.expect(409);
        relocate(&coordinator, &first, &to(HARAPAN_JAYA, "3", "whole")).await.expect(201);
        assert_eq!(close(Resolution::Transferred).await.expect(200).json()["resolution"], "transferred");
    });
    with_server(async |server| {
        let (first, task) = conflict(server).await;
        let second = made(&server.as_user("kelurahan_officer_2").await, elsewhere(again())).await;
        let coordinator = server.as_user("coordinator").await.with("if-match", "*");
        let merge = body(json!({ "kept_id": second, "removed_id": first, "take": ["nik"], "reason": "Orangnya sama" }));
        coordinator.send::<CreateMerge>(&[], &merge).await.expect(201);
        let told = Completion { reason: "Digabungkan".to_owned(), resolution: Some(Resolution::Merged) };
        coordinator.send::<CompleteTask>(&[&task], &told).await.expect(200);
    });
}

#[test]
fn who_is_asked_for_elsewhere_is_moved_by_nothing_else() {
    with_server(async |server| {
        let (officer, coordinator) = (server.as_user("kelurahan_officer").await, server.as_user("coordinator").await);
        let first = made(&officer, siti()).await;
        let home = woman(&officer, &first).await["household_id"].as_str().unwrap().to_owned();
        relocate(&officer, &first, &to(HARAPAN_JAYA, "1", "alone")).await.expect(201);
        let tag = coordinator.get::<GetHousehold>(&[&home]).await.expect(200).etag();
        let moved = body(json!({ "region_code": "32.75.03.1004", "rw": "12", "rt": "1" }));
        let refused = coordinator.with("if-match", &tag).send::<UpdateHousehold>(&[&home], &moved).await;
        assert_eq!(refused.expect(409).code(), "open_relocation");
        assert_eq!(woman(&officer, &first).await["rw"], "011");
        // What is not her place may change.
        let sums = body(json!({ "monthly_income": 900_000 }));
        coordinator.with("if-match", &tag).send::<UpdateHousehold>(&[&home], &sums).await.expect(200);
    });
}
