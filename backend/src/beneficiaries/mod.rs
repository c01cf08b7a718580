//! Beneficiaries (penerima manfaat): poor women who head a family.
//!
//! Data collection by kader, LPM, PKB/PLKB, TP-PKK, RT and RW (S1-16); the
//! place is her household's (P-46).

pub mod awaiting;
pub mod checks;
pub mod identifiers;
pub mod lookups;
pub mod name_order;
pub mod one_nik;
pub mod queries;
pub mod routes;
pub mod rules;
pub mod search;
pub mod shown;
pub mod steps;
pub mod together;
pub mod write;

use crate::mount::mount;
use actix_web::web::ServiceConfig;
use contract::endpoints as api;

pub fn configure(config: &mut ServiceConfig) {
    mount::<api::ListBeneficiaries, _, _>(config, routes::list);
    mount::<api::CreateBeneficiary, _, _>(config, routes::create);
    mount::<api::GetBeneficiary, _, _>(config, routes::get);
    mount::<api::UpdateBeneficiary, _, _>(config, routes::update);
    mount::<api::ListBeneficiaryHistory, _, _>(config, routes::history);
    mount::<api::ArchiveBeneficiary, _, _>(config, steps::archive);
    mount::<api::RestoreBeneficiary, _, _>(config, steps::restore);
    mount::<api::WithdrawBeneficiary, _, _>(config, steps::withdraw);
    mount::<api::PutForwardBeneficiary, _, _>(config, steps::put_forward);
    mount::<api::RevealBeneficiary, _, _>(config, lookups::reveal);
    mount::<api::LookUpBeneficiary, _, _>(config, lookups::look_up);
}
