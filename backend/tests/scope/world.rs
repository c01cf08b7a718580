//! Callers in two kelurahan, and records of each.

use super::neighbour;
use crate::documents::picture;
use crate::support::{Answered, Caller, Server};
use contract::draft::Reason;
use contract::endpoint::{Access, Method, Operation};
use contract::endpoints::{ALL, ArchiveBeneficiary, CreateValidations, WithdrawBeneficiary};
use p2wkss::demo::PEOPLE;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Where a record is, and who made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Kelurahan Teluk Pucung, the RW of `kader`.
    Here,
    /// The same kelurahan, another RW.
    NextDoor,
    /// Another kelurahan.
    Elsewhere,
}

impl Place {
    pub const ALL: [Self; 3] = [Self::Here, Self::NextDoor, Self::Elsewhere];

    pub fn village(self) -> &'static str {
        if self == Self::Elsewhere { "32.75.03.1006" } else { "32.75.03.1004" }
    }

    pub fn rw(self) -> &'static str {
        if self == Self::Here { "011" } else { "012" }
    }

    pub fn officer(self) -> &'static str {
        if self == Self::Elsewhere { "kelurahan_officer_2" } else { "kelurahan_officer" }
    }

    fn lurah(self) -> &'static str {
        if self == Self::Elsewhere { "lurah_2" } else { "lurah" }
    }

    /// Whether a caller's own place holds this one.
    pub fn holds(self, who: &str) -> bool {
        match who {
            "kader" => self == Self::Here,
            "kelurahan_officer" | "lurah" => self != Self::Elsewhere,
            "kelurahan_officer_2" | "lurah_2" | "kader_2" => self == Self::Elsewhere,
            "agency_officer" => false,
            _ => true,
        }
    }
}

/// What became of a woman's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Candidate,
    Archived,
    Validated,
    Withdrawn,
}

/// Whether a demo user holds the permission an operation asks for, anywhere.
pub fn may(who: &str, operation: &Operation) -> bool {
    let held: &[&str] = if who == neighbour::OFFICER { &["privacy_officer", "coordinator"] } else { &[who] };
    match operation.access {
        Access::May(permission) => {
            PEOPLE.iter().any(|person| held.contains(&person.username) && person.role.may(permission))
        }
        Access::Public | Access::SignedIn => true,
    }
}

/// A draft of a household's member.
pub fn child() -> Value {
    json!({ "full_name": "Dimas", "birth_date": "2014-05-02", "sex": "male", "relation": "child",
        "schooling": "in_school", "livelihood": "depends_on_her" })
}

pub fn text(record: &Value, member: &str) -> String {
    record[member].as_str().unwrap_or_else(|| panic!("no {member} in {record}")).to_owned()
}

pub fn operation(id: &str) -> &'static Operation {
    ALL.iter().find(|operation| operation.id == id).unwrap()
}

pub struct World<'a> {
    pub server: &'a Server,
    callers: RefCell<BTreeMap<String, Caller>>,
    serial: Cell<u32>,
}

impl<'a> World<'a> {
    pub fn new(server: &'a Server) -> Self {
        Self { server, callers: RefCell::default(), serial: Cell::new(0) }
    }

    /// A demo user, signed in once.
    pub async fn caller(&self, who: &str) -> Caller {
        let known = self.callers.borrow().get(who).cloned();
        if let Some(caller) = known {
            return caller;
        }
        let caller = self.server.as_user(who).await;
        self.callers.borrow_mut().insert(who.to_owned(), caller.clone());
        caller
    }

    fn next(&self) -> u32 {
        self.serial.set(self.serial.get() + 1);
        self.serial.get()
    }

    pub async fn post(&self, who: &str, path: &str, body: &Value) -> Answered {
        self.caller(who).await.raw(Method::Post, path, Some(body.to_string())).await
    }

    pub async fn read(&self, who: &str, path: &str) -> Answered {
        self.caller(who).await.raw(Method::Get, path, None).await
    }

