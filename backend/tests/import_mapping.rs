//! Columns matched by hand, and remembered for their source.

use crate::imports::{checked_file, fetch, keep, kept, settled};
use crate::support::{Answered, Caller, with_server};
use contract::endpoints::{
    AcceptImportRows, CommitImport, ForgetImportSource, GetImport, GetImportSource, LinkImportFaults, ListAuditEvents,
    ListImportRows, ListImportSources, MapImport,
};
use contract::imports::{Acceptance, Commit, CommitRows, CommitUpdates, Mapping};
use serde_json::{Value, json};

const HERE: &str = "&region=32.75.03.1004";
const HEAD: &str = "Sebutan;Nomor Penduduk;Kelahiran;Lingkungan;Keadaan;Minat";

fn strange(serials: std::ops::Range<u32>) -> Vec<u8> {
    let line = |serial| format!("Contoh {serial};327599540388{serial:04};14/03/1988;002/011;Menikah;kue");
    let lines: Vec<String> = serials.map(line).collect();
    format!("Daftar PKK\n{HEAD}\n{}\n", lines.join("\n")).into_bytes()
}

fn mapping(more: Value) -> Mapping {
    let columns = ["full_name", "nik", "birth_date", "rt_rw", "marital_status"];
    let columns: Vec<Value> =
        (0..).zip(columns).map(|(index, column): (u32, _)| json!({ "index": index, "column": column })).collect();
    let mut body = json!({ "sheet": "CSV", "columns": columns });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(body).unwrap()
}

async fn map(caller: &Caller, id: &str, etag: &str, mapping: &Mapping) -> Answered {
    caller.with("if-match", etag).send::<MapImport>(&[id], mapping).await
}

#[test]
fn unknown_headings_wait_for_a_person_and_are_remembered() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, read) = checked_file(&officer, "pkk.csv", HERE, strange(1..4)).await;
        let import = read.json();
        assert_eq!((&import["state"], &import["counts"]["rows"]), (&json!("mapping"), &json!(0)));
        let sheet = &import["sheets"][0];
        assert_eq!((&sheet["header_row"], &sheet["rows"]), (&json!(2), &json!(3)));
        let nik = &sheet["columns"][1];
        assert_eq!(
            (&nik["letter"], &nik["heading"], &nik["column"]),
            (&json!("B"), &json!("Nomor Penduduk"), &Value::Null)
        );
        assert_eq!(nik["samples"][0], "3275**********01", "identifiers are masked before anyone knows what they are");
        assert_eq!(keep(&officer, &id, CommitRows::Valid).await.expect(409).code(), "wrong_state");
        for (more, fault) in [
            (json!({ "sheet": "Lain" }), "/sheet unknown_reference"),
            (
                json!({ "columns": [{ "index": 0, "column": "full_name" }, { "index": 9, "column": "nik" }] }),
                "/columns/1/index unknown_reference",
            ),
            (json!({ "columns": [{ "index": 1, "column": "nik" }] }), "/columns required"),
            (json!({ "header_row": 7 }), "/header_row unknown_reference"),
            (json!({ "remember": true }), "/source required"),
        ] {
            assert_eq!(map(&officer, &id, &read.etag(), &mapping(more)).await.expect(422).faults(), [fault]);
        }
        let remembered = mapping(json!({ "remember": true, "source": "Daftar PKK RW 11" }));
        map(&officer, &id, &read.etag(), &remembered).await.expect(200);
        let done = settled(&officer, &id, "checking").await.json();
        assert_eq!((&done["state"], &done["counts"]["create"]), (&json!("checked"), &json!(3)), "{done}");
        assert_eq!(done["source"], Value::Null, "it was said by hand this time");
        assert_eq!(done["ignored_headings"], json!(["Minat"]));
        // The next file with the same headings needs nobody.
        let (_, next) = checked_file(&officer, "lagi.csv", HERE, strange(4..6)).await;
        let next = next.json();
        assert_eq!((&next["state"], &next["counts"]["create"]), (&json!("checked"), &json!(2)));
        assert_eq!(next["source"]["name"], "Daftar PKK RW 11");
        assert!(!next["source"]["remembered_by"].as_str().unwrap().is_empty());
        // Elsewhere it is not known.
        let other = server.as_user("kelurahan_officer_2").await;
        let (_, there) = checked_file(&other, "sini.csv", "&region=32.75.03.1006", strange(7..9)).await;
        assert_eq!(there.json()["state"], "mapping");
        // It can be seen and forgotten by those who work there.
        let source = officer.get::<ListImportSources>(&[]).await.expect(200).json()["items"][0].clone();
        let source = source["id"].as_str().unwrap();
        assert_eq!(other.get::<ListImportSources>(&[]).await.json()["items"], json!([]));
        other.get::<GetImportSource>(&[source]).await.expect(404);
        other.get::<ForgetImportSource>(&[source]).await.expect(404);
        officer.get::<ForgetImportSource>(&[source]).await.expect(204);
        officer.get::<ForgetImportSource>(&[source]).await.expect(404);
        let (_, again) = checked_file(&officer, "lupa.csv", HERE, strange(10..12)).await;
        assert_eq!(again.json()["state"], "mapping");
        let auditor = server.as_user("auditor").await;
        let events = auditor.query::<ListAuditEvents>(&[], &format!("resource_id={source}")).await.json();
        assert_eq!(events["items"].as_array().unwrap().len(), 2, "remembered and forgotten leave an event");
    });
}

