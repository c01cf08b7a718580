//! Validation (pengesahan): the Lurah decides on the candidates.

mod checklist;
mod decide;
mod one_by_one;
mod print;
mod queue;
mod scan;

pub use decide::{Chosen, DecideBar};
pub use print::PrintCandidates;
pub use queue::ValidationQueue;

use crate::beneficiaries::members_in_words;
use crate::i18n::{t, tr};
use contract::beneficiaries::{Beneficiary, Status};

/// Why the Lurah cannot decide on her now.
pub fn obstacle(woman: &Beneficiary) -> Option<String> {
    if !matches!(woman.status, Status::Candidate | Status::Outdated) || woman.archived_at.is_some() {
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
