//! Households and their members: place, means, rights, two writers.

use crate::support::{Answered, Caller, Server, body, with_server};
use contract::draft::Reason;
use contract::endpoint::{Endpoint, Method};
use contract::endpoints::{
    CreateBeneficiary, CreateHousehold, CreateHouseholdMember, CreateRoleAssignment, GetBeneficiary, GetHousehold,
    GetHouseholdMember, ListBeneficiaryHistory, ListHouseholdMembers, ListHouseholds, RemoveHouseholdMember,
    UpdateBeneficiary, UpdateHousehold, UpdateHouseholdMember,
};
use contract::households::{HouseholdDraft, HouseholdMemberDraft};
use serde_json::{Value, json};

fn home(changes: Value) -> HouseholdDraft {
    let mut body = json!({ "kk_number": "3275991203150007", "region_code": "32.75.03.1004", "rw": "11", "rt": "2",
        "monthly_income": 1_850_000, "monthly_expenditure": 1_900_000 });
    for (member, value) in changes.as_object().unwrap() {
        body[member] = value.clone();
    }
    serde_json::from_value(body).unwrap()
}

fn child(changes: Value) -> HouseholdMemberDraft {
    let mut body = json!({ "full_name": "Dimas", "birth_date": "2014-05-02", "sex": "male", "relation": "child",
        "schooling": "in_school", "livelihood": "depends_on_her" });
    for (member, value) in changes.as_object().unwrap() {
        body[member] = value.clone();
    }
    serde_json::from_value(body).unwrap()
}

async fn made(caller: &Caller) -> String {
    let answer = caller.send::<CreateHousehold>(&[], &home(json!({}))).await.expect(201);
    assert!(!answer.text.contains("3275991203150007"), "the family-card number never comes back in clear");
    answer.json()["id"].as_str().unwrap().to_owned()
}

#[test]
fn forty_who_save_at_once_are_all_answered() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let made = officer.send::<CreateHousehold>(&[], &home(json!({}))).await.expect(201);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let saver = officer.with("if-match", &made.etag());
        let requests = (0..40).map(|sum| {
            let change = body::<HouseholdDraft>(json!({ "monthly_income": sum }));
            let (saver, id) = (saver.clone(), id.clone());
            async move { saver.send::<UpdateHousehold>(&[&id], &change).await.status.as_u16() }
        });
        let mut answers = futures::future::join_all(requests).await;
        answers.sort_unstable();
        assert_eq!((answers[0], &answers[1..]), (200, &[412; 39][..]));
    });
}

/// A woman an officer entered, of whom nobody collected income or health.
async fn uncollected(server: &Server, health: Value) -> (String, String) {
    let mut woman = crate::beneficiaries::siti();
    woman["health_notes"] = health;
    let officer = server.as_user("kelurahan_officer").await;
    let made = officer.send::<CreateBeneficiary>(&[], &body(woman)).await.expect(201).json();
    let text = |member: &str| made[member].as_str().unwrap().to_owned();
    (text("id"), text("household_id"))
}

async fn put<E: Endpoint>(caller: &Caller, at: &str, id: &str, change: Value) -> Answered {
    let tag = caller.raw(Method::Get, &format!("/api/v1/{at}/{id}"), None).await.expect(200).etag();
    caller.with("if-match", &tag).raw(E::METHOD, &E::address(&[id]), Some(change.to_string())).await
}

#[test]
fn a_kader_is_the_first_to_collect_what_nobody_did() {
    with_server(async |server| {
        let (woman, home) = uncollected(server, Value::Null).await;
        let kader = server.as_user("kader").await;
        let seen = kader.get::<GetBeneficiary>(&[&woman]).await.expect(200).json();
        assert_eq!(seen["withheld"], json!([]), "what is empty is hers to fill");
        let income = json!({ "monthly_income": 900_000 });
        put::<UpdateHousehold>(&kader, "households", &home, income).await.expect(200);
        let notes = json!({ "health_notes": "Asma" });
        put::<UpdateBeneficiary>(&kader, "beneficiaries", &woman, notes).await.expect(200);
        let seen = kader.get::<GetBeneficiary>(&[&woman]).await.expect(200).json();
        assert_eq!((&seen["household_income"], &seen["health_notes"]), (&json!(900_000), &json!("Asma")));
        // Another kader of the kelurahan sees that it is collected, not what.
        server.sql("update role_assignments set rw = null where rw is not null").await.unwrap();
        server.kernel.identities.forget();
        let admin = server.as_user("admin").await;
        let second = server.id_of("kader_2").await;
        let role = json!({ "user_id": second, "role": "kader", "region_code": "32.75.03.1004" });
        admin.send::<CreateRoleAssignment>(&[], &body(role)).await.expect(201);
        let other = server.as_user("kader_2").await;
        let seen = other.get::<GetBeneficiary>(&[&woman]).await.expect(200).json();
        assert_eq!(
            seen["withheld"],
            json!(["health_notes", "household_income", "welfare_stage", "below_poverty_line"])
        );
        let refused = put::<UpdateHousehold>(&other, "households", &home, json!({ "monthly_income": 1 })).await;
        assert_eq!(refused.expect(422).faults(), ["/monthly_income field_withheld"]);
    });
}