#[test]
fn a_sheet_is_pointed_out_and_looked_at_again() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let text = "Nama Kegiatan;Rapat\nNama;Apa\nKode;Orang\nx;Contoh\ny;Lain\n";
        let (id, read) = checked_file(&officer, "aneh.csv", HERE, text.as_bytes().to_vec()).await;
        assert_eq!(read.json()["state"], "mapping");
        let again = Mapping { sheet: "CSV".to_owned(), header_row: Some(3), ..Mapping::default() };
        map(&officer, &id, &read.etag(), &again).await.expect(200);
        let import = settled(&officer, &id, "checking").await.json();
        assert_eq!((&import["state"], &import["sheets"][0]["header_row"]), (&json!("mapping"), &json!(3)));
        assert_eq!(import["sheets"][0]["columns"][1]["heading"], "Orang");
    });
}

#[test]
fn two_people_at_one_list_do_not_undo_each_other() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let other = server.as_user("kelurahan_officer_2").await;
        let (id, read) = checked_file(&officer, "pkk.csv", HERE, strange(20..24)).await;
        assert_eq!(map(&other, &id, "\"1-x\"", &mapping(json!({}))).await.status, 404);
        let accept = Acceptance { rows: vec![3] };
        other.with("if-match", "*").send::<AcceptImportRows>(&[&id], &accept).await.expect(404);
        let (wanted, etag) = (mapping(json!({})), read.etag());
        let (one, two) = futures::join!(map(&officer, &id, &etag, &wanted), map(&officer, &id, &etag, &wanted));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert!(statuses == [200, 409] || statuses == [200, 412], "{statuses:?}");
        let import = settled(&officer, &id, "checking").await;
        assert_eq!(import.json()["counts"]["create"], 4);
        // Two commits, and a mapping beside them: one of the three wins.
        let etag = import.etag();
        let commit = Commit { rows: CommitRows::Valid, updates: CommitUpdates::Leave };
        let caller = officer.with("if-match", &etag);
        let ids = [id.as_str()];
        let (one, two, three) = futures::join!(
            caller.send::<CommitImport>(&ids, &commit),
            caller.send::<CommitImport>(&ids, &commit),
            map(&officer, &id, &etag, &wanted),
        );
        let won = [&one, &two, &three].iter().filter(|answer| answer.status.is_success()).count();
        assert_eq!(won, 1, "{one:?} {two:?} {three:?}");
    });
}

