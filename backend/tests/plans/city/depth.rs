//! What is known of the women beside the register: pairs, merges, moves, welfare,
//! and the cycle they take part in.

use super::{Dialect, HOUSEHOLD, HOUSEHOLDS, PLACED, PLACES, STAGE_RECORD, USER, WOMAN, WOMEN, moment, numbers, rw};
use contract::cycle::CycleStage;

const PAIR: u32 = 13;
const MERGE: u32 = 14;
const MOVE: u32 = 15;
const ASSESSMENT: u32 = 16;
const CHECK: u32 = 17;
const FINANCE: u32 = 18;
const FACT: u32 = 19;
const PROGRAMME: u32 = 20;
pub const LOCUS: u32 = 21;
const ENROLMENT: u32 = 22;
const TEMPLATE: u32 = 23;
const ENTRY: u32 = 25;
const WAIVER: u32 = 26;
const ACT: u32 = 27;
const PASSAGE: u32 = 28;

/// A hundred of each kelurahan.
pub const LOCI: u32 = 5_600;

/// Pairs that may be one woman, merges, and women who moved to the next kelurahan.
pub fn doubles(of: &Dialect, now: i64) -> Vec<String> {
    let (at, officer) = (moment("i", now), of.id(USER, "i % 1008"));
    let place = "substr(code, 1, 5), substr(code, 1, 8), code, '001'";
    let (one, other) = (of.id(WOMAN, "i"), of.id(WOMAN, "i + 56"));
    vec![
        format!(
            "insert into duplicate_candidates (id, state, origin, first_id, second_id, score, reasons, first_city_code, \
             first_district_code, first_region_code, first_rw, second_city_code, second_district_code, \
             second_region_code, second_rw, created_at, version) {} select {}, case when i % 9 = 0 then 'open' when \
             i % 9 = 1 then 'merged' else 'not_duplicate' end, 'search', {one}, {other}, 90, 'same_name', {place}, {place}, \
             {at}, 1 from n {PLACED} where {PLACES}",
            numbers(24_000),
            of.id(PAIR, "i"),
        ),
        format!(
            "insert into merges (id, kept_id, removed_id, take, reason, sealed, kept_city_code, kept_district_code, \
             kept_region_code, kept_rw, removed_city_code, removed_district_code, removed_region_code, removed_rw, \
             merged_by, merged_at, version) {} select {}, {one}, {other}, 'phone', 'Orangnya sama', {}, {place}, {place}, \
             (select id from users where username = 'lurah'), {at}, 1 from n {PLACED} where {PLACES}",
            numbers(6_000),
            of.id(MERGE, "i"),
            of.bytes("i"),
        ),
        format!(
            "insert into relocations (id, state, beneficiary_id, from_city_code, from_district_code, from_region_code, \
             from_rw, city_code, district_code, region_code, rw, rt, moved_on, reason, household, requested_by, created_at, \
             version) {} select {}, case when i % 5 = 0 then 'requested' else 'accepted' end, {one}, {place}, {place}, '002', \
             '2026-11-01', 'Pindah', 'whole', {officer}, {at}, 1 from n {PLACED} where {PLACES}",
            numbers(2_000),
            of.id(MOVE, "i"),
        ),
    ]
}

