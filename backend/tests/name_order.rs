//! Searching by a part of a name in the whole city: pages and totals are those
//! of the register, whatever names begin alike, wait for the index, are changed
//! or stand in another city.

use crate::beneficiaries::{draft, siti};
use crate::support::{Caller, Server, column, with_server};
use contract::endpoints::{CreateBeneficiary, ListBeneficiaries};
use contract::ids::BeneficiaryId;
use contract::moment::Timestamp;
use p2wkss::entity::beneficiary;
use p2wkss::kernel::fold::{fold, sound};
use p2wkss::kernel::scope::system;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

/// Beginnings that fill groups of their own, and one that hundreds share.
const FIRST: &[&str] =
    &["Siti Nurhay", "Siti Nurhas", "Siti", "A", "Hj. Siti", "Hj Siti", "'Aini Siti", "Éka Siti", "Zz"];
const LAST: &[&str] = &["ati", "anah", "", " Siti Z", " siti-a", " {Siti}", "\u{1f9d5} Siti"];

const NEEDLES: &[&str] = &["siti", "nurhay", "nurhasan", "siti nurha", "aini"];

/// Women like one who was registered, with names of their own.
async fn fill(server: &Server) -> Vec<beneficiary::Model> {
    let officer = server.as_user("kelurahan_officer").await;
    officer.send::<CreateBeneficiary>(&[], &draft(siti())).await.expect(201);
    let db = &server.kernel.db.write;
    let first = system::<beneficiary::Entity>().one(db).await.unwrap().unwrap();
    let mut all = Vec::new();
    for round in 0..9 {
        for (place, start) in FIRST.iter().enumerate() {
            for (other, end) in LAST.iter().enumerate() {
                let full_name = format!("{start}{end} {}", char::from(b'a' + (round * 7) % 9));
                let mut woman = first.clone();
                woman.id = BeneficiaryId(server.kernel.clock.new_id());
                (woman.full_name_folded, woman.name_search) = (fold(&full_name), sound(&full_name));
                woman.full_name = full_name;
                (woman.nik_hash, woman.nik_sealed, woman.nik_masked) = (None, None, None);
                // Sealed for another one.
                woman.phone_sealed = None;
                woman.nik_absent_reason = Some("never_registered".to_owned());
                let nth = usize::from(round) + place + other;
                woman.archived_at = nth.is_multiple_of(11).then_some(Timestamp(1));
                if nth.is_multiple_of(7) {
                    woman.city_code = "32.76".parse().unwrap();
                }
                all.push(woman);
            }
        }
    }
    for part in all.chunks(50) {
        let rows = part.iter().map(|woman| woman.clone().into_active_model().reset_all());
        beneficiary::Entity::insert_many(rows).exec_without_returning(db).await.unwrap();
    }
    all.push(first);
    all
}

/// The names of all pages, and the total.
async fn paged(caller: &Caller, query: &str, limit: usize) -> (Vec<String>, u64) {
    let (mut found, mut cursor, mut total) = (Vec::new(), String::new(), 0);
    loop {
        let asked = format!("limit={limit}&include=total&{query}{cursor}");
        let page = caller.query::<ListBeneficiaries>(&[], &asked).await.expect(200).json();
        found.extend(column(&page, "full_name"));
        total = page["total"].as_u64().unwrap_or(total);
        let Some(next) = page["next_cursor"].as_str() else { return (found, total) };
        cursor = format!("&cursor={next}");
    }
}

async fn check(caller: &Caller, women: &[beneficiary::Model], needles: &[&str]) {
    for needle in needles {
        let mut expected: Vec<&beneficiary::Model> = women
            .iter()
            .filter(|woman| woman.archived_at.is_none() && woman.city_code.as_str() == "32.75")
            .filter(|woman| woman.name_search.contains(&sound(needle)))
            .collect();
        expected.sort_by_key(|woman| (woman.full_name_folded.clone(), woman.id));
        let mut names: Vec<String> = expected.iter().map(|woman| woman.full_name.clone()).collect();
        assert!(names.len() > 3, "{needle} matches too few");
        let asked = needle.replace(' ', "%20");
        for limit in [7, 200] {
            let told = paged(caller, &format!("q={asked}"), limit).await;
            assert_eq!(told.0, names, "{needle}, {limit} at once");
            assert_eq!(usize::try_from(told.1), Ok(names.len()), "{needle}");
        }
        names.reverse();
        assert_eq!(paged(caller, &format!("q={asked}&sort=-full_name"), 7).await.0, names, "{needle}, falling");
    }
}

