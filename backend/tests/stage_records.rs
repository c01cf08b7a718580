//! Stage records: the gate, the way through it, and who may take which step.

use crate::loci::{locus, made};
use crate::programmes::programme;
use crate::support::{Answered, Caller, Server, body, column, with_server};
use contract::cycle::CycleStage;
use contract::endpoint::Method;
use contract::endpoints::{
    ApproveStage, ArchiveLocus, CreateLocus, CreateProgramme, CreateStageEntry, CreateStageTemplate, CreateStageWaiver,
    DecideStageWaiver, GetLocus, GetStageRecord, ListStageBoard, ListStageRecordHistory, ListStageRecords,
    MoveLocusTemplate, PublishStageTemplate, ReopenStage, ReturnStage, SubmitStage, UpdateLocus, UpdateStageRecord,
    WithdrawStageEntry,
};
use p2wkss::demo::paper;
use serde_json::{Value, json};

pub const REASON: &str = "Sesuai hasil rapat";

/// The people of a locus in Teluk Pucung.
pub struct People {
    pub coordinator: Caller,
    pub officer: Caller,
    pub district: Caller,
}

impl People {
    pub async fn of(server: &Server) -> Self {
        Self {
            coordinator: server.as_user("coordinator").await,
            officer: server.as_user("kelurahan_officer").await,
            district: server.as_user("district_officer").await,
        }
    }
}

/// Seven stages that ask for one thing each, said by hand.
pub fn short_stages() -> Value {
    let stage = |stage: &CycleStage| {
        json!({
            "stage": stage, "submitted_by": "kelurahan_officer", "approved_by": ["district_officer", "coordinator"],
            "requirements": [{
                "key": "done", "name_id": "Selesai", "name_en": "Done", "effect": "blocks", "sources": ["P-33"],
                "check": { "kind": "declared", "document": false, "interim": false },
            }],
        })
    };
    Value::Array(CycleStage::ALL.iter().map(stage).collect())
}

/// Publishes a template for Kota Bekasi: loci made from now on follow it.
pub async fn publish(coordinator: &Caller, stages: Value) -> String {
    let draft = body(json!({ "city_code": "32.75", "stages": stages }));
    let id = made(&coordinator.send::<CreateStageTemplate>(&[], &draft).await.expect(201));
    let reason = body(json!({ "reason": REASON }));
    coordinator.with("if-match", "*").send::<PublishStageTemplate>(&[&id], &reason).await.expect(200);
    id
}

/// A locus of RW 11 of Teluk Pucung, in a programme of its own.
pub async fn place(server: &Server, coordinator: &Caller, name: &str) -> String {
    let draft = programme(server, name, 2027).await;
    let of = made(&coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(201));
    made(&coordinator.send::<CreateLocus>(&[], &body(locus(&of, "32.75.03.1004", &["11"]))).await.expect(201))
}

