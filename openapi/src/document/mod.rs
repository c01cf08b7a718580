//! The OpenAPI 3.1 document, written from the endpoint table.
//!
//! Nothing is said twice: paths, parameters, permissions and schemas come from
//! `endpoints` and the types it names; the answers every operation may give
//! follow from its traits. No server and no database is needed to print it.

mod exports;
#[macro_use]
mod samples;
mod moves;
mod parameters;
mod queries;
mod sorts;

use parameters::{Shared, both_ways, is_kept, parameters, share};
pub use queries::QueryParameters;
pub use sorts::sort_keys;

use crate::endpoint::{Access, Endpoint, Method, Operation, Trait};
use crate::endpoints::ALL;
use crate::page::Page;
use crate::problem::{Problem, ProblemCode};
use serde_json::{Map, Value, json};
use std::any::TypeId;
use utoipa::ToSchema;
use utoipa::openapi::path::Parameter;
use utoipa::openapi::{RefOr, schema::Schema};

/// Named schemas met on the way.
pub type Schemas = Vec<(String, RefOr<Schema>)>;

/// How to describe what an operation takes and gives.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    query: fn() -> Vec<Parameter>,
    body: fn(&mut Schemas) -> Option<Described>,
    reply: fn(&mut Schemas) -> Option<Described>,
}

struct Described {
    schema: Value,
    sample: Value,
}

/// Samples of named schemas, each written once whichever operations carry it.
type Samples = Map<String, Value>;

/// What operations point to in place of repeating it.
#[derive(Default)]
struct Components {
    schemas: Schemas,
    samples: Samples,
    parameters: Shared,
}

impl Described {
    /// One JSON body: a named schema's sample stands beside the schemas, any other in place.
    fn content(self, samples: &mut Samples) -> Value {
        let name = self.schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.rsplit('/').next());
        let Some(name) = name.map(ToOwned::to_owned) else {
            return json!({ "schema": self.schema, "example": self.sample });
        };
        let shared = json!({ "$ref": format!("#/components/examples/{name}") });
        samples.entry(name).or_insert_with(|| json!({ "value": self.sample }));
        json!({ "schema": self.schema, "examples": { "sample": shared } })
    }
}

/// A body or reply: how it stands in the document, with one example.
pub trait Payload: 'static {
    fn schema_in_place(schemas: &mut Schemas) -> Value;
    fn sample() -> Value;
}

/// Registers a named type and points to it.
fn named<T: ToSchema>(schemas: &mut Schemas) -> Value {
    T::schemas(schemas);
    schemas.push((T::name().into_owned(), T::schema()));
    json!({ "$ref": format!("#/components/schemas/{}", T::name()) })
}

impl Payload for () {
    fn schema_in_place(_: &mut Schemas) -> Value {
        Value::Null
    }

    fn sample() -> Value {
        Value::Null
    }
}

impl<T: Payload> Payload for Page<T> {
    fn schema_in_place(schemas: &mut Schemas) -> Value {
        let item = T::schema_in_place(schemas);
        json!({
            "type": "object",
            "required": ["items", "next_cursor"],
            "properties": {
                "items": { "type": "array", "items": item },
                "next_cursor": { "type": ["string", "null"], "description": "Continues the list; null on the last page." },
                "total": { "type": "integer", "description": "How many rows match, with include=total, up to 10,000." },
                "total_at_least": { "type": "integer", "description": "At least so many rows match, where there are more than 10,000." },
            },
        })
    }

    fn sample() -> Value {
        json!({ "items": [T::sample()], "next_cursor": null })
    }
}

fn describe<T: Payload>(schemas: &mut Schemas) -> Option<Described> {
    if TypeId::of::<T>() == TypeId::of::<()>() {
        return None;
    }
    Some(Described { schema: T::schema_in_place(schemas), sample: T::sample() })
}

impl Shape {
    pub const fn of<E: Endpoint>() -> Self
    where
        E::Query: QueryParameters,
        E::Body: Payload,
        E::Reply: Payload,
    {
        Self { query: E::Query::parameters, body: describe::<E::Body>, reply: describe::<E::Reply> }
    }
}

