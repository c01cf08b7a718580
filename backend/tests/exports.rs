//! Lists as files: the rows of the list and no others, as far as the caller
//! may see them, and back again.

use crate::beneficiaries::{draft, siti};
use crate::support::{Answered, Caller, Server, body, with_server};
use calamine::{Data, DataType, Reader, Xlsx};
use contract::endpoint::Method;
use contract::endpoints::{CreateBeneficiary, CreateExport, CreateValidations, EndRoleAssignment, ListAuditEvents};
use contract::exports::ExportDraft;
use contract::validations::ValidationDraft;
use serde_json::{Value, json};
use std::io::Cursor;
use std::time::Duration;

const TELUK_PUCUNG: &str = "32.75.03.1004";
const HARAPAN_JAYA: &str = "32.75.03.1006";

async fn ask(caller: &Caller, draft: Value) -> Answered {
    caller.send::<CreateExport>(&[], &body::<ExportDraft>(draft)).await
}

async fn fetch(server: &Server, url: &str) -> reqwest::Response {
    server.http.get(format!("{}{url}", server.base)).send().await.unwrap()
}

async fn file(server: &Server, caller: &Caller, draft: Value) -> Vec<u8> {
    let link = ask(caller, draft).await.expect(201).json();
    let response = fetch(server, link["url"].as_str().unwrap()).await;
    assert_eq!(response.status().as_u16(), 200);
    response.bytes().await.unwrap().to_vec()
}

/// The headings and the rows of a CSV, below the lines that say whose it is.
fn table(bytes: &[u8], delimiter: u8) -> (Vec<String>, Vec<Vec<String>>, Vec<String>) {
    let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let rest = rows.split_off(4);
    let about = rows.iter().take(3).map(|row| row[0].clone()).collect();
    (rows.pop().unwrap(), rest, about)
}

fn at(headings: &[String], heading: &str) -> usize {
    headings.iter().position(|one| one == heading).unwrap_or_else(|| panic!("{heading} in {headings:?}"))
}

async fn all(caller: &Caller, list: &str, query: &str) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/{list}?limit=7&{query}{cursor}");
        let page = caller.raw(Method::Get, &path, None).await.expect(200).json();
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        let Some(next) = page["next_cursor"].as_str() else { return items };
        cursor = format!("&cursor={next}");
    }
}

const NAMES: &[&str] =
    &["Siti Aminah", "Sitti Nurhayati", "Dewi", "=HYPERLINK(\"x\")", "-Ani; \"Cucu\"", "'Aisyah", "'=Tuti", "@Rina"];

