//! Every list, with its filters and its total.

pub use super::row::Row;
use super::world::{Place, State, World, may, text};
use super::{documents, meetings, stages};
use contract::document::document;
use contract::endpoint::{Operation, Trait};
use contract::endpoints::ALL;
use contract::page::PAGING_MEMBERS;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Lists open to whoever may call them, and why.
const OPEN: &[(&str, &str)] = &[
    ("list_users", "accounts are run for all places at once"),
    ("list_role_assignments", "roles are given for all places at once"),
    ("list_officers", "who works where in one's places; tried by a test of its own"),
    ("list_notifications", "only one's own, whatever the place; tried by a test of its own"),
    ("list_regions", "the list of regions is public knowledge"),
    ("list_agencies", "the list of agencies is public knowledge"),
    ("list_codes", "the code lists are the same everywhere"),
    ("list_audit_events", "the trail is read as a whole, by few"),
    ("list_poverty_lines", "statistics are public knowledge"),
    ("list_region_facts", "statistics are public knowledge"),
    ("list_rule_sets", "the rules are the same everywhere"),
    ("list_programmes", "programmes are public knowledge"),
    ("list_locus_selections", "how places compare is public knowledge"),
    ("list_legal_instruments", "regulations and decrees are public knowledge"),
    ("list_stage_templates", "what the stages ask for is public knowledge"),
];

/// Callers of places of every size; whoever lacks the permission is passed over.
const CALLERS: &[&str] = &[
    "kader",
    "kader_2",
    "kelurahan_officer",
    "kelurahan_officer_2",
    "lurah",
    "lurah_2",
    "district_officer",
    "coordinator",
    "observer",
    "agency_officer",
];

async fn women(world: &World<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for place in Place::ALL {
        let woman = world.woman(place, State::Candidate).await;
        world.assessment(place, &text(&woman, "id")).await;
        let filters = vec![
            ("region", place.village().to_owned()),
            ("rw", place.rw().to_owned()),
            ("status", "candidate".to_owned()),
            ("eligibility", "eligible".to_owned()),
            ("welfare_stage", "pre_prosperous".to_owned()),
            ("below_poverty_line", "true".to_owned()),
            ("complete", woman["missing"].as_array().unwrap().is_empty().to_string()),
            ("q", text(&woman, "full_name")),
            ("household_id", text(&woman, "household_id")),
            ("ids", text(&woman, "id")),
            ("updated_since", "2020-01-01T00:00:00Z".to_owned()),
            ("include_archived", "true".to_owned()),
            ("destroy_due", "false".to_owned()),
        ];
        rows.push(Row { id: text(&woman, "id"), place, owner: None, also: &[], never: &[], filters });
    }
    rows
}

/// What was told of the women of every place, by whichever fixture.
async fn assessments(world: &World<'_>) -> Vec<Row> {
    for place in Place::ALL {
        let woman = text(&world.woman(place, State::Candidate).await, "id");
        world.assessment(place, &woman).await;
    }
    let page = world.read("coordinator", "/api/v1/welfare-assessments?limit=500").await.expect(200).json();
    let mut rows = Vec::new();
    for one in page["items"].as_array().unwrap() {
        let woman = text(one, "beneficiary_id");
        let place = home(world, &woman).await;
        let filters = vec![
            ("beneficiary_id", woman),
            ("region", place.village().to_owned()),
            ("include_withdrawn", "true".to_owned()),
        ];
        rows.push(Row { id: text(one, "id"), place, owner: None, also: &[], never: &[], filters });
    }
    rows
}

async fn households(world: &World<'_>) -> Vec<Row> {
    for place in Place::ALL {
        world.household(place).await;
    }
    let page = world.read("coordinator", "/api/v1/households?limit=500").await.expect(200).json();
    let homes = page["items"].as_array().unwrap().iter().map(|home| {
        let lives = |place: &&Place| home["region_code"] == place.village() && home["rw"] == place.rw();
        let place = *Place::ALL.iter().find(lives).unwrap();
        let filters = vec![("region", place.village().to_owned()), ("rw", place.rw().to_owned())];
        Row { id: text(home, "id"), place, owner: None, also: &[], never: &[], filters }
    });
    homes.collect()
}

/// Decisions on the women of every place, by whichever fixture.
async fn validations(world: &World<'_>) -> Vec<Row> {
    for place in Place::ALL {
        world.woman(place, State::Validated).await;
    }
    let page = world.read("coordinator", "/api/v1/validations?limit=500").await.expect(200).json();
    let mut rows = Vec::new();
    for one in page["items"].as_array().unwrap() {
        let woman = text(one, "beneficiary_id");
        let place = home(world, &woman).await;
        let filters = vec![("beneficiary_id", woman), ("programme_year", "2027".to_owned())];
        rows.push(Row { id: text(one, "id"), place, owner: None, also: &[], never: &[], filters });
    }
    rows
}

