//! Locus selections: what they name is of their own city.

use super::neighbour::OFFICER;
use super::references::Reference;
use super::world::{World, text};
use crate::locus_selections::selection;
use serde_json::json;
use uuid::Uuid;

pub async fn references(world: &World<'_>, operation: &str, pointer: &str) -> Option<Reference> {
    let programme = world.programme("coordinator", "32.75").await;
    let away = world.programme(OFFICER, "32.76").await;
    let mut body = selection(&programme);
    let record = match operation {
        "create_locus_selection" => None,
        _ => Some(text(&world.post("coordinator", "/api/v1/locus-selections", &body).await.expect(201).json(), "id")),
    };
    let unknown = json!(Uuid::now_v7().to_string());
    let (foreign, unknown, own, fault) = match (pointer, &record) {
        ("/programme_id", None) => (json!(away), unknown, json!(programme), "/programme_id unknown_reference"),
        ("/programme_id", Some(_)) => (json!(away), unknown, json!(programme), "/programme_id field_fixed"),
        ("/region_code", _) => (json!("32.76"), json!("32.99"), json!("32.75"), "/region_code unknown_reference"),
        _ => return None,
    };
    if record.is_some() {
        body = json!({});
    }
    Some(Reference { who: "coordinator", record, body, foreign, unknown, own, fault })
}
