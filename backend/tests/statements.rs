//! A page costs the same number of statements whether it holds one row or
//! fifty; otherwise a list slows down with what it shows.
//!
//! An operation that answers in pages and has no fixture here fails the test.

mod cycle;
mod home;
mod meetings;

use crate::support::observed::Observed;
use crate::support::{Answered, Caller, Server, body, with_server};
use contract::beneficiaries::BeneficiaryDraft;
use contract::endpoint::{Method, Trait};
use contract::endpoints::{
    ALL, CreateAgency, CreateBeneficiary, CreateCode, CreateConsent, CreateHouseholdMember, CreateMerge,
    CreatePovertyCheck, CreatePovertyLine, CreateRegionFact, CreateRoleAssignment, CreateRuleSet, CreateValidations,
    CreateWelfareAssessment, CreateWorkList, GetBeneficiary, RelocateBeneficiary, UpdateAgency, UpdateBeneficiary,
    UpdateCode, UpdatePovertyLine, UpdateRegionFact, UpdateUser,
};
use p2wkss::demo::paper;
use serde_json::json;

/// More rows than the larger page holds.
const ROWS: usize = 52;

/// Whom the lists are about.
struct Made {
    user: String,
    agency: String,
    code: String,
    woman: String,
    household: String,
    line: String,
    fact: String,
    programme: String,
    locus: String,
    stage: String,
    instrument: String,
    selection: String,
    meeting: String,
    action: String,
    import: String,
}

/// Who asks, and where, for each operation that answers in pages.
fn fixture(operation: &str, made: &Made) -> Option<(&'static str, String)> {
    Some(match operation {
        "list_my_sessions" => ("lurah", "/api/v1/me/sessions".to_owned()),
        "list_notifications" => ("kelurahan_officer", "/api/v1/notifications".to_owned()),
        "list_users" => ("admin", "/api/v1/users".to_owned()),
        "list_user_history" => ("admin", format!("/api/v1/users/{}/history", made.user)),
        "list_role_assignments" => ("admin", "/api/v1/role-assignments".to_owned()),
        "list_regions" => ("kader", "/api/v1/regions".to_owned()),
        "list_agencies" => ("planner", "/api/v1/agencies".to_owned()),
        "list_agency_history" => ("planner", format!("/api/v1/agencies/{}/history", made.agency)),
        "list_codes" => ("observer", "/api/v1/code-lists".to_owned()),
        "list_code_history" => ("observer", format!("/api/v1/code-lists/{}/history", made.code)),
        "list_households" => ("coordinator", "/api/v1/households".to_owned()),
        "list_household_members" => ("kelurahan_officer", format!("/api/v1/households/{}/members", made.household)),
        "list_beneficiaries" => ("coordinator", "/api/v1/beneficiaries".to_owned()),
        "list_beneficiary_history" => ("kelurahan_officer", format!("/api/v1/beneficiaries/{}/history", made.woman)),
        "list_imports" => ("kelurahan_officer", "/api/v1/imports".to_owned()),
        "list_import_rows" => ("kelurahan_officer", format!("/api/v1/imports/{}/rows", made.import)),
        "list_import_sources" => ("kelurahan_officer", "/api/v1/import-sources".to_owned()),
        "list_consents" => ("lurah", format!("/api/v1/beneficiaries/{}/consents", made.woman)),
        "list_documents" => ("lurah", "/api/v1/documents".to_owned()),
        "list_welfare_assessments" => ("coordinator", "/api/v1/welfare-assessments".to_owned()),
        "list_poverty_checks" => ("lurah", format!("/api/v1/beneficiaries/{}/poverty-database-checks", made.woman)),
        "list_poverty_lines" => ("planner", "/api/v1/poverty-lines".to_owned()),
        "list_poverty_line_history" => ("planner", format!("/api/v1/poverty-lines/{}/history", made.line)),
        "list_region_facts" => ("planner", "/api/v1/region-facts".to_owned()),
        "list_region_fact_history" => ("planner", format!("/api/v1/region-facts/{}/history", made.fact)),
        "list_programmes" => ("kader", "/api/v1/programmes".to_owned()),
        "list_programme_history" => ("kader", format!("/api/v1/programmes/{}/history", made.programme)),
        "list_loci" => ("lurah", "/api/v1/loci".to_owned()),
        "list_enrolments" => ("kelurahan_officer", "/api/v1/enrolments".to_owned()),
        "list_locus_history" => ("lurah", format!("/api/v1/loci/{}/history", made.locus)),
        "list_locus_selections" => ("kader", "/api/v1/locus-selections".to_owned()),
        "list_locus_selection_history" => ("kader", format!("/api/v1/locus-selections/{}/history", made.selection)),
        "list_legal_instruments" => ("kader", "/api/v1/legal-instruments".to_owned()),
        "list_legal_instrument_history" => ("kader", format!("/api/v1/legal-instruments/{}/history", made.instrument)),
        "list_comments" => ("lurah", "/api/v1/comments".to_owned()),
        "list_meetings" => ("lurah", "/api/v1/meetings".to_owned()),
        "list_meeting_history" => ("lurah", format!("/api/v1/meetings/{}/history", made.meeting)),
        "list_actions" => ("lurah", "/api/v1/actions".to_owned()),
        "list_action_history" => ("lurah", format!("/api/v1/actions/{}/history", made.action)),
        "list_officers" => ("coordinator", "/api/v1/officers".to_owned()),
        "list_stage_templates" => ("kader", "/api/v1/stage-templates".to_owned()),
        "list_stage_board" => ("lurah", "/api/v1/stage-board".to_owned()),
        "list_stage_records" => ("lurah", "/api/v1/stage-records".to_owned()),
        "list_stage_record_history" => ("lurah", format!("/api/v1/stage-records/{}/history", made.stage)),
        "list_rule_sets" => ("coordinator", "/api/v1/eligibility-rules".to_owned()),
        "list_work_lists" => ("kelurahan_officer", "/api/v1/work-lists".to_owned()),
        "list_tasks" => ("coordinator", "/api/v1/tasks".to_owned()),
        "list_duplicate_candidates" => ("coordinator", "/api/v1/duplicate-candidates".to_owned()),
        "list_merges" => ("coordinator", "/api/v1/merges".to_owned()),
        "list_relocations" => ("kelurahan_officer_2", "/api/v1/relocations".to_owned()),
        "list_validations" => ("lurah", "/api/v1/validations".to_owned()),
        "list_audit_events" => ("auditor", "/api/v1/audit-events".to_owned()),
        _ => return None,
    })
}

