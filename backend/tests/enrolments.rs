//! Enrolments: who takes part in a locus for its programme year.

use crate::loci::{locus, made};
use crate::programmes::programme;
use crate::support::{Answered, Caller, Server, body, column, with_server};
use contract::beneficiaries::BeneficiaryDraft;
use contract::endpoints::{
    ActivateEnrolment, ArchiveBeneficiary, ArchiveLocus, CompleteEnrolment, CreateBeneficiary, CreateEnrolments,
    CreateLocus, CreateMerge, CreateProgramme, CreateValidations, EraseBeneficiary, GetBeneficiary, GetEnrolment,
    GetLocus, ListEnrolments, ListValidations, UpdateBeneficiary, UpdateLocus, WithdrawEnrolment,
};
use futures::future::join_all;
use serde_json::{Value, json};

/// A woman of Teluk Pucung.
async fn woman(officer: &Caller, serial: u32, rw: &str) -> String {
    let draft: BeneficiaryDraft = body(json!({
        "nik": format!("327599540388{serial:04}"), "full_name": format!("Ibu {serial}"), "birth_date": "1988-03-14",
        "region_code": "32.75.03.1004", "rw": rw, "rt": "2", "marital_status": "widowed",
        "head_of_family": { "de_jure": true, "de_facto": true, "basis": "husband_died" },
        "notice": { "version": "2026-1", "language": "id", "means": "read_out", "given_on": "2026-11-06",
            "given_by": "Yuyun" }
    }));
    made(&officer.send::<CreateBeneficiary>(&[], &draft).await.expect(201))
}

async fn validate(server: &Server, ids: &[&String], year: i32) {
    let decision = json!({ "ids": ids, "programme_year": year, "outcome": "validated", "document_number": "400/17",
        "reason": "Dikenal warga RW" });
    let lurah = server.as_user("lurah").await;
    let decided = lurah.send::<CreateValidations>(&[], &body(decision)).await.expect(200).json();
    assert_eq!(decided["decided"], ids.len(), "{decided}");
}

/// A locus of these RW, in a programme of its own in that year.
async fn place(server: &Server, name: &str, year: i32, rws: &[&str]) -> String {
    let coordinator = server.as_user("coordinator").await;
    let draft = programme(server, name, year).await;
    let of = made(&coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(201));
    made(&coordinator.send::<CreateLocus>(&[], &body(locus(&of, "32.75.03.1004", rws))).await.expect(201))
}

async fn propose(caller: &Caller, locus: &str, ids: &[&String]) -> Answered {
    caller.send::<CreateEnrolments>(&[], &body(json!({ "locus_id": locus, "ids": ids }))).await
}

/// What was answered for each: the word of the refusal, or nothing.
fn refusals(answer: &Answered) -> Vec<String> {
    let results = answer.json()["results"].as_array().unwrap().clone();
    results.iter().map(|one| one["refusal"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The enrolments an answer tells of.
fn enrolled(answer: &Answered) -> Vec<String> {
    let results = answer.json()["results"].as_array().unwrap().clone();
    results.iter().filter_map(|one| one["enrolment_id"].as_str().map(str::to_owned)).collect()
}

#[test]
fn who_takes_part_was_decided_on_for_that_year_and_lives_there() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let target = place(server, "P2WKSS", 2027, &["11"]).await;
        let mut women = Vec::new();
        for (serial, rw) in [(1, "11"), (2, "11"), (3, "11"), (4, "12"), (5, "11")] {
            women.push(woman(&officer, serial, rw).await);
        }
        let [right, candidate, early, outside, away] = women.as_slice() else { unreachable!() };
        validate(server, &[right, outside, away], 2027).await;
        validate(server, &[early], 2026).await;
        let reason = body(json!({ "reason": "Pindah ke luar kota" }));
        officer.with("if-match", "*").send::<ArchiveBeneficiary>(&[away], &reason).await.expect(200);
        let nobody = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47".to_owned();
        let answer =
            propose(&officer, &target, &[right, candidate, early, outside, away, &nobody, right]).await.expect(200);
        let expected =
            ["", "not_validated", "not_validated", "outside_locus", "wrong_state", "not_found", "already_exists"];
        assert_eq!(refusals(&answer), expected);
        assert_eq!((&answer.json()["enrolled"], &answer.json()["refused"]), (&json!(1), &json!(6)));
        let shown = officer.get::<GetEnrolment>(&[&enrolled(&answer)[0]]).await.expect(200).json();
        assert_eq!((&shown["state"], &shown["year"]), (&json!("proposed"), &json!(2027)));
        assert_eq!((&shown["full_name"], &shown["region_name"]), (&json!("Ibu 1"), &json!("Teluk Pucung")));
        assert_eq!(shown["proposed_by_name"], "Rina Wulandari");
        // Who sees no names learns that someone takes part, and no more.
        for name in ["planner", "observer"] {
            let shown =
                server.as_user(name).await.get::<GetEnrolment>(&[&enrolled(&answer)[0]]).await.expect(200).json();
            assert!(shown.get("full_name").is_none() && shown.get("reason").is_none(), "{name}: {shown}");
        }
        // One woman, one locus a year: neither here again nor in another programme of that year.
        let other = place(server, "Gapura", 2027, &["11"]).await;
        for locus in [&target, &other] {
            assert_eq!(refusals(&propose(&officer, locus, &[right]).await.expect(200)), ["already_exists"]);
        }
        for name in ["lurah", "kader", "planner"] {
            propose(&server.as_user(name).await, &target, &[right]).await.expect(403);
        }
        let elsewhere = server.as_user("kelurahan_officer_2").await;
        let refused = propose(&elsewhere, &target, &[right]).await.expect(422);
        assert_eq!(refused.faults(), ["/locus_id unknown_reference"]);
    });
}

