//! Agencies: the plain resource, and with it what every plain resource does.

use crate::support::{Caller, with_server};
use contract::draft::Reason;
use contract::endpoints::{
    ArchiveAgency, CreateAgency, GetAgency, ListAgencies, ListAgencyHistory, ListAuditEvents, RestoreAgency,
    UpdateAgency,
};
use serde_json::{Value, json};

fn draft(members: Value) -> contract::agencies::AgencyDraft {
    serde_json::from_value(members).unwrap()
}

fn forum() -> contract::agencies::AgencyDraft {
    draft(json!({ "name": "Forum Anak Kota", "short_name": "FAK", "aliases": ["Forum Anak"], "region_code": "32.75" }))
}

async fn forum_id(admin: &Caller) -> (String, String) {
    let made = admin.send::<CreateAgency>(&[], &forum()).await.expect(201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(made.header("location").unwrap(), format!("/api/v1/agencies/{id}"));
    (id, made.etag())
}

#[test]
fn an_agency_is_made_changed_archived_and_restored_with_its_history() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let (id, etag) = forum_id(&admin).await;
        let renamed = draft(json!({ "name": "Forum Anak Kota Bekasi" }));
        let changed = admin.with("if-match", &etag).send::<UpdateAgency>(&[&id], &renamed).await.expect(200);
        assert_eq!(changed.json()["short_name"], "FAK", "an absent member stays");
        let reason = Reason { reason: "Dibubarkan tahun ini".to_owned() };
        let archived = admin.with("if-match", "*").send::<ArchiveAgency>(&[&id], &reason).await.expect(200);
        assert_eq!(archived.json()["archive_reason"], "Dibubarkan tahun ini");
        let again = admin.with("if-match", "*").send::<ArchiveAgency>(&[&id], &reason).await.expect(409);
        assert_eq!(again.code(), "wrong_state");
        let listed = admin.query::<ListAgencies>(&[], "q=forum").await.expect(200).json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 0);
        let listed = admin.query::<ListAgencies>(&[], "q=forum&include_archived=true&include=total").await.json();
        assert_eq!(listed["total"], 1);
        admin.with("if-match", "*").send::<RestoreAgency>(&[&id], &reason).await.expect(200);
        let history = admin.get::<ListAgencyHistory>(&[&id]).await.expect(200).json();
        let operations: Vec<&str> =
            history["items"].as_array().unwrap().iter().map(|item| item["operation"].as_str().unwrap()).collect();
        assert_eq!(operations, ["restore_agency", "archive_agency", "update_agency", "create_agency"]);
        let rename = &history["items"][2]["members"][0];
        assert_eq!((&rename["member"], &rename["before"]), (&json!("name"), &json!("Forum Anak Kota")));
        assert_eq!(history["items"][1]["actor_name"], "Agus Setiawan");
    });
}

#[test]
fn a_late_change_is_told_what_differs() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let (id, etag) = forum_id(&admin).await;
        let first = draft(json!({ "name": "Forum Satu" }));
        admin.with("if-match", &etag).send::<UpdateAgency>(&[&id], &first).await.expect(200);
        let second = draft(json!({ "name": "Forum Dua", "short_name": "FAK" }));
        let late = admin.with("if-match", &etag).send::<UpdateAgency>(&[&id], &second).await.expect(412);
        assert_eq!(late.code(), "stale");
        assert_eq!(late.json()["current"]["name"], "Forum Satu");
        assert_eq!(late.json()["differs"], json!(["/name"]));
        let without = admin.send::<UpdateAgency>(&[&id], &second).await.expect(428);
        assert_eq!(without.code(), "precondition_required");
        let any = admin.with("if-match", "*").send::<UpdateAgency>(&[&id], &second).await.expect(412);
        assert_eq!(any.code(), "stale", "a draft needs the version it was written on");
    });
}

#[test]
fn a_request_sent_twice_is_done_once() {
    with_server(async |server| {
        let admin = server.as_user("admin").await.with("idempotency-key", "k1");
        let first = admin.send::<CreateAgency>(&[], &forum()).await.expect(201);
        let second = admin.send::<CreateAgency>(&[], &forum()).await.expect(201);
        assert_eq!(first.json()["id"], second.json()["id"]);
        assert_eq!(first.header("location"), second.header("location"));
        let other = draft(json!({ "name": "Lain", "short_name": "LAIN", "region_code": "32.75" }));
        assert_eq!(admin.send::<CreateAgency>(&[], &other).await.expect(422).code(), "idempotency_key_reused");
        let auditor = server.as_user("auditor").await;
        let events = auditor.query::<ListAuditEvents>(&[], "operation=create_agency").await.expect(200).json();
        assert_eq!(events["items"].as_array().unwrap().len(), 1);
        // The key is kept for two days and then forgotten.
        let keys = "select count(*) from idempotency_keys";
        p2wkss::jobs::keep_house(&server.kernel).await.unwrap();
        assert_eq!(server.number(keys).await, 1);
        server.kernel.clock.advance(49 * 3600);
        p2wkss::jobs::keep_house(&server.kernel).await.unwrap();
        assert_eq!(server.number(keys).await, 0);
    });
}

