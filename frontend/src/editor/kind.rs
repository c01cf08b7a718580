//! A kind of record without its types. The editor works on JSON, so that its
//! code is in the program once and a further noun costs next to nothing.

use super::Editable;
use crate::api::{Call, Wire};
use crate::ui::{Reader, Values};
use contract::draft::{Draft, Purpose};
use contract::problem::FieldError;
use serde_json::Value;

/// What the editor asks of a kind of record. A value that is no such record
/// has no answer.
#[derive(Clone, Copy)]
pub struct Kind {
    pub name: &'static str,
    pub together: &'static [&'static str],
    /// What stands in the inputs for a record.
    pub values: fn(&Value) -> Option<Values>,
    /// What the inputs say, as a draft.
    pub draft: fn(&mut Reader) -> Value,
    /// What is wrong with a draft.
    pub check: fn(&Value, Purpose) -> Option<Vec<FieldError>>,
    /// What the record is called, and its page.
    pub title: fn(&Value) -> Option<String>,
    pub href: fn(&Value) -> Option<String>,
    pub read: fn(&str) -> Wire,
    pub create: fn() -> Wire,
    pub update: fn(&str) -> Wire,
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Kind {
    pub const fn of<R: Editable>() -> Self {
        Self {
            name: R::NAME,
            together: R::TOGETHER,
            values: values::<R>,
            draft: draft::<R>,
            check: check::<R>,
            title: title::<R>,
            href: href::<R>,
            read: read::<R>,
            create: create::<R>,
            update: update::<R>,
        }
    }
}

/// Records are read from text everywhere: a second way, from JSON already
/// read, would put the code of every type into the program twice.
fn view<R: Editable>(record: &Value) -> Option<R::View> {
    serde_json::from_str(&record.to_string()).ok()
}

fn values<R: Editable>(record: &Value) -> Option<Values> {
    view::<R>(record).map(|view| R::values(&view))
}

fn draft<R: Editable>(reader: &mut Reader) -> Value {
    let text = serde_json::to_string(&R::read(reader)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn check<R: Editable>(draft: &Value, purpose: Purpose) -> Option<Vec<FieldError>> {
    let draft: R::Draft = serde_json::from_str(&draft.to_string()).ok()?;
    Some(draft.check(purpose))
}

fn title<R: Editable>(record: &Value) -> Option<String> {
    view::<R>(record).map(|view| R::name(&view))
}

fn href<R: Editable>(record: &Value) -> Option<String> {
    view::<R>(record).map(|view| R::href(&view))
}

fn read<R: Editable>(id: &str) -> Wire {
    Call::<R::Read>::at(&[id]).into()
}

fn create<R: Editable>() -> Wire {
    Call::<R::Create>::new().into()
}

fn update<R: Editable>(id: &str) -> Wire {
    Call::<R::Update>::at(&[id]).into()
}
