//! A city of 120,000 women, written by the database itself in a few seconds.
//!
//! Everything follows from a running number, so that the rows of one table
//! find those of another; what is spread is spread by remainders.

mod depth;
mod meetings;

use crate::support::Server;
use sea_orm::{ConnectionTrait, Database};

pub const WOMEN: u32 = 120_000;
const HOUSEHOLDS: u32 = 100_000;
/// One kader for each RW: 56 kelurahan of 18.
const KADERS: u32 = 1008;

/// Names as they stand in the search column: folded, in one spelling.
const FIRST: &str = "siti ani rina dewi sri yanti nur lina tuti wati eka fitri ida kartini lestari maya neng oka putri \
                     ratna suryani tini umi yuni";
const MIDDLE: &str = "aminah budiarti cahyani diah elok fauji gayatri hayati indah jubaedah kurnia laras mulyani \
                      nursiah oktafia permata rahayu sekar tari utami wahyuni yuliana asri bunga citra";
const LAST: &str = "abdulah basuki darmawan efendi firmansyah gunawan hidayat iskandar jayadi kusuma lubis maulana \
                    nugroho pranoto rusdi saputra tarigan usman wijaya yahya adiputra bakri daud fadilah halim";

/// What each number counts: the first part of an id.
pub const WOMAN: u32 = 1;
pub const INSTRUMENT: u32 = 29;
pub const MEETING: u32 = 30;
pub const SELECTION: u32 = 34;
pub const ACTION: u32 = 32;
pub const HOUSEHOLD: u32 = 2;
pub const VALIDATION: u32 = 3;
pub const MEMBER: u32 = 4;
pub const USER: u32 = 5;
pub const ASSIGNMENT: u32 = 6;
pub const SESSION: u32 = 7;
pub const EVENT: u32 = 8;
pub const IMPORT: u32 = 9;
pub const STAGE_RECORD: u32 = 24;
const CONSENT: u32 = 10;
const DOCUMENT: u32 = 11;
const TASK: u32 = 12;
const SOURCE: u32 = 20;
const WORK_LIST: u32 = 21;

/// The id of the record with this number.
pub fn id(kind: u32, number: u32) -> String {
    format!("{kind:08x}-0000-0000-0000-{number:012x}")
}

/// The words in which the two databases differ.
struct Dialect {
    sqlite: bool,
}

impl Dialect {
    /// The same id, computed by the database.
    fn id(&self, kind: u32, number: &str) -> String {
        if self.sqlite {
            return format!("unhex(printf('%08x%024x', {kind}, {number}))");
        }
        format!("cast(lpad(to_hex({kind}), 8, '0') || lpad(to_hex(cast({number} as bigint)), 24, '0') as uuid)")
    }

    /// The birth date of the woman with this number: one in ten has only a year.
    fn birth_date(&self) -> String {
        let year = "1950 + i % 55";
        let days = "case when i % 10 = 0 then 0 else i * 7919 % 365 end";
        if self.sqlite {
            return format!("date(({year}) || '-01-01', '+' || ({days}) || ' days')");
        }
        format!("make_date({year}, 1, 1) + cast({days} as integer)")
    }

    fn id_as_text(&self, kind: u32, number: &str) -> String {
        if self.sqlite {
            return format!("printf('%08x-0000-0000-0000-%012x', {kind}, {number})");
        }
        format!("cast({} as text)", self.id(kind, number))
    }

    /// Bytes that no other number has.
    fn bytes(&self, number: &str) -> String {
        if self.sqlite {
            return format!("unhex(printf('%064x', {number}))");
        }
        format!("decode(lpad(to_hex(cast({number} as bigint)), 64, '0'), 'hex')")
    }
}

/// The numbers from nought, beside the villages and the words of names.
fn numbers(count: u32) -> String {
    let words = |list: &str| -> String {
        let rows: Vec<String> =
            list.split(' ').enumerate().map(|(place, word)| format!("({place}, '{word}')")).collect();
        rows.join(", ")
    };
    format!(
        "with recursive n(i) as (select 0 union all select i + 1 from n where i < {}),
         villages(code, k) as (select code, row_number() over (order by code) - 1 from regions where level = 'village'),
         first(k, word) as (values {}), middle(k, word) as (values {}), last(k, word) as (values {})",
        count - 1,
        words(FIRST),
        words(MIDDLE),
        words(LAST),
    )
}

/// `i / 56 % 18 + 1` in three digits.
fn rw(number: &str) -> String {
    format!("substr(cast(1001 + {number} / 56 % 18 as text), 2)")
}

