//! Work lists (daftar kerja): the filters and the order of a list, kept under
//! a name for oneself or for all who work in a place.
//!
//! A work list holds no rows. Whoever opens it sees what the list shows her.

use crate::draft::{Draft, Faults, Purpose};
use crate::endpoint::Access;
use crate::filters::{check_sort, read};
use crate::ids::{UserId, WorkListId};
use crate::moment::Timestamp;
use crate::place::RegionCode;
use crate::policy::Permission as P;
use crate::problem::{FieldCode, FieldError};
use crate::{
    actions, agencies, audit_events, beneficiaries, code_lists, comments, documents, duplicates, enrolments,
    households, legal_instruments, loci, locus_selections, meetings, merges, poverty_lines, programmes, region_facts,
    regions, relocations, role_assignments, stage_board, stage_records, stage_templates, tasks, users, validations,
    welfare,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The published sort keys of the list.
pub const SORT_KEYS: &[&str] = &["name", "-updated_at"];

/// The longest name of a work list.
pub const MAX_NAME: usize = 80;

/// What stays out of what is kept, which others read: a search may hold a
/// woman's name, and records picked one by one are rows, no filter.
pub const NOT_KEPT: &[&str] = &["q", "ids"];

macro_rules! filtered_lists {
    ($($list:ident = $word:literal : $access:expr, $noun:ident;)+) => {
        text_enum! {
            /// The lists whose filters can be kept, by the noun of their address.
            FilteredList { $($list = $word),+ }
        }

        impl FilteredList {
            /// Who may open the list.
            pub const fn access(self) -> Access {
                match self { $(Self::$list => $access),+ }
            }

            /// The published sort keys of the list.
            pub const fn sort_keys(self) -> &'static [&'static str] {
                match self { $(Self::$list => $noun::SORT_KEYS),+ }
            }

            /// Every filter the list does not know or cannot read.
            fn check(self, filters: &Map<String, Value>) -> Vec<FieldError> {
                match self { $(Self::$list => read::<$noun::Filter>(filters).err().unwrap_or_default()),+ }
            }
        }
    };
}

filtered_lists! {
    Beneficiaries = "beneficiaries": Access::May(P::ListBeneficiaries), beneficiaries;
    Households = "households": Access::May(P::ListBeneficiaries), households;
    DuplicateCandidates = "duplicate-candidates": Access::May(P::MergeBeneficiaries), duplicates;
    Merges = "merges": Access::May(P::MergeBeneficiaries), merges;
    Relocations = "relocations": Access::May(P::EditBeneficiaries), relocations;
    WelfareAssessments = "welfare-assessments": Access::May(P::ListBeneficiaries), welfare;
    Validations = "validations": Access::May(P::ListBeneficiaries), validations;
    Documents = "documents": Access::May(P::ReadDocuments), documents;
    Tasks = "tasks": Access::SignedIn, tasks;
    Programmes = "programmes": Access::SignedIn, programmes;
    Loci = "loci": Access::May(P::ReadLoci), loci;
    LocusSelections = "locus-selections": Access::SignedIn, locus_selections;
    Comments = "comments": Access::May(P::ReadLoci), comments;
    Meetings = "meetings": Access::May(P::ReadLoci), meetings;
    Actions = "actions": Access::May(P::ReadLoci), actions;
    LegalInstruments = "legal-instruments": Access::SignedIn, legal_instruments;
    StageTemplates = "stage-templates": Access::SignedIn, stage_templates;
    StageRecords = "stage-records": Access::May(P::ReadLoci), stage_records;
    StageBoard = "stage-board": Access::May(P::ReadLoci), stage_board;
    Enrolments = "enrolments": Access::May(P::ListBeneficiaries), enrolments;
    PovertyLines = "poverty-lines": Access::SignedIn, poverty_lines;
    RegionFacts = "region-facts": Access::SignedIn, region_facts;
    Regions = "regions": Access::SignedIn, regions;
    Agencies = "agencies": Access::SignedIn, agencies;
    CodeLists = "code-lists": Access::SignedIn, code_lists;
    Users = "users": Access::May(P::ManageUsers), users;
    RoleAssignments = "role-assignments": Access::May(P::ManageUsers), role_assignments;
    AuditEvents = "audit-events": Access::May(P::ReadAuditTrail), audit_events;
}

/// Filters of a list, kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WorkList {
    pub id: WorkListId,
    pub list: FilteredList,
    pub name: String,
    /// The filters by the names the list's query has.
    pub filters: Map<String, Value>,
    /// One of the list's sort keys; its default when `null`.
    pub sort: Option<String>,
    /// Whoever works in this place and may open the list sees it; whose role has
    /// no place, what a whole city shares. `null`: its owner alone.
    pub shared_in: Option<RegionCode>,
    pub shared_in_name: Option<String>,
    pub owner_id: UserId,
    pub owner_name: String,
    /// Whether the caller made it; others may not change it.
    pub own: bool,
    /// Its owner may take it away; once her account is disabled, whoever it is
    /// shared with.
    pub may_delete: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: i64,
}

