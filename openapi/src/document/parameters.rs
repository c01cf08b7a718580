//! What an operation takes beside its body: values of the address, filters,
//! paging and headers.

use super::{QueryParameters, sort_keys};
use crate::endpoint::{Method, Operation, Trait};
use crate::page::Paging;
use serde_json::{Map, Value, json};

/// Each key as it is, and falling.
pub(super) fn both_ways(keys: &[&str]) -> Vec<String> {
    let keys = keys.iter().map(|key| key.trim_start_matches('-'));
    keys.flat_map(|key| [key.to_owned(), format!("-{key}")]).collect()
}

/// Any text, in which no NUL is taken all the same.
const FREE: &str = r"^[^\u0000]*$";
/// What may be searched for: fewer than eight digits in a row, whatever stands
/// between them, because an address never holds a NIK.
const SEARCH: &str = r"^(([ .-]*[0-9]){0,7}[ .-]*[^0-9 .\u0000-])*([ .-]*[0-9]){0,7}[ .-]*$";

/// A text of any form.
fn is_free_text(schema: &Map<String, Value>) -> bool {
    let kind = schema.get("type").map(Value::to_string).unwrap_or_default();
    kind.contains("string") && ["enum", "format", "pattern"].iter().all(|bound| !schema.contains_key(*bound))
}

/// A record a client may keep: it asks whether it is still so.
pub(super) fn is_kept(operation: &Operation) -> bool {
    operation.method == Method::Get && operation.is(Trait::Tagged)
}

/// What many operations take stands once in the document: by its name there, and
/// as it is in the operation.
pub(super) type Shared = Map<String, Value>;

/// The name under which a parameter that many operations take stands once.
fn shared_name(operation: &Operation, parameter: &Value) -> Option<&'static str> {
    let name = parameter.get("name").and_then(Value::as_str)?;
    match (parameter.get("in").and_then(Value::as_str)?, name) {
        ("path", "id") => Some("Id"),
        ("query", "limit") if operation.is(Trait::Paged) => Some("Limit"),
        ("query", "cursor") if operation.is(Trait::Paged) => Some("Cursor"),
        ("query", "include") if operation.is(Trait::Paged) => Some("Include"),
        ("query", "fields") if operation.is(Trait::Paged) => Some("Fields"),
        ("header", "If-Match") if operation.method == Method::Put => Some("IfMatch"),
        ("header", "If-Match") => Some("IfMatchOfStep"),
        ("header", "If-None-Match") => Some("IfNoneMatch"),
        ("header", "Idempotency-Key") => Some("IdempotencyKey"),
        ("header", "Accept-Language") => Some("AcceptLanguage"),
        _ => None,
    }
}

/// Points to what stands once; whatever else an operation takes stands in it.
pub(super) fn share(operation: &Operation, parameters: Vec<Value>, shared: &mut Shared) -> Vec<Value> {
    let point = |parameter: Value| {
        let Some(name) = shared_name(operation, &parameter) else { return parameter };
        let stands = shared.entry(name).or_insert_with(|| parameter.clone());
        if *stands == parameter { json!({ "$ref": format!("#/components/parameters/{name}") }) } else { parameter }
    };
    parameters.into_iter().map(point).collect()
}

fn header_parameter(name: &str, required: bool, description: &str) -> Value {
    // Of what a change or its key says, nothing is not enough.
    let least = usize::from(matches!(name, "If-Match" | "Idempotency-Key"));
    let schema = json!({ "type": "string", "minLength": least });
    json!({ "name": name, "in": "header", "required": required, "description": description, "schema": schema })
}

pub(super) fn parameters(operation: &Operation) -> Vec<Value> {
    let mut parameters: Vec<Value> = operation
        .path_parameters()
        .map(|name| {
            let schema = match name {
                "code" => json!({ "type": "string", "example": "32.75.03.1004" }),
                _ => json!({ "type": "string", "format": "uuid" }),
            };
            let description = format!("The {name} of the record.");
            json!({ "name": name, "in": "path", "required": true, "description": description, "schema": schema })
        })
        .collect();
    let mut query = (operation.shape.query)();
    if operation.is(Trait::Paged) {
        query.extend(Paging::parameters());
    }
    parameters.extend(query.into_iter().map(|parameter| {
        let (sorts, searches) = (parameter.name == "sort", parameter.name == "q");
        let mut parameter = json!(parameter);
        if let Some(schema) = parameter.get_mut("schema") {
            if sorts {
                *schema = json!({ "enum": both_ways(sort_keys(operation)) });
            } else if let Some(free) = schema.as_object_mut().filter(|schema| is_free_text(schema)) {
                free.insert("pattern".to_owned(), if searches { SEARCH } else { FREE }.into());
            }
        }
        parameter
    }));
    if operation.is(Trait::Conditional) {
        let description = if operation.method == Method::Put {
            "The ETag of the record as it was read."
        } else {
            "The ETag of the record as it was read; its version as a list shows it, `\"7\"`; or `*`."
        };
        parameters.push(header_parameter("If-Match", true, description));
    }
    if is_kept(operation) {
        let description = "The ETag of the record as it is kept; while it holds, the answer is 304.";
        parameters.push(header_parameter("If-None-Match", false, description));
    }
    if operation.method == Method::Post && !operation.is(Trait::Unrepeatable) {
        let description = "A key of your choice; the same request sent again with it answers the first result.";
        parameters.push(header_parameter("Idempotency-Key", false, description));
    }
    parameters.push(header_parameter("Accept-Language", false, "`id` (default) or `en`: the language of refusals."));
    parameters
}
