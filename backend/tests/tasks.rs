//! A NIK that stands where the writer cannot see it becomes a task.

use crate::beneficiaries::{draft, siti};
use crate::support::{Answered, Caller, Server, with_server};
use contract::endpoint::Method;
use contract::endpoints::{CompleteTask, CreateBeneficiary, GetImport, GetTask, ListTasks};
use contract::tasks::{Completion, Resolution};
use serde_json::{Value, json};
use std::time::Duration;

/// The same NIK under another name in Harapan Jaya.
fn again() -> Value {
    let mut woman = siti();
    for (member, value) in [("full_name", "Sitti Rohayati"), ("region_code", "32.75.03.1006"), ("rw", "3"), ("rt", "1")]
    {
        woman[member] = json!(value);
    }
    woman
}

async fn enter_twice(server: &Server) -> Answered {
    let officer = server.as_user("kelurahan_officer").await;
    officer.send::<CreateBeneficiary>(&[], &draft(siti())).await.expect(201);
    let other = server.as_user("kelurahan_officer_2").await;
    other.send::<CreateBeneficiary>(&[], &draft(again())).await.expect(409)
}

async fn tasks(caller: &Caller) -> Vec<Value> {
    let page = caller.query::<ListTasks>(&[], "include=total").await.expect(200).json();
    assert_eq!(page["total"], json!(page["items"].as_array().unwrap().len()));
    page["items"].as_array().unwrap().clone()
}

fn settled() -> Completion {
    Completion { reason: "NIK salah ketik di Harapan Jaya".to_owned(), resolution: Some(Resolution::Corrected) }
}

#[test]
fn a_nik_that_stands_elsewhere_reaches_the_coordinator_once() {
    with_server(async |server| {
        let refused = enter_twice(server).await;
        assert_eq!(refused.code(), "nik_exists");
        assert!(refused.json().get("existing_id").is_none(), "only that it exists");
        assert!(!refused.text.contains("Rohayati"));
        let coordinator = server.as_user("coordinator").await;
        let found = tasks(&coordinator).await;
        assert_eq!(found.len(), 1);
        let task = &found[0];
        assert_eq!((&task["full_name"], &task["region_name"]), (&json!("Siti Rohayati"), &json!("Teluk Pucung")));
        assert_eq!(
            (&task["claimed_full_name"], &task["claimed_region_name"], &task["raised_by_name"]),
            (&json!("Sitti Rohayati"), &json!("Harapan Jaya"), &json!("Budi Santoso"))
        );
        let other = server.as_user("kelurahan_officer_2").await;
        other.send::<CreateBeneficiary>(&[], &draft(again())).await.expect(409);
        assert_eq!(tasks(&coordinator).await.len(), 1, "one open task is enough");
    });
}

#[test]
fn a_nik_in_ones_own_place_is_nobodys_task() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        officer.send::<CreateBeneficiary>(&[], &draft(siti())).await.expect(201);
        let refused = officer.send::<CreateBeneficiary>(&[], &draft(siti())).await.expect(409);
        assert!(refused.json()["existing_id"].is_string(), "she may see the record");
        assert!(tasks(&server.as_user("coordinator").await).await.is_empty());
    });
}

