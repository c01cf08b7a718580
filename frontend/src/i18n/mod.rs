//! Words, numbers, dates and money in the language of the reader.
//!
//! Texts are Fluent resources in `locales/`. `t` and `tr` take a literal key,
//! so that a test can hold every key against the resources. Those in English
//! are a part of their own, loaded for whoever reads them.
#![expect(clippy::unnecessary_wraps, reason = "a marked function returns a result, which also tells of a failed load")]

mod format;
#[cfg(test)]
mod members;
mod terms;
#[cfg(test)]
mod tests;

pub use format::{ago, date, date_long, moment, month_year, now, number, rupiah, today, weekday, yearly};
pub use terms::{
    RESOURCES, Term, choices, member, operation, permission_word, reason, resource, spoken, spoken_languages, term,
};

use contract::words::{self, Bundle, Language};
use fluent_bundle::{FluentArgs, FluentValue};
use format::grouped;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

macro_rules! resources {
    ($($file:literal),+ $(,)?) => {
        const INDONESIAN: &[&str] = &[$(include_str!(concat!("../../locales/id/", $file))),+];
        const ENGLISH: &[&str] = &[$(include_str!(concat!("../../locales/en/", $file))),+];
        #[cfg(test)]
        const FILES: &[&str] = &[$($file),+];
    };
}

resources![
    "kit.ftl",
    "terms.ftl",
    "session.ftl",
    "home.ftl",
    "users.ftl",
    "role_assignments.ftl",
    "reference.ftl",
    "audit_events.ftl",
    "account.ftl",
    "beneficiaries.ftl",
    "households.ftl",
    "validations.ftl",
    "imports.ftl",
    "tasks.ftl",
    "welfare.ftl",
    "eligibility_rules.ftl",
    "duplicates.ftl",
    "relocations.ftl",
    "exports.ftl",
    "work_lists.ftl",
    "programmes.ftl",
    "stages.ftl",
];

/// What is known from the beginning: a test waits for nothing.
const KNOWN: &[&str] = if cfg!(test) { ENGLISH } else { &[] };

struct Speech {
    language: Language,
    bundle: Bundle,
}

impl Speech {
    fn of(language: Language) -> Self {
        let mut sources = vec![words::source(language)];
        sources.extend(match language {
            Language::Indonesian => INDONESIAN,
            Language::English => LEARNED.get(),
        });
        let mut bundle = words::bundle(language, &sources);
        match language {
            Language::Indonesian => bundle.set_formatter(Some(|value, _| grouped(value, '.'))),
            Language::English => bundle.set_formatter(Some(|value, _| grouped(value, ','))),
        }
        Self { language, bundle }
    }
}

#[wasm_split(english, fallible)]
fn english() -> Result<&'static [&'static str], SplitLoaderError> {
    Ok(ENGLISH)
}

/// Loads what it takes to speak a language.
pub async fn learn(language: Language) -> Result<(), SplitLoaderError> {
    if language == Language::English && LEARNED.get().is_empty() {
        LEARNED.set(english().await?);
    }
    Ok(())
}

thread_local! {
    /// The texts in English, once they are there.
    static LEARNED: Cell<&'static [&'static str]> = const { Cell::new(KNOWN) };
    static SPEECH: RefCell<Rc<Speech>> = RefCell::new(Rc::new(Speech::of(Language::Indonesian)));
}

fn speech() -> Rc<Speech> {
    SPEECH.with_borrow(Rc::clone)
}

pub fn language() -> Language {
    speech().language
}

/// Speaks this language, which was learned, from now on; the caller draws
/// everything anew.
pub fn speak(language: Language) {
    if language != self::language() {
        SPEECH.set(Rc::new(Speech::of(language)));
    }
}

fn look_up(key: &str, arguments: &[(&str, FluentValue)]) -> Option<String> {
    let speech = speech();
    let pattern = speech.bundle.get_message(key)?.value()?;
    let mut values = FluentArgs::new();
    for (name, value) in arguments {
        values.set(*name, value.clone());
    }
    let text = speech.bundle.format_pattern(pattern, Some(&values), &mut Vec::new());
    Some(text.into_owned())
}

/// The text of `key`.
pub fn t(key: &str) -> String {
    tr(key, &[])
}

/// The text of `key` with its arguments; numbers choose the plural form.
pub fn tr(key: &str, arguments: &[(&str, FluentValue)]) -> String {
    look_up(key, arguments).unwrap_or_else(|| key.to_owned())
}
