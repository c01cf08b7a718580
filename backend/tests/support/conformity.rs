//! Every answer the tests are given is held against the published contract:
//! its status is one the operation names, and its body is as the schema says.

use super::Answered;
use contract::document::document;
use contract::endpoint::{Method, operations_at};
use contract::endpoints::ALL;
use jsonschema::Validator;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// Built once for each answer of each operation.
static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// The schema of an answer with all that its references name.
fn validator(pointer: &str) -> Arc<Validator> {
    let known = VALIDATORS.lock().unwrap().get(pointer).cloned();
    known.unwrap_or_else(|| {
        let mut schema = DOCUMENT.pointer(pointer).unwrap().clone();
        schema["components"] = DOCUMENT["components"].clone();
        let built = jsonschema::options().should_validate_formats(true).build(&schema);
        let built = Arc::new(built.unwrap_or_else(|fault| panic!("{pointer}: {fault}")));
        VALIDATORS.lock().unwrap().insert(pointer.to_owned(), built.clone());
        built
    })
}

fn escaped(part: &str) -> String {
    part.replace('~', "~0").replace('/', "~1")
}

/// Panics where an answer is not as the contract says.
#[track_caller]
pub fn check(method: Method, address: &str, answer: &Answered) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let Some(operation) = operations_at(path).find(|one| one.method == method) else {
        let lost = path.starts_with("/api/v1/") && answer.status.is_success();
        assert!(!lost, "{path} answers and is not in the contract");
        return;
    };
    let method = method.as_str().to_ascii_lowercase();
    let mut pointer = format!("/paths/{}/{method}/responses/{}", escaped(operation.path), answer.status.as_u16());
    let described = DOCUMENT.pointer(&pointer);
    let described =
        described.unwrap_or_else(|| panic!("{} answers {}, which it does not name", operation.id, answer.status));
    if let Some(reference) = described["$ref"].as_str() {
        reference.trim_start_matches('#').clone_into(&mut pointer);
    }
    // A trimmed reply lacks what was not asked for.
    let trimmed = query.split('&').any(|pair| pair.starts_with("fields="));
    let Some(kind) = answer.header("content-type").filter(|_| !trimmed && !answer.text.is_empty()) else { return };
    let pointer = format!("{pointer}/content/{}/schema", escaped(kind));
    assert!(DOCUMENT.pointer(&pointer).is_some(), "{}: {kind} is not named at {pointer}", operation.id);
    let body: Value = serde_json::from_str(&answer.text).unwrap();
    let faults = faults(&pointer, &body);
    assert!(faults.is_empty(), "{} {}: {faults:#?}\n{}", operation.id, answer.status, answer.text);
}

/// What of `value` is not as the schema at `pointer` says.
fn faults(pointer: &str, value: &Value) -> Vec<String> {
    validator(pointer).iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}

#[test]
fn a_word_that_is_not_published_is_noticed() {
    let pointer = "/components/responses/401/content/application~1problem+json/schema";
    let refusal = |code: &str| {
        serde_json::json!({ "type": "/problems/unauthenticated", "title": "Silakan masuk lagi", "status": 401,
            "code": code, "instance": "/api/v1/me", "request_id": "1" })
    };
    assert_eq!(faults(pointer, &refusal("unauthenticated")), Vec::<String>::new());
    assert_eq!(faults(pointer, &refusal("Unauthenticated")).len(), 1);
}

#[test]
fn every_example_is_as_its_schema_says() {
    let mut wrong = Vec::new();
    for operation in ALL {
        let method = operation.method.as_str().to_ascii_lowercase();
        let at = format!("/paths/{}/{method}", escaped(operation.path));
        let answer = format!("{at}/responses/{}/content/application~1json", operation.success);
        for content in [answer, format!("{at}/requestBody/content/application~1json")] {
            let Some(example) = DOCUMENT.pointer(&format!("{content}/example")) else { continue };
            let found = faults(&format!("{content}/schema"), example);
            wrong.extend(found.into_iter().map(|fault| format!("{} {fault}", operation.id)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
