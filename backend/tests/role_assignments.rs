//! Who holds which role, where and for how long.

use crate::support::{Answered, Caller, Server, body, column, with_server};
use contract::endpoint::{Endpoint, Method};
use contract::endpoints::{
    ArchiveAgency, CreateAgency, CreateRoleAssignment, DisableUser, EndRoleAssignment, GetMe, GetRoleAssignment,
    ListAgencies, ListCodes, ListRoleAssignments, ListUsers,
};
use contract::moment::Day;
use serde_json::{Value, json};

const NOBODY: &str = "019ab2c4-0000-7000-8000-000000000000";

async fn give(admin: &Caller, user: &str, members: Value) -> Answered {
    let mut draft = members;
    draft["user_id"] = json!(user);
    admin.raw(Method::Post, CreateRoleAssignment::PATH, Some(draft.to_string())).await
}

async fn end(admin: &Caller, id: &str) -> Answered {
    let reason = body(json!({ "reason": "Masa tugas selesai" }));
    admin.with("if-match", "*").send::<EndRoleAssignment>(&[id], &reason).await
}

/// An agency's id.
async fn agency(admin: &Caller) -> String {
    let page = admin.query::<ListAgencies>(&[], "q=dinkes").await.expect(200).json();
    column(&page, "id").pop().unwrap()
}

/// The day so many days from today.
fn day(server: &Server, days: i64) -> Day {
    server.kernel.clock.now().plus_seconds(days * 24 * 3600).day_in_jakarta()
}

fn id_of(answer: &Answered) -> String {
    answer.json()["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_role_is_given_shown_and_ended() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let user = server.invite(&admin, "baru").await;
        let given = give(&admin, &user, json!({ "role": "kader", "region_code": "32.75.03.1004", "rw": "7" })).await;
        let given = given.expect(201);
        let id = id_of(&given);
        assert_eq!(given.header("location"), Some(&*format!("/api/v1/role-assignments/{id}")));
        let made = given.json();
        assert_eq!(
            (&made["kind"], &made["rw"], &made["state"]),
            (&json!("definitive"), &json!("007"), &json!("current"))
        );
        assert_eq!((&made["user_full_name"], &made["region_name"]), (&json!("Nama baru"), &json!("Teluk Pucung")));
        assert_eq!(made["valid_from"], json!(day(server, 0)));
        assert_eq!(admin.get::<GetRoleAssignment>(&[&id]).await.expect(200).json(), made);
        let reason = body(json!({ "reason": "Masa tugas selesai" }));
        let without = admin.send::<EndRoleAssignment>(&[&id], &reason).await.expect(428);
        assert_eq!(without.code(), "precondition_required");
        let stale = admin.with("if-match", "\"9-x\"").send::<EndRoleAssignment>(&[&id], &reason).await.expect(412);
        assert_eq!(stale.json()["current"]["id"], json!(id));
        let ended = end(&admin, &id).await.expect(200).json();
        assert_eq!((&ended["state"], &ended["end_reason"]), (&json!("ended"), &json!("Masa tugas selesai")));
        assert_eq!(end(&admin, &id).await.expect(409).code(), "wrong_state");
        assert_eq!(end(&admin, NOBODY).await.expect(404).code(), "not_found");
    });
}

#[test]
fn each_role_takes_its_own_kind_of_place() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let user = server.invite(&admin, "baru").await;
        let (city, district, village) = (Some("32.75"), Some("32.75.03"), Some("32.75.03.1004"));
        for (roles, right) in [
            (&["admin", "auditor"][..], None),
            (&["coordinator", "planner", "observer", "privacy_officer"], city),
            (&["district_officer"], district),
            (&["kelurahan_officer", "lurah", "kader"], village),
        ] {
            for (role, place) in
                roles.iter().flat_map(|role| [None, Some("32"), city, district, village].map(|place| (role, place)))
            {
                let mut draft = json!({ "role": role });
                if let Some(place) = place {
                    draft["region_code"] = json!(place);
                }
                let answer = give(&admin, &user, draft).await;
                if place == right {
                    answer.expect(201);
                    continue;
                }
                let code = if right.is_none() { "region_not_allowed" } else { "region_required" };
                let refused = answer.expect(422);
                assert_eq!(refused.faults(), [format!("/region_code {code}")], "{role} in {place:?}");
            }
        }
    });
}