/// The whole document.
pub fn document() -> Value {
    let mut components = Components::default();
    let problem = named::<Problem>(&mut components.schemas);
    let mut paths = Map::new();
    for operation in &ALL {
        let entry = paths.entry(operation.path).or_insert_with(|| json!({}));
        if let Some(methods) = entry.as_object_mut() {
            let method = operation.method.as_str().to_ascii_lowercase();
            methods.insert(method, describe_operation(operation, &mut components));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "P2WKSS",
            "version": env!("CARGO_PKG_VERSION"),
            "description": include_str!("introduction.md"),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "tags": tags(),
        "paths": paths,
        "components": {
            "schemas": components.schemas.into_iter().map(|(name, schema)| (name, json!(schema))).collect::<Map<_, _>>(),
            "examples": components.samples,
            "parameters": components.parameters,
            "responses": refusals(&problem),
            "securitySchemes": {
                "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
            },
        },
    })
}

fn tags() -> Value {
    let mut tags: Vec<&str> = ALL.iter().map(|operation| operation.tag).collect();
    tags.dedup();
    tags.into_iter().map(|tag| json!({ "name": tag })).collect()
}

/// One shared answer per status; its description names the codes it may carry.
fn refusals(problem: &Value) -> Value {
    let mut statuses: Vec<u16> = ProblemCode::ALL.iter().map(|code| code.status()).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let answers = statuses.into_iter().map(|status| {
        let codes: Vec<&str> =
            ProblemCode::ALL.iter().filter(|code| code.status() == status).map(|code| code.as_str()).collect();
        let content = json!({ "application/problem+json": { "schema": problem } });
        (status.to_string(), json!({ "description": codes.join(", "), "content": content }))
    });
    Value::Object(answers.collect())
}

/// The statuses an operation may refuse with, by what it is.
fn refusal_statuses(operation: &Operation) -> Vec<u16> {
    let mut statuses = vec![400, 406, 429, 500, 503];
    if operation.access != Access::Public {
        statuses.extend([401, 403]);
    } else if operation.id != "sign_out" {
        statuses.push(401);
    }
    if operation.path.contains('{') {
        statuses.push(404);
    }
    if operation.method != Method::Get {
        statuses.push(409);
    }
    if operation.has_body {
        statuses.extend([413, 415, 422]);
    }
    if operation.is(Trait::Conditional) {
        statuses.extend([412, 428]);
    }
    if operation.is(Trait::Paged) || operation.method == Method::Post {
        statuses.push(422);
    }
    statuses.sort_unstable();
    statuses.dedup();
    statuses
}

fn describe_operation(operation: &Operation, components: &mut Components) -> Value {
    let mut responses = Map::new();
    responses.insert(operation.success.to_string(), success(operation, components));
    if is_kept(operation) {
        responses.insert("304".to_owned(), json!({ "description": "It is as the ETag sent says." }));
    }
    for status in refusal_statuses(operation) {
        let reference = json!({ "$ref": format!("#/components/responses/{status}") });
        responses.insert(status.to_string(), reference);
    }
    let mut described = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "tags": [operation.tag],
        "x-permission": operation.access.as_str(),
        "security": if operation.access == Access::Public { json!([]) } else { json!([{ "bearer": [] }]) },
        "parameters": share(operation, parameters(operation), &mut components.parameters),
        "responses": responses,
    });
    if let (Some(body), Some(members)) = ((operation.shape.body)(&mut components.schemas), described.as_object_mut()) {
        let content = if operation.is(Trait::Binary) {
            let bytes = json!({ "schema": body.schema });
            file_types(operation).iter().map(|kind| ((*kind).to_owned(), bytes.clone())).collect::<Map<_, _>>().into()
        } else {
            json!({ "application/json": body.content(&mut components.samples) })
        };
        members.insert("requestBody".to_owned(), json!({ "required": true, "content": content }));
    }
    described
}

