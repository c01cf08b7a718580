//! Stage templates: drafted and published by city, and never changed after.

use crate::loci::made;
use crate::stage_records::{REASON, publish, short_stages};
use crate::support::{body, column, with_server};
use contract::endpoints::{
    CreateStageTemplate, GetStageTemplate, ListStageTemplates, PublishStageTemplate, UpdateStageTemplate,
};
use futures::future::join_all;
use serde_json::json;

#[test]
fn a_city_drafts_from_what_its_loci_follow_and_publishes_once() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let draft = body(json!({ "city_code": "32.75", "note": "Tahun 2027" }));
        for name in ["planner", "kelurahan_officer", "district_officer"] {
            server.as_user(name).await.send::<CreateStageTemplate>(&[], &draft).await.expect(403);
        }
        let first = coordinator.send::<CreateStageTemplate>(&[], &draft).await.expect(201);
        let shown = first.json();
        assert_eq!((&shown["number"], &shown["state"]), (&json!(1), &json!("draft")));
        assert_eq!(shown["stages"].as_array().unwrap().len(), 7);
        let id = made(&first);
        let tag = coordinator.get::<GetStageTemplate>(&[&id]).await.expect(200).etag();
        let change = body(json!({ "stages": short_stages() }));
        let changed = coordinator.with("if-match", &tag).send::<UpdateStageTemplate>(&[&id], &change).await.expect(200);
        let stale = coordinator.with("if-match", &tag).send::<UpdateStageTemplate>(&[&id], &change).await;
        assert_eq!(stale.expect(412).code(), "stale");
        let reason = body(json!({ "reason": REASON }));
        let publish = async || coordinator.with("if-match", "*").send::<PublishStageTemplate>(&[&id], &reason).await;
        publish().await.expect(200);
        assert_eq!(publish().await.expect(409).code(), "wrong_state");
        let tag = coordinator.get::<GetStageTemplate>(&[&id]).await.expect(200).etag();
        assert_ne!(tag, changed.etag());
        let refused = coordinator.with("if-match", &tag).send::<UpdateStageTemplate>(&[&id], &change).await;
        assert_eq!(refused.expect(409).code(), "wrong_state");
        // The next draft begins as what is published.
        let draft = body(json!({ "city_code": "32.75" }));
        let second = coordinator.send::<CreateStageTemplate>(&[], &draft).await.expect(201).json();
        assert_eq!((&second["number"], &second["stages"]), (&json!(2), &changed.json()["stages"]));
        // Whoever is signed in may look.
        let kader = server.as_user("kader").await;
        let listed = column(&kader.query::<ListStageTemplates>(&[], "city=32.75").await.expect(200).json(), "state");
        assert_eq!(listed, ["draft", "published", "published"]);
        let listed = kader.query::<ListStageTemplates>(&[], "city=32.76&state=published").await.expect(200).json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn what_is_shipped_and_what_is_another_citys_is_not_written() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let listed = coordinator.query::<ListStageTemplates>(&[], "state=published").await.expect(200).json();
        let shipped = listed["items"][0]["id"].as_str().unwrap().to_owned();
        assert!(listed["items"][0]["city_code"].is_null());
        let tag = coordinator.get::<GetStageTemplate>(&[&shipped]).await.expect(200).etag();
        let change = body(json!({ "note": "Lain" }));
        coordinator.with("if-match", &tag).send::<UpdateStageTemplate>(&[&shipped], &change).await.expect(403);
        let draft = body(json!({ "city_code": "32.76" }));
        let refused = coordinator.send::<CreateStageTemplate>(&[], &draft).await.expect(422);
        assert_eq!(refused.faults(), ["/city_code unknown_reference"]);
    });
}

#[test]
fn drafts_made_at_once_have_numbers_of_their_own() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        publish(&coordinator, short_stages()).await;
        let draft = body(json!({ "city_code": "32.75" }));
        let made = join_all((0..8).map(|_| coordinator.send::<CreateStageTemplate>(&[], &draft))).await;
        let mut numbers: Vec<i64> =
            made.into_iter().map(|one| one.expect(201).json()["number"].as_i64().unwrap()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (2..=9).collect::<Vec<_>>());
    });
}
