//! Women alike: asked of the writer, kept for whoever settles them.

use crate::beneficiaries::{draft, siti};
use crate::support::{Answered, Caller, Server, with_server};
use contract::draft::Reason;
use contract::endpoint::Method;
use contract::endpoints::{
    ArchiveBeneficiary, CreateBeneficiary, DismissDuplicateCandidate, GetDuplicateCandidate, GetImport,
    ListBeneficiaries, ListDuplicateCandidates, ListImportRows, UpdateBeneficiary,
};
use serde_json::{Value, json};
use std::time::Duration;

/// Siti with other members.
pub fn like(changes: Value) -> Value {
    let mut woman = siti();
    for (member, value) in changes.as_object().unwrap() {
        woman[member] = value.clone();
    }
    woman
}

/// The same woman as a careless clerk writes her, without her NIK.
pub fn again() -> Value {
    let mut woman = like(json!({ "full_name": "Sitti Rohayatie", "nik_absent_reason": "card_lost" }));
    woman.as_object_mut().unwrap().remove("nik");
    woman
}

pub fn elsewhere(mut woman: Value) -> Value {
    for (member, value) in [("region_code", "32.75.03.1006"), ("rw", "3"), ("rt", "1")] {
        woman[member] = json!(value);
    }
    woman
}

pub async fn made(caller: &Caller, woman: Value) -> String {
    id_of(&caller.send::<CreateBeneficiary>(&[], &draft(woman)).await.expect(201))
}

pub fn id_of(answer: &Answered) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}

pub async fn pairs(caller: &Caller, query: &str) -> Vec<Value> {
    let page = caller.query::<ListDuplicateCandidates>(&[], query).await.expect(200).json();
    page["items"].as_array().unwrap().clone()
}

pub fn reason() -> Reason {
    Reason { reason: "KTP keduanya sudah dilihat".to_owned() }
}

#[test]
fn a_woman_alike_is_asked_about_once() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let first = made(&officer, siti()).await;
        let refused = officer.send::<CreateBeneficiary>(&[], &draft(again())).await.expect(409);
        assert_eq!(refused.code(), "possible_duplicates");
        let problem = refused.json();
        assert_eq!(problem["elsewhere"], 0);
        let found = &problem["matches"][0];
        assert_eq!(
            (&found["id"], &found["full_name"], &found["birth_date"]),
            (&json!(first), &json!("Siti Rohayati"), &json!("1988-03-14"))
        );
        assert_eq!(
            (&found["region_name"], &found["rw"], &found["rt"]),
            (&json!("Teluk Pucung"), &json!("011"), &json!("002"))
        );
        let reasons: Vec<&str> = found["reasons"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(reasons.contains(&"same_birth_date") && reasons.contains(&"same_rt"), "{reasons:?}");
        assert!(found["score"].as_i64().unwrap() >= 78);
        for (language, words) in [("id", "Mungkin ibu ini sudah ada di daftar"), ("en", "A woman like her may already")]
        {
            let told = officer.with("accept-language", language).send::<CreateBeneficiary>(&[], &draft(again())).await;
            assert!(told.json()["title"].as_str().unwrap().contains(words), "{}", told.text);
        }
        // Another id acknowledges nothing.
        let mut woman = again();
        woman["acknowledged_duplicates"] = json!(["019ab2c4-0000-7000-8000-000000000000"]);
        officer.send::<CreateBeneficiary>(&[], &draft(woman.clone())).await.expect(409);
        woman["acknowledged_duplicates"] = json!([first]);
        let second = officer.send::<CreateBeneficiary>(&[], &draft(woman)).await.expect(201);
        let kept = pairs(&officer, "state=not_duplicate").await;
        assert_eq!(kept.len(), 1);
        assert_eq!((&kept[0]["origin"], &kept[0]["settled_by_name"]), (&json!("write"), &json!("Rina Wulandari")));
        // What was acknowledged is not asked again, by her or by the search.
        let change = officer.with("if-match", &second.etag());
        let renamed = draft(json!({ "full_name": "Siti Rohayati" }));
        change.send::<UpdateBeneficiary>(&[&id_of(&second)], &renamed).await.expect(200);
        assert_eq!(p2wkss::duplicates::search::pass(&server.kernel, Duration::ZERO).await.unwrap(), 0);
    });
}

