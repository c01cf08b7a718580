//! A kelurahan's list comes in: checked row by row, then kept.

use crate::support::{Answered, Caller, Server, with_server};
use contract::draft::Reason;
use contract::endpoint::Method;
use contract::endpoints::{
    ArchiveBeneficiary, CommitImport, DiscardImport, GetImport, GetJob, LinkImportFaults, LinkImportFile,
    LinkImportTemplate, ListAuditEvents, ListBeneficiaries, ListImportRows, ListImports,
};
use contract::imports::{Column, Commit, CommitRows, CommitUpdates};
use serde_json::{Value, json};
use std::time::Duration;

pub const HEAD: &str =
    "No;No. KTP;No. KK;Nama Lengkap;Tgl. Lahir;L/P;RW;RT;Alamat;Status Perkawinan;Penghasilan;Pendidikan";

pub fn line(number: u32, nik: &str, name: &str, birth: &str, rest: &str) -> String {
    format!("{number};{nik};;{name};{birth};P;11;{rest}")
}

pub fn good(number: u32) -> String {
    let nik = format!("327599540388{number:04}");
    line(
        number,
        &nik,
        &format!("Ibu Nomor {number}"),
        "14/03/1988",
        "2;Gg. Melati;Cerai mati;1,5 juta;SD atau sederajat",
    )
}

pub fn list(lines: &[String]) -> String {
    format!("\u{feff}DAFTAR CALON RW 11\n{HEAD}\n{}\n", lines.join("\n"))
}

pub async fn upload(caller: &Caller, bytes: Vec<u8>, kind: &str) -> Answered {
    let path = "/api/v1/imports?file_name=calon.csv&region=32.75.03.1004";
    caller.bytes(Method::Post, path, kind, bytes).await
}

/// Waits until the import left a state.
pub async fn settled(caller: &Caller, id: &str, leaving: &str) -> Answered {
    for _ in 0..1200 {
        let read = caller.get::<GetImport>(&[id]).await.expect(200);
        if read.json()["state"] != leaving {
            return read;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the import stays {leaving}");
}

/// Uploads a file and waits until it is checked, or someone is asked.
pub async fn checked_file(caller: &Caller, name: &str, query: &str, bytes: Vec<u8>) -> (String, Answered) {
    let path = format!("/api/v1/imports?file_name={name}{query}");
    let made = caller.bytes(Method::Post, &path, "application/octet-stream", bytes).await.expect(201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let read = settled(caller, &id, "checking").await;
    (id, read)
}

pub async fn checked(caller: &Caller, text: &str) -> (String, Answered) {
    let made = upload(caller, text.as_bytes().to_vec(), "text/csv").await.expect(201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let read = settled(caller, &id, "checking").await;
    (id, read)
}

pub async fn keep(caller: &Caller, id: &str, rows: CommitRows) -> Answered {
    let etag = caller.get::<GetImport>(&[id]).await.etag();
    caller.with("if-match", &etag).send::<CommitImport>(&[id], &Commit { rows, updates: CommitUpdates::Apply }).await
}

pub async fn kept(caller: &Caller, id: &str) -> Value {
    let job = keep(caller, id, CommitRows::Valid).await.expect(202);
    assert!(job.header("location").unwrap().starts_with("/api/v1/jobs/"));
    let import = settled(caller, id, "committing").await.json();
    let mut job = job.json();
    let id = job["id"].as_str().unwrap().to_owned();
    // The list is kept a moment before its job has ended.
    while job["state"] != "done" && job["state"] != "failed" {
        job = caller.get::<GetJob>(&[&id]).await.expect(200).json();
    }
    assert_eq!((&job["state"], &job["progress"]["done"]), (&json!("done"), &import["counts"]["committed"]));
    import
}

pub async fn count(caller: &Caller) -> u64 {
    caller.query::<ListBeneficiaries>(&[], "include=total&limit=1").await.expect(200).json()["total"].as_u64().unwrap()
}

fn faulty() -> String {
    list(&[
        good(1),
        line(2, "3275993102880001", "Tanggal Salah", "14/03/1988", "2;;Menikah;;"),
        line(3, "3275995403880003", "Lahir Salah", "31/04/1983", "2;;Menikah;;"),
        line(4, "3275995403880001", "Ganda", "14/03/1988", "2;;Menikah;;"),
        line(5, "3275995403880005", "Laki", "14/03/1988", "2;;Menikah;;").replace(";P;", ";L;"),
        line(6, "3275995403880006", "Uang", "14/03/1988", "2;;Menikah;cukup;"),
        line(7, "3275995403880007", "", "14/03/1988", "2;;Menikah;;"),
        line(8, "3.27599E+15", "Rusak", "14/03/1988", "2;;Menikah;;"),
        line(9, "3275995403880009", "Status", "14/03/1988", "2;;Senang;;"),
        good(10),
    ])
}

#[test]
fn faults_are_shown_by_row_and_column_and_counts_add_up() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, import) = checked(&officer, &faulty()).await;
        let counts = &import.json()["counts"];
        assert_eq!(
            counts,
            &json!({
                "rows": 10, "create": 2, "update": 0, "unchanged": 0, "conflict": 0, "faulty": 8, "warned": 0,
                "committed": 0, "mended": 0
            })
        );
        assert_eq!(import.json()["ignored_headings"], json!(["No"]));
        assert_eq!(count(&officer).await, 0, "nothing is kept by a check");
        let rows = officer.query::<ListImportRows>(&[&id], "outcome=faulty").await.expect(200);
        let told: Vec<(u64, String, String)> = rows.json()["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                let fault = &row["errors"][0];
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                (row["row"].as_u64().unwrap(), text(&fault["heading"]), text(&fault["code"]))
            })
            .collect();
        let expected = [
            (4, "No. KTP", "nik_date"),
            (5, "Tgl. Lahir", "not_a_day"),
            (6, "No. KTP", "repeated_in_file"),
            (7, "L/P", "not_a_woman"),
            (8, "Penghasilan", "not_an_amount"),
            (9, "Nama Lengkap", "required"),
            (10, "No. KTP", "identifier_rounded"),
            (11, "Status Perkawinan", "not_in_list"),
        ];
        let told: Vec<(u64, &str, &str)> =
            told.iter().map(|(row, heading, code)| (*row, heading.as_str(), code.as_str())).collect();
        assert_eq!(told, expected);
        assert!(!rows.text.contains("3275993102880001"), "identifiers are masked");
        assert_eq!(rows.json()["items"][2]["errors"][0]["message"], "NIK ini juga ada di baris 3. Hapus salah satu.");
        assert_eq!(keep(&officer, &id, CommitRows::All).await.expect(409).code(), "faulty_rows");
    });
}

