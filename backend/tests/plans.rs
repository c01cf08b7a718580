//! No list reads a whole table: the plans of the statements that pages send,
//! on a city of 120,000 women.
//!
//! Every operation that answers in pages is called by those who may, in each of
//! its orders, with its filters, on the first page and a later one. An
//! operation without a row here, or a filter no row uses, fails the test.

mod city;
mod explain;
mod lists;

use crate::support::observed::{Observed, Sent};
use crate::support::{Caller, Server, body, with_server};
use contract::document::{document, sort_keys};
use contract::endpoint::{Method, Operation, Trait};
use contract::endpoints::{ALL, CreateRoleAssignment};
use contract::page::PAGING_MEMBERS;
use explain::Judge;
use lists::{List, Made, find};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The description of an operation in the contract's document.
fn described<'a>(document: &'a Value, operation: &Operation) -> &'a Value {
    &document["paths"][operation.path][operation.method.as_str().to_ascii_lowercase()]
}

/// The members of a row of a list, any of which may be a key to order by.
fn members(document: &Value, operation: &Operation) -> Vec<String> {
    let schema = &described(document, operation)["responses"]["200"]["content"]["application/json"]["schema"];
    let pointer = schema["properties"]["items"]["items"]["$ref"].as_str().unwrap().trim_start_matches('#');
    document.pointer(pointer).unwrap()["properties"].as_object().unwrap().keys().cloned().collect()
}

/// The filters of a list which no request of this test uses.
fn unused(document: &Value, operation: &Operation, list: &List) -> Vec<String> {
    let used: BTreeSet<&str> =
        list.filters.iter().flat_map(|filter| filter.split('&')).filter_map(|pair| pair.split('=').next()).collect();
    let parameters = described(document, operation)["parameters"].as_array().unwrap();
    let names = parameters.iter().filter(|one| one["in"] == "query").filter_map(|one| one["name"].as_str());
    names.filter(|name| !PAGING_MEMBERS.contains(name) && !used.contains(name)).map(str::to_owned).collect()
}

struct Walk<'a> {
    observed: &'a Observed,
    judge: Judge,
    known: BTreeSet<String>,
    faults: BTreeMap<String, String>,
    /// How long each took; told, not judged.
    slow: Vec<(Duration, String)>,
}

impl Walk<'_> {
    /// Asks for a page; the cursor of the next one, or `None` where the
    /// request is refused or the list ends.
    async fn page(&mut self, who: &str, caller: &Caller, path: &str, query: &str) -> Option<String> {
        let page = caller.raw(Method::Get, &format!("{path}?limit=10&{query}"), None).await;
        let sent = self.observed.take();
        if page.status == 400 && page.code() == "withheld_parameter" {
            return None;
        }
        let page = page.expect(200).json();
        let asked = match query.split_once("&cursor=") {
            Some((first, _)) => format!("{who} {path}?{first}, a later page"),
            None => format!("{who} {path}?{query}"),
        };
        for sent in sent {
            self.look(&asked, sent).await;
        }
        page["next_cursor"].as_str().map(str::to_owned)
    }

    async fn look(&mut self, request: &str, sent: Sent) {
        let text = sent.statement.to_string();
        if !sent.statement.sql.starts_with("SELECT") || !self.known.insert(text) {
            return;
        }
        let plan = self.judge.judge(&sent.statement).await;
        for fault in plan.faults {
            let told = || format!("{}\n{}", sent.statement, plan.text);
            self.faults.entry(format!("{request}: {fault}")).or_insert_with(told);
        }
        self.slow.push((sent.took, request.to_owned()));
    }

    /// Every order, filter and page of one list for one caller.
    async fn list(&mut self, who: &str, caller: &Caller, list: &List, members: &[String]) -> usize {
        let operation = ALL.iter().find(|one| one.method == Method::Get && one.matches(&list.path)).unwrap();
        let published = sort_keys(operation).iter().map(|key| key.trim_start_matches('-').to_owned());
        let published: BTreeSet<String> = published.collect();
        let mut orders = Vec::new();
        for member in members.iter().chain(&published).collect::<BTreeSet<_>>() {
            let asked = caller.raw(Method::Get, &format!("{}?limit=1&sort={member}", list.path), None).await;
            if asked.status == 200 {
                assert!(published.contains(member), "{} is ordered by {member} unpublished", operation.id);
                orders.extend([member.clone(), format!("-{member}")]);
            } else if published.contains(member) {
                assert_eq!(asked.code(), "withheld_parameter", "{} is not ordered by {member}", operation.id);
            }
        }
        self.observed.take();
        for filter in &list.filters {
            for (place, order) in orders.iter().enumerate() {
                let total = if place == 0 { "&include=total" } else { "" };
                let query = format!("{filter}&sort={order}{total}");
                let query = query.trim_start_matches('&');
                if let Some(cursor) = self.page(who, caller, &list.path, query).await {
                    self.page(who, caller, &list.path, &format!("{query}&cursor={cursor}")).await;
                }
            }
        }
        orders.len()
    }
}

