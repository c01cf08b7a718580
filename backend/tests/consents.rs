//! Her answers on photos, testimony and research.

use crate::beneficiaries::{draft, siti};
use crate::support::{Caller, Server, body, with_server};
use contract::consents::ConsentDraft;
use contract::endpoints::{CreateBeneficiary, CreateConsent, ListConsents};
use serde_json::{Value, json};

fn answer(purpose: &str, answer: &str) -> ConsentDraft {
    body(json!({
        "purpose": purpose, "answer": answer, "text_version": "2026-1", "language": "id", "means": "read_out",
        "answered_on": "2026-11-06", "asked_by": "Yuyun Nuraeni"
    }))
}

async fn woman(server: &Server) -> (Caller, String) {
    let officer = server.as_user("kelurahan_officer").await;
    let made = officer.send::<CreateBeneficiary>(&[], &draft(siti())).await.expect(201).json();
    (officer, made["id"].as_str().unwrap().to_owned())
}

async fn holding(caller: &Caller, id: &str) -> Vec<(String, String)> {
    let page = caller.query::<ListConsents>(&[id], "include=total").await.expect(200).json();
    let items = page["items"].as_array().unwrap();
    assert_eq!(page["total"], json!(items.len()));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    items.iter().filter(|one| one["holds"] == true).map(|one| (text(&one["purpose"]), text(&one["answer"]))).collect()
}

#[test]
fn the_newest_answer_of_a_purpose_holds_and_none_is_lost() {
    with_server(async |server| {
        let (officer, id) = woman(server).await;
        for (purpose, said) in [("photo", "given"), ("research", "refused"), ("photo", "withdrawn")] {
            let made = officer.send::<CreateConsent>(&[&id], &answer(purpose, said)).await.expect(201).json();
            assert_eq!((&made["holds"], &made["recorded_by_name"]), (&json!(true), &json!("Rina Wulandari")));
        }
        let text = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(holding(&officer, &id).await, [text("photo", "withdrawn"), text("research", "refused")]);
        assert_eq!(server.number("select count(*) from consents").await, 3);
        for change in [
            "update consents set answer = 'given'",
            "delete from consents",
            if server.on_sqlite() {
                "insert or replace into consents select * from consents"
            } else {
                "truncate consents"
            },
        ] {
            assert!(server.sql(change).await.unwrap_err().contains("append-only"), "{change}");
        }
    });
}

#[test]
fn a_paper_entered_late_does_not_undo_a_later_answer() {
    with_server(async |server| {
        let (officer, id) = woman(server).await;
        let on = |day: &str, draft: ConsentDraft| ConsentDraft { answered_on: body(json!(day)), ..draft };
        let withdrawn = on("2026-11-10", answer("photo", "withdrawn"));
        officer.send::<CreateConsent>(&[&id], &withdrawn).await.expect(201);
        let earlier = on("2026-11-01", answer("photo", "given"));
        let late = officer.send::<CreateConsent>(&[&id], &earlier).await.expect(201).json();
        assert_eq!(late["holds"], false);
        assert_eq!(holding(&officer, &id).await, [("photo".to_owned(), "withdrawn".to_owned())]);
    });
}

#[test]
fn another_persons_answer_with_the_same_id_is_refused() {
    with_server(async |server| {
        let (officer, id) = woman(server).await;
        let mut draft = answer("photo", "given");
        draft.id = Some("019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47".parse().unwrap());
        officer.send::<CreateConsent>(&[&id], &draft).await.expect(201);
        let kader = server.as_user("kader").await;
        assert_eq!(kader.send::<CreateConsent>(&[&id], &draft).await.expect(409).code(), "already_exists");
    });
}

#[test]
fn an_answer_sent_twice_is_one_answer() {
    with_server(async |server| {
        let (officer, id) = woman(server).await;
        let mut draft = answer("photo", "given");
        draft.id = Some("019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47".parse().unwrap());
        let first = officer.send::<CreateConsent>(&[&id], &draft).await.expect(201).json();
        let second = officer.send::<CreateConsent>(&[&id], &draft).await.expect(201).json();
        assert_eq!(first, second);
        assert_eq!(server.number("select count(*) from consents").await, 1);
    });
}

#[test]
fn every_fault_is_named() {
    with_server(async |server| {
        let (officer, id) = woman(server).await;
        let empty = officer.send::<CreateConsent>(&[&id], &ConsentDraft::default()).await.expect(422);
        let members = ["purpose", "answer", "text_version", "language", "means", "answered_on", "asked_by"];
        assert_eq!(empty.faults(), members.map(|member| format!("/{member} required")));
        let late = ConsentDraft { answered_on: body(json!("2099-01-01")), ..answer("photo", "given") };
        assert_eq!(officer.send::<CreateConsent>(&[&id], &late).await.expect(422).faults(), ["/answered_on in_future"]);
    });
}

#[test]
fn who_may_read_and_who_may_add() {
    with_server(async |server| {
        let (officer, id) = woman(server).await;
        officer.send::<CreateConsent>(&[&id], &answer("photo", "given")).await.expect(201);
        for name in ["coordinator", "district_officer", "lurah", "kader", "privacy_officer"] {
            assert_eq!(holding(&server.as_user(name).await, &id).await.len(), 1, "{name}");
        }
        for name in ["kelurahan_officer_2", "lurah_2", "kader_2"] {
            server.as_user(name).await.get::<ListConsents>(&[&id]).await.expect(404);
        }
        let elsewhere = server.as_user("kelurahan_officer_2").await;
        elsewhere.send::<CreateConsent>(&[&id], &answer("photo", "withdrawn")).await.expect(404);
        let lurah = server.as_user("lurah").await;
        lurah.send::<CreateConsent>(&[&id], &answer("photo", "withdrawn")).await.expect(403);
    });
}
