//! Nobody reaches a record outside her place: not by its id, not through a
//! list, its filters or its total, not by naming it in a body.
//!
//! Driven from the contract: an operation with an id, a list, a filter or a
//! reference that has neither a fixture nor a reason here fails the test.

mod bulk;
mod documents;
mod instruments;
mod lists;
mod meetings;
pub mod neighbour;
mod records;
mod references;
mod row;
mod selections;
mod stages;
mod world;

use crate::support::with_server;
use world::World;

#[test]
fn a_record_elsewhere_answers_like_one_that_does_not_exist() {
    with_server(async |server| {
        neighbour::found(server).await;
        records::check(&World::new(server)).await;
    });
}

#[test]
fn a_list_neither_shows_nor_counts_what_is_elsewhere() {
    with_server(async |server| lists::check(&World::new(server)).await);
}

#[test]
fn a_body_cannot_name_what_is_elsewhere() {
    with_server(async |server| {
        neighbour::found(server).await;
        references::check(&World::new(server)).await;
    });
}