#[test]
fn pages_come_in_the_order_of_names() {
    with_server(async |server| {
        let mut women = fill(server).await;
        let city = server.as_user("coordinator").await;
        check(&city, &women, NEEDLES).await;
        // Where nobody stands in another city, the index alone counts.
        let db = &server.kernel.db.write;
        server.sql("delete from beneficiaries where city_code = '32.76'").await.unwrap();
        if server.on_sqlite() {
            server.sql("delete from searched_cities where city_code = '32.76'").await.unwrap();
        }
        women.retain(|woman| woman.city_code.as_str() == "32.75");
        check(&city, &women, NEEDLES).await;
        // Names change, women are archived and come back.
        for (nth, woman) in women.iter_mut().enumerate().step_by(3) {
            match nth % 2 {
                0 => {
                    woman.full_name = format!("Nurhayati Siti {}", woman.full_name);
                    (woman.full_name_folded, woman.name_search) = (fold(&woman.full_name), sound(&woman.full_name));
                }
                _ if woman.archived_at.is_some() => woman.archived_at = None,
                _ => woman.archived_at = Some(Timestamp(2)),
            }
            let row = woman.clone().into_active_model().reset_all();
            beneficiary::Entity::update(row).exec(db).await.unwrap();
        }
        check(&city, &women, NEEDLES).await;
        if server.on_sqlite() {
            let whole = "select count(*) from beneficiaries b left join beneficiary_searches s on s.seq = b.seq \
                         where s.name_search is not b.name_search or s.archived_at is not b.archived_at \
                         or s.full_name_folded is not b.full_name_folded";
            assert_eq!(server.number(whole).await, 0);
            // What waits stands in the register and not yet in the index.
            server
                .sql("insert into beneficiary_names (rowid, name_search) select place, name_search from names_waiting")
                .await
                .unwrap();
            let check = "insert into beneficiary_names (beneficiary_names, rank) values ('integrity-check', 1)";
            server.sql(check).await.unwrap();
        }
    });
}

/// The numbers that the triggers give, and what is computed of a name.
#[test]
fn a_number_begins_with_the_letters_of_the_name() {
    with_server(async |server| {
        if !server.on_sqlite() {
            return;
        }
        for woman in fill(server).await {
            let group = p2wkss::beneficiaries::name_order::group(&woman.full_name_folded);
            let id = woman.id.to_string().replace('-', "");
            let place = format!("select place from beneficiary_searches where hex(id) = '{}'", id.to_uppercase());
            let place = server.number(&place).await;
            if woman.archived_at.is_none() {
                assert!(group.contains(&place), "{}: {place} not in {group:?}", woman.full_name);
            } else {
                assert!(group.contains(&(-1 - place)), "{}: {place} is no number of the archive", woman.full_name);
            }
        }
    });
}

#[test]
fn a_page_behind_the_last_match_tells_how_many_there_are() {
    with_server(async |server| {
        fill(server).await;
        let city = server.as_user("coordinator").await;
        let (names, all) = paged(&city, "q=nurhasan", 200).await;
        let most = names.len() - 1;
        let asked = format!("q=nurhasan&include=total&limit={most}");
        let page = city.query::<ListBeneficiaries>(&[], &asked).await.expect(200).json();
        let cursor = page["next_cursor"].as_str().unwrap();
        let last = fold(names.last().unwrap());
        let gone = format!("update beneficiaries set archived_at = 5 where full_name_folded = '{last}'");
        let gone = server.sql(&gone).await.unwrap();
        let page = city.query::<ListBeneficiaries>(&[], &format!("{asked}&cursor={cursor}")).await.expect(200).json();
        assert_eq!(column(&page, "full_name"), [""; 0]);
        assert_eq!(page["total"].as_u64(), Some(all - gone), "{page}");
    });
}
