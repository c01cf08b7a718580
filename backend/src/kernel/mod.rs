//! Plumbing without a word of the programme: who asks, what they may do and
//! see, how a write is recorded, how an answer leaves.
//!
//! A handler's first parameter is a guard ([`guard::Read`], [`guard::Write`] or
//! [`guard::Open`]); it is the only door to the database.

pub mod away;
pub mod batch;
pub mod bucket;
pub mod chain;
pub mod clock;
pub mod crud;
pub mod crypto;
pub mod database;
pub mod desk;
pub mod edge;
pub mod error;
pub mod event;
pub mod fields;
pub mod first;
pub mod fold;
pub mod gather;
pub mod guard;
pub mod identity;
pub mod limits;
pub mod line;
pub mod list;
pub mod looks;
pub mod memo;
pub mod metrics;
pub mod repetition;
pub mod reply;
pub mod request;
pub mod scope;
pub mod sequencer;
pub mod shared;
pub mod snapshot;
pub mod state;
pub mod together;
pub mod tokens;
pub mod turn;
pub mod tx;
pub mod way;
pub mod writing;