fn id_of(answer: &Answered) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}

async fn one_agency(admin: &Caller, number: usize) -> Answered {
    let draft =
        json!({ "name": format!("Forum {number}"), "short_name": format!("F{number}"), "region_code": "32.75" });
    admin.send::<CreateAgency>(&[], &body(draft)).await.expect(201)
}

/// Accounts with roles in different places, agencies, and a device for each.
async fn fill(server: &Server, admin: &Caller) -> (String, String) {
    let places = ["32.75.03.1004", "32.75.03.1006", "32.75.01.1001", "32.75.02.1001"];
    let (mut user, mut agency) = (String::new(), String::new());
    for number in 0..ROWS {
        user = server.invite(admin, &format!("orang{number}")).await;
        agency = id_of(&one_agency(admin, number).await);
        let role = match number % 2 {
            0 => json!({ "user_id": user, "role": "kader", "region_code": places[number / 2 % 4] }),
            _ => json!({ "user_id": user, "role": "agency_officer", "region_code": "32.75", "agency_id": agency }),
        };
        admin.send::<CreateRoleAssignment>(&[], &body(role)).await.expect(201);
        server.as_user("lurah").await;
    }
    (user, agency)
}

/// Changes one record of each kind so often that its history fills a page.
async fn change_often(admin: &Caller, user: &str, agency: &str) -> String {
    let draft = json!({ "list": "occupation", "code": "weaver", "label_id": "Penenun", "label_en": "Weaver" });
    let code = id_of(&admin.send::<CreateCode>(&[], &body(draft)).await.expect(201));
    let tag = async |path: &str, id: &str| admin.raw(Method::Get, &format!("/api/v1/{path}/{id}"), None).await.etag();
    let (mut of_user, mut of_agency, mut of_code) =
        (tag("users", user).await, tag("agencies", agency).await, tag("code-lists", &code).await);
    for number in 0..ROWS {
        let change = body(json!({ "full_name": format!("Nama {number}") }));
        of_user = admin.with("if-match", &of_user).send::<UpdateUser>(&[user], &change).await.expect(200).etag();
        let change = body(json!({ "name": format!("Forum ke-{number}") }));
        of_agency =
            admin.with("if-match", &of_agency).send::<UpdateAgency>(&[agency], &change).await.expect(200).etag();
        let change = body(json!({ "label_id": format!("Penenun {number}") }));
        of_code = admin.with("if-match", &of_code).send::<UpdateCode>(&[&code], &change).await.expect(200).etag();
    }
    code
}