/// A moment of the last year, in microseconds; later numbers are not later.
fn moment(number: &str, now: i64) -> String {
    let start = now - 360 * 86_400 * 1_000_000;
    format!("{start} + cast({number} * 7919 % 120000 as bigint) * 250000000")
}

/// `cross join` keeps the order of the tables, so that the numbers come once.
const NAMED: &str = "cross join first cross join middle cross join last";
const NAMES: &str = "first.k = i % 24 and middle.k = i / 24 % 25 and last.k = i / 600 % 25";
const PLACED: &str = "cross join villages";
const PLACES: &str = "villages.k = i % 100000 % 56";

/// Half are eligible, a tenth unknown; stages are as uneven as in life.
const ELIGIBILITY: &str = "case when i % 10 < 5 then 'eligible' when i % 10 < 9 then 'not_eligible' else 'unknown' end";
const STAGE: &str = "case when i % 20 < 8 then 'pre_prosperous' when i % 20 < 14 then 'prosperous_1' \
                     when i % 20 < 16 then 'prosperous_2' when i % 20 = 16 then 'prosperous_3_plus' end";

fn register(of: &Dialect, now: i64) -> Vec<String> {
    let (household, woman) = (of.id(HOUSEHOLD, "i"), of.id(WOMAN, "i"));
    let home = format!("i % {HOUSEHOLDS}");
    let (rw, at) = (rw(&format!("({home})")), moment("i", now));
    let place = format!("substr(code, 1, 5), substr(code, 1, 8), code, {rw}");
    let officer = of.id(USER, "i % 1008");
    let (hash, sealed) = (of.bytes("i"), of.bytes("i + 1000000"));
    let name = "first.word || ' ' || middle.word || ' ' || last.word";
    let words: Vec<String> = ["first", "middle", "last"]
        .iter()
        .map(|part| format!("select {woman}, {part}.word from n {NAMED} where {NAMES}"))
        .collect();
    vec![
        format!(
            "insert into households (id, kk_hash, city_code, district_code, region_code, rw, rt, address, monthly_income, \
             monthly_expenditure, created_at, updated_at, version) {} \
             select {household}, {hash}, {place}, '00' || (i % 9 + 1), 'Jalan Mawar No. ' || i, 1500000 + i % 10 * 100000, \
             1400000, {at}, {at}, 1 from n {PLACED} where {PLACES}",
            numbers(HOUSEHOLDS)
        ),
        format!(
            "insert into beneficiaries (id, full_name, full_name_folded, name_search, name_key, nik_sealed, nik_hash, nik_masked, \
             nik_warnings, birth_date, sex, household_id, city_code, district_code, region_code, rw, rt, address, \
             marital_status, de_jure, de_facto, head_basis, collection, status, outdated_by, complete, created_by, \
             last_edited_by, archived_at, retained_since, created_at, updated_at, version, eligibility, welfare_stage, \
             below_poverty_line) {} \
             select {woman}, {name}, {name}, {name}, {name}, {sealed}, {hash}, '3275************', '', {}, 'female', {}, \
             {place}, '00' || (i % 9 + 1), 'Jalan Mawar No. ' || i, 'widowed', true, true, 'husband_died', '{{}}', \
             case when i % 20 < 12 then 'validated' when i % 20 < 17 then 'candidate' when i % 20 < 18 then 'refused' \
             when i % 20 < 19 then 'outdated' else 'withdrawn' end, '', i % 11 <> 0, {officer}, {officer}, \
             case when i % 33 = 0 then {at} end, case when i % 33 = 0 or i % 20 = 17 then {at} end, {at}, {at}, 1, {ELIGIBILITY}, {STAGE}, i % 5 = 0 from n {PLACED} {NAMED} where {PLACES} and {NAMES}",
            numbers(WOMEN),
            of.birth_date(),
            of.id(HOUSEHOLD, &home),
        ),
        format!(
            "insert into beneficiary_words (beneficiary_id, word) {} {}",
            numbers(WOMEN),
            words.join(" union all ")
        ),
        format!(
            "insert into validations (id, beneficiary_id, programme_year, outcome, beneficiary_version, decided_by, \
             decided_at, city_code, district_code, region_code, rw) {} \
             select {}, {woman}, 2026 + i % 2, case when i % 9 = 0 then 'refused' else 'validated' end, 1, {officer}, {at}, \
             {place} from n {PLACED} where {PLACES} and i % 4 <> 0",
            numbers(WOMEN),
            of.id(VALIDATION, "i"),
        ),
        format!(
            "insert into household_members (id, household_id, full_name, sex, relation, livelihood, created_at, \
             updated_at, version) {} select {}, {}, first.word, 'male', 'child', 'depends_on_her', {at}, {at}, 1 from n {NAMED} where {NAMES}",
            numbers(80_000),
            of.id(MEMBER, "i"),
            of.id(HOUSEHOLD, "case when i < 60 then 0 else i end"),
        ),
    ]
}

