//! What is known of a woman leaves the register when its time is over.

use crate::beneficiaries::{draft, siti};
use crate::duplicates::{like, made, reason};
use crate::support::{Answered, Caller, Server, body, column, with_server, with_settings};
use crate::welfare::tell;
use contract::endpoints::{
    ArchiveBeneficiary, CreateBeneficiary, CreateConsent, CreateHouseholdMember, CreateMerge, CreatePovertyCheck,
    CreateValidations, EraseBeneficiary, GetBeneficiary, GetHousehold, GetMyAwaiting, GetWelfare, ListAuditEvents,
    ListBeneficiaries, ListBeneficiaryHistory, RestoreBeneficiary,
};
use contract::moment::Timestamp;
use p2wkss::kernel::chain::{Verdict, verify};
use serde_json::{Value, json};

const YEAR: i64 = 366 * 24 * 3600;

async fn erase(caller: &Caller, id: &str, on_request: bool) -> Answered {
    let draft = body(json!({ "reason": "Masa simpan sudah lewat", "on_request": on_request }));
    caller.with("if-match", "*").send::<EraseBeneficiary>(&[id], &draft).await
}

async fn archive(caller: &Caller, id: &str) {
    caller.with("if-match", "*").send::<ArchiveBeneficiary>(&[id], &reason()).await.expect(200);
}

async fn due(caller: &Caller) -> Vec<String> {
    column(&caller.query::<ListBeneficiaries>(&[], "destroy_due=true").await.expect(200).json(), "id")
}

async fn woman(caller: &Caller, id: &str) -> Value {
    caller.get::<GetBeneficiary>(&[id]).await.expect(200).json()
}

/// A woman with something in every table, refused at last.
async fn told(server: &Server) -> (String, String) {
    let officer = server.as_user("kelurahan_officer").await;
    let mut she = siti();
    she["full_name"] = json!("Zubaidah Kencanawungu");
    she["health_notes"] = json!("Sakit pinggang");
    let id = made(&officer, she).await;
    let home = woman(&officer, &id).await["household_id"].as_str().unwrap().to_owned();
    let child = json!({ "full_name": "Anak Kencanawungu", "birth_date": "2012-01-02", "sex": "male", "relation": "child",
        "livelihood": "depends_on_her", "schooling": "in_school" });
    officer.with("if-match", "*").send::<CreateHouseholdMember>(&[&home], &body(child)).await.expect(201);
    let parts = json!({ "ks21": { "meals": "no" }, "monthly_income": 700_000, "functioning": { "seeing": "some" } });
    tell(&officer, &id, parts).await.expect(201);
    let check = json!({ "checked_on": "2026-11-06", "database": "dtsen", "result": "listed", "decile": 2,
        "source": "Dinsos" });
    officer.send::<CreatePovertyCheck>(&[&id], &body(check)).await.expect(201);
    let answer = json!({ "purpose": "photo", "answer": "given", "text_version": "2026-1", "language": "id",
        "means": "read_out", "answered_on": "2026-11-06", "asked_by": "Yuyun" });
    officer.send::<CreateConsent>(&[&id], &body(answer)).await.expect(201);
    // Twice in the register, once no longer.
    let mut again = like(json!({ "full_name": "Zubaedah Kencanawungu", "nik": "3275995403880031" }));
    again["acknowledged_duplicates"] = json!([id]);
    let second = made(&officer, again).await;
    let merge = json!({ "kept_id": id, "removed_id": second, "take": [], "reason": "Orangnya sama" });
    officer.send::<CreateMerge>(&[], &body(merge)).await.expect(201);
    let refusal = json!({ "ids": [id], "programme_year": 2027, "outcome": "refused", "reason_code": "not_poor",
        "reason": "Sudah mampu" });
    let lurah = server.as_user("lurah").await;
    let decided = lurah.send::<CreateValidations>(&[], &body(refusal)).await.expect(200).json();
    assert_eq!(woman(&officer, &id).await["status"], "refused", "{decided}");
    (id, home)
}

