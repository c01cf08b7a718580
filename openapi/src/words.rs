//! The words of the contract: refusals and field errors in both languages.
//!
//! The texts are Fluent resources in `locales/`; the web adds its own
//! resources to the same bundle.

use crate::problem::{FieldCode, FieldError, ProblemCode};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::OnceLock;
use unic_langid::{LanguageIdentifier, langid};

text_enum! {
    /// The languages the system speaks.
    Language { Indonesian = "id", English = "en" }
}

/// A bundle of Fluent messages.
pub type Bundle = FluentBundle<FluentResource>;

impl Language {
    /// Reads an `Accept-Language` header: the first of the two languages
    /// named by falling weight; Indonesian when neither is.
    pub fn negotiate(header: &str) -> Self {
        let mut best = (Self::Indonesian, 0);
        for part in header.split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or("").trim().to_ascii_lowercase();
            let weight =
                pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse::<f32>().ok()).map_or(1000, thousandths);
            let language = match tag.split('-').next() {
                Some("en") => Self::English,
                Some("id" | "in") => Self::Indonesian,
                _ => continue,
            };
            if weight > best.1 {
                best = (language, weight);
            }
        }
        best.0
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Indonesian => langid!("id-ID"),
            Self::English => langid!("en"),
        }
    }
}

/// A quality weight as whole thousandths, the precision RFC 9110 gives it.
fn thousandths(weight: f32) -> u16 {
    (0..=1000).rev().find(|step| f32::from(*step) <= weight * 1000.0).unwrap_or(0)
}

/// A bundle of the given sources. A source that does not parse is a fault of
/// the build and found by its test; here its good messages are kept.
pub fn bundle(language: Language, sources: &[&str]) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        // A key defined twice keeps its first text.
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// The source of the contract's own words.
pub const fn source(language: Language) -> &'static str {
    match language {
        Language::Indonesian => include_str!("../locales/id.ftl"),
        Language::English => include_str!("../locales/en.ftl"),
    }
}

/// The message `key`, or `None` where the bundle lacks it.
pub fn message(bundle: &Bundle, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut values = FluentArgs::new();
    for (name, value) in arguments {
        values.set(*name, *value);
    }
    Some(bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned())
}

fn own(language: Language) -> &'static Bundle {
    static INDONESIAN: OnceLock<Bundle> = OnceLock::new();
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    let cell = match language {
        Language::Indonesian => &INDONESIAN,
        Language::English => &ENGLISH,
    };
    cell.get_or_init(|| bundle(language, &[source(language)]))
}

/// A message of the contract, or its key where it is missing.
pub fn say(language: Language, key: &str, arguments: &[(&str, &str)]) -> String {
    message(own(language), key, arguments).unwrap_or_else(|| key.to_owned())
}

/// The title of a refusal.
pub fn problem_title(language: Language, code: ProblemCode) -> String {
    say(language, &format!("problem-{}", code.as_str().replace('_', "-")), &[])
}

/// What to do about a field error. A text for the very member
/// (`field-username-malformed`) goes before the general one.
pub fn field_detail(language: Language, error: &FieldError) -> String {
    let code = error.code.as_str().replace('_', "-");
    let member = error.pointer.rsplit('/').find(|part| part.parse::<u32>().is_err());
    let member = member.unwrap_or("").replace('_', "-");
    let arguments: Vec<(&str, &str)> =
        error.params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    message(own(language), &format!("field-{member}-{code}"), &arguments)
        .unwrap_or_else(|| say(language, &format!("field-{code}"), &arguments))
}

/// Every key the contract needs, for the test that both languages have it.
pub fn needed_keys() -> Vec<String> {
    let problems = ProblemCode::ALL.iter().map(|code| format!("problem-{}", code.as_str().replace('_', "-")));
    let fields = FieldCode::ALL.iter().map(|code| format!("field-{}", code.as_str().replace('_', "-")));
    problems.chain(fields).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_every_word() {
        for language in Language::ALL {
            assert!(FluentResource::try_new(source(*language).to_owned()).is_ok(), "{language}");
            for key in needed_keys() {
                assert_ne!(say(*language, &key, &[]), key, "{language} lacks {key}");
            }
        }
    }

    #[test]
    fn the_header_decides_by_weight() {
        for (header, language) in [
            ("", Language::Indonesian),
            ("en", Language::English),
            ("fr, en;q=0.5", Language::English),
            ("en;q=0.3, id;q=0.9", Language::Indonesian),
            ("en-GB,en;q=0.9,id;q=0.8", Language::English),
            ("en;q=0", Language::Indonesian),
        ] {
            assert_eq!(Language::negotiate(header), language, "{header}");
        }
    }

    #[test]
    fn a_member_may_have_its_own_words() {
        let error = FieldError::new("/username", FieldCode::Malformed);
        let general = FieldError::new("/something", FieldCode::Malformed);
        assert_ne!(field_detail(Language::English, &error), field_detail(Language::English, &general));
    }
}
