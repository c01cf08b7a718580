//! A list against the women who stand already: new, changed, unchanged, and
//! what a person has to settle.

use crate::imports::{checked_file, count, keep, settled};
use crate::support::{Answered, Caller, Server, body, with_server};
use contract::draft::Reason;
use contract::endpoints::{
    AcceptImportRows, ArchiveBeneficiary, CommitImport, CreateBeneficiary, GetBeneficiary, GetHousehold, GetImport,
    ListBeneficiaries, ListBeneficiaryHistory, ListImportRows, ListTasks, UpdateHousehold,
};
use contract::households::HouseholdDraft;
use contract::imports::{Acceptance, Commit, CommitRows, CommitUpdates};
use serde_json::{Value, json};

const HERE: &str = "&region=32.75.03.1004";
const HEAD: &str =
    "NIK;No. KK;Nama;Tgl. Lahir;RT/RW;Status;Alamat;Penghasilan;Pendidikan;No. HP;Kepala keluarga de jure";

fn row(serial: u32, name: &str, more: &str) -> String {
    format!("327599540388{serial:04};;{name};14/03/1988;002/011;Menikah;{more}")
}

fn file(rows: &[String]) -> Vec<u8> {
    format!("{HEAD}\n{}\n", rows.join("\n")).into_bytes()
}

async fn committed(caller: &Caller, id: &str, updates: CommitUpdates) -> Value {
    let etag = caller.get::<GetImport>(&[id]).await.etag();
    let commit = Commit { rows: CommitRows::Valid, updates };
    caller.with("if-match", &etag).send::<CommitImport>(&[id], &commit).await.expect(202);
    settled(caller, id, "committing").await.json()
}

/// Women who stand: their ids by name.
async fn fill(caller: &Caller, rows: &[String]) -> Vec<(String, String)> {
    let (id, read) = checked_file(caller, "pertama.csv", HERE, file(rows)).await;
    assert_eq!(read.json()["counts"]["create"], rows.len(), "{}", read.json());
    committed(caller, &id, CommitUpdates::Leave).await;
    let women = caller.query::<ListBeneficiaries>(&[], "limit=500").await.json();
    let pair =
        |woman: &Value| (woman["full_name"].as_str().unwrap().to_owned(), woman["id"].as_str().unwrap().to_owned());
    women["items"].as_array().unwrap().iter().map(pair).collect()
}

fn id_of<'a>(women: &'a [(String, String)], name: &str) -> &'a str {
    &women.iter().find(|(own, _)| own == name).unwrap().1
}

async fn rows(caller: &Caller, id: &str) -> Vec<Value> {
    caller.query::<ListImportRows>(&[id], "limit=500").await.expect(200).json()["items"].as_array().unwrap().clone()
}

/// Outcome, what is said first, and whether it may be accepted.
async fn verdicts(caller: &Caller, id: &str) -> Vec<(String, String, bool)> {
    let verdict = |row: &Value| {
        let said = row["errors"][0]["code"].as_str().or(row["changes"][0]["column"].as_str()).unwrap_or("");
        (row["outcome"].as_str().unwrap().to_owned(), said.to_owned(), row["acceptable"] == true)
    };
    rows(caller, id).await.iter().map(verdict).collect()
}

async fn accept(caller: &Caller, id: &str, etag: &str, rows: Vec<u32>) -> Answered {
    caller.with("if-match", etag).send::<AcceptImportRows>(&[id], &Acceptance { rows }).await
}