#[test]
fn a_record_that_is_only_kept_carries_its_day_and_is_due_on_it() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let id = made(&officer, siti()).await;
        assert_eq!(woman(&officer, &id).await["destroy_on"], json!(null));
        archive(&officer, &id).await;
        let kept = woman(&officer, &id).await;
        let today = server.kernel.clock.today().0;
        assert_eq!(kept["destroy_on"], json!((today + time::Duration::days(365)).to_string()));
        officer.with("if-match", "*").send::<RestoreBeneficiary>(&[&id], &reason()).await.expect(200);
        assert_eq!(woman(&officer, &id).await["destroy_on"], json!(null));
        archive(&officer, &id).await;
        server.kernel.clock.advance(364 * 24 * 3600);
        assert_eq!(due(&server.as_user("privacy_officer").await).await, Vec::<String>::new());
        server.kernel.clock.advance(24 * 3600);
        assert_eq!(due(&server.as_user("privacy_officer").await).await, std::slice::from_ref(&id));
        let officer = server.as_user("kelurahan_officer").await;
        // A change that says nothing of it leaves the day.
        officer.with("if-match", "*").send::<RestoreBeneficiary>(&[&id], &reason()).await.expect(200);
        archive(&officer, &id).await;
        assert_eq!(due(&officer).await, Vec::<String>::new(), "put away anew, it is kept anew");
    });
}

#[test]
fn the_setting_says_how_long() {
    with_settings(&[("P2WKSS_RETENTION_DAYS", "31")], async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let id = made(&officer, siti()).await;
        archive(&officer, &id).await;
        let day = woman(&officer, &id).await["destroy_on"].clone();
        server.kernel.clock.advance(31 * 24 * 3600);
        let privacy = server.as_user("privacy_officer").await;
        // She waits since the day she was to be destroyed on, not since she was put away.
        let told = privacy.get::<GetMyAwaiting>(&[]).await.expect(200).json()["destroy_due"].clone();
        let since: Timestamp = told["since"].as_str().unwrap().parse().unwrap();
        assert_eq!((&told["total"], json!(since.day_in_jakarta())), (&json!(1), day));
        assert_eq!(due(&privacy).await, std::slice::from_ref(&id));
        erase(&privacy, &id, false).await.expect(204);
    });
}

#[test]
fn nothing_of_her_is_left_and_the_trail_still_holds() {
    with_server(async |server| {
        let (id, home) = told(server).await;
        let privacy = server.as_user("privacy_officer").await;
        assert_eq!(erase(&privacy, &id, false).await.expect(409).code(), "not_yet_due");
        server.kernel.clock.advance(YEAR);
        let privacy = server.as_user("privacy_officer").await;
        assert_eq!(due(&privacy).await.len(), 2, "she and the record merged into hers");
        p2wkss::kernel::sequencer::catch_up(&server.kernel).await.unwrap();
        assert!(in_the_file(server).await.is_none_or(|times| times > 0));
        erase(&privacy, &id, false).await.expect(204);
        let coordinator = server.as_user("coordinator").await;
        coordinator.get::<GetBeneficiary>(&[&id]).await.expect(404);
        coordinator.get::<GetWelfare>(&[&id]).await.expect(404);
        coordinator.get::<ListBeneficiaryHistory>(&[&id]).await.expect(404);
        coordinator.get::<GetHousehold>(&[&home]).await.expect(404);
        assert_eq!(erase(&privacy, &id, false).await.expect(404).code(), "not_found");
        for table in [
            "beneficiaries",
            "households",
            "household_members",
            "household_finances",
            "welfare_assessments",
            "poverty_checks",
            "consents",
            "validations",
            "merges",
            "duplicate_candidates",
            "beneficiary_words",
            "import_rows",
            "tasks",
        ] {
            assert_eq!(server.number(&format!("select count(*) from {table}")).await, 0, "{table}");
        }
        let left = format!(
            "select count(*) from revisions r join events e on e.id = r.event_id where e.resource_id in ('{id}', '{home}')"
        );
        assert_eq!(server.number(&left).await, 0);
        assert_eq!(server.number("select count(*) from erasures").await, 2);
        p2wkss::kernel::sequencer::catch_up(&server.kernel).await.unwrap();
        assert!(matches!(verify(&server.kernel.db, None).await, Ok(Verdict::Whole { .. })));
        let events = server.as_user("auditor").await.query::<ListAuditEvents>(&[], "operation=erase_beneficiary").await;
        let event = &events.expect(200).json()["items"][0];
        assert_eq!((&event["resource_id"], &event["reason"]), (&json!(id), &json!("Masa simpan sudah lewat")));
        assert!(in_the_file(server).await.is_none_or(|times| times == 0));
        // The same woman may be found anew.
        server.as_user("kelurahan_officer").await.send::<CreateBeneficiary>(&[], &draft(siti())).await.expect(201);
    });
}

