//! Eligibility (kelayakan): versioned rules and what they say of a woman
//! (P-08, P-13 to P-15). They never decide: the Lurah does.

pub mod findings;
pub mod preview;
pub mod queries;
pub mod routes;
pub mod rules;
pub mod shipped;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{
    BringRuleSetIntoForce, CreateRuleSet, GetEligibility, GetRuleSet, ListRuleSets, PreviewRuleSet, UpdateRuleSet,
};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListRuleSets, _, _>(config, routes::list);
    mount::<CreateRuleSet, _, _>(config, routes::create);
    mount::<GetRuleSet, _, _>(config, routes::get);
    mount::<UpdateRuleSet, _, _>(config, routes::update);
    mount::<PreviewRuleSet, _, _>(config, preview::get);
    mount::<BringRuleSetIntoForce, _, _>(config, routes::bring_into_force);
    mount::<GetEligibility, _, _>(config, findings::get);
}