/// Where a woman lives.
async fn home(world: &World<'_>, woman: &str) -> Place {
    let home = world.read("coordinator", &format!("/api/v1/beneficiaries/{woman}")).await.expect(200).json();
    let lives = |place: &&Place| home["region_code"] == place.village() && home["rw"] == place.rw();
    *Place::ALL.iter().find(lives).unwrap()
}

async fn enrolments(world: &World<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for place in Place::ALL {
        let one = world.enrolment(place).await;
        let filters = vec![
            ("locus_id", text(&one, "locus_id")),
            ("beneficiary_id", text(&one, "beneficiary_id")),
            ("state", "proposed".to_owned()),
        ];
        rows.push(Row { id: text(&one, "id"), place, owner: None, also: &[], never: &[], filters });
    }
    rows
}

/// A request to move from here to elsewhere.
async fn relocations(world: &World<'_>) -> Vec<Row> {
    let id = text(&world.relocation().await, "id");
    let filters = vec![("state", "requested".to_owned()), ("direction", "incoming".to_owned())];
    // The kader of her new kelurahan edits there, and does not accept.
    vec![Row { id, place: Place::Here, owner: None, also: &["kelurahan_officer_2"], never: &[], filters }]
}

async fn tasks(world: &World<'_>) -> Vec<Row> {
    let of_kind = |kind: &str| vec![("state", "open".to_owned()), ("kind", kind.to_owned())];
    let filters = of_kind("nik_elsewhere");
    world.relocation().await;
    let moves = world.read("coordinator", "/api/v1/tasks?limit=500&kind=relocation_requested").await.expect(200).json();
    // Who moves is the receiving kelurahan's to answer.
    let moves = moves["items"].as_array().unwrap().iter().map(|task| Row {
        id: text(task, "id"),
        place: Place::Elsewhere,
        owner: Some("kelurahan_officer_2"),
        also: &["coordinator"],
        never: &[],
        filters: of_kind("relocation_requested"),
    });
    let mut rows: Vec<Row> = moves.collect();
    rows.push(Row {
        id: text(&world.task().await, "id"),
        place: Place::Here,
        owner: Some("coordinator"),
        also: &[],
        never: &[],
        filters,
    });
    rows
}

/// One pair in each kelurahan, and one across.
async fn pairs(world: &World<'_>, merged: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for (one, other, owner) in [
        (Place::Here, Place::NextDoor, "kelurahan_officer"),
        (Place::Elsewhere, Place::Elsewhere, "kelurahan_officer_2"),
        (Place::Here, Place::Elsewhere, "coordinator"),
    ] {
        let pair = world.pair(one, other).await;
        if merged {
            let id = world.merge(owner, &pair).await;
            let kept = vec![("kept_id", text(&pair["first"], "id"))];
            rows.push(Row {
                id,
                place: Place::Here,
                owner: Some(owner),
                also: &["coordinator"],
                never: &[],
                filters: kept,
            });
        } else {
            let filters = vec![("state", "open".to_owned())];
            rows.push(Row {
                id: text(&pair, "id"),
                place: Place::Here,
                owner: Some(owner),
                also: &["coordinator"],
                never: &[],
                filters,
            });
        }
    }
    rows
}

async fn imports(world: &World<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (who, place) in [("kelurahan_officer", Place::Here), ("kelurahan_officer_2", Place::Elsewhere)] {
        let id = text(&world.import(who).await, "id");
        rows.push(Row { id, place, owner: Some(who), also: &[], never: &[], filters: Vec::new() });
    }
    rows
}

async fn sources(world: &World<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (who, place) in [("kelurahan_officer", Place::Here), ("kelurahan_officer_2", Place::Elsewhere)] {
        rows.push(Row {
            id: text(&world.source(who).await, "id"),
            place,
            owner: None,
            also: &[],
            never: &[],
            filters: Vec::new(),
        });
    }
    rows
}

/// One that is its owner's alone, and one shared with her kelurahan.
async fn work_lists(world: &World<'_>) -> Vec<Row> {
    let filters = || vec![("list", "beneficiaries".to_owned())];
    let own = world.work_list("kelurahan_officer", None).await;
    let shared = world.work_list("lurah", Some(Place::Here.village())).await;
    let row = |record: &Value, owner, also| {
        let id = text(record, "id");
        Row { id, place: Place::Here, owner: Some(owner), also, never: &[], filters: filters() }
    };
    vec![row(&own, "kelurahan_officer", &[]), row(&shared, "lurah", &["kelurahan_officer", "kader"])]
}

async fn sessions(world: &World<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for who in CALLERS {
        world.caller(who).await;
        let page = world.read(who, "/api/v1/me/sessions").await.expect(200).json();
        let own = page["items"].as_array().unwrap().iter();
        let row = |one| Row {
            id: text(one, "id"),
            place: Place::Here,
            owner: Some(who),
            also: &[],
            never: &[],
            filters: Vec::new(),
        };
        rows.extend(own.map(row));
    }
    rows
}