fn woman(serial: usize) -> BeneficiaryDraft {
    body(json!({
        "nik": format!("327599540388{serial:04}"), "full_name": format!("Ibu {serial}"), "birth_date": "1988-03-14",
        "region_code": "32.75.03.1004", "rw": "11", "rt": "2", "marital_status": "widowed", "phone": "0812-3456-789",
        "head_of_family": { "de_jure": true, "de_facto": true, "basis": "husband_died" }, "health_notes": "Sehat",
        "notice": { "version": "2026-1", "language": "id", "means": "read_out", "given_on": "2026-11-06", "given_by": "Yuyun" },
    }))
}

/// Women in households of their own, registered by two people, all of them
/// decided on; one changed often, with a large family.
async fn register(server: &Server) -> (String, String) {
    let callers = [server.as_user("kelurahan_officer").await, server.as_user("kader").await];
    let mut made = Vec::new();
    for serial in 1..=ROWS {
        made.push(callers[serial % 2].send::<CreateBeneficiary>(&[], &woman(serial)).await.expect(201));
    }
    let ids: Vec<String> = made.iter().map(id_of).collect();
    let decision = json!({ "ids": ids, "programme_year": 2027, "outcome": "validated", "document_number": "400/17",
        "reason": "Dikenal warga RW" });
    let decided = server.as_user("lurah").await.send::<CreateValidations>(&[], &body(decision)).await.expect(200);
    assert_eq!(decided.json()["decided"], ROWS);
    let (officer, woman) = (&callers[0], ids[0].clone());
    let household = made[0].json()["household_id"].as_str().unwrap().to_owned();
    for number in 0..ROWS {
        let tag = officer.get::<GetBeneficiary>(&[&woman]).await.expect(200).etag();
        let change = body(json!({ "full_name": format!("Ibu ke-{number}") }));
        officer.with("if-match", &tag).send::<UpdateBeneficiary>(&[&woman], &change).await.expect(200);
        let child = json!({ "full_name": format!("Anak {number}"), "birth_date": "2015-01-02", "sex": "male",
            "relation": "child", "schooling": "in_school", "livelihood": "depends_on_her" });
        officer.send::<CreateHouseholdMember>(&[&household], &body(child)).await.expect(201);
    }
    (woman, household)
}

/// Answers of one woman, scans of one kelurahan, and conflicts with another.
async fn add_papers(server: &Server, woman_id: &str) {
    let (officer, lurah) = (server.as_user("kelurahan_officer").await, server.as_user("lurah").await);
    let answer = json!({ "purpose": "photo", "answer": "given", "text_version": "2026-1", "language": "id",
        "means": "read_out", "answered_on": "2026-11-06", "asked_by": "Yuyun" });
    let scan = "/api/v1/documents?kind=signed_list&region=32.75.03.1004";
    let others = [server.as_user("kelurahan_officer_2").await, server.as_user("kader_2").await];
    for serial in 1..=ROWS {
        officer.send::<CreateConsent>(&[woman_id], &body(answer.clone())).await.expect(201);
        lurah.bytes(Method::Post, scan, "application/pdf", paper("Risalah")).await.expect(201);
        let elsewhere = BeneficiaryDraft { region_code: body(json!("32.75.03.1006")), ..woman(serial) };
        others[serial % 2].send::<CreateBeneficiary>(&[], &elsewhere).await.expect(409);
    }
}