    /// The tag under which this caller would see a record at a version.
    pub async fn tag(&self, who: &str, version: i64) -> String {
        let agencies = self.read(who, "/api/v1/agencies?limit=1").await.expect(200).json();
        let path = format!("/api/v1/agencies/{}", text(&agencies["items"][0], "id"));
        let tag = self.read(who, &path).await.expect(200).etag();
        let (_, view) = tag.split_once('-').unwrap();
        format!("\"{version}-{view}")
    }

    /// A draft of a woman who lives there.
    pub fn draft(&self, place: Place) -> Value {
        let serial = self.next();
        json!({
            "nik": format!("327599540388{serial:04}"), "full_name": format!("Ibu Kenanga {serial}"),
            "birth_date": "1988-03-14", "region_code": place.village(), "rw": place.rw(), "rt": "2",
            "marital_status": "widowed", "phone": "0812-3456-789",
            "head_of_family": { "de_jure": true, "de_facto": true, "basis": "husband_died" },
            "notice": { "version": "2026-1", "language": "id", "means": "read_out", "given_on": "2026-11-06",
                "given_by": "Yuyun" },
        })
    }

    pub async fn woman(&self, place: Place, state: State) -> Value {
        let made = self.post(place.officer(), "/api/v1/beneficiaries", &self.draft(place)).await.expect(201);
        let id = text(&made.json(), "id");
        let reason = serde_json::to_value(Reason { reason: "Sesuai surat warga".to_owned() }).unwrap();
        if state == State::Archived {
            let officer = self.caller(place.officer()).await.with("if-match", &made.etag());
            let body: Reason = serde_json::from_value(reason.clone()).unwrap();
            officer.send::<ArchiveBeneficiary>(&[&id], &body).await.expect(200);
        }
        if matches!(state, State::Validated | State::Withdrawn) {
            let decision = json!({ "ids": [id], "programme_year": 2027, "outcome": "validated",
                "reason": "Dikenal warga RW" });
            let lurah = self.caller(place.lurah()).await;
            let decision = serde_json::from_value(decision).unwrap();
            let decided = lurah.send::<CreateValidations>(&[], &decision).await.expect(200).json();
            assert_eq!(decided["decided"], 1, "{decided}");
            if state == State::Withdrawn {
                let body: Reason = serde_json::from_value(reason).unwrap();
                lurah.with("if-match", "*").send::<WithdrawBeneficiary>(&[&id], &body).await.expect(200);
            }
        }
        self.read(place.officer(), &format!("/api/v1/beneficiaries/{id}")).await.expect(200).json()
    }

    pub async fn household(&self, place: Place) -> Value {
        let draft = json!({ "region_code": place.village(), "rw": place.rw(), "rt": "2" });
        self.post(place.officer(), "/api/v1/households", &draft).await.expect(201).json()
    }

    /// A member of a household there.
    pub async fn member(&self, place: Place, household: &str) -> String {
        let path = format!("/api/v1/households/{household}/members");
        text(&self.post(place.officer(), &path, &child()).await.expect(201).json(), "id")
    }

    /// What was told of a woman's family there: poor by every basis.
    pub async fn assessment(&self, place: Place, woman: &str) -> Value {
        let told = json!({ "beneficiary_id": woman, "assessed_on": "2026-11-06", "ks21": { "meals": "no" },
            "monthly_income": 300_000, "monthly_expenditure": 300_000 });
        self.post(place.officer(), "/api/v1/welfare-assessments", &told).await.expect(201).json()
    }

    /// A programme of a city, led by an agency of this one.
    pub async fn programme(&self, who: &str, city: &str) -> String {
        let agency = self.first("/api/v1/agencies").await["id"].clone();
        let name = format!("Program {}", self.next());
        let draft = json!({ "name": name, "year": 2027, "city_code": city, "lead_agency_id": agency,
            "target_families": 100 });
        text(&self.post(who, "/api/v1/programmes", &draft).await.expect(201).json(), "id")
    }

    /// A locus there, in a programme of its own.
    pub async fn locus(&self, place: Place) -> String {
        let programme = self.programme("coordinator", "32.75").await;
        let draft = json!({ "programme_id": programme, "region_code": place.village(), "rws": [place.rw()] });
        text(&self.post("coordinator", "/api/v1/loci", &draft).await.expect(201).json(), "id")
    }

