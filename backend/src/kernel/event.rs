//! What a change leaves behind: the event, and the values it replaced.

use contract::ids::AgencyId;
use contract::place::RegionCode;
use serde::Serialize;
use serde_json::Value;

/// Members that change with every write and say nothing.
const SILENT: &[&str] = &["version", "updated_at"];

/// One member before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberChange {
    pub member: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// A change, or a look worth recording, of one resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub kind: &'static str,
    pub id: String,
    pub place: Option<RegionCode>,
    /// Where it stood before, if elsewhere.
    pub place_before: Option<RegionCode>,
    pub agency: Option<AgencyId>,
    pub reason: Option<String>,
    pub members: Vec<MemberChange>,
}

impl Change {
    /// A step or a look without values.
    pub fn act(kind: &'static str, id: impl ToString) -> Self {
        Self {
            kind,
            id: id.to_string(),
            place: None,
            place_before: None,
            agency: None,
            reason: None,
            members: Vec::new(),
        }
    }

    /// A new record.
    pub fn created(kind: &'static str, id: impl ToString, after: &impl Serialize) -> Self {
        Self { members: differences(&Value::Null, &as_value(after)), ..Self::act(kind, id) }
    }

    /// A record before and after.
    pub fn updated(kind: &'static str, id: impl ToString, before: &impl Serialize, after: &impl Serialize) -> Self {
        Self { members: differences(&as_value(before), &as_value(after)), ..Self::act(kind, id) }
    }

    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        self.reason = Some(reason.trim().to_owned());
        self
    }

    #[must_use]
    pub fn at(mut self, place: Option<&RegionCode>) -> Self {
        self.place = place.cloned();
        self
    }
}

fn as_value(record: &impl Serialize) -> Value {
    serde_json::to_value(record).unwrap_or(Value::Null)
}

/// The members that differ between two JSON objects; `Null` counts as empty.
pub fn differences(before: &Value, after: &Value) -> Vec<MemberChange> {
    let empty = serde_json::Map::new();
    let (before, after) = (before.as_object().unwrap_or(&empty), after.as_object().unwrap_or(&empty));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let present = |value: Option<&Value>| value.filter(|value| !value.is_null()).cloned();
    names
        .into_iter()
        .filter(|name| !SILENT.contains(&name.as_str()))
        .map(|name| MemberChange {
            member: name.clone(),
            before: present(before.get(name)),
            after: present(after.get(name)),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_differs_is_kept() {
        let before = json!({ "a": 1, "b": null, "c": "x", "version": 1 });
        let after = json!({ "a": 1, "b": 2, "c": null, "version": 2 });
        let names: Vec<String> = differences(&before, &after).into_iter().map(|change| change.member).collect();
        assert_eq!(names, ["b", "c"]);
    }
}
