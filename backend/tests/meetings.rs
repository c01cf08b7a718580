//! Meetings, what they decide, and what follows from it.

use crate::loci::{locus, made};
use crate::programmes::programme;
use crate::stage_records::stages_of;
use crate::support::{Answered, Caller, Server, body, column, race_rounds, with_server};
use contract::endpoint::Method;
use contract::endpoints::{
    CancelMeeting, CompleteAction, CreateAction, CreateLocus, CreateMeeting, CreateMeetingDecision, CreateProgramme,
    CreateRoleAssignment, DropAction, GetAction, GetMeeting, GetStageRecord, HoldMeeting, ListActionHistory,
    ListActions, ListAgencies, ListMeetingHistory, ListMeetings, ListOfficers, ListUsers, UpdateAction, UpdateMeeting,
    UpdateMeetingDecision,
};
use futures::future::join;
use p2wkss::demo::paper;
use serde_json::{Value, json};

const REASON: &str = "Sesuai hasil rapat";

/// A programme of 2027 and a locus in it.
pub async fn place(server: &Server, name: &str) -> (String, String) {
    let coordinator = server.as_user("coordinator").await;
    let draft = programme(server, name, 2027).await;
    let of = made(&coordinator.send::<CreateProgramme>(&[], &body(draft)).await.expect(201));
    let draft = body(locus(&of, "32.75.03.1004", &["11"]));
    let place = made(&coordinator.send::<CreateLocus>(&[], &draft).await.expect(201));
    (of, place)
}

/// A meeting across sectors that began on 30 October 2026, at nine.
pub fn meeting(programme: &str, locus: Option<&str>) -> Value {
    json!({ "programme_id": programme, "locus_id": locus, "kind": "cross_sector", "stage": "preparation",
        "starts_at": "2026-10-30T02:00:00Z", "place": "Aula kelurahan", "chair": "Agus Permana" })
}

pub async fn hold(caller: &Caller, id: &str) -> Answered {
    caller.with("if-match", "*").get::<HoldMeeting>(&[id]).await
}

/// The id of an account, by its user name.
async fn user(server: &Server, name: &str) -> String {
    server.as_user(name).await.raw(Method::Get, "/api/v1/me", None).await.expect(200).json()["id"]
        .as_str()
        .unwrap()
        .into()
}

pub async fn change(caller: &Caller, id: &str, members: Value) -> Answered {
    let tag = caller.get::<GetMeeting>(&[id]).await.expect(200).etag();
    caller.with("if-match", &tag).send::<UpdateMeeting>(&[id], &body(members)).await
}

/// A kader of RW 12 of the kelurahan.
async fn next_door(server: &Server) -> String {
    let admin = server.as_user("admin").await;
    let known = admin.query::<ListUsers>(&[], "q=kader12").await.expect(200).json();
    if let Some(one) = column(&known, "id").pop() {
        return one;
    }
    let id = server.invite(&admin, "kader12").await;
    let role = json!({ "user_id": id, "role": "kader", "region_code": "32.75.03.1004", "rw": "12" });
    admin.send::<CreateRoleAssignment>(&[], &body(role)).await.expect(201);
    id
}

/// A meeting that was held, with a decision and an action of this owner.
pub async fn decided(server: &Server, caller: &Caller, owner: &str) -> (String, Value) {
    let (of, place) = place(server, "P2WKSS").await;
    let id = made(&caller.send::<CreateMeeting>(&[], &body(meeting(&of, Some(&place)))).await.expect(201));
    hold(caller, &id).await.expect(200);
    let action =
        json!({ "title": "Lengkapi pendataan", "owner_id": user(server, owner).await, "due_on": "2026-11-20" });
    let draft = json!({ "text": "Sasaran 100 keluarga", "actions": [action] });
    let shown = caller.send::<CreateMeetingDecision>(&[&id], &body(draft)).await.expect(200).json();
    (id, shown["decisions"][0].clone())
}

