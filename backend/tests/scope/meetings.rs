//! Meetings, their decisions and what follows from them: the rows of their
//! lists, the records that their operations name, and what their bodies name.

use super::lists::Row;
use super::neighbour::OFFICER;
use super::records::{Attempt, Case, placed};
use super::references::Reference;
use super::stages::{but_agencies, first_stage};
use super::world::{Place, World, text};
use crate::meetings::{change, hold, meeting};
use contract::endpoint::Operation;
use serde_json::{Value, json};
use uuid::Uuid;

/// What a meeting there is about: programme and locus.
async fn about(world: &World<'_>, place: Place) -> (String, String) {
    let locus = world.locus(place).await;
    let of = world.read("coordinator", &format!("/api/v1/loci/{locus}")).await.expect(200).json();
    (text(&of, "programme_id"), locus)
}

/// A meeting of a locus there; held, where something is to be said of it.
async fn met(world: &World<'_>, place: Place, held: bool) -> Value {
    let (of, locus) = about(world, place).await;
    let draft = meeting(&of, Some(&locus));
    let made = world.post(place.officer(), "/api/v1/meetings", &draft).await.expect(201).json();
    if held {
        hold(&world.caller(place.officer()).await, &text(&made, "id")).await.expect(200);
    }
    made
}

async fn user(world: &World<'_>, who: &str) -> String {
    text(&world.read(who, "/api/v1/me").await.expect(200).json(), "id")
}

/// A decision there, with what follows from it.
async fn decided(world: &World<'_>, place: Place) -> Value {
    let id = text(&met(world, place, true).await, "id");
    let action = json!({ "title": "Surat", "owner_id": user(world, place.officer()).await, "due_on": "2026-11-20" });
    let draft = json!({ "text": "Aula dipakai", "actions": [action] });
    let path = format!("/api/v1/meetings/{id}/decisions");
    world.post(place.officer(), &path, &draft).await.expect(200).json()
}

/// A meeting there, and a file of it that whoever sees the meeting may read.
async fn filed(world: &World<'_>, place: Place) -> Vec<String> {
    let id = text(&met(world, place, false).await, "id");
    let file = text(&world.document_of(place, "minutes").await, "id");
    let caller = world.caller(place.officer()).await;
    change(&caller, &id, json!({ "document_ids": [file] })).await.expect(200);
    vec![id, file]
}