/// A list of so many faulty rows, uploaded and checked.
async fn upload(server: &Server) -> String {
    let officer = server.as_user("kelurahan_officer").await;
    let lines: Vec<String> = (0..60).map(|number| format!("Ibu {number};31/02/1988")).collect();
    let text = format!("Nama;Tanggal Lahir\n{}", lines.join("\n"));
    let made = officer.bytes(Method::Post, "/api/v1/imports", "text/csv", text.into_bytes()).await.expect(201).json();
    let id = made["id"].as_str().unwrap().to_owned();
    for _ in 0..200 {
        let import = officer.raw(Method::Get, &format!("/api/v1/imports/{id}"), None).await.expect(200).json();
        if import["state"] == "checked" {
            return id;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the list was not checked");
}

async fn first_id(caller: &Caller, path: &str) -> String {
    let page = caller.raw(Method::Get, path, None).await.expect(200).json();
    page["items"][0]["id"].as_str().unwrap().to_owned()
}

async fn prepare(server: &Server) -> Made {
    let admin = server.as_user("admin").await;
    let import = upload(server).await;
    // Roles in three places: their rows are a union.
    let lurah = server.id_of("lurah_2").await;
    for (role, region) in [("lurah", "32.75.01.1001"), ("district_officer", "32.75.05")] {
        let role = json!({ "user_id": lurah, "role": role, "region_code": region });
        admin.send::<CreateRoleAssignment>(&[], &body(role)).await.expect(201);
    }
    p2wkss::kernel::sequencer::catch_up(&server.kernel).await.unwrap();
    city::fill(server).await;
    let recent = server.kernel.clock.now().plus_seconds(-7 * 86_400);
    Made {
        agency: first_id(&admin, "/api/v1/agencies").await,
        code: first_id(&admin, "/api/v1/code-lists").await,
        line: first_id(&admin, "/api/v1/poverty-lines").await,
        fact: first_id(&admin, "/api/v1/region-facts").await,
        programme: first_id(&admin, "/api/v1/programmes?year=2020").await,
        locus: first_id(&server.as_user("planner").await, "/api/v1/loci").await,
        import,
        recent: serde_json::to_value(recent).unwrap().as_str().unwrap().to_owned(),
    }
}

/// Registering a woman looks for those like her, and reads few rows for it.
async fn register(walk: &mut Walk<'_>) {
    let officer = walk.observed.server.as_user("kelurahan_officer").await;
    walk.observed.take();
    let women = [("siti aminah abdulah", "1975-01-01"), ("Sulastri", "1983-04-03"), ("Siti Nurhayati", "1990-11-30")];
    for (name, birth_date) in women {
        let draft = json!({ "nik_absent_reason": "never_registered", "full_name": name, "birth_date": birth_date,
            "region_code": "32.75.03.1004", "rw": "11", "rt": "2", "marital_status": "widowed",
            "head_of_family": { "de_jure": true, "de_facto": true, "basis": "husband_died" } });
        let made = officer.raw(Method::Post, "/api/v1/beneficiaries", Some(draft.to_string())).await;
        assert!([201, 409].contains(&made.status.as_u16()), "{}", made.text);
        for sent in walk.observed.take() {
            walk.look(&format!("registering {name}"), sent).await;
        }
    }
}

/// What everyone's home asks reads few rows, however many there are.
async fn homes(walk: &mut Walk<'_>) {
    let everyone = ["admin", "coordinator", "planner", "district_officer", "kelurahan_officer", "lurah", "lurah_2"];
    for who in everyone.into_iter().chain(["kader", "agency_officer", "observer"]) {
        let caller = walk.observed.server.as_user(who).await;
        walk.observed.take();
        for path in ["/api/v1/me/awaiting", "/api/v1/notifications/unread"] {
            caller.raw(Method::Get, path, None).await.expect(200);
            for sent in walk.observed.take() {
                walk.look(&format!("{who} {path}"), sent).await;
            }
        }
    }
}

#[test]
fn no_list_reads_a_whole_table() {
    with_server(async |server| {
        let made = prepare(server).await;
        let observed = Observed::beside(server).await;
        let document = document();
        let mut walk = Walk {
            observed: &observed,
            judge: Judge::of(server).await,
            known: BTreeSet::new(),
            faults: BTreeMap::new(),
            slow: Vec::new(),
        };
        let mut missing = Vec::new();
        for operation in ALL.iter().filter(|operation| operation.is(Trait::Paged)) {
            let Some(list) = find(operation.id, &made) else {
                missing.push(format!("{} has no row", operation.id));
                continue;
            };
            let of = unused(&document, operation, &list);
            missing.extend(of.iter().map(|name| format!("{}: no request uses {name}", operation.id)));
            let members = members(&document, operation);
            for who in list.callers {
                let caller = observed.server.as_user(who).await;
                let orders = walk.list(who, &caller, &list, &members).await;
                if orders == 0 {
                    missing.push(format!("{}: no order is known", operation.id));
                }
            }
        }
        register(&mut walk).await;
        homes(&mut walk).await;
        let Walk { mut slow, faults, .. } = walk;
        observed.server.stop().await;
        slow.sort_by_key(|(took, _)| std::cmp::Reverse(*took));
        for (took, request) in slow.iter().take(10) {
            println!("{took:>12.1?} {request}");
        }
        assert!(missing.is_empty(), "{}", missing.join("\n"));
        let told: Vec<String> = faults.into_iter().map(|(fault, plan)| format!("{fault}\n{plan}")).collect();
        assert!(told.is_empty(), "{} plans\n{}", told.len(), told.join("\n\n"));
    });
}
