//! Stage records (catatan tahap): the seven stages of a locus, their gates, and
//! the way through them (P-19, P-28, P-29, P-33).
//!
//! A gate governs whether a stage counts as passed, never whether its records
//! may be made: evaluation runs while trainings do, and monitoring after the
//! end. Every write locks the locus first, so that of two at once one comes
//! after the other.

pub mod awaiting;
pub mod entries;
pub mod facts;
pub mod gate;
pub mod opening;
pub mod queries;
pub mod routes;
pub mod steps;
pub mod surroundings;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListStageRecords, _, _>(config, routes::list);
    mount::<api::GetStageRecord, _, _>(config, routes::get);
    mount::<api::UpdateStageRecord, _, _>(config, routes::update);
    mount::<api::ListStageRecordHistory, _, _>(config, routes::history);
    mount::<api::CreateStageEntry, _, _>(config, entries::create);
    mount::<api::WithdrawStageEntry, _, _>(config, entries::withdraw);
    mount::<api::CreateStageWaiver, _, _>(config, entries::request_waiver);
    mount::<api::DecideStageWaiver, _, _>(config, entries::decide_waiver);
    mount::<api::SubmitStage, _, _>(config, steps::submit);
    mount::<api::ApproveStage, _, _>(config, steps::approve);
    mount::<api::ReturnStage, _, _>(config, steps::send_back);
    mount::<api::ReopenStage, _, _>(config, steps::reopen);
}
