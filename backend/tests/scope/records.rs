//! Every operation with an id.

use super::neighbour::OFFICER;
use super::world::{Place, State, World, child, may, text};
use super::{meetings, stages};
use crate::support::Answered;
use contract::endpoint::{Method, Operation, Trait};
use contract::endpoints::ALL;
use p2wkss::stage_templates::shipped::SHIPPED;
use serde_json::{Value, json};
use uuid::Uuid;

/// Operations whose records are open to whoever may call them, and why.
const OPEN: &[(&str, &str)] = &[
    ("/api/v1/users/", "accounts are run for all places at once"),
    ("/api/v1/role-assignments/", "roles are given for all places at once"),
    ("/api/v1/regions/", "the list of regions is public knowledge"),
    ("/api/v1/agencies/", "the list of agencies is public knowledge"),
    ("/api/v1/code-lists/", "the code lists are the same everywhere"),
    ("/api/v1/audit-events/", "the trail is read as a whole, by few"),
    ("/api/v1/poverty-lines/", "statistics are public knowledge; who may change them is tried by their own tests"),
    ("/api/v1/region-facts/", "statistics are public knowledge; who may change them is tried by their own tests"),
    ("/api/v1/eligibility-rules/", "the rules are the same everywhere and open to all who sign in"),
    ("/api/v1/programmes/", "programmes are public knowledge; who may change them is tried by their own tests"),
    (
        "/api/v1/locus-selections/",
        "how places compare is public knowledge; who may change it is tried by their own tests",
    ),
    ("/api/v1/legal-instruments/", "decrees are public knowledge; who may change them is tried by their own tests"),
    ("/api/v1/stage-templates/", "templates are public knowledge; who may change them is tried by their own tests"),
];

/// Someone asks for a record by these values.
pub struct Attempt {
    pub who: &'static str,
    pub values: Vec<String>,
    /// Who may see the record, and the values by which it is found.
    pub owner: &'static str,
    pub home: Vec<String>,
}

/// One call that must succeed, and those that must find nothing.
pub struct Case {
    pub own: Attempt,
    pub foreign: Vec<Attempt>,
}

fn attempt(who: &'static str, owner: &'static str, values: &[&str]) -> Attempt {
    let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
    Attempt { who, owner, home: values.clone(), values }
}

/// The body of an operation that takes one; right in everything but its place.
fn sent(operation: &Operation) -> Option<Value> {
    Some(match operation.id {
        "update_beneficiary" => json!({ "full_name": "Nama Baru" }),
        "update_household" => json!({ "monthly_income": 1_500_000 }),
        "create_household_member" | "update_household_member" => child(),
        "commit_import" => json!({ "rows": "valid" }),
        "map_import" => json!({ "sheet": "CSV", "columns": [{ "index": 0, "column": "full_name" }] }),
        "accept_import_rows" => json!({ "rows": [2] }),
        "update_locus" => json!({ "target_families": 80 }),
        "move_locus_template" => json!({ "template_id": SHIPPED, "reason": "Sesuai hasil rapat" }),
        "update_stage_record" => json!({ "benefit": "Ibu-ibu dikenal" }),
        "create_stage_entry" => json!({ "requirement": "done", "day": "2026-10-30", "statement": "Sudah" }),
        "create_stage_waiver" => json!({ "requirement": "done", "reason": "Sesuai hasil rapat" }),
        "decide_stage_waiver" => json!({ "granted": true }),
        "update_meeting" => json!({ "place": "Balai warga" }),
        "create_meeting_decision" | "update_meeting_decision" => json!({ "text": "Aula dipakai" }),
        "update_action" => json!({ "title": "Surat pinjam" }),
        "submit_stage" | "approve_stage" => json!({}),
        "create_consent" => json!({ "purpose": "photo", "answer": "given", "text_version": "2026-1", "language": "id",
            "means": "read_out", "answered_on": "2026-11-06", "asked_by": "Yuyun" }),
        "complete_task" => json!({ "reason": "Sesuai surat warga", "resolution": "corrected" }),
        "relocate_beneficiary" => {
            json!({ "region_code": "32.75.03.1004", "rw": "11", "rt": "9", "moved_on": "2026-11-01",
            "reason": "Pindah rumah", "household": "whole" })
        }
        "update_work_list" => json!({ "name": "Nama lain" }),
        "erase_beneficiary" => json!({ "reason": "Diminta olehnya sendiri", "on_request": true }),
        "create_poverty_check" => json!({ "checked_on": "2026-11-06", "database": "dtsen", "result": "listed",
            "decile": 2, "source": "Dinsos" }),
        _ => json!({ "reason": "Sesuai surat warga" }),
    })
    .filter(|_| operation.has_body)
}

