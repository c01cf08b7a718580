//! Loci and their seven stages: the rows of their lists, and the records that
//! their operations name.

use super::lists::{Row, key};
use super::records::{Attempt, Case, placed};
use super::world::{Place, World, text};
use crate::stage_records::{People, REASON, declare, pass, short_stages, stages_of, submit};
use contract::endpoint::{Method, Operation};
use serde_json::{Value, json};

/// Where a locus lies, or that of a stage; those of the demo city too.
fn place_of(one: &Value) -> Place {
    let rw = one["rws"][0].as_str().unwrap();
    let lies =
        |place: &&Place| one["region_code"] == place.village() && (**place == Place::Elsewhere || rw == place.rw());
    *Place::ALL.iter().find(lies).unwrap()
}

/// What belongs to the loci of every place, and to those the demo city has.
async fn listed(world: &World<'_>, path: &str, filters: fn(&Value) -> Vec<(&'static str, String)>) -> Vec<Row> {
    // A stage that asks for little is read sooner.
    template(world, "coordinator", "32.75").await;
    for place in Place::ALL {
        world.locus(place).await;
    }
    let page = world.read("coordinator", &format!("{path}?limit=500")).await.expect(200).json();
    let rows = page["items"].as_array().unwrap().iter().map(|one| Row {
        id: key(one),
        place: place_of(one),
        owner: None,
        also: &["agency_officer"],
        never: &[],
        filters: filters(one),
    });
    rows.collect()
}

pub async fn listed_loci(world: &World<'_>) -> Vec<Row> {
    let filters = |one: &Value| {
        vec![
            ("programme_id", text(one, "programme_id")),
            ("region", text(one, "region_code")),
            ("year", one["year"].to_string()),
            ("include_archived", "true".to_owned()),
        ]
    };
    listed(world, "/api/v1/loci", filters).await
}

pub async fn listed_board(world: &World<'_>) -> Vec<Row> {
    let filters = |one: &Value| {
        // Where all are passed it stands in none.
        let stage = one["stage"].as_str().map(|stage| ("stage", stage.to_owned()));
        let place = [("year", one["year"].to_string()), ("region", text(one, "region_code"))];
        let cells = one["cells"].as_array().unwrap().iter();
        let next = cells.filter(|cell| cell["stage"] == one["stage"]).map(|cell| ("awaits", text(cell, "awaits")));
        // Whose turn it is, is tried by a test of its own.
        let all = [("mine", "false".to_owned())];
        place.into_iter().chain(stage).chain(next).chain(all).collect()
    };
    listed(world, "/api/v1/stage-board", filters).await
}

pub async fn listed_stages(world: &World<'_>) -> Vec<Row> {
    let filters = |one: &Value| {
        vec![
            ("locus_id", text(one, "locus_id")),
            ("stage", text(one, "stage")),
            ("state", text(one, "state")),
            ("region", text(one, "region_code")),
        ]
    };
    listed(world, "/api/v1/stage-records", filters).await
}

/// A published version of what the stages of a city ask for.
pub async fn template(world: &World<'_>, who: &str, city: &str) -> String {
    let draft = json!({ "city_code": city, "stages": short_stages() });
    let id = text(&world.post(who, "/api/v1/stage-templates", &draft).await.expect(201).json(), "id");
    let path = format!("/api/v1/stage-templates/{id}/publication");
    let caller = world.caller(who).await.with("if-match", "*");
    caller.raw(Method::Post, &path, Some(json!({ "reason": REASON }).to_string())).await.expect(200);
    id
}

/// The first stage of a new locus there; it asks for one thing, said by hand.
pub async fn first_stage(world: &World<'_>, place: Place) -> String {
    template(world, "coordinator", "32.75").await;
    let locus = world.locus(place).await;
    stages_of(&world.caller(place.officer()).await, &locus).await.swap_remove(0)
}

/// A stage there as the operation finds it, and the part of it that its path
/// names.
async fn stage(world: &World<'_>, place: Place, operation: &Operation) -> Vec<String> {
    let id = first_stage(world, place).await;
    let people = People {
        coordinator: world.caller("coordinator").await,
        officer: world.caller(place.officer()).await,
        district: world.caller("district_officer").await,
    };
    let mut values = vec![id.clone()];
    match operation.id {
        "withdraw_stage_entry" => {
            let shown = declare(&people.officer, &id, "done").await.expect(200).json();
            values.push(text(&shown["checklist"][0]["entry"], "id"));
        }
        "decide_stage_waiver" => {
            let draft = json!({ "requirement": "done", "reason": REASON });
            let path = format!("/api/v1/stage-records/{id}/waivers");
            let shown = world.post(place.officer(), &path, &draft).await.expect(200).json();
            values.push(text(&shown["checklist"][0]["waiver"], "id"));
        }
        "submit_stage" => {
            declare(&people.officer, &id, "done").await.expect(200);
        }
        "approve_stage" | "return_stage" => {
            declare(&people.officer, &id, "done").await.expect(200);
            submit(&people.officer, &id).await.expect(200);
        }
        "reopen_stage" => pass(&people, &id).await,
        _ => {}
    }
    values
}

/// What the agencies do in a city they see in all of it.
pub fn but_agencies(mut case: Case) -> Case {
    case.foreign.retain(|attempt| attempt.who != "agency_officer");
    case
}

pub async fn stages(world: &World<'_>, operation: &Operation) -> Case {
    let mut records = Vec::new();
    for place in Place::ALL {
        records.push((place, stage(world, place, operation).await));
    }
    let mut case = but_agencies(placed(operation, &records));
    // Each step is that of the role the version names.
    case.own.who = match operation.id {
        "approve_stage" | "return_stage" => "district_officer",
        "reopen_stage" => "coordinator",
        _ => case.own.who,
    };
    if operation.path_parameters().count() > 1 {
        // A part of another stage, reached through one's own.
        for (place, home) in records.iter().skip(1) {
            let values = vec![records[0].1[0].clone(), home[1].clone()];
            case.foreign.push(Attempt { who: case.own.who, owner: place.officer(), values, home: home.clone() });
        }
    }
    case
}

pub async fn loci(world: &World<'_>, operation: &Operation) -> Case {
    if operation.id == "move_locus_template" {
        // What is shipped is then another version than the one they follow.
        template(world, "coordinator", "32.75").await;
    }
    let mut records = Vec::new();
    for place in Place::ALL {
        let id = world.locus(place).await;
        if operation.id == "restore_locus" {
            let reason = json!({ "reason": "Salah lokasi" }).to_string();
            let coordinator = world.caller("coordinator").await.with("if-match", "*");
            let path = format!("/api/v1/loci/{id}/archive");
            coordinator.raw(Method::Post, &path, Some(reason)).await.expect(200);
        }
        records.push((place, vec![id]));
    }
    but_agencies(placed(operation, &records))
}