/// What kinds of files an operation takes.
fn file_types(operation: &Operation) -> &'static [&'static str] {
    if operation.id == "create_document" { crate::documents::FILE_TYPES } else { crate::imports::FILE_TYPES }
}

fn success(operation: &Operation, components: &mut Components) -> Value {
    let Some(reply) = (operation.shape.reply)(&mut components.schemas) else {
        return json!({ "description": "Done." });
    };
    let mut answer = json!({
        "description": operation.summary,
        "content": { "application/json": reply.content(&mut components.samples) },
    });
    let mut headers = Map::new();
    if operation.is(Trait::Tagged) {
        headers.insert("ETag".to_owned(), text_header("Send it back as If-Match with a change."));
    }
    if operation.is(Trait::Deferred) {
        headers.insert("Location".to_owned(), text_header("Where the job stands."));
    }
    if operation.success == 201 && operation.is(Trait::Tagged) {
        headers.insert("Location".to_owned(), text_header("Where the new record stands."));
    }
    if let (false, Some(members)) = (headers.is_empty(), answer.as_object_mut()) {
        members.insert("headers".to_owned(), Value::Object(headers));
    }
    answer
}

fn text_header(description: &str) -> Value {
    json!({ "description": description, "schema": { "type": "string" } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

    /// `UPDATE=1 cargo test -p contract --features server` rewrites the file.
    #[test]
    fn the_published_document_is_fresh() {
        // Indented by one: the file is long, and its differences are read.
        let mut text = Vec::new();
        let narrow = serde_json::ser::PrettyFormatter::with_indent(b" ");
        document().serialize(&mut serde_json::Serializer::with_formatter(&mut text, narrow)).unwrap();
        let text = String::from_utf8(text).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(GOLDEN, &text).unwrap();
        }
        let published = std::fs::read_to_string(GOLDEN).unwrap_or_default();
        assert!(published == text, "openapi.json is stale: run with UPDATE=1");
    }

    #[test]
    fn every_reference_resolves_and_no_two_schemas_share_a_name() {
        let document = document();
        let text = document.to_string();
        for part in text.split("\"$ref\":\"#").skip(1) {
            let pointer = part.split('"').next().unwrap();
            assert!(document.pointer(pointer).is_some(), "{pointer}");
        }
        let mut schemas = Vec::new();
        for operation in &ALL {
            (operation.shape.body)(&mut schemas);
            (operation.shape.reply)(&mut schemas);
        }
        let mut seen: std::collections::BTreeMap<String, Value> = std::collections::BTreeMap::new();
        for (name, schema) in schemas {
            let schema = json!(schema);
            let first = seen.entry(name.clone()).or_insert_with(|| schema.clone());
            assert_eq!(*first, schema, "{name} names two schemas");
        }
    }

    #[test]
    fn a_named_schema_has_one_sample() {
        let mut seen: std::collections::BTreeMap<String, Value> = std::collections::BTreeMap::new();
        for shape in ALL.iter().map(|operation| operation.shape) {
            for described in [(shape.body)(&mut Vec::new()), (shape.reply)(&mut Vec::new())].into_iter().flatten() {
                let Some(name) = described.schema["$ref"].as_str() else { continue };
                let first = seen.entry(name.to_owned()).or_insert_with(|| described.sample.clone());
                assert_eq!(*first, described.sample, "{name} has two samples");
            }
        }
        assert!(seen.len() > 50, "{}", seen.len());
    }

    #[test]
    fn every_parameter_and_answer_is_described() {
        let document = document();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                for parameter in operation["parameters"].as_array().unwrap() {
                    let parameter = match parameter["$ref"].as_str() {
                        Some(shared) => document.pointer(shared.trim_start_matches('#')).unwrap(),
                        None => parameter,
                    };
                    let described = parameter["description"].as_str().unwrap_or("");
                    assert!(!described.is_empty(), "{method} {path}: {}", parameter["name"]);
                }
                for answer in operation["responses"].as_object().unwrap().values() {
                    assert!(answer["$ref"].is_string() || answer["description"].is_string());
                }
            }
        }
    }
}