/// Those who hold the permission and do not reach the record.
const OUTSIDERS: &[(&str, Place)] = &[
    ("kelurahan_officer", Place::Elsewhere),
    ("lurah", Place::Elsewhere),
    ("kader", Place::Elsewhere),
    ("kader", Place::NextDoor),
    ("kelurahan_officer_2", Place::Here),
    ("kader_2", Place::Here),
    ("agency_officer", Place::Here),
    (OFFICER, Place::Here),
];

/// One record in each place: who reaches hers, and who does not.
pub fn placed(operation: &Operation, records: &[(Place, Vec<String>)]) -> Case {
    let values = |place: Place| -> Vec<&str> {
        let (_, values) = records.iter().find(|(at, _)| *at == place).unwrap();
        values.iter().map(String::as_str).collect()
    };
    let inside = ["kelurahan_officer", "lurah", "privacy_officer", "coordinator"]
        .into_iter()
        .find(|who| may(who, operation))
        .unwrap();
    let outside = OUTSIDERS.iter().filter(|(who, _)| may(who, operation));
    Case {
        own: attempt(inside, inside, &values(Place::Here)),
        foreign: outside.map(|(who, place)| attempt(who, place.officer(), &values(*place))).collect(),
    }
}

async fn women(world: &World<'_>, operation: &Operation) -> Case {
    let state = match operation.id {
        "restore_beneficiary" | "erase_beneficiary" => State::Archived,
        "withdraw_beneficiary" => State::Validated,
        "put_forward_beneficiary" => State::Withdrawn,
        _ => State::Candidate,
    };
    let mut records = Vec::new();
    for place in Place::ALL {
        records.push((place, vec![text(&world.woman(place, state).await, "id")]));
    }
    placed(operation, &records)
}

async fn assessments(world: &World<'_>, operation: &Operation) -> Case {
    let mut records = Vec::new();
    for place in Place::ALL {
        let woman = text(&world.woman(place, State::Candidate).await, "id");
        records.push((place, vec![text(&world.assessment(place, &woman).await, "id")]));
    }
    placed(operation, &records)
}

async fn households(world: &World<'_>, operation: &Operation) -> Case {
    let with_member = operation.path.contains("{member_id}");
    let mut records = Vec::new();
    for place in Place::ALL {
        let mut values = vec![text(&world.household(place).await, "id")];
        if with_member {
            values.push(world.member(place, &values[0]).await);
        }
        records.push((place, values));
    }
    let mut case = placed(operation, &records);
    if with_member {
        // A member of another household, reached through one's own.
        for place in [Place::NextDoor, Place::Elsewhere] {
            let (_, home) = records.iter().find(|(at, _)| *at == place).unwrap().clone();
            let values = vec![records[0].1[0].clone(), home[1].clone()];
            case.foreign.push(Attempt { who: "kelurahan_officer", owner: place.officer(), values, home });
        }
    }
    case
}

async fn enrolments(world: &World<'_>, operation: &Operation) -> Case {
    let mut records = Vec::new();
    for place in Place::ALL {
        let id = text(&world.enrolment(place).await, "id");
        if operation.id == "complete_enrolment" {
            let officer = world.caller(place.officer()).await.with("if-match", "*");
            officer.raw(Method::Post, &format!("/api/v1/enrolments/{id}/activation"), None).await.expect(200);
        }
        records.push((place, vec![id]));
    }
    placed(operation, &records)
}

/// What is one's own, whatever the place: `member` of the import names it.
async fn imports(world: &World<'_>, member: &str) -> Case {
    let own = text(&world.import("kelurahan_officer").await, member);
    let foreign = text(&world.import("kelurahan_officer_2").await, member);
    of_uploaders(own, foreign)
}

/// Lists with a conflict in their second row.
async fn conflicts(world: &World<'_>) -> Case {
    let own = text(&world.conflict(Place::Here).await, "id");
    let foreign = text(&world.conflict(Place::Elsewhere).await, "id");
    of_uploaders(own, foreign)
}

fn of_uploaders(own: String, foreign: String) -> Case {
    Case {
        own: attempt("kelurahan_officer", "kelurahan_officer", &[&own]),
        foreign: vec![
            attempt("kelurahan_officer", "kelurahan_officer_2", &[&foreign]),
            attempt("coordinator", "kelurahan_officer_2", &[&foreign]),
        ],
    }
}

