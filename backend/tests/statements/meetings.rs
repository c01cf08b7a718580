//! Meetings with decisions, files and what follows, for their lists.

use super::{ROWS, id_of};
use crate::meetings::{hold, meeting};
use crate::support::{Server, body};
use contract::endpoint::Method;
use contract::endpoints::{
    CreateComment, CreateMeeting, CreateMeetingDecision, GetAction, GetMeeting, ListOfficers, UpdateAction,
    UpdateMeeting,
};
use p2wkss::demo::paper;
use serde_json::json;

/// So many, by two people, with an action each; the last of each was changed
/// often.
pub async fn meet(server: &Server, programme: &str, locus: &str) -> (String, String) {
    let (officer, lurah) = (server.as_user("kelurahan_officer").await, server.as_user("lurah").await);
    let page = officer.query::<ListOfficers>(&[], "limit=500").await.expect(200).json();
    let owners = crate::support::column(&page, "id");
    let (mut last, mut action) = (String::new(), String::new());
    for (number, owner) in (0..ROWS).zip(owners.iter().cycle()) {
        let caller = if number % 2 == 0 { &officer } else { &lurah };
        let scan = "/api/v1/documents?kind=minutes&region=32.75.03.1004";
        let scan = id_of(&caller.bytes(Method::Post, scan, "application/pdf", paper("Risalah")).await.expect(201));
        last = id_of(&caller.send::<CreateMeeting>(&[], &body(meeting(programme, Some(locus)))).await.expect(201));
        let tag = hold(caller, &last).await.expect(200).etag();
        let told = body(json!({ "minutes": "Disepakati", "document_ids": [scan] }));
        caller.with("if-match", &tag).send::<UpdateMeeting>(&[&last], &told).await.expect(200);
        let agreed = json!({ "title": "Surat", "owner_id": owner, "due_on": "2026-11-20" });
        let draft = body(json!({ "text": "Aula dipakai", "actions": [agreed] }));
        let shown = caller.send::<CreateMeetingDecision>(&[&last], &draft).await.expect(200).json();
        shown["decisions"][0]["actions"][0]["id"].as_str().unwrap().clone_into(&mut action);
    }
    let mut of_meeting = officer.get::<GetMeeting>(&[&last]).await.expect(200).etag();
    for number in 0..ROWS {
        let change = body(json!({ "place": format!("Balai {number}") }));
        let answer = officer.with("if-match", &of_meeting).send::<UpdateMeeting>(&[&last], &change).await;
        of_meeting = answer.expect(200).etag();
    }
    let mut of_action = officer.get::<GetAction>(&[&action]).await.expect(200).etag();
    for number in 0..ROWS {
        let change = body(json!({ "title": format!("Surat {number}") }));
        let answer = officer.with("if-match", &of_action).send::<UpdateAction>(&[&action], &change).await;
        of_action = answer.expect(200).etag();
    }
    (last, action)
}

/// What two people say of a stage; its clerk is told of it.
pub async fn comment(server: &Server, stage: &str) {
    let (observer, lurah) = (server.as_user("observer").await, server.as_user("lurah").await);
    for number in 0..ROWS {
        let caller = if number % 2 == 0 { &observer } else { &lurah };
        let draft = body(json!({ "stage_record_id": stage, "text": format!("Tanggapan {number}") }));
        caller.send::<CreateComment>(&[], &draft).await.expect(201);
    }
}
