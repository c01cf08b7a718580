//! Loci of the city, spread over the seven stages, with the women enrolled in
//! them; and the two pages that look at all of them: the board and the homes.

use super::Bench;
use super::client::{Asked, Connection, Outcome};
use super::fill::write;
use super::load::Figures;
use crate::demo::PEOPLE;
use crate::entity::{
    beneficiary, enrolment, locus, locus_rw, programme, stage_entry, stage_passage, stage_record, user, validation,
};
use crate::kernel::error::{Error, Result};
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::stage_records::opening::of_locus;
use crate::stage_templates::shipped::{SHIPPED, stages};
use contract::cycle::StageState;
use contract::enrolments::EnrolmentState;
use contract::ids::{BeneficiaryId, EnrolmentId, LocusId, StageEntryId, UserId};
use contract::moment::Timestamp;
use contract::place::{Neighbourhood, RegionCode, RegionLevel};
use contract::policy::Role;
use contract::validations::Outcome as Decided;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Of the programme of this year.
const YEAR: i32 = 2027;
const STAGES: i32 = 7;
/// Families of one locus.
const TARGET: usize = 100;
const PAGE: u64 = 50;
/// Women read in one go.
const READ: u64 = 20_000;
const DAY: i64 = 86_400;

/// One of each role.
const HOMES: &[(&str, &str)] = &[
    ("coordinator", "home of the coordinator"),
    ("planner", "home of a planner"),
    ("agency_officer", "home of an agency's officer"),
    ("district_officer", "home of a district officer"),
    ("kelurahan_officer", "home of a kelurahan officer"),
    ("lurah", "home of a Lurah"),
    ("kader", "home of a kader"),
    ("observer", "home of an observer"),
    ("privacy_officer", "home of a privacy officer"),
    ("auditor", "home of an auditor"),
    ("admin", "home of an administrator"),
];

/// A locus whose rows are being made.
struct Place {
    row: locus::Model,
    enrolled: usize,
}

/// Rows that wait to be written.
#[derive(Default)]
struct Rows {
    loci: Vec<locus::Model>,
    rws: Vec<locus_rw::Model>,
    records: Vec<stage_record::Model>,
    passages: Vec<stage_passage::Model>,
    entries: Vec<stage_entry::Model>,
    enrolments: Vec<enrolment::Model>,
}

impl Rows {
    async fn write(self, db: &impl ConnectionTrait) -> Result<()> {
        write::<locus::Entity>(db, self.loci).await?;
        write::<locus_rw::Entity>(db, self.rws).await?;
        write::<stage_record::Entity>(db, self.records).await?;
        write::<stage_passage::Entity>(db, self.passages).await?;
        write::<stage_entry::Entity>(db, self.entries).await?;
        write::<enrolment::Entity>(db, self.enrolments).await?;
        Ok(())
    }
}

