//! Drafts: what a caller sends to create or change a record.
//!
//! In a draft an absent member leaves the record as it is and `null` clears
//! it, so that neither a caller who does not see a field nor an older client
//! can erase it. [`Member`] holds the three states apart.

use crate::problem::{FieldCode, FieldError};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One member of a draft. Always declared with
/// [`draft!`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Member<T> {
    /// Not sent: unchanged.
    #[default]
    Absent,
    /// Sent as `null`: cleared.
    Null,
    /// Sent with a value.
    Value(T),
}

impl<T> Member<T> {
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The member applied to what stood before.
    pub fn over(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Absent => before,
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Member<U> {
        match self {
            Self::Value(value) => Member::Value(change(value)),
            Self::Null => Member::Null,
            Self::Absent => Member::Absent,
        }
    }

    pub fn from_option(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Serialize> Serialize for Member<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Member<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from_option)
    }
}

/// Declares a draft: every member is a [`Member`], absent by default, and an
/// unknown one is refused. The optional `id` is chosen by the client, so that a
/// request sent twice over a bad line is recognised.
macro_rules! draft {
    ($(#[$meta:meta])* $name:ident $(with $id:ident)? { $($(#[$fmeta:meta])* $member:ident: $type:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $(
                /// Chosen by the client, so that a repeated request is recognised.
                #[serde(skip_serializing_if = "Option::is_none")]
                pub id: Option<$id>,
            )?
            $(
                $(#[$fmeta])*
                #[serde(skip_serializing_if = "crate::draft::Member::is_absent")]
                #[cfg_attr(feature = "server", schema(value_type = Option<$type>))]
                pub $member: crate::draft::Member<$type>,
            )+
        }
    };
}

/// What a draft is for; creation demands what a change may leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Create,
    Change,
}

/// A draft that can be judged without a database: the form does so before it
/// sends, the server before it writes.
pub trait Draft {
    fn check(&self, purpose: Purpose) -> Vec<FieldError>;
}

/// Collects the faults of a draft.
#[derive(Debug)]
pub struct Faults {
    purpose: Purpose,
    errors: Vec<FieldError>,
}

impl Faults {
    pub fn new(purpose: Purpose) -> Self {
        Self { purpose, errors: Vec::new() }
    }

    pub fn add(&mut self, pointer: &str, code: FieldCode) {
        self.errors.push(FieldError::new(pointer, code));
    }

    pub fn add_with(&mut self, pointer: &str, code: FieldCode, params: &[(&str, String)]) {
        self.errors.push(FieldError::new(pointer, code).with(params));
    }

    /// A member that must stand on the record: given at creation, never cleared.
    pub fn required<T>(&mut self, pointer: &str, member: &Member<T>) {
        let missing = match member {
            Member::Absent => self.purpose == Purpose::Create,
            Member::Null => true,
            Member::Value(_) => false,
        };
        if missing {
            self.add(pointer, FieldCode::Required);
        }
    }

    /// A required text of `1..=max` characters, not blank.
    pub fn text(&mut self, pointer: &str, member: &Member<String>, max: usize) {
        self.required(pointer, member);
        self.text_if_given(pointer, member, max);
    }

    /// An optional text of at most `max` characters, not blank when given.
    pub fn text_if_given(&mut self, pointer: &str, member: &Member<String>, max: usize) {
        let Some(text) = member.value() else { return };
        if text.trim().is_empty() {
            self.add(pointer, FieldCode::Required);
        } else if text.chars().count() > max {
            self.add_with(pointer, FieldCode::TooLong, &[("max", max.to_string())]);
        } else if text.chars().any(char::is_control) {
            self.add(pointer, FieldCode::ControlCharacter);
        }
    }

    pub fn finish(self) -> Vec<FieldError> {
        self.errors
    }
}

/// A reason someone must give: 5 to 500 characters, in one or more lines.
pub fn check_reason(pointer: &str, reason: &str) -> Vec<FieldError> {
    let length = reason.trim().chars().count();
    let mut faults = Faults::new(Purpose::Create);
    if length == 0 {
        faults.add(pointer, FieldCode::Required);
    } else if length < 5 {
        faults.add_with(pointer, FieldCode::TooShort, &[("min", "5".to_owned())]);
    } else if length > 500 {
        faults.add_with(pointer, FieldCode::TooLong, &[("max", "500".to_owned())]);
    } else if reason.chars().any(|letter| letter.is_control() && letter != '\n') {
        faults.add(pointer, FieldCode::ControlCharacter);
    }
    faults.finish()
}

/// A step that needs nothing but a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Why, in the caller's own words; 5 to 500 characters.
    pub reason: String,
}

impl Draft for Reason {
    fn check(&self, _: Purpose) -> Vec<FieldError> {
        check_reason("/reason", &self.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    struct Sample {
        #[serde(default, skip_serializing_if = "Member::is_absent")]
        a: Member<i32>,
    }

    #[test]
    fn absent_null_and_value_stay_apart() {
        for (text, member) in
            [("{}", Member::Absent), (r#"{"a":null}"#, Member::Null), (r#"{"a":3}"#, Member::Value(3))]
        {
            let read: Sample = serde_json::from_str(text).unwrap();
            assert_eq!(read.a, member);
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
        }
    }

    #[test]
    fn a_required_member_may_be_left_out_of_a_change_only() {
        for (purpose, member, faults) in [
            (Purpose::Create, Member::Absent, 1),
            (Purpose::Change, Member::Absent, 0),
            (Purpose::Change, Member::Null, 1),
            (Purpose::Create, Member::Value("  ".to_owned()), 1),
            (Purpose::Create, Member::Value("Siti".to_owned()), 0),
        ] {
            let mut check = Faults::new(purpose);
            check.text("/full_name", &member, 10);
            assert_eq!(check.finish().len(), faults, "{purpose:?} {member:?}");
        }
    }
}