/// Answers, scans and conflicts.
fn papers(of: &Dialect, now: i64) -> Vec<String> {
    let (at, officer) = (moment("i", now), of.id(USER, "i % 1008"));
    let region = "substr(code, 1, 5), substr(code, 1, 8), code";
    vec![
        format!(
            "insert into consents (id, beneficiary_id, purpose, answer, text_version, language, means, answered_on, \
             asked_by, recorded_by, created_at) {} select {}, {}, 'photo', 'given', '2026-1', 'id', 'read_out', \
             '2026-11-06', 'Yuyun', {officer}, {at} from n",
            numbers(60_000),
            of.id(CONSENT, "i"),
            of.id(WOMAN, "case when i < 60 then 1 else i end"),
        ),
        format!(
            "insert into documents (id, kind, file_name, media_type, size, sha256, city_code, district_code, region_code, \
             attached, created_by, created_at, version) {} select {}, 'signed_list', 'daftar.pdf', 'application/pdf', 9, \
             'a', {region}, true, {officer}, {at}, 1 from n {PLACED} where {PLACES}",
            numbers(24_000),
            of.id(DOCUMENT, "i"),
        ),
        format!(
            "insert into tasks (id, kind, state, beneficiary_id, city_code, district_code, region_code, rw, \
             claimed_region_code, raised_by, created_at, version) {} select {}, 'nik_elsewhere', \
             case when i % 50 = 0 then 'open' else 'done' end, {}, {region}, '001', code, {officer}, {at}, 1 \
             from n {PLACED} where {PLACES}",
            numbers(24_000),
            of.id(TASK, "i"),
            of.id(WOMAN, "i"),
        ),
    ]
}

/// A kader in every RW, who has signed in often.
fn accounts(of: &Dialect, now: i64) -> Vec<String> {
    let (at, later) = (moment("i", now), now + 86_400 * 1_000_000);
    let user = of.id(USER, "i % 1008");
    vec![
        format!(
            "insert into users (id, username, full_name, full_name_folded, created_at, updated_at, version) {} \
             select {user}, 'kader.' || i, first.word || ' ' || last.word, first.word || ' ' || last.word, {at}, {at}, 1 \
             from n {NAMED} where {NAMES}",
            numbers(KADERS)
        ),
        format!(
            "insert into role_assignments (id, user_id, role, kind, region_code, rw, valid_from, created_at, version) {} \
             select {}, {user}, 'kader', 'definitive', code, {}, '2026-01-01', {at}, 1 from n {PLACED} where {PLACES}",
            numbers(KADERS),
            of.id(ASSIGNMENT, "i"),
            rw("i"),
        ),
        format!(
            "insert into sessions (id, user_id, device, address, must_change_password, started_at, last_used_at, \
             idle_until, expires_at, idle_seconds, ended_at) {} \
             select {}, case when i < 60 then (select id from users where username = 'lurah') else {user} end, 'Firefox', \
             '10.0.0.1', false, {at}, {at}, {later}, {later}, 43200, case when i % 5 = 0 and i >= 60 then {at} end from n",
            numbers(5000),
            of.id(SESSION, "i"),
        ),
    ]
}