fn woman(serial: u32, village: &str) -> Value {
    let pick = |list: &[&'static str], by: u32| list[usize::try_from(serial / by).unwrap() % list.len()];
    let mut woman = siti();
    woman["nik"] = json!(format!("327599540388{serial:04}"));
    woman["full_name"] = json!(format!("{} {serial}", pick(NAMES, 1)));
    woman["region_code"] = json!(village);
    woman["rw"] = json!(pick(&["11", "7"], 3));
    woman["marital_status"] = json!(pick(&["widowed", "divorced"], 2));
    woman["occupation"] = json!("laundry_worker");
    if serial.is_multiple_of(5) {
        woman.as_object_mut().unwrap().remove("notice");
    }
    if serial.is_multiple_of(7) {
        woman.as_object_mut().unwrap().remove("nik");
        woman["nik_absent_reason"] = json!("never_registered");
        woman["health_notes"] = json!("Hamil tujuh bulan");
    }
    woman
}

/// Forty women of two kelurahan; a third of those of the first decided on.
async fn fill(server: &Server) {
    let mut ids = Vec::new();
    for (officer, village, first) in
        [("kelurahan_officer", TELUK_PUCUNG, 1), ("kelurahan_officer_2", HARAPAN_JAYA, 101)]
    {
        let officer = server.as_user(officer).await;
        for serial in first..first + 20 {
            let made = officer.send::<CreateBeneficiary>(&[], &draft(woman(serial, village))).await.expect(201);
            let woman = made.json();
            if first == 1 && serial % 3 == 1 {
                ids.push(woman["id"].clone());
            }
        }
    }
    let decision = json!({ "ids": ids, "programme_year": 2027, "outcome": "validated", "document_number": "=400/17" });
    let lurah = server.as_user("lurah").await;
    lurah.send::<CreateValidations>(&[], &body::<ValidationDraft>(decision)).await.expect(200);
}

/// A member as the file shows it.
fn shown(item: &Value, member: &str) -> String {
    match &item[member] {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

async fn same_rows(server: &Server, caller: &Caller, list: &str, filters: &Value, sort: Option<&str>) -> usize {
    let mut query: Vec<(String, String)> =
        filters.as_object().unwrap().keys().map(|name| (name.clone(), shown(filters, name))).collect();
    query.extend(sort.map(|sort| ("sort".to_owned(), sort.to_owned())));
    let query = query.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "%20")));
    let items = all(caller, list, &query.collect::<Vec<_>>().join("&")).await;
    let mut asked = json!({ "list": list, "filters": filters, "format": "csv" });
    if let Some(sort) = sort {
        asked["sort"] = json!(sort);
    }
    let (headings, rows, about) = table(&file(server, caller, asked).await, b';');
    assert!(about[1].contains(&format!("{} baris", items.len())), "{about:?}");
    let members: &[(&str, &str)] = match list {
        "beneficiaries" => &[
            ("ID", "id"),
            ("Nama lengkap", "full_name"),
            ("NIK (disamarkan)", "nik_masked"),
            ("Tanggal lahir", "birth_date"),
            ("Alamat", "address"),
            ("Kelurahan", "region_name"),
            ("RW", "rw"),
            ("RT", "rt"),
            ("Penghasilan per bulan", "household_income"),
        ],
        "households" => &[("ID", "id"), ("Alamat", "address"), ("RW", "rw"), ("Anggota lain", "member_count")],
        _ => &[("ID", "id"), ("ID perempuan", "beneficiary_id"), ("Nomor surat", "document_number")],
    };
    for (heading, member) in members {
        let place = at(&headings, heading);
        let in_file: Vec<String> =
            rows.iter().map(|row| p2wkss::imports::cells::plain_text(&row[place]).to_owned()).collect();
        let in_list: Vec<String> = items.iter().map(|item| shown(item, member)).collect();
        assert_eq!(in_file, in_list, "{list} {filters} {sort:?} {heading}");
    }
    items.len()
}

#[test]
fn the_rows_of_a_file_are_those_of_the_list() {
    with_server(async |server| {
        fill(server).await;
        let women = [
            json!({}),
            json!({ "region": TELUK_PUCUNG }),
            json!({ "region": "32.75.03", "rw": "7" }),
            json!({ "status": "validated" }),
            json!({ "complete": false }),
            json!({ "updated_since": "2020-01-01T00:00:00Z", "include_archived": true }),
        ];
        let by_name =
            [json!({ "q": "siti" }), json!({ "q": "de" }), json!({ "q": "nurhayati", "status": "candidate" })];
        let mut seen = 0;
        for who in ["coordinator", "planner", "kelurahan_officer", "kelurahan_officer_2"] {
            let caller = server.as_user(who).await;
            let sees_names = who != "planner";
            for filters in women.iter().chain(by_name.iter().filter(|_| sees_names)) {
                let mut sorts = vec![None, Some("updated_at"), Some("-updated_at")];
                sorts.extend(sees_names.then_some(Some("-full_name")));
                for sort in sorts {
                    seen += same_rows(server, &caller, "beneficiaries", filters, sort).await;
                }
            }
            for filters in [json!({}), json!({ "region": HARAPAN_JAYA }), json!({ "rw": "011" })] {
                seen += same_rows(server, &caller, "households", &filters, None).await;
            }
            for filters in [json!({}), json!({ "programme_year": 2027 }), json!({ "programme_year": 2020 })] {
                seen += same_rows(server, &caller, "validations", &filters, Some("decided_at")).await;
            }
        }
        assert!(seen > 1000, "{seen}");
    });
}

#[test]
fn who_does_not_see_names_gets_none_and_cannot_order_or_search_by_them() {
    with_server(async |server| {
        fill(server).await;
        let planner = server.as_user("planner").await;
        let text = String::from_utf8(file(server, &planner, json!({ "list": "beneficiaries", "format": "csv" })).await);
        let text = text.unwrap();
        for secret in ["Aminah", "Melati", "628123456789", "Hamil", "3275**********"] {
            assert!(!text.contains(secret), "{secret}");
        }
        for members in [json!({ "sort": "full_name" }), json!({ "filters": { "q": "siti" } })] {
            let mut asked = json!({ "list": "beneficiaries", "format": "csv" });
            asked.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
            assert_eq!(ask(&planner, asked).await.expect(400).code(), "withheld_parameter");
        }
        let asked = json!({ "list": "beneficiaries", "format": "csv", "identities": true, "reason": "Lampiran surat" });
        assert_eq!(ask(&planner, asked).await.expect(422).faults(), ["/identities field_withheld"]);
        let digits = json!({ "list": "beneficiaries", "format": "csv", "filters": { "q": "3275995403880001" } });
        let officer = server.as_user("kelurahan_officer").await;
        assert_eq!(ask(&officer, digits).await.expect(400).code(), "identifier_in_query");
    });
}

