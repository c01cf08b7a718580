//! The city goes into the database: the rows a year of work would have left,
//! written straight into the tables.

use super::women::{Home, Woman};
use crate::beneficiaries::identifiers::{context, kk_hash, nik_hash, seal};
use crate::duplicates::names::Name;
use crate::entity::{beneficiary, beneficiary_word, household, household_member, region, user, validation};
use crate::kernel::error::{Error, Result};
use crate::kernel::fold::{fold, search_words, sound};
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use contract::beneficiaries::Status;
use contract::eligibility::EligibilityAnswer;
use contract::households::{Livelihood, Sex};
use contract::ids::{BeneficiaryId, HouseholdId, MemberId, UserId, ValidationId};
use contract::moment::Timestamp;
use contract::nik::{KkNumber, Nik};
use contract::place::{Neighbourhood, RegionCode, RegionLevel};
use contract::validations::Outcome;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::collections::HashMap;
use std::mem::take;

/// Rows with one statement: SQLite takes 32,766 values.
const STRETCH: usize = 500;
const DAY: i64 = 86_400;
const COLLECTION: &str = r#"{"kind":"kader","name":"Yuyun Nuraeni","method":"home_visit","on":"2026-03-06"}"#;
const NOTICE: &str =
    r#"{"version":"2026-1","language":"id","means":"read_out","given_on":"2026-03-06","given_by":"Yuyun Nuraeni"}"#;

/// The kelurahan of the city, in the order of their codes.
pub async fn villages(kernel: &Kernel) -> Result<Vec<RegionCode>> {
    let rows = system::<region::Entity>()
        .filter(region::Column::Level.eq(RegionLevel::Village))
        .order_by_asc(region::Column::Code)
        .all(&kernel.db.read)
        .await?;
    Ok(rows.into_iter().map(|row| row.code).collect())
}

/// Turns women into rows.
#[derive(Debug)]
pub struct Clerk<'a> {
    kernel: &'a Kernel,
    villages: &'a [RegionCode],
    now: Timestamp,
    officer: UserId,
    lurah: UserId,
    kader: UserId,
    numbered: u64,
    /// The household of the woman before.
    last: Option<household::Model>,
    pub rows: Rows,
}

/// Rows that wait to be written.
#[derive(Debug, Default)]
pub struct Rows {
    homes: Vec<household::Model>,
    members: Vec<household_member::Model>,
    women: Vec<beneficiary::Model>,
    words: Vec<beneficiary_word::Model>,
    decisions: Vec<validation::Model>,
}

impl<'a> Clerk<'a> {
    pub async fn new(kernel: &'a Kernel, villages: &'a [RegionCode]) -> Result<Self> {
        let users = system::<user::Entity>().all(&kernel.db.read).await?;
        let by_name: HashMap<&str, UserId> = users.iter().map(|row| (row.username.as_str(), row.id)).collect();
        let id = |name: &str| by_name.get(name).copied().ok_or_else(|| Error::internal(format!("no {name}")));
        Ok(Self {
            kernel,
            villages,
            now: kernel.clock.now(),
            officer: id("kelurahan_officer")?,
            lurah: id("lurah")?,
            kader: id("kader")?,
            numbered: 0,
            last: None,
            rows: Rows::default(),
        })
    }