/// A creation of each woman and a decision on most; the first records of each
/// kind have a history of a few pages.
fn trail(of: &Dialect, now: i64) -> Vec<String> {
    let at = moment("i", now);
    let event = of.id(EVENT, "i");
    let first = |kind: &str, text: &str| format!("when i % 20000 < 60 and i / 20000 = {kind} then {text}");
    let text_of = |table: &str, key: &str| {
        let own = if of.sqlite {
            "lower(substr(hex(id), 1, 8) || '-' || substr(hex(id), 9, 4) || '-' || substr(hex(id), 13, 4) || '-' || \
             substr(hex(id), 17, 4) || '-' || substr(hex(id), 21))"
        } else {
            "cast(id as text)"
        };
        format!("(select {own} from {table} order by {key} limit 1)")
    };
    let resource = format!(
        "case {} {} {} {} else {} end",
        first("0", &of.id_as_text(WOMAN, "1")),
        first("1", &of.id_as_text(USER, "1")),
        first("2", &text_of("agencies", "name_folded, id")),
        first("3", &text_of("codes", "list_order, id")),
        of.id_as_text(WOMAN, "i % 120000"),
    );
    let kind = format!(
        "case {} {} {} else 'beneficiary' end",
        first("1", "'user'"),
        first("2", "'agency'"),
        first("3", "'code'")
    );
    vec![
        format!(
            "insert into events (id, at, actor_id, permission, operation, request_id, resource_kind, resource_id, place, \
             members) {} select {event}, {at}, {}, case when i < 120000 then 'register_beneficiaries' else \
             'validate_beneficiaries' end, case when i < 120000 then 'create_beneficiary' else 'create_validations' end, \
             'r' || i, {kind}, {resource}, code, '[]' from n {PLACED} where {PLACES}",
            numbers(WOMEN + 80_000),
            of.id(USER, "i % 1008"),
        ),
        format!(
            "insert into event_chain (position, event_id, hash) {} select 1000000 + i, {event}, 'h' || i from n",
            numbers(WOMEN + 80_000)
        ),
        format!(
            "insert into revisions (event_id, key_id, sealed) {} select {event}, 'k', {} from n where i % 20000 >= 60",
            numbers(WOMEN),
            of.bytes("i"),
        ),
    ]
}

fn lists(of: &Dialect, now: i64) -> Vec<String> {
    let import = of.id(IMPORT, "i % 3000");
    vec![
        format!(
            "insert into imports (id, file_name, region_code, place_code, state, rows, creates, unchanged, faulty, warned, \
             committed, created_by, created_at, version) {} select {import}, 'daftar.xlsx', code, code, 'committed', 20, 20, \
             0, 0, 0, 20, case when i < 60 then (select id from users where username = 'kelurahan_officer') else {} end, \
             {}, 1 from n {PLACED} where {PLACES}",
            numbers(3000),
            of.id(USER, "i % 1008"),
            moment("i", now),
        ),
        format!(
            "insert into import_rows (import_id, row, outcome, sealed, committed) {} \
             select {import}, 100 + i / 3000, 'creates', {}, true from n",
            numbers(60_000),
            of.bytes("i"),
        ),
        format!(
            "insert into import_sources (id, name, place_code, fingerprint, columns, created_by, created_at, used_at, \
             version) {} select {}, 'Daftar ' || i, code, {}, '[]', {}, {when}, {when}, 1 from n {PLACED} where {PLACES}",
            numbers(6000),
            of.id(SOURCE, "i"),
            of.bytes("i"),
            of.id(USER, "i % 1008"),
            when = moment("i", now),
        ),
        format!(
            "insert into work_lists (id, list, name, filters, shared_in, owner_id, created_at, updated_at, version) {} \
             select {}, case when i % 7 = 0 then 'tasks' else 'beneficiaries' end, 'Daftar ' || i, '{{}}', \
             case when i % 3 = 0 then code end, {}, {when}, {when}, 1 from n {PLACED} where {PLACES}",
            numbers(6000),
            of.id(WORK_LIST, "i"),
            of.id(USER, "i % 1008"),
            when = moment("i", now),
        ),
    ]
}

/// Fills the tables and lets the database look at what it has.
pub async fn fill(server: &Server) {
    let of = Dialect { sqlite: server.on_sqlite() };
    let now = server.kernel.clock.now().0;
    let mut statements = accounts(&of, now);
    statements.extend(register(&of, now));
    statements.extend(papers(&of, now));
    statements.extend(depth::doubles(&of, now));
    statements.extend(depth::welfare(&of, now));
    statements.extend(depth::cycle(&of, now));
    statements.extend(depth::basis(&of, now));
    statements.extend(depth::stages(&of, now));
    statements.extend(meetings::rows(&of, now));
    statements.extend(trail(&of, now));
    statements.extend(lists(&of, now));
    // PostgreSQL does this by itself, a little later.
    if !of.sqlite {
        statements.push("vacuum analyze".to_owned());
    }
    // A connection of its own, which may take its time.
    let db = Database::connect(&server.kernel.config.database_url).await.unwrap();
    for statement in statements {
        if let Err(error) = db.execute_unprepared(&statement).await {
            panic!("{error}\n{statement}");
        }
    }
    db.close().await.unwrap();
    server.kernel.db.refresh_statistics().await.unwrap();
}
