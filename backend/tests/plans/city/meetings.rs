//! Meetings of the loci, what they decided, and what follows from it.

use super::depth::{LOCI, LOCUS};
use super::{ACTION, Dialect, MEETING, STAGE_RECORD, USER, moment, numbers};

const DECISION: u32 = 31;
const COMMENT: u32 = 33;
const NOTIFICATION: u32 = 35;
/// One in forty is the Lurah's.
const NOTIFICATIONS: u32 = 40_000;

/// One of each locus, every tenth of them about the whole programme; with each a
/// decision and two actions.
pub fn rows(of: &Dialect, now: i64) -> Vec<String> {
    let (at, officer, meeting) = (moment("i", now), of.id(USER, "i % 1008"), of.id(MEETING, "i"));
    let decision = of.id(DECISION, "i");
    let due = if of.sqlite {
        "date('2025-01-01', '+' || (i * 7919 % 700) || ' days')"
    } else {
        "date '2025-01-01' + cast(i * 7919 % 700 as integer)"
    };
    vec![
        format!(
            "insert into notifications (id, user_id, kind, locus_id, stage, sent_by, created_at, read_at) {} \
             select {}, case when i % 40 = 0 then (select id from users where username = 'lurah') else {officer} end, \
             'comment_added', {}, 'preparation', {officer}, {at}, case when i / 40 % 10 > 1 then {at} end from n",
            numbers(NOTIFICATIONS),
            of.id(NOTIFICATION, "i"),
            of.id(LOCUS, &format!("i % {LOCI}")),
        ),
        format!(
            "insert into meetings (id, programme_id, locus_id, city_code, district_code, region_code, kind, stage, state, \
             starts_at, place, chair, parties, created_at, updated_at, version) {} select {meeting}, loci.programme_id, \
             case when i % 10 > 0 then loci.id end, loci.city_code, \
             case when i % 10 > 0 then loci.district_code else loci.city_code end, \
             case when i % 10 > 0 then loci.region_code else loci.city_code end, \
             case when i % 3 = 0 then 'community' else 'cross_sector' end, 'preparation', \
             case when i % 7 = 0 then 'planned' else 'held' end, {at}, 'Aula', 'Agus', '[]', {at}, {at}, 1 \
             from n join loci on loci.id = {}",
            numbers(LOCI),
            of.id(LOCUS, "i"),
        ),
        format!(
            "insert into comments (id, stage_record_id, locus_id, stage, city_code, district_code, region_code, text, \
             written_by, role, created_at, version) {} select {}, stage_records.id, stage_records.locus_id, \
             stage_records.stage, stage_records.city_code, stage_records.district_code, stage_records.region_code, \
             'Baik', {officer}, 'observer', {at}, 1 from n join stage_records on stage_records.id = {}",
            numbers(LOCI),
            of.id(COMMENT, "i"),
            of.id(STAGE_RECORD, "i"),
        ),
        format!(
            "insert into meeting_decisions (id, meeting_id, number, text, created_at) {} \
             select {decision}, {meeting}, 1, 'Aula dipakai', {at} from n",
            numbers(LOCI),
        ),
        format!(
            "insert into actions (id, meeting_id, decision_id, locus_id, city_code, district_code, region_code, title, \
             owner_id, due_on, state, outcome, ended_by, ended_at, created_at, updated_at, version) {} select {}, \
             meetings.id, {}, meetings.locus_id, meetings.city_code, meetings.district_code, meetings.region_code, \
             'Surat', {officer}, {due}, case when i % 4 = 0 then 'open' else 'done' end, \
             case when i % 4 > 0 then 'Sudah' end, case when i % 4 > 0 then {officer} end, \
             case when i % 4 > 0 then {at} end, {at}, {at}, 1 from n join meetings on meetings.id = {}",
            numbers(2 * LOCI),
            of.id(ACTION, "i"),
            of.id(DECISION, "i / 2"),
            of.id(MEETING, "i / 2"),
        ),
    ]
}
