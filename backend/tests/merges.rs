//! Two records become one, and two again.

use crate::beneficiaries::{draft, siti};
use crate::duplicates::{again, elsewhere, id_of, like, made, pairs, reason};
use crate::support::{Caller, Server, body, with_server};
use contract::draft::Reason;
use contract::endpoints::{
    CreateBeneficiary, CreateConsent, CreateMerge, CreatePovertyCheck, CreateValidations, GetBeneficiary, GetHousehold,
    GetMerge, ListBeneficiaryHistory, ListConsents, ListMerges, ListPovertyChecks, ListValidations,
    ListWelfareAssessments, LookUpBeneficiary, RestoreBeneficiary, UndoMerge, UpdateBeneficiary, UpdateHousehold,
};
use contract::merges::MergeDraft;
use serde_json::{Value, json};

/// The same woman twice in Teluk Pucung: the second has no NIK.
async fn twice(officer: &Caller) -> (String, String) {
    let first = made(officer, siti()).await;
    let mut woman = again();
    woman["acknowledged_duplicates"] = json!([first]);
    woman["phone"] = json!("0813-0000-111");
    woman["occupation"] = json!("laundry_worker");
    (first, made(officer, woman).await)
}

fn merge(kept: &str, removed: &str, take: &[&str]) -> MergeDraft {
    body(json!({ "kept_id": kept, "removed_id": removed, "take": take, "reason": "KTP dilihat, orangnya sama" }))
}

async fn read(caller: &Caller, id: &str) -> Value {
    let mut woman = caller.get::<GetBeneficiary>(&[id]).await.expect(200).json();
    // What a step leaves behind by itself.
    for member in ["version", "updated_at"] {
        woman.as_object_mut().unwrap().remove(member);
    }
    woman
}

#[test]
fn one_record_is_kept_and_takes_what_was_chosen() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (first, second) = twice(&officer).await;
        let before = (read(&officer, &first).await, read(&officer, &second).await);
        let draft = merge(&second, &first, &["nik", "full_name"]);
        let done = officer.send::<CreateMerge>(&[], &draft).await.expect(201);
        assert_eq!(done.json()["take"], json!(["full_name", "nik"]));
        let (kept, removed) = (read(&officer, &second).await, read(&officer, &first).await);
        assert_eq!((&kept["full_name"], &kept["nik_masked"]), (&json!("Siti Rohayati"), &json!("3275**********01")));
        assert_eq!(
            (&kept["phone"], &kept["occupation"]),
            (&json!("628130000111"), &json!("laundry_worker")),
            "her own"
        );
        assert_eq!((&removed["merged_into"], &removed["nik_masked"]), (&json!(second), &Value::Null));
        assert!(removed["archived_at"].is_string());
        let found =
            officer.send::<LookUpBeneficiary>(&[], &body(json!({ "nik": "3275995403880001" }))).await.expect(200);
        assert_eq!(found.json()["items"][0]["id"], json!(second), "the NIK is found where it went");
        let history = officer.get::<ListBeneficiaryHistory>(&[&second]).await.expect(200).json();
        let newest = &history["items"][0];
        assert_eq!(
            (&newest["operation"], &newest["reason"]),
            (&json!("create_merge"), &json!("KTP dilihat, orangnya sama"))
        );
        assert!(
            newest["members"]
                .as_array()
                .unwrap()
                .iter()
                .any(|one| one["member"] == "merged_record" && one["after"] == first)
        );
        officer.with("if-match", "*").send::<RestoreBeneficiary>(&[&first], &reason()).await.expect(409);
        // Undone, both stand as they stood.
        let undone =
            officer.with("if-match", &done.etag()).send::<UndoMerge>(&[&id_of(&done)], &reason()).await.expect(200);
        assert_eq!(
            (&undone.json()["undone_by_name"], &undone.json()["undo_reason"]),
            (&json!("Rina Wulandari"), &json!("KTP keduanya sudah dilihat"))
        );
        assert_eq!((read(&officer, &first).await, read(&officer, &second).await), before);
        let found =
            officer.send::<LookUpBeneficiary>(&[], &body(json!({ "nik": "3275995403880001" }))).await.expect(200);
        assert_eq!(found.json()["items"][0]["id"], json!(first));
        let again = officer.with("if-match", "*").send::<UndoMerge>(&[&id_of(&done)], &reason()).await;
        assert_eq!(again.expect(409).code(), "wrong_state");
        officer.send::<CreateMerge>(&[], &draft).await.expect(201);
    });
}