/// All rows of a list.
async fn find(world: &World<'_>, operation: &Operation) -> Option<Vec<Row>> {
    Some(match operation.id {
        "list_beneficiaries" => women(world).await,
        "list_households" => households(world).await,
        "list_welfare_assessments" => assessments(world).await,
        "list_validations" => validations(world).await,
        "list_imports" => imports(world).await,
        "list_import_sources" => sources(world).await,
        "list_documents" => documents::listed(world).await,
        "list_loci" => stages::listed_loci(world).await,
        "list_stage_board" => stages::listed_board(world).await,
        "list_stage_records" => stages::listed_stages(world).await,
        "list_enrolments" => enrolments(world).await,
        "list_tasks" => tasks(world).await,
        "list_duplicate_candidates" => pairs(world, false).await,
        "list_merges" => pairs(world, true).await,
        "list_relocations" => relocations(world).await,
        "list_work_lists" => work_lists(world).await,
        "list_my_sessions" => sessions(world).await,
        _ => return meetings::listed(world, operation).await,
    })
}

/// The filters of a list, from the contract.
fn filters(document: &Value, operation: &Operation) -> Vec<String> {
    let described = &document["paths"][operation.path]["get"]["parameters"];
    let query = described.as_array().unwrap().iter().filter(|one| one["in"] == "query");
    query.map(|one| text(one, "name")).filter(|name| !PAGING_MEMBERS.contains(&name.as_str())).collect()
}

/// What names a row: on the board, the locus.
pub fn key(item: &Value) -> String {
    text(item, if item["id"].is_null() { "locus_id" } else { "id" })
}

/// Asks with one query; the ids shown, or `None` where the caller may not ask so.
async fn ask(
    world: &World<'_>,
    operation: &Operation,
    who: &str,
    query: &str,
    faults: &mut Vec<String>,
) -> Option<BTreeSet<String>> {
    let path = format!("{}?limit=500&include=total&{query}", operation.path);
    let answer = world.read(who, &path).await;
    if answer.status == 400 && answer.code() == "withheld_parameter" {
        return None;
    }
    let page = answer.expect(200).json();
    let shown: BTreeSet<String> = page["items"].as_array().unwrap().iter().map(key).collect();
    if page["total"] != shown.len() {
        faults.push(format!(
            "{} by {who} with {query:?}: counts {}, shows {}",
            operation.id,
            page["total"],
            shown.len()
        ));
    }
    Some(shown)
}

fn query((name, value): &(&'static str, String)) -> String {
    format!("{name}={}", value.replace(' ', "%20"))
}

/// What one caller is shown: all that is hers, nothing that is not, whatever
/// she asks for.
async fn look(world: &World<'_>, operation: &Operation, who: &str, rows: &[Row], faults: &mut Vec<String>) {
    let own: BTreeSet<String> = rows.iter().filter(|row| row.reached(who)).map(|row| row.id.clone()).collect();
    let shown = ask(world, operation, who, "", faults).await;
    if shown.as_ref() != Some(&own) {
        faults.push(format!("{} by {who}: {shown:?} in place of {own:?}", operation.id));
    }
    let mut answers = BTreeMap::new();
    for query in rows.iter().flat_map(|row| &row.filters).map(query).collect::<BTreeSet<_>>() {
        let Some(shown) = ask(world, operation, who, &query, faults).await else { continue };
        if !shown.is_subset(&own) {
            faults.push(format!("{} by {who} with {query}: shows what is not hers", operation.id));
        }
        answers.insert(query, shown);
    }
    for row in rows {
        // Which way a move goes depends on who asks.
        for filter in row.filters.iter().filter(|(name, _)| *name != "direction") {
            let query = query(filter);
            let Some(shown) = answers.get(&query) else { continue };
            // The filter finds the row for whoever reaches it, or it would prove nothing.
            if row.reached(who) != shown.contains(&row.id) {
                faults.push(format!("{} by {who} with {query}: {} of her own", operation.id, shown.len()));
            }
        }
    }
}

pub async fn check(world: &World<'_>) {
    let (document, mut faults) = (document(), Vec::new());
    // Lists under a record are reached by its id alone: `records` tries those.
    let lists = ALL.iter().filter(|one| one.is(Trait::Paged) && one.path_parameters().next().is_none());
    for operation in lists.filter(|one| !OPEN.iter().any(|(id, _)| *id == one.id)) {
        let Some(rows) = find(world, operation).await else {
            faults.push(format!("{} has no fixture", operation.id));
            continue;
        };
        for name in filters(&document, operation) {
            // A row may have nothing of it: a locus past its last stage stands in none.
            if !rows.iter().any(|row| row.filters.iter().any(|(own, _)| *own == name)) {
                faults.push(format!("{}: no value for {name}", operation.id));
            }
        }
        for who in CALLERS.iter().filter(|who| may(who, operation)) {
            look(world, operation, who, &rows, &mut faults).await;
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