#[test]
fn a_change_of_name_or_birth_date_is_asked_about_too() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let first = made(&officer, siti()).await;
        let other = like(json!({ "nik": "3275995403880002", "full_name": "Ai Maemunah", "birth_date": "1971-08-02" }));
        let second = officer.send::<CreateBeneficiary>(&[], &draft(other)).await.expect(201);
        let change = officer.with("if-match", &second.etag());
        let mut body = json!({ "full_name": "Siti Rohayati", "birth_date": "1988-03-14" });
        let refused = change.send::<UpdateBeneficiary>(&[&id_of(&second)], &draft(body.clone())).await.expect(409);
        assert_eq!(refused.code(), "possible_duplicates");
        assert_eq!(refused.json()["matches"][0]["id"], first);
        body["acknowledged_duplicates"] = json!([first]);
        change.send::<UpdateBeneficiary>(&[&id_of(&second)], &draft(body)).await.expect(200);
    });
}

#[test]
fn women_elsewhere_are_counted_or_left_to_the_coordinator() {
    with_server(async |server| {
        let (officer, other) = (server.as_user("kelurahan_officer").await, server.as_user("kelurahan_officer_2").await);
        made(&officer, siti()).await;
        // Alone, they do not keep her from her work.
        let there = made(&other, elsewhere(again())).await;
        assert!(pairs(&other, "").await.is_empty() && pairs(&officer, "").await.is_empty());
        let coordinator = server.as_user("coordinator").await;
        let found = pairs(&coordinator, "state=open").await;
        assert_eq!(found.len(), 1);
        assert_eq!(
            (&found[0]["first"]["full_name"], &found[0]["second"]["full_name"]),
            (&json!("Siti Rohayati"), &json!("Sitti Rohayatie"))
        );
        // Beside one in her place they are a number.
        let third = elsewhere(like(json!({ "nik": null, "nik_absent_reason": "in_process" })));
        let refused = other.send::<CreateBeneficiary>(&[], &draft(third)).await.expect(409).json();
        assert_eq!((&refused["elsewhere"], &refused["matches"][0]["id"]), (&json!(1), &json!(there)));
        assert_eq!(refused["matches"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn archived_women_and_women_of_other_dates_are_nobody() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let first = made(&officer, siti()).await;
        for (serial, birth_date) in [(2, "1981-09-27"), (3, "1963-12-05")] {
            let namesake = json!({ "nik": format!("327599540388000{serial}"), "birth_date": birth_date });
            made(&officer, like(namesake)).await;
        }
        officer.with("if-match", "*").send::<ArchiveBeneficiary>(&[&first], &reason()).await.expect(200);
        made(&officer, again()).await;
    });
}

#[test]
fn a_pair_is_dismissed_by_one_who_reaches_both() {
    with_server(async |server| {
        let (officer, other) = (server.as_user("kelurahan_officer").await, server.as_user("kelurahan_officer_2").await);
        made(&officer, siti()).await;
        made(&other, elsewhere(again())).await;
        let coordinator = server.as_user("coordinator").await;
        let id = pairs(&coordinator, "").await[0]["id"].as_str().unwrap().to_owned();
        for name in ["kelurahan_officer", "kelurahan_officer_2"] {
            let one = server.as_user(name).await;
            one.get::<GetDuplicateCandidate>(&[&id]).await.expect(404);
            one.with("if-match", "*").send::<DismissDuplicateCandidate>(&[&id], &reason()).await.expect(404);
        }
        for name in ["lurah", "kader", "planner", "admin"] {
            server.as_user(name).await.get::<GetDuplicateCandidate>(&[&id]).await.expect(403);
        }
        let tag = coordinator.get::<GetDuplicateCandidate>(&[&id]).await.expect(200).etag();
        let settling = coordinator.with("if-match", &tag);
        let settled = settling.send::<DismissDuplicateCandidate>(&[&id], &reason()).await.expect(200).json();
        assert_eq!(
            (&settled["state"], &settled["reason"]),
            (&json!("not_duplicate"), &json!("KTP keduanya sudah dilihat"))
        );
        settling.send::<DismissDuplicateCandidate>(&[&id], &reason()).await.expect(412);
        let twice = coordinator.with("if-match", "*").send::<DismissDuplicateCandidate>(&[&id], &reason()).await;
        assert_eq!(twice.expect(409).code(), "wrong_state");
    });
}

/// Two records that no writer was asked about.
async fn put_beside(server: &Server) {
    let officer = server.as_user("kelurahan_officer").await;
    let first = made(&officer, siti()).await;
    let mut woman = again();
    woman["acknowledged_duplicates"] = json!([first]);
    made(&officer, woman).await;
    server.sql("delete from duplicate_candidates").await.unwrap();
}

#[test]
fn the_whole_register_is_searched() {
    with_server(async |server| {
        put_beside(server).await;
        let search = || p2wkss::duplicates::search::pass(&server.kernel, Duration::ZERO);
        assert_eq!(search().await.unwrap(), 1);
        assert_eq!(search().await.unwrap(), 0, "a pair is found once");
        let found = pairs(&server.as_user("kelurahan_officer").await, "state=open").await;
        assert_eq!((found.len(), &found[0]["origin"]), (1, &json!("search")));
    });
}

#[test]
fn a_row_of_a_list_that_is_alike_says_so() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        made(&officer, siti()).await;
        let list =
            "Nama;Tanggal Lahir;RW;RT;Status Kawin;NIK\nSitti Rohayati;14/03/1988;11;2;Cerai mati;3275995403880009\n";
        let path = "/api/v1/imports?file_name=calon.csv&region=32.75.03.1004";
        let import = officer.bytes(Method::Post, path, "text/csv", list.as_bytes().to_vec()).await.expect(201);
        let id = id_of(&import);
        for _ in 0..200 {
            let state = officer.get::<GetImport>(&[&id]).await.expect(200).json()["state"].clone();
            if state != "checking" {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let rows = officer.get::<ListImportRows>(&[&id]).await.expect(200).json();
        let error = &rows["items"][0]["errors"][0];
        assert_eq!((&error["column"], &error["code"]), (&json!("full_name"), &json!("possible_duplicate")), "{rows}");
    });
}

#[test]
fn search_finds_a_name_however_it_is_spelled() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        for (serial, name, birth_date) in
            [(2, "Nur Hayati", "1970-05-06"), (3, "Djaenab", "1960-02-01"), (4, "Tjitra Dewi", "1981-12-09")]
        {
            let woman =
                json!({ "nik": format!("327599540388000{serial}"), "full_name": name, "birth_date": birth_date });
            made(&officer, like(woman)).await;
        }
        let names = async |q: &str| -> Vec<String> {
            let page = officer.query::<ListBeneficiaries>(&[], &format!("q={q}")).await.expect(200).json();
            crate::support::column(&page, "full_name")
        };
        for (typed, found) in [
            ("Nurhayati", "Nur Hayati"),
            ("nur%20hay", "Nur Hayati"),
            ("hayati", "Nur Hayati"),
            ("ha", "Nur Hayati"),
            ("Zainab", "Djaenab"),
            ("zai", "Djaenab"),
            ("Citra", "Tjitra Dewi"),
            ("citradewi", "Tjitra Dewi"),
        ] {
            assert_eq!(names(typed).await, [found], "{typed}");
        }
    });
}

