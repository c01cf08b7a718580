//! The P2WKSS server.
//!
//! [`app`] wires everything on one screen. `kernel` is plumbing; every other
//! folder with a `routes.rs` is one noun of the programme.

pub mod actions;
pub mod agencies;
pub mod audit_events;
pub mod auth;
pub mod backup;
pub mod bench;
pub mod beneficiaries;
pub mod cli;
pub mod code_lists;
pub mod comments;
pub mod config;
pub mod consents;
pub mod demo;
pub mod documents;
pub mod duplicates;
pub mod eligibility;
pub mod enrolments;
pub mod entity;
pub mod erasures;
pub mod exports;
pub mod health;
pub mod history;
pub mod households;
pub mod imports;
pub mod jobs;
pub mod kernel;
pub mod keys;
pub mod legal_instruments;
pub mod links;
pub mod loci;
pub mod locus_selections;
pub mod me;
pub mod meetings;
pub mod merges;
pub mod metrics;
pub mod migrations;
pub mod mount;
pub mod notifications;
pub mod officers;
pub mod poverty_checks;
pub mod poverty_lines;
pub mod programmes;
pub mod region_facts;
pub mod regions;
pub mod relocations;
pub mod role_assignments;
pub mod stage_board;
pub mod stage_records;
pub mod stage_templates;
pub mod start;
pub mod tasks;
pub mod users;
pub mod validations;
pub mod web;
pub mod welfare;
pub mod work_lists;

use actix_web::web::{Data, ServiceConfig};
use kernel::state::Kernel;
use std::sync::Arc;

/// Every route of the process.
pub fn app(kernel: Arc<Kernel>) -> impl FnOnce(&mut ServiceConfig) {
    move |config| {
        config.app_data(Data::new(kernel));
        config.app_data(
            actix_web::web::PathConfig::default()
                .error_handler(|_, _| kernel::error::Error::from(contract::problem::ProblemCode::NotFound).into()),
        );
        auth::configure(config);
        me::configure(config);
        users::configure(config);
        role_assignments::configure(config);
        regions::configure(config);
        agencies::configure(config);
        code_lists::configure(config);
        households::configure(config);
        beneficiaries::configure(config);
        duplicates::configure(config);
        merges::configure(config);
        erasures::configure(config);
        relocations::configure(config);
        consents::configure(config);
        welfare::configure(config);
        poverty_checks::configure(config);
        poverty_lines::configure(config);
        region_facts::configure(config);
        programmes::configure(config);
        loci::configure(config);
        locus_selections::configure(config);
        legal_instruments::configure(config);
        comments::configure(config);
        meetings::configure(config);
        actions::configure(config);
        officers::configure(config);
        stage_templates::configure(config);
        stage_records::configure(config);
        stage_board::configure(config);
        enrolments::configure(config);
        eligibility::configure(config);
        validations::configure(config);
        documents::configure(config);
        tasks::configure(config);
        notifications::configure(config);
        work_lists::configure(config);
        imports::configure(config);
        exports::configure(config);
        links::configure(config);
        audit_events::configure(config);
        health::configure(config);
        metrics::configure(config);
        web::configure(config);
        config.default_service(actix_web::web::to(web::application));
    }
}