/// The ids of the seven stages of a locus, in order.
pub async fn stages_of(caller: &Caller, locus: &str) -> Vec<String> {
    let page = caller.query::<ListStageRecords>(&[], &format!("locus_id={locus}")).await.expect(200).json();
    let mut rows = page["items"].as_array().unwrap().clone();
    let number = |row: &Value| CycleStage::ALL.iter().position(|stage| row["stage"] == stage.as_str());
    rows.sort_by_key(number);
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

pub async fn declare(caller: &Caller, stage: &str, key: &str) -> Answered {
    let entry = json!({ "requirement": key, "day": "2026-10-30", "statement": "Sudah dilaksanakan" });
    caller.send::<CreateStageEntry>(&[stage], &body(entry)).await
}

pub async fn submit(caller: &Caller, stage: &str) -> Answered {
    caller.with("if-match", "*").send::<SubmitStage>(&[stage], &body(json!({}))).await
}

pub async fn approve(caller: &Caller, stage: &str) -> Answered {
    caller.with("if-match", "*").send::<ApproveStage>(&[stage], &body(json!({}))).await
}

pub async fn reopen(caller: &Caller, stage: &str) -> Answered {
    caller.with("if-match", "*").send::<ReopenStage>(&[stage], &body(json!({ "reason": REASON }))).await
}

/// Takes a stage all the way.
pub async fn pass(people: &People, stage: &str) {
    declare(&people.officer, stage, "done").await.expect(200);
    submit(&people.officer, stage).await.expect(200);
    approve(&people.district, stage).await.expect(200);
    approve(&people.coordinator, stage).await.expect(200);
}

async fn upload(caller: &Caller, kind: &str) -> String {
    let path = format!("/api/v1/documents?kind={kind}&region=32.75.03.1004&file_name={kind}.pdf");
    let answer = caller.bytes(Method::Post, &path, "application/pdf", paper("Rencana")).await;
    made(&answer.expect(201))
}

/// What the stage says of one requirement.
pub fn line(record: &Value, key: &str) -> Value {
    let lines = record["checklist"].as_array().unwrap();
    lines.iter().find(|line| line["requirement"]["key"] == key).unwrap().clone()
}

#[test]
fn a_stage_is_submitted_and_approved_by_others_one_after_the_other() {
    with_server(async |server| {
        let people = People::of(server).await;
        publish(&people.coordinator, short_stages()).await;
        let of = place(server, &people.coordinator, "P2WKSS").await;
        let stages = stages_of(&people.officer, &of).await;
        let [first, second, ..] = stages.as_slice() else { unreachable!() };
        let refused = submit(&people.officer, first).await.expect(409);
        assert_eq!(
            (refused.code(), refused.faults()),
            ("gate_closed".to_owned(), vec!["/requirements/done unmet".to_owned()])
        );
        declare(&people.officer, first, "done").await.expect(200);
        let turn = async |caller: &Caller| {
            let page = caller.query::<ListStageBoard>(&[], "mine=true&limit=500").await.expect(200).json();
            column(&page, "locus_id").contains(&of)
        };
        assert_eq!((turn(&people.officer).await, turn(&people.district).await), (true, false));
        // Neither who may not, nor who has another part in it.
        submit(&people.coordinator, first).await.expect(403);
        submit(&people.district, first).await.expect(403);
        assert_eq!(approve(&people.district, first).await.expect(409).code(), "wrong_state");
        let shown = submit(&people.officer, first).await.expect(200).json();
        assert_eq!((&shown["state"], &shown["awaits"]), (&json!("submitted"), &json!("district_officer")));
        assert_eq!((turn(&people.officer).await, turn(&people.district).await), (false, true));
        assert_eq!(submit(&people.officer, first).await.expect(409).code(), "wrong_state");
        approve(&people.officer, first).await.expect(403);
        assert_eq!(approve(&people.coordinator, first).await.expect(403).code(), "forbidden");
        let shown = approve(&people.district, first).await.expect(200).json();
        assert_eq!((&shown["state"], &shown["awaits"]), (&json!("submitted"), &json!("coordinator")));
        // What is read by those who approve does not change under their eyes.
        let tag = people.officer.get::<GetStageRecord>(&[first]).await.expect(200).etag();
        let edit = body(json!({ "benefit": "Lain" }));
        let answer = people.officer.with("if-match", &tag).send::<UpdateStageRecord>(&[first], &edit).await;
        assert_eq!(answer.expect(409).code(), "wrong_state");
        let shown = approve(&people.coordinator, first).await.expect(200).json();
        assert_eq!((&shown["state"], &shown["awaits"]), (&json!("passed"), &Value::Null));
        let acts: Vec<&Value> = shown["acts"].as_array().unwrap().iter().map(|act| &act["action"]).collect();
        assert_eq!(acts, ["submitted", "approved", "passed"]);
        assert_eq!(shown["acts"][1]["role"], "district_officer");
        let next = people.officer.get::<GetStageRecord>(&[second]).await.expect(200).json();
        assert_eq!((&next["reached"], &next["state"]), (&json!(true), &json!("open")));
        let locus = people.officer.get::<GetLocus>(&[&of]).await.expect(200).json();
        assert_eq!(locus["stage"], "assessment");
        let history = people.officer.get::<ListStageRecordHistory>(&[first]).await.expect(200).json();
        assert_eq!(history["items"].as_array().unwrap().len(), 4, "{history}");
    });
}

#[test]
fn one_person_with_two_roles_takes_one_step_only() {
    with_server(async |server| {
        let people = People::of(server).await;
        let mut stages = short_stages();
        for stage in stages.as_array_mut().unwrap() {
            stage["submitted_by"] = json!("coordinator");
            stage["approved_by"] = json!(["district_officer", "district_officer"]);
        }
        stages[1]["approved_by"] = json!(["coordinator"]);
        publish(&people.coordinator, stages).await;
        let of = place(server, &people.coordinator, "P2WKSS").await;
        let ids = stages_of(&people.officer, &of).await;
        declare(&people.officer, &ids[0], "done").await.expect(200);
        submit(&people.coordinator, &ids[0]).await.expect(200);
        approve(&people.district, &ids[0]).await.expect(200);
        assert_eq!(approve(&people.district, &ids[0]).await.expect(409).code(), "same_person");
        let back = body(json!({ "reason": REASON }));
        let refused = people.district.with("if-match", "*").send::<ReturnStage>(&[&ids[0]], &back).await;
        assert_eq!(refused.expect(409).code(), "same_person");
    });
}

#[test]
fn a_returned_stage_says_why_and_is_submitted_again() {
    with_server(async |server| {
        let people = People::of(server).await;
        publish(&people.coordinator, short_stages()).await;
        let of = place(server, &people.coordinator, "P2WKSS").await;
        let first = stages_of(&people.officer, &of).await.swap_remove(0);
        declare(&people.officer, &first, "done").await.expect(200);
        submit(&people.officer, &first).await.expect(200);
        approve(&people.district, &first).await.expect(200);
        let why = "Berita acara belum ditandatangani Dinas Sosial";
        let back = async |caller: &Caller, reason: &str| {
            caller.with("if-match", "*").send::<ReturnStage>(&[&first], &body(json!({ "reason": reason }))).await
        };
        back(&people.coordinator, " ").await.expect(422);
        back(&people.officer, why).await.expect(403);
        let shown = back(&people.coordinator, why).await.expect(200).json();
        assert_eq!((&shown["state"], &shown["awaits"]), (&json!("returned"), &json!("kelurahan_officer")));
        assert_eq!((&shown["acts"][2]["note"], &shown["approvals"]), (&json!(why), &json!(0)));
        back(&people.coordinator, why).await.expect(409);
        // The approval before counts no more.
        let shown = submit(&people.officer, &first).await.expect(200).json();
        assert_eq!(shown["awaits"], "district_officer");
        // What is read by those who approve is not exchanged.
        let entry = line(&shown, "done")["entry"]["id"].as_str().unwrap().to_owned();
        let why = body(json!({ "reason": REASON }));
        let taken_back = async || people.officer.send::<WithdrawStageEntry>(&[&first, &entry], &why).await;
        assert_eq!(taken_back().await.expect(409).code(), "wrong_state");
        assert_eq!(declare(&people.officer, &first, "done").await.expect(409).code(), "wrong_state");
        // What it stood on may change all the same: the approval is refused.
        let away = "update stage_entries set withdrawn_at = 1, withdrawn_by = entered_by, withdrawal_reason = 'x' \
                    where requirement = 'done'";
        server.sql(away).await.unwrap();
        let refused = approve(&people.district, &first).await.expect(409);
        assert_eq!((refused.code(), refused.faults().len()), ("gate_closed".to_owned(), 1));
        back(&people.district, REASON).await.expect(200);
        assert_eq!(taken_back().await.expect(409).code(), "wrong_state");
    });
}

#[test]
fn an_exception_takes_two_people_and_leaves_both_names() {
    with_server(async |server| {
        let people = People::of(server).await;
        publish(&people.coordinator, short_stages()).await;
        let of = place(server, &people.coordinator, "P2WKSS").await;
        let first = stages_of(&people.officer, &of).await.swap_remove(0);
        let ask = async |caller: &Caller, key: &str| {
            let draft = body(json!({ "requirement": key, "reason": REASON }));
            caller.send::<CreateStageWaiver>(&[&first], &draft).await
        };
        assert_eq!(ask(&people.officer, "nothing").await.expect(422).faults(), ["/requirement not_in_list"]);
        let asked = ask(&people.coordinator, "done").await.expect(200).json();
        assert_eq!(ask(&people.officer, "done").await.expect(409).code(), "already_exists");
        let waiver = line(&asked, "done")["waiver"].clone();
        assert_eq!((&waiver["state"], &waiver["own"]), (&json!("requested"), &json!(true)));
        let id = waiver["id"].as_str().unwrap().to_owned();
        let decide = async |caller: &Caller, decision: Value| {
            caller.send::<DecideStageWaiver>(&[&first, &id], &body(decision)).await
        };
        let granted = json!({ "granted": true });
        assert_eq!(decide(&people.coordinator, granted.clone()).await.expect(409).code(), "same_person");
        decide(&people.officer, granted.clone()).await.expect(403);
        decide(&people.district, json!({ "granted": false })).await.expect(422);
        submit(&people.officer, &first).await.expect(409);
        let shown = decide(&people.district, granted.clone()).await.expect(200).json();
        decide(&people.district, granted).await.expect(409);
        let signed = line(&shown, "done");
        assert_eq!(signed["state"], "waived");
        assert_eq!(signed["waiver"]["requested_by_name"], "Dewi Kartika");
        assert!(!signed["waiver"]["decided_by_name"].is_null());
        submit(&people.officer, &first).await.expect(200);
        approve(&people.district, &first).await.expect(200);
        approve(&people.coordinator, &first).await.expect(200);
        // Opened again, the exception has lapsed.
        let shown = reopen(&people.coordinator, &first).await.expect(200).json();
        let lapsed = line(&shown, "done");
        assert_eq!((&lapsed["state"], &lapsed["waiver"]["state"]), (&json!("unmet"), &json!("lapsed")));
        ask(&people.officer, "done").await.expect(200);
    });
}

#[test]
fn evidence_is_of_the_kind_and_the_place_asked_for() {
    with_server(async |server| {
        let people = People::of(server).await;
        let of = place(server, &people.coordinator, "P2WKSS").await;
        let first = stages_of(&people.officer, &of).await.swap_remove(0);
        let unknown = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";
        let (plan, photo) = (upload(&people.officer, "work_plan").await, upload(&people.officer, "photo").await);
        let faults = async |entry: Value| {
            people.officer.send::<CreateStageEntry>(&[&first], &body(entry)).await.expect(422).faults()
        };
        let entry = |key: &str, document: Option<&str>| json!({ "requirement": key, "day": "2026-10-30", "document_id": document });
        assert_eq!(faults(entry("nothing", None)).await, ["/requirement not_in_list"]);
        // Counted, not declared.
        assert_eq!(faults(entry("validated", None)).await, ["/requirement answer_not_allowed"]);
        assert_eq!(faults(entry("work_plan", None)).await, ["/document_id required"]);
        assert_eq!(faults(entry("work_plan", Some(&photo))).await, ["/document_id not_in_list"]);
        assert_eq!(faults(entry("work_plan", Some(unknown))).await, ["/document_id unknown_reference"]);
        let mut future = entry("work_plan", Some(&plan));
        future["day"] = json!("2036-01-01");
        assert_eq!(faults(future).await, ["/day in_future"]);
        let kept = body(entry("work_plan", Some(&plan)));
        let shown = people.officer.send::<CreateStageEntry>(&[&first], &kept).await.expect(200).json();
        let met = line(&shown, "work_plan");
        assert_eq!((&met["state"], &met["entry"]["document_name"]), (&json!("met"), &json!("work_plan.pdf")));
        assert_eq!(met["entry"]["entered_by_name"], "Rina Wulandari");
        // A meeting is held, not declared.
        assert_eq!(faults(entry("city_coordination", Some(&photo))).await, ["/requirement answer_not_allowed"]);
        // The team is a record of the locus.
        let tag = people.coordinator.get::<GetLocus>(&[&of]).await.expect(200).etag();
        let team = json!({ "team": [{ "name": "Agus Permana", "duty": "Ketua", "chair": true }] });
        people.coordinator.with("if-match", &tag).send::<UpdateLocus>(&[&of], &body(team)).await.expect(200);
        let shown = people.officer.get::<GetStageRecord>(&[&first]).await.expect(200).json();
        assert_eq!(line(&shown, "team")["state"], "met");
        let validated = line(&shown, "validated");
        assert_eq!((&validated["state"], &validated["of"]), (&json!("unmet"), &json!(100)));
    });
}

#[test]
fn a_stage_tells_what_was_done_and_why_not_all_took_part() {
    with_server(async |server| {
        let people = People::of(server).await;
        let of = place(server, &people.coordinator, "P2WKSS").await;
        let stages = stages_of(&people.officer, &of).await;
        let change = async |stage: &str, members: Value| {
            let tag = people.officer.get::<GetStageRecord>(&[stage]).await.expect(200).etag();
            people.officer.with("if-match", &tag).send::<UpdateStageRecord>(&[stage], &body(members)).await
        };
        let first = stages[0].as_str();
        for (members, fault) in [
            (json!({ "residents_involvement": "partial" }), "/residents_reason required"),
            (json!({ "team_involvement": "none" }), "/team_reason required"),
            (json!({ "termination_reason": "independent" }), "/termination_reason answer_not_allowed"),
            (json!({ "agency_id": "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47" }), "/agency_id unknown_reference"),
        ] {
            assert_eq!(change(first, members).await.expect(422).faults(), [fault]);
        }
        let told = json!({ "started_on": "2026-09-07", "benefit": "Ibu-ibu dikenal", "residents_involvement": "partial",
            "residents_reason": "Ketua RT berganti", "team_involvement": "full" });
        let shown = change(first, told).await.expect(200).json();
        assert_eq!(
            (&line(&shown, "benefit")["state"], &line(&shown, "involvement")["state"]),
            (&json!("met"), &json!("met"))
        );
        assert_eq!(
            change(first, json!({ "ended_on": "2026-09-06" })).await.expect(422).faults(),
            ["/ended_on ends_before_start"]
        );
        let shown = change(&stages[6], json!({ "termination_reason": "time_ran_out" })).await.expect(200).json();
        assert_eq!(line(&shown, "reason")["state"], "met");
        // Records of a later stage may be made at any time; only passing it waits.
        assert_eq!(submit(&people.officer, &stages[6]).await.expect(409).code(), "stage_not_reached");
        let why = body(json!({ "reason": REASON }));
        people.coordinator.with("if-match", "*").send::<ArchiveLocus>(&[&of], &why).await.expect(200);
        assert_eq!(change(first, json!({ "benefit": "Lain" })).await.expect(409).code(), "wrong_state");
    });
}

#[test]
fn a_locus_keeps_its_version_until_it_is_moved() {
    with_server(async |server| {
        let people = People::of(server).await;
        let of = place(server, &people.coordinator, "P2WKSS").await;
        let first = stages_of(&people.officer, &of).await.swap_remove(0);
        let lines = async || {
            let shown = people.officer.get::<GetStageRecord>(&[&first]).await.expect(200).json();
            shown["checklist"].as_array().unwrap().len()
        };
        let before = lines().await;
        let template = publish(&people.coordinator, short_stages()).await;
        assert_eq!(lines().await, before);
        let go = async |caller: &Caller, id: &str| {
            let draft = body(json!({ "template_id": id, "reason": REASON }));
            caller.with("if-match", "*").send::<MoveLocusTemplate>(&[&of], &draft).await
        };
        go(&people.officer, &template).await.expect(403);
        let draft = body(json!({ "city_code": "32.75" }));
        let unpublished = made(&people.coordinator.send::<CreateStageTemplate>(&[], &draft).await.expect(201));
        assert_eq!(
            go(&people.coordinator, &unpublished).await.expect(422).faults(),
            ["/template_id unknown_reference"]
        );
        let shown = go(&people.coordinator, &template).await.expect(200).json();
        assert_eq!(shown["template_id"], json!(template));
        assert_eq!(go(&people.coordinator, &template).await.expect(409).code(), "wrong_state");
        assert_eq!(lines().await, 1);
        // While a stage waits for approval, what it was submitted by stays.
        declare(&people.officer, &first, "done").await.expect(200);
        submit(&people.officer, &first).await.expect(200);
        let other = publish(&people.coordinator, short_stages()).await;
        assert_eq!(go(&people.coordinator, &other).await.expect(409).code(), "wrong_state");
        let shown = people.officer.get::<GetStageRecord>(&[&first]).await.expect(200).json();
        assert_eq!(shown["acts"][0]["action"], "moved");
    });
}
