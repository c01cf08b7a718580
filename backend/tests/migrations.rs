//! Migrations on a database that already holds a register.

use crate::support::databases::{database, folder, remove};
use crate::support::settings_of;
use p2wkss::config::Config;
use p2wkss::kernel::database::Db;
use p2wkss::migrations::Migrator;
use p2wkss::start;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use sea_orm_migration::MigratorTrait;

/// How many migrations stood before welfare was kept.
const BEFORE_WELFARE: u32 = 7;

async fn number(db: &Db, query: &str) -> i64 {
    let row = db.write.query_one_raw(Statement::from_string(db.backend(), query)).await.unwrap();
    row.expect("a row").try_get_by_index(0).unwrap()
}

/// A household with sums, of two women, one of them archived, and two members,
/// one of them gone; and one with sums in which nobody lives yet.
fn register(sqlite: bool) -> Vec<String> {
    let id = |number: u8| {
        if sqlite { format!("x'{number:032x}'") } else { format!("'00000000-0000-0000-0000-{number:012x}'") }
    };
    let place = "'32.75', '32.75.03', '32.75.03.1004', '011', '002'";
    let bytes = |number: u8| if sqlite { format!("x'{number:02x}'") } else { format!("'\\x{number:02x}'") };
    let region = |code: &str, level: &str, parent: &str| {
        format!(
            "insert into regions (code, level, name, official_name, search_text, name_folded, parent_code) \
             values ('{code}', '{level}', 'a', 'a', 'a', 'a', {parent})"
        )
    };
    let home = |number: u8| {
        format!(
            "insert into households (id, city_code, district_code, region_code, rw, rt, monthly_income, finances_on, \
             created_at, updated_at, version) values ({}, {place}, 900000, '2026-10-01', 1, 2, 1)",
            id(number)
        )
    };
    let woman = |number: u8, archived: &str| {
        format!(
            "insert into beneficiaries (id, full_name, full_name_folded, name_search, nik_sealed, nik_hash, nik_masked, \
             nik_warnings, birth_date, sex, household_id, city_code, district_code, region_code, rw, rt, marital_status, \
             de_jure, de_facto, head_basis, collection, status, outdated_by, complete, created_by, last_edited_by, \
             archived_at, created_at, updated_at, version) values ({}, 'a', 'a', 'a', {bytes}, {bytes}, '3', '', \
             '1988-03-14', 'female', {}, {place}, 'widowed', true, true, 'husband_died', '{{}}', 'candidate', '', true, \
             {user}, {user}, {archived}, 1, 1, 1)",
            id(number),
            id(2),
            bytes = bytes(number),
            user = id(1),
        )
    };
    let member = |number: u8, gone: &str| {
        format!(
            "insert into household_members (id, household_id, full_name, sex, relation, livelihood, removed_at, created_at, \
             updated_at, version) values ({}, {}, 'a', 'male', 'child', 'depends_on_her', {gone}, 1, 1, 1)",
            id(number),
            id(2)
        )
    };
    vec![
        region("32", "province", "null"),
        region("32.75", "city", "'32'"),
        region("32.75.03", "district", "'32.75'"),
        region("32.75.03.1004", "village", "'32.75.03'"),
        format!(
            "insert into users (id, username, full_name, full_name_folded, created_at, updated_at, version) \
             values ({}, 'a', 'a', 'a', 1, 1, 1)",
            id(1)
        ),
        home(2),
        home(3),
        woman(4, "null"),
        woman(5, "1"),
        member(6, "null"),
        member(7, "1"),
    ]
}

#[test]
fn welfare_is_added_to_a_register_that_stands() {
    actix_web::rt::System::new().block_on(async {
        let folder = folder();
        let url = database(&folder).await;
        let db = Db::connect(&url).await.unwrap();
        Migrator::up(&db.write, Some(BEFORE_WELFARE)).await.unwrap();
        for statement in register(db.backend() == DbBackend::Sqlite) {
            if let Err(error) = db.write.execute_unprepared(&statement).await {
                panic!("{error}\n{statement}");
            }
        }
        let words = "insert into beneficiary_words (beneficiary_id, word) select id, word from beneficiaries \
                     cross join (select 'a' as word union all select 'b') words where not (word = 'b' and archived_at is not null)";
        db.write.execute_unprepared(words).await.unwrap();
        Migrator::up(&db.write, None).await.unwrap();
        let series = "select count(*) from household_finances where told_on = '2026-10-01' and monthly_income = 900000";
        assert_eq!(number(&db, series).await, 2, "what stands becomes the first entry of its series");
        let shared = "select cast(sum(people) as bigint) from household_finances";
        assert_eq!(number(&db, shared).await, 2 + 1, "one woman and one child; and one at least");
        assert_eq!(number(&db, "select count(*) from beneficiaries where eligibility = 'unknown'").await, 2);
        let words = "select count(*) from beneficiary_words join beneficiaries on beneficiaries.id = beneficiary_id \
                     where word in ('a', 'b')";
        assert_eq!(number(&db, words).await, 3, "the words of names stay with them");
        remove(Some(&url), &folder).await;
    });
}

/// On PostgreSQL, which several processes share.
#[test]
fn processes_that_start_at_once_on_an_empty_database_all_come_up() {
    if std::env::var("P2WKSS_TEST_DATABASE").is_err() {
        return;
    }
    actix_web::rt::System::new().block_on(async {
        let folder = folder();
        let url = database(&folder).await;
        let open = || start::open(Config::from_settings(&settings_of(&url, &folder, &[])).unwrap());
        let (one, two, three) = futures::join!(open(), open(), open());
        let kernels = [one.unwrap(), two.unwrap(), three.unwrap()];
        let told = "select count(*) from events where operation = 'load_stage_template'";
        let statement = Statement::from_string(DbBackend::Postgres, told);
        let row = kernels[2].db.read.query_one_raw(statement).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 1);
        remove(Some(&url), &folder).await;
    });
}
