//! By what each list may be ordered.

use crate::endpoint::{Operation, Trait};
use crate::work_lists::FilteredList;
use crate::{consents, eligibility, imports, poverty_checks};

/// The published sort keys of a list, its default first.
pub fn sort_keys(operation: &Operation) -> &'static [&'static str] {
    if !operation.is(Trait::Paged) {
        return &[];
    }
    let noun = operation.path.trim_start_matches("/api/v1/");
    if let Ok(list) = noun.parse::<FilteredList>() {
        return list.sort_keys();
    }
    match operation.id {
        "list_work_lists" => crate::work_lists::SORT_KEYS,
        "list_notifications" => crate::notifications::SORT_KEYS,
        "list_officers" => crate::officers::SORT_KEYS,
        "list_imports" => imports::SORT_KEYS,
        "list_import_sources" => imports::SOURCE_SORT_KEYS,
        "list_import_rows" => &["row"],
        "list_rule_sets" => eligibility::SORT_KEYS,
        "list_consents" => consents::SORT_KEYS,
        "list_poverty_checks" => poverty_checks::SORT_KEYS,
        "list_household_members" => &["created_at"],
        "list_my_sessions" => &["-last_used_at"],
        id if id.ends_with("_history") => &["-at"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoints::ALL;

    #[test]
    fn every_list_and_nothing_else_has_an_order() {
        for operation in &ALL {
            assert_eq!(operation.is(Trait::Paged), !sort_keys(operation).is_empty(), "{}", operation.id);
        }
    }
}
