//! Every member of a body that names another record.

use super::neighbour::OFFICER;
use super::stages::{first_stage, template};
use super::world::{Place, State, World, text};
use super::{bulk, instruments, meetings, selections};
use contract::document::document;
use contract::endpoint::{Operation, Trait};
use contract::endpoints::ALL;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// References that reach every place, and why.
const OPEN: &[(&str, &str, &str)] = &[
    ("create_beneficiary", "/collected_by", "people move; whoever has an account may have collected"),
    ("update_beneficiary", "/collected_by", "people move; whoever has an account may have collected"),
    ("relocate_beneficiary", "/region_code", "she may move anywhere; the receiving kelurahan accepts her"),
    ("create_agency", "/region_code", "agencies are kept for all places at once"),
    ("update_agency", "/region_code", "agencies are kept for all places at once"),
    ("create_role_assignment", "/user_id", "roles are given for all places at once"),
    ("create_role_assignment", "/region_code", "roles are given for all places at once"),
    ("create_stage_template", "/stages/requirements/name_id", "the name in Indonesian, no reference"),
    ("update_stage_template", "/stages/requirements/name_id", "the name in Indonesian, no reference"),
    ("read_notifications", "/ids", "those of others are passed over; tried by a test of its own"),
    ("create_code", "/label_id", "the label in Indonesian, no reference"),
    ("update_code", "/label_id", "the label in Indonesian, no reference"),
    ("create_export", "/filters/ids", "a filter: of foreign ones there are no rows, as in the list"),
    ("create_export", "/filters/household_id", "a filter: of a foreign one there are no rows, as in the list"),
    ("create_export", "/filters/beneficiary_id", "a filter: of a foreign one there are no rows, as in the list"),
];

/// One reference: the body with a hole for it, and what is put there.
pub struct Reference {
    pub who: &'static str,
    /// The record the operation changes, if any.
    pub record: Option<String>,
    pub body: Value,
    pub foreign: Value,
    pub unknown: Value,
    pub own: Value,
    /// The field error, `pointer code`, of a foreign and of an unknown one.
    pub fault: &'static str,
}

/// Statistics and rules: written for places of the caller's own city; the
/// province is none of them.
async fn of_statistics(world: &World<'_>, operation: &str, pointer: &str) -> Option<Reference> {
    if pointer != "/region_code" {
        return None;
    }
    let one = |record, body, fault: &'static str| Reference {
        who: "coordinator",
        record,
        body,
        foreign: json!("32"),
        unknown: json!("32.75.99.1001"),
        own: json!(Place::Here.village()),
        fault,
    };
    let (unknown, fixed) = ("/region_code unknown_reference", "/region_code field_fixed");
    Some(match operation {
        "create_region_fact" => {
            let fact = json!({ "year": 2026, "kind": "mean_income", "value": 1_900_000, "source": "BPS" });
            one(None, fact, unknown)
        }
        "update_region_fact" => {
            let fact = json!({ "region_code": Place::Here.village(), "year": 2026, "kind": "mean_expenditure",
                "value": 1_800_000, "source": "BPS" });
            let made = world.post("coordinator", "/api/v1/region-facts", &fact).await.expect(201).json();
            one(Some(text(&made, "id")), json!({}), fixed)
        }
        "create_poverty_line" => {
            let away = "insert into regions (code, level, name, official_name, search_text, name_folded, parent_code) \
                        values ('32.16', 'city', 'Bekasi', 'Kabupaten Bekasi', 'bekasi', 'bekasi', '32')";
            world.server.sql(away).await.unwrap();
            let line = json!({ "year": 2026, "monthly_rupiah": 900_000, "source": "BPS" });
            let of = one(None, line, unknown);
            Reference { foreign: json!("32.16"), unknown: json!("32.99"), own: json!("32.75"), ..of }
        }
        "update_poverty_line" => {
            let of = one(Some(text(&world.first("/api/v1/poverty-lines").await, "id")), json!({}), fixed);
            Reference { foreign: json!("32.16"), unknown: json!("32.99"), own: json!("32.75"), ..of }
        }
        "create_rule_set" => one(None, json!({}), unknown),
        "update_rule_set" => one(Some(text(&world.rules().await, "id")), json!({}), unknown),
        _ => return None,
    })
}

