//! Work lists: whose they are, who is shown them, and what they may hold.

use crate::beneficiaries::siti;
use crate::support::{Caller, body, column, with_server};
use contract::draft::Reason;
use contract::endpoints::{
    ArchiveBeneficiary, CreateBeneficiary, CreateWorkList, DeleteWorkList, DisableUser, GetWorkList, ListBeneficiaries,
    ListWorkLists, UpdateBeneficiary, UpdateWorkList,
};
use serde_json::{Value, json};

const VILLAGE: &str = "32.75.03.1004";
const UNKNOWN: &str = "019ab2c4-7d10-7c3e-9f55-2b6d0c1e8a47";

fn ready() -> Value {
    json!({ "list": "beneficiaries", "name": "Siap divalidasi", "sort": "-updated_at",
        "filters": { "status": "candidate", "complete": true } })
}

async fn keep(caller: &Caller, draft: &Value) -> String {
    let made = caller.send::<CreateWorkList>(&[], &body(draft.clone())).await.expect(201).json();
    made["id"].as_str().unwrap().to_owned()
}

async fn change(caller: &Caller, id: &str, members: Value) -> crate::support::Answered {
    let tag = caller.get::<GetWorkList>(&[id]).await.expect(200).etag();
    caller.with("if-match", &tag).send::<UpdateWorkList>(&[id], &body(members)).await
}

#[test]
fn what_someone_shared_who_left_may_be_taken_away_by_whoever_sees_it() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let id = keep(&officer, &ready()).await;
        change(&officer, &id, json!({ "shared_in": VILLAGE })).await.expect(200);
        let lurah = server.as_user("lurah").await;
        assert_eq!(lurah.get::<GetWorkList>(&[&id]).await.expect(200).json()["may_delete"], json!(false));
        lurah.get::<DeleteWorkList>(&[&id]).await.expect(403);
        let owner = officer.get::<GetWorkList>(&[&id]).await.json()["owner_id"].as_str().unwrap().to_owned();
        let admin = server.as_user("admin").await;
        let reason = Reason { reason: "Pindah tugas".to_owned() };
        admin.with("if-match", "*").send::<DisableUser>(&[&owner], &reason).await.expect(200);
        assert_eq!(lurah.get::<GetWorkList>(&[&id]).await.expect(200).json()["may_delete"], json!(true));
        change(&lurah, &id, json!({ "name": "Punya saya" })).await.expect(403);
        // Who does not see it cannot take it away either.
        server.as_user("kelurahan_officer_2").await.get::<DeleteWorkList>(&[&id]).await.expect(404);
        lurah.get::<DeleteWorkList>(&[&id]).await.expect(204);
        lurah.get::<GetWorkList>(&[&id]).await.expect(404);
    });
}

#[test]
fn a_work_list_is_its_owners_until_it_is_shared_where_she_works() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let id = keep(&officer, &ready()).await;
        let sees = async |who: &str| {
            let caller = server.as_user(who).await;
            let page = caller.query::<ListWorkLists>(&[], "list=beneficiaries").await.expect(200).json();
            let alone = caller.get::<GetWorkList>(&[&id]).await.status;
            let listed = column(&page, "id").contains(&id);
            assert_eq!(alone, if listed { 200 } else { 404 }, "{who}");
            listed
        };
        for who in ["lurah", "kader", "kelurahan_officer_2", "coordinator", "admin"] {
            assert!(!sees(who).await, "{who}");
        }
        let shared = change(&officer, &id, json!({ "shared_in": VILLAGE })).await.expect(200).json();
        assert_eq!((&shared["shared_in_name"], &shared["own"]), (&json!("Teluk Pucung"), &json!(true)));
        assert_eq!(shared["filters"], ready()["filters"]);
        for who in ["lurah", "kader"] {
            assert!(sees(who).await, "{who}");
        }
        for who in ["kelurahan_officer_2", "coordinator", "district_officer", "admin", "auditor"] {
            assert!(!sees(who).await, "{who}");
        }
        let lurah = server.as_user("lurah").await;
        assert_eq!(lurah.get::<GetWorkList>(&[&id]).await.expect(200).json()["own"], json!(false));
        change(&lurah, &id, json!({ "name": "Punya saya" })).await.expect(403);
        lurah.get::<DeleteWorkList>(&[&id]).await.expect(403);
        change(&officer, &id, json!({ "shared_in": null })).await.expect(200);
        assert!(!sees("lurah").await);
        lurah.get::<DeleteWorkList>(&[&id]).await.expect(404);
        officer.get::<DeleteWorkList>(&[&id]).await.expect(204);
        officer.get::<GetWorkList>(&[&id]).await.expect(404);
    });
}

#[test]
fn a_shared_work_list_is_shown_only_to_those_who_may_open_its_list() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let pairs = json!({ "list": "duplicate-candidates", "name": "Yang belum diputus", "shared_in": "32.75",
            "filters": { "state": "open" } });
        let tasks = json!({ "list": "tasks", "name": "Tugas terbuka", "shared_in": "32.75",
            "filters": { "state": "open" } });
        let (pairs, tasks) = (keep(&coordinator, &pairs).await, keep(&coordinator, &tasks).await);
        for (who, of_pairs) in [("kelurahan_officer", true), ("kader", false), ("lurah", false), ("admin", false)] {
            let caller = server.as_user(who).await;
            let ids = column(&caller.get::<ListWorkLists>(&[]).await.expect(200).json(), "id");
            assert_eq!((ids.contains(&pairs), ids.contains(&tasks)), (of_pairs, true), "{who}");
        }
    });
}

