//! What stands in the inputs of a form, as text, under the pointers of the
//! draft; and how it is read into a draft.

use contract::draft::Member;
use contract::problem::{FieldCode, FieldError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::str::FromStr;

/// Text by pointer, `/full_name`. An absent text is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    pub fn of(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(pointer, text)| ((*pointer).to_owned(), (*text).to_owned())).collect())
    }

    pub fn get(&self, pointer: &str) -> &str {
        self.0.get(pointer).map_or("", String::as_str)
    }

    pub fn set(&mut self, pointer: &str, text: &str) {
        self.0.insert(pointer.to_owned(), text.to_owned());
    }

    /// The texts at a pointer and below it.
    pub fn under(&self, pointer: &str) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.0.iter().filter(move |(own, _)| super::form::belongs(own, pointer));
        texts.map(|(own, text)| (own.as_str(), text.as_str()))
    }

    /// Takes over what is empty here.
    pub fn fill(&mut self, other: &Self) {
        for (pointer, text) in &other.0 {
            if self.get(pointer).is_empty() {
                self.set(pointer, text);
            }
        }
    }

    pub fn is_on(&self, pointer: &str) -> bool {
        self.get(pointer) == "true"
    }

    /// How many texts differ, absent and empty being the same.
    pub fn differences(&self, other: &Self) -> usize {
        let mut pointers: Vec<&String> = self.0.keys().chain(other.0.keys()).collect();
        pointers.sort_unstable();
        pointers.dedup();
        pointers.iter().filter(|pointer| self.get(pointer) != other.get(pointer)).count()
    }

    /// Without those texts, to be kept elsewhere.
    pub fn without(&self, pointers: &[&str]) -> Self {
        let mut values = self.clone();
        values.0.retain(|pointer, _| !pointers.contains(&pointer.as_str()));
        values
    }
}

/// Reads values into the members of a draft and notes what cannot be read.
#[derive(Debug)]
pub struct Reader<'a> {
    values: &'a Values,
    faults: Vec<FieldError>,
}

impl<'a> Reader<'a> {
    pub fn new(values: &'a Values) -> Self {
        Self { values, faults: Vec::new() }
    }

    /// What is read.
    pub fn values(&self) -> &Values {
        self.values
    }

    /// An empty text clears the member.
    pub fn text(&self, pointer: &str) -> Member<String> {
        let text = self.values.get(pointer).trim();
        if text.is_empty() { Member::Null } else { Member::Value(text.to_owned()) }
    }

    /// A day, an identifier, a code, a number.
    pub fn parsed<T: FromStr>(&mut self, pointer: &str) -> Member<T> {
        let text = self.values.get(pointer).trim();
        if text.is_empty() {
            return Member::Null;
        }
        text.parse().map_or_else(
            |_| {
                self.faults.push(FieldError::new(pointer, FieldCode::Malformed));
                Member::Absent
            },
            Member::Value,
        )
    }

    /// A value without which a group of inputs says nothing.
    pub fn needed<T: FromStr>(&mut self, pointer: &str) -> Option<T> {
        let value = self.parsed(pointer);
        if matches!(value, Member::Null) {
            self.faults.push(FieldError::new(pointer, FieldCode::Required));
        }
        value.over(None)
    }

    pub fn flag(&self, pointer: &str) -> Member<bool> {
        Member::Value(self.values.is_on(pointer))
    }

    /// The last parts of the pointers below this one that are ticked.
    pub fn ticked(&self, pointer: &str) -> Vec<String> {
        let below = self.values.under(pointer).filter(|(_, text)| *text == "true");
        below.filter_map(|(own, _)| own.rsplit('/').next().map(str::to_owned)).collect()
    }

    /// One text a line.
    pub fn lines(&self, pointer: &str) -> Member<Vec<String>> {
        let lines = self.values.get(pointer).lines();
        Member::Value(lines.map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect())
    }

    /// Notes what a form itself could not read.
    pub fn fault(&mut self, fault: FieldError) {
        self.faults.push(fault);
    }

    pub fn faults(self) -> Vec<FieldError> {
        self.faults
    }
}

/// Adds the words of each fault, in the language of the reader. A fault found
/// twice at one member is told once.
pub fn worded(faults: Vec<FieldError>) -> Vec<FieldError> {
    let language = crate::i18n::language();
    let mut told: Vec<FieldError> = Vec::new();
    // What cannot be read is not nothing.
    let alone = faults.len() == 1;
    for mut fault in faults.into_iter().filter(|fault| alone || fault.code != FieldCode::NothingSaid) {
        if told.iter().any(|known| known.pointer == fault.pointer) {
            continue;
        }
        fault.detail = contract::words::field_detail(language, &fault);
        told.push(fault);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::moment::Day;

    #[test]
    fn texts_become_members() {
        let values =
            Values::of(&[("/name", "  Dinas  "), ("/day", "2026-02-30"), ("/aliases", "A\n\n B \n"), ("/on", "true")]);
        let mut reader = Reader::new(&values);
        assert_eq!(reader.text("/name"), Member::Value("Dinas".to_owned()));
        assert_eq!(reader.text("/none"), Member::Null);
        assert_eq!(reader.parsed::<Day>("/day"), Member::Absent);
        assert_eq!(reader.lines("/aliases"), Member::Value(vec!["A".to_owned(), "B".to_owned()]));
        assert_eq!(reader.flag("/on"), Member::Value(true));
        assert_eq!(reader.faults().len(), 1);
    }

    #[test]
    fn empty_and_absent_are_no_difference() {
        let one = Values::of(&[("/a", ""), ("/b", "x")]);
        let two = Values::of(&[("/b", "y")]);
        assert_eq!(one.differences(&two), 1);
        assert_eq!(one.without(&["/b"]).differences(&Values::default()), 0);
    }
}