#[test]
fn changes_are_shown_before_they_are_made() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let women =
            fill(&officer, &[row(1, "Siti Aminah", "Gg. Melati;1,5 juta;;;"), row(2, "Een Rohaeni", ";;;;")]).await;
        let other = "Gg. Mawar;2 juta;SD atau sederajat;0812-3456-7890;ya";
        let text = [row(1, "Sitti Aminah", other), row(2, "EEN  ROHAENI", ";;;;"), row(3, "Baru", ";;;;")];
        let (id, read) = checked_file(&officer, "kedua.csv", HERE, file(&text)).await;
        let counts = &read.json()["counts"];
        let told = ["create", "update", "unchanged", "conflict", "faulty"].map(|name| counts[name].as_u64().unwrap());
        assert_eq!(told, [1, 1, 1, 0, 0], "{counts}");
        let all = rows(&officer, &id).await;
        let changes: Vec<(&str, &Value, &str)> = all[0]["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["column"].as_str().unwrap(), &one["before"], one["after"].as_str().unwrap()))
            .collect();
        let expected = [
            ("full_name", &json!("Siti Aminah"), "Sitti Aminah"),
            ("education", &Value::Null, "SD atau sederajat"),
            ("phone", &Value::Null, "6281**********"),
            ("head_de_jure", &json!("false"), "true"),
            ("address", &json!("Gg. Melati"), "Gg. Mawar"),
            ("monthly_income", &json!("1500000"), "2000000"),
        ];
        assert_eq!(changes, expected);
        assert_eq!(all[0]["beneficiary_id"], id_of(&women, "Siti Aminah"));
        let privacy = server.as_user("privacy_officer").await;
        assert_eq!(rows(&privacy, &id).await[0]["changes"], json!([]), "what stands is the uploader's to see");
        // Left as they are, unless it is asked for.
        let left = committed(&officer, &id, CommitUpdates::Leave).await;
        assert_eq!((&left["counts"]["committed"], &left["counts"]["update"]), (&json!(1), &json!(1)));
        let siti = officer.get::<GetBeneficiary>(&[id_of(&women, "Siti Aminah")]).await.json();
        assert_eq!(siti["full_name"], "Siti Aminah");
        let (id, _) = checked_file(&officer, "ketiga.csv", HERE, file(&text)).await;
        let done = committed(&officer, &id, CommitUpdates::Apply).await;
        assert_eq!((&done["counts"]["committed"], &done["counts"]["update"]), (&json!(1), &json!(1)));
        let siti = officer.get::<GetBeneficiary>(&[id_of(&women, "Siti Aminah")]).await.json();
        let told = ["full_name", "education", "address", "phone", "household_income"].map(|name| siti[name].clone());
        let wanted =
            [json!("Sitti Aminah"), json!("primary"), json!("Gg. Mawar"), json!("6281234567890"), json!(2_000_000)];
        assert_eq!(told, wanted);
        assert_eq!(siti["head_of_family"]["de_jure"], true);
        let history = officer.get::<ListBeneficiaryHistory>(&[id_of(&women, "Siti Aminah")]).await.expect(200);
        assert!(history.text.contains("Sitti Aminah"), "the change stands in her history");
        let (_, again) = checked_file(&officer, "keempat.csv", HERE, file(&text)).await;
        assert_eq!(again.json()["counts"]["unchanged"], 3, "the same file again changes nothing");
    });
}