    /// A woman of that place in a locus there.
    pub async fn enrolment(&self, place: Place) -> Value {
        let woman = text(&self.woman(place, State::Validated).await, "id");
        let draft = json!({ "locus_id": self.locus(place).await, "ids": [woman] });
        let made = self.post(place.officer(), "/api/v1/enrolments", &draft).await.expect(200).json();
        let path = format!("/api/v1/enrolments/{}", text(&made["results"][0], "enrolment_id"));
        self.read(place.officer(), &path).await.expect(200).json()
    }

    /// A version of the rules that is not yet in force.
    pub async fn rules(&self) -> Value {
        self.post("coordinator", "/api/v1/eligibility-rules", &json!({ "note": "Percobaan" })).await.expect(201).json()
    }

    /// The first record of a list.
    pub async fn first(&self, path: &str) -> Value {
        let page = self.read("coordinator", &format!("{path}?limit=1")).await.expect(200).json();
        page["items"][0].clone()
    }

    /// A scan someone kept for a kelurahan.
    pub async fn document(&self, place: Place) -> Value {
        self.document_of(place, "signed_list").await
    }

    pub async fn document_of(&self, place: Place, kind: &str) -> Value {
        let path = format!("/api/v1/documents?kind={kind}&region={}", place.village());
        let officer = self.caller(place.officer()).await;
        officer.bytes(Method::Post, &path, "image/png", picture(8, 8)).await.expect(201).json()
    }

    /// The task of a woman's NIK that was entered again elsewhere.
    pub async fn task(&self) -> Value {
        let draft = self.draft(Place::Here);
        let woman =
            text(&self.post(Place::Here.officer(), "/api/v1/beneficiaries", &draft).await.expect(201).json(), "id");
        let mut again = draft;
        again["region_code"] = json!(Place::Elsewhere.village());
        self.post(Place::Elsewhere.officer(), "/api/v1/beneficiaries", &again).await.expect(409);
        let page = self.read("coordinator", "/api/v1/tasks?limit=500").await.expect(200).json();
        page["items"].as_array().unwrap().iter().find(|task| task["beneficiary_id"] == *woman).unwrap().clone()
    }

    /// Two women alike, in these places, as a pair that waits.
    pub async fn pair(&self, one: Place, other: Place) -> Value {
        let mut ids = Vec::new();
        let mut draft = self.draft(one);
        let name = draft["full_name"].clone();
        for place in [one, other] {
            if ids.len() == 1 {
                draft = self.draft(place);
                draft["full_name"] = name.clone();
                (draft["nik"], draft["nik_absent_reason"]) = (Value::Null, json!("in_process"));
                draft["acknowledged_duplicates"] = json!(ids);
            }
            let made = self.post(place.officer(), "/api/v1/beneficiaries", &draft).await.expect(201).json();
            ids.push(text(&made, "id"));
        }
        // Two of one kelurahan were acknowledged; here the pair is one nobody has looked at.
        self.server.sql("update duplicate_candidates set state = 'open' where state = 'not_duplicate'").await.unwrap();
        let page = self.read("coordinator", "/api/v1/duplicate-candidates?limit=500").await.expect(200).json();
        let pairs = page["items"].as_array().unwrap().iter();
        let of =
            |pair: &&Value| ids.contains(&text(&pair["first"], "id")) && ids.contains(&text(&pair["second"], "id"));
        pairs.clone().find(of).unwrap_or_else(|| panic!("no pair of {ids:?} in {page}")).clone()
    }

    /// The merge of a pair.
    pub async fn merge(&self, who: &str, pair: &Value) -> String {
        let body = json!({ "kept_id": pair["first"]["id"], "removed_id": pair["second"]["id"], "take": ["phone"],
            "reason": "Orangnya sama" });
        text(&self.post(who, "/api/v1/merges", &body).await.expect(201).json(), "id")
    }

    /// A request to move a woman from here to elsewhere.
    pub async fn relocation(&self) -> Value {
        let woman = self.woman(Place::Here, State::Candidate).await;
        let path = format!("/api/v1/beneficiaries/{}/relocation", text(&woman, "id"));
        let body = json!({ "region_code": Place::Elsewhere.village(), "rw": "1", "rt": "2", "moved_on": "2026-11-01",
            "reason": "Ikut orang tua", "household": "whole" });
        let officer = self.caller("kelurahan_officer").await.with("if-match", "*");
        officer.raw(Method::Post, &path, Some(body.to_string())).await.expect(201).json()
    }

