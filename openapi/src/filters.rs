//! The filters of a list, sent or kept by the names its query has.

use crate::problem::{FieldCode, FieldError};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Reads the members one by one, so that each that is wrong is named.
pub fn read<F: DeserializeOwned>(filters: &Map<String, Value>) -> Result<F, Vec<FieldError>> {
    let faults = filters.iter().filter_map(|(name, value)| {
        let alone = Map::from_iter([(name.clone(), value.clone())]);
        let fault = serde_json::from_value::<F>(Value::Object(alone)).err()?;
        let unknown = fault.to_string().starts_with("unknown field");
        let code = if unknown { FieldCode::UnknownMember } else { FieldCode::Malformed };
        Some(FieldError::new(&format!("/filters/{name}"), code))
    });
    let faults: Vec<FieldError> = faults.collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let whole = serde_json::from_value(Value::Object(filters.clone()));
    whole.map_err(|_| vec![FieldError::new("/filters", FieldCode::Malformed)])
}

/// The fault of an order that the list does not publish.
pub fn check_sort(keys: &[&str], sort: &str) -> Option<FieldError> {
    let sort = sort.strip_prefix('-').unwrap_or(sort);
    let known = keys.iter().any(|own| own.trim_start_matches('-') == sort);
    (!known).then(|| FieldError::new("/sort", FieldCode::NotInList))
}
