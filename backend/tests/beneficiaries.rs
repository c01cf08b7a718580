//! The register: who sees which rows and members, and what a change does.

use crate::support::{Answered, Caller, Server, with_server};
use contract::beneficiaries::{BeneficiaryDraft, Lookup};
use contract::draft::Reason;
use contract::endpoints::{
    ArchiveBeneficiary, CreateBeneficiary, GetBeneficiary, GetHousehold, ListAuditEvents, ListBeneficiaries,
    ListBeneficiaryHistory, LookUpBeneficiary, RestoreBeneficiary, RevealBeneficiary, UpdateBeneficiary,
    UpdateHousehold,
};
use serde_json::{Value, json};

pub fn draft(members: Value) -> BeneficiaryDraft {
    serde_json::from_value(members).unwrap()
}

/// A complete candidate of Teluk Pucung, RW 011.
pub fn siti() -> Value {
    json!({
        "nik": "3275995403880001", "full_name": "Siti Rohayati", "birth_date": "1988-03-14",
        "region_code": "32.75.03.1004", "rw": "11", "rt": "2", "address": "Gg. Melati 7", "phone": "0812-3456-789",
        "marital_status": "widowed",
        "head_of_family": { "de_jure": true, "de_facto": true, "basis": "husband_died" },
        "notice": { "version": "2026-1", "language": "id", "means": "read_out", "given_on": "2026-11-06", "given_by": "Yuyun" }
    })
}

fn with(mut base: Value, changes: Value) -> BeneficiaryDraft {
    for (member, value) in changes.as_object().unwrap() {
        base[member] = value.clone();
    }
    draft(base)
}

async fn register(caller: &Caller, body: &BeneficiaryDraft) -> (String, Answered) {
    let made = caller.send::<CreateBeneficiary>(&[], body).await.expect(201);
    (made.json()["id"].as_str().unwrap().to_owned(), made)
}

async fn names(caller: &Caller, query: &str) -> Vec<String> {
    let page = caller.query::<ListBeneficiaries>(&[], query).await.expect(200).json();
    page["items"].as_array().unwrap().iter().map(|one| one["full_name"].as_str().unwrap_or("-").to_owned()).collect()
}

fn reason() -> Reason {
    Reason { reason: "Diminta untuk surat keterangan".to_owned() }
}

#[test]
fn a_candidate_gets_a_household_of_her_address() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, made) = register(&officer, &draft(siti())).await;
        let woman = made.json();
        assert_eq!(woman["nik_masked"], "3275**********01");
        assert_eq!(woman["phone"], "628123456789");
        assert_eq!((&woman["rw"], &woman["rt"], &woman["status"]), (&json!("011"), &json!("002"), &json!("candidate")));
        assert_eq!((&woman["missing"], &woman["warnings"], &woman["withheld"]), (&json!([]), &json!([]), &json!([])));
        assert_eq!(woman["edited_by_you"], true);
        assert!(!made.text.contains("3275995403880001"), "the NIK never comes back in clear");
        let home = officer.get::<GetHousehold>(&[woman["household_id"].as_str().unwrap()]).await.expect(200).json();
        assert_eq!(home["beneficiary_ids"], json!([id]));
        assert_eq!(home["address"], "Gg. Melati 7");
    });
}

#[test]
fn a_nested_object_is_no_list_of_values_and_a_reason_no_hidden_signs() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let mut woman = siti();
        woman["head_of_family"] = json!([true, true, "husband_died"]);
        let sent =
            officer.raw(contract::endpoint::Method::Post, "/api/v1/beneficiaries", Some(woman.to_string())).await;
        assert_eq!(sent.expect(422).faults(), ["/head_of_family malformed"]);
        let (id, _) = register(&officer, &draft(siti())).await;
        let archive = async |reason: &str| {
            let reason = Reason { reason: reason.to_owned() };
            officer.with("if-match", "*").send::<ArchiveBeneficiary>(&[&id], &reason).await
        };
        assert_eq!(archive("Pindah\u{202e}\u{7} rumah").await.expect(422).faults(), ["/reason control_character"]);
        archive("Pindah rumah\nke Depok").await.expect(200);
    });
}