#[test]
fn what_was_decided_and_answered_of_both_is_found_with_the_one() {
    with_server(async |server| {
        let (officer, lurah) = (server.as_user("kelurahan_officer").await, server.as_user("lurah").await);
        let (first, second) = twice(&officer).await;
        let decision = json!({ "ids": [first, second], "programme_year": 2027, "outcome": "validated", "reason": "Dikenal warga RW" });
        lurah.send::<CreateValidations>(&[], &body(decision)).await.expect(200);
        let answer = json!({ "purpose": "photo", "answer": "given", "text_version": "2026-1", "language": "id",
            "means": "read_out", "answered_on": "2026-11-06", "asked_by": "Yuyun" });
        officer.send::<CreateConsent>(&[&second], &body(answer)).await.expect(201);
        officer.send::<CreateMerge>(&[], &merge(&first, &second, &["birth_date"])).await.expect(201);
        let decisions =
            officer.query::<ListValidations>(&[], &format!("beneficiary_id={first}")).await.expect(200).json();
        assert_eq!(decisions["items"].as_array().unwrap().len(), 2);
        let consents = officer.get::<ListConsents>(&[&first]).await.expect(200).json();
        assert_eq!((consents["items"].as_array().unwrap().len(), &consents["items"][0]["holds"]), (1, &json!(true)));
        assert_eq!(read(&officer, &first).await["status"], "validated", "nothing decided on has changed");
    });
}

#[test]
fn a_member_that_was_decided_on_returns_her_to_the_lurah() {
    with_server(async |server| {
        let (officer, lurah) = (server.as_user("kelurahan_officer").await, server.as_user("lurah").await);
        let (first, second) = twice(&officer).await;
        let decision =
            json!({ "ids": [first], "programme_year": 2027, "outcome": "validated", "reason": "Dikenal warga RW" });
        lurah.send::<CreateValidations>(&[], &body(decision)).await.expect(200);
        let done = officer.send::<CreateMerge>(&[], &merge(&first, &second, &["full_name"])).await.expect(201);
        let kept = read(&officer, &first).await;
        assert_eq!((&kept["status"], &kept["outdated_by"]), (&json!("outdated"), &json!(["full_name"])));
        let undoing = officer.with("if-match", "*");
        undoing.send::<UndoMerge>(&[&id_of(&done)], &reason()).await.expect(200);
        assert_eq!(read(&officer, &first).await["status"], "validated");
        // Decided on since, it is no longer as the merge left it.
        let done = officer.send::<CreateMerge>(&[], &merge(&first, &second, &["full_name"])).await.expect(201);
        let decision =
            json!({ "ids": [first], "programme_year": 2027, "outcome": "refused", "reason_code": "not_poor" });
        let decided = lurah.send::<CreateValidations>(&[], &body(decision)).await.expect(200).json();
        assert_eq!(decided["decided"], 1, "{decided}");
        assert_eq!(undoing.send::<UndoMerge>(&[&id_of(&done)], &reason()).await.expect(409).code(), "cannot_undo");
    });
}

#[test]
fn a_merge_is_undone_in_time_and_while_nothing_stands_in_the_way() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (first, second) = twice(&officer).await;
        let done = id_of(&officer.send::<CreateMerge>(&[], &merge(&first, &second, &["occupation"])).await.expect(201));
        let undo = async || officer.with("if-match", "*").send::<UndoMerge>(&[&done], &reason()).await;
        let edit = async |occupation: &str| {
            let tag = officer.get::<GetBeneficiary>(&[&first]).await.expect(200).etag();
            let change = draft(json!({ "occupation": occupation }));
            officer.with("if-match", &tag).send::<UpdateBeneficiary>(&[&first], &change).await.expect(200);
        };
        edit("farm_worker").await;
        assert_eq!(undo().await.expect(409).code(), "cannot_undo");
        edit("laundry_worker").await;
        // The kept record becomes the removed one of another merge.
        let mut third = like(json!({ "nik": "3275995403880007" }));
        third["acknowledged_duplicates"] = json!([first]);
        let third = made(&officer, third).await;
        let next = id_of(&officer.send::<CreateMerge>(&[], &merge(&third, &first, &[])).await.expect(201));
        assert_eq!(undo().await.expect(409).code(), "cannot_undo");
        officer.with("if-match", "*").send::<UndoMerge>(&[&next], &reason()).await.expect(200);
        let late = 31 * 24 * 3600 * 1_000_000_i64;
        server.sql(&format!("update merges set merged_at = merged_at - {late}")).await.unwrap();
        assert_eq!(undo().await.expect(409).code(), "cannot_undo");
        server.sql(&format!("update merges set merged_at = merged_at + {late}")).await.unwrap();
        undo().await.expect(200);
    });
}

