//! The types that lists take their filters by.

use crate::page::Paging;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

/// A query type: `()` or parameters.
pub trait QueryParameters {
    fn parameters() -> Vec<Parameter>;
}

impl QueryParameters for () {
    fn parameters() -> Vec<Parameter> {
        Vec::new()
    }
}

macro_rules! query_parameters {
    ($($type:ty),+ $(,)?) => {$(
        impl QueryParameters for $type {
            fn parameters() -> Vec<Parameter> {
                Self::into_params(|| Some(ParameterIn::Query))
            }
        }
    )+};
}

query_parameters!(
    Paging,
    crate::users::Filter,
    crate::role_assignments::Filter,
    crate::regions::Filter,
    crate::agencies::Filter,
    crate::code_lists::Filter,
    crate::comments::Filter,
    crate::audit_events::Filter,
    crate::beneficiaries::Filter,
    crate::households::Filter,
    crate::imports::RowFilter,
    crate::imports::Upload,
    crate::validations::Filter,
    crate::documents::Filter,
    crate::documents::Upload,
    crate::tasks::Filter,
    crate::welfare::Filter,
    crate::enrolments::Filter,
    crate::legal_instruments::Filter,
    crate::loci::Filter,
    crate::locus_selections::Filter,
    crate::meetings::Filter,
    crate::actions::Filter,
    crate::notifications::Filter,
    crate::officers::Filter,
    crate::poverty_lines::Filter,
    crate::programmes::Filter,
    crate::region_facts::Filter,
    crate::stage_board::Filter,
    crate::stage_records::Filter,
    crate::stage_templates::Filter,
    crate::eligibility::PreviewFilter,
    crate::duplicates::Filter,
    crate::merges::Filter,
    crate::relocations::Filter,
    crate::work_lists::Filter,
);