#[test]
fn identities_leave_in_clear_only_with_a_reason_that_stands_in_the_file() {
    with_server(async |server| {
        fill(server).await;
        let officer = server.as_user("kelurahan_officer").await;
        let base = json!({ "list": "beneficiaries", "format": "csv", "identities": true });
        assert_eq!(ask(&officer, base.clone()).await.expect(422).faults(), ["/reason required"]);
        let mut asked = base;
        asked["reason"] = json!("Lampiran SK Lurah\nNo. 400/17");
        let (headings, rows, about) = table(&file(server, &officer, asked.clone()).await, b';');
        let niks: Vec<&String> = rows.iter().map(|row| &row[at(&headings, "NIK")]).collect();
        assert!(niks.iter().any(|nik| **nik == "'3275995403880001"), "{niks:?}");
        assert_eq!(rows.len(), 20);
        assert_eq!(about[2], "Memuat NIK dan nomor kartu keluarga utuh: Lampiran SK Lurah No. 400/17");
        assert!(about[1].contains("Rina Wulandari"), "{about:?}");
        // The trail tells all of it but a name that was searched for.
        asked["filters"] = json!({ "q": "Nurhayati", "rw": "011" });
        ask(&officer, asked).await.expect(201);
        let auditor = server.as_user("auditor").await;
        let events = auditor.query::<ListAuditEvents>(&[], "resource_kind=export").await.expect(200);
        let newest = events.json()["items"][0].clone();
        let reason = newest["reason"].as_str().unwrap();
        assert!(reason.starts_with("beneficiaries csv, "), "{reason}");
        assert!(reason.contains("identities") && reason.contains("rw=011") && reason.contains("SK Lurah"), "{reason}");
        assert!(!events.text.contains("Nurhayati"));
        assert_eq!(newest["members"], json!(["filters", "format", "identities", "list", "rows"]));
        assert_eq!(newest["place"], TELUK_PUCUNG);
    });
}

async fn checked(caller: &Caller, bytes: Vec<u8>, kind: &str) -> Value {
    let path = format!("/api/v1/imports?file_name=ekspor&region={TELUK_PUCUNG}");
    let made = caller.bytes(Method::Post, &path, kind, bytes).await.expect(201).json();
    let path = format!("/api/v1/imports/{}", made["id"].as_str().unwrap());
    for _ in 0..200 {
        let import = caller.raw(Method::Get, &path, None).await.expect(200).json();
        if import["state"] != "checking" {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the import stays checking");
}

#[test]
fn what_was_exported_comes_back_unchanged() {
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    with_server(async |server| {
        fill(server).await;
        for language in ["id", "en"] {
            let officer = server.as_user("kelurahan_officer").await.with("accept-language", language);
            for (format, kind) in [("csv", "text/csv"), ("xlsx", XLSX)] {
                let asked = json!({ "list": "beneficiaries", "format": format, "identities": true,
                    "reason": "Diperbaiki; di kantor, bersama RW" });
                let bytes = file(server, &officer, asked).await;
                let import = checked(&officer, bytes, kind).await;
                let counts = (&import["counts"]["rows"], &import["counts"]["unchanged"]);
                assert_eq!(counts, (&json!(20), &json!(20)), "{language} {format} {import}");
            }
        }
    });
}

#[test]
fn a_workbook_holds_texts_days_and_whose_file_it_is() {
    with_server(async |server| {
        fill(server).await;
        let coordinator = server.as_user("coordinator").await.with("accept-language", "en");
        let asked = json!({ "list": "beneficiaries", "format": "xlsx", "filters": { "region": "32.75.03" } });
        let link = ask(&coordinator, asked).await.expect(201).json();
        let response = fetch(server, link["url"].as_str().unwrap()).await;
        let named = response.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(named.starts_with("attachment; filename=\"beneficiaries-32.75.03-20"), "{named}");
        assert!(named.ends_with(".xlsx\""), "{named}");
        let bytes = response.bytes().await.unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_ref())).unwrap();
        let about = book.worksheet_range("About").unwrap();
        let about: Vec<String> = about.rows().map(|row| row[0].to_string()).collect();
        assert!(about[1].contains("Dewi Kartika") && about[1].contains("40 rows"), "{about:?}");
        let sheet = book.worksheet_range("Candidates and beneficiaries").unwrap();
        let rows: Vec<&[Data]> = sheet.rows().collect();
        assert_eq!(rows.len(), 41);
        let place =
            |heading: &str| rows[0].iter().position(|cell| cell.as_string().as_deref() == Some(heading)).unwrap();
        let called: Vec<&Data> = rows.iter().map(|row| &row[place("Full name")]).collect();
        assert!(called.contains(&&Data::String("=HYPERLINK(\"x\") 3".to_owned())), "{called:?}");
        assert!(rows.iter().skip(1).all(|row| row[place("Birth date")].is_datetime()));
        let formulas = book.worksheet_formula("Candidates and beneficiaries").unwrap();
        assert_eq!(formulas.used_cells().count(), 0);
        // Nothing of it stays in the data folder.
        let left = std::fs::read_dir(&server.kernel.config.data_dir).unwrap();
        assert!(left.flatten().all(|entry| !entry.file_name().to_string_lossy().contains("xlsx")));
    });
}