/// Programmes, and what the stages ask for: of the caller's own city.
async fn of_cities(world: &World<'_>, operation: &str) -> Option<Reference> {
    let (record, body) = match operation {
        "create_programme" => {
            let agency = world.first("/api/v1/agencies").await["id"].clone();
            let draft = json!({ "name": "P2WKSS", "year": 2032, "lead_agency_id": agency, "target_families": 100 });
            (None, draft)
        }
        "update_programme" => (Some(world.programme("coordinator", "32.75").await), json!({})),
        "create_stage_template" => (None, json!({})),
        "update_stage_template" => {
            let draft = json!({ "city_code": "32.75" });
            let made = world.post("coordinator", "/api/v1/stage-templates", &draft).await.expect(201).json();
            (Some(text(&made, "id")), json!({}))
        }
        _ => return None,
    };
    let fault = if record.is_some() { "/city_code field_fixed" } else { "/city_code unknown_reference" };
    let (foreign, unknown, own) = (json!("32.76"), json!("32.99"), json!("32.75"));
    Some(Reference { who: "coordinator", record, body, foreign, unknown, own, fault })
}

/// What is declared of a stage names a file of its kelurahan, and a locus a
/// version of its city.
async fn of_stages(world: &World<'_>, operation: &str) -> Option<Reference> {
    let unknown = json!(Uuid::now_v7().to_string());
    Some(match operation {
        "create_stage_entry" => {
            let record = Some(first_stage(world, Place::Here).await);
            let body = json!({ "requirement": "done", "day": "2026-10-30" });
            let foreign = world.document(Place::Elsewhere).await["id"].clone();
            let own = world.document(Place::Here).await["id"].clone();
            let fault = "/document_id unknown_reference";
            Reference { who: "kelurahan_officer", record, body, foreign, unknown, own, fault }
        }
        "move_locus_template" => {
            let record = Some(world.locus(Place::Here).await);
            let (foreign, own) =
                (template(world, OFFICER, "32.76").await, template(world, "coordinator", "32.75").await);
            let (foreign, own, fault) = (json!(foreign), json!(own), "/template_id unknown_reference");
            let body = json!({ "reason": "Sesuai hasil rapat" });
            Reference { who: "coordinator", record, body, foreign, unknown, own, fault }
        }
        _ => return None,
    })
}

/// A locus of a programme of the caller's own city.
async fn of_loci(world: &World<'_>, operation: &str, pointer: &str) -> Option<Reference> {
    let (own, foreign) = (world.programme("coordinator", "32.75").await, world.programme(OFFICER, "32.76").await);
    let draft = json!({ "programme_id": own, "region_code": Place::Here.village(), "rws": ["11"] });
    let record = match operation {
        "create_locus" => None,
        "update_locus" => Some(text(&world.post("coordinator", "/api/v1/loci", &draft).await.expect(201).json(), "id")),
        _ => return None,
    };
    let (foreign, unknown) = if pointer == "/programme_id" {
        (json!(foreign), json!(Uuid::now_v7().to_string()))
    } else {
        let away = "insert into regions (code, level, name, official_name, search_text, name_folded, parent_code) \
                    values ('32.76.01.1001', 'village', 'Depok', 'Depok', 'depok', 'depok', '32.76') \
                    on conflict do nothing";
        world.server.sql(away).await.unwrap();
        (json!("32.76.01.1001"), json!("32.75.99.1001"))
    };
    let fault = match (operation, pointer) {
        ("create_locus", "/programme_id") => "/programme_id unknown_reference",
        ("create_locus", _) => "/region_code unknown_reference",
        (_, "/programme_id") => "/programme_id field_fixed",
        _ => "/region_code field_fixed",
    };
    let (own, body) =
        (draft[pointer.trim_start_matches('/')].clone(), if record.is_some() { json!({}) } else { draft });
    Some(Reference { who: "coordinator", record, body, foreign, unknown, own, fault })
}

/// A pair of one's own, of which one is to be found elsewhere.
async fn merge(world: &World<'_>, pointer: &str) -> Reference {
    let pair = world.pair(Place::Here, Place::NextDoor).await;
    let body = json!({ "kept_id": pair["first"]["id"], "removed_id": pair["second"]["id"], "take": [],
        "reason": "Orangnya sama" });
    let foreign = world.woman(Place::Elsewhere, State::Candidate).await["id"].clone();
    let own = body[pointer.trim_start_matches('/')].clone();
    let fault = if pointer == "/kept_id" { "/kept_id unknown_reference" } else { "/removed_id unknown_reference" };
    let unknown = json!(Uuid::now_v7().to_string());
    Reference { who: "kelurahan_officer", record: None, body, foreign, unknown, own, fault }
}

