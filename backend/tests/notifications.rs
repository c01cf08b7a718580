//! Notifications: who is told of what, and that nobody else is.

use crate::loci::made;
use crate::meetings::decided;
use crate::stage_records::{
    People, REASON, approve, declare, line, pass, place, publish, reopen, short_stages, stages_of, submit,
};
use crate::support::{Caller, Server, body, column, with_server};
use contract::endpoints::{
    CompleteAction, CreateComment, CreateStageWaiver, DecideStageWaiver, DropAction, EndRoleAssignment, GetAction,
    GetUnreadNotifications, ListNotifications, ListRoleAssignments, ReadNotifications, ReturnStage, UpdateAction,
    WithdrawComment,
};
use p2wkss::notifications::routes::forget_old;
use serde_json::{Value, json};

/// The kinds of the unread notifications of a user, the newest first.
async fn told(caller: &Caller) -> Vec<String> {
    column(&notifications(caller, "unread=true").await, "kind")
}

/// Whatever the demo city tells her is read.
async fn read_all(caller: &Caller) {
    let ids = column(&notifications(caller, "").await, "id");
    if !ids.is_empty() {
        assert_eq!(read(caller, &ids).await, 0);
    }
}

async fn notifications(caller: &Caller, query: &str) -> Value {
    caller.query::<ListNotifications>(&[], query).await.expect(200).json()
}

async fn unread(caller: &Caller) -> u64 {
    caller.get::<GetUnreadNotifications>(&[]).await.expect(200).json()["unread"].as_u64().unwrap()
}

async fn read(caller: &Caller, ids: &[String]) -> u64 {
    let answer = caller.send::<ReadNotifications>(&[], &body(json!({ "ids": ids }))).await.expect(200);
    answer.json()["unread"].as_u64().unwrap()
}

/// A locus with short stages, and the first of them.
async fn first_stage(server: &Server, people: &People) -> (String, String) {
    read_all(&people.officer).await;
    publish(&people.coordinator, short_stages()).await;
    let of = place(server, &people.coordinator, "P2WKSS").await;
    let first = stages_of(&people.officer, &of).await.swap_remove(0);
    (of, first)
}

#[test]
fn whoever_submitted_a_stage_is_told_what_others_do_with_it() {
    with_server(async |server| {
        let people = People::of(server).await;
        let (of, first) = first_stage(server, &people).await;
        declare(&people.officer, &first, "done").await.expect(200);
        submit(&people.officer, &first).await.expect(200);
        assert!(told(&people.officer).await.is_empty(), "nobody is told of what she does herself");
        let reason = body(json!({ "reason": REASON }));
        people.district.with("if-match", "*").send::<ReturnStage>(&[&first], &reason).await.expect(200);
        submit(&people.officer, &first).await.expect(200);
        approve(&people.district, &first).await.expect(200);
        approve(&people.coordinator, &first).await.expect(200);
        reopen(&people.coordinator, &first).await.expect(200);
        let page = notifications(&people.officer, "unread=true").await;
        let kinds = ["stage_reopened", "stage_passed", "stage_approved", "stage_returned"];
        assert_eq!(column(&page, "kind"), kinds);
        let newest = &page["items"][0];
        assert_eq!(
            (&newest["locus_id"], &newest["stage"], &newest["region_name"], &newest["by_name"]),
            (&json!(of), &json!("preparation"), &json!("Teluk Pucung"), &json!("Dewi Kartika"))
        );
        for other in [&people.district, &people.coordinator, &server.as_user("kelurahan_officer_2").await] {
            assert!(told(other).await.is_empty());
        }
    });
}

