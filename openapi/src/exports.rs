//! Export (ekspor data): a list leaves as a file, once, by a link.

use crate::draft::{Draft, Purpose, check_reason};
use crate::filters::{check_sort, read};
use crate::problem::{FieldCode, FieldError};
use crate::{beneficiaries, households, validations};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The most rows a sheet of a workbook holds, its headings left aside.
pub const MAX_SHEET_ROWS: u64 = 1_048_000;

text_enum! {
    /// The lists that leave as files.
    ExportList {
        Beneficiaries = "beneficiaries",
        Households = "households",
        Validations = "validations",
    }
}

text_enum! {
    ExportFormat { Csv = "csv", Xlsx = "xlsx" }
}

/// The filters of the list that is exported, read as that list reads them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filters {
    Beneficiaries(Box<beneficiaries::Filter>),
    Households(households::Filter),
    Validations(validations::Filter),
}

/// What is to leave, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportDraft {
    pub list: ExportList,
    /// The filters of that list, by the names its query has.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub filters: Map<String, Value>,
    pub format: ExportFormat,
    /// A published sort key of that list; its default when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// NIK and family-card numbers in clear; needs a right of its own and a reason.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub identities: bool,
    /// Why; 5 to 500 characters. It stands in the file and in the trail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl ExportList {
    /// The published sort keys of the list.
    pub const fn sort_keys(self) -> &'static [&'static str] {
        match self {
            Self::Beneficiaries => beneficiaries::SORT_KEYS,
            Self::Households => households::SORT_KEYS,
            Self::Validations => validations::SORT_KEYS,
        }
    }
}

impl ExportDraft {
    /// The filters as the list's own type; every faulty one is named.
    pub fn read_filters(&self) -> Result<Filters, Vec<FieldError>> {
        match self.list {
            ExportList::Beneficiaries => read(&self.filters).map(Box::new).map(Filters::Beneficiaries),
            ExportList::Households => read(&self.filters).map(Filters::Households),
            ExportList::Validations => read(&self.filters).map(Filters::Validations),
        }
    }
}

impl Draft for ExportDraft {
    fn check(&self, _: Purpose) -> Vec<FieldError> {
        let mut faults = self.read_filters().err().unwrap_or_default();
        faults.extend(self.sort.as_deref().and_then(|sort| check_sort(self.list.sort_keys(), sort)));
        match &self.reason {
            Some(reason) => faults.extend(check_reason("/reason", reason)),
            None if self.identities => faults.push(FieldError::new("/reason", FieldCode::Required)),
            None => {}
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn faults(draft: Value) -> Vec<String> {
        let draft: ExportDraft = serde_json::from_value(draft).unwrap();
        draft.check(Purpose::Create).into_iter().map(|one| format!("{} {}", one.pointer, one.code)).collect()
    }

    #[test]
    fn filters_are_those_of_the_list_and_every_wrong_one_is_named() {
        let draft = |list: &str, filters: Value| json!({ "list": list, "format": "csv", "filters": filters });
        let women = json!({ "region": "32.75.03", "rw": "11", "status": "candidate", "complete": true, "q": "siti" });
        assert!(faults(draft("beneficiaries", women)).is_empty());
        assert!(faults(draft("validations", json!({ "programme_year": 2027 }))).is_empty());
        assert_eq!(
            faults(draft("households", json!({ "rw": "nought", "status": "candidate" }))),
            ["/filters/rw malformed", "/filters/status unknown_member"]
        );
    }

    #[test]
    fn identities_need_a_reason_and_an_order_must_be_published() {
        let base = json!({ "list": "beneficiaries", "format": "xlsx" });
        let with = |members: Value| {
            let mut draft = base.clone();
            draft.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
            faults(draft)
        };
        assert!(with(json!({ "sort": "-full_name" })).is_empty());
        assert_eq!(with(json!({ "sort": "nik" })), ["/sort not_in_list"]);
        assert_eq!(with(json!({ "identities": true })), ["/reason required"]);
        assert_eq!(with(json!({ "identities": true, "reason": "SK" })), ["/reason too_short"]);
        assert!(with(json!({ "identities": true, "reason": "Lampiran SK Lurah" })).is_empty());
    }
}
