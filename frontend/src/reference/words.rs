//! The words of codes, and the codes a form offers.

use crate::api::{Call, use_query};
use crate::i18n::language;
use contract::code_lists::{Code, CodeList, Filter};
use contract::endpoints::{ListCodes, ListRegions};
use contract::page::{MAX_LIMIT, Paging};
use contract::place::{RegionCode, RegionLevel};
use contract::words::Language;
use std::cell::RefCell;
use yew::prelude::*;

thread_local! {
    /// The codes last read, so that a history or a conflict can speak of them
    /// without asking.
    static KNOWN: RefCell<Vec<Code>> = const { RefCell::new(Vec::new()) };
    /// The regions last read, code and name, for the same purpose.
    static REGIONS: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// All code lists, as far as they are known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Codes {
    items: Vec<Code>,
}

fn label(code: &Code) -> String {
    match language() {
        Language::Indonesian => code.label_id.clone(),
        Language::English => code.label_en.clone(),
    }
}

fn find(codes: &[Code], list: CodeList, code: &str) -> Option<String> {
    codes.iter().find(|own| own.list == list && own.code == code).map(label)
}

impl Codes {
    /// What a form offers: retired choices are left out.
    pub fn options(&self, list: CodeList) -> Vec<(String, String)> {
        let mut offered: Vec<&Code> = self.items.iter().filter(|code| code.list == list && !code.retired).collect();
        offered.sort_by_key(|code| code.position);
        offered.into_iter().map(|code| (code.code.clone(), label(code))).collect()
    }

    /// The word of a code, or the code while its word is not known.
    pub fn word(&self, list: CodeList, code: &str) -> String {
        find(&self.items, list, code).unwrap_or_else(|| code.to_owned())
    }
}

#[hook]
pub fn use_codes() -> Codes {
    let filter = Filter { list: None, include_retired: Some(true) };
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let query = use_query(Call::<ListCodes>::new().query(&filter).paging(&paging));
    let items = query.value().map(|page| page.items.clone()).unwrap_or_default();
    if !items.is_empty() {
        KNOWN.with_borrow_mut(|known| {
            if *known != items {
                known.clone_from(&items);
            }
        });
    }
    Codes { items }
}

/// The word of a code that stands in this member of a record.
pub fn code_word(member: &str, code: &str) -> Option<String> {
    let list = match member {
        "basis" => CodeList::HeadOfFamilyBasis,
        "method" => CodeList::CollectionMethod,
        "kind" => CodeList::CollectorKind,
        "reason_code" => CodeList::RefusalReason,
        other => other.parse().ok()?,
    };
    KNOWN.with_borrow(|known| find(known, list, code))
}

/// Reads the names of regions, so that [`region_name`] knows them.
#[hook]
pub fn use_region_names() {
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let query = use_query(Call::<ListRegions>::new().paging(&paging));
    if let Some(page) = query.value() {
        let names = page.items.iter().map(|region| (region.code.to_string(), region.name.clone()));
        REGIONS.set(names.collect());
    }
}

/// The name of a region, or its code while the name is not known.
pub fn region_name(code: &str) -> String {
    let known = REGIONS.with_borrow(|known| Some(known.iter().find(|(own, _)| own == code)?.1.clone()));
    known.unwrap_or_else(|| code.to_owned())
}

/// The city of the register, where its name is known and it is the only one.
pub fn the_city() -> Option<String> {
    let is_city = |code: &str| code.parse::<RegionCode>().is_ok_and(|code| code.level() == RegionLevel::City);
    REGIONS.with_borrow(|known| {
        let mut cities = known.iter().filter(|(code, _)| is_city(code));
        let (_, name) = cities.next()?;
        cities.next().is_none().then(|| name.clone())
    })
}