/// Women who stand twice, merged and not, and women who move.
async fn add_doubles(server: &Server) {
    let officer = server.as_user("kelurahan_officer").await;
    let any = officer.with("if-match", "*");
    for serial in 1..=ROWS {
        let moving = BeneficiaryDraft { full_name: body(json!(format!("Pindahan {serial}"))), ..woman(1000 + serial) };
        let moving = id_of(&officer.send::<CreateBeneficiary>(&[], &moving).await.expect(201));
        let request = json!({ "region_code": "32.75.03.1006", "rw": "1", "rt": "1", "moved_on": "2026-11-01",
            "reason": "Ikut orang tua", "household": "alone" });
        any.send::<RelocateBeneficiary>(&[&moving], &body(request)).await.expect(201);
        let mut ids = Vec::new();
        for copy in [2000, 3000, 4000] {
            let again = BeneficiaryDraft {
                full_name: body(json!(format!("Kembar {serial}"))),
                acknowledged_duplicates: body(json!(ids)),
                ..woman(copy + serial)
            };
            ids.push(id_of(&officer.send::<CreateBeneficiary>(&[], &again).await.expect(201)));
        }
        let merge = json!({ "kept_id": ids[0], "removed_id": ids[1], "reason": "Orangnya sama" });
        officer.send::<CreateMerge>(&[], &body(merge)).await.expect(201);
    }
}

/// What was told of one woman's family, statistics of many years, one of each
/// changed often, and drafts of the rules.
async fn tell(server: &Server, woman: &str) -> (String, String) {
    let (officer, coordinator) = (server.as_user("kelurahan_officer").await, server.as_user("coordinator").await);
    let told = json!({ "beneficiary_id": woman, "assessed_on": "2026-11-06", "ks21": { "meals": "no" } });
    let check = json!({ "checked_on": "2026-11-06", "database": "dtsen", "result": "listed", "source": "Dinsos" });
    let (mut line, mut fact) = (None, None);
    for number in 0..ROWS {
        officer.send::<CreateWelfareAssessment>(&[], &body(told.clone())).await.expect(201);
        officer.send::<CreatePovertyCheck>(&[woman], &body(check.clone())).await.expect(201);
        let of_year = json!({ "region_code": "32.75.03.1004", "year": 1970 + number, "kind": "mean_income",
            "value": 1 + number, "source": "BPS" });
        fact = Some(coordinator.send::<CreateRegionFact>(&[], &body(of_year)).await.expect(201));
        if number < 34 {
            let of_year = json!({ "region_code": "32.75", "year": 1970 + number, "monthly_rupiah": 1000 + number,
                "source": "BPS" });
            line = Some(coordinator.send::<CreatePovertyLine>(&[], &body(of_year)).await.expect(201));
        }
        coordinator.send::<CreateRuleSet>(&[], &body(json!({ "note": format!("Versi {number}") }))).await.expect(201);
    }
    let (line, fact) = (line.unwrap(), fact.unwrap());
    let (of_line, of_fact) = (id_of(&line), id_of(&fact));
    let (mut line_tag, mut fact_tag) = (line.etag(), fact.etag());
    for number in 0..ROWS {
        let change = body(json!({ "monthly_rupiah": 2000 + number }));
        let line = coordinator.with("if-match", &line_tag).send::<UpdatePovertyLine>(&[&of_line], &change).await;
        line_tag = line.expect(200).etag();
        let change = body(json!({ "value": 2000 + number }));
        let fact = coordinator.with("if-match", &fact_tag).send::<UpdateRegionFact>(&[&of_fact], &change).await;
        fact_tag = fact.expect(200).etag();
    }
    (of_line, of_fact)
}

/// Remembers so many sources in the officer's kelurahan.
async fn remember(server: &Server) {
    use p2wkss::entity::import_source;
    use sea_orm::{EntityTrait, IntoActiveModel};
    let by = server.id_of("kelurahan_officer").await.parse().unwrap();
    for number in 0..ROWS {
        let now = server.kernel.clock.now();
        let row = import_source::Model {
            id: server.kernel.clock.new_id().into(),
            name: format!("Daftar {number}"),
            place_code: "32.75.03.1004".parse().unwrap(),
            fingerprint: number.to_be_bytes().to_vec(),
            columns: "[]".to_owned(),
            created_by: by,
            created_at: now,
            used_at: now,
            version: 1,
        };
        let insert = import_source::Entity::insert(row.into_active_model());
        insert.exec_without_returning(&server.kernel.db.write).await.unwrap();
    }
}

/// Keeps so many filters.
async fn keep(server: &Server) {
    let officer = server.as_user("kelurahan_officer").await;
    for number in 0..ROWS {
        let draft = json!({ "list": "tasks", "name": format!("Daftar {number}"), "shared_in": "32.75.03.1004" });
        officer.send::<CreateWorkList>(&[], &body(draft)).await.expect(201);
    }
}

