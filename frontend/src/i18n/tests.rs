//! Every word in both languages, and no word for nothing.

use super::members::MEMBERS;
use super::terms::{ACCESS, OWN_OPERATIONS, family_keys, language_keys, reason_keys};
use super::{ENGLISH, FILES, INDONESIAN, RESOURCES};
use contract::endpoint::Method;
use contract::words::Language;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The messages of a resource, key and text, in its order.
fn messages(source: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in source.lines() {
        let continues = line.starts_with(' ') || line.starts_with('}');
        match line.split_once(" =") {
            Some((key, text)) if !continues && !line.starts_with('#') => {
                found.push((key.to_owned(), text.trim().to_owned()));
            }
            _ if continues => {
                if let Some((_, text)) = found.last_mut() {
                    text.push_str(line.trim());
                }
            }
            _ => {}
        }
    }
    found
}

fn all(sources: &[&str]) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (key, text) in sources.iter().flat_map(|source| messages(source)) {
        assert!(all.insert(key.clone(), text).is_none(), "{key} stands twice");
    }
    all
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("i18n/tests.rs") {
            found.push(path);
        }
    }
}

/// The literal keys handed to `t` and `tr`.
fn used() -> BTreeSet<String> {
    let mut files = Vec::new();
    rust_files(&here("src"), &mut files);
    let mut keys = BTreeSet::new();
    for file in files {
        let source = fs::read_to_string(file).unwrap();
        let mut parts = source.split('"');
        let mut before = parts.next().unwrap_or_default();
        for text in parts {
            let head = before.trim_end();
            let call = head.strip_suffix("tr(").or_else(|| head.strip_suffix("t("));
            let whole = |c: char| c.is_alphanumeric() || c == '_';
            if call.is_some_and(|rest| !rest.ends_with(whole)) {
                keys.insert(text.to_owned());
            }
            before = text;
        }
    }
    keys
}

/// Keys that are put together from a value of a closed list.
fn composed() -> BTreeSet<String> {
    let members = MEMBERS.iter().map(|name| format!("member-{name}"));
    let resources = RESOURCES.iter().map(|kind| format!("resource-{kind}"));
    let operations = contract::endpoints::ALL
        .iter()
        .filter(|operation| operation.method != Method::Get)
        .map(|operation| operation.id)
        .chain(OWN_OPERATIONS.iter().copied())
        .map(|id| format!("operation-{id}"));
    let access = ACCESS.iter().map(|word| format!("access-{word}"));
    let mut keys: BTreeSet<String> = family_keys().into_iter().collect();
    keys.extend(members.chain(resources).chain(operations).chain(access));
    keys.extend(language_keys().chain(reason_keys()));
    keys
}

#[test]
fn every_key_stands_in_both_languages_and_is_used() {
    let (id, en) = (all(INDONESIAN), all(ENGLISH));
    let mut needed = used();
    assert!(needed.len() > 100, "the source was not read");
    needed.extend(composed());
    let in_id: BTreeSet<String> = id.keys().cloned().collect();
    let in_en: BTreeSet<String> = en.keys().cloned().collect();
    let missing = |have: &BTreeSet<String>| needed.difference(have).cloned().collect::<Vec<_>>();
    assert_eq!(missing(&in_id), Vec::<String>::new(), "missing in id");
    assert_eq!(missing(&in_en), Vec::<String>::new(), "missing in en");
    // Words for operations and members may be ahead of the contract.
    let ahead = |key: &str| key.starts_with("operation-") || key.starts_with("member-");
    let unused: Vec<_> = in_id.union(&in_en).filter(|key| !needed.contains(*key) && !ahead(key)).collect();
    assert_eq!(unused, Vec::<&String>::new(), "never used");
}

#[test]
fn a_text_that_is_the_same_in_both_languages_is_meant_to_be() {
    let (id, en) = (all(INDONESIAN), all(ENGLISH));
    let same: BTreeSet<&str> =
        id.iter().filter(|(key, text)| en.get(*key) == Some(text)).map(|(key, _)| key.as_str()).collect();
    let list = fs::read_to_string(here("locales/same.txt")).unwrap();
    let meant: BTreeSet<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(same, meant);
}

#[test]
fn the_resources_parse() {
    for (language, sources) in [(Language::Indonesian, INDONESIAN), (Language::English, ENGLISH)] {
        for (file, source) in FILES.iter().zip(sources) {
            let parsed = fluent_bundle::FluentResource::try_new((*source).to_owned());
            assert!(parsed.is_ok(), "{language}/{file}: {:?}", parsed.err());
        }
    }
}

#[test]
fn numbers_choose_the_plural_and_are_grouped() {
    super::speak(Language::English);
    let text = |n: u32| super::tr("ago-minutes", &[("n", n.into())]);
    assert_eq!(text(1), "1 minute ago");
    assert_eq!(text(1200), "1,200 minutes ago");
    super::speak(Language::Indonesian);
    assert_eq!(text(1200), "1.200 menit lalu");
}

#[test]
fn a_reason_of_the_system_has_words_and_one_of_a_person_stays() {
    super::speak(Language::Indonesian);
    assert_eq!(super::reason("wrong_password"), "Kata sandi tidak cocok");
    assert_ne!(super::reason("no_header"), "no_header");
    assert_eq!(super::reason("Pindah ke Jakarta"), "Pindah ke Jakarta");
    assert_eq!(super::spoken("su").as_deref(), Some("Sunda"));
    assert_eq!(super::spoken("widowed"), None);
}