#[test]
fn mended_rows_come_back_to_their_list() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let text = String::from_utf8(strange(30..33)).unwrap().replacen("Menikah", "Senang", 2);
        let (id, read) = checked_file(&officer, "pkk.csv", HERE, text.into_bytes()).await;
        map(&officer, &id, &read.etag(), &mapping(json!({}))).await.expect(200);
        let import = settled(&officer, &id, "checking").await.json();
        assert_eq!((&import["counts"]["faulty"], &import["counts"]["create"]), (&json!(2), &json!(1)));
        let rows = officer.query::<ListImportRows>(&[&id], "outcome=faulty").await.json();
        let message = rows["items"][0]["errors"][0]["message"].as_str().unwrap().to_owned();
        assert!(message.contains("Cerai mati") && message.contains("Menikah"), "{message}");
        let link = officer.get::<LinkImportFaults>(&[&id]).await.expect(201);
        let file = fetch(server, &link).await.bytes().await.unwrap().to_vec();
        // As it went out: the headings are known from the list, the rows are still wrong.
        let (same, read) = checked_file(&officer, "perbaikan.xlsx", HERE, file.clone()).await;
        assert_eq!(
            (&read.json()["mends"], &read.json()["counts"]["faulty"]),
            (&json!(id), &json!(2)),
            "{}",
            read.json()
        );
        let rows = officer.get::<ListImportRows>(&[&same]).await.json();
        let numbers: Vec<&Value> = rows["items"].as_array().unwrap().iter().map(|row| &row["source_row"]).collect();
        assert_eq!(numbers, [&json!(3), &json!(4)], "the rows keep the numbers of the first list");
        // Mended as text, and told to which list it belongs.
        let head = format!("Baris di daftar asal;{HEAD}");
        let good = "3;Contoh 30;3275995403880030;14/03/1988;002/011;Menikah;kue";
        let mended = format!("{head}\n{good}\n4;Contoh 31;3275995403880031;14/03/1988;002/011;Murung;kue\n");
        let (second, read) = checked_file(&officer, "p.csv", &format!("{HERE}&mends={id}"), mended.into_bytes()).await;
        assert_eq!(read.json()["counts"]["create"], 1, "{}", read.json());
        kept(&officer, &second).await;
        let first = officer.get::<GetImport>(&[&id]).await.json();
        assert_eq!((&first["counts"]["mended"], &first["counts"]["faulty"]), (&json!(1), &json!(2)));
        let rows = officer.query::<ListImportRows>(&[&id], "outcome=faulty").await.json();
        assert_eq!((&rows["items"][0]["mended"], &rows["items"][1]["mended"]), (&json!(true), &json!(false)));
        let other = server.as_user("kelurahan_officer_2").await;
        let path = format!("/api/v1/imports?mends={id}");
        let foreign = other.bytes(contract::endpoint::Method::Post, &path, "text/csv", b"Nama;RW\n".to_vec()).await;
        assert_eq!(foreign.expect(422).faults(), ["/mends unknown_reference"]);
    });
}

#[test]
fn a_list_without_headings_shows_nobodys_number() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let text = "Siti Rahayu;3275995403880041;14/03/1988;002/011;Menikah\n\
                    Een Rohaeni;3275995403880042;15/03/1988;002/011;Menikah\n";
        let (id, read) = checked_file(&officer, "polos.csv", HERE, text.as_bytes().to_vec()).await;
        assert_eq!((&read.json()["state"], &read.json()["fault"]), (&json!("failed"), &json!("no_header")));
        for answer in [read.text, officer.raw(contract::endpoint::Method::Get, "/api/v1/imports", None).await.text] {
            assert!(!answer.contains("3275995403880041") && !answer.contains("Siti Rahayu"), "{answer}");
        }
        // Pointed at all the same, the row is taken for headings, and masked.
        let tag = officer.get::<GetImport>(&[&id]).await.etag();
        let told = map(&officer, &id, &tag, &mapping(json!({ "header_row": 1 }))).await;
        assert!(!told.text.contains("3275995403880041"), "{}", told.text);
    });
}