#[test]
fn a_notification_is_read_once_and_only_by_its_owner() {
    with_server(async |server| {
        let people = People::of(server).await;
        let (_, first) = first_stage(server, &people).await;
        pass(&people, &first).await;
        let officer = &people.officer;
        assert_eq!(unread(officer).await, 2);
        let ids = column(&notifications(officer, "unread=true").await, "id");
        assert_eq!(ids.len(), 2);
        // Someone else's are passed over.
        assert_eq!(read(&people.district, &ids).await, 0);
        assert_eq!(unread(officer).await, 2);
        assert_eq!(read(officer, &ids[..1]).await, 1);
        let at = notifications(officer, "unread=false").await["items"][0].clone();
        assert_eq!((&at["id"], at["read_at"].is_string()), (&json!(ids[0]), true));
        assert_eq!(read(officer, &ids[..1]).await, 1);
        assert_eq!(notifications(officer, "unread=false").await["items"][0], at);
        assert_eq!(column(&notifications(officer, "unread=true").await, "id"), ids[1..]);
        let none = officer.send::<ReadNotifications>(&[], &body(json!({ "ids": [] }))).await.expect(422);
        assert_eq!(none.faults(), ["/ids required"]);
        // Their time is over after half a year.
        server.sql("update notifications set created_at = created_at - 179 * 86400000000").await.unwrap();
        forget_old(&server.kernel).await.unwrap();
        assert_eq!(told(officer).await, ["stage_approved"]);
        server.sql("update notifications set created_at = created_at - 2 * 86400000000").await.unwrap();
        forget_old(&server.kernel).await.unwrap();
        assert!(told(officer).await.is_empty());
    });
}

#[test]
fn an_exception_is_answered_to_whoever_asked() {
    with_server(async |server| {
        let people = People::of(server).await;
        let (_, first) = first_stage(server, &people).await;
        for (granted, kind) in [(false, "waiver_refused"), (true, "waiver_granted")] {
            let draft = body(json!({ "requirement": "done", "reason": REASON }));
            let shown = people.officer.send::<CreateStageWaiver>(&[&first], &draft).await.expect(200).json();
            let id = line(&shown, "done")["waiver"]["id"].as_str().unwrap().to_owned();
            let decision = body(json!({ "granted": granted, "note": "Belum ada rapat" }));
            people.district.send::<DecideStageWaiver>(&[&first, &id], &decision).await.expect(200);
            assert_eq!(told(&people.officer).await[0], kind);
        }
        assert_eq!(told(&people.officer).await.len(), 2);
        assert!(told(&people.coordinator).await.is_empty());
    });
}

async fn comment(caller: &Caller, record: &str) -> String {
    let draft = body(json!({ "stage_record_id": record, "text": "Alat belum ada." }));
    made(&caller.send::<CreateComment>(&[], &draft).await.expect(201))
}

#[test]
fn a_comment_reaches_who_submits_the_stage_and_who_spoke_before() {
    with_server(async |server| {
        let people = People::of(server).await;
        let (_, first) = first_stage(server, &people).await;
        let say = async |caller: &Caller| comment(caller, &first).await;
        let observer = server.as_user("observer").await;
        say(&observer).await;
        assert_eq!(told(&people.officer).await, ["comment_added"]);
        assert!(told(&observer).await.is_empty());
        say(&people.officer).await;
        assert_eq!(told(&observer).await, ["comment_added"]);
        assert_eq!(told(&people.officer).await.len(), 1);
        for name in ["kelurahan_officer_2", "district_officer", "coordinator", "kader"] {
            assert!(told(&server.as_user(name).await).await.is_empty(), "{name}");
        }
    });
}

/// Ends every role of an account.
async fn end_roles(server: &Server, name: &str) {
    let admin = server.as_user("admin").await;
    let id = server.id_of(name).await;
    let terms = admin.query::<ListRoleAssignments>(&[], &format!("user_id={id}")).await.expect(200).json();
    let reason = body(json!({ "reason": REASON }));
    for term in column(&terms, "id") {
        admin.with("if-match", "*").send::<EndRoleAssignment>(&[&term], &reason).await.expect(200);
    }
}