/// Who sees what is about a locus there; of the whole city everyone.
fn row(one: &Value, rws: &Value, filters: Vec<(&'static str, String)>) -> Row {
    let region = one["region_code"].as_str().unwrap();
    let everyone: &[&str] = &["kader", "kader_2", "kelurahan_officer", "kelurahan_officer_2", "lurah", "lurah_2"];
    let agencies: &[&str] = &["agency_officer"];
    let of_city = region == "32.75";
    let lies = |place: &&Place| {
        region == place.village() && (**place == Place::Elsewhere || rws[0].as_str() == Some(place.rw()))
    };
    let place = *Place::ALL.iter().find(lies).unwrap_or(&Place::Here);
    // A row of the whole city is everybody's.
    let also = if of_city { [everyone, agencies].concat() } else { agencies.to_vec() };
    Row { id: text(one, "id"), place, owner: None, also: Vec::leak(also), never: &[], filters }
}

/// A comment of the clerk on a stage there.
async fn comment(world: &World<'_>, place: Place) -> Value {
    let draft = json!({ "stage_record_id": first_stage(world, place).await, "text": "Sudah baik" });
    world.post(place.officer(), "/api/v1/comments", &draft).await.expect(201).json()
}

/// What is said in every place, by whichever fixture or in the demo city.
async fn comments(world: &World<'_>) -> Vec<Row> {
    for place in Place::ALL {
        comment(world, place).await;
    }
    let page = world.read("coordinator", "/api/v1/comments?limit=500").await.expect(200).json();
    let mut rows = Vec::new();
    for one in page["items"].as_array().unwrap() {
        let of = world.read("coordinator", &format!("/api/v1/loci/{}", text(one, "locus_id"))).await.expect(200).json();
        let about = json!({ "id": one["id"], "region_code": of["region_code"] });
        let filters = ["stage_record_id", "locus_id"].map(|name| (name, text(one, name)));
        rows.push(row(&about, &of["rws"], filters.into()));
    }
    rows
}

pub async fn listed(world: &World<'_>, operation: &Operation) -> Option<Vec<Row>> {
    if operation.id == "list_comments" {
        return Some(comments(world).await);
    }
    if !matches!(operation.id, "list_meetings" | "list_actions") {
        return None;
    }
    for place in Place::ALL {
        decided(world, place).await;
    }
    let page = world.read("coordinator", "/api/v1/meetings?limit=500").await.expect(200).json();
    let meetings = page["items"].as_array().unwrap();
    if operation.id == "list_meetings" {
        let rows = meetings.iter().map(|one| {
            let locus = one["locus_id"].as_str().map(|locus| ("locus_id", locus.to_owned()));
            let filters = ["programme_id", "kind", "state"].map(|name| (name, text(one, name)));
            row(one, &one["rws"], filters.into_iter().chain(locus).collect())
        });
        return Some(rows.collect());
    }
    let rows = meetings.iter().flat_map(|of| {
        let actions = of["decisions"].as_array().unwrap().iter().flat_map(|one| one["actions"].as_array().unwrap());
        actions.map(|one| {
            let locus = one["locus_id"].as_str().map(|locus| ("locus_id", locus.to_owned()));
            // Whose it is depends on who asks.
            let filters =
                [("meeting_id", text(one, "meeting_id")), ("state", text(one, "state")), ("mine", "false".to_owned())];
            row(one, &of["rws"], filters.into_iter().chain(locus).collect())
        })
    });
    Some(rows.collect())
}

pub async fn records(world: &World<'_>, operation: &Operation) -> Case {
    let mut records = Vec::new();
    if operation.path.contains("/comments/") {
        for place in Place::ALL {
            records.push((place, vec![text(&comment(world, place).await, "id")]));
        }
        return but_agencies(placed(operation, &records));
    }
    let of_actions = operation.path.contains("/actions/");
    for place in Place::ALL {
        let values = if of_actions {
            vec![text(&decided(world, place).await["decisions"][0]["actions"][0], "id")]
        } else if operation.id == "update_meeting_decision" {
            let shown = decided(world, place).await;
            vec![text(&shown, "id"), text(&shown["decisions"][0], "id")]
        } else if operation.id == "link_meeting_file" {
            filed(world, place).await
        } else {
            let held = operation.id == "create_meeting_decision";
            vec![text(&met(world, place, held).await, "id")]
        };
        records.push((place, values));
    }
    let mut case = but_agencies(placed(operation, &records));
    if operation.path_parameters().count() > 1 {
        // A decision of another meeting, reached through one's own.
        let home = records[2].1.clone();
        let values = vec![records[0].1[0].clone(), home[1].clone()];
        case.foreign.push(Attempt { who: "kelurahan_officer", owner: Place::Elsewhere.officer(), values, home });
    }
    case
}

/// Two loci of one programme: one's own and one elsewhere.
async fn two_loci(world: &World<'_>) -> (String, Value, Value) {
    let of = world.programme("coordinator", "32.75").await;
    let mut loci = Vec::new();
    for place in [Place::Here, Place::Elsewhere] {
        let draft = json!({ "programme_id": of, "region_code": place.village(), "rws": [place.rw()] });
        loci.push(world.post("coordinator", "/api/v1/loci", &draft).await.expect(201).json()["id"].clone());
    }
    let elsewhere = loci.remove(1);
    (of, loci.remove(0), elsewhere)
}

/// What a meeting is about, and its files.
async fn of_meetings(world: &World<'_>, operation: &str, pointer: &str) -> Option<Reference> {
    let (who, unknown) = ("kelurahan_officer", json!(Uuid::now_v7().to_string()));
    let (of, here, elsewhere) = two_loci(world).await;
    let draft = meeting(&of, here.as_str());
    let change = operation == "update_meeting";
    let record = if change {
        Some(text(&world.post(who, "/api/v1/meetings", &draft).await.expect(201).json(), "id"))
    } else {
        None
    };
    let body = if change { json!({}) } else { draft };
    Some(match pointer {
        "/programme_id" => {
            let foreign = json!(world.programme(OFFICER, "32.76").await);
            let mut body = body;
            body.as_object_mut().unwrap().remove("locus_id");
            let who = if change { who } else { "coordinator" };
            let fault = if change { "/programme_id field_fixed" } else { "/programme_id unknown_reference" };
            Reference { who, record, body, foreign, unknown, own: json!(of), fault }
        }
        "/locus_id" => {
            let fault = if change { "/locus_id field_fixed" } else { "/locus_id unknown_reference" };
            Reference { who, record, body, foreign: elsewhere, unknown, own: here, fault }
        }
        "/document_ids" => {
            let file = async |place| json!([world.document(place).await["id"]]);
            let (foreign, own) = (file(Place::Elsewhere).await, file(Place::Here).await);
            let fault = "/document_ids/0 unknown_reference";
            Reference { who, record, body, foreign, unknown: json!([unknown]), own, fault }
        }
        _ => return None,
    })
}

/// The decision an action follows from, and whose it is.
async fn of_actions(world: &World<'_>, operation: &str, pointer: &str) -> Option<Reference> {
    let (who, unknown) = ("kelurahan_officer", json!(Uuid::now_v7().to_string()));
    let here = decided(world, Place::Here).await["decisions"][0].clone();
    let change = operation == "update_action";
    let owner = json!(user(world, "lurah").await);
    let record = change.then(|| text(&here["actions"][0], "id"));
    let whole = json!({ "decision_id": here["id"], "title": "Surat", "owner_id": owner, "due_on": "2026-11-20" });
    let body = if change { json!({}) } else { whole };
    Some(match pointer {
        "/decision_id" => {
            let foreign = decided(world, Place::Elsewhere).await["decisions"][0]["id"].clone();
            let fault = if change { "/decision_id field_fixed" } else { "/decision_id unknown_reference" };
            Reference { who, record, body, foreign, unknown, own: here["id"].clone(), fault }
        }
        "/owner_id" => {
            let foreign = json!(user(world, "lurah_2").await);
            Reference { who, record, body, foreign, unknown, own: owner, fault: "/owner_id unknown_reference" }
        }
        _ => return None,
    })
}

pub async fn references(world: &World<'_>, operation: &str, pointer: &str) -> Option<Reference> {
    match operation {
        "create_meeting" | "update_meeting" => of_meetings(world, operation, pointer).await,
        "create_action" | "update_action" => of_actions(world, operation, pointer).await,
        "create_meeting_decision" if pointer == "/actions/owner_id" => {
            let record = Some(text(&met(world, Place::Here, true).await, "id"));
            let body = json!({ "text": "Aula", "actions": [{ "title": "Surat", "due_on": "2026-11-20" }] });
            let (foreign, own) = (json!(user(world, "lurah_2").await), json!(user(world, "lurah").await));
            let unknown = json!(Uuid::now_v7().to_string());
            let fault = "/actions/0/owner_id unknown_reference";
            Some(Reference { who: "kelurahan_officer", record, body, foreign, unknown, own, fault })
        }
        "create_comment" => {
            let (foreign, own) = (first_stage(world, Place::Elsewhere).await, first_stage(world, Place::Here).await);
            let (foreign, own, unknown) = (json!(foreign), json!(own), json!(Uuid::now_v7().to_string()));
            let (body, fault) = (json!({ "text": "Sudah baik" }), "/stage_record_id unknown_reference");
            Some(Reference { who: "kelurahan_officer", record: None, body, foreign, unknown, own, fault })
        }
        _ => None,
    }
}
