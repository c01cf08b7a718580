//! The agencies a form offers.

use crate::api::{Call, use_query};
use contract::endpoints::ListAgencies;
use contract::page::{MAX_LIMIT, Paging};
use yew::prelude::*;

/// Agencies by id, with their names.
#[derive(Debug, Clone, PartialEq)]
pub struct Agencies {
    pub options: Vec<(String, String)>,
    pub busy: bool,
}

impl Agencies {
    /// The name of one of them.
    pub fn name(&self, id: &str) -> Option<&str> {
        self.options.iter().find(|(own, _)| own == id).map(|(_, name)| name.as_str())
    }
}

#[hook]
pub fn use_agencies() -> Agencies {
    let paging = Paging { limit: Some(MAX_LIMIT), ..Paging::default() };
    let query = use_query(Call::<ListAgencies>::new().paging(&paging));
    let known = query.value().map(|page| page.items.as_slice()).unwrap_or_default();
    let options = known.iter().map(|one| (one.id.to_string(), format!("{} ({})", one.name, one.short_name))).collect();
    Agencies { options, busy: query.busy }
}
