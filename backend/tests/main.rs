//! The server from its API, on SQLite and on PostgreSQL. One file per slice,
//! by the same name; one program, so that it is linked once.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, and says where"
)]

mod support;

mod agencies;
mod audit_chain;
mod audit_events;
mod auth;
mod auth_codes;
mod auth_tokens;
mod awaiting;
mod backup;
mod bench;
mod beneficiaries;
mod code_lists;
mod comments;
mod consents;
mod database;
mod documents;
mod duplicates;
mod edge;
mod eligibility;
mod enrolments;
mod erasures;
mod exports;
mod files;
mod households;
mod import_conflicts;
mod import_files;
mod import_hostile;
mod import_mapping;
mod import_near;
mod import_volume;
mod imports;
mod jobs;
mod keys;
mod legal_instruments;
mod limits;
mod loci;
mod locus_selections;
mod me;
mod meetings;
mod merges;
mod metrics;
mod migrations;
mod name_order;
mod notifications;
mod patterns;
mod permissions;
mod plans;
mod poverty_lines;
mod programmes;
mod region_facts;
mod regions;
mod registering;
mod relocations;
mod role_assignments;
mod scope;
mod stage_passages;
mod stage_records;
mod stage_templates;
mod statements;
mod tasks;
mod users;
mod validations;
mod welfare;
mod work_lists;