/// Uploads so many lists; the last has so many rows.
async fn upload(server: &Server) -> String {
    let officer = server.as_user("kelurahan_officer").await;
    let lines: Vec<String> = (0..ROWS).map(|number| format!("Ibu {number};31/02/1988")).collect();
    let lines = lines.join("\n");
    let mut id = String::new();
    for number in 1..=ROWS {
        let text = if number == ROWS { format!("Nama;Tanggal Lahir\n{lines}") } else { "Nama\n".to_owned() };
        id = id_of(&officer.bytes(Method::Post, "/api/v1/imports", "text/csv", text.into_bytes()).await.expect(201));
    }
    for _ in 0..200 {
        let import = officer.raw(Method::Get, &format!("/api/v1/imports/{id}"), None).await.expect(200).json();
        if import["state"] == "checked" {
            return id;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the last list was not checked");
}

/// Statements of one page of so many rows.
async fn cost(observed: &Observed, caller: &Caller, path: &str, limit: usize) -> usize {
    // Who asks is looked up each time, so that no memory of it blurs the count.
    observed.server.kernel.identities.forget();
    // What is remembered for a second would hide a statement.
    observed.server.kernel.region_names.invalidate_all();
    observed.take();
    let page = caller.raw(Method::Get, &format!("{path}?limit={limit}&include=total"), None).await.expect(200);
    let page = page.json();
    assert_eq!(page["items"].as_array().unwrap().len(), limit, "{path} has too few rows for the test");
    let total = page["total"].as_u64().or(page["total_at_least"].as_u64());
    assert!(total.is_some_and(|total| total >= 50), "{path} has no total");
    observed.take().len()
}

#[test]
fn a_page_of_fifty_costs_what_a_page_of_one_costs() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let (user, agency) = fill(server, &admin).await;
        let code = change_often(&admin, &user, &agency).await;
        let (woman, household) = register(server).await;
        add_papers(server, &woman).await;
        add_doubles(server).await;
        let import = upload(server).await;
        let (line, fact) = tell(server, &woman).await;
        remember(server).await;
        keep(server).await;
        let (programme, locus) = cycle::add(server).await;
        cycle::enrol(server).await;
        let stage = cycle::work(server).await;
        let instrument = cycle::decide(server, &programme).await;
        let selection = cycle::compare(server, &programme).await;
        meetings::comment(server, &stage).await;
        let (meeting, action) = meetings::meet(server, &programme, &locus).await;
        let made = Made {
            user,
            agency,
            code,
            woman,
            household,
            line,
            fact,
            programme,
            locus,
            stage,
            instrument,
            selection,
            meeting,
            action,
            import,
        };
        p2wkss::kernel::sequencer::catch_up(&server.kernel).await.unwrap();
        let observed = Observed::beside(server).await;
        let (mut table, mut faults) = (String::new(), Vec::new());
        for operation in ALL.iter().filter(|operation| operation.is(Trait::Paged)) {
            let Some((username, path)) = fixture(operation.id, &made) else {
                faults.push(format!("{} has no fixture", operation.id));
                continue;
            };
            let caller = observed.server.as_user(username).await;
            let few = cost(&observed, &caller, &path, 1).await;
            let many = cost(&observed, &caller, &path, 50).await;
            table = format!("{table}{:<28}{few:>4}{many:>4}\n", operation.id);
            // Two for the caller, one that reads the page and its total: fewer means that nothing is counted.
            if few != many || few < 3 {
                faults.push(format!("{}: {few} statements for one row, {many} for fifty", operation.id));
            }
        }
        observed.server.stop().await;
        assert!(faults.is_empty(), "{}\n{table}", faults.join("\n"));
    });
}

#[test]
fn a_registration_does_not_read_lines_and_rules_again_each_time() {
    with_server(async |server| {
        let observed = Observed::beside(server).await;
        let officer = observed.server.as_user("kelurahan_officer").await;
        officer.send::<CreateBeneficiary>(&[], &woman(1)).await.expect(201);
        observed.take();
        officer.send::<CreateBeneficiary>(&[], &woman(2)).await.expect(201);
        let sent: Vec<String> = observed.take().into_iter().map(|one| one.statement.sql).collect();
        println!("{} statements\n{}", sent.len(), sent.join("\n"));
        for table in ["poverty_lines", "region_facts", "rule_sets", "household_finances", "welfare_assessments"] {
            assert!(!sent.iter().any(|sql| sql.contains(table)), "{table}: {sent:#?}");
        }
        observed.server.stop().await;
    });
}