#[test]
fn who_is_validated_for_one_year_can_be_for_the_next_and_takes_part_in_both() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let siti = woman(&officer, 1, "11").await;
        let (this, next) =
            (place(server, "P2WKSS kota", 2026, &["11"]).await, place(server, "P2WKSS", 2027, &["11"]).await);
        validate(server, &[&siti], 2026).await;
        assert_eq!(refusals(&propose(&officer, &next, &[&siti]).await.expect(200)), ["not_validated"]);
        let lurah = server.as_user("lurah").await;
        let decide = async |year: i32, outcome: &str| {
            let decision = json!({ "ids": [siti], "programme_year": year, "outcome": outcome, "document_number": "400/18",
                "reason": "Dikenal warga RW", "reason_code": if outcome == "refused" { json!("moved_away") } else { Value::Null } });
            lurah.send::<CreateValidations>(&[], &body(decision)).await.expect(200).json()["results"][0]["refusal"]
                .clone()
        };
        // Twice for one year is no decision, and a refusal is none beside what stands.
        assert_eq!(decide(2026, "validated").await, "wrong_state");
        assert_eq!(decide(2027, "refused").await, "wrong_state");
        assert_eq!(decide(2027, "validated").await, Value::Null);
        for locus in [&this, &next] {
            assert_eq!(refusals(&propose(&officer, locus, &[&siti]).await.expect(200)), [""]);
        }
        // What she was validated for before her record changed is over.
        let tag = officer.get::<GetBeneficiary>(&[&siti]).await.expect(200).etag();
        let moved = body(json!({ "birth_date": "1988-03-15" }));
        officer.with("if-match", &tag).send::<UpdateBeneficiary>(&[&siti], &moved).await.expect(200);
        validate(server, &[&siti], 2028).await;
        let earlier = place(server, "Gapura", 2026, &["11"]).await;
        let listed = officer.query::<ListEnrolments>(&[], &format!("locus_id={this}")).await.expect(200).json();
        let enrolment = listed["items"][0]["id"].as_str().unwrap().to_owned();
        let reason = body(json!({ "reason": "Diulang" }));
        officer.with("if-match", "*").send::<WithdrawEnrolment>(&[&enrolment], &reason).await.expect(200);
        assert_eq!(refusals(&propose(&officer, &earlier, &[&siti]).await.expect(200)), ["not_validated"]);
    });
}

