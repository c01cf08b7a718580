//! Welfare (kesejahteraan): what families have and lack (P-01 to P-06, P-14).

pub mod family;
pub mod finances;
pub mod queries;
pub mod reference;
pub mod renewal;
pub mod routes;
pub mod summary;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints::{
    CreateWelfareAssessment, GetWelfare, GetWelfareAssessment, ListWelfareAssessments, WithdrawWelfareAssessment,
};

pub fn configure(config: &mut ServiceConfig) {
    mount::<ListWelfareAssessments, _, _>(config, routes::list);
    mount::<CreateWelfareAssessment, _, _>(config, routes::create);
    mount::<GetWelfareAssessment, _, _>(config, routes::get);
    mount::<WithdrawWelfareAssessment, _, _>(config, routes::withdraw);
    mount::<GetWelfare, _, _>(config, summary::get);
}