#[test]
fn only_who_decides_conflicts_sees_and_closes_a_task() {
    with_server(async |server| {
        enter_twice(server).await;
        let coordinator = server.as_user("coordinator").await;
        let task = tasks(&coordinator).await.remove(0);
        let id = task["id"].as_str().unwrap();
        for name in ["kelurahan_officer", "kelurahan_officer_2", "lurah", "kader", "planner", "admin", "auditor"] {
            let other = server.as_user(name).await;
            assert!(tasks(&other).await.is_empty(), "{name}");
            other.get::<GetTask>(&[id]).await.expect(404);
            other.with("if-match", "*").send::<CompleteTask>(&[id], &settled()).await.expect(404);
        }
        coordinator.send::<CompleteTask>(&[id], &settled()).await.expect(428);
        let any = coordinator.with("if-match", "*");
        let silent = any.send::<CompleteTask>(&[id], &Completion { resolution: None, ..settled() }).await.expect(422);
        assert_eq!(silent.faults(), ["/resolution required"]);
        // What is said to be done must be done.
        for untrue in [Resolution::Transferred, Resolution::Merged] {
            let told = Completion { resolution: Some(untrue), ..settled() };
            assert_eq!(any.send::<CompleteTask>(&[id], &told).await.expect(409).code(), "wrong_state");
        }
        let tag = coordinator.get::<GetTask>(&[id]).await.expect(200).etag();
        let closing = coordinator.with("if-match", &tag);
        let done = closing.send::<CompleteTask>(&[id], &settled()).await.expect(200).json();
        assert_eq!((&done["state"], &done["outcome"]), (&json!("done"), &json!("NIK salah ketik di Harapan Jaya")));
        assert_eq!((&done["done_by_name"], &done["resolution"]), (&json!("Dewi Kartika"), &json!("corrected")));
        closing.send::<CompleteTask>(&[id], &settled()).await.expect(412);
        let twice = coordinator.with("if-match", "*").send::<CompleteTask>(&[id], &settled()).await.expect(409);
        assert_eq!(twice.code(), "wrong_state");
        let open = coordinator.query::<ListTasks>(&[], "state=open").await.expect(200).json();
        assert_eq!(open["items"], json!([]));
        // Entered again after it was settled, it is a task again.
        let other = server.as_user("kelurahan_officer_2").await;
        other.send::<CreateBeneficiary>(&[], &draft(again())).await.expect(409);
        assert_eq!(tasks(&coordinator).await.len(), 2);
    });
}

#[test]
fn two_clerks_at_the_same_moment_make_one_task() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        officer.send::<CreateBeneficiary>(&[], &draft(siti())).await.expect(201);
        let other = server.as_user("kelurahan_officer_2").await;
        let body = draft(again());
        for answer in futures::future::join_all((0..12).map(|_| other.send::<CreateBeneficiary>(&[], &body))).await {
            answer.expect(409);
        }
        assert_eq!(tasks(&server.as_user("coordinator").await).await.len(), 1);
    });
}

async fn checked(caller: &Caller, lines: &[String]) -> Value {
    let text = format!("Nama;Tanggal Lahir;NIK;RW;RT;Status Kawin\n{}\n", lines.join("\n"));
    let path = "/api/v1/imports?file_name=calon.csv&region=32.75.03.1006";
    let made = caller.bytes(Method::Post, path, "text/csv", text.into_bytes()).await.expect(201).json();
    for _ in 0..200 {
        let import = caller.get::<GetImport>(&[made["id"].as_str().unwrap()]).await.expect(200).json();
        if import["state"] != "checking" {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the import was not checked");
}

fn line(serial: u32) -> String {
    format!("Ibu {serial};14/03/1988;327599540388{serial:04};3;1;Cerai mati")
}

#[test]
fn a_list_with_a_nik_from_elsewhere_makes_a_task_and_cannot_be_used_to_guess() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        for serial in 1..=35 {
            let mut woman = siti();
            woman["nik"] = json!(format!("327599540388{serial:04}"));
            woman["full_name"] = json!(format!("Ibu {serial}"));
            officer.send::<CreateBeneficiary>(&[], &draft(woman)).await.expect(201);
        }
        let (other, coordinator) = (server.as_user("kelurahan_officer_2").await, server.as_user("coordinator").await);
        let import = checked(&other, &[line(1), line(100)]).await;
        assert_eq!((&import["counts"]["conflict"], &import["counts"]["create"]), (&json!(1), &json!(1)));
        assert_eq!(tasks(&coordinator).await.len(), 1);
        checked(&other, &[line(1), line(100)]).await;
        assert_eq!(tasks(&coordinator).await.len(), 1, "the same list again is no new task");
        let guesses: Vec<String> = (1..=35).map(line).collect();
        let import = checked(&other, &guesses).await;
        assert_eq!((&import["state"], &import["fault"]), (&json!("failed"), &json!("too_many_elsewhere")));
        let path = "/api/v1/imports?file_name=calon.csv&region=32.75.03.1006";
        let next = other.bytes(Method::Post, path, "text/csv", b"Nama\n".to_vec()).await.expect(429);
        assert_eq!(next.code(), "too_many_requests");
        assert!(next.header("retry-after").is_some());
    });
}