/// How often her name stands in the file of SQLite, which overwrites what it
/// deletes; `None` on PostgreSQL, which does so in its own time.
async fn in_the_file(server: &Server) -> Option<usize> {
    if !server.on_sqlite() {
        return None;
    }
    server.sql("pragma wal_checkpoint(truncate)").await.unwrap();
    let bytes = std::fs::read(server.kernel.config.data_dir.join("test.sqlite")).unwrap();
    let found = ["Kencanawungu", "kencanawungu", "Zubaidah", "zubaidah"]
        .map(|word| bytes.windows(word.len()).filter(|window| *window == word.as_bytes()).count());
    Some(found.iter().sum())
}

#[test]
fn only_the_privacy_officer_and_only_what_is_kept() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let privacy = server.as_user("privacy_officer").await;
        let id = made(&officer, siti()).await;
        assert_eq!(erase(&privacy, &id, true).await.expect(409).code(), "wrong_state");
        archive(&officer, &id).await;
        for who in ["coordinator", "kelurahan_officer", "lurah", "admin", "auditor"] {
            erase(&server.as_user(who).await, &id, true).await.expect(403);
        }
        let draft = body(json!({ "reason": "Masa simpan sudah lewat" }));
        privacy.send::<EraseBeneficiary>(&[&id], &draft).await.expect(428);
        privacy.with("if-match", "\"0-x\"").send::<EraseBeneficiary>(&[&id], &draft).await.expect(412);
        let short = body(json!({ "reason": "a" }));
        let short = privacy.with("if-match", "*").send::<EraseBeneficiary>(&[&id], &short).await.expect(422);
        assert_eq!(short.faults(), ["/reason too_short"]);
        assert_eq!(erase(&privacy, &id, false).await.expect(409).code(), "not_yet_due");
        erase(&privacy, &id, true).await.expect(204);
        assert_eq!(server.number("select count(*) from erasures where on_request").await, 1);
        // Append-only otherwise.
        for statement in ["update erasures set on_request = false", "delete from erasures"] {
            assert!(server.sql(statement).await.unwrap_err().contains("append-only"), "{statement}");
        }
    });
}

#[test]
fn her_family_stays_and_is_worked_out_without_her() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let id = made(&officer, siti()).await;
        let home = woman(&officer, &id).await["household_id"].as_str().unwrap().to_owned();
        let sister = crate::welfare::second(&officer, &home).await;
        tell(&officer, &sister, json!({ "monthly_income": 1_500_000 })).await.expect(201);
        let refusal = json!({ "ids": [id], "programme_year": 2027, "outcome": "refused", "reason_code": "not_poor",
            "reason": "Sudah mampu" });
        server.as_user("lurah").await.send::<CreateValidations>(&[], &body(refusal)).await.expect(200);
        let people = async |caller: &Caller| {
            caller.get::<GetWelfare>(&[&sister]).await.expect(200).json()["income"]["people"].clone()
        };
        let before = people(&officer).await;
        erase(&server.as_user("privacy_officer").await, &id, true).await.expect(204);
        assert_eq!((before, people(&officer).await), (json!(2), json!(1)));
        officer.get::<GetHousehold>(&[&home]).await.expect(200);
        tell(&officer, &sister, json!({ "monthly_income": 1_400_000 })).await.expect(201);
        assert_eq!(people(&officer).await, json!(1));
    });
}

#[test]
fn two_who_erase_or_restore_at_once_follow_each_other() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let privacy = server.as_user("privacy_officer").await;
        for round in 0..6 {
            let nik = format!("32759954038800{:02}", round + 1);
            let id = made(&officer, like(json!({ "nik": nik, "full_name": format!("Ibu {round}") }))).await;
            archive(&officer, &id).await;
            let restoring = officer.with("if-match", "*");
            let (values, why) = ([id.as_str()], reason());
            let (one, two, back) = futures::join!(
                erase(&privacy, &id, true),
                erase(&privacy, &id, true),
                restoring.send::<RestoreBeneficiary>(&values, &why),
            );
            let codes = [one.status.as_u16(), two.status.as_u16(), back.status.as_u16()];
            match codes {
                [204, 404, 404 | 200] | [404, 204, 404 | 200] | [409, 409, 200] => {}
                other => panic!("{other:?} {} {} {}", one.text, two.text, back.text),
            }
            let left = server.number("select count(*) from beneficiaries").await;
            let erased = server.number("select count(*) from erasures").await;
            assert_eq!(left + erased, i64::from(round) + 1);
        }
    });
}