#[test]
fn what_speaks_against_a_row_is_said_and_may_be_accepted() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let mut first: Vec<String> =
            (1..=4).map(|serial| row(serial, &format!("Ibu Nomor {serial}"), ";;;;")).collect();
        first.push(";;Tanpa Nomor;14/03/1988;002/011;Menikah;;;;;".to_owned() + ";in_process");
        let head = format!("{HEAD};Alasan tanpa NIK");
        let text = |rows: &[String]| format!("{head}\n{}\n", rows.join("\n")).into_bytes();
        let (id, read) = checked_file(&officer, "pertama.csv", HERE, text(&first)).await;
        assert_eq!(read.json()["counts"]["create"], 5, "{}", read.json());
        committed(&officer, &id, CommitUpdates::Leave).await;
        let women = officer.query::<ListBeneficiaries>(&[], "q=nomor%202").await.json();
        let second = women["items"][0]["id"].as_str().unwrap().to_owned();
        let reason = Reason { reason: "Pindah kota".to_owned() };
        officer.with("if-match", "*").send::<ArchiveBeneficiary>(&[&second], &reason).await.expect(200);
        let list = [
            row(1, "Sri Lestari", ";;;;"),
            row(2, "Ibu Nomor 2", ";;;;"),
            row(3, "Ibu Nomor 3", ";;;;").replace("002/011", "003/011"),
            row(4, "Ibu Nomor 4", ";;;;").replacen(";;", ";3275991203150044;", 1),
            row(5, "Tanpa Nomor", ";;;;"),
            ";;Tanpa Nomor;14/03/1988;002/011;Cerai mati;;;;;;in_process".to_owned(),
        ];
        let (id, read) = checked_file(&officer, "kedua.csv", HERE, text(&list)).await;
        let told = verdicts(&officer, &id).await;
        let expected = [
            ("conflict", "other_person", true),
            ("conflict", "record_archived", false),
            ("conflict", "place_differs", false),
            ("update", "kk_number", false),
            ("conflict", "alike", true),
            ("update", "marital_status", false),
        ];
        let expected = expected.map(|(outcome, code, may)| (outcome.to_owned(), code.to_owned(), may));
        assert_eq!(told, expected);
        assert_eq!(keep(&officer, &id, CommitRows::All).await.expect(409).code(), "faulty_rows");
        let place = &rows(&officer, &id).await[2]["errors"][0]["message"];
        assert!(place.as_str().unwrap().contains("RT 002 RW 011 Teluk Pucung"), "{place}");
        // Only conflicts that may be accepted are.
        let wrong = accept(&officer, &id, &read.etag(), vec![2, 3, 99]).await.expect(422);
        assert_eq!(wrong.faults(), ["/rows/1 unknown_reference", "/rows/2 unknown_reference"]);
        let accepted = accept(&officer, &id, &read.etag(), vec![2, 6]).await.expect(200).json();
        let counts = ["create", "update", "conflict"].map(|name| accepted["counts"][name].as_u64().unwrap());
        assert_eq!(counts, [1, 3, 2]);
        assert_eq!(accept(&officer, &id, &read.etag(), vec![2]).await.expect(412).code(), "stale");
        let all = rows(&officer, &id).await;
        assert_eq!((&all[0]["accepted"], &all[0]["changes"][0]["after"]), (&json!(true), &json!("Sri Lestari")));
        let before = count(&officer).await;
        let done = committed(&officer, &id, CommitUpdates::Apply).await;
        assert_eq!(done["counts"]["committed"], 4, "{done}");
        assert_eq!(count(&officer).await, before + 1);
        let sri = officer.query::<ListBeneficiaries>(&[], "q=sri%20lestari").await.json();
        let home = sri["items"][0]["household_id"].as_str().unwrap();
        assert_eq!(officer.get::<GetHousehold>(&[home]).await.expect(200).json()["region_code"], "32.75.03.1004");
    });
}

async fn stands_elsewhere(server: &Server, serial: u32) {
    let other = server.as_user("kelurahan_officer_2").await;
    let draft = json!({
        "full_name": "Ibu Seberang", "nik": format!("327599540388{serial:04}"), "birth_date": "1988-03-14",
        "region_code": "32.75.03.1006", "rw": "011", "rt": "2", "marital_status": "married",
        "head_of_family": { "de_jure": true, "de_facto": true, "basis": null }
    });
    other.send::<CreateBeneficiary>(&[], &serde_json::from_value(draft).unwrap()).await.expect(201);
}

#[test]
fn a_nik_of_another_place_is_told_without_telling_whose() {
    with_server(async |server| {
        stands_elsewhere(server, 71).await;
        let officer = server.as_user("kelurahan_officer").await;
        let (id, read) = checked_file(&officer, "a.csv", HERE, file(&[row(71, "Ibu Seberang", ";;;;")])).await;
        assert_eq!(read.json()["counts"]["conflict"], 1);
        let all = rows(&officer, &id).await;
        assert_eq!(all[0]["errors"][0]["code"], "stands_elsewhere");
        assert_eq!((&all[0]["beneficiary_id"], &all[0]["acceptable"]), (&Value::Null, &json!(false)));
        let tasks = server.as_user("coordinator").await.get::<ListTasks>(&[]).await.json();
        assert_eq!(tasks["items"].as_array().unwrap().len(), 1, "it became the coordinator's task");
    });
}

