//! Speaking with the server: typed calls, the session, queries and changes.

mod call;
mod client;
mod failure;
mod lock;
mod mutation;
mod query;
mod session;

pub use call::{Call, Wire};
pub use client::{Answer, Api, Reply};
pub use failure::Failure;
pub use mutation::{Mutation, Sender, Sending, use_mutation, use_sender};
pub use query::{Query, use_query, use_query_if, use_wire};
pub use session::{Session, SessionProvider, Stage, use_api, use_me, use_session};
