//! Lists as kelurahan have them, written by other programs: every row becomes
//! what stands beside its file.

use crate::imports::{HEAD, checked_file, settled, upload};
use crate::support::{Caller, with_server};
use contract::endpoint::Method;
use contract::endpoints::{ListImportRows, MapImport};
use contract::imports::Mapping;
use serde_json::{Value, json};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/imports")
}

/// What became of the rows, in the form of the expectations.
async fn told(caller: &Caller, id: &str) -> (Vec<Value>, Value) {
    let rows = caller.query::<ListImportRows>(&[id], "limit=500").await.expect(200).json();
    let (mut told, mut names) = (Vec::new(), serde_json::Map::new());
    for row in rows["items"].as_array().unwrap() {
        names.insert(row["row"].to_string(), row["full_name"].clone());
        let errors = row["errors"].as_array().unwrap();
        if errors.is_empty() {
            told.push(json!([row["row"], row["outcome"]]));
        }
        told.extend(errors.iter().map(|fault| json!([row["row"], row["outcome"], fault["column"], fault["code"]])));
    }
    (told, Value::Object(names))
}

/// The columns of an expectation, by their letters, as a mapping.
fn mapping(expected: &Value, import: &Value) -> Mapping {
    let sheet = expected["sheet"].as_str().unwrap();
    let sheets = import["sheets"].as_array().unwrap();
    let shown = sheets.iter().find(|one| one["name"] == sheet).unwrap();
    let columns: Vec<Value> = shown["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| json!({ "index": column["index"], "column": expected["columns"][column["letter"].as_str().unwrap()] }))
        .collect();
    serde_json::from_value(json!({ "sheet": sheet, "columns": columns })).unwrap()
}

async fn differences(caller: &Caller, name: &str, expected: &Value) -> Vec<String> {
    let bytes = std::fs::read(folder().join(name)).unwrap();
    let region = if expected.get("region").is_some_and(Value::is_null) { "" } else { "&region=32.75.03.1004" };
    let (id, mut answer) = checked_file(caller, name, region, bytes).await;
    let mut faults = Vec::new();
    let asks = expected["asks"] == true;
    if (answer.json()["state"] == "mapping") != asks {
        faults.push(format!("asks: {}", answer.json()));
        return faults;
    }
    if asks {
        let mapping = mapping(&expected["mapping"], &answer.json());
        caller.with("if-match", &answer.etag()).send::<MapImport>(&[&id], &mapping).await.expect(200);
        answer = settled(caller, &id, "checking").await;
    }
    let import = answer.json();
    if import["state"] != "checked" {
        return vec![format!("state {} fault {}", import["state"], import["fault"])];
    }
    let (rows, names) = told(caller, &id).await;
    let mut check = |what: &str, found: &Value, wanted: &Value| {
        if found != wanted {
            faults.push(format!("{what}: {found}\n      wanted {wanted}"));
        }
    };
    check("rows", &json!(rows), &expected["rows"]);
    let chosen = import["sheets"].as_array().unwrap().iter().find(|sheet| sheet["chosen"] == true).unwrap().clone();
    for (member, found) in [("header_row", &chosen["header_row"]), ("sheet", &chosen["name"])] {
        if let Some(wanted) = expected.get(member) {
            check(member, found, wanted);
        }
    }
    let pairs = |list: &Value| -> Vec<Value> {
        list.as_array().into_iter().flatten().map(|one| json!([one["row"], one["why"]])).collect()
    };
    let left_out = expected.get("left_out").cloned().unwrap_or_else(|| json!([]));
    check("left out", &json!(pairs(&import["left_out"])), &left_out);
    let columns = chosen["columns"].as_array().unwrap();
    let hidden: Vec<&Value> = columns.iter().filter(|one| one["hidden"] == true).map(|one| &one["letter"]).collect();
    check("hidden columns", &json!(hidden), &expected.get("hidden").cloned().unwrap_or_else(|| json!([])));
    for (row, name) in expected["names"].as_object().into_iter().flatten() {
        check("name", &names[row], name);
    }
    faults
}

#[test]
fn every_row_becomes_what_is_expected() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let mut names: Vec<String> = std::fs::read_dir(folder())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter_map(|name| name.strip_suffix(".expected.json").map(str::to_owned))
            .collect();
        names.sort();
        assert!(names.len() >= 15, "{} files", names.len());
        let (mut faults, mut foreign) = (Vec::new(), 0);
        for name in &names {
            let text = std::fs::read_to_string(folder().join(format!("{name}.expected.json"))).unwrap();
            let expected: Value = serde_json::from_str(&text).unwrap();
            foreign += usize::from(expected["made_by"].as_str().unwrap().starts_with("LibreOffice"));
            for fault in differences(&officer, name, &expected).await {
                faults.push(format!("{name}: {fault}"));
            }
        }
        assert!(2 * foreign >= names.len(), "{foreign} of {} were written by LibreOffice", names.len());
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    });
}

#[test]
fn files_that_cannot_be_used_say_why() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        for (bytes, fault) in [
            (b"satu kolom\nsaja\n".to_vec(), "no_header"),
            (HEAD.as_bytes().to_vec(), "no_rows"),
            (vec![0xff, 0xfe, 0x41], "not_utf8"),
            (b"PK\x03\x04nonsense".to_vec(), "damaged"),
        ] {
            let made = upload(&officer, bytes, "text/csv").await.expect(201).json();
            let import = settled(&officer, made["id"].as_str().unwrap(), "checking").await.json();
            assert_eq!((&import["state"], &import["fault"]), (&json!("failed"), &json!(fault)));
        }
        let path = "/api/v1/imports?file_name=calon.csv&region=32.75.03.1006";
        let elsewhere = officer.bytes(Method::Post, path, "text/csv", b"Nama\n".to_vec()).await.expect(422);
        assert_eq!(elsewhere.faults(), ["/region unknown_reference"]);
        let wrong = upload(&officer, b"x".to_vec(), "image/png").await.expect(415);
        assert_eq!(wrong.code(), "unsupported_media_type");
        let large = upload(&officer, vec![b'x'; 10 * 1024 * 1024 + 1], "text/csv").await.expect(413);
        assert_eq!(large.code(), "payload_too_large");
    });
}