    /// Ids rise as they would have, one after the other.
    fn id(&mut self) -> uuid::Uuid {
        self.numbered += 1;
        let start = u64::try_from(self.now.plus_seconds(-360 * DAY).0 / 1000).unwrap_or(0);
        let mut bytes = [0; 10];
        let (_, tail) = bytes.split_at_mut(2);
        tail.copy_from_slice(&self.numbered.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(start + self.numbered, &bytes).into_uuid()
    }

    fn home(&mut self, home: &Home, at: Timestamp) -> Result<household::Model> {
        let id = HouseholdId(self.id());
        let village = self.villages.get(home.spot.village).cloned();
        let village = village.ok_or_else(|| Error::internal("no such kelurahan"))?;
        let level = |level| village.at(level).ok_or_else(|| Error::internal("not a kelurahan"));
        let number = |number: u32| -> Result<Neighbourhood> {
            number.to_string().parse().map_err(|()| Error::internal("not an RW"))
        };
        let card = home.family_card.as_deref().and_then(|text| KkNumber::parse(text).ok());
        let row = household::Model {
            id,
            kk_sealed: card.as_ref().map(|card| seal(self.kernel, &context(id, "kk_number"), card.reveal())),
            kk_hash: card.as_ref().map(|card| kk_hash(self.kernel, card)),
            kk_masked: card.as_ref().map(KkNumber::masked),
            city_code: level(RegionLevel::City)?,
            district_code: level(RegionLevel::District)?,
            region_code: village,
            rw: number(home.spot.rw)?,
            rt: number(home.spot.rt)?,
            address: Some(home.address.clone()),
            monthly_income: home.income,
            monthly_expenditure: home.expenditure,
            finances_on: home.income.map(|_| at.day_in_jakarta()),
            collected_by: None,
            created_at: at,
            updated_at: at,
            version: 1,
        };
        for member in &home.members {
            let member = household_member::Model {
                id: MemberId(self.id()),
                household_id: id,
                full_name: member.full_name.clone(),
                birth_date: Some(member.birth_date),
                sex: Sex::Male,
                relation: member.relation.to_owned(),
                schooling: None,
                livelihood: Livelihood::DependsOnHer,
                removed_at: None,
                removal_reason: None,
                created_at: at,
                updated_at: at,
                version: 1,
            };
            self.rows.members.push(member);
        }
        self.rows.homes.push(row.clone());
        Ok(row)
    }

    /// Adds the rows of a woman.
    pub fn add(&mut self, woman: &Woman) -> Result<()> {
        let at = self.now.plus_seconds(-i64::from(woman.registered) * DAY);
        let home = match (&woman.home, &self.last) {
            (Some(home), _) => self.home(home, at)?,
            (None, Some(last)) => last.clone(),
            (None, None) => return Err(Error::internal("the first woman has no household")),
        };
        let row = self.woman(woman, &home, at);
        if woman.status != Status::Candidate {
            let decision = self.decision(&row);
            self.rows.decisions.push(decision);
        }
        let words = search_words(&row.full_name);
        let words = words.into_iter().map(|word| beneficiary_word::Model { beneficiary_id: row.id, word });
        self.rows.words.extend(words);
        self.rows.women.push(row);
        self.last = Some(home);
        Ok(())
    }

    fn woman(&mut self, woman: &Woman, home: &household::Model, at: Timestamp) -> beneficiary::Model {
        let id = BeneficiaryId(self.id());
        let nik = woman.nik.clone().map(Nik::stored);
        let sealed = |member: &str, text: &str| seal(self.kernel, &context(id, member), text);
        beneficiary::Model {
            id,
            full_name_folded: fold(&woman.full_name),
            name_search: sound(&woman.full_name),
            name_key: Name::of(&woman.full_name).key(),
            full_name: woman.full_name.clone(),
            nik_sealed: nik.as_ref().map(|nik| sealed("nik", nik.reveal())),
            nik_hash: nik.as_ref().map(|nik| nik_hash(self.kernel, nik)),
            nik_masked: nik.as_ref().map(Nik::masked),
            nik_absent_reason: nik.is_none().then(|| "never_registered".to_owned()),
            nik_warnings: String::new(),
            birth_date: woman.birth_date,
            sex: Sex::Female,
            household_id: home.id,
            city_code: home.city_code.clone(),
            district_code: home.district_code.clone(),
            region_code: home.region_code.clone(),
            rw: home.rw.clone(),
            rt: home.rt.clone(),
            address: home.address.clone(),
            phone_sealed: woman.phone.as_ref().map(|phone| sealed("phone", phone)),
            marital_status: woman.marital_status.to_owned(),
            de_jure: true,
            de_facto: true,
            head_basis: woman.head_basis.map(str::to_owned),
            education: woman.education.map(str::to_owned),
            occupation: Some(woman.occupation.to_owned()),
            health_sealed: None,
            collected_by: Some(self.kader),
            collection: COLLECTION.to_owned(),
            notice: woman.complete.then(|| NOTICE.to_owned()),
            welfare_stage: None,
            below_poverty_line: None,
            eligibility: EligibilityAnswer::Unknown,
            merged_into: None,
            retained_since: (woman.archived || woman.status == Status::Refused).then_some(at),
            status: woman.status,
            outdated_by: if woman.status == Status::Outdated { "rw".to_owned() } else { String::new() },
            complete: woman.complete && woman.head_basis.is_some(),
            created_by: self.officer,
            last_edited_by: self.officer,
            archived_at: woman.archived.then_some(at),
            archive_reason: woman.archived.then(|| "Pindah ke kota lain".to_owned()),
            created_at: at,
            updated_at: at,
            version: 1,
        }
    }

    fn decision(&mut self, row: &beneficiary::Model) -> validation::Model {
        let outcome = match row.status {
            Status::Refused => Outcome::Refused,
            Status::Withdrawn => Outcome::Withdrawn,
            Status::Candidate | Status::Validated | Status::Outdated => Outcome::Validated,
        };
        validation::Model {
            id: ValidationId(self.id()),
            beneficiary_id: row.id,
            programme_year: 2027,
            outcome,
            reason_code: None,
            reason: None,
            document_number: Some("400/17/2026".to_owned()),
            document_date: None,
            document_id: None,
            beneficiary_version: 1,
            eligibility: None,
            rule_set_number: None,
            rule_findings: None,
            beside: false,
            decided_by: self.lurah,
            decided_at: row.updated_at,
            city_code: row.city_code.clone(),
            district_code: row.district_code.clone(),
            region_code: row.region_code.clone(),
            rw: row.rw.clone(),
        }
    }

    pub fn is_full(&self) -> bool {
        self.rows.women.len() >= STRETCH * 8
    }
}

/// Writes rows, some at a time.
pub async fn write<E>(db: &impl ConnectionTrait, rows: Vec<E::Model>) -> Result<()>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model).peekable();
    while rows.peek().is_some() {
        let part: Vec<E::ActiveModel> = rows.by_ref().take(STRETCH).collect();
        E::insert_many(part).exec_without_returning(db).await?;
    }
    Ok(())
}

impl Rows {
    /// Writes what waits, households before those who live in them.
    pub async fn flush(&mut self, db: &impl ConnectionTrait) -> Result<()> {
        write::<household::Entity>(db, take(&mut self.homes)).await?;
        write::<household_member::Entity>(db, take(&mut self.members)).await?;
        write::<beneficiary::Entity>(db, take(&mut self.women)).await?;
        write::<beneficiary_word::Entity>(db, take(&mut self.words)).await?;
        write::<validation::Entity>(db, take(&mut self.decisions)).await?;
        Ok(())
    }
}

/// Lets the database look at what it has, as it would by itself a little later.
pub async fn settle(kernel: &Kernel) -> Result<()> {
    if kernel.db.backend() == DbBackend::Postgres {
        // A connection of its own, which may take its time.
        let db = sea_orm::Database::connect(&kernel.config.database_url).await?;
        db.execute_unprepared("vacuum analyze").await?;
        db.execute_unprepared("checkpoint").await?;
        db.close().await?;
        return Ok(());
    }
    kernel.db.refresh_statistics().await?;
    kernel.db.write.execute_unprepared("pragma wal_checkpoint(truncate)").await?;
    Ok(())
}