#[test]
fn what_was_erased_before_a_kader_came_is_not_in_her_history() {
    with_server(async |server| {
        let (woman, home) = uncollected(server, json!("Diabetes")).await;
        let officer = server.as_user("kelurahan_officer").await;
        put::<UpdateBeneficiary>(&officer, "beneficiaries", &woman, json!({ "health_notes": null })).await.expect(200);
        let kader = server.as_user("kader").await;
        put::<UpdateBeneficiary>(&kader, "beneficiaries", &woman, json!({ "health_notes": "Asma" })).await.expect(200);
        let told = kader.get::<ListBeneficiaryHistory>(&[&woman]).await.expect(200).text;
        assert!(told.contains("Asma") && !told.contains("Diabetes"), "{told}");
        let told = officer.get::<ListBeneficiaryHistory>(&[&woman]).await.expect(200).text;
        assert!(told.contains("Asma") && told.contains("Diabetes"));
        // A day without a sum, or a sum sent empty, is no reason to be shut out.
        put::<UpdateHousehold>(&kader, "households", &home, json!({ "monthly_income": null })).await.expect(200);
        put::<UpdateHousehold>(&kader, "households", &home, json!({ "finances_on": "2026-11-01" })).await.expect(200);
        put::<UpdateHousehold>(&kader, "households", &home, json!({ "monthly_income": 7 })).await.expect(200);
    });
}

#[test]
fn who_is_an_officer_elsewhere_is_a_kader_here() {
    with_server(async |server| {
        let (woman, _) = uncollected(server, json!("Diabetes")).await;
        let (admin, own) = (server.as_user("admin").await, server.id_of("kader").await);
        let role = json!({ "user_id": own, "role": "kelurahan_officer", "region_code": "32.75.03.1006" });
        admin.send::<CreateRoleAssignment>(&[], &body(role)).await.expect(201);
        let kader = server.as_user("kader").await;
        let refused = put::<UpdateBeneficiary>(&kader, "beneficiaries", &woman, json!({ "collected_by": own })).await;
        assert_eq!(refused.expect(422).faults(), ["/collected_by field_withheld"]);
    });
}

#[test]
fn a_kader_cannot_make_herself_the_collector_of_what_stands() {
    with_server(async |server| {
        let (woman, home) = uncollected(server, json!("Diabetes")).await;
        let officer = server.as_user("kelurahan_officer").await;
        put::<UpdateHousehold>(&officer, "households", &home, json!({ "monthly_expenditure": 5 })).await.expect(200);
        let kader = server.as_user("kader").await;
        let own = server.id_of("kader").await;
        let refused = put::<UpdateBeneficiary>(&kader, "beneficiaries", &woman, json!({ "collected_by": own })).await;
        assert_eq!(refused.expect(422).faults(), ["/collected_by field_withheld"]);
        for (pointer, change) in
            [("/monthly_income", json!({ "monthly_income": 1 })), ("/finances_on", json!({ "finances_on": null }))]
        {
            let refused = put::<UpdateHousehold>(&kader, "households", &home, change).await.expect(422);
            assert_eq!(refused.faults(), [format!("{pointer} field_withheld")]);
        }
        let refused =
            put::<UpdateBeneficiary>(&kader, "beneficiaries", &woman, json!({ "health_notes": "Sehat" })).await;
        assert_eq!(refused.expect(422).faults(), ["/health_notes field_withheld"]);
        // What she may change leaves the rest as it was, and shows her nothing.
        put::<UpdateBeneficiary>(&kader, "beneficiaries", &woman, json!({ "phone": "08123456789" })).await.expect(200);
        let seen = kader.get::<GetBeneficiary>(&[&woman]).await.expect(200).json();
        assert!(seen.get("health_notes").is_none());
        let whole = officer.get::<GetBeneficiary>(&[&woman]).await.expect(200).json();
        assert_eq!(whole["health_notes"], "Diabetes");
    });
}

#[test]
fn a_household_is_seen_by_place_and_by_rights() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let id = made(&officer).await;
        let own = officer.get::<GetHousehold>(&[&id]).await.expect(200).json();
        assert_eq!((&own["kk_number_masked"], &own["monthly_income"]), (&json!("3275**********07"), &json!(1_850_000)));
        assert!(own["finances_on"].is_string(), "sums that are told are dated");
        let planner = server.as_user("planner").await.get::<GetHousehold>(&[&id]).await.expect(200).json();
        assert!(planner.get("kk_number_masked").is_none() && planner.get("address").is_none());
        assert_eq!(planner["monthly_income"], 1_850_000);
        let kader = server.as_user("kader").await.get::<GetHousehold>(&[&id]).await.expect(200).json();
        assert!(kader.get("monthly_income").is_none(), "she did not collect it");
        let stranger = server.as_user("kelurahan_officer_2").await;
        stranger.get::<GetHousehold>(&[&id]).await.expect(404);
        stranger.get::<ListHouseholdMembers>(&[&id]).await.expect(404);
        stranger.send::<CreateHouseholdMember>(&[&id], &child(json!({}))).await.expect(404);
        stranger.with("if-match", "\"1-x\"").send::<UpdateHousehold>(&[&id], &home(json!({}))).await.expect(404);
        assert_eq!(stranger.query::<ListHouseholds>(&[], "include=total").await.json()["total"], 0);
    });
}

