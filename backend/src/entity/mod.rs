//! The tables, one file each, without behaviour.

#![expect(clippy::disallowed_methods, reason = "the entity macro writes the relations with `find`")]

pub mod access_code;
pub mod agency;
pub mod beneficiary;
pub mod beneficiary_word;
pub mod code;
pub mod consent;
pub mod document;
pub mod document_file;
pub mod duplicate_candidate;
pub mod erasure;
pub mod event;
pub mod event_chain;
pub mod event_queue;
pub mod household;
pub mod household_finance;
pub mod household_member;
pub mod idempotency_key;
pub mod import;
pub mod import_file;
pub mod import_row;
pub mod import_source;
pub mod job;
pub mod key_check;
pub mod known_device;
pub mod merge;
pub mod poverty_check;
pub mod poverty_line;
pub mod refresh_token;
pub mod region;
pub mod region_fact;
pub mod register_mark;
pub mod relocation;
pub mod request_count;
pub mod revision;
pub mod role_assignment;
pub mod rule_set;
pub mod sequencer_lease;
pub mod session;
pub mod sign_in_throttle;
pub mod task;
pub mod ticket;
pub mod user;
pub mod validation;
pub mod welfare_assessment;
