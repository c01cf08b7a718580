//! Many register at once: each woman stands once, and no write harms another.

use crate::duplicates::like;
use crate::support::observed::Observed;
use crate::support::{Server, body, with_server};
use contract::beneficiaries::BeneficiaryDraft;
use contract::endpoints::{CreateBeneficiary, ListBeneficiaries};
use contract::problem::ProblemCode;
use futures::future::join_all;
use p2wkss::entity::request_count;
use p2wkss::kernel::error::Result;
use p2wkss::kernel::tx::{Author, Done, Tx, run_as_system};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};

/// The statuses of all answers in order; with `keyed` each request has a key.
async fn statuses(server: &Server, women: &[Value], keyed: bool) -> Vec<u16> {
    let officer = server.as_user("kelurahan_officer").await;
    let all = women.iter().map(|woman| {
        let draft = body::<BeneficiaryDraft>(woman.clone());
        let key = server.kernel.clock.new_id().to_string();
        let officer = if keyed { officer.with("idempotency-key", &key) } else { officer.clone() };
        async move { officer.send::<CreateBeneficiary>(&[], &draft).await.status.as_u16() }
    });
    let mut statuses = join_all(all).await;
    statuses.sort_unstable();
    statuses
}

fn without_nik(changes: Value) -> Value {
    let mut woman = like(changes);
    woman.as_object_mut().unwrap().remove("nik");
    woman["nik_absent_reason"] = json!("never_registered");
    woman
}

#[test]
fn one_nik_registered_by_many_at_once_stands_once() {
    with_server(async |server| {
        let others = [("Ayu Lestari", 1961), ("Dewi Kartika", 1969), ("Rina Marlina", 1977), ("Wulan Handayani", 1995)];
        for round in 0..5 {
            let nik = format!("327599540388{:04}", round + 1);
            let same = like(json!({ "nik": nik, "full_name": format!("Siti Rohayati {round}"),
                "birth_date": format!("{}-03-14", 1980 + round) }));
            let mut women = vec![same; 6];
            women.extend(others.iter().map(|(name, year)| {
                without_nik(json!({ "full_name": format!("{name} {}", ["Ani", "Bunga", "Cut", "Desi", "Eka"][round]),
                    "birth_date": format!("{year}-{:02}-2{round}", round + 1) }))
            }));
            let before = server.number("select count(*) from beneficiaries").await;
            let statuses = statuses(server, &women, round % 2 == 1).await;
            assert_eq!(statuses, [201, 201, 201, 201, 201, 409, 409, 409, 409, 409], "round {round}");
            assert_eq!(server.number("select count(*) from beneficiaries").await, before + 5);
        }
        let told =
            "select count(*) from events where resource_kind = 'beneficiary' and operation = 'create_beneficiary'";
        assert_eq!(server.number(told).await, 25, "each is told once");
        let words = "select count(distinct beneficiary_id) from beneficiary_words";
        assert_eq!(server.number(words).await, server.number("select count(*) from beneficiaries").await);
    });
}

#[test]
fn women_alike_registered_at_once_are_asked_about() {
    with_server(async |server| {
        let women: Vec<Value> = ["Siti Rohayati", "Sitti Rohayati", "Siti Rohayatie", "Hj. Siti Rohayati"]
            .iter()
            .map(|name| without_nik(json!({ "full_name": name })))
            .collect();
        assert_eq!(statuses(server, &women, false).await, [201, 409, 409, 409]);
        assert_eq!(server.number("select count(*) from beneficiaries").await, 1);
    });
}

/// Women who are not alike.
fn strangers(many: u32) -> Vec<Value> {
    let names = ["Ayu", "Bunga", "Cut", "Dewi", "Eka", "Fitri", "Gita", "Hana"];
    let rest = ["Lestari", "Kartika", "Marlina", "Handayani", "Puspita"];
    let woman = |number: u32| {
        let name = names.iter().cycle().nth(usize::try_from(number).unwrap()).unwrap();
        let last = rest.iter().cycle().nth(usize::try_from(number / 8).unwrap()).unwrap();
        without_nik(json!({ "full_name": format!("{name} {last}"),
            "birth_date": format!("{}-{:02}-{:02}", 1950 + number, number % 12 + 1, number % 27 + 1) }))
    };
    (0..many).map(woman).collect()
}

const INSERT: &str = r#"INSERT INTO "beneficiaries""#;

#[test]
fn women_registered_together_stand_as_those_registered_alone() {
    with_server(async |server| {
        let observed = Observed::beside(server).await;
        let statuses = statuses(&observed.server, &strangers(40), true).await;
        assert_eq!(statuses, [201; 40]);
        let inserts = observed.take().iter().filter(|sent| sent.statement.sql.contains(INSERT)).count();
        observed.server.stop().await;
        assert!((1..40).contains(&inserts), "{inserts} inserts of 40 women");
        for (table, per_woman) in [("beneficiaries", 1), ("households", 1), ("idempotency_keys", 1), ("events", 2)] {
            let only = if table == "events" { " where operation = 'create_beneficiary'" } else { "" };
            let rows = server.number(&format!("select count(*) from {table}{only}")).await;
            assert_eq!(rows, 40 * per_woman, "{table}");
        }
        let officer = server.as_user("kelurahan_officer").await;
        for (query, found) in [("q=cut%20mar&include=total", 1), ("q=gi&include=total", 5)] {
            let page = officer.query::<ListBeneficiaries>(&[], query).await.expect(200).json();
            assert_eq!(page["total"], found, "{query}");
        }
    });
}