/// Fills the city with so many loci of one programme.
pub async fn fill(kernel: &Kernel, villages: &[RegionCode], count: u32) -> Result<()> {
    let clerk = system::<user::Entity>().filter(user::Column::Username.eq("kelurahan_officer"));
    let clerk = clerk.one(&kernel.db.read).await?.ok_or_else(|| Error::internal("no clerk"))?.id;
    let programme = system::<programme::Entity>().order_by_desc(programme::Column::Year).one(&kernel.db.read).await?;
    let mut programme = programme.ok_or_else(|| Error::internal("no programme"))?;
    (programme.id.0, programme.year, programme.version) = (kernel.clock.new_id(), YEAR, 1);
    programme.name = format!("P2WKSS {YEAR}");
    let mut rows = Rows::default();
    let mut places: HashMap<RegionCode, Vec<Place>> = HashMap::new();
    for number in 0..count {
        let village = usize::try_from(number).map_err(Error::internal)? % villages.len().max(1);
        let village = villages.get(village).ok_or_else(|| Error::internal("no kelurahan"))?;
        let own = places.entry(village.clone()).or_default();
        let row = place(kernel, &programme, village, own.len())?;
        stand(kernel, &row, clerk, &mut rows)?;
        own.push(Place { row, enrolled: 0 });
    }
    enrol(kernel, &mut places, clerk, &mut rows).await?;
    let tx = kernel.db.begin().await?;
    programme::Entity::insert(programme.into_active_model()).exec_without_returning(&tx).await?;
    rows.write(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// The locus of this number in its kelurahan; stages come round and round.
fn place(kernel: &Kernel, of: &programme::Model, village: &RegionCode, number: usize) -> Result<locus::Model> {
    let at = |level| village.at(level).ok_or_else(|| Error::internal("not a kelurahan"));
    let number = i32::try_from(number).map_err(Error::internal)?;
    let rw: Neighbourhood = (number + 1).to_string().parse().map_err(|()| Error::internal("not an RW"))?;
    let stage = number % (STAGES + 1) + 1;
    let awaits = match number % 4 {
        _ if stage > STAGES => None,
        0 => Some(Role::DistrictOfficer),
        1 => Some(Role::Coordinator),
        _ => Some(Role::KelurahanOfficer),
    };
    let since = kernel.clock.now().plus_seconds(-i64::from(number * 3 + stage) * DAY);
    Ok(locus::Model {
        id: LocusId(kernel.clock.new_id()),
        programme_id: of.id,
        year: of.year,
        city_code: at(RegionLevel::City)?,
        district_code: at(RegionLevel::District)?,
        region_code: village.clone(),
        rws: rw.to_string(),
        target_families: i32::try_from(TARGET).map_err(Error::internal)?,
        starts_on: None,
        ends_on: None,
        template_id: None,
        team: "[]".to_owned(),
        stage,
        stage_since: since,
        awaits,
        archived_at: None,
        archive_reason: None,
        created_at: since,
        updated_at: since,
        version: 1,
    })
}

/// Its seven stages: passed up to the one it stands in, where half of what is
/// declared by hand is declared.
fn stand(kernel: &Kernel, of: &locus::Model, by: UserId, rows: &mut Rows) -> Result<()> {
    let mut previous = None;
    for (mut record, definition) in of_locus(&kernel.clock, of).into_iter().zip(stages()?) {
        if record.number < of.stage {
            (record.state, record.submitted_by) = (StageState::Passed, Some(by));
            let passage = passage(kernel.clock.new_id(), of, record.number, previous, by);
            previous = Some((passage.id, passage.number));
            rows.passages.push(passage);
        } else if record.number == of.stage {
            let approvals = matches!(of.awaits, Some(Role::Coordinator));
            if matches!(of.awaits, Some(Role::DistrictOfficer | Role::Coordinator)) {
                (record.state, record.submitted_by) = (StageState::Submitted, Some(by));
                record.approvals = i32::from(approvals);
            }
            let entered = definition.requirements.iter().filter(|one| one.check.is_entered()).step_by(2);
            for one in entered {
                rows.entries.push(stage_entry::Model {
                    id: StageEntryId(kernel.clock.new_id()),
                    record_id: record.id,
                    requirement: one.key.clone(),
                    day: of.stage_since.day_in_jakarta(),
                    statement: Some("Sudah dilaksanakan".to_owned()),
                    document_id: None,
                    role: None,
                    entered_by: by,
                    created_at: of.stage_since,
                    withdrawn_at: None,
                    withdrawn_by: None,
                    withdrawal_reason: None,
                });
            }
        }
        rows.records.push(record);
    }
    rows.loci.push(of.clone());
    let rw = of.rws.parse().map_err(|()| Error::internal("not an RW"))?;
    let (locus_id, region_code) = (of.id, of.region_code.clone());
    rows.rws.push(locus_rw::Model { locus_id, programme_id: of.programme_id, region_code, rw });
    Ok(())
}

fn passage(
    id: uuid::Uuid,
    of: &locus::Model,
    number: i32,
    previous: Option<(uuid::Uuid, i32)>,
    by: UserId,
) -> stage_passage::Model {
    stage_passage::Model {
        id,
        locus_id: of.id,
        number,
        previous_id: previous.map(|(id, _)| id),
        previous_number: previous.map(|(_, number)| number),
        template_id: SHIPPED,
        checklist: "[]".to_owned(),
        passed_by: by,
        passed_at: of.stage_since,
        suspended_by: None,
    }
}

/// Women of each kelurahan who were validated come into its loci in turn, as
/// many as there is room for.
async fn enrol(
    kernel: &Kernel,
    places: &mut HashMap<RegionCode, Vec<Place>>,
    by: UserId,
    rows: &mut Rows,
) -> Result<()> {
    let archived = system::<beneficiary::Entity>().filter(beneficiary::Column::ArchivedAt.is_not_null());
    let archived = archived.select_only().column(beneficiary::Column::Id);
    let archived: HashSet<BeneficiaryId> = archived.into_tuple().all(&kernel.db.read).await?.into_iter().collect();
    let mut last = None;
    loop {
        let mut select = system::<validation::Entity>().filter(validation::Column::Outcome.eq(Decided::Validated));
        if let Some(last) = last {
            select = select.filter(validation::Column::Id.gt(last));
        }
        let decided = select.order_by_asc(validation::Column::Id).limit(READ).all(&kernel.db.read).await?;
        let Some(end) = decided.last() else { return Ok(()) };
        last = Some(end.id);
        for decision in decided.into_iter().filter(|one| !archived.contains(&one.beneficiary_id)) {
            let room = places.get_mut(&decision.region_code);
            let room = room.and_then(|own| own.iter_mut().min_by_key(|place| place.enrolled));
            let Some(place) = room.filter(|place| place.enrolled < TARGET) else { continue };
            place.enrolled += 1;
            rows.enrolments.push(enrolment(kernel, &place.row, decision, by));
        }
    }
}

fn enrolment(kernel: &Kernel, of: &locus::Model, decision: validation::Model, by: UserId) -> enrolment::Model {
    let at: Timestamp = of.created_at;
    enrolment::Model {
        id: EnrolmentId(kernel.clock.new_id()),
        locus_id: of.id,
        year: of.year,
        beneficiary_id: decision.beneficiary_id,
        city_code: decision.city_code,
        district_code: decision.district_code,
        region_code: decision.region_code,
        rw: decision.rw,
        state: EnrolmentState::Active,
        reason: None,
        validation_id: decision.id,
        proposed_by: by,
        created_at: at,
        updated_at: at,
        version: 1,
    }
}

/// A page of the board as whole as the database: its rows in order, each with
/// its seven stages and how they stand.
async fn judge_board(bench: &Bench, page: &Value, condition: &str) -> Outcome<()> {
    let wrong = |why: String| Err(format!("the board of {condition}: {why}"));
    let items = page.get("items").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let total =
        bench.truth.number(&format!("select count(*) from loci where archived_at is null and {condition}")).await?;
    if page.get("total").and_then(Value::as_i64) != Some(total) {
        return wrong(format!("the total is not {total}"));
    }
    let expected = bench.truth.standing(condition, PAGE).await?;
    if items.len() * usize::try_from(STAGES).unwrap_or(0) != expected.len() {
        return wrong(format!("{} rows for {} stages", items.len(), expected.len()));
    }
    let cells = items.iter().flat_map(|row| {
        let locus = row.get("locus_id").and_then(Value::as_str).unwrap_or("");
        let cells = row.get("cells").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let text = |cell: &Value, member: &str| cell.get(member).and_then(Value::as_str).unwrap_or("").to_owned();
        cells.iter().map(move |cell| (locus.to_owned(), text(cell, "stage"), text(cell, "state")))
    });
    match cells.zip(&expected).find(|(cell, known)| cell != *known) {
        Some((cell, known)) => wrong(format!("{cell:?} in place of {known:?}")),
        None => Ok(()),
    }
}

/// Pages of 50 loci with their total: of the whole city, of one year, of those
/// who wait for a role, in turn.
pub async fn board(bench: &Bench) -> Outcome<Figures> {
    let lists = [
        (String::new(), "true".to_owned()),
        (format!("&year={YEAR}"), format!("year = {YEAR}")),
        ("&awaits=district_officer".to_owned(), "awaits = 'district_officer'".to_owned()),
        ("&stage=implementation".to_owned(), "stage = 5".to_owned()),
    ];
    let mut connection = Connection::open(bench.address(), &bench.coordinator).await?;
    let mut paths = Vec::new();
    for (query, condition) in lists {
        let path = format!("/api/v1/stage-board?limit={PAGE}&include=total{query}");
        let page = connection.json(&Asked::get(path.clone())).await?;
        judge_board(bench, &page, &condition).await?;
        paths.push(path);
    }
    let asking = move |number| Asked::get(super::scenarios::pick(&paths, number));
    bench.load("board of 50 loci with total", 200, 0, &bench.coordinator, asking).await
}

/// What awaits each of the demo city when she comes in the morning.
pub async fn homes(bench: &Bench) -> Outcome<Vec<Figures>> {
    let mut figures = Vec::new();
    for (username, name) in HOMES {
        let token = bench.server.sign_in(username, &bench.site.password).await?;
        let mut connection = Connection::open(bench.address(), &token).await?;
        let path = "/api/v1/me/awaiting";
        let home = connection.json(&Asked::get(path)).await?;
        judge_home(bench, username, &home).await?;
        figures.push(bench.load(name, 200, 0, &token, move |_| Asked::get(path)).await?);
    }
    Ok(figures)
}

/// Whether as many stages await her as stand in the database for her role and
/// place.
async fn judge_home(bench: &Bench, username: &str, home: &Value) -> Outcome<()> {
    let person = PEOPLE.iter().find(|person| person.username == username).ok_or("nobody of the demo")?;
    let place = person.region.unwrap_or("");
    let query = format!(
        "select count(*) from loci where archived_at is null and awaits = '{}' and region_code like '{place}%'",
        person.role
    );
    let expected = bench.truth.number(&query).await?;
    let told = home.get("stages").and_then(|stages| stages.get("total")).and_then(Value::as_i64);
    if told == Some(expected) { Ok(()) } else { Err(format!("the home of {username}: {told:?} stages of {expected}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_home_that_is_measured() {
        let of = |username: &str| PEOPLE.iter().find(|person| person.username == username).map(|person| person.role);
        let roles: Vec<_> = HOMES.iter().filter_map(|(username, _)| of(username)).collect();
        assert!(Role::ALL.iter().all(|role| roles.contains(role)), "{roles:?}");
    }
}