#[test]
fn the_same_file_twice_changes_nothing() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let text = list(&(1..=5).map(good).collect::<Vec<_>>());
        let (id, _) = checked(&officer, &text).await;
        assert_eq!(kept(&officer, &id).await["counts"]["committed"], 5);
        assert_eq!(count(&officer).await, 5);
        let woman = &officer.query::<ListBeneficiaries>(&[], "limit=1").await.json()["items"][0];
        assert_eq!((&woman["household_income"], &woman["education"]), (&json!(1_500_000), &json!("primary")));
        let (again, import) = checked(&officer, &text).await;
        assert_eq!(import.json()["counts"]["unchanged"], 5);
        assert_eq!(kept(&officer, &again).await["counts"]["committed"], 0);
        assert_eq!(count(&officer).await, 5);
        let renamed = text.replace("Ibu Nomor 3", "Orang Lain");
        let (_, import) = checked(&officer, &renamed).await;
        assert_eq!(import.json()["counts"]["conflict"], 1, "a NIK with another name is somebody's to settle");
        let twice = keep(&officer, &id, CommitRows::Valid).await.expect(409);
        assert_eq!(twice.code(), "wrong_state");
    });
}

#[test]
fn one_family_card_is_one_household() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let with_card = |number: u32| good(number).replacen(";;", ";3275991203150007;", 1);
        let (id, _) = checked(&officer, &list(&[with_card(1), with_card(2), good(3)])).await;
        kept(&officer, &id).await;
        let women = officer.get::<ListBeneficiaries>(&[]).await.json();
        let mut homes: Vec<String> =
            women["items"].as_array().unwrap().iter().map(|one| one["household_id"].to_string()).collect();
        homes.sort();
        homes.dedup();
        assert_eq!(homes.len(), 2);
        let other_sum = with_card(4).replace("1,5 juta", "2 juta");
        let no_sum = with_card(5).replace("1,5 juta", "");
        let (id, import) = checked(&officer, &list(&[other_sum, no_sum])).await;
        assert_eq!((&import.json()["counts"]["faulty"], &import.json()["counts"]["create"]), (&json!(1), &json!(1)));
        let rows = officer.query::<ListImportRows>(&[&id], "outcome=faulty").await.json();
        let fault = &rows["items"][0]["errors"][0];
        assert_eq!((&fault["column"], &fault["code"]), (&json!("monthly_income"), &json!("household_differs")));
    });
}