#[test]
fn an_rw_is_only_for_a_kader_and_an_agency_only_for_its_officer() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let user = server.invite(&admin, "baru").await;
        let agency = agency(&admin).await;
        let village = "32.75.03.1004";
        for (draft, faults) in [
            (json!({ "role": "lurah", "region_code": village, "rw": "1" }), vec!["/rw not_for_this_role"]),
            (json!({ "role": "planner", "region_code": "32.75", "rw": "1" }), vec!["/rw not_for_this_role"]),
            (
                json!({ "role": "kader", "region_code": village, "agency_id": agency }),
                vec!["/agency_id not_for_this_role"],
            ),
            (json!({ "role": "admin", "agency_id": agency }), vec!["/agency_id not_for_this_role"]),
            (json!({ "role": "agency_officer", "region_code": "32.75" }), vec!["/agency_id agency_required"]),
            (json!({ "role": "agency_officer", "agency_id": agency }), vec!["/region_code region_required"]),
            (json!({ "role": "kader", "region_code": village, "rw": "1000" }), vec!["/rw malformed"]),
            (json!({ "role": "mayor", "region_code": village }), vec!["/role malformed"]),
            (json!({ "role": "lurah", "region_code": "3275031004" }), vec!["/region_code malformed"]),
            (json!({ "role": null }), vec!["/role required"]),
        ] {
            assert_eq!(give(&admin, &user, draft.clone()).await.expect(422).faults(), faults, "{draft}");
        }
        let officer = json!({ "role": "agency_officer", "region_code": "32.75", "agency_id": agency });
        let given = give(&admin, &user, officer).await.expect(201).json();
        assert_eq!(given["agency_name"], "Dinas Kesehatan");
        let kader = json!({ "role": "kader", "region_code": village, "rw": "011" });
        give(&admin, &user, kader).await.expect(201);
    });
}

#[test]
fn what_it_points_to_must_be_there() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let refused =
            give(&admin, NOBODY, json!({ "role": "lurah", "region_code": "32.75.03.9999" })).await.expect(422);
        assert_eq!(refused.faults(), ["/user_id unknown_reference", "/region_code unknown_reference"]);
        let user = server.invite(&admin, "baru").await;
        let officer = |agency: &str| json!({ "role": "agency_officer", "region_code": "32.75", "agency_id": agency });
        let refused = give(&admin, &user, officer(NOBODY)).await.expect(422);
        assert_eq!(refused.faults(), ["/agency_id unknown_reference"]);
        let draft = body(json!({ "name": "Forum", "short_name": "FAK", "region_code": "32.75" }));
        let archived = id_of(&admin.send::<CreateAgency>(&[], &draft).await.expect(201));
        let reason = body(json!({ "reason": "Dibubarkan" }));
        admin.with("if-match", "*").send::<ArchiveAgency>(&[&archived], &reason).await.expect(200);
        assert_eq!(
            give(&admin, &user, officer(&archived)).await.expect(422).faults(),
            ["/agency_id unknown_reference"]
        );
        admin.with("if-match", "*").send::<DisableUser>(&[&user], &reason).await.expect(200);
        let refused = give(&admin, &user, json!({ "role": "admin" })).await.expect(422);
        assert_eq!(refused.faults(), ["/user_id unknown_reference"], "a disabled user takes no role");
    });
}

#[test]
fn a_period_does_not_end_before_it_starts() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let user = server.invite(&admin, "baru").await;
        let period = |from: Option<i64>, until: i64| {
            let mut draft = json!({ "role": "auditor", "valid_until": day(server, until) });
            if let Some(from) = from {
                draft["valid_from"] = json!(day(server, from));
            }
            draft
        };
        for (from, until) in [(Some(3), 2), (None, -1)] {
            let refused = give(&admin, &user, period(from, until)).await.expect(422);
            assert_eq!(refused.faults(), ["/valid_until ends_before_start"]);
        }
        for (from, until, state) in [(Some(2), 2, "upcoming"), (Some(-9), -1, "ended"), (None, 0, "current")] {
            assert_eq!(give(&admin, &user, period(from, until)).await.expect(201).json()["state"], state);
        }
        let wrong = json!({ "role": "auditor", "valid_from": "2026-02-30" });
        assert_eq!(give(&admin, &user, wrong).await.expect(422).faults(), ["/valid_from malformed"]);
    });
}