#[test]
fn one_request_sent_many_times_at_once_registers_one_woman() {
    with_server(async |server| {
        let officer = server.as_user("kelurahan_officer").await.with("idempotency-key", "satu");
        let draft = body::<BeneficiaryDraft>(strangers(1).remove(0));
        let all = join_all((0..8).map(|_| officer.send::<CreateBeneficiary>(&[], &draft))).await;
        let told: Vec<u16> = all.iter().map(|answer| answer.status.as_u16()).collect();
        assert!(told.contains(&201) && told.iter().all(|status| [201, 409].contains(status)), "{told:?}");
        let mut ids: Vec<Value> =
            all.iter().filter(|one| one.status.as_u16() == 201).map(|one| one.json()["id"].clone()).collect();
        ids.dedup();
        assert_eq!((ids.len(), server.number("select count(*) from beneficiaries").await), (1, 1));
        let again = officer.send::<CreateBeneficiary>(&[], &draft).await.expect(201).json();
        assert_eq!(again["id"], ids[0]);
        let other = body::<BeneficiaryDraft>(strangers(2).remove(1));
        assert_eq!(officer.send::<CreateBeneficiary>(&[], &other).await.expect(422).code(), "idempotency_key_reused");
    });
}

#[test]
fn a_woman_the_database_refuses_keeps_nobody_else_out() {
    with_server(async |server| {
        let refusing = if server.on_sqlite() {
            "create trigger refusing before insert on beneficiaries when new.full_name = 'Cut Lestari' \
             begin select raise(abort, 'refused'); end"
        } else {
            "alter table beneficiaries add constraint refusing check (full_name <> 'Cut Lestari')"
        };
        server.kernel.db.write.execute_unprepared(refusing).await.unwrap();
        let statuses = statuses(server, &strangers(8), false).await;
        assert_eq!((&statuses[..7], statuses[7]), (&[201; 7][..], 500), "she alone is refused");
        assert_eq!(server.number("select count(*) from beneficiaries").await, 7);
    });
}

/// A row of its number, after a look with which the turn begins.
async fn write(tx: &Tx, number: usize) -> Result<Done<()>> {
    let backend = tx.kernel().db.backend();
    let look = |text: &str| {
        let bound = if backend == DbBackend::Postgres { "$1" } else { "?" };
        Statement::from_sql_and_values(backend, format!("{text} {bound}"), [9_000_000_000_i64.into()])
    };
    if number % 4 == 2 {
        // Her reading fails; it harms nobody who passed the turn on to her.
        tx.db().query_all_raw(look("select missing from request_counts where minute =")).await?;
    }
    let found =
        tx.db().query_all_raw(look("select requests from request_counts where counted = 'taken' and minute =")).await?;
    assert_eq!(found[0].try_get_by_index::<i64>(0).unwrap(), 7, "what is found is hers");
    if number % 4 == 3 {
        return Err(ProblemCode::WrongState.into());
    }
    // What fails does so in its last statement: the same row twice.
    let counted = if number % 4 == 1 { "taken".to_owned() } else { format!("own {number}") };
    let row = request_count::ActiveModel { counted: Set(counted), minute: Set(9_000_000_000), requests: Set(1) };
    tx.insert_last::<request_count::Entity>([row]);
    Ok(tx.done_unrecorded(()))
}

#[test]
fn a_turn_passed_on_with_the_last_statement_is_nobody_elses_fault() {
    with_server(async |server| {
        let row = "insert into request_counts (counted, minute, requests) values ('taken', 9000000000, 7)";
        server.kernel.db.write.execute_unprepared(row).await.unwrap();
        for _ in 0..3 {
            let writes = (0..80).map(|number| {
                let kernel = server.kernel.clone();
                async move {
                    let written = run_as_system(&kernel, Author::system("test"), async |tx| write(tx, number).await);
                    (number, written.await)
                }
            });
            for (number, written) in join_all(writes).await {
                let told = written.map_err(|error| error.code).err();
                match number % 4 {
                    0 => assert_eq!(told, None, "{number}"),
                    3 => assert_eq!(told, Some(ProblemCode::WrongState), "{number}"),
                    // Not as one whose shared transaction was lost.
                    _ => assert!(told.is_some_and(|code| code != ProblemCode::Unavailable), "{number}: {told:?}"),
                }
            }
            let own = "select count(*) from request_counts where counted like 'own %'";
            assert_eq!(server.number(own).await, 20);
            server
                .kernel
                .db
                .write
                .execute_unprepared("delete from request_counts where counted like 'own %'")
                .await
                .unwrap();
        }
    });
}
