//! Code lists: the choices of the forms, kept with their history.

use crate::support::{Answered, Caller, body, column, with_server};
use contract::code_lists::CodeList;
use contract::endpoint::{Endpoint, Method};
use contract::endpoints::{CreateCode, GetCode, ListCodeHistory, ListCodes, UpdateCode};
use serde_json::{Value, json};

async fn add(admin: &Caller, members: Value) -> Answered {
    admin.send::<CreateCode>(&[], &body(members)).await
}

async fn change(admin: &Caller, id: &str, tag: &str, members: Value) -> Answered {
    admin.with("if-match", tag).send::<UpdateCode>(&[id], &body(members)).await
}

async fn list(caller: &Caller, query: &str) -> Value {
    caller.query::<ListCodes>(&[], query).await.expect(200).json()
}

fn weaver() -> Value {
    json!({ "list": "occupation", "code": "weaver", "label_id": "Penenun", "label_en": "Weaver" })
}

#[test]
fn every_list_is_shipped_in_both_languages_and_in_order() {
    with_server(async |server| {
        let caller = server.as_user("observer").await;
        for list_name in CodeList::ALL {
            let page = list(&caller, &format!("list={list_name}&limit=500")).await;
            let positions: Vec<i64> =
                page["items"].as_array().unwrap().iter().map(|code| code["position"].as_i64().unwrap()).collect();
            assert!(!positions.is_empty() && positions.is_sorted(), "{list_name} {positions:?}");
            for code in page["items"].as_array().unwrap() {
                assert_eq!(code["list"], list_name.as_str());
                assert!(
                    !code["label_id"].as_str().unwrap().is_empty() && !code["label_en"].as_str().unwrap().is_empty()
                );
            }
        }
        let lists = column(&list(&caller, "limit=500").await, "list");
        assert!(lists.is_sorted(), "{lists:?}");
        let mut backwards = column(&list(&caller, "limit=500&sort=-list").await, "list");
        backwards.reverse();
        assert_eq!(backwards, lists);
        for query in ["list=colours", "include_retired=maybe", "sort=label_id"] {
            assert_eq!(caller.query::<ListCodes>(&[], query).await.expect(400).code(), "malformed_request", "{query}");
        }
    });
}

#[test]
fn a_code_is_added_at_its_place_or_at_the_end() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let last = add(&admin, weaver()).await.expect(201);
        let id = last.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(last.header("location"), Some(&*format!("/api/v1/code-lists/{id}")));
        let codes = column(&list(&admin, "list=occupation&limit=500").await, "code");
        assert_eq!(codes.last().unwrap(), "weaver");
        change(&admin, &id, &last.etag(), json!({ "position": 1 })).await.expect(200);
        let codes = column(&list(&admin, "list=occupation&limit=500").await, "code");
        assert!(codes.iter().position(|code| code == "weaver").unwrap() <= 1, "{codes:?}");
        let other_list = json!({ "list": "relation", "code": "weaver", "label_id": "x", "label_en": "x" });
        add(&admin, other_list).await.expect(201);
        assert_eq!(add(&admin, weaver()).await.expect(422).faults(), ["/code taken"]);
    });
}

#[test]
fn list_and_code_are_fixed_because_records_store_them() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let made = add(&admin, weaver()).await.expect(201);
        let (id, tag) = (made.json()["id"].as_str().unwrap().to_owned(), made.etag());
        let refused = change(&admin, &id, &tag, json!({ "code": "spinner" })).await.expect(422);
        assert_eq!(refused.faults(), ["/code field_withheld"]);
        let refused = change(&admin, &id, &tag, json!({ "list": "relation" })).await.expect(422);
        assert_eq!(refused.faults(), ["/list field_withheld"]);
        for (member, value) in [("label_id", Value::Null), ("label_en", json!(" ")), ("code", Value::Null)] {
            let refused = change(&admin, &id, &tag, json!({ member: value })).await.expect(422);
            assert_eq!(refused.faults(), [format!("/{member} required")]);
        }
        let mut same = weaver();
        same["label_en"] = json!("Loom weaver");
        let changed = change(&admin, &id, &tag, same).await.expect(200).json();
        assert_eq!((&changed["label_en"], &changed["version"]), (&json!("Loom weaver"), &json!(2)));
    });
}