/// What was told of families, looks into databases and statistics. Every
/// household has two sums, so that its series is found among many.
pub fn welfare(of: &Dialect, now: i64) -> Vec<String> {
    let (at, officer) = (moment("i", now), of.id(USER, "i % 1008"));
    let woman = of.id(WOMAN, "case when i < 60 then 1 else i end");
    let home = of.id(HOUSEHOLD, &format!("i % {HOUSEHOLDS}"));
    let day = |number: &str| {
        if of.sqlite {
            format!("date('2026-01-01', '+' || ({number} % 300) || ' days')")
        } else {
            format!("date '2026-01-01' + cast({number} % 300 as integer)")
        }
    };
    vec![
        format!(
            "insert into welfare_assessments (id, beneficiary_id, household_id, assessed_on, ks21, monthly_income, people, \
             city_code, district_code, region_code, rw, recorded_by, withdrawn_at, created_at, version) {} \
             select {}, {woman}, {home}, {}, '{{\"meals\":\"no\"}}', 900000, 2, substr(code, 1, 5), substr(code, 1, 8), code, \
             {}, {officer}, case when i % 50 = 0 then {at} end, {at}, 1 from n {PLACED} where {PLACES}",
            numbers(WOMEN),
            of.id(ASSESSMENT, "i"),
            day("i"),
            rw(&format!("(i % {HOUSEHOLDS})")),
        ),
        format!(
            "insert into poverty_checks (id, beneficiary_id, checked_on, source_database, result, decile, source, \
             recorded_by, created_at) {} select {}, {woman}, {}, 'dtsen', 'listed', 2, 'Dinsos', {officer}, {at} from n",
            numbers(60_000),
            of.id(CHECK, "i"),
            day("i"),
        ),
        format!(
            "insert into household_finances (id, household_id, told_on, monthly_income, people, created_at) {} \
             select {}, {home}, {}, 900000, 2, {at} from n",
            numbers(2 * HOUSEHOLDS),
            of.id(FINANCE, "i"),
            day("i"),
        ),
        format!(
            "insert into region_facts (id, region_code, year, kind, value, source, created_at, updated_at, version) {} \
             select {}, code, 1970 + i / 56, 'mean_income', i + 1, 'BPS', {at}, {at}, 1 from n {PLACED} where villages.k = i % 56",
            numbers(56 * 50),
            of.id(FACT, "i"),
        ),
    ]
}

/// Three programmes of each of fifty years, and a hundred loci of each kelurahan,
/// spread over the stages; every third follows a version of the city's own.
pub fn cycle(of: &Dialect, now: i64) -> Vec<String> {
    let at = moment("i", now);
    let (programme, template) = (of.id(PROGRAMME, "i % 150"), of.id(TEMPLATE, "i % 60"));
    vec![
        format!(
            "insert into programmes (id, name, year, city_code, district_codes, lead_agency_id, budget_year, \
             target_families, created_at, updated_at, version) {} select {programme}, 'Program ' || i, 1990 + i % 50, '32.75', \
             '', (select id from agencies where short_name = 'DP3A'), 2020, 100, {at}, {at}, 1 from n",
            numbers(150),
        ),
        format!(
            "insert into stage_templates (id, city_code, number, state, stages, published_at, created_at, updated_at, \
             version) {} select {template}, '32.75', i + 1, case when i % 3 = 0 then 'published' else 'draft' end, \
             (select stages from stage_templates where city_code is null), case when i % 3 = 0 then {at} end, {at}, {at}, 1 \
             from n",
            numbers(60),
        ),
        format!(
            "insert into loci (id, programme_id, year, city_code, district_code, region_code, rws, target_families, \
             template_id, stage, stage_since, awaits, created_at, updated_at, version) {} select {}, {programme}, \
             1990 + i % 150 % 50, substr(code, 1, 5), substr(code, 1, 8), code, {}, 100, \
             case when i % 3 = 0 then {template} end, 1 + i / 56 % 8, {at}, \
             case when i / 56 % 8 = 7 then null when i % 4 = 0 then 'district_officer' when i % 4 = 1 then 'coordinator' \
             else 'kelurahan_officer' end, {at}, {at}, 1 \
             from n {PLACED} where {PLACES}",
            numbers(LOCI),
            of.id(LOCUS, "i"),
            rw("i"),
        ),
        "insert into locus_rws (locus_id, programme_id, region_code, rw) \
         select id, programme_id, region_code, rws from loci where id not in (select locus_id from locus_rws)"
            .to_owned(),
        // Every second decision that says yes was followed.
        format!(
            "insert into enrolments (id, locus_id, year, beneficiary_id, city_code, district_code, region_code, rw, state, \
             validation_id, proposed_by, created_at, updated_at, version) {} select {}, loci.id, loci.year, \
             validations.beneficiary_id, validations.city_code, validations.district_code, validations.region_code, \
             validations.rw, case when i % 10 = 0 then 'proposed' when i % 10 = 1 then 'completed' else 'active' end, \
             validations.id, validations.decided_by, {at}, {at}, 1 from n join validations on validations.id = {} \
             join loci on loci.id = {} where validations.outcome = 'validated'",
            numbers(WOMEN),
            of.id(ENROLMENT, "i"),
            of.id(super::VALIDATION, "2 * i"),
            of.id(LOCUS, &format!("i % {LOCI}")),
        ),
    ]
}

