//! Welfare (kesejahteraan): what a woman's family has and lacks, and what the
//! rules say of her.

mod chart;
mod checks;
mod eligibility;
mod form;
mod form_fields;
mod income;
mod ks21;
mod list;
mod panels;

pub use eligibility::{answer_badge, answer_words, listed_badge};
pub use form::NewWelfareAssessment;
pub use list::WelfareAssessmentList;
pub use panels::WelfarePanels;
