//! The largest list: every fault at its place, the rest registered once.

use crate::imports::checked_file;
use crate::support::{Caller, with_server};
use contract::endpoints::{CommitImport, GetImport, ListBeneficiaries, ListImportRows};
use contract::imports::{Commit, CommitRows, CommitUpdates};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const ROWS: u32 = 10_000;
const FAULTS: u32 = 137;
const HEAD: &str = "No;NIK;No. KK;Nama;Tgl. Lahir;L/P;Kelurahan;RW;RT;Status;Penghasilan";

/// Column and code of each kind, and the cell that makes it.
const KINDS: &[(usize, &str, &str, &str)] = &[
    (1, "nik", "nik_date", "327599310288#"),
    (1, "nik", "nik_malformed", "3275#"),
    (1, "nik", "identifier_rounded", "3.27599E+15"),
    (1, "nik", "repeated_in_file", "3275994101700001"),
    (2, "kk_number", "kk_malformed", "327599"),
    (3, "full_name", "required", ""),
    (4, "birth_date", "not_a_day", "31/04/1970"),
    (5, "sex", "not_a_woman", "L"),
    (6, "village", "unknown_reference", "Harapan Jaya"),
    (8, "rt", "malformed", "dua"),
    (9, "marital_status", "not_in_list", "Senang"),
    (10, "monthly_income", "not_an_amount", "cukup"),
];

/// The rows that are faulty, in their order, and the kind of each.
fn faulty() -> Vec<(u32, usize)> {
    let mut rows: Vec<(u32, usize)> = (0..FAULTS)
        .map(|number| (3 + number * 71 % (ROWS - 2), usize::try_from(number).unwrap() % KINDS.len()))
        .collect();
    rows.sort_unstable();
    rows
}

/// The list; the spreadsheet's row of the first woman is 2.
fn list() -> String {
    let faulty: std::collections::HashMap<u32, usize> = faulty().into_iter().collect();
    let mut text = format!("{HEAD}\n");
    for number in 1..=ROWS {
        let (day, serial) = (41 + number / 9_999, number % 9_999 + 1);
        // The first keeps the NIK that others repeat.
        let nik = if number == 1 { "3275994101700001".to_owned() } else { format!("327599{day:02}0170{serial:04}") };
        let mut cells = vec![
            number.to_string(),
            nik,
            String::new(),
            format!("Ibu Nomor {number}"),
            "01/01/1970".to_owned(),
            "P".to_owned(),
            "Teluk Pucung".to_owned(),
            "11".to_owned(),
            (number % 9 + 1).to_string(),
            "Menikah".to_owned(),
            "1.500.000".to_owned(),
        ];
        if let Some(kind) = faulty.get(&(number + 1)) {
            let (column, _, _, cell) = KINDS[*kind];
            // A NIK of its own, or the second would be a repetition.
            cells[column] = cell.replace('#', &format!("{:04}", number % 9_999 + 1));
        }
        text.push_str(&cells.join(";"));
        text.push('\n');
    }
    text
}

async fn until(caller: &Caller, id: &str, leaving: &str) -> Value {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_mins(4) {
        let read = caller.get::<GetImport>(&[id]).await.expect(200).json();
        if read["state"] != leaving {
            return read;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the import stays {leaving}");
}

async fn checked(caller: &Caller) -> (String, Value) {
    let path = "/api/v1/imports?file_name=besar.csv&region=32.75.03.1004";
    let bytes = list().into_bytes();
    let made = caller.bytes(contract::endpoint::Method::Post, path, "text/csv", bytes).await.expect(201).json();
    let id = made["id"].as_str().unwrap().to_owned();
    let read = until(caller, &id, "checking").await;
    (id, read)
}

async fn kept(caller: &Caller, id: &str) -> Value {
    let etag = caller.get::<GetImport>(&[id]).await.etag();
    let commit = Commit { rows: CommitRows::Valid, updates: CommitUpdates::Apply };
    caller.with("if-match", &etag).send::<CommitImport>(&[id], &commit).await.expect(202);
    until(caller, id, "committing").await
}

#[test]
fn ten_thousand_rows_with_every_fault_at_its_place() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let begun = Instant::now();
        let (id, import) = checked(&officer).await;
        let check = begun.elapsed();
        let good = ROWS - FAULTS;
        assert_eq!(
            (&import["counts"]["create"], &import["counts"]["faulty"]),
            (&json!(good), &json!(FAULTS)),
            "{import}"
        );
        let rows = officer.query::<ListImportRows>(&[&id], "outcome=faulty&limit=500").await.expect(200).json();
        let told: Vec<(u64, String)> = rows["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                assert_eq!(row["errors"].as_array().unwrap().len(), 1, "{row}");
                let fault = &row["errors"][0];
                let text = format!("{} {}", fault["column"].as_str().unwrap(), fault["code"].as_str().unwrap());
                (row["row"].as_u64().unwrap(), text)
            })
            .collect();
        let expected: Vec<(u64, String)> = faulty()
            .into_iter()
            .map(|(row, kind)| (u64::from(row), format!("{} {}", KINDS[kind].1, KINDS[kind].2)))
            .collect();
        assert_eq!(told, expected);
        let begun = Instant::now();
        let done = kept(&officer, &id).await;
        println!("10,000 rows: check {check:?}, commit {:?}", begun.elapsed());
        assert_eq!((&done["state"], &done["counts"]["committed"]), (&json!("committed"), &json!(good)));
        let women = officer.query::<ListBeneficiaries>(&[], "limit=1&include=total").await.json();
        assert!(women["total"].as_u64().unwrap() >= 1_000, "{}", women["total"]);
        assert_eq!(server.number("select count(*) from beneficiaries").await, i64::from(good));
        assert_eq!(server.number("select count(*) from households").await, i64::from(good));
        // The same file again finds them all and makes nothing double.
        let (again, import) = checked(&officer).await;
        let counts = (&import["counts"]["unchanged"], &import["counts"]["faulty"]);
        assert_eq!(counts, (&json!(good), &json!(FAULTS)), "{}", import["counts"]);
        kept(&officer, &again).await;
        assert_eq!(server.number("select count(*) from beneficiaries").await, i64::from(good));
    });
}

#[test]
fn one_row_too_many_is_refused() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let text = list() + "10001;;;Satu Lagi;01/01/1970;P;Teluk Pucung;11;1;Menikah;1\n";
        let (_, read) = checked_file(&officer, "lebih.csv", "", text.into_bytes()).await;
        assert_eq!(read.json()["fault"], "too_many_rows");
    });
}