#[test]
fn each_role_sees_its_rows_and_its_members() {
    with_server(async |server| {
        let kader = server.as_user("kader").await;
        let officer = server.as_user("kelurahan_officer").await;
        let health = json!({ "health_notes": "Tekanan darah tinggi" });
        let (own, _) = register(&kader, &with(siti(), health)).await;
        let other = json!({ "nik": "3275995403880002", "full_name": "Ai Maemunah", "rw": "3" });
        let (elsewhere, _) = register(&officer, &with(siti(), other)).await;
        let seen = async |name: &str, id: &str| server.as_user(name).await.get::<GetBeneficiary>(&[id]).await;
        for name in ["kelurahan_officer_2", "lurah_2", "kader_2", "agency_officer"] {
            let refused = seen(name, &own).await.expect(404);
            let unknown = seen(name, "019ab2c4-0000-7000-8000-000000000000").await.expect(404);
            let without_id = |answer: &Answered| {
                let mut problem = answer.json();
                problem["request_id"] = json!("");
                problem["instance"] = json!("");
                problem
            };
            assert_eq!(without_id(&refused), without_id(&unknown), "{name}");
            assert_eq!(names(&server.as_user(name).await, "include=total").await.len(), 0, "{name}");
        }
        seen("kader", &elsewhere).await.expect(404);
        let planner = seen("planner", &own).await.expect(200).json();
        assert!(
            planner.get("full_name").is_none() && planner.get("phone").is_none() && planner.get("nik_masked").is_none()
        );
        let withheld = planner["withheld"].as_array().unwrap();
        assert!(withheld.contains(&json!("full_name")) && withheld.contains(&json!("health_notes")));
        assert!(!withheld.contains(&json!("household_income")));
        let privacy = seen("privacy_officer", &own).await.expect(200).json();
        assert_eq!((&privacy["full_name"], privacy.get("phone")), (&json!("Siti Rohayati"), None));
        assert_eq!(seen("kader", &own).await.json()["health_notes"], "Tekanan darah tinggi", "she collected it");
        assert!(seen("district_officer", &own).await.json().get("health_notes").is_none());
    });
}

#[test]
fn what_is_withheld_can_be_neither_searched_nor_ordered_by() {
    with_server(async |server| {
        register(&server.as_user("kelurahan_officer").await, &draft(siti())).await;
        let planner = server.as_user("planner").await;
        for query in ["q=siti", "sort=full_name", "sort=-full_name"] {
            let refused = planner.query::<ListBeneficiaries>(&[], query).await.expect(400);
            assert_eq!(refused.code(), "withheld_parameter", "{query}");
        }
        assert_eq!(names(&planner, "").await, ["-"]);
        let officer = server.as_user("kelurahan_officer").await;
        let refused = officer.query::<ListBeneficiaries>(&[], "q=3275%209954%200388").await.expect(400);
        assert_eq!(refused.code(), "identifier_in_query");
    });
}

#[test]
fn names_are_found_in_every_spelling() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        for (serial, name) in [(1, "Siti Rohayati"), (2, "Tjitra Dewi"), (3, "Nur'aini"), (4, "Ai Sa'adah")] {
            register(&officer, &with(siti(), json!({ "nik": format!("327599540388000{serial}"), "full_name": name })))
                .await;
        }
        for (query, found) in [
            ("q=ROHAY", vec!["Siti Rohayati"]),
            ("q=sitti", vec!["Siti Rohayati"]),
            ("q=citra", vec!["Tjitra Dewi"]),
            ("q=nuraini", vec!["Nur'aini"]),
            ("q=ai", vec!["Ai Sa'adah"]),
            ("q=de", vec!["Tjitra Dewi"]),
            // A sign is no part of a name, and stands for no others.
            ("q=hayat%25", vec!["Siti Rohayati"]),
            ("q=rohay%25ti", vec![]),
            ("q=siti%20roh", vec!["Siti Rohayati"]),
            ("q=%22siti", vec!["Siti Rohayati"]),
        ] {
            assert_eq!(names(&officer, query).await, found, "{query}");
        }
        assert_eq!(names(&officer, "sort=-full_name").await[0], "Tjitra Dewi");
        assert_eq!(names(&officer, "region=32.75.03&rw=11&status=candidate&complete=true").await.len(), 4);
        assert_eq!(names(&officer, "region=32.75.04").await.len(), 0);
    });
}