#[test]
fn a_row_outside_the_callers_place_is_faulty() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let text = "Nama;Tanggal Lahir;NIK;Kelurahan;RW;RT;Status Kawin;Penghasilan\nA;14/03/1988;3275995403880001;Harapan Jaya;1;1;Menikah;1,5 juta\nB;14/03/1988;3275995403880002;Nowhere;1;1;Menikah;\n";
        let (id, import) = checked(&officer, text).await;
        assert_eq!(import.json()["counts"]["faulty"], 2);
        let rows = officer.get::<ListImportRows>(&[&id]).await.json();
        let faults = rows["items"][0]["errors"].as_array().unwrap();
        assert_eq!((faults.len(), &faults[0]["code"]), (1, &json!("unknown_reference")));
        assert_eq!(rows["items"][1]["errors"][0]["code"], "not_in_list");
    });
}

#[test]
fn a_list_is_its_uploaders_alone() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, import) = checked(&officer, &faulty()).await;
        let own = officer.query::<ListImports>(&[], "include=total").await.expect(200).json();
        assert_eq!(own["total"], 1);
        assert_eq!(own["items"][0]["counts"], import.json()["counts"], "the list is as it is alone");
        for name in ["coordinator", "kelurahan_officer_2"] {
            let other = server.as_user(name).await;
            other.get::<GetImport>(&[&id]).await.expect(404);
            other.get::<ListImportRows>(&[&id]).await.expect(404);
            other.get::<LinkImportFaults>(&[&id]).await.expect(404);
            other.get::<GetJob>(&[import.json()["job_id"].as_str().unwrap()]).await.expect(404);
            assert_eq!(other.get::<ListImports>(&[]).await.expect(200).json()["items"], json!([]));
            assert_eq!(keep_any(&other, &id).await, 404);
        }
    });
}

#[test]
fn an_unwanted_list_is_destroyed_when_its_uploader_asks() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, read) = checked(&officer, &faulty()).await;
        officer.get::<DiscardImport>(&[&id]).await.expect(428);
        let other = server.as_user("coordinator").await;
        other.with("if-match", "*").get::<DiscardImport>(&[&id]).await.expect(404);
        let gone = officer.with("if-match", &read.etag()).get::<DiscardImport>(&[&id]).await.expect(200).json();
        assert_eq!(gone["state"], "destroyed");
        assert_eq!(officer.get::<ListImportRows>(&[&id]).await.json()["items"], json!([]));
        assert_eq!(server.number("select count(*) from import_files").await, 0);
        let link = officer.get::<LinkImportFile>(&[&id]).await.expect(409);
        assert_eq!(link.code(), "wrong_state");
        let twice = officer.with("if-match", "*").get::<DiscardImport>(&[&id]).await.expect(409);
        assert_eq!(twice.code(), "wrong_state");
    });
}

#[test]
fn the_privacy_officer_reads_an_uploaded_file_and_it_is_recorded() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, _) = checked(&officer, &faulty()).await;
        let privacy = server.as_user("privacy_officer").await;
        assert_eq!(privacy.query::<ListImports>(&[], "include=total").await.expect(200).json()["total"], json!(1));
        let rows = privacy.get::<ListImportRows>(&[&id]).await.expect(200);
        assert!(!rows.text.contains("3275995403880001"), "rows stay masked");
        for caller in [&officer, &privacy] {
            let link = caller.get::<LinkImportFile>(&[&id]).await.expect(201);
            let file = fetch(server, &link).await;
            assert_eq!(file.headers()["content-type"], "application/octet-stream");
            assert_eq!(file.bytes().await.unwrap(), faulty().as_bytes());
        }
        let read = privacy.query::<ListAuditEvents>(&[], &format!("resource_id={id}")).await.expect(200).json();
        let reads: Vec<&Value> = read["items"].as_array().unwrap().iter().collect();
        assert_eq!(reads.iter().filter(|event| event["operation"] == "link_import_file").count(), 2, "{read}");
        assert_eq!(keep_any(&privacy, &id).await, 403);
        server.as_user("kelurahan_officer_2").await.get::<LinkImportFile>(&[&id]).await.expect(404);
        server.as_user("lurah").await.get::<LinkImportFile>(&[&id]).await.expect(403);
    });
}

async fn keep_any(caller: &Caller, id: &str) -> u16 {
    let sent = caller
        .with("if-match", "*")
        .send::<CommitImport>(&[id], &Commit { rows: CommitRows::Valid, updates: CommitUpdates::Leave })
        .await;
    sent.status.as_u16()
}

pub async fn fetch(server: &Server, link: &Answered) -> reqwest::Response {
    let url = link.json()["url"].as_str().unwrap().to_owned();
    server.http.get(format!("{}{url}", server.base)).send().await.unwrap()
}

