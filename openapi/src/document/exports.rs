//! How an export stands in the document: one object a list, each with the
//! filters of that list.

use super::{Payload, QueryParameters, Schemas, both_ways};
use crate::exports::{ExportDraft, ExportFormat, ExportList};
use crate::{beneficiaries, households, validations};
use serde_json::{Map, Value, json};

impl Payload for ExportDraft {
    fn schema_in_place(_: &mut Schemas) -> Value {
        json!({ "oneOf": [
            export_of::<beneficiaries::Filter>(ExportList::Beneficiaries),
            export_of::<households::Filter>(ExportList::Households),
            export_of::<validations::Filter>(ExportList::Validations),
        ] })
    }

    fn sample() -> Value {
        json!({
            "list": "beneficiaries", "filters": { "region": "32.75.03.1004", "status": "validated" }, "format": "xlsx",
            "identities": true, "reason": "Lampiran SK Lurah tentang penerima manfaat"
        })
    }
}

fn filters<F: QueryParameters>() -> Map<String, Value> {
    let described = F::parameters().into_iter().map(|one| {
        let mut schema = json!(one.schema);
        if let (Some(members), Some(text)) = (schema.as_object_mut(), one.description) {
            members.insert("description".to_owned(), text.into());
        }
        (one.name, schema)
    });
    described.collect()
}

fn export_of<F: QueryParameters>(list: ExportList) -> Value {
    let keys = both_ways(list.sort_keys()).into_iter().map(Value::from);
    let keys_or_null: Vec<Value> = keys.chain([Value::Null]).collect();
    json!({
        "type": "object",
        "title": list.as_str(),
        "required": ["list", "format"],
        "additionalProperties": false,
        "properties": {
            "list": { "const": list },
            "filters": {
                "type": "object", "additionalProperties": false, "properties": filters::<F>(),
                "description": "The filters of that list, by the names its query has.",
            },
            "format": { "enum": ExportFormat::ALL },
            "sort": { "enum": keys_or_null, "description": "How the rows are ordered; as the list by itself when absent." },
            "identities": {
                "type": "boolean",
                "description": "NIK and family-card numbers in clear; needs `export_identities` and a reason.",
            },
            "reason": {
                "type": ["string", "null"], "minLength": 5, "maxLength": 500,
                "description": "Why; it stands in the file and in the trail.",
            },
        },
        "if": { "properties": { "identities": { "const": true } }, "required": ["identities"] },
        "then": { "properties": { "reason": { "type": "string" } }, "required": ["reason"] },
    })
}