/// Before it was held nothing can be told of it.
async fn nothing_is_told(officer: &Caller, id: &str, agency: &str) {
    for (members, fault) in [
        (json!({ "minutes": "Sasaran disepakati." }), "/minutes answer_not_allowed"),
        (json!({ "residents_attended": 19 }), "/residents_attended answer_not_allowed"),
        (json!({ "residents_note": "14 ibu" }), "/residents_note answer_not_allowed"),
        (json!({ "parties": [{ "agency_id": agency, "attended": true }] }), "/parties/0/attended answer_not_allowed"),
        (
            json!({ "parties": [{ "agency_id": agency, "signs": true, "signed_on": "2026-10-30" }] }),
            "/parties/0/signed_on answer_not_allowed",
        ),
    ] {
        assert_eq!(change(officer, id, members).await.expect(422).faults(), [fault]);
    }
}

#[test]
fn a_meeting_is_called_held_and_told() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (of, place) = place(server, "P2WKSS").await;
        for name in ["agency_officer", "kader", "observer", "privacy_officer"] {
            let draft = body(meeting(&of, Some(&place)));
            server.as_user(name).await.send::<CreateMeeting>(&[], &draft).await.expect(403);
        }
        let agencies = officer.query::<ListAgencies>(&[], "limit=500").await.expect(200).json();
        let agency = column(&agencies, "id").swap_remove(0);
        let mut draft = meeting(&of, Some(&place));
        draft["parties"] = json!([{ "agency_id": agency, "signs": true }]);
        let id = made(&officer.send::<CreateMeeting>(&[], &body(draft)).await.expect(201));
        nothing_is_told(&officer, &id, &agency).await;
        let decision = body(json!({ "text": "Sasaran 100 keluarga" }));
        assert_eq!(officer.send::<CreateMeetingDecision>(&[&id], &decision).await.expect(409).code(), "wrong_state");
        assert_eq!(hold(&officer, &id).await.expect(200).json()["state"], "held");
        assert_eq!(hold(&officer, &id).await.expect(409).code(), "wrong_state");
        for (members, fault) in [
            (json!({ "women_attended": 14 }), "/residents_attended required"),
            (json!({ "residents_attended": 13, "women_attended": 14 }), "/women_attended out_of_range"),
            (json!({ "starts_at": "2036-01-01T02:00:00Z" }), "/starts_at in_future"),
            (
                json!({ "parties": [{ "agency_id": agency, "signs": true, "signed_on": "2026-10-29" }] }),
                "/parties/0/signed_on ends_before_start",
            ),
            (
                json!({ "parties": [{ "agency_id": agency, "signs": true, "signed_on": "2036-01-01" }] }),
                "/parties/0/signed_on in_future",
            ),
        ] {
            assert_eq!(change(&officer, &id, members).await.expect(422).faults(), [fault]);
        }
        let told = json!({ "minutes": "Sasaran disepakati.\nWarga hadir.", "residents_attended": 19, "women_attended": 14,
            "parties": [{ "agency_id": agency, "attended": true, "signs": true, "signed_on": "2026-11-02" }] });
        let shown = change(&officer, &id, told).await.expect(200).json();
        assert_eq!(
            (&shown["minutes_by_name"], &shown["parties"][0]["attended"]),
            (&json!("Rina Wulandari"), &json!(true))
        );
        // What was signed stays after the meeting.
        let moved = json!({ "starts_at": "2026-11-03T02:00:00Z" });
        assert_eq!(change(&officer, &id, moved).await.expect(422).faults(), ["/starts_at ends_before_start"]);
        // The minutes stay hers when another changes something else.
        let lurah = server.as_user("lurah").await;
        let shown = change(&lurah, &id, json!({ "place": "Balai warga" })).await.expect(200).json();
        assert_eq!(shown["minutes_by_name"], "Rina Wulandari");
        assert_eq!(
            change(&lurah, &id, json!({ "locus_id": null })).await.expect(422).faults(),
            ["/locus_id field_fixed"]
        );
        let history = officer.get::<ListMeetingHistory>(&[&id]).await.expect(200).json();
        assert_eq!(history["items"].as_array().unwrap().len(), 4, "{history}");
    });
}