/// Headings that were matched by hand are known where it was done.
async fn sources(world: &World<'_>) -> Case {
    let own = text(&world.source("kelurahan_officer").await, "id");
    let foreign = text(&world.source("kelurahan_officer_2").await, "id");
    Case {
        own: attempt("kelurahan_officer", "kelurahan_officer", &[&own]),
        foreign: vec![attempt("kelurahan_officer", "kelurahan_officer_2", &[&foreign])],
    }
}

async fn work_lists(world: &World<'_>) -> Case {
    let own = text(&world.work_list("kelurahan_officer", None).await, "id");
    let foreign = text(&world.work_list("lurah_2", Some(Place::Elsewhere.village())).await, "id");
    let others = ["kelurahan_officer", "lurah", "coordinator", "admin"];
    Case {
        own: attempt("kelurahan_officer", "kelurahan_officer", &[&own]),
        foreign: others.into_iter().map(|who| attempt(who, "lurah_2", &[&foreign])).collect(),
    }
}

async fn documents(world: &World<'_>, operation: &Operation) -> Case {
    let mut records = Vec::new();
    for place in Place::ALL {
        records.push((place, vec![text(&world.document(place).await, "id")]));
    }
    placed(operation, &records)
}

/// A task is seen by those who may settle it.
async fn tasks(world: &World<'_>) -> Case {
    let id = text(&world.task().await, "id");
    let others = ["kelurahan_officer", "kelurahan_officer_2", "lurah", "kader", "planner", "admin"];
    Case {
        own: attempt("coordinator", "coordinator", &[&id]),
        foreign: others.map(|who| attempt(who, "coordinator", &[&id])).into(),
    }
}

/// A pair is seen by those who reach both women; one across two kelurahan by
/// the coordinator alone.
async fn pairs(world: &World<'_>, operation: &Operation) -> Case {
    let merged = operation.path.contains("/merges/");
    let mut ids = Vec::new();
    for place in [Place::Here, Place::Elsewhere] {
        let pair = world.pair(place, place).await;
        ids.push(if merged { world.merge(place.officer(), &pair).await } else { text(&pair, "id") });
    }
    let across = world.pair(Place::Here, Place::Elsewhere).await;
    let across = if merged { world.merge("coordinator", &across).await } else { text(&across, "id") };
    Case {
        own: attempt("kelurahan_officer", "kelurahan_officer", &[&ids[0]]),
        foreign: vec![
            attempt("kelurahan_officer", "kelurahan_officer_2", &[&ids[1]]),
            attempt("kelurahan_officer_2", "kelurahan_officer", &[&ids[0]]),
            attempt("kelurahan_officer", "coordinator", &[&across]),
            attempt("kelurahan_officer_2", "coordinator", &[&across]),
        ],
    }
}

/// A request to move is seen where she comes from and where she goes; the one
/// takes it back, the other answers.
async fn relocations(world: &World<'_>, operation: &Operation) -> Case {
    let id = text(&world.relocation().await, "id");
    let third = world.third_officer().await;
    let who = if operation.id == "withdraw_relocation" { "kelurahan_officer" } else { "kelurahan_officer_2" };
    Case { own: attempt(who, who, &[&id]), foreign: vec![attempt(third, who, &[&id])] }
}

async fn sessions(world: &World<'_>) -> Case {
    let mut ids = Vec::new();
    for who in ["kelurahan_officer", "kelurahan_officer_2"] {
        world.caller(who).await;
        world.server.as_user(who).await;
        let page = world.read(who, "/api/v1/me/sessions").await.expect(200).json();
        let other = page["items"].as_array().unwrap().iter().find(|one| one["current"] == false).unwrap();
        ids.push(text(other, "id"));
    }
    Case {
        own: attempt("kelurahan_officer", "kelurahan_officer", &[&ids[0]]),
        foreign: vec![
            attempt("kelurahan_officer", "kelurahan_officer_2", &[&ids[1]]),
            attempt("admin", "kelurahan_officer_2", &[&ids[1]]),
        ],
    }
}

