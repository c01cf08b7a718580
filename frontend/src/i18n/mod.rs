//! Words, numbers, dates and money in the language of the reader.
//!
//! Texts are Fluent resources in `locales/`. `t` and `tr` take a literal key,
//! so that a test can hold every key against the resources. Those in English
//! are a part of their own, loaded for whoever reads them; so are those in
//! Indonesian that no page of the first visit speaks.
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
    (first: [$($file:literal),+ $(,)?], later: [$($after:literal),+ $(,)?]) => {
        const INDONESIAN: &[&str] = &[$(include_str!(concat!("../../locales/id/", $file))),+];
        const INDONESIAN_LATER: &[&str] = &[$(include_str!(concat!("../../locales/id/", $after))),+];
        const ENGLISH: &[&str] = &[
            $(include_str!(concat!("../../locales/en/", $file))),+,
            $(include_str!(concat!("../../locales/en/", $after))),+
        ];
        #[cfg(test)]
        const FILES: &[&str] = &[$($file),+, $($after),+];
    };
}

// Those that only pages of a part speak come with the first of them.
resources![
    first: [
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
        "tasks.ftl",
        "welfare.ftl",
        "duplicates.ftl",
        "relocations.ftl",
        "exports.ftl",
        "work_lists.ftl",
    ],
    later: ["terms_later.ftl", "imports.ftl", "eligibility_rules.ftl", "programmes.ftl", "stages.ftl", "meetings.ftl", "locus_selections.ftl", "notifications.ftl"]
];

/// What is known from the beginning: a test waits for nothing.
const KNOWN: &[&str] = if cfg!(test) { ENGLISH } else { &[] };
const KNOWN_LATER: &[&str] = if cfg!(test) { INDONESIAN_LATER } else { &[] };

struct Speech {
    language: Language,
    bundle: Bundle,
}

impl Speech {
    fn of(language: Language) -> Self {
        let mut sources = vec![words::source(language)];
        match language {
            Language::Indonesian => sources.extend(INDONESIAN.iter().chain(LATER.get())),
            Language::English => sources.extend(LEARNED.get()),
        }
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

#[wasm_split(indonesian, fallible)]
fn indonesian() -> Result<&'static [&'static str], SplitLoaderError> {
    Ok(INDONESIAN_LATER)
}

/// Loads what the pages of the parts say, beside what the first ones do.
pub async fn learn_later() -> Result<(), SplitLoaderError> {
    if LATER.get().is_empty() {
        LATER.set(indonesian().await?);
        SPEECH.set(Rc::new(Speech::of(language())));
    }
    Ok(())
}

thread_local! {
    /// The texts of later pages in Indonesian, once they are there.
    static LATER: Cell<&'static [&'static str]> = const { Cell::new(KNOWN_LATER) };
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