#[test]
fn one_that_is_not_held_is_cancelled_with_its_reason() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (of, place) = place(server, "P2WKSS").await;
        let mut draft = meeting(&of, Some(&place));
        draft["starts_at"] = json!("2036-01-01T02:00:00Z");
        let id = made(&officer.send::<CreateMeeting>(&[], &body(draft)).await.expect(201));
        assert_eq!(hold(&officer, &id).await.expect(422).faults(), ["/starts_at in_future"]);
        let any = officer.with("if-match", "*");
        let reason = body(json!({ "reason": REASON }));
        let shown = any.send::<CancelMeeting>(&[&id], &reason).await.expect(200).json();
        assert_eq!((&shown["state"], &shown["cancel_reason"]), (&json!("cancelled"), &json!(REASON)));
        assert_eq!(any.send::<CancelMeeting>(&[&id], &reason).await.expect(409).code(), "wrong_state");
        assert_eq!(hold(&officer, &id).await.expect(409).code(), "wrong_state");
        assert_eq!(change(&officer, &id, json!({ "place": "Lain" })).await.expect(409).code(), "wrong_state");
    });
}

#[test]
fn a_meeting_of_the_whole_programme_is_seen_in_all_of_its_city_and_kept_by_the_city() {
    with_server(async |server| {
        let (of, _) = place(server, "P2WKSS").await;
        let planner = server.as_user("planner").await;
        let officer = server.as_user("kelurahan_officer").await;
        let refused = officer.send::<CreateMeeting>(&[], &body(meeting(&of, None))).await.expect(422);
        assert_eq!(refused.faults(), ["/programme_id unknown_reference"]);
        let id = made(&planner.send::<CreateMeeting>(&[], &body(meeting(&of, None))).await.expect(201));
        for name in ["kader", "kader_2", "lurah_2", "agency_officer", "district_officer"] {
            let caller = server.as_user(name).await;
            let shown = caller.get::<GetMeeting>(&[&id]).await.expect(200).json();
            assert_eq!(shown["region_code"], "32.75");
            let listed = caller.query::<ListMeetings>(&[], &format!("programme_id={of}")).await.expect(200).json();
            assert_eq!(column(&listed, "id"), std::slice::from_ref(&id), "{name}");
        }
        // Seen, and not theirs to change.
        assert_eq!(hold(&officer, &id).await.expect(403).code(), "forbidden");
        assert_eq!(change(&officer, &id, json!({ "place": "Lain" })).await.expect(403).code(), "forbidden");
        hold(&planner, &id).await.expect(200);
        let decision = body(json!({ "text": "Lokus diusulkan" }));
        officer.send::<CreateMeetingDecision>(&[&id], &decision).await.expect(403);
        planner.send::<CreateMeetingDecision>(&[&id], &decision).await.expect(200);
    });
}