/// A write that names a kelurahan.
async fn of_villages(world: &World<'_>, operation: &str) -> Option<Reference> {
    let (here, nowhere) = (json!(Place::Here.village()), json!("32.75.99.1001"));
    let elsewhere = json!(Place::Elsewhere.village());
    let village = |record, body, fault| Reference {
        who: "kelurahan_officer",
        record,
        body,
        foreign: elsewhere.clone(),
        unknown: nowhere.clone(),
        own: here.clone(),
        fault,
    };
    Some(match operation {
        "create_beneficiary" => village(None, world.draft(Place::Here), "/region_code unknown_reference"),
        "create_household" => village(None, json!({ "rw": "011", "rt": "2" }), "/region_code unknown_reference"),
        "update_household" => {
            let record = text(&world.household(Place::Here).await, "id");
            village(Some(record), json!({}), "/region_code unknown_reference")
        }
        // Her place follows her household; no other is taken, near or far.
        "update_beneficiary" => {
            let record = text(&world.woman(Place::Here, State::Candidate).await, "id");
            village(Some(record), json!({}), "/region_code place_differs")
        }
        _ => return None,
    })
}

async fn find(world: &World<'_>, operation: &str, pointer: &str) -> Option<Reference> {
    if operation.ends_with("_locus") {
        of_loci(world, operation, pointer).await
    } else if operation.ends_with("_locus_selection") {
        selections::references(world, operation, pointer).await
    } else if operation.ends_with("_legal_instrument") {
        instruments::of_instruments(world, operation, pointer).await
    } else if operation.contains("_meeting") || operation.ends_with("_action") || operation == "create_comment" {
        meetings::references(world, operation, pointer).await
    } else {
        of_others(world, operation, pointer).await
    }
}

async fn of_others(world: &World<'_>, operation: &str, pointer: &str) -> Option<Reference> {
    if let Some(one) = of_statistics(world, operation, pointer).await {
        return Some(one);
    }
    match (operation, pointer) {
        (_, "/region_code") => return of_villages(world, operation).await,
        (_, "/city_code") => return of_cities(world, operation).await,
        ("create_stage_entry", "/document_id") | ("move_locus_template", "/template_id") => {
            return of_stages(world, operation).await;
        }
        _ => {}
    }
    let (who, nobody) = ("kelurahan_officer", json!(Uuid::now_v7().to_string()));
    Some(match (operation, pointer) {
        ("create_beneficiary", "/household_id") => {
            let mut body = world.draft(Place::Here);
            for member in ["region_code", "rw", "rt"] {
                body.as_object_mut().unwrap().remove(member);
            }
            let foreign = world.household(Place::Elsewhere).await["id"].clone();
            let own = world.household(Place::Here).await["id"].clone();
            let fault = "/household_id unknown_reference";
            Reference { who, record: None, body, foreign, unknown: nobody, own, fault }
        }
        ("update_beneficiary", "/household_id") => {
            let woman = world.woman(Place::Here, State::Candidate).await;
            let foreign = world.household(Place::Elsewhere).await["id"].clone();
            let (record, own) = (Some(text(&woman, "id")), woman["household_id"].clone());
            let fault = "/household_id place_differs";
            Reference { who, record, body: json!({}), foreign, unknown: nobody, own, fault }
        }
        ("create_welfare_assessment", "/beneficiary_id") => {
            let body = json!({ "assessed_on": "2026-11-06", "monthly_income": 300_000 });
            let foreign = world.woman(Place::Elsewhere, State::Candidate).await["id"].clone();
            let own = world.woman(Place::Here, State::Candidate).await["id"].clone();
            let fault = "/beneficiary_id unknown_reference";
            Reference { who, record: None, body, foreign, unknown: nobody, own, fault }
        }
        ("create_validations", "/document_id") => {
            let woman = text(&world.woman(Place::Here, State::Candidate).await, "id");
            let body = json!({ "ids": [woman], "programme_year": 2027, "outcome": "validated",
                "reason": "Dikenal warga RW" });
            let foreign = world.document(Place::Elsewhere).await["id"].clone();
            let own = world.document(Place::Here).await["id"].clone();
            let fault = "/document_id unknown_reference";
            Reference { who: "lurah", record: None, body, foreign, unknown: nobody, own, fault }
        }
        ("create_enrolments", "/locus_id") => {
            let woman = text(&world.woman(Place::Here, State::Validated).await, "id");
            let (foreign, own) = (json!(world.locus(Place::Elsewhere).await), json!(world.locus(Place::Here).await));
            let fault = "/locus_id unknown_reference";
            Reference { who, record: None, body: json!({ "ids": [woman] }), foreign, unknown: nobody, own, fault }
        }
        ("create_merge", "/kept_id" | "/removed_id") => merge(world, pointer).await,
        _ => return None,
    })
}

