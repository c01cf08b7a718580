//! The address is the state: filters, sort, page and tab stand in the query.

use contract::page::{Include, Paging};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use yew::prelude::*;
use yew_router::hooks::use_location;

/// Members of the query that are the page's own and no filter of a list.
const OWN: &[&str] = &["page", "tab"];

/// The path and the query of the page that is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Address {
    pub path: String,
    pairs: Vec<(String, String)>,
}

#[hook]
pub fn use_address() -> Address {
    let location = use_location();
    location.map_or_else(Address::default, |location| Address::new(location.path(), location.query_str()))
}

/// The filters of a list by the names its query has.
pub fn filters_of(filter: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(filter) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

impl Address {
    pub fn new(path: &str, query: &str) -> Self {
        let query = query.trim_start_matches('?');
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        Self { path: path.to_owned(), pairs: pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect() }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// This address with some members changed or, at `None`, left out.
    pub fn with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut pairs: Vec<(&str, &str)> = self
            .pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name))
            .collect();
        pairs.extend(changes.iter().filter_map(|(name, value)| Some((*name, (*value).filter(|it| !it.is_empty())?))));
        let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }

    /// The same list from its first page, with some filters changed.
    pub fn filtered(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut all = vec![("cursor", None), ("page", None)];
        all.extend_from_slice(changes);
        self.with(&all)
    }

    /// The filters of the list as its operation takes them. Members it does
    /// not know, as in an old link, are left out.
    pub fn filter<T: DeserializeOwned + Default>(&self) -> T {
        let mut taken: Vec<&(String, String)> = Vec::new();
        let mut filter = T::default();
        for pair in &self.pairs {
            let (name, _) = pair;
            if OWN.contains(&name.as_str()) || contract::page::PAGING_MEMBERS.contains(&name.as_str()) {
                continue;
            }
            taken.push(pair);
            let text = serde_urlencoded::to_string(&taken).unwrap_or_default();
            match serde_urlencoded::from_str(&text) {
                Ok(read) => filter = read,
                Err(_) => {
                    taken.pop();
                }
            }
        }
        filter
    }

    /// The page of the list, with its total on the first one.
    pub fn paging(&self, limit: u64) -> Paging {
        Paging {
            limit: Some(limit),
            cursor: self.get("cursor").map(ToOwned::to_owned),
            include: Some(Include::Total),
            sort: self.get("sort").map(ToOwned::to_owned),
            fields: None,
        }
    }

    /// Which page it is, from 1.
    pub fn page(&self) -> u64 {
        self.get("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::users::{Filter, UserState};

    #[test]
    fn a_filter_is_read_and_foreign_members_are_left_out() {
        let address = Address::new("/users", "?q=siti&state=invited&tab=x&page=2&old=1&sort=name");
        let filter: Filter = address.filter();
        assert_eq!(filter.q.as_deref(), Some("siti"));
        assert_eq!(filter.state, Some(UserState::Invited));
        assert_eq!(address.page(), 2);
    }

    #[test]
    fn a_changed_filter_begins_at_the_first_page() {
        let address = Address::new("/users", "?q=siti&cursor=abc&page=3");
        assert_eq!(address.filtered(&[("state", Some("active"))]), "/users?q=siti&state=active");
        assert_eq!(address.filtered(&[("q", None)]), "/users");
    }
}
