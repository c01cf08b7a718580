//! Many register at once: each woman stands once, and no write harms another.

use crate::duplicates::like;
use crate::support::{Server, body, with_server};
use contract::beneficiaries::BeneficiaryDraft;
use contract::endpoints::CreateBeneficiary;
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
        let statuses = statuses(server, &women, false).await;
        // On PostgreSQL they do not wait for each other: the search for pairs finds them.
        let made = if server.on_sqlite() { 1..=1 } else { 1..=4 };
        let stand = server.number("select count(*) from beneficiaries").await;
        assert!(made.contains(&stand), "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), usize::try_from(stand).unwrap());
        assert!(statuses.iter().all(|status| [201, 409].contains(status)), "{statuses:?}");
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