/// Every page of a list, one woman at a time.
async fn paged(caller: &Caller, query: &str) -> (Vec<String>, u64) {
    let (mut found, mut cursor, mut total) = (Vec::new(), String::new(), 0);
    loop {
        let asked = format!("limit=1&include=total&{query}{cursor}");
        let page = caller.query::<ListBeneficiaries>(&[], &asked).await.expect(200).json();
        found.extend(crate::support::column(&page, "full_name"));
        total = page["total"].as_u64().unwrap_or(total);
        let Some(next) = page["next_cursor"].as_str() else { return (found, total) };
        cursor = format!("&cursor={next}");
    }
}

#[test]
fn a_search_of_the_whole_city_says_what_the_register_says() {
    with_server(async |server| {
        let (officer, city) = (server.as_user("kelurahan_officer").await, server.as_user("coordinator").await);
        let other_officer = server.as_user("kelurahan_officer_2").await;
        let (id, made) = register(&officer, &draft(siti())).await;
        for (serial, name, birth_date, village) in [
            (2, "Een Rohayati", "1961-07-30", "32.75.03.1004"),
            (3, "Rohayatun", "1975-02-11", "32.75.03.1006"),
            (4, "Yayah Rohayah", "1969-09-05", "32.75.03.1006"),
        ] {
            let other = json!({
                "nik": format!("327599540388000{serial}"), "full_name": name, "birth_date": birth_date,
                "region_code": village,
            });
            let here = if village.ends_with("1004") { &officer } else { &other_officer };
            register(here, &with(siti(), other)).await;
        }
        // What only the register itself can answer gives the same rows in the same order.
        let check = async |expected: &[(&str, &[&str])]| {
            for (query, names) in expected {
                let told = paged(&city, query).await;
                assert_eq!(told.0, *names, "{query}");
                assert_eq!(usize::try_from(told.1), Ok(names.len()), "{query}");
                assert_eq!(paged(&city, &format!("{query}&updated_since=2020-01-01T00:00:00Z")).await, told, "{query}");
            }
        };
        check(&[
            ("q=rohay", &["Een Rohayati", "Rohayatun", "Siti Rohayati", "Yayah Rohayah"]),
            ("q=rohay&sort=-full_name", &["Yayah Rohayah", "Siti Rohayati", "Rohayatun", "Een Rohayati"]),
            ("q=rohayat&region=32.75.03", &["Een Rohayati", "Rohayatun", "Siti Rohayati"]),
            ("q=rohayat&region=32.75.03.1006", &["Rohayatun"]),
            ("q=rohayat&status=candidate&rw=011&eligibility=unknown", &["Een Rohayati", "Rohayatun", "Siti Rohayati"]),
            ("q=rohayat&status=validated", &[]),
            ("q=siti%20roh", &["Siti Rohayati"]),
            ("q=roha%25", &["Een Rohayati", "Rohayatun", "Siti Rohayati", "Yayah Rohayah"]),
        ])
        .await;
        let renamed = draft(json!({ "full_name": "Siti Aminah" }));
        let named =
            officer.with("if-match", &made.etag()).send::<UpdateBeneficiary>(&[&id], &renamed).await.expect(200);
        check(&[("q=siti%20roh", &[]), ("q=aminah", &["Siti Aminah"]), ("q=rohayati", &["Een Rohayati"])]).await;
        officer.with("if-match", &named.etag()).send::<ArchiveBeneficiary>(&[&id], &reason()).await.expect(200);
        check(&[("q=aminah", &[]), ("q=aminah&include_archived=true", &["Siti Aminah"])]).await;
        assert_eq!(names(&server.as_user("kader").await, "q=rohayat").await, ["Een Rohayati"], "her RW and no other");
    });
}