#[test]
fn a_household_is_neither_made_nor_moved_outside_the_callers_place() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let elsewhere = json!({ "region_code": "32.75.03.1006" });
        let refused = officer.send::<CreateHousehold>(&[], &home(elsewhere.clone())).await.expect(422);
        assert_eq!(refused.faults()[0], "/region_code unknown_reference");
        let kader = server.as_user("kader").await;
        let refused = kader.send::<CreateHousehold>(&[], &home(json!({ "rw": "3" }))).await.expect(422);
        assert_eq!(refused.faults()[0], "/rw unknown_reference");
        let id = made(&officer).await;
        let etag = officer.get::<GetHousehold>(&[&id]).await.etag();
        let refused =
            officer.with("if-match", &etag).send::<UpdateHousehold>(&[&id], &home(elsewhere)).await.expect(422);
        assert_eq!(refused.faults(), ["/region_code unknown_reference"]);
        for (changes, fault) in [
            (json!({ "monthly_income": -1 }), "/monthly_income negative"),
            (json!({ "monthly_income": 1_000_000_001 }), "/monthly_income too_large"),
            (json!({ "finances_on": "2099-01-01" }), "/finances_on in_future"),
            (json!({ "kk_number": "123" }), "/kk_number kk_malformed"),
        ] {
            let refused = officer.send::<CreateHousehold>(&[], &home(changes)).await.expect(422);
            assert_eq!(refused.faults(), [fault]);
        }
    });
}

#[test]
fn members_come_change_and_go() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let id = made(&officer).await;
        let wrong = child(json!({ "relation": "neighbour" }));
        let refused = officer.send::<CreateHouseholdMember>(&[&id], &wrong).await.expect(422);
        assert_eq!(refused.faults(), ["/relation not_in_list"]);
        let made = officer.send::<CreateHouseholdMember>(&[&id], &child(json!({}))).await.expect(201);
        let member = made.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(made.header("location").unwrap(), format!("/api/v1/households/{id}/members/{member}"));
        let edit: HouseholdMemberDraft = serde_json::from_value(json!({ "schooling": "dropped_out" })).unwrap();
        let at = [id.as_str(), member.as_str()];
        officer.with("if-match", &made.etag()).send::<UpdateHouseholdMember>(&at, &edit).await.expect(200);
        let late = officer.with("if-match", &made.etag()).send::<UpdateHouseholdMember>(&at, &edit).await.expect(412);
        assert_eq!(late.json()["current"]["schooling"], "dropped_out");
        let planner = server.as_user("planner").await.get::<GetHouseholdMember>(&at).await.expect(200).json();
        assert!(planner.get("full_name").is_none() && planner["withheld"] == json!(["full_name", "birth_date"]));
        let reason = Reason { reason: "Sudah pindah rumah".to_owned() };
        officer.with("if-match", "*").send::<RemoveHouseholdMember>(&at, &reason).await.expect(204);
        officer.get::<GetHouseholdMember>(&at).await.expect(404);
        assert_eq!(officer.get::<GetHousehold>(&[&id]).await.json()["member_count"], 0);
    });
}

#[test]
fn of_two_who_change_it_at_once_one_wins_and_the_other_is_told() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let id = made(&officer).await;
        for round in 0..100 {
            let etag = officer.get::<GetHousehold>(&[&id]).await.etag();
            let writer = officer.with("if-match", &etag);
            let street = |name: &str| -> HouseholdDraft {
                serde_json::from_value(json!({ "address": format!("Gg. {name} {round}") })).unwrap()
            };
            let (left, right) = (street("Melati"), street("Mawar"));
            let at = [id.as_str()];
            let (one, two) =
                futures::join!(writer.send::<UpdateHousehold>(&at, &left), writer.send::<UpdateHousehold>(&at, &right));
            let mut answers = [one, two];
            answers.sort_by_key(|answer| answer.status.as_u16());
            assert_eq!(answers.each_ref().map(|answer| answer.status.as_u16()), [200, 412]);
            let now = officer.get::<GetHousehold>(&[&id]).await.json();
            assert_eq!(
                (&answers[0].json()["address"], &answers[1].json()["differs"]),
                (&now["address"], &json!(["/address"]))
            );
        }
    });
}
