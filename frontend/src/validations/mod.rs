//! Validation (pengesahan): the Lurah decides on the candidates.

mod checklist;
mod decide;
mod one_by_one;
mod print;
mod queue;

pub use decide::{Chosen, DecideBar};
pub use print::PrintCandidates;
pub use queue::ValidationQueue;

use crate::beneficiaries::members_in_words;
use crate::i18n::{t, tr};
use contract::beneficiaries::{Beneficiary, Status};

/// Why the Lurah cannot decide on her now. Who is validated can be for another
/// year as well.
pub fn obstacle(woman: &Beneficiary) -> Option<String> {
    if !matches!(woman.status, Status::Candidate | Status::Outdated | Status::Validated) || woman.archived_at.is_some()
    {
        return Some(t("obstacle-state"));
    }
    if woman.edited_by_you {
        return Some(t("obstacle-own"));
    }
    if !woman.missing.is_empty() {
        return Some(tr("obstacle-missing", &[("members", members_in_words(&woman.missing).into())]));
    }
    None
}