#[test]
fn a_role_that_begins_tomorrow_gives_nothing_today() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let planner = server.as_user("planner").await;
        let id = server.id_of("planner").await;
        let draft = json!({ "role": "admin", "valid_from": day(server, 1), "valid_until": day(server, 1) });
        give(&admin, &id, draft).await.expect(201);
        planner.get::<ListUsers>(&[]).await.expect(403);
        assert_eq!(planner.get::<GetMe>(&[]).await.json()["roles"].as_array().unwrap().len(), 1);
        for (days, status) in [(1, 200), (1, 403)] {
            server.kernel.clock.advance(days * 24 * 3600);
            server.kernel.identities.forget();
            // The day has outlived the token.
            let planner = server.as_user("planner").await;
            planner.get::<ListUsers>(&[]).await.expect(status);
        }
    });
}

#[test]
fn what_is_given_and_ended_counts_at_once() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let lurah = server.as_user("lurah").await;
        lurah.get::<ListUsers>(&[]).await.expect(403);
        let id = server.id_of("lurah").await;
        let given = give(&admin, &id, json!({ "role": "admin", "kind": "acting" })).await.expect(201);
        assert_eq!(given.json()["kind"], "acting");
        lurah.get::<ListUsers>(&[]).await.expect(200);
        end(&admin, &id_of(&given)).await.expect(200);
        assert_eq!(lurah.get::<ListUsers>(&[]).await.expect(403).code(), "forbidden");
        lurah.get::<ListCodes>(&[]).await.expect(200);
        let me = lurah.get::<GetMe>(&[]).await.json();
        assert!(!me["permissions"].as_array().unwrap().contains(&json!("manage_users")));
    });
}

#[test]
fn the_list_is_filtered_by_user_role_and_region() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let list = async |query: &str| admin.query::<ListRoleAssignments>(&[], query).await.expect(200).json();
        let whole = list("include=total").await;
        assert_eq!(whole["total"], 14);
        let inside = list("region=32.75.03").await;
        let mut roles = column(&inside, "role");
        roles.sort();
        let expected =
            ["district_officer", "kader", "kader", "kelurahan_officer", "kelurahan_officer", "lurah", "lurah"];
        assert_eq!(roles, expected);
        assert_eq!(list("region=32.75.03.1006&include=total").await["total"], 3);
        assert_eq!(list("region=32.75&include=total").await["total"], 12);
        assert_eq!(list("role=lurah&include=total").await["total"], 2);
        assert_eq!(column(&list("role=lurah&region=32.75.03.1006").await, "kind"), ["acting"]);
        let id = server.id_of("lurah").await;
        assert_eq!(column(&list(&format!("user_id={id}")).await, "user_full_name"), ["Tri Handayani"]);
        give(&admin, &id, json!({ "role": "auditor", "valid_from": day(server, 9) })).await.expect(201);
        assert_eq!(column(&list("limit=1").await, "state"), ["upcoming"], "the latest start first");
        assert_eq!(list("sort=valid_from").await["items"].as_array().unwrap().last().unwrap()["state"], "upcoming");
        for query in ["role=mayor", "region=3275", "user_id=1", "sort=role"] {
            let refused = admin.query::<ListRoleAssignments>(&[], query).await.expect(400);
            assert_eq!(refused.code(), "malformed_request", "{query}");
        }
        let unknown = admin.query::<ListRoleAssignments>(&[], "state=ended").await.expect(400);
        assert_eq!(unknown.code(), "unknown_parameter");
    });
}

#[test]
fn the_end_of_an_assignment_is_not_set_by_its_draft() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let user = server.invite(&admin, "baru").await;
        for (member, value) in [
            ("ended_at", json!(null)),
            ("end_reason", json!("x")),
            ("state", json!("current")),
            ("version", json!(3)),
            ("created_at", json!("2020-01-01T00:00:00Z")),
            ("user_full_name", json!("x")),
        ] {
            let mut draft = json!({ "user_id": user, "role": "auditor" });
            draft[member] = value;
            let refused = admin.raw(Method::Post, CreateRoleAssignment::PATH, Some(draft.to_string())).await;
            assert_eq!(refused.expect(422).faults(), [format!("/{member} unknown_member")]);
        }
    });
}

#[test]
fn the_last_administrator_stays() {
    use contract::draft::Reason;
    use contract::endpoints::EndRoleAssignment;
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let held = admin.query::<ListRoleAssignments>(&[], "role=admin").await.expect(200).json();
        let id = held["items"][0]["id"].as_str().unwrap().to_owned();
        let reason = Reason { reason: "Pindah tugas".to_owned() };
        let refused = admin.with("if-match", "*").send::<EndRoleAssignment>(&[&id], &reason).await.expect(409);
        assert_eq!(refused.code(), "still_in_use");
    });
}