/// What those loci stand on: decrees, and comparisons of places.
pub fn basis(of: &Dialect, now: i64) -> Vec<String> {
    let at = moment("i", now);
    vec![
        format!(
            "insert into legal_instruments (id, kind, number, dated, title, city_code, programme_id, locus_id, created_at, \
             updated_at, version) {} select {}, case when i % 3 = 0 then 'governor_decree' else 'mayor_proposal' end, \
             cast(i as text), '2026-10-03', 'Penetapan', '32.75', loci.programme_id, loci.id, {at}, {at}, 1 \
             from n join loci on loci.id = {}",
            numbers(600),
            of.id(super::INSTRUMENT, "i"),
            of.id(LOCUS, "i"),
        ),
        format!(
            "insert into locus_selections (id, programme_id, city_code, region_code, level, indicators, state, chosen_codes, \
             created_at, updated_at, version) {} select {}, loci.programme_id, '32.75', '32.75.03', 'village', \
             '[{{\"kind\":\"poor_people\",\"year\":2024,\"weight\":1}}]', 'draft', '', {at}, {at}, 1 \
             from n join loci on loci.id = {}",
            numbers(600),
            of.id(super::SELECTION, "i"),
            of.id(LOCUS, "i"),
        ),
    ]
}

/// The seven stages of each of those loci, passed up to the one it stands in, and
/// what was done in them.
pub fn stages(of: &Dialect, now: i64) -> Vec<String> {
    let (at, officer) = (moment("i", now), of.id(USER, "i % 1008"));
    let (all, record, passage) = (numbers(7 * LOCI), of.id(STAGE_RECORD, "i"), of.id(PASSAGE, "i"));
    let located = format!("from n join loci on loci.id = {}", of.id(LOCUS, "i / 7"));
    let words: Vec<String> =
        CycleStage::ALL.iter().map(|stage| format!("when {} then '{stage}'", stage.number())).collect();
    vec![
        format!(
            "insert into stage_records (id, locus_id, number, stage, year, city_code, district_code, region_code, state, \
             since, submitted_by, approvals, created_at, updated_at, version) {all} select {record}, loci.id, i % 7 + 1, \
             case i % 7 + 1 {} end, loci.year, loci.city_code, loci.district_code, loci.region_code, \
             case when i % 7 + 1 < loci.stage then 'passed' when i % 7 + 1 > loci.stage then 'open' \
             when i % 3 = 0 then 'submitted' when i % 3 = 1 then 'returned' else 'open' end, {at}, {officer}, 0, {at}, {at}, \
             1 {located}",
            words.join(" "),
        ),
        format!(
            "insert into stage_passages (id, locus_id, number, previous_id, previous_number, template_id, checklist, passed_by, \
             passed_at) {all} select {passage}, loci.id, i % 7 + 1, case when i % 7 > 0 then {} end, \
             case when i % 7 > 0 then i % 7 end, (select id from stage_templates where city_code is null), '[]', {officer}, {at} \
             {located} where i % 7 + 1 < loci.stage",
            of.id(PASSAGE, "i - 1"),
        ),
        format!(
            "insert into stage_entries (id, record_id, requirement, day, statement, entered_by, created_at) {} \
             select {}, {record}, 'work_plan', '2026-10-30', 'Sudah', {officer}, {at} from n",
            numbers(20_000),
            of.id(ENTRY, "i"),
        ),
        format!(
            "insert into stage_waivers (id, record_id, requirement, reason, state, requested_by, created_at, decided_by) \
             {} select {}, {}, 'team', 'Sesuai hasil rapat', case when i % 20 = 0 then 'requested' else 'granted' end, \
             {officer}, {at}, case when i % 20 > 0 then {} end from n",
            numbers(4_000),
            of.id(WAIVER, "i"),
            of.id(STAGE_RECORD, "9 * i"),
            of.id(USER, "(i + 1) % 1008"),
        ),
        format!(
            "insert into stage_acts (id, record_id, action, done_by, done_at) {all} \
             select {}, {record}, 'submitted', {officer}, {at} from n",
            of.id(ACT, "i"),
        ),
    ]
}
