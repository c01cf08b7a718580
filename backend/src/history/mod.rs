//! What changed on a record, read from its events and their kept values.

pub mod queries;
