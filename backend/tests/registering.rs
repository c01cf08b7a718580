//! Many register at once: each woman stands once, and no write harms another.

use crate::duplicates::like;
use crate::support::{Server, body, with_server};
use contract::beneficiaries::BeneficiaryDraft;
use contract::endpoints::CreateBeneficiary;
use contract::problem::ProblemCode;
use futures::future::join_all;
use p2wkss::entity::request_count;
use p2wkss::kernel::error::Result;
use p2wkss::kernel::tx::{Author, Tx, run_as_system};
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryResult, Statement};
use serde_json::{Value, json};

/// How many answers had each status.
async fn statuses(server: &Server, women: &[Value]) -> Vec<u16> {
    let officer = server.as_user("kelurahan_officer").await;
    let all = women.iter().map(|woman| {
        let (officer, draft) = (officer.clone(), body::<BeneficiaryDraft>(woman.clone()));
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
            let statuses = statuses(server, &women).await;
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
        let statuses = statuses(server, &women).await;
        // On PostgreSQL they do not wait for each other: the search for pairs finds them.
        let made = if server.on_sqlite() { 1..=1 } else { 1..=4 };
        let stand = server.number("select count(*) from beneficiaries").await;
        assert!(made.contains(&stand), "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), usize::try_from(stand).unwrap());
        assert!(statuses.iter().all(|status| [201, 409].contains(status)), "{statuses:?}");
    });
}

/// A row of its number, written if a look at nothing lets it.
async fn write(tx: &Tx, number: usize) -> Result<p2wkss::kernel::tx::Done<()>> {
    let row = |who: String| request_count::ActiveModel {
        counted: Set(who),
        minute: Set(9_000_000_000),
        requests: Set(i64::try_from(number).unwrap()),
    };
    // What fails does so in its last statement: the same row twice.
    let own = if number % 4 == 1 { "taken".to_owned() } else { format!("own {number}") };
    tx.insert_last::<request_count::Entity>([row(own)]);
    let backend = tx.kernel().db.backend();
    let text = "select count(*) from request_counts where counted = 'taken' and minute = ";
    let bound = if backend == sea_orm::DbBackend::Postgres { "$1" } else { "?" };
    let look = Statement::from_sql_and_values(backend, format!("{text}{bound}"), [9_000_000_000_i64.into()]);
    let taken = |found: &[QueryResult]| found[0].try_get_by_index::<i64>(0).unwrap() == 1;
    let clear = move |found: &[QueryResult]| taken(found) && number % 4 != 2;
    let (done, found) = tx.done_if(tx.done_unrecorded(()), look, clear).await?;
    let Some(found) = found else { return Ok(done) };
    assert!(taken(&found), "what stood before the turn is seen in it");
    match number % 4 {
        2 => tx.insert_last::<request_count::Entity>([row(format!("more {number}"))]),
        3 => return Err(ProblemCode::WrongState.into()),
        _ => {}
    }
    Ok(done)
}

#[test]
fn a_write_worked_out_before_its_turn_is_kept_or_goes_on() {
    with_server(async |server| {
        let row = "insert into request_counts (counted, minute, requests) values ('taken', 9000000000, 1)";
        server.kernel.db.write.execute_unprepared(row).await.unwrap();
        let writes = (0..80).map(|number| {
            let kernel = server.kernel.clone();
            async move {
                let written = run_as_system(&kernel, Author::system("test"), async |tx| write(tx, number).await).await;
                (number, written.is_ok())
            }
        });
        for (number, kept) in join_all(writes).await {
            // On PostgreSQL nothing is left to others, so the third kind sees rows and refuses.
            let refused = number % 4 == 1 || (number % 4 == 3 && !server.on_sqlite());
            assert_eq!(kept, !refused, "{number}");
        }
        let counted = async |kind: &str| {
            let rows =
                format!("select count(*) from request_counts where minute = 9000000000 and counted like '{kind} %'");
            server.number(&rows).await
        };
        assert_eq!(counted("own").await, if server.on_sqlite() { 60 } else { 40 });
        assert_eq!(counted("more").await, 20);
    });
}