draft! {
    /// What is said of a work list.
    WorkListDraft with WorkListId {
        /// Fixed once created.
        list: FilteredList,
        /// 1 to 80 characters, and no number as long as a NIK.
        name: String,
        /// The filters by the names the list's query has; a search is not kept.
        filters: Map<String, Value>,
        sort: String,
        /// A place the caller works in, or one within it. Who works nowhere in
        /// particular may name any.
        shared_in: RegionCode,
    }
}

/// Filters of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// Those of one list.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub list: Option<FilteredList>,
}

impl WorkListDraft {
    /// The faults of filters and order, for the list they belong to.
    pub fn check_for(&self, list: FilteredList) -> Vec<FieldError> {
        let mut faults = Vec::new();
        if let Some(filters) = self.filters.value() {
            faults.extend(list.check(filters));
            for (name, value) in filters {
                let pointer = format!("/filters/{name}");
                let fault = match value {
                    _ if NOT_KEPT.contains(&name.as_str()) => FieldCode::UnknownMember,
                    Value::Null => FieldCode::Malformed,
                    _ => continue,
                };
                faults.retain(|fault| fault.pointer != pointer);
                faults.push(FieldError::new(&pointer, fault));
            }
        }
        faults.extend(self.sort.value().and_then(|sort| check_sort(list.sort_keys(), sort)));
        faults
    }
}

impl Draft for WorkListDraft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError> {
        let mut faults = Faults::new(purpose);
        faults.required("/list", &self.list);
        faults.text("/name", &self.name, MAX_NAME);
        let mut faults = faults.finish();
        if let Some(list) = self.list.value() {
            faults.extend(self.check_for(*list));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::Trait;
    use crate::endpoints::ALL;
    use serde_json::json;

    fn faults(draft: Value) -> Vec<String> {
        let draft: WorkListDraft = serde_json::from_value(draft).unwrap();
        draft.check(Purpose::Create).into_iter().map(|one| format!("{} {}", one.pointer, one.code)).collect()
    }

    /// A list by itself, not part of a record, with filters and a page of its own.
    #[test]
    fn every_list_with_filters_can_be_kept_by_whoever_may_open_it() {
        // One's own notifications are read, not worked through.
        let others = ["list_imports", "list_import_sources", "list_rule_sets", "list_officers", "list_notifications"];
        let filtered = |id: &str| !others.contains(&id);
        let lists = ALL.iter().filter(|one| one.is(Trait::Paged) && filtered(one.id)).filter_map(|one| {
            let noun = one.path.strip_prefix("/api/v1/")?;
            (!noun.contains('/') && noun != "work-lists").then_some((noun, one.access))
        });
        let mut lists: Vec<_> = lists.collect();
        let mut kept: Vec<_> = FilteredList::ALL.iter().map(|list| (list.as_str(), list.access())).collect();
        lists.sort_unstable_by_key(|(noun, _)| *noun);
        kept.sort_unstable_by_key(|(noun, _)| *noun);
        assert_eq!(kept, lists);
    }

    #[test]
    fn filters_are_those_of_the_list_and_a_search_is_not_kept() {
        let draft = |list: &str, filters: Value| json!({ "list": list, "name": "Belum lengkap", "filters": filters });
        let women = json!({ "region": "32.75.03", "status": "candidate", "complete": false });
        assert!(faults(draft("beneficiaries", women)).is_empty());
        assert_eq!(
            faults(draft("tasks", json!({ "state": "nought", "rw": "11" }))),
            ["/filters/rw unknown_member", "/filters/state malformed"]
        );
        assert_eq!(faults(draft("beneficiaries", json!({ "q": "siti" }))), ["/filters/q unknown_member"]);
        assert_eq!(faults(draft("tasks", json!({ "q": "siti" }))), ["/filters/q unknown_member"]);
        let picked = json!({ "ids": "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47", "rw": null });
        assert_eq!(faults(draft("beneficiaries", picked)), ["/filters/ids unknown_member", "/filters/rw malformed"]);
    }

    #[test]
    fn a_name_is_needed_and_an_order_must_be_published() {
        assert_eq!(faults(json!({})), ["/list required", "/name required"]);
        let draft = json!({ "list": "beneficiaries", "name": " ", "sort": "nik" });
        assert_eq!(faults(draft), ["/name required", "/sort not_in_list"]);
        let draft = json!({ "list": "beneficiaries", "name": "Terbaru", "sort": "-updated_at" });
        assert!(faults(draft).is_empty());
    }
}