#[test]
fn what_is_kept_is_judged_by_the_list_it_belongs_to() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let refused = async |members: Value| {
            let mut draft = ready();
            draft.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
            officer.send::<CreateWorkList>(&[], &body(draft)).await.expect(422).faults()
        };
        assert_eq!(refused(json!({ "shared_in": "32.75.03.1006" })).await, ["/shared_in unknown_reference"]);
        assert_eq!(refused(json!({ "shared_in": "32.75.99.1001" })).await, ["/shared_in unknown_reference"]);
        assert_eq!(refused(json!({ "shared_in": "32.75" })).await, ["/shared_in unknown_reference"]);
        assert_eq!(refused(json!({ "filters": { "q": "siti" } })).await, ["/filters/q unknown_member"]);
        assert_eq!(refused(json!({ "filters": { "ids": UNKNOWN } })).await, ["/filters/ids unknown_member"]);
        assert_eq!(refused(json!({ "sort": "nik" })).await, ["/sort not_in_list"]);
        assert_eq!(refused(json!({ "name": "Bu 3275 0354 0388" })).await, ["/name malformed"]);
        let pairs = json!({ "list": "duplicate-candidates", "name": "Mirip", "shared_in": VILLAGE });
        let kader = server.as_user("kader").await.send::<CreateWorkList>(&[], &body(pairs)).await.expect(422);
        assert_eq!(kader.faults(), ["/shared_in unknown_reference"]);
        let id = keep(&officer, &ready()).await;
        assert_eq!(refused(json!({ "name": " Siap divalidasi " })).await, ["/name taken"]);
        let own = server.as_user("lurah").await;
        keep(&own, &ready()).await;

        let faults = async |members: Value| change(&officer, &id, members).await.expect(422).faults();
        assert_eq!(faults(json!({ "list": "tasks" })).await, ["/list field_fixed"]);
        assert_eq!(faults(json!({ "filters": { "state": "open" } })).await, ["/filters/state unknown_member"]);
        assert_eq!(faults(json!({ "filters": { "q": "siti" } })).await, ["/filters/q unknown_member"]);
        assert_eq!(faults(json!({ "sort": "-assessed_on" })).await, ["/sort not_in_list"]);
        let cleared = change(&officer, &id, json!({ "filters": null, "sort": null })).await.expect(200).json();
        assert_eq!((&cleared["filters"], &cleared["sort"]), (&json!({}), &Value::Null));
    });
}

#[test]
fn two_who_change_a_work_list_at_once_do_not_overwrite_each_other() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let id = keep(&officer, &ready()).await;
        let tag = officer.get::<GetWorkList>(&[&id]).await.expect(200).etag();
        let caller = officer.with("if-match", &tag);
        let (one, other) = (body(json!({ "name": "Pertama" })), body(json!({ "name": "Kedua" })));
        let id = [id.as_str()];
        let both = tokio::join!(caller.send::<UpdateWorkList>(&id, &one), caller.send::<UpdateWorkList>(&id, &other));
        let mut answers = [both.0.status, both.1.status];
        answers.sort_unstable();
        assert_eq!(answers, [200, 412]);
    });
}

/// What is done to several from a list goes by the versions the list shows.
#[test]
fn a_step_takes_the_version_a_list_shows_and_no_older_one() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let made = officer.send::<CreateBeneficiary>(&[], &body(siti())).await.expect(201);
        let (tag, id) = (made.etag(), made.json()["id"].as_str().unwrap().to_owned());
        let renamed = body(json!({ "full_name": "Siti Rohayati Baru" }));
        let bare = officer.with("if-match", "\"1\"");
        bare.send::<UpdateBeneficiary>(&[&id], &renamed).await.expect(412);
        officer.with("if-match", &tag).send::<UpdateBeneficiary>(&[&id], &renamed).await.expect(200);
        let why = Reason { reason: "Pindah ke luar kota".to_owned() };
        bare.send::<ArchiveBeneficiary>(&[&id], &why).await.expect(412);
        officer.with("if-match", "\"2\"").send::<ArchiveBeneficiary>(&[&id], &why).await.expect(200);
    });
}

#[test]
fn women_are_picked_by_their_ids_within_reach() {
    with_server(async |server| {
        let coordinator = server.as_user("coordinator").await;
        let registered = async |who: &str, members: Value| {
            let mut draft = siti();
            draft.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
            let made = server.as_user(who).await.send::<CreateBeneficiary>(&[], &body(draft)).await.expect(201).json();
            made["id"].as_str().unwrap().to_owned()
        };
        let here = registered("kelurahan_officer", json!({})).await;
        let away = json!({ "nik": "3275990101700004", "full_name": "Marsinah", "birth_date": "1970-01-01",
            "region_code": "32.75.03.1006" });
        let elsewhere = registered("kelurahan_officer_2", away).await;
        let query = format!("ids={here},{elsewhere}&include=total");
        let both = coordinator.query::<ListBeneficiaries>(&[], &query).await.expect(200).json();
        assert_eq!(both["total"], json!(2));
        let officer = server.as_user("kelurahan_officer").await;
        let own = officer.query::<ListBeneficiaries>(&[], &query).await.expect(200).json();
        assert_eq!((&own["total"], column(&own, "id")), (&json!(1), vec![here.clone()]));
        for ids in ["", "nought", &vec![here.as_str(); 101].join(",")] {
            officer.query::<ListBeneficiaries>(&[], &format!("ids={ids}")).await.expect(400);
        }
    });
}
