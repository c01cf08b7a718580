//! The words of the contract: refusals and field errors in both languages.
//!
//! The texts are Fluent resources in `locales/`; the web adds its own
//! resources to the same bundle.

use crate::moment::Day;
use crate::problem::{FieldCode, FieldError, ProblemCode};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::collections::BTreeMap;
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

const MONTHS: [(&str, &str); 12] = [
    ("Januari", "January"),
    ("Februari", "February"),
    ("Maret", "March"),
    ("April", "April"),
    ("Mei", "May"),
    ("Juni", "June"),
    ("Juli", "July"),
    ("Agustus", "August"),
    ("September", "September"),
    ("Oktober", "October"),
    ("November", "November"),
    ("Desember", "December"),
];

/// A day in words: `12 November 1987`.
pub fn day_in_words(language: Language, day: Day) -> String {
    let (indonesian, english) = MONTHS.get(usize::from(u8::from(day.0.month())) - 1).copied().unwrap_or_default();
    let month = if language == Language::Indonesian { indonesian } else { english };
    format!("{} {month} {}", day.0.day(), day.year())
}

/// A sum of rupiah in words: `Rp 587.500`.
pub fn rupiah_in_words(language: Language, amount: i64) -> String {
    let point = if language == Language::Indonesian { '.' } else { ',' };
    let digits = amount.unsigned_abs().to_string();
    let mut text = String::from(if amount < 0 { "-Rp\u{a0}" } else { "Rp\u{a0}" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(point);
        }
        text.push(digit);
    }
    text
}

/// A sentence whose values stand as data: days as `2026-01-01` under names
/// that end in `_on`, sums as digits under names that end in `_rupiah`.
pub fn sentence(language: Language, key: &str, values: &BTreeMap<String, String>) -> String {
    let in_words = |name: &str, value: &str| {
        let day = name.ends_with("_on").then(|| value.parse().ok()).flatten();
        let sum = name.ends_with("_rupiah").then(|| value.parse().ok()).flatten();
        match (day, sum) {
            (Some(day), _) => day_in_words(language, day),
            (None, Some(sum)) => rupiah_in_words(language, sum),
            (None, None) => value.to_owned(),
        }
    };
    let values: Vec<(&str, String)> =
        values.iter().map(|(name, value)| (name.as_str(), in_words(name, value))).collect();
    let arguments: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    say(language, key, &arguments)
}

/// What to do about a field error. A text for the very member
/// (`field-username-malformed`) goes before the general one.
pub fn field_detail(language: Language, error: &FieldError) -> String {
    let code = error.code.as_str().replace('_', "-");
    let member = error.pointer.rsplit('/').find(|part| part.parse::<u32>().is_err());
    let member = member.unwrap_or("").replace('_', "-");
    let arguments: Vec<(&str, &str)> =
        error.params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    message(own(language), &format!("field-{member}-{code}"), &arguments).unwrap_or_else(|| {
        let day = error.code == FieldCode::Malformed && (member.ends_with("-on") || member.ends_with("-date"));
        let key = if day { "field-not-a-day".to_owned() } else { format!("field-{code}") };
        say(language, &key, &arguments)
    })
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
    fn values_of_a_sentence_are_said_in_its_language() {
        let values = BTreeMap::from([
            ("age".to_owned(), "38".to_owned()),
            ("counted_on".to_owned(), "2026-01-01".to_owned()),
            ("born_on".to_owned(), "1987-11-12".to_owned()),
            ("min".to_owned(), "15".to_owned()),
            ("max".to_owned(), "64".to_owned()),
        ]);
        let said = sentence(Language::Indonesian, "rule-age-met", &values);
        assert_eq!(said, "38 tahun pada 1 Januari 2026 (lahir 12 November 1987); batasnya 15 sampai 64 tahun.");
        assert_eq!(rupiah_in_words(Language::English, 587_500), "Rp\u{a0}587,500");
        assert_eq!(rupiah_in_words(Language::Indonesian, 1_000_000), "Rp\u{a0}1.000.000");
        assert_eq!(rupiah_in_words(Language::Indonesian, 0), "Rp\u{a0}0");
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
        use FieldCode::{EndsBeforeStart, Malformed, OneOfTwo, Taken};
        let told = [
            ("/username", Malformed),
            ("/email", Malformed),
            ("/code", Malformed),
            ("/position", Malformed),
            ("/year", Malformed),
            ("/monthly_rupiah", Malformed),
            ("/poor_people", Malformed),
            ("/poor_share", Malformed),
            ("/aid/0/since_year", Malformed),
            ("/dwelling/floor_area", Malformed),
            ("/programme_year", Malformed),
            ("/decile", Malformed),
            ("/age_min", Malformed),
            ("/age_max", Malformed),
            ("/age_on", Malformed),
            ("/name", Malformed),
            ("/head", Malformed),
            ("/phone", Malformed),
            ("/birth_date", Malformed),
            ("/checked_on", Malformed),
            ("/rw", Malformed),
            ("/username", Taken),
            ("/short_name", Taken),
            ("/code", Taken),
            ("/year", Taken),
            ("/name", Taken),
            ("/aid/1/programme", Taken),
            ("/columns/3/index", Taken),
            ("/columns/3/column", Taken),
            ("/age_max", EndsBeforeStart),
            ("/decile", OneOfTwo),
        ];
        for language in Language::ALL {
            for (pointer, code) in told {
                let say = |pointer| field_detail(*language, &FieldError::new(pointer, code));
                assert_ne!(say(pointer), say("/something"), "{pointer} {code:?} in {language}");
            }
        }
    }
}
