//! Drafts that survive a reload. They live in this tab only and are gone when
//! it is closed or someone signs out.

use crate::i18n::now;
use crate::ui::{Values, browser};
use contract::moment::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::cell::RefCell;
use uuid::Uuid;
use yew::AttrValue;

/// Members that never leave the memory of the page.
const SECRET: &[&str] = &["/password", "/current_password", "/new_password", "/nik", "/kk_number"];

/// A draft and the record it was begun on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub values: Values,
    /// The record as it was read; `null` for a new one.
    pub base: Value,
    pub etag: Option<String>,
    /// The identifier a new record will have, however often it is sent.
    pub id: Uuid,
    pub saved_at: Timestamp,
}

impl Kept {
    pub fn new(values: Values, base: Value, etag: Option<String>) -> Self {
        Self { values, base, etag, id: Uuid::now_v7(), saved_at: now() }
    }

    /// The same draft on top of the record as it stands now.
    pub fn on(&self, base: &Value, etag: Option<String>) -> Self {
        Self { base: base.clone(), etag, ..self.clone() }
    }
}

/// Where the draft of one form is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Store {
    name: AttrValue,
    id: Option<AttrValue>,
}

thread_local! {
    /// The body last sent for each new record, and the key it went under: the
    /// same body goes again under the same key, another one under a new key.
    static SENT: RefCell<Option<(String, Uuid)>> = const { RefCell::new(None) };
}

impl Store {
    pub fn of(name: &str, id: Option<AttrValue>) -> Self {
        let place = id.as_deref().unwrap_or("new");
        Self { name: format!("draft/{name}/{place}").into(), id }
    }

    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    pub fn load(&self) -> Option<Kept> {
        serde_json::from_str(&browser::kept(&self.name)?).ok()
    }

    pub fn save(&self, kept: &Kept, values: &Values) {
        let kept = Kept { values: values.without(SECRET), saved_at: now(), ..kept.clone() };
        browser::keep(&self.name, serde_json::to_string(&kept).ok().as_deref());
    }

    pub fn forget(&self) {
        browser::keep(&self.name, None);
    }
}

/// The key for sending this body.
pub fn key_for(body: String) -> Uuid {
    SENT.with_borrow_mut(|sent| {
        if let Some((_, key)) = sent.as_ref().filter(|(before, _)| *before == body) {
            return *key;
        }
        let key = Uuid::now_v7();
        sent.replace((body, key));
        key
    })
}