#[test]
fn a_nik_stands_once_in_the_whole_register() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, _) = register(&officer, &draft(siti())).await;
        let again =
            officer.send::<CreateBeneficiary>(&[], &with(siti(), json!({ "full_name": "Lain" }))).await.expect(409);
        assert_eq!((again.code().as_str(), &again.json()["existing_id"]), ("nik_exists", &json!(id)));
        let stranger = server.as_user("kelurahan_officer_2").await;
        let there = with(siti(), json!({ "region_code": "32.75.03.1006" }));
        let refused = stranger.send::<CreateBeneficiary>(&[], &there).await.expect(409);
        assert!(refused.json().get("existing_id").is_none(), "only that it exists");
        let auditor = server.as_user("auditor").await;
        let probes = auditor.query::<ListAuditEvents>(&[], "resource_kind=nik_probe").await.expect(200).json();
        assert_eq!(probes["items"].as_array().unwrap().len(), 2);
        officer.with("if-match", "*").send::<ArchiveBeneficiary>(&[&id], &reason()).await.expect(200);
        assert_eq!(names(&officer, "").await.len(), 0);
        let archived = officer.send::<CreateBeneficiary>(&[], &draft(siti())).await.expect(409);
        assert_eq!(archived.code(), "nik_exists", "archived ones count");
        officer.with("if-match", "*").send::<RestoreBeneficiary>(&[&id], &reason()).await.expect(200);
        assert_eq!(names(&officer, "").await.len(), 1);
    });
}

#[test]
fn faults_are_told_by_member() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        for (changes, fault) in [
            (json!({ "nik": "3275993102880001" }), "/nik nik_date"),
            (json!({ "nik": "3275**********01" }), "/nik nik_masked"),
            (json!({ "nik": null }), "/nik required"),
            (json!({ "birth_date": "2088-01-01" }), "/birth_date in_future"),
            (json!({ "region_code": "32.75.03.1006" }), "/region_code unknown_reference"),
            (json!({ "region_code": "32.75.03" }), "/region_code region_required"),
            (json!({ "marital_status": "happy" }), "/marital_status not_in_list"),
            (json!({ "phone": "satu" }), "/phone malformed"),
            (json!({ "household_id": "019ab2c4-0000-7000-8000-000000000000" }), "/household_id unknown_reference"),
            (json!({ "collected_by": "019ab2c4-0000-7000-8000-000000000000" }), "/collected_by unknown_reference"),
        ] {
            let refused = officer.send::<CreateBeneficiary>(&[], &with(siti(), changes.clone())).await.expect(422);
            assert_eq!(refused.faults(), [fault], "{changes}");
        }
        let without = json!({ "nik": null, "nik_absent_reason": "in_process", "full_name": "Ai Maemunah" });
        let without = with(siti(), without);
        register(&officer, &without).await;
        let warned = with(siti(), json!({ "nik": "3275031502880001" }));
        let codes: Vec<Value> = register(&officer, &warned).await.1.json()["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|warning| warning["code"].clone())
            .collect();
        assert_eq!(codes, [json!("nik_sex_differs"), json!("nik_birth_date_differs")]);
    });
}

async fn forbidden_roles(server: &Server, id: &str) {
    for name in ["kader", "district_officer", "planner", "privacy_officer", "admin"] {
        server.as_user(name).await.send::<RevealBeneficiary>(&[id], &reason()).await.expect(403);
    }
    server.as_user("lurah_2").await.send::<RevealBeneficiary>(&[id], &reason()).await.expect(404);
}

#[test]
fn identifiers_are_shown_for_a_reason_and_recorded() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, _) = register(&officer, &draft(siti())).await;
        let shown = server.as_user("lurah").await.send::<RevealBeneficiary>(&[&id], &reason()).await.expect(200);
        assert_eq!(shown.json()["nik"], "3275995403880001");
        forbidden_roles(server, &id).await;
        let look = |nik: &str| Lookup { nik: Some(nik.to_owned()), kk_number: None };
        let found = officer.send::<LookUpBeneficiary>(&[], &look("3275 9954 0388 0001")).await.expect(200).json();
        assert_eq!((&found["items"][0]["id"], &found["elsewhere"]), (&json!(id), &json!(0)));
        let there = server.as_user("kelurahan_officer_2").await;
        let found = there.send::<LookUpBeneficiary>(&[], &look("3275995403880001")).await.expect(200).json();
        assert_eq!((found["items"].as_array().unwrap().len(), &found["elsewhere"]), (0, &json!(1)));
        let auditor = server.as_user("auditor").await;
        for (query, count) in [("operation=reveal_identity", 1), ("resource_kind=beneficiary_lookup", 2)] {
            let events = auditor.query::<ListAuditEvents>(&[], query).await.expect(200);
            assert_eq!(events.json()["items"].as_array().unwrap().len(), count, "{query}");
            assert!(!events.text.contains("3275995403880001"));
        }
    });
}