#[test]
fn an_id_the_client_chose_makes_a_resend_safe() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let chosen = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";
        let mut body = serde_json::to_value(forum()).unwrap();
        body["id"] = json!(chosen);
        let first = admin.send::<CreateAgency>(&[], &draft(body.clone())).await.expect(201);
        assert_eq!(first.json()["id"], chosen);
        admin.send::<CreateAgency>(&[], &draft(body.clone())).await.expect(201);
        body["name"] = json!("Lain");
        assert_eq!(admin.send::<CreateAgency>(&[], &draft(body)).await.expect(409).code(), "already_exists");
    });
}

#[test]
fn all_faults_come_at_once_in_the_language_asked_for() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let wrong = draft(json!({ "name": " ", "aliases": ["", "x"] }));
        let refused = admin.with("accept-language", "en").send::<CreateAgency>(&[], &wrong).await.expect(422);
        let faults = ["/name required", "/short_name required", "/region_code required", "/aliases/0 required"];
        assert_eq!(refused.faults(), faults);
        assert_eq!(refused.json()["errors"][0]["detail"], "Required.");
        let refused = admin.send::<CreateAgency>(&[], &wrong).await.expect(422);
        assert_eq!(refused.json()["errors"][0]["detail"], "Wajib diisi.");
        let unknown =
            admin.raw(contract::endpoint::Method::Post, "/api/v1/agencies", Some(r#"{"colour":1}"#.to_owned())).await;
        assert_eq!(unknown.expect(422).faults(), ["/colour unknown_member"]);
        let taken = draft(json!({ "name": "X", "short_name": "dp3a", "region_code": "32.75" }));
        assert_eq!(admin.send::<CreateAgency>(&[], &taken).await.expect(422).faults(), ["/short_name taken"]);
        let nowhere = draft(json!({ "name": "X", "short_name": "X", "region_code": "99.99" }));
        assert_eq!(
            admin.send::<CreateAgency>(&[], &nowhere).await.expect(422).faults(),
            ["/region_code unknown_reference"]
        );
    });
}

#[test]
fn a_list_is_walked_by_its_cursor_without_a_gap() {
    with_server(async |server| {
        let planner = server.as_user("planner").await;
        let whole = planner.get::<ListAgencies>(&[]).await.expect(200).json();
        for sort in ["name", "-name", "short_name", "-short_name"] {
            let (mut seen, mut cursor) = (Vec::new(), None);
            loop {
                let next = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
                let page =
                    planner.query::<ListAgencies>(&[], &format!("limit=2&sort={sort}{next}")).await.expect(200).json();
                seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()));
                match page["next_cursor"].as_str() {
                    Some(next) => cursor = Some(next.to_owned()),
                    None => break,
                }
            }
            let mut unique = seen.clone();
            unique.sort();
            unique.dedup();
            assert_eq!(unique.len(), whole["items"].as_array().unwrap().len(), "{sort}");
            assert_eq!(seen.len(), unique.len(), "{sort}");
        }
        let page = planner.query::<ListAgencies>(&[], "limit=2").await.json();
        let cursor = page["next_cursor"].as_str().unwrap();
        let other = server.as_user("observer").await;
        for (caller, query) in
            [(&other, format!("limit=2&cursor={cursor}")), (&planner, format!("q=dinas&cursor={cursor}"))]
        {
            assert_eq!(caller.query::<ListAgencies>(&[], &query).await.expect(400).code(), "invalid_cursor");
        }
        for query in ["limit=0", "limit=501", "include=all", "sort=colour", "limit=x"] {
            assert_eq!(
                planner.query::<ListAgencies>(&[], query).await.expect(400).code(),
                "malformed_request",
                "{query}"
            );
        }
        assert_eq!(planner.query::<ListAgencies>(&[], "colour=red").await.expect(400).code(), "unknown_parameter");
        let trimmed = planner.query::<ListAgencies>(&[], "limit=1&fields=name").await.expect(200).json();
        let members: Vec<&String> = trimmed["items"][0].as_object().unwrap().keys().collect();
        assert_eq!(members, ["id", "name"]);
    });
}

#[test]
fn an_unchanged_record_is_not_sent_again() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let (id, etag) = forum_id(&admin).await;
        let same = admin.with("if-none-match", &etag).get::<GetAgency>(&[&id]).await.expect(304);
        assert!(same.text.is_empty());
        let english = admin.with("if-none-match", &etag).with("accept-language", "en").get::<GetAgency>(&[&id]).await;
        english.expect(200);
    });
}