#[test]
fn the_faulty_rows_go_out_as_a_file_that_can_come_in_again() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, _) = checked(&officer, &faulty()).await;
        let link = officer.get::<LinkImportFaults>(&[&id]).await.expect(201);
        let file = fetch(server, &link).await;
        assert_eq!(file.status(), 200);
        let bytes = file.bytes().await.unwrap().to_vec();
        assert_eq!(fetch(server, &link).await.status(), 404, "a link works once");
        let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let made = upload(&officer, bytes, xlsx).await.expect(201).json();
        let import = settled(&officer, made["id"].as_str().unwrap(), "checking").await.json();
        // The repeated NIK stands alone now.
        assert_eq!((&import["counts"]["rows"], &import["counts"]["create"]), (&json!(8), &json!(1)));
        let late = officer.get::<LinkImportFaults>(&[&id]).await.expect(201);
        server.kernel.clock.advance(61);
        assert_eq!(fetch(server, &late).await.status(), 404, "a link works for a minute");
        assert_eq!(server.number("select count(*) from tickets").await, 2);
        p2wkss::jobs::keep_house(&server.kernel).await.unwrap();
        assert_eq!(server.number("select count(*) from tickets").await, 0);
    });
}

#[test]
fn the_template_is_read_back_by_its_own_headings() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let link = officer.get::<LinkImportTemplate>(&[]).await.expect(201);
        let bytes = fetch(server, &link).await.bytes().await.unwrap().to_vec();
        let sheets = p2wkss::imports::reading::read(&bytes).unwrap();
        let layout = p2wkss::imports::layout::Layout::find(&sheets[0].rows).unwrap();
        assert_eq!(layout.columns.len(), Column::ALL.iter().filter(|column| column.is_of_template()).count());
        assert!(layout.ignored().is_empty());
    });
}

#[test]
fn a_job_whose_process_was_killed_is_taken_up_again() {
    use p2wkss::entity::{import, import_row, job};
    use sea_orm::sea_query::Expr;
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, _) = checked(&officer, &list(&(1..=4).map(good).collect::<Vec<_>>())).await;
        kept(&officer, &id).await;
        // As if the process had died after two rows: two women are not there yet.
        let women = officer.get::<ListBeneficiaries>(&[]).await.json();
        let db = &server.kernel.db.write;
        let last: contract::ids::ImportId = id.parse().unwrap();
        for woman in women["items"].as_array().unwrap().iter().skip(2) {
            let reason = Reason { reason: "Untuk percobaan".to_owned() };
            let id = woman["id"].as_str().unwrap();
            officer.with("if-match", "*").send::<ArchiveBeneficiary>(&[id], &reason).await.expect(200);
        }
        import_row::Entity::update_many()
            .col_expr(import_row::Column::Committed, Expr::value(false))
            .filter(import_row::Column::ImportId.eq(last))
            .exec(db)
            .await
            .unwrap();
        import::Entity::update_many()
            .col_expr(import::Column::State, Expr::value("committing"))
            .filter(import::Column::Id.eq(last))
            .exec(db)
            .await
            .unwrap();
        job::Entity::update_many()
            .col_expr(job::Column::State, Expr::value("running"))
            .col_expr(job::Column::LeaseUntil, Expr::value(1_i64))
            .filter(job::Column::Kind.eq(contract::jobs::JobKind::ImportCommit))
            .exec(db)
            .await
            .unwrap();
        server.kernel.work.notify_one();
        // Those that stand are left alone; those whose NIK is archived need a person.
        let expected = ["unchanged", "unchanged", "conflict", "conflict"];
        let mut outcomes = Vec::new();
        for _ in 0..200 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            outcomes = crate::support::column(&officer.get::<ListImportRows>(&[&id]).await.json(), "outcome");
            if outcomes == expected {
                break;
            }
        }
        assert_eq!(outcomes, ["unchanged", "unchanged", "conflict", "conflict"]);
        assert_eq!(count(&officer).await, 2);
    });
}

#[test]
fn a_list_is_destroyed_when_its_time_is_over() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, _) = checked(&officer, &faulty()).await;
        kept(&officer, &id).await;
        server.kernel.clock.advance(31 * 24 * 3600);
        p2wkss::jobs::destroy_old(&server.kernel).await.unwrap();
        let officer = server.as_user("kelurahan_officer").await;
        assert_eq!(officer.get::<GetImport>(&[&id]).await.expect(200).json()["state"], "destroyed");
        assert_eq!(officer.get::<ListImportRows>(&[&id]).await.json()["items"], json!([]));
    });
}