#[test]
fn openings_of_her_page_are_recorded_in_batches() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, _) = register(&officer, &draft(siti())).await;
        for _ in 0..3 {
            officer.get::<GetBeneficiary>(&[&id]).await.expect(200);
        }
        officer.get::<ListBeneficiaryHistory>(&[&id]).await.expect(200);
        p2wkss::kernel::looks::flush(&server.kernel).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
        let auditor = server.as_user("auditor").await;
        for (query, count) in [("operation=get_beneficiary", 3), ("operation=list_beneficiary_history", 1)] {
            let events = auditor.query::<ListAuditEvents>(&[], query).await.json();
            assert_eq!(events["items"].as_array().unwrap().len(), count, "{query}");
        }
    });
}

#[test]
fn an_editor_who_does_not_see_income_and_health_leaves_them_as_they_were() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, made) = register(&officer, &with(siti(), json!({ "health_notes": "Asma" }))).await;
        let home = made.json()["household_id"].as_str().unwrap().to_owned();
        let etag = officer.get::<GetHousehold>(&[&home]).await.etag();
        let means = serde_json::from_value(json!({ "monthly_income": 1_500_000 })).unwrap();
        officer.with("if-match", &etag).send::<UpdateHousehold>(&[&home], &means).await.expect(200);
        let kader = server.as_user("kader").await;
        let seen = kader.get::<GetBeneficiary>(&[&id]).await.expect(200);
        assert!(seen.json().get("health_notes").is_none() && seen.json().get("household_income").is_none());
        let edit = draft(json!({ "occupation": "food_seller" }));
        kader.with("if-match", &seen.etag()).send::<UpdateBeneficiary>(&[&id], &edit).await.expect(200);
        let etag = kader.get::<GetHousehold>(&[&home]).await.etag();
        let street = serde_json::from_value(json!({ "address": "Gg. Mawar 1" })).unwrap();
        kader.with("if-match", &etag).send::<UpdateHousehold>(&[&home], &street).await.expect(200);
        let after = officer.get::<GetBeneficiary>(&[&id]).await.json();
        assert_eq!((&after["health_notes"], &after["household_income"]), (&json!("Asma"), &json!(1_500_000)));
        assert_eq!((&after["occupation"], &after["address"]), (&json!("food_seller"), &json!("Gg. Mawar 1")));
        let etag = kader.get::<GetBeneficiary>(&[&id]).await.etag();
        let blind = draft(json!({ "health_notes": null }));
        let refused = kader.with("if-match", &etag).send::<UpdateBeneficiary>(&[&id], &blind).await.expect(422);
        assert_eq!(refused.faults(), ["/health_notes field_withheld"]);
    });
}

#[test]
fn her_history_follows_the_rights_of_its_reader() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let (id, made) = register(&officer, &with(siti(), json!({ "health_notes": "Asma" }))).await;
        let edit = draft(json!({ "full_name": "Siti Rohayati Aminah", "phone": "0812-0000-111" }));
        officer.with("if-match", &made.etag()).send::<UpdateBeneficiary>(&[&id], &edit).await.expect(200);
        let members = async |name: &str| -> Vec<String> {
            let page = server.as_user(name).await.get::<ListBeneficiaryHistory>(&[&id]).await.expect(200).json();
            page["items"][0]["members"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["member"].as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(members("kelurahan_officer").await, ["full_name", "phone"]);
        let page = officer.get::<ListBeneficiaryHistory>(&[&id]).await.json();
        let phone = page["items"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|item| item["members"].as_array().unwrap())
            .find(|one| one["member"] == "phone")
            .unwrap();
        assert_eq!((&phone["before"], &phone["after"]), (&json!("628123456789"), &json!("628120000111")));
        assert!(!page.to_string().contains("3275995403880001"));
        let planner = server.as_user("planner").await.get::<ListBeneficiaryHistory>(&[&id]).await.expect(200).text;
        assert!(!planner.contains("Siti") && !planner.contains("628123456789") && !planner.contains("Asma"));
    });
}