#[test]
fn what_changed_since_the_check_is_not_overwritten() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        fill(&officer, &[row(81, "Ibu Satu", ";;;;")]).await;
        let (id, _) = checked_file(
            &officer,
            "a.csv",
            HERE,
            file(&[row(81, "Ibu Satu", "Gg. A;;;;"), row(82, "Ibu Dua", ";;;;")]),
        )
        .await;
        // Meanwhile another list says otherwise, and registers the second woman with another name.
        let (other, _) =
            checked_file(&officer, "b.csv", HERE, file(&[row(81, "Ibu Satu", "Gg. B;;;;"), row(82, "Sri", ";;;;")]))
                .await;
        committed(&officer, &other, CommitUpdates::Apply).await;
        let done = committed(&officer, &id, CommitUpdates::Apply).await;
        assert_eq!((&done["counts"]["committed"], &done["counts"]["update"]), (&json!(0), &json!(1)), "{done}");
        assert_eq!(done["counts"]["conflict"], 1);
        let woman = officer.query::<ListBeneficiaries>(&[], "q=ibu%20satu").await.json()["items"][0].clone();
        assert_eq!(woman["address"], "Gg. B", "only what was shown is changed");
    });
}

#[test]
fn a_change_that_makes_her_like_another_is_asked_about() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let women = fill(&officer, &[row(1, "Aisah Komala", ";;;;"), row(2, "Lilis Suryani", ";;;;")]).await;
        let list = [row(1, "Liliz Suryani", ";;;;"), row(2, "Lilis Suryani", ";;;;")];
        let (id, read) = checked_file(&officer, "kedua.csv", HERE, file(&list)).await;
        let first = &rows(&officer, &id).await[0];
        // The NIK stands under another name: what accepting would change is shown.
        assert_eq!((&first["outcome"], &first["errors"][0]["code"]), (&json!("conflict"), &json!("other_person")));
        assert_eq!(first["changes"][0]["after"], "Liliz Suryani", "{first}");
        assert_eq!(first["beneficiary_id"], id_of(&women, "Aisah Komala"));
        let accepted = accept(&officer, &id, &read.etag(), vec![2]).await.expect(200).json();
        assert_eq!(accepted["counts"]["update"].as_u64(), Some(1), "{accepted}");
        let done = committed(&officer, &id, CommitUpdates::Apply).await;
        assert_eq!((&done["state"], &done["counts"]["committed"]), (&json!("committed"), &json!(1)), "{done}");
        // A spelling that brings her near another.
        let near = [row(1, "Lilis Suriani", ";;;;")];
        let (id, _) = checked_file(&officer, "ketiga.csv", HERE, file(&near)).await;
        let told = verdicts(&officer, &id).await;
        assert_eq!(told, [("conflict".to_owned(), "possible_duplicate".to_owned(), true)]);
    });
}