#[test]
fn changed_rules_of_spelling_reach_names_that_stand_already() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        made(&officer, like(json!({ "full_name": "Nur Hayati" }))).await;
        server.sql("update beneficiaries set name_search = 'old', name_key = ''").await.unwrap();
        server.sql("delete from beneficiary_words").await.unwrap();
        server.sql("update register_marks set value = '1' where name = 'spelling'").await.unwrap();
        p2wkss::duplicates::spelling::refresh(&server.kernel).await.unwrap();
        for typed in ["nurhayati", "ha"] {
            let page = officer.query::<ListBeneficiaries>(&[], &format!("q={typed}")).await.expect(200).json();
            assert_eq!(page["items"].as_array().unwrap().len(), 1, "{typed}");
        }
        assert_eq!(server.number("select count(*) from beneficiaries where name_key = ''").await, 0);
    });
}

#[test]
fn a_record_sent_again_under_its_own_id_is_no_other_woman() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let own = "019ab2c4-6b00-7a10-b1c2-4e8f00d1a2b3";
        let told = like(json!({ "id": own }));
        officer.send::<CreateBeneficiary>(&[], &draft(told.clone())).await.expect(201);
        // Sent by another: nothing remembers that this request was answered.
        let kader = server.as_user("kader").await;
        let mut without = again();
        without["id"] = json!(own);
        for woman in [told, without] {
            let refused = kader.send::<CreateBeneficiary>(&[], &draft(woman)).await.expect(409);
            assert_eq!(refused.code(), "already_exists", "{}", refused.text);
        }
        let probes = "select count(*) from events where resource_kind = 'nik_probe'";
        assert_eq!(server.number(probes).await, 0, "nobody tried a NIK");
    });
}
