//! Legal instruments: what they name is of their own city.

use super::neighbour::OFFICER;
use super::references::Reference;
use super::world::{Place, World, text};
use crate::legal_instruments::decree;
use contract::endpoint::Method;
use p2wkss::demo::paper;
use serde_json::{Value, json};
use uuid::Uuid;

/// A locus of a programme of the other city.
async fn locus_away(world: &World<'_>, programme: &str) -> Value {
    let away = "insert into regions (code, level, name, official_name, search_text, name_folded, parent_code) \
                values ('32.76.01.1001', 'village', 'Depok', 'Depok', 'depok', 'depok', '32.76') on conflict do nothing";
    world.server.sql(away).await.unwrap();
    let draft = json!({ "programme_id": programme, "region_code": "32.76.01.1001", "rws": ["1"] });
    world.post(OFFICER, "/api/v1/loci", &draft).await.expect(201).json()["id"].clone()
}

/// A decree kept for a city.
async fn file(world: &World<'_>, who: &str, city: &str) -> Value {
    let path = format!("/api/v1/documents?kind=decree&region={city}");
    let caller = world.caller(who).await;
    caller.bytes(Method::Post, &path, "application/pdf", paper("Risalah")).await.expect(201).json()["id"].clone()
}

pub async fn of_instruments(world: &World<'_>, operation: &str, pointer: &str) -> Option<Reference> {
    let programme = world.programme("coordinator", "32.75").await;
    let away = world.programme(OFFICER, "32.76").await;
    let mut body = decree(&Uuid::now_v7().to_string());
    let (foreign, own, fault) = match pointer {
        "/city_code" => (json!("32.76"), json!("32.75"), "/city_code unknown_reference"),
        "/programme_id" => (json!(away), json!(programme), "/programme_id unknown_reference"),
        "/locus_id" => {
            let draft = json!({ "programme_id": programme, "region_code": Place::Here.village(), "rws": ["17"] });
            let here = world.post("coordinator", "/api/v1/loci", &draft).await.expect(201).json()["id"].clone();
            (locus_away(world, &away).await, here, "/locus_id unknown_reference")
        }
        "/document_id" => {
            let (foreign, own) = (file(world, OFFICER, "32.76").await, file(world, "coordinator", "32.75").await);
            (foreign, own, "/document_id unknown_reference")
        }
        _ => return None,
    };
    body["programme_id"] = json!(programme);
    let record = match operation {
        "create_legal_instrument" => None,
        _ => Some(text(&world.post("coordinator", "/api/v1/legal-instruments", &body).await.expect(201).json(), "id")),
    };
    let fault = if record.is_some() && pointer == "/city_code" { "/city_code field_fixed" } else { fault };
    let unknown = if pointer == "/city_code" { json!("32.99") } else { json!(Uuid::now_v7().to_string()) };
    let body = if record.is_some() { json!({}) } else { body };
    Some(Reference { who: "coordinator", record, body, foreign, unknown, own, fault })
}