#[test]
fn a_row_the_register_refuses_meanwhile_does_not_stop_the_others() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let list = [row(1, "Aisah Komala", ";;;;"), row(2, "Lilis Suryani", ";;;;"), row(3, "Wiwin Hasanah", ";;;;")];
        let (id, read) = checked_file(&officer, "pertama.csv", HERE, file(&list)).await;
        assert_eq!(read.json()["counts"]["create"], 3);
        // Someone registers a woman like the second before the list is kept.
        let other = json!({ "nik": "3275995403880077", "full_name": "Lilis Suryani", "birth_date": "1988-03-14",
            "region_code": "32.75.03.1004", "rw": "11", "rt": "2", "marital_status": "married",
            "head_of_family": { "de_jure": true, "de_facto": true, "basis": "husband_unable" } });
        let other = serde_json::from_value(other).unwrap();
        officer.send::<CreateBeneficiary>(&[], &other).await.expect(201);
        let done = committed(&officer, &id, CommitUpdates::Apply).await;
        let counts = ["committed", "conflict"].map(|name| done["counts"][name].as_u64().unwrap());
        assert_eq!((&done["state"], counts), (&json!("committed"), [2, 1]), "{done}");
        let refused = &rows(&officer, &id).await[1];
        assert_eq!((&refused["outcome"], &refused["committed"]), (&json!("conflict"), &json!(false)));
        assert!(["alike", "possible_duplicate"].contains(&refused["errors"][0]["code"].as_str().unwrap()), "{refused}");
    });
}

/// A family whose sums were told in September.
async fn told_in_september(officer: &Caller, card: &str, sums: Value) -> String {
    let line = format!("3275995403880001;{card};Siti Aminah;14/03/1988;002/011;Menikah;;;;;");
    let women = fill(officer, &[line]).await;
    let siti = officer.get::<GetBeneficiary>(&[id_of(&women, "Siti Aminah")]).await.json();
    let home = siti["household_id"].as_str().unwrap().to_owned();
    let etag = officer.get::<GetHousehold>(&[&home]).await.etag();
    let mut change = sums;
    change["finances_on"] = json!("2026-09-01");
    let change = body::<HouseholdDraft>(change);
    officer.with("if-match", &etag).send::<UpdateHousehold>(&[&home], &change).await.expect(200);
    home
}

#[test]
fn a_list_that_tells_one_sum_says_that_the_other_is_not_known_any_more() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let sums = json!({ "monthly_income": 800_000, "monthly_expenditure": 700_000 });
        let home = told_in_september(&officer, "", sums).await;
        let income = row(1, "Siti Aminah", ";1,5 juta;;;");
        let (id, _) = checked_file(&officer, "kedua.csv", HERE, file(&[income])).await;
        let changes = &rows(&officer, &id).await[0]["changes"];
        let told = |one: usize| (changes[one]["column"].clone(), changes[one]["after"].clone());
        assert_eq!(told(0), (json!("monthly_income"), json!("1500000")));
        assert_eq!(told(1), (json!("monthly_expenditure"), json!("")), "{changes}");
        committed(&officer, &id, CommitUpdates::Apply).await;
        let home = officer.get::<GetHousehold>(&[&home]).await.json();
        assert_eq!((&home["monthly_income"], &home["monthly_expenditure"]), (&json!(1_500_000), &Value::Null));
        assert_eq!(home["finances_on"], server.kernel.clock.today().to_string());
    });
}

#[test]
fn a_family_with_a_sum_of_another_day_is_for_a_person_to_complete() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let card = "3275991203150007";
        told_in_september(&officer, card, json!({ "monthly_expenditure": 700_000 })).await;
        let second = |serial: u32, sums: &str| {
            format!(
                "327599540388{serial:04};{card};Ibu Nomor {serial};14/03/{};002/011;Menikah;;{sums};;;",
                1960 + serial
            )
        };
        let head = HEAD.replace("Penghasilan", "Penghasilan;Pengeluaran");
        let text = |rows: [String; 2]| format!("{head}\n{}\n", rows.join("\n")).into_bytes();
        let rows_of = text([second(2, "1,5 juta;"), second(3, "1,5 juta;700 ribu")]);
        let (id, _) = checked_file(&officer, "kedua.csv", HERE, rows_of).await;
        let all = rows(&officer, &id).await;
        assert_eq!((&all[0]["outcome"], &all[1]["outcome"]), (&json!("faulty"), &json!("create")), "{all:?}");
        let fault = &all[0]["errors"][0];
        assert_eq!((&fault["column"], &fault["code"]), (&json!("monthly_expenditure"), &json!("household_differs")));
    });
}