#[test]
fn an_enrolment_goes_from_proposed_to_active_to_completed_or_is_withdrawn() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let target = place(server, "P2WKSS", 2027, &["11"]).await;
        let siti = woman(&officer, 1, "11").await;
        validate(server, &[&siti], 2027).await;
        let first = enrolled(&propose(&officer, &target, &[&siti]).await.expect(200)).remove(0);
        let any = officer.with("if-match", "*");
        let (reason, gone) = (body(json!({ "reason": "Tidak bersedia ikut" })), json!("Tidak bersedia ikut"));
        let shown = async |id: &str| officer.get::<GetEnrolment>(&[id]).await.expect(200).json()["state"].clone();
        let early = any.send::<CompleteEnrolment>(&[&first], &()).await.expect(409);
        assert_eq!(early.code(), "wrong_state");
        let stale = officer.with("if-match", "\"7-x\"");
        stale.send::<ActivateEnrolment>(&[&first], &()).await.expect(412);
        any.send::<ActivateEnrolment>(&[&first], &()).await.expect(200);
        any.send::<ActivateEnrolment>(&[&first], &()).await.expect(409);
        let withdrawn = any.send::<WithdrawEnrolment>(&[&first], &reason).await.expect(200).json();
        assert_eq!((&withdrawn["state"], &withdrawn["reason"]), (&json!("withdrawn"), &gone));
        any.send::<WithdrawEnrolment>(&[&first], &reason).await.expect(409);
        any.send::<ActivateEnrolment>(&[&first], &()).await.expect(409);
        // Withdrawn, she may be put forward again; the first stays as it is.
        let second = enrolled(&propose(&officer, &target, &[&siti]).await.expect(200)).remove(0);
        any.send::<ActivateEnrolment>(&[&second], &()).await.expect(200);
        any.send::<CompleteEnrolment>(&[&second], &()).await.expect(200);
        any.send::<WithdrawEnrolment>(&[&second], &reason).await.expect(409);
        assert_eq!((shown(&first).await, shown(&second).await), (json!("withdrawn"), json!("completed")));
        let listed =
            async |query: &str| column(&officer.query::<ListEnrolments>(&[], query).await.expect(200).json(), "id");
        assert_eq!(listed(&format!("beneficiary_id={siti}")).await, [second.clone(), first.clone()]);
        assert_eq!(listed("state=completed").await, [second]);
        assert_eq!(listed(&format!("locus_id={target}&state=withdrawn")).await, [first]);
    });
}

#[test]
fn a_decision_her_record_went_past_makes_nobody_active() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let target = place(server, "P2WKSS", 2027, &["11"]).await;
        let (siti, ani) = (woman(&officer, 1, "11").await, woman(&officer, 2, "11").await);
        validate(server, &[&siti, &ani], 2027).await;
        let hers = enrolled(&propose(&officer, &target, &[&siti]).await.expect(200)).remove(0);
        for id in [&siti, &ani] {
            let tag = officer.get::<GetBeneficiary>(&[id]).await.expect(200).etag();
            let change = body(json!({ "full_name": if *id == siti { "Sulastri" } else { "Nurhayati" } }));
            officer.with("if-match", &tag).send::<UpdateBeneficiary>(&[id], &change).await.expect(200);
        }
        let any = officer.with("if-match", "*");
        let refused = any.send::<ActivateEnrolment>(&[&hers], &()).await.expect(409);
        assert_eq!(refused.code(), "not_validated");
        assert_eq!(refusals(&propose(&officer, &target, &[&ani]).await.expect(200)), ["not_validated"]);
        validate(server, &[&siti, &ani], 2027).await;
        let active = any.send::<ActivateEnrolment>(&[&hers], &()).await.expect(200).json();
        // It rests on the decision that holds now.
        let newest = officer.query::<ListValidations>(&[], &format!("beneficiary_id={siti}")).await.expect(200).json();
        assert_eq!(active["validation_id"], newest["items"][0]["id"]);
        // Who was put away meanwhile does not take part.
        let anis = enrolled(&propose(&officer, &target, &[&ani]).await.expect(200)).remove(0);
        let reason = body(json!({ "reason": "Pindah ke luar kota" }));
        any.send::<ArchiveBeneficiary>(&[&ani], &reason).await.expect(200);
        let refused = any.send::<ActivateEnrolment>(&[&anis], &()).await.expect(409);
        assert_eq!(refused.code(), "wrong_state");
    });
}

#[test]
fn a_locus_with_women_is_not_archived_and_keeps_their_rw() {
    with_server(async |server| {
        let (officer, coordinator) = (server.as_user("kelurahan_officer").await, server.as_user("coordinator").await);
        let target = place(server, "P2WKSS", 2027, &["11", "12"]).await;
        let siti = woman(&officer, 1, "11").await;
        validate(server, &[&siti], 2027).await;
        let hers = enrolled(&propose(&officer, &target, &[&siti]).await.expect(200)).remove(0);
        let reason = json!({ "reason": "Tidak jadi dijalankan" });
        let archive =
            async || coordinator.with("if-match", "*").send::<ArchiveLocus>(&[&target], &body(reason.clone())).await;
        assert_eq!(archive().await.expect(409).code(), "still_in_use");
        let change = async |rws: Value| {
            let tag = coordinator.get::<GetLocus>(&[&target]).await.expect(200).etag();
            coordinator.with("if-match", &tag).send::<UpdateLocus>(&[&target], &body(json!({ "rws": rws }))).await
        };
        assert_eq!(change(json!(["12"])).await.expect(422).faults(), ["/rws in_use"]);
        change(json!(["11"])).await.expect(200);
        let any = officer.with("if-match", "*");
        any.send::<WithdrawEnrolment>(&[&hers], &body(reason.clone())).await.expect(200);
        archive().await.expect(200);
    });
}