#[test]
fn what_was_decided_is_somebodys_and_she_says_what_came_of_it() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, decision) = decided(server, &officer, "agency_officer").await;
        let action = decision["actions"][0]["id"].as_str().unwrap();
        assert_eq!(decision["actions"][0]["overdue"], true);
        // It is hers, among all she sees.
        let agency = server.as_user("agency_officer").await;
        let mine = agency.query::<ListActions>(&[], "mine=true&state=open").await.expect(200).json();
        assert_eq!(column(&mine, "id"), [action]);
        let others = officer.query::<ListActions>(&[], &format!("meeting_id={id}&mine=true")).await.expect(200);
        assert!(column(&others.json(), "id").is_empty());
        let outcome = body(json!({ "reason": "Seratus calon terdata" }));
        // Neither who only looks on, nor who keeps meetings elsewhere.
        server
            .as_user("kader")
            .await
            .with("if-match", "*")
            .send::<CompleteAction>(&[action], &outcome)
            .await
            .expect(403);
        agency.with("if-match", "*").send::<DropAction>(&[action], &outcome).await.expect(403);
        let tag = agency.get::<GetAction>(&[action]).await.expect(200).etag();
        let done = agency.with("if-match", &tag).send::<CompleteAction>(&[action], &outcome).await.expect(200).json();
        assert_eq!((&done["state"], &done["overdue"]), (&json!("done"), &json!(false)));
        assert_eq!(done["ended_by_name"], done["owner_name"]);
        let again = agency.with("if-match", "*").send::<CompleteAction>(&[action], &outcome).await;
        assert_eq!(again.expect(409).code(), "wrong_state");
        let history = officer.get::<ListActionHistory>(&[action]).await.expect(200).json();
        assert_eq!(history["items"].as_array().unwrap().len(), 2);
        // Another follows; it is given to someone else, and then not wanted.
        let draft = json!({ "decision_id": decision["id"], "title": "Surat pinjam tempat", "due_on": "2027-12-01",
            "owner_id": user(server, "lurah").await });
        let second = made(&officer.send::<CreateAction>(&[], &body(draft)).await.expect(201));
        let tag = officer.get::<GetAction>(&[&second]).await.expect(200).etag();
        let handed = body(json!({ "owner_id": user(server, "kader").await, "title": "Surat pinjam aula" }));
        let shown = officer.with("if-match", &tag).send::<UpdateAction>(&[&second], &handed).await.expect(200).json();
        assert_eq!((&shown["title"], &shown["overdue"]), (&json!("Surat pinjam aula"), &json!(false)));
        let dropped = officer.with("if-match", "*").send::<DropAction>(&[&second], &outcome).await.expect(200).json();
        assert_eq!(dropped["state"], "dropped");
        let words = body(json!({ "text": "Sasaran 100 keluarga di RT 01-04" }));
        let path = [id.as_str(), decision["id"].as_str().unwrap()];
        let tag = officer.get::<GetMeeting>(&[&id]).await.expect(200).etag();
        let shown =
            officer.with("if-match", &tag).send::<UpdateMeetingDecision>(&path, &words).await.expect(200).json();
        assert_eq!(shown["decisions"][0]["text"], "Sasaran 100 keluarga di RT 01-04");
        assert_eq!(shown["decisions"][0]["actions"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn work_is_given_to_who_works_there_and_not_before_the_meeting() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, _) = decided(server, &officer, "lurah").await;
        let owner = user(server, "lurah").await;
        for (change, fault) in [
            (json!({ "owner_id": user(server, "lurah_2").await }), "/actions/0/owner_id unknown_reference"),
            (json!({ "owner_id": user(server, "admin").await }), "/actions/0/owner_id unknown_reference"),
            // She works in another RW of the same kelurahan.
            (json!({ "owner_id": next_door(server).await }), "/actions/0/owner_id unknown_reference"),
            (json!({ "agency_id": owner }), "/actions/0/agency_id unknown_reference"),
            (json!({ "due_on": "2026-10-29" }), "/actions/0/due_on ends_before_start"),
        ] {
            let mut action = json!({ "title": "Surat", "owner_id": owner, "due_on": "2026-11-20" });
            for (member, value) in change.as_object().unwrap() {
                action[member] = value.clone();
            }
            let draft = body(json!({ "text": "Aula dipakai", "actions": [action] }));
            assert_eq!(officer.send::<CreateMeetingDecision>(&[&id], &draft).await.expect(422).faults(), [fault]);
        }
        // A refused decision leaves nothing behind.
        let shown = officer.get::<GetMeeting>(&[&id]).await.expect(200).json();
        assert_eq!(shown["decisions"].as_array().unwrap().len(), 1);
        // Those to choose from are those who would be taken.
        let names = |page: &Value| column(page, "full_name");
        let here = officer.query::<ListOfficers>(&[], "limit=500").await.expect(200).json();
        let shown = names(&here);
        for (name, expected) in [("lurah", true), ("agency_officer", true), ("lurah_2", false), ("admin", false)] {
            let caller = server.as_user(name).await;
            let full_name =
                caller.raw(Method::Get, "/api/v1/me", None).await.json()["full_name"].as_str().unwrap().to_owned();
            assert_eq!(shown.contains(&full_name), expected, "{name}");
        }
        // In a locus, whoever works in one RW only where it is of it.
        let locus = officer.get::<GetMeeting>(&[&id]).await.expect(200).json()["locus_id"].clone();
        let asked = format!("locus_id={}&limit=500", locus.as_str().unwrap());
        let here = column(&officer.query::<ListOfficers>(&[], &asked).await.expect(200).json(), "id");
        assert!(here.contains(&user(server, "kader").await) && !here.contains(&next_door(server).await));
        let lurah_2 = server.as_user("lurah_2").await;
        assert!(column(&lurah_2.query::<ListOfficers>(&[], &asked).await.expect(200).json(), "id").is_empty());
        let away = officer.query::<ListOfficers>(&[], "region=32.75.03.1006").await.expect(200);
        assert!(names(&away.json()).is_empty());
        let city = officer.query::<ListOfficers>(&[], "region=32.75&limit=500").await.expect(200).json();
        assert!(names(&city).len() > shown.len());
    });
}