/// The fixture of an operation's resource.
async fn find(world: &World<'_>, operation: &Operation) -> Option<Case> {
    let noun = operation.path.trim_start_matches("/api/v1/").split('/').next().unwrap_or("");
    Some(match noun {
        "beneficiaries" => women(world, operation).await,
        "households" => households(world, operation).await,
        "welfare-assessments" => assessments(world, operation).await,
        "documents" => documents(world, operation).await,
        "loci" => stages::loci(world, operation).await,
        "stage-records" => stages::stages(world, operation).await,
        "enrolments" => enrolments(world, operation).await,
        "meetings" | "actions" | "comments" => meetings::records(world, operation).await,
        "tasks" => tasks(world).await,
        "duplicate-candidates" | "merges" => pairs(world, operation).await,
        "relocations" => relocations(world, operation).await,
        "imports" if operation.id == "accept_import_rows" => conflicts(world).await,
        "imports" => imports(world, "id").await,
        "import-sources" => sources(world).await,
        "work-lists" => work_lists(world).await,
        "jobs" => imports(world, "job_id").await,
        "me" => sessions(world).await,
        _ => return None,
    })
}

fn filled(path: &str, values: &[String]) -> String {
    let mut values = values.iter();
    let parts = path.split('/').map(|part| if part.starts_with('{') { values.next().unwrap() } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// The record itself: what stands before the last step of the path.
fn record(operation: &Operation) -> String {
    let (start, _) = operation.path.rsplit_once('}').unwrap();
    format!("{start}}}")
}

/// The record as its owner sees it; or the list that holds it where it is not
/// shown alone; or the record it is a part of where there is no such list.
async fn seen(world: &World<'_>, operation: &Operation, attempt: &Attempt) -> Value {
    let path = record(operation);
    let shown = |path: &str| ALL.iter().any(|one| one.method == Method::Get && one.path == path);
    let (list, _) = path.rsplit_once('/').unwrap();
    let (above, _) = list.rsplit_once('/').unwrap();
    let from = [path.as_str(), list].into_iter().find(|path| shown(path)).unwrap_or(above);
    let mut seen = world.read(attempt.owner, &filled(from, &attempt.home)).await.expect(200).json();
    if from == list {
        let items = seen["items"].as_array().unwrap();
        let held = items.iter().find(|item| item["id"] == **attempt.home.last().unwrap());
        seen = json!({ "id": held.map(|item| item["id"].clone()) });
    }
    seen
}

async fn call(world: &World<'_>, operation: &Operation, who: &str, values: &[String], version: i64) -> Answered {
    let mut caller = world.caller(who).await;
    if operation.is(Trait::Conditional) {
        caller = caller.with("if-match", &world.tag(who, version).await);
    }
    let body = sent(operation).map(|body| body.to_string());
    caller.raw(operation.method, &filled(operation.path, values), body).await
}

async fn try_it(world: &World<'_>, operation: &Operation, attempt: &Attempt, faults: &mut Vec<String>) {
    let before = seen(world, operation, attempt).await;
    let version = before["version"].as_i64().unwrap_or(1);
    let answer = call(world, operation, attempt.who, &attempt.values, version).await;
    let nowhere: Vec<String> = attempt.values.iter().map(|_| Uuid::now_v7().to_string()).collect();
    let unknown = call(world, operation, attempt.who, &nowhere, version).await;
    let who = format!("{} by {} on a record of {}", operation.id, attempt.who, attempt.owner);
    if answer.status != 404 || unknown.status != 404 {
        faults.push(format!("{who}: {} {}", answer.status, answer.text));
    } else if answer.anonymous() != unknown.anonymous() || answer.code() != "not_found" {
        faults.push(format!("{who}: answers unlike an unknown id: {} / {}", answer.text, unknown.text));
    }
    if seen(world, operation, attempt).await != before {
        faults.push(format!("{who}: the record was changed"));
    }
}

pub async fn check(world: &World<'_>) {
    let mut faults = Vec::new();
    for operation in ALL.iter().filter(|operation| operation.path_parameters().next().is_some()) {
        if OPEN.iter().any(|(path, _)| operation.path.starts_with(path)) {
            continue;
        }
        let Some(case) = find(world, operation).await else {
            faults.push(format!("{} has no fixture", operation.id));
            continue;
        };
        assert!(!case.foreign.is_empty(), "{}: nobody is outside", operation.id);
        for attempt in &case.foreign {
            try_it(world, operation, attempt, &mut faults).await;
        }
        let version = seen(world, operation, &case.own).await["version"].as_i64().unwrap_or(1);
        let answer = call(world, operation, case.own.who, &case.own.values, version).await;
        if answer.status != operation.success {
            faults.push(format!("{} on one's own record: {} {}", operation.id, answer.status, answer.text));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