#[test]
fn of_two_who_enrol_the_same_women_at_once_each_woman_comes_in_once() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let coordinator = server.as_user("coordinator").await;
        let loci = [place(server, "P2WKSS", 2027, &["11"]).await, place(server, "Gapura", 2027, &["11"]).await];
        let mut women = Vec::new();
        for serial in 1..=40 {
            women.push(woman(&officer, serial, "11").await);
        }
        validate(server, &women.iter().collect::<Vec<_>>(), 2027).await;
        let forth: Vec<&String> = women.iter().collect();
        let back: Vec<&String> = forth.iter().rev().copied().collect();
        let asked = [(&officer, &loci[0], &forth), (&coordinator, &loci[1], &back), (&coordinator, &loci[0], &back)];
        let answers = join_all(asked.map(async |(who, locus, ids)| propose(who, locus, ids).await.expect(200))).await;
        let made: usize = answers.iter().map(|answer| enrolled(answer).len()).sum();
        assert_eq!(made, women.len(), "{answers:?}");
        let page = coordinator.query::<ListEnrolments>(&[], "limit=500").await.expect(200).json();
        let mut joined = column(&page, "beneficiary_id");
        joined.sort();
        women.sort();
        assert_eq!(joined, women);
    });
}

#[test]
fn a_request_sent_again_is_answered_as_before() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let target = place(server, "P2WKSS", 2027, &["11"]).await;
        let (siti, ani) = (woman(&officer, 1, "11").await, woman(&officer, 2, "11").await);
        validate(server, &[&siti], 2027).await;
        let keyed = officer.with("idempotency-key", "usulan-1");
        let first = propose(&keyed, &target, &[&siti, &ani]).await.expect(200);
        let again = propose(&keyed, &target, &[&siti, &ani]).await.expect(200);
        assert_eq!(refusals(&first), ["", "not_validated"]);
        assert_eq!(first.json(), again.json());
    });
}

#[test]
fn whose_data_are_destroyed_takes_part_in_nothing() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let target = place(server, "P2WKSS", 2027, &["11"]).await;
        let siti = woman(&officer, 1, "11").await;
        validate(server, &[&siti], 2027).await;
        let hers = enrolled(&propose(&officer, &target, &[&siti]).await.expect(200)).remove(0);
        let reason = json!({ "reason": "Diminta olehnya sendiri" });
        let any = officer.with("if-match", "*");
        any.send::<ArchiveBeneficiary>(&[&siti], &body(reason)).await.expect(200);
        let privacy = server.as_user("privacy_officer").await.with("if-match", "*");
        let asked = json!({ "reason": "Diminta olehnya sendiri", "on_request": true });
        privacy.send::<EraseBeneficiary>(&[&siti], &body(asked)).await.expect(204);
        officer.get::<GetEnrolment>(&[&hers]).await.expect(404);
        let page = officer.query::<ListEnrolments>(&[], "include=total").await.expect(200).json();
        assert_eq!(page["total"], 0);
    });
}

#[test]
fn a_record_merged_into_hers_counts_as_hers() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (first, second) =
            (place(server, "P2WKSS", 2027, &["11"]).await, place(server, "Gapura", 2027, &["11"]).await);
        let mut women = Vec::new();
        for serial in 1..=3 {
            women.push(woman(&officer, serial, "11").await);
        }
        let [kept, merged, earlier] = women.as_slice() else { unreachable!() };
        validate(server, &[kept, merged, earlier], 2027).await;
        assert_eq!(enrolled(&propose(&officer, &first, &[earlier]).await.expect(200)).len(), 1);
        // The earliest into the second, and that into the one that stands.
        for (kept, removed) in [(merged, earlier), (kept, merged)] {
            let draft = json!({ "kept_id": kept, "removed_id": removed, "reason": "Orangnya sama" });
            officer.send::<CreateMerge>(&[], &body(draft)).await.expect(201);
        }
        for ids in [vec![kept, merged, earlier], vec![earlier, merged, kept], vec![kept]] {
            let answer = propose(&officer, &second, &ids).await.expect(200);
            assert!(enrolled(&answer).is_empty(), "{answer:?}");
            let hers = ids.iter().position(|id| *id == kept).unwrap();
            assert_eq!(refusals(&answer)[hers], "already_exists");
        }
        let shown = officer.query::<ListEnrolments>(&[], &format!("beneficiary_id={kept}")).await.expect(200).json();
        assert_eq!(column(&shown, "beneficiary_id"), std::slice::from_ref(earlier));
    });
}