#[test]
fn the_gate_counts_meetings_that_were_held_and_signed() {
    with_server(async |server| {
        let (of, place) = place(server, "P2WKSS").await;
        let (planner, officer) = (server.as_user("planner").await, server.as_user("kelurahan_officer").await);
        let first = stages_of(&officer, &place).await.swap_remove(0);
        let line = async |key: &str| {
            let shown = officer.get::<GetStageRecord>(&[&first]).await.expect(200).json();
            let lines = shown["checklist"].as_array().unwrap().clone();
            lines.into_iter().find(|line| line["requirement"]["key"] == key).unwrap()
        };
        let mut draft = meeting(&of, None);
        draft["kind"] = json!("city_coordination");
        let id = made(&planner.send::<CreateMeeting>(&[], &body(draft)).await.expect(201));
        assert_eq!(line("city_coordination").await["state"], "unmet");
        hold(&planner, &id).await.expect(200);
        assert_eq!(line("city_coordination").await["state"], "met");
        let agencies = officer.query::<ListAgencies>(&[], "limit=2").await.expect(200).json();
        let parties = |signed: &[Option<&str>]| {
            let all = column(&agencies, "id");
            let party = |(id, on)| json!({ "agency_id": id, "signs": true, "signed_on": on });
            json!({ "parties": all.iter().zip(signed).map(party).collect::<Vec<_>>() })
        };
        let id = made(&officer.send::<CreateMeeting>(&[], &body(meeting(&of, Some(&place)))).await.expect(201));
        hold(&officer, &id).await.expect(200);
        change(&officer, &id, parties(&[Some("2026-10-31"), None])).await.expect(200);
        let agreed = line("sector_agreement").await;
        assert_eq!((&agreed["state"], &agreed["value"], &agreed["of"]), (&json!("unmet"), &json!(1), &json!(2)));
        change(&officer, &id, parties(&[Some("2026-10-31"), Some("2026-11-04")])).await.expect(200);
        assert_eq!(line("sector_agreement").await["state"], "met");
        // It is not declared any more.
        let entry = json!({ "requirement": "sector_agreement", "day": "2026-10-30", "statement": "Sudah" });
        let path = format!("/api/v1/stage-records/{first}/entries");
        let refused = officer.raw(Method::Post, &path, Some(entry.to_string())).await.expect(422);
        assert_eq!(refused.faults(), ["/requirement answer_not_allowed"]);
    });
}

