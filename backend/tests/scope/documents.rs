//! Kept files: those that name women, and others that more people read.

use super::lists::Row;
use super::world::{Place, World, text};

pub async fn listed(world: &World<'_>) -> Vec<Row> {
    // What the demo city has of them is left out.
    let demo = [
        "delete from stage_entries",
        "delete from meeting_documents",
        "update legal_instruments set document_id = null",
    ];
    for statement in demo.into_iter().chain(["delete from document_files", "delete from documents"]) {
        world.server.sql(statement).await.unwrap();
    }
    let mut rows = Vec::new();
    for place in [Place::Here, Place::Elsewhere] {
        let none: &[&str] = &[];
        for (kind, never) in [("signed_list", &["observer"][..]), ("work_plan", none)] {
            let id = text(&world.document_of(place, kind).await, "id");
            let filters = vec![("kind", kind.to_owned()), ("region", place.village().to_owned())];
            rows.push(Row { id, place, owner: None, also: &[], never, filters });
        }
    }
    rows
}
