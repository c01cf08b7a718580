//! Reading, listing, searching, registering. Each is first asked one by one
//! and held against the database, then under load.

use super::Bench;
use super::client::{Asked, Connection, Outcome};
use super::load::{Figures, hold};
use super::truth::{Known, is_she, judge_page, named};
use super::women::newcomer;
use contract::moment::Day;
use serde_json::{Value, json};

/// Records that are read.
const SAMPLE: u64 = 500;
const PAGE: u64 = 50;
/// Parts of names: four letters, or two words.
const NEEDLES: &[&str] =
    &["siti", "nurh", "ayat", "wati", "rina", "lest", "rohm", "siti aminah", "dewi lestari", "sri rahayu"];

/// S1: a record by its id.
pub async fn read(bench: &Bench) -> Outcome<Figures> {
    let women = bench.truth.sample(SAMPLE).await?;
    let mut connection = Connection::open(bench.address(), &bench.coordinator).await?;
    let address = |woman: &Known| format!("/api/v1/beneficiaries/{}", woman.id);
    for woman in &women {
        let answer = connection.json(&Asked::get(address(woman))).await?;
        if !is_she(&answer, woman) {
            return Err(format!("S1: {} is answered as {answer}", woman.id));
        }
    }
    let paths: Vec<String> = women.iter().map(address).collect();
    bench.load("S1 read by id", 200, 0, &bench.coordinator, move |number| Asked::get(pick(&paths, number))).await
}

pub fn pick(list: &[String], number: u64) -> &str {
    let sides = u64::try_from(list.len()).unwrap_or(1).max(1);
    usize::try_from(number % sides).ok().and_then(|place| list.get(place)).map_or("/", String::as_str)
}

async fn checked(bench: &Bench, name: &str, lists: &[(String, String)]) -> Outcome<Vec<String>> {
    let mut connection = Connection::open(bench.address(), &bench.coordinator).await?;
    let mut paths = Vec::with_capacity(lists.len());
    for (query, condition) in lists {
        let path = format!("/api/v1/beneficiaries?limit={PAGE}&include=total&{query}");
        let page = connection.json(&Asked::get(path.clone())).await?;
        let expected = bench.truth.listed(condition, PAGE).await?;
        let count = bench.truth.count(condition).await?;
        if let Some(why) = judge_page(&page, &expected, count) {
            return Err(format!("{name}: {query}: {why}"));
        }
        paths.push(path);
    }
    Ok(paths)
}

/// S2: a page of one kelurahan, all of it or one status, with its total and
/// without.
pub async fn list(bench: &Bench) -> Outcome<Vec<Figures>> {
    let lists: Vec<(String, String)> = bench
        .villages
        .iter()
        .flat_map(|code| {
            let all = (format!("region={code}"), format!("region_code = '{code}'"));
            let waiting = (format!("{}&status=candidate", all.0), format!("{} and status = 'candidate'", all.1));
            [all, waiting]
        })
        .collect();
    let paths = checked(bench, "S2", &lists).await?;
    let alone: Vec<String> = paths.iter().map(|path| path.replace("&include=total", "")).collect();
    let mut figures = Vec::new();
    for (name, paths) in [("S2 page of 50 with total", paths), ("S2 page of 50 alone", alone)] {
        let asking = move |number| Asked::get(pick(&paths, number));
        figures.push(bench.load(name, 200, 0, &bench.coordinator, asking).await?);
    }
    Ok(figures)
}

/// S3: part of a name in the whole city, with the total.
pub async fn search(bench: &Bench) -> Outcome<Figures> {
    let lists: Vec<(String, String)> =
        NEEDLES.iter().map(|needle| (format!("q={}", needle.replace(' ', "%20")), named(needle))).collect();
    let paths = checked(bench, "S3", &lists).await?;
    let asking = move |number| Asked::get(pick(&paths, number));
    bench.load("S3 contains-search with total", 200, 0, &bench.coordinator, asking).await
}

/// What is sent of a newcomer.
fn draft(village: &str, (name, nik, born): (String, String, Day), number: u64) -> Value {
    json!({
        "nik": nik, "full_name": name, "birth_date": born, "region_code": village,
        "rw": (number % 24 + 1).to_string(), "rt": (number % 12 + 1).to_string(),
        "address": format!("Gg. Melati {}", number % 90), "phone": "0812-3456-789", "marital_status": "widowed",
        "head_of_family": { "de_jure": true, "de_facto": true, "basis": "husband_died" },
        "notice": { "version": "2026-1", "language": "id", "means": "read_out", "given_on": "2026-11-06",
            "given_by": "Yuyun Nuraeni" },
    })
}

async fn registered(bench: &Bench) -> Outcome<(i64, i64)> {
    let women = bench.truth.number("select count(*) from beneficiaries").await?;
    let events = "select count(*) from events where operation = 'create_beneficiary' and resource_kind = 'beneficiary'";
    Ok((women, bench.truth.number(events).await?))
}

/// S4: registering women who were not there, each with her household, her
/// event and her place in the trail.
pub async fn create(bench: &Bench) -> Outcome<Figures> {
    let village = super::VILLAGE;
    let before = registered(bench).await?;
    let mut connection = Connection::open(bench.address(), &bench.officer).await?;
    let first = connection.json(&Asked::post("/api/v1/beneficiaries", &draft(village, newcomer(0), 0))).await?;
    if first.get("full_name").and_then(Value::as_str) != Some(newcomer(0).0.as_str()) {
        return Err(format!("S4: she is answered as {first}"));
    }
    let asking = move |number: u64| {
        let newcomer = newcomer(u32::try_from(number).unwrap_or(u32::MAX));
        Asked::post("/api/v1/beneficiaries", &draft(village, newcomer, number))
    };
    let figures = bench.load("S4 create with audit", 201, 1, &bench.officer, asking).await?;
    let after = registered(bench).await?;
    let made = i64::try_from(figures.requests - figures.errors + 1).unwrap_or(i64::MAX);
    let (women, events) = (after.0 - before.0, after.1 - before.1);
    if (women, events) != (made, made) {
        return Err(format!("S4: {made} answered, {women} women and {events} events in the database"));
    }
    Ok(figures)
}

/// The same load on a bench.
impl Bench {
    pub async fn load(
        &self,
        name: &'static str,
        expected: u16,
        first: u64,
        token: &str,
        asking: impl Fn(u64) -> Asked + Send + Sync + 'static,
    ) -> Outcome<Figures> {
        let settings = (self.connections, self.time);
        hold(self.target(), name, settings, (token, expected, first), asking).await
    }
}