#[test]
fn a_link_works_once_and_only_while_the_right_lasts() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let asked = json!({ "list": "beneficiaries", "format": "csv" });
        let link = ask(&officer, asked.clone()).await.expect(201).json();
        let url = link["url"].as_str().unwrap();
        assert_eq!(fetch(server, url).await.status().as_u16(), 200);
        assert_eq!(fetch(server, url).await.status().as_u16(), 404);
        let late = ask(&officer, asked).await.expect(201).json();
        let admin = server.as_user("admin").await;
        let id = server.id_of("kelurahan_officer").await;
        let held = admin.raw(Method::Get, &format!("/api/v1/role-assignments?user_id={id}"), None).await.json();
        let held = held["items"][0]["id"].as_str().unwrap();
        let path = format!("/api/v1/role-assignments/{held}");
        let etag = admin.raw(Method::Get, &path, None).await.etag();
        let reason = body(json!({ "reason": "Pindah tugas ke dinas lain" }));
        admin.with("if-match", &etag).send::<EndRoleAssignment>(&[held], &reason).await.expect(200);
        assert_eq!(fetch(server, late["url"].as_str().unwrap()).await.status().as_u16(), 404);
    });
}

#[test]
fn a_file_waits_for_its_turn() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let link = ask(&officer, json!({ "list": "households", "format": "csv" })).await.expect(201).json();
        let turns = server.kernel.exporting.clone();
        let all = turns.acquire_many(u32::try_from(turns.available_permits()).unwrap()).await.unwrap();
        let mut waiting = Box::pin(fetch(server, link["url"].as_str().unwrap()));
        let early = tokio::time::timeout(Duration::from_millis(400), &mut waiting).await;
        assert!(early.is_err(), "it did not wait");
        drop(all);
        assert_eq!(waiting.await.status().as_u16(), 200);
    });
}

#[test]
fn every_wrong_filter_is_named() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let asked = json!({ "list": "beneficiaries", "format": "csv", "filters": { "rt": "1", "status": "unknown" } });
        let faults = ask(&officer, asked).await.expect(422).faults();
        assert_eq!(faults, ["/filters/rt unknown_member", "/filters/status malformed"]);
        let other = r#"{"list":"audit_events","format":"csv"}"#.to_owned();
        let answer = officer.raw(Method::Post, "/api/v1/exports", Some(other)).await.expect(422);
        assert_eq!(answer.faults(), ["/list malformed"]);
        let kader = server.as_user("kader").await;
        ask(&kader, json!({ "list": "beneficiaries", "format": "csv" })).await.expect(403);
        // A place outside the caller's has no rows for her, as in the list.
        let asked = json!({ "list": "beneficiaries", "format": "csv", "filters": { "region": HARAPAN_JAYA } });
        let (_, rows, _) = table(&file(server, &officer, asked).await, b';');
        assert!(rows.is_empty());
    });
}
