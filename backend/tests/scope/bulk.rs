//! Steps taken with many women at once.

use super::world::{Place, State, World, operation, text};
use serde_json::{Value, json};
use uuid::Uuid;

/// A selection answers for each woman: those elsewhere are not found, and
/// nothing is decided on them.
pub async fn of_validations(world: &World<'_>, faults: &mut Vec<String>) {
    let own = text(&world.woman(Place::Here, State::Candidate).await, "id");
    let foreign = text(&world.woman(Place::Elsewhere, State::Candidate).await, "id");
    let (unknown, path) = (Uuid::now_v7().to_string(), operation("create_validations").path);
    let body = json!({ "ids": [foreign, unknown, own], "programme_year": 2027, "outcome": "validated",
                "reason": "Dikenal warga RW" });
    let decided = world.post("lurah", path, &body).await.expect(200).json();
    let refusals: Vec<&Value> = decided["results"].as_array().unwrap().iter().map(|one| &one["refusal"]).collect();
    if refusals != [&json!("not_found"), &json!("not_found"), &Value::Null] {
        faults.push(format!("create_validations: {decided}"));
    }
    let path = format!("/api/v1/beneficiaries/{foreign}");
    let after = world.read("kelurahan_officer_2", &path).await.expect(200).json();
    if after["status"] != "candidate" {
        faults.push(format!("create_validations: decided on {after}"));
    }
}

/// The same of women put forward for a locus.
pub async fn of_enrolments(world: &World<'_>, faults: &mut Vec<String>) {
    let own = text(&world.woman(Place::Here, State::Validated).await, "id");
    let foreign = text(&world.woman(Place::Elsewhere, State::Validated).await, "id");
    let draft = json!({ "locus_id": world.locus(Place::Here).await, "ids": [foreign, Uuid::now_v7(), own] });
    let made = world.post("kelurahan_officer", "/api/v1/enrolments", &draft).await.expect(200).json();
    let refusals: Vec<&Value> = made["results"].as_array().unwrap().iter().map(|one| &one["refusal"]).collect();
    if refusals != [&json!("not_found"), &json!("not_found"), &Value::Null] {
        faults.push(format!("create_enrolments: {made}"));
    }
}