#[test]
fn a_retired_code_is_no_longer_offered_but_stays() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let made = add(&admin, weaver()).await.expect(201);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let retired = change(&admin, &id, &made.etag(), json!({ "retired": true })).await.expect(200);
        assert_eq!(retired.json()["label_id"], "Penenun", "an absent member stays");
        let offered = async |query: &str| column(&list(&admin, query).await, "code").contains(&"weaver".to_owned());
        assert!(!offered("list=occupation&limit=500").await);
        assert!(!offered("list=occupation&limit=500&include_retired=false").await);
        assert!(offered("list=occupation&limit=500&include_retired=true").await);
        admin.get::<GetCode>(&[&id]).await.expect(200);
        assert_eq!(add(&admin, weaver()).await.expect(422).faults(), ["/code taken"], "its word stays taken");
        change(&admin, &id, &retired.etag(), json!({ "retired": false })).await.expect(200);
        assert!(offered("list=occupation&limit=500").await);
        let history = admin.get::<ListCodeHistory>(&[&id]).await.expect(200).json();
        assert_eq!(column(&history, "operation"), ["update_code", "update_code", "create_code"]);
        assert_eq!(history["items"][1]["members"], json!([{ "member": "retired", "before": false, "after": true }]));
    });
}

#[test]
fn every_fault_of_a_code_is_named() {
    with_server(async |server| {
        let admin = server.as_user("admin").await;
        let wrong = json!({ "list": "occupation", "code": "Penenun!", "label_id": "x".repeat(121), "label_en": "", "position": 0 });
        let faults = ["/code malformed", "/label_id too_long", "/label_en required", "/position malformed"];
        assert_eq!(add(&admin, wrong).await.expect(422).faults(), faults);
        let empty = ["/list required", "/code required", "/label_id required", "/label_en required"];
        assert_eq!(add(&admin, json!({})).await.expect(422).faults(), empty);
        for (member, value) in [
            ("position", json!(9_223_372_036_854_775_807_i64)),
            ("position", json!(1.5)),
            ("position", json!("1")),
            ("retired", json!("yes")),
            ("list", json!("colours")),
        ] {
            let mut draft = weaver();
            draft[member] = value;
            let refused = admin.raw(Method::Post, CreateCode::PATH, Some(draft.to_string())).await.expect(422);
            assert_eq!(refused.faults(), [format!("/{member} malformed")]);
        }
        for member in ["version", "created_at", "list_order"] {
            let mut draft = weaver();
            draft[member] = json!(1);
            let refused = admin.raw(Method::Post, CreateCode::PATH, Some(draft.to_string())).await.expect(422);
            assert_eq!(refused.faults(), [format!("/{member} unknown_member")]);
        }
        let planner = server.as_user("planner").await;
        assert_eq!(add(&planner, weaver()).await.expect(403).code(), "forbidden");
    });
}

#[test]
fn a_code_another_server_added_just_now_may_be_written() {
    use crate::beneficiaries::{draft, siti};
    use contract::endpoints::CreateBeneficiary;
    use p2wkss::entity::code;
    use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder};
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await;
        let weaves = |name: &str| {
            let mut members = siti();
            members["occupation"] = json!("weaver");
            members["full_name"] = json!(name);
            draft(members)
        };
        // What is remembered of the lists is from before.
        let refused = officer.send::<CreateBeneficiary>(&[], &weaves("Siti Aminah")).await.expect(422).json();
        assert_eq!(refused["errors"][0]["code"], "not_in_list");
        let db = &server.kernel.db.write;
        let first = p2wkss::kernel::scope::system::<code::Entity>().order_by_asc(code::Column::ListOrder);
        let mut row = first.one(db).await.unwrap().unwrap();
        row.id = contract::ids::CodeId(server.kernel.clock.new_id());
        (row.list, row.code, row.list_order) =
            (CodeList::Occupation, "weaver".to_owned(), "occupation 90000".to_owned());
        row.into_active_model().reset_all().insert(db).await.unwrap();
        officer.send::<CreateBeneficiary>(&[], &weaves("Siti Aminah")).await.expect(201);
    });
}
