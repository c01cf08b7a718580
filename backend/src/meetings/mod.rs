//! Meetings (rapat) of a locus or of a whole programme, and what they decided.

pub mod decisions;
pub mod queries;
pub mod routes;
pub mod rules;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListMeetings, _, _>(config, routes::list);
    mount::<api::CreateMeeting, _, _>(config, routes::create);
    mount::<api::GetMeeting, _, _>(config, routes::get);
    mount::<api::UpdateMeeting, _, _>(config, routes::update);
    mount::<api::HoldMeeting, _, _>(config, routes::hold);
    mount::<api::CancelMeeting, _, _>(config, routes::cancel);
    mount::<api::CreateMeetingDecision, _, _>(config, decisions::create);
    mount::<api::UpdateMeetingDecision, _, _>(config, decisions::update);
    mount::<api::LinkMeetingFile, _, _>(config, routes::link);
    mount::<api::ListMeetingHistory, _, _>(config, routes::history);
}
