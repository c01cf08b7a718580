//! Every word in both languages, and no word for nothing.

use super::members::MEMBERS;
use super::terms::{ACCESS, OWN_OPERATIONS, family_keys, language_keys, reason_keys};
use super::{ENGLISH, FILES, INDONESIAN, INDONESIAN_LATER, RESOURCES};
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

fn indonesian() -> Vec<&'static str> {
    [INDONESIAN, INDONESIAN_LATER].concat()
}

/// The folders whose pages are parts, and say what comes with those.
const LATER_FOLDERS: &[&str] = &[
    "actions/list.rs",
    "actions/steps.rs",
    "comments",
    "eligibility_rules",
    "enrolments",
    "imports",
    "legal_instruments",
    "loci",
    "locus_selections",
    "meetings",
    "notifications/list.rs",
    "poverty_lines",
    "programmes",
    "region_facts",
    "stage_board",
    "stage_records",
    "stage_templates",
];

/// Families whose values only those pages show: type, and family.
const LATER_FAMILIES: &[(&str, &str)] = &[
    ("ChainFault", "chain-fault"),
    ("DevelopmentClass", "development-class"),
    ("Effect", "effect"),
    ("HeadCondition", "head-condition"),
    ("ImportState", "import-state"),
    ("InstrumentKind", "instrument-kind"),
    ("Involvement", "involvement"),
    ("LeftOutReason", "left-out"),
    ("LocusCount", "locus-count"),
    ("MeetingState", "meeting-state"),
    ("NotificationKind", "notification-kind"),
    ("PovertyBasis", "poverty-basis"),
    ("RecordKind", "record-kind"),
    ("RegionFactKind", "region-fact-kind"),
    ("RowOutcome", "row-outcome"),
    ("SelectionState", "selection-state"),
    ("RuleSetState", "rule-set-state"),
    ("StageAction", "stage-action"),
    ("StageState", "stage-state"),
    ("TemplateState", "template-state"),
    ("TerminationReason", "termination-reason"),
];

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

/// Those of the first visit, and whatever else is no page of a part.
fn first_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    rust_files(&here("src"), &mut files);
    let later: Vec<PathBuf> = LATER_FOLDERS.iter().map(|folder| here("src").join(folder)).collect();
    files.retain(|file| !later.iter().any(|folder| file.starts_with(folder)));
    files
}

/// The literal keys handed to `t` and `tr`.
fn used() -> BTreeSet<String> {
    let mut files = Vec::new();
    rust_files(&here("src"), &mut files);
    used_in(files)
}

fn used_in(files: Vec<PathBuf>) -> BTreeSet<String> {
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
    let (id, en) = (all(&indonesian()), all(ENGLISH));
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
fn what_the_first_pages_say_comes_with_them() {
    let (needed, known) = (used_in(first_files()), all(INDONESIAN_LATER));
    let missing: Vec<_> = known.keys().filter(|key| needed.contains(*key)).collect();
    assert_eq!(missing, Vec::<&String>::new(), "said on a page that does not load them");
    let later = |key: &str| LATER_FAMILIES.iter().any(|(_, family)| key.starts_with(&format!("{family}-")));
    let composed: BTreeSet<String> = composed().into_iter().filter(|key| !later(key)).collect();
    let missing: Vec<_> = known.keys().filter(|key| composed.contains(*key)).collect();
    assert_eq!(missing, Vec::<&String>::new(), "put together, perhaps on a page that does not load them");
}

/// By the name of its type: a value that is passed on unnamed is not seen.
#[test]
fn a_family_that_comes_later_is_named_by_later_pages_only() {
    for file in first_files().iter().filter(|file| !file.ends_with("i18n/terms.rs")) {
        let source = fs::read_to_string(file).unwrap();
        for (name, _) in LATER_FAMILIES {
            let named = source.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == *name);
            assert!(!named, "{} names {name}", file.display());
        }
    }
}

#[test]
fn a_text_that_is_the_same_in_both_languages_is_meant_to_be() {
    let (id, en) = (all(&indonesian()), all(ENGLISH));
    let same: BTreeSet<&str> =
        id.iter().filter(|(key, text)| en.get(*key) == Some(text)).map(|(key, _)| key.as_str()).collect();
    let list = fs::read_to_string(here("locales/same.txt")).unwrap();
    let meant: BTreeSet<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(same, meant);
}

#[test]
fn the_resources_parse() {
    for (language, sources) in [(Language::Indonesian, &*indonesian()), (Language::English, ENGLISH)] {
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
