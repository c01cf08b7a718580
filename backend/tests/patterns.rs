//! What a pattern of the contract allows is what the server takes.

use contract::place::Neighbourhood;
use jsonschema::Validator;
use p2wkss::kernel::fold::holds_identifier;
use serde_json::{Value, json};

fn document() -> Value {
    serde_json::from_str(include_str!("../../openapi/openapi.json")).unwrap()
}

/// The schema of a parameter of the list of women.
fn parameter(name: &str) -> Value {
    let document = document();
    let all = document.pointer("/paths/~1api~1v1~1beneficiaries/get/parameters").unwrap().as_array().unwrap();
    let one = all.iter().find(|one| one["name"] == name).unwrap();
    // A pointer to a shared schema is followed.
    let pointed = one["schema"].get("$ref").and_then(Value::as_str).map(|to| to.trim_start_matches('#').to_owned());
    pointed.map_or_else(|| one["schema"].clone(), |to| document.pointer(&to).unwrap().clone())
}

fn allows(validator: &Validator, text: &str) -> bool {
    validator.is_valid(&json!(text))
}

/// Every text of so many of these letters.
fn texts(letters: &str, most: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut last = all.clone();
    for _ in 0..most {
        last = last.iter().flat_map(|text| letters.chars().map(move |letter| format!("{text}{letter}"))).collect();
        all.extend(last.iter().cloned());
    }
    all
}

#[test]
fn a_search_holds_no_identifier() {
    let validator = jsonschema::validator_for(&parameter("q")).unwrap();
    for text in texts("1a .-", 4) {
        for digits in 4..9 {
            let one = format!("{text}{}{text}", "7".repeat(digits));
            assert_eq!(allows(&validator, &one), !holds_identifier(&one), "{one:?}");
        }
    }
    assert!(!allows(&validator, "siti\u{0}"), "a NUL is taken nowhere");
}

#[test]
fn an_rw_is_a_number_of_one_to_three_digits() {
    let validator = jsonschema::validator_for(&parameter("rw")).unwrap();
    for text in texts("019", 3).iter().map(String::as_str).chain(["a", "-1", "1a", "1.0"]) {
        assert_eq!(allows(&validator, text), text.parse::<Neighbourhood>().is_ok(), "{text:?}");
    }
}