/// Puts a value at the pointer's member and sends the body.
async fn send(
    world: &World<'_>,
    operation: &Operation,
    pointer: &str,
    one: &Reference,
    value: &Value,
) -> crate::support::Answered {
    let (mut body, id) = (one.body.clone(), one.record.as_deref().unwrap_or(""));
    // Of a list its first.
    match pointer.trim_start_matches('/').split_once('/') {
        Some((list, member)) => body[list][0][member] = value.clone(),
        None => body[pointer.trim_start_matches('/')] = value.clone(),
    }
    let path = operation.path.replace("{id}", id);
    let mut caller = world.caller(one.who).await;
    if operation.is(Trait::Conditional) {
        // A step stands under the record it is taken with.
        let (start, _) = operation.path.split_once("{id}").unwrap();
        let record = world.read(one.who, &format!("{start}{id}")).await.expect(200).json();
        let version = record["version"].as_i64().unwrap();
        caller = caller.with("if-match", &world.tag(one.who, version).await);
    }
    caller.raw(operation.method, &path, Some(body.to_string())).await
}

async fn try_it(world: &World<'_>, operation: &Operation, pointer: &str, one: &Reference, faults: &mut Vec<String>) {
    let foreign = send(world, operation, pointer, one, &one.foreign).await;
    let unknown = send(world, operation, pointer, one, &one.unknown).await;
    if foreign.status != 422 || foreign.faults() != [one.fault] {
        faults.push(format!("{} {pointer} elsewhere: {} {}", operation.id, foreign.status, foreign.text));
    } else if foreign.anonymous() != unknown.anonymous() {
        faults.push(format!("{} {pointer}: {} unlike {}", operation.id, foreign.text, unknown.text));
    }
    let own = send(world, operation, pointer, one, &one.own).await;
    if own.status != operation.success {
        faults.push(format!("{} {pointer} of one's own place: {} {}", operation.id, own.status, own.text));
    }
}

/// The references in a schema: members named like one, however deep.
fn references(document: &Value, schema: &Value, at: &str, met: &mut BTreeSet<String>, found: &mut BTreeSet<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        if met.insert(name.to_owned()) {
            let target = document.pointer(name.trim_start_matches('#')).unwrap();
            references(document, target, at, met, found);
        }
        return;
    }
    for many in ["oneOf", "anyOf", "allOf"] {
        for one in schema[many].as_array().into_iter().flatten() {
            references(document, one, at, met, found);
        }
    }
    if schema["items"].is_object() {
        references(document, &schema["items"], at, met, found);
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        let pointer = format!("{at}/{name}");
        let named = name.ends_with("_id") || name.ends_with("_ids");
        if named || matches!(name.as_str(), "ids" | "region_code" | "city_code" | "collected_by") {
            found.insert(pointer.clone());
        }
        references(document, member, &pointer, met, found);
    }
}

pub async fn check(world: &World<'_>) {
    let (document, mut faults) = (document(), Vec::new());
    for operation in ALL.iter().filter(|operation| operation.has_body && !operation.is(Trait::Binary)) {
        let method = operation.method.as_str().to_ascii_lowercase();
        let body = &document["paths"][operation.path][method]["requestBody"]["content"]["application/json"];
        let mut found = BTreeSet::new();
        references(&document, &body["schema"], "", &mut BTreeSet::new(), &mut found);
        for pointer in &found {
            // Agencies are kept for all places at once.
            let open = pointer.ends_with("agency_id");
            if open || OPEN.iter().any(|(id, member, _)| *id == operation.id && member == pointer) {
                continue;
            }
            match (operation.id, pointer.as_str()) {
                ("create_validations", "/ids") => bulk::of_validations(world, &mut faults).await,
                ("create_enrolments", "/ids") => bulk::of_enrolments(world, &mut faults).await,
                _ => match find(world, operation.id, pointer).await {
                    Some(one) => try_it(world, operation, pointer, &one, &mut faults).await,
                    None => faults.push(format!("{} {pointer} has no fixture", operation.id)),
                },
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