#[test]
fn a_nik_that_went_to_a_third_record_keeps_a_merge_as_it_is() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let first = made(&officer, siti()).await;
        let mut other = like(json!({ "nik": "3275995403880002" }));
        other["acknowledged_duplicates"] = json!([first]);
        let second = made(&officer, other).await;
        // The kept record's own NIK was wrong and gives way.
        let done = officer.send::<CreateMerge>(&[], &merge(&first, &second, &["nik"])).await.expect(201);
        made(&officer, like(json!({ "full_name": "Ai Maemunah", "birth_date": "1988-03-14" }))).await;
        let undo = officer.with("if-match", "*").send::<UndoMerge>(&[&id_of(&done)], &reason()).await.expect(409);
        assert_eq!(undo.code(), "cannot_undo");
        assert_eq!(read(&officer, &first).await["nik_masked"], "3275**********02");
    });
}

#[test]
fn the_household_is_taken_with_its_place() {
    with_server(async |server| {
        let (officer, other) = (server.as_user("kelurahan_officer").await, server.as_user("kelurahan_officer_2").await);
        let first = made(&officer, siti()).await;
        let second = made(&other, elsewhere(again())).await;
        let coordinator = server.as_user("coordinator").await;
        for (caller, fault) in [(&officer, "/removed_id unknown_reference"), (&other, "/kept_id unknown_reference")] {
            let refused = caller.send::<CreateMerge>(&[], &merge(&first, &second, &[])).await.expect(422);
            assert_eq!(refused.faults(), [fault], "only one who reaches both");
        }
        let itself = coordinator.send::<CreateMerge>(&[], &merge(&first, &first, &[])).await.expect(422);
        assert_eq!(itself.faults(), ["/removed_id same_record"]);
        let before = (read(&coordinator, &first).await, read(&coordinator, &second).await);
        assert_eq!(pairs(&coordinator, "state=open").await.len(), 1);
        let done =
            id_of(&coordinator.send::<CreateMerge>(&[], &merge(&first, &second, &["household"])).await.expect(201));
        assert_eq!(
            (pairs(&coordinator, "state=open").await.len(), pairs(&coordinator, "state=merged").await.len()),
            (0, 1)
        );
        let kept = read(&coordinator, &first).await;
        assert_eq!((&kept["region_name"], &kept["household_id"]), (&json!("Harapan Jaya"), &before.1["household_id"]));
        for caller in [&officer, &other] {
            caller.get::<GetMerge>(&[&done]).await.expect(404);
            caller.with("if-match", "*").send::<UndoMerge>(&[&done], &reason()).await.expect(404);
            let seen = caller.get::<ListMerges>(&[]).await.expect(200).json();
            assert_eq!(seen["items"], json!([]));
        }
        coordinator.with("if-match", "*").send::<UndoMerge>(&[&done], &reason()).await.expect(200);
        assert_eq!((read(&coordinator, &first).await, read(&coordinator, &second).await), before);
        assert_eq!(pairs(&coordinator, "state=open").await.len(), 1, "the pair waits again");
    });
}

#[test]
fn of_two_merges_of_one_woman_one_wins() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        for round in 0..4 {
            let birth = format!("19{}-03-14", 50 + 12 * round);
            let mut ids: Vec<String> = Vec::new();
            for serial in 0..3 {
                let woman = json!({ "nik": format!("327599540388{:04}", 100 + round * 10 + serial), "birth_date": birth,
                    "acknowledged_duplicates": ids });
                ids.push(made(&officer, like(woman)).await);
            }
            let compared = |kept: &str, removed: &str| MergeDraft {
                kept_version: Some(1),
                removed_version: Some(1),
                ..merge(kept, removed, &["nik"])
            };
            let (one, other) = (compared(&ids[0], &ids[1]), compared(&ids[1], &ids[2]));
            let (one, other) =
                futures::join!(officer.send::<CreateMerge>(&[], &one), officer.send::<CreateMerge>(&[], &other));
            let mut statuses = [one.status.as_u16(), other.status.as_u16()];
            statuses.sort_unstable();
            assert_eq!(statuses, [201, 409], "{} / {}", one.text, other.text);
        }
    });
}

