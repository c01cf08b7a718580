//! What goes over the wire, and what meets it there.

use super::draft_store::Kept;
use serde_json::{Map, Value};

/// The body for a draft. A change sends only what it changes: an absent member
/// is left as it is, so what others changed meanwhile stays theirs. Of those
/// told `together`, one that is told anew takes the others along; one that is
/// taken away does not.
pub fn body(draft: Value, kept: &Kept, creating: bool, together: &[&str]) -> Value {
    let Value::Object(mut members) = draft else {
        return draft;
    };
    if creating {
        members.retain(|_, value| !value.is_null());
        members.insert("id".to_owned(), Value::String(kept.id.to_string()));
    } else {
        let changed = |name: &str, value: &Value| kept.base.get(name) != Some(value);
        let told = |name: &str, value: &Value| !value.is_null() && together.contains(&name);
        let all = members.iter().any(|(name, value)| told(name, value) && changed(name, value));
        members
            .retain(|name, value| changed(name, value) || all && !value.is_null() && together.contains(&name.as_str()));
    }
    Value::Object(members)
}

/// Whether a draft says nothing at all.
pub fn is_empty(draft: &Value) -> bool {
    draft.as_object().is_some_and(Map::is_empty)
}

/// How a draft and the record as it stands now lie to each other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Meeting {
    /// Members both sides changed, differently.
    pub contested: Vec<String>,
    /// Members only the other side changed.
    pub theirs_only: Vec<String>,
}

/// Compares member by member, against the record both began with.
pub fn meet(base: &Value, mine: &Value, theirs: &Value) -> Meeting {
    let empty = Map::new();
    let mine = mine.as_object().unwrap_or(&empty);
    let mut meeting = Meeting::default();
    for (name, my_value) in mine {
        let before = base.get(name).unwrap_or(&Value::Null);
        let now = theirs.get(name).unwrap_or(&Value::Null);
        let (i_changed, they_changed) = (my_value != before, now != before);
        if they_changed && i_changed && my_value != now {
            meeting.contested.push(name.clone());
        } else if they_changed && !i_changed {
            meeting.theirs_only.push(name.clone());
        }
    }
    meeting
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_both_changed_differently_is_contested() {
        let base = json!({ "a": 1, "b": 1, "c": 1, "d": 1 });
        let mine = json!({ "a": 2, "b": 1, "c": 2, "d": 2 });
        let theirs = json!({ "a": 1, "b": 2, "c": 3, "d": 2 });
        let meeting = meet(&base, &mine, &theirs);
        assert_eq!(meeting.contested, ["c"]);
        assert_eq!(meeting.theirs_only, ["b"]);
    }

    #[test]
    fn a_change_sends_what_it_changes_and_a_creation_its_identifier() {
        let draft = json!({ "name": "DP3A", "email": null, "state": "x" });
        let base = json!({ "name": "DPPPA", "email": null, "state": "x" });
        let id = uuid::Uuid::nil();
        let kept = Kept {
            values: crate::ui::Values::default(),
            base,
            etag: None,
            id,
            saved_at: contract::moment::Timestamp(0),
        };
        assert_eq!(body(draft.clone(), &kept, false, &[]), json!({ "name": "DP3A" }));
        assert_eq!(
            body(draft.clone(), &kept, false, &["name", "state", "email"]),
            json!({ "name": "DP3A", "state": "x" })
        );
        assert_eq!(body(draft.clone(), &kept, false, &["state", "email"]), json!({ "name": "DP3A" }));
        let cleared = json!({ "name": null, "email": null, "state": "x" });
        assert_eq!(body(cleared, &kept, false, &["name", "state"]), json!({ "name": null }));
        assert_eq!(body(draft, &kept, true, &[]), json!({ "id": id.to_string(), "name": "DP3A", "state": "x" }));
    }
}
