//! The contract of the P2WKSS system: what travels over the wire, who may do
//! what, and under which address.
//!
//! The same types serve the server, the web application and the black-box
//! tests, so that they cannot drift apart. Column types and the OpenAPI
//! document sit behind the feature `server`; a browser build sees neither.
//!
//! In reading order: [`policy`] (who may do what), [`endpoints`] (every
//! operation), [`problem`] (every refusal), then one module per noun.

#[macro_use]
mod text_enum;
#[macro_use]
pub mod draft;
#[macro_use]
pub mod endpoint;

pub mod actions;
pub mod agencies;
pub mod audit_events;
pub mod auth;
pub mod awaiting;
pub mod beneficiaries;
pub mod code_lists;
pub mod comments;
pub mod consents;
pub mod cycle;
pub mod documents;
pub mod duplicates;
pub mod eligibility;
pub mod endpoints;
pub mod enrolments;
pub mod erasures;
pub mod exports;
pub mod filters;
pub mod history;
pub mod households;
pub mod ids;
pub mod import_mapping;
pub mod imports;
pub mod jobs;
pub mod ks21;
pub mod legal_instruments;
pub mod loci;
pub mod locus_selections;
pub mod me;
pub mod meetings;
pub mod merges;
pub mod moment;
pub mod nik;
pub mod notifications;
pub mod officers;
pub mod page;
pub mod place;
pub mod policy;
pub mod poverty_checks;
pub mod poverty_lines;
pub mod problem;
pub mod programmes;
pub mod record;
pub mod region_facts;
pub mod regions;
pub mod relocations;
pub mod role_assignments;
pub mod stage_board;
pub mod stage_records;
pub mod stage_templates;
pub mod tasks;
pub mod users;
pub mod validations;
pub mod welfare;
pub mod words;
pub mod work_lists;

#[cfg(feature = "server")]
pub mod document;
