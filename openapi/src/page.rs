//! Lists come in pages; a page is continued by the cursor it hands out.

use serde::{Deserialize, Serialize};

/// The largest page a caller may ask for.
pub const MAX_LIMIT: u64 = 500;
/// The size of a page when the caller does not say.
pub const DEFAULT_LIMIT: u64 = 50;
/// Totals are exact up to here; above it only `total_at_least` is given.
pub const EXACT_TOTAL: u64 = 10_000;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Continues the list; `null` on the last page.
    pub next_cursor: Option<String>,
    /// How many rows match, with `include=total`, up to 10,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// At least so many rows match, where there are more than 10,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_at_least: Option<u64>,
}

impl<T> Page<T> {
    /// How many match beyond those on it, as far as they were counted.
    pub fn left(&self) -> u64 {
        let shown = u64::try_from(self.items.len()).unwrap_or(u64::MAX);
        self.total.or(self.total_at_least).unwrap_or(shown).saturating_sub(shown)
    }
}

text_enum! {
    /// What may be added to a page.
    Include { Total = "total" }
}

/// What every list understands besides its own filters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::IntoParams))]
#[serde(default)]
pub struct Paging {
    /// Rows in a page, 1 to 500; 50 when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(minimum = 1, maximum = 500))]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(min_length = 1, pattern = "^[A-Za-z0-9_-]+$"))]
    pub cursor: Option<String>,
    /// `total` adds the number of matching rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "server", param(inline))]
    pub include: Option<Include>,
    /// One key of the list's published sort keys, with `-` for descending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// Comma-separated members to keep of each row; `id` always stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<String>,
}

/// The query members that belong to [`Paging`] and not to a list's filter.
pub const PAGING_MEMBERS: &[&str] = &["limit", "cursor", "include", "sort", "fields"];