#[test]
fn a_merge_and_an_edit_at_once_leave_one_truth() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        for round in 0..4 {
            let woman = |serial: u32, known: &[String]| {
                like(
                    json!({ "nik": format!("327599540388{serial:04}"), "birth_date": format!("19{}-03-14", 50 + 12 * round),
                    "acknowledged_duplicates": known }),
                )
            };
            let first = made(&officer, woman(100 + round * 10, &[])).await;
            let second = made(&officer, woman(101 + round * 10, std::slice::from_ref(&first))).await;
            let tag = officer.get::<GetBeneficiary>(&[&second]).await.expect(200).etag();
            let editing = officer.with("if-match", &tag);
            let (draft, change) =
                (merge(&first, &second, &["occupation"]), draft(json!({ "occupation": "farm_worker" })));
            let key = [second.as_str()];
            let (merged, edited) = futures::join!(
                officer.send::<CreateMerge>(&[], &draft),
                editing.send::<UpdateBeneficiary>(&key, &change)
            );
            merged.expect(201);
            let stale = MergeDraft { kept_version: Some(1), removed_version: Some(1), ..merge(&second, &first, &[]) };
            assert_eq!(officer.send::<CreateMerge>(&[], &stale).await.expect(409).code(), "changed_meanwhile");
            assert!([200, 409, 412].contains(&edited.status.as_u16()), "{}", edited.text);
            let taken = read(&officer, &first).await["occupation"].clone();
            let stands = read(&officer, &second).await["occupation"].clone();
            assert_eq!(taken, stands, "what was written before the merge was taken, nothing was written after it");
        }
    });
}

#[test]
fn undoing_twice_at_once_undoes_once() {
    with_server(async |server: &Server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (first, second) = twice(&officer).await;
        let done = id_of(&officer.send::<CreateMerge>(&[], &merge(&second, &first, &["nik"])).await.expect(201));
        let any = officer.with("if-match", "*");
        let why: Reason = reason();
        let key = [done.as_str()];
        let answers = futures::future::join_all((0..4).map(|_| any.send::<UndoMerge>(&key, &why))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        assert!(answers.iter().all(|answer| [200, 409].contains(&answer.status.as_u16())));
        let refused = officer.send::<CreateBeneficiary>(&[], &draft(siti())).await.expect(409);
        assert_eq!(refused.json()["existing_id"], json!(first));
    });
}

#[test]
fn what_was_looked_up_and_told_of_the_other_is_found_with_the_one() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (first, second) = twice(&officer).await;
        let check = json!({ "checked_on": "2026-11-06", "database": "dtsen", "result": "listed", "decile": 2,
            "source": "Dinsos" });
        officer.send::<CreatePovertyCheck>(&[&second], &body(check)).await.expect(201);
        let told = json!({ "functioning": { "seeing": "a_lot" } });
        crate::welfare::tell(&officer, &second, told).await.expect(201);
        officer.send::<CreateMerge>(&[], &merge(&first, &second, &[])).await.expect(201);
        let checks = officer.get::<ListPovertyChecks>(&[&first]).await.expect(200).json();
        assert_eq!(checks["items"].as_array().unwrap().len(), 1);
        let view = crate::welfare::stands(&officer, &first).await;
        assert_eq!((&view["poverty_check"]["decile"], &view["disability"]), (&json!(2), &json!(true)), "{view}");
        let filter = format!("beneficiary_id={first}");
        let list = officer.query::<ListWelfareAssessments>(&[], &filter).await.expect(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn a_merge_and_a_change_of_the_household_at_once_wait_for_nobody_for_ever() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let first = made(&officer, siti()).await;
        let home = read(&officer, &first).await["household_id"].as_str().unwrap().to_owned();
        let sister = crate::welfare::second(&officer, &home).await;
        let mut other = again();
        other["acknowledged_duplicates"] = json!([first]);
        let other = made(&officer, other).await;
        for round in 0..6 {
            let tag = officer.get::<GetHousehold>(&[&home]).await.expect(200).etag();
            let (any, at) = (officer.with("if-match", &tag), [home.as_str()]);
            let sums = body(json!({ "monthly_income": 900_000 + round }));
            let draft = merge(&first, &other, &[]);
            let (merged, kept, told) = futures::join!(
                officer.send::<CreateMerge>(&[], &draft),
                any.send::<UpdateHousehold>(&at, &sums),
                crate::welfare::tell(&officer, &sister, json!({ "monthly_expenditure": 500_000 + round })),
            );
            let merged = merged.expect(201);
            // What was told may have come first; nobody waits for ever.
            assert!([200, 412].contains(&kept.status.as_u16()), "{}", kept.text);
            told.expect(201);
            let undoing = officer.with("if-match", &merged.etag());
            undoing.send::<UndoMerge>(&[&id_of(&merged)], &reason()).await.expect(200);
        }
    });
}