    /// An officer of a kelurahan that has nothing to do with it.
    pub async fn third_officer(&self) -> &'static str {
        let who = "third_officer";
        if self.callers.borrow().contains_key(who) {
            return who;
        }
        let user = self.server.id_of("planner").await;
        let role = json!({ "user_id": user, "role": "kelurahan_officer", "region_code": "32.75.01.1001" });
        self.post("admin", "/api/v1/role-assignments", &role).await.expect(201);
        self.server.kernel.identities.forget();
        let caller = self.server.as_user("planner").await;
        self.callers.borrow_mut().insert(who.to_owned(), caller);
        who
    }

    /// A source someone remembered: its headings were matched by hand.
    pub async fn source(&self, who: &str) -> Value {
        let officer = self.caller(who).await;
        let list = format!("Sebutan {who};Nomor {}\nIbu Satu;x\n", uuid::Uuid::now_v7()).into_bytes();
        let made = officer.bytes(Method::Post, "/api/v1/imports", "text/csv", list).await.expect(201).json();
        let path = format!("/api/v1/imports/{}", text(&made, "id"));
        let mut read = self.read(who, &path).await.expect(200);
        while read.json()["state"] == "checking" {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            read = self.read(who, &path).await.expect(200);
        }
        let columns = json!([{ "index": 0, "column": "full_name" }, { "index": 1, "column": null }]);
        let name = format!("Sumber {}", text(&made, "id"));
        let body = json!({ "sheet": "CSV", "columns": columns, "remember": true, "source": name });
        let mapped = officer.with("if-match", &read.etag());
        mapped.raw(Method::Put, &format!("{path}/mapping"), Some(body.to_string())).await.expect(200);
        let page = self.read(who, "/api/v1/import-sources?limit=500").await.expect(200).json();
        page["items"].as_array().unwrap().iter().find(|one| one["name"] == *name).unwrap().clone()
    }

    /// Filters someone keeps, for a place or for herself.
    pub async fn work_list(&self, who: &str, shared_in: Option<&str>) -> Value {
        // A name holds no long number.
        let letter = |one: char| one.to_digit(10).map_or(one, |digit| char::from(b'g' + u8::try_from(digit).unwrap()));
        let name: String = uuid::Uuid::now_v7().to_string().chars().map(letter).collect();
        let draft =
            json!({ "list": "beneficiaries", "name": name, "filters": { "rw": "011" }, "shared_in": shared_in });
        self.post(who, "/api/v1/work-lists", &draft).await.expect(201).json()
    }

    /// A list in which another name stands with the NIK of a woman.
    pub async fn conflict(&self, place: Place) -> Value {
        let (who, draft) = (place.officer(), self.draft(place));
        self.post(who, "/api/v1/beneficiaries", &draft).await.expect(201);
        let of = |member: &str| draft[member].as_str().unwrap().to_owned();
        let row = format!("Orang Lain;{};{};{};{};Menikah", of("nik"), of("birth_date"), of("rt"), of("rw"));
        let list = format!("Nama;NIK;Tanggal Lahir;RT;RW;Status\n{row}\n").into_bytes();
        let path = format!("/api/v1/imports?region={}", place.village());
        self.uploaded(who, &path, list).await
    }

    /// A list someone uploaded, checked to its end.
    pub async fn import(&self, who: &str) -> Value {
        let list = b"Nama;Tanggal Lahir\nIbu Satu;31/02/1988\n".to_vec();
        self.uploaded(who, "/api/v1/imports", list).await
    }

    async fn uploaded(&self, who: &str, path: &str, list: Vec<u8>) -> Value {
        let officer = self.caller(who).await;
        let made = officer.bytes(Method::Post, path, "text/csv", list).await.expect(201).json();
        let path = format!("/api/v1/imports/{}", text(&made, "id"));
        for _ in 0..200 {
            let import = self.read(who, &path).await.expect(200).json();
            if import["state"] == "checked" {
                return import;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("the list was not checked");
    }
}