#[test]
fn of_new_comments_nobody_is_told_who_took_hers_back_or_works_there_no_more() {
    with_server(async |server| {
        let people = People::of(server).await;
        let (_, first) = first_stage(server, &people).await;
        let say = async |caller: &Caller| comment(caller, &first).await;
        let (observer, agency) = (server.as_user("observer").await, server.as_user("agency_officer").await);
        say(&observer).await;
        let taken = say(&agency).await;
        let reason = body(json!({ "reason": REASON }));
        agency.with("if-match", "*").send::<WithdrawComment>(&[&taken], &reason).await.expect(200);
        end_roles(server, "observer").await;
        read_all(&observer).await;
        say(&people.coordinator).await;
        assert!(told(&agency).await.is_empty() && told(&observer).await.is_empty());
        assert_eq!(told(&people.officer).await.len(), 3);
    });
}

#[test]
fn stages_after_one_that_is_opened_again_are_held_up_and_their_submitter_is_told() {
    with_server(async |server| {
        let people = People::of(server).await;
        let (of, first) = first_stage(server, &people).await;
        let stages = stages_of(&people.officer, &of).await;
        pass(&people, &first).await;
        pass(&people, &stages[1]).await;
        declare(&people.officer, &stages[2], "done").await.expect(200);
        submit(&people.officer, &stages[2]).await.expect(200);
        read_all(&people.officer).await;
        reopen(&people.coordinator, &first).await.expect(200);
        let mut kinds = told(&people.officer).await;
        kinds.sort_unstable();
        assert_eq!(kinds, ["stage_reopened", "stage_suspended", "stage_suspended"]);
    });
}

#[test]
fn an_owner_is_told_what_others_do_with_her_action() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let (_, decision) = decided(server, &coordinator, "kader").await;
        let id = decision["actions"][0]["id"].as_str().unwrap().to_owned();
        let kader = server.as_user("kader").await;
        let page = notifications(&kader, "unread=true").await;
        assert_eq!(
            (column(&page, "kind"), &page["items"][0]["title"]),
            (vec!["action_given".to_owned()], &json!("Lengkapi pendataan"))
        );
        let change = async |members: Value| {
            let shown = coordinator.get::<GetAction>(&[&id]).await.expect(200);
            let one = shown.json();
            let mut draft = json!({ "decision_id": one["decision_id"], "title": one["title"],
                "owner_id": one["owner_id"], "due_on": one["due_on"] });
            draft.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
            coordinator.with("if-match", &shown.etag()).send::<UpdateAction>(&[&id], &body(draft)).await.expect(200);
        };
        change(json!({})).await;
        assert_eq!(told(&kader).await.len(), 1, "nothing changed");
        change(json!({ "due_on": "2026-12-24" })).await;
        let officer = server.id_of("kelurahan_officer").await;
        change(json!({ "owner_id": officer })).await;
        assert_eq!(told(&kader).await, ["action_taken", "action_changed", "action_given"]);
        let officer = server.as_user("kelurahan_officer").await;
        let about = async || {
            let page = notifications(&officer, "unread=true").await;
            column(&page, "kind").into_iter().filter(|kind| kind.starts_with("action")).collect::<Vec<_>>()
        };
        assert_eq!(about().await, ["action_given"]);
        let reason = body(json!({ "reason": REASON }));
        coordinator.with("if-match", "*").send::<CompleteAction>(&[&id], &reason).await.expect(200);
        assert_eq!(about().await, ["action_done", "action_given"]);
        coordinator.with("if-match", "*").send::<DropAction>(&[&id], &reason).await.expect(409);
        assert_eq!(about().await.len(), 2);
    });
}

#[test]
fn who_does_not_see_the_place_any_more_is_told_no_name_of_it() {
    with_server(async |server| {
        let people = People::of(server).await;
        let (_, first) = first_stage(server, &people).await;
        pass(&people, &first).await;
        end_roles(server, "kelurahan_officer").await;
        let page = notifications(&people.officer, "unread=true").await;
        assert_eq!(page["items"].as_array().unwrap().len(), 2);
        for one in page["items"].as_array().unwrap() {
            assert_eq!([&one["locus_id"], &one["region_name"], &one["stage"], &one["year"]], [&Value::Null; 4]);
        }
    });
}