#[test]
fn files_of_a_meeting_are_kept_for_its_place_in_their_order() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (of, place) = place(server, "P2WKSS").await;
        let id = made(&officer.send::<CreateMeeting>(&[], &body(meeting(&of, Some(&place)))).await.expect(201));
        let mut files = Vec::new();
        for kind in ["minutes", "photo"] {
            let path = format!("/api/v1/documents?kind={kind}&region=32.75.03.1004&file_name={kind}.pdf");
            let bytes = paper("Berita acara");
            files.push(made(&officer.bytes(Method::Post, &path, "application/pdf", bytes).await.expect(201)));
        }
        let twice = json!({ "document_ids": [files[0], files[0]] });
        assert_eq!(change(&officer, &id, twice).await.expect(422).faults(), ["/document_ids/1 taken"]);
        let shown = change(&officer, &id, json!({ "document_ids": [files[1], files[0]] })).await.expect(200).json();
        let names: Vec<&Value> = shown["files"].as_array().unwrap().iter().map(|file| &file["file_name"]).collect();
        assert_eq!(names, ["photo.pdf", "minutes.pdf"]);
        // A photo may tell in its name who is on it.
        let planner = server.as_user("planner").await.get::<GetMeeting>(&[&id]).await.expect(200).json();
        let names: Vec<&Value> = planner["files"].as_array().unwrap().iter().map(|file| &file["file_name"]).collect();
        assert_eq!(names, ["", "minutes.pdf"]);
        assert!(officer.get::<ListMeetingHistory>(&[&id]).await.expect(200).text.contains("document_ids"));
        // Absent changes nothing.
        let shown = change(&officer, &id, json!({ "place": "Balai" })).await.expect(200).json();
        assert_eq!(shown["files"].as_array().unwrap().len(), 2);
        let shown = change(&officer, &id, json!({ "document_ids": [files[0]] })).await.expect(200).json();
        assert_eq!(shown["files"][0]["document_id"], json!(files[0]));
    });
}

/// Two who write minutes at once: one wins, the other is told what changed.
#[test]
fn of_two_who_write_minutes_at_once_one_wins_and_decisions_keep_their_numbers() {
    with_server(async |server| {
        let (officer, lurah) = (server.as_user("kelurahan_officer").await, server.as_user("lurah").await);
        let (id, _) = decided(server, &officer, "lurah").await;
        for round in 0..race_rounds() {
            let tag = officer.get::<GetMeeting>(&[&id]).await.expect(200).etag();
            let other = lurah.get::<GetMeeting>(&[&id]).await.expect(200).etag();
            let (first, second) = (officer.with("if-match", &tag), lurah.with("if-match", &other));
            let minutes = |who: &str| body(json!({ "minutes": format!("{who} {round}") }));
            let (by_officer, by_lurah) = (minutes("Rina"), minutes("Lurah"));
            let (one, two) =
                join(first.send::<UpdateMeeting>(&[&id], &by_officer), second.send::<UpdateMeeting>(&[&id], &by_lurah))
                    .await;
            let lost = if one.status == 200 { &two } else { &one };
            assert!((one.status == 200) != (two.status == 200), "{round}: {} {}", one.text, two.text);
            assert_eq!((lost.status.as_u16(), lost.code()), (412, "stale".to_owned()));
            assert_eq!(lost.json()["differs"], json!(["/minutes"]));
        }
        // Two who decide at once both do, one after the other.
        for round in 0..40 {
            let draft = |who: &str| body(json!({ "text": format!("{who} {round}") }));
            let (by_officer, by_lurah) = (draft("Rina"), draft("Lurah"));
            let (one, two) = join(
                officer.send::<CreateMeetingDecision>(&[&id], &by_officer),
                lurah.send::<CreateMeetingDecision>(&[&id], &by_lurah),
            )
            .await;
            one.expect(200);
            two.expect(200);
        }
        let shown = officer.get::<GetMeeting>(&[&id]).await.expect(200).json();
        let numbers: Vec<i64> =
            shown["decisions"].as_array().unwrap().iter().map(|one| one["number"].as_i64().unwrap()).collect();
        assert_eq!(numbers, (1..=81).collect::<Vec<_>>());
    });
}
