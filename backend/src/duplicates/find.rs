//! Who in the register may be a woman: few are read, by indexes, and compared.

use super::dates::{self, swapped, year_of, year_only};
use super::matching::{Score, Woman, alike as alike_by};
use super::names::Name;
use crate::entity::beneficiary;
use crate::kernel::crypto::from_hex;
use crate::kernel::error::{Error, Result};
use crate::kernel::fields::Standing;
use crate::kernel::scope::system;
use contract::ids::{BeneficiaryId, HouseholdId, UserId};
use contract::moment::Day;
use contract::place::{Neighbourhood, RegionCode};
use sea_orm::sea_query::{Expr, UnionType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, FromQueryResult, QueryFilter, QuerySelect, QueryTrait, Select,
};
use serde::Deserialize;
use std::borrow::Cow;

/// What is read of a woman to compare her.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Known {
    pub id: BeneficiaryId,
    pub full_name: String,
    pub birth_date: Day,
    pub household_id: HouseholdId,
    pub nik_hash: Option<Vec<u8>>,
    pub city_code: RegionCode,
    pub district_code: RegionCode,
    pub region_code: RegionCode,
    pub rw: Neighbourhood,
    pub rt: Neighbourhood,
    pub collected_by: Option<UserId>,
}

/// A woman who is alike, and how much.
#[derive(Debug, Clone)]
pub struct Match {
    pub woman: Known,
    pub score: Score,
}

impl Known {
    pub fn of(row: &beneficiary::Model) -> Self {
        Self {
            id: row.id,
            full_name: row.full_name.clone(),
            birth_date: row.birth_date,
            household_id: row.household_id,
            nik_hash: row.nik_hash.clone(),
            city_code: row.city_code.clone(),
            district_code: row.district_code.clone(),
            region_code: row.region_code.clone(),
            rw: row.rw.clone(),
            rt: row.rt.clone(),
            collected_by: row.collected_by,
        }
    }

    pub fn standing(&self) -> Standing<'_> {
        Standing { region: &self.region_code, rw: &self.rw, collected_by: self.collected_by }
    }

    /// What is compared of her beside her name.
    pub fn compared(&self) -> Woman<'_> {
        Woman {
            birth_date: self.birth_date,
            village: self.region_code.as_str(),
            rw: self.rw.as_str(),
            rt: self.rt.as_str(),
            household: Some(self.household_id),
            nik: self.nik_hash.as_deref(),
        }
    }
}

/// The columns of [`Known`].
pub const COLUMNS: [beneficiary::Column; 11] = [
    beneficiary::Column::Id,
    beneficiary::Column::FullName,
    beneficiary::Column::BirthDate,
    beneficiary::Column::HouseholdId,
    beneficiary::Column::NikHash,
    beneficiary::Column::CityCode,
    beneficiary::Column::DistrictCode,
    beneficiary::Column::RegionCode,
    beneficiary::Column::Rw,
    beneficiary::Column::Rt,
    beneficiary::Column::CollectedBy,
];

/// Days near another: no day between 1920 and 2030 has more.
const NEAR: usize = 40;

/// The days, and one of them again until there are so many: a database keeps
/// one plan for all women where their statements differ in values alone.
fn filled_up(days: impl Iterator<Item = Day>, again: Day, many: usize) -> Vec<Day> {
    let mut days: Vec<Day> = days.collect();
    days.resize(days.len().max(many), again);
    days
}

/// Women born on her day; with the letters of her name and a day near hers;
/// of her kelurahan with a day near hers; of her RW and her year. Nobody else
/// can be alike, whatever her name. Each arm is served by an index of its own.
fn near(woman: &Known, name: &Name) -> Condition {
    use beneficiary::Column::{BirthDate, NameKey, RegionCode, Rw};
    let year = || year_of(woman.birth_date).map(|(first, last)| BirthDate.between(first, last));
    // A year alone may stand for any day of it.
    let near = Condition::any()
        .add(BirthDate.is_in(filled_up(dates::near(woman.birth_date), woman.birth_date, NEAR)))
        .add_option(year().filter(|_| year_only(woman.birth_date)));
    let days = filled_up(std::iter::once(woman.birth_date).chain(swapped(woman.birth_date)), woman.birth_date, 2);
    let village = RegionCode.eq(woman.region_code.clone());
    let in_rw = Condition::all().add(village.clone()).add(Rw.eq(woman.rw.clone())).add_option(year());
    let key = name.key();
    let named = (!key.is_empty()).then(|| Condition::all().add(NameKey.eq(key)).add(near.clone()));
    Condition::any()
        .add(BirthDate.is_in(days))
        .add_option(named)
        .add(Condition::all().add(village).add(near))
        .add(in_rw)
}

/// Those who may be this woman, most alike first. Archived records are nobody.
/// With `later_only`, only those whose id is greater: each pair is met once.
pub async fn alike(db: &impl ConnectionTrait, woman: &Known, later_only: bool) -> Result<Vec<Match>> {
    let (name, others) = (Name::of(&woman.full_name), beneficiary::Column::Id);
    let others = if later_only { others.gt(woman.id) } else { others.ne(woman.id) };
    let known = reading(present(woman, &name).add(others)).into_model::<Known>().all(db).await?;
    Ok(compare(woman, &name, known))
}

/// What the register says of a woman who is not in it yet.
#[derive(Debug)]
pub enum Stands {
    /// It is herself: a record sent again.
    Already,
    /// Her NIK is another record's, archived ones too.
    Taken(Box<Known>),
    /// Those who may be her, the most alike first.
    New(Vec<Match>),
}

/// A woman who is to be registered, as she is looked for. Whether she stands
/// already and who may be her is one look: this write comes most often.
#[derive(Debug)]
pub struct Newcomer {
    woman: Known,
    name: Name,
    nik: Vec<Vec<u8>>,
}

impl Newcomer {
    /// With the hashes of her NIK under every secret.
    pub fn of(row: &beneficiary::Model, nik: Vec<Vec<u8>>) -> Self {
        Self { woman: Known::of(row), name: Name::of(&row.full_name), nik }
    }

    pub async fn stands(&self, db: &impl ConnectionTrait) -> Result<Stands> {
        let known = read(db, vec![self.looked_for()]).await?.pop().unwrap_or_default();
        Ok(self.judge(known))
    }

    /// Which of these the register says nothing of, nor those before them.
    pub async fn unknown(db: &impl ConnectionTrait, newcomers: &[&Self]) -> Result<Vec<bool>> {
        let found = read(db, newcomers.iter().map(|one| one.looked_for()).collect()).await?;
        let mut unknown: Vec<bool> = Vec::with_capacity(newcomers.len());
        for (place, (one, mut known)) in newcomers.iter().zip(found).enumerate() {
            known.extend(newcomers.iter().take(place).map(|other| other.woman.clone()));
            unknown.push(matches!(one.judge(known), Stands::New(alike) if alike.is_empty()));
        }
        Ok(unknown)
    }

    fn looked_for(&self) -> Condition {
        let same = beneficiary::Column::NikHash.is_in(self.nik.iter().cloned());
        Condition::any().add(same).add(present(&self.woman, &self.name))
    }

    fn judge(&self, mut known: Vec<Known>) -> Stands {
        if known.iter().any(|one| one.id == self.woman.id) {
            return Stands::Already;
        }
        let same = |known: &Known| known.nik_hash.as_ref().is_some_and(|hash| self.nik.contains(hash));
        match known.iter().position(same) {
            Some(place) => Stands::Taken(Box::new(known.swap_remove(place))),
            None => Stands::New(compare(&self.woman, &self.name, known)),
        }
    }
}

fn present(woman: &Known, name: &Name) -> Condition {
    Condition::all().add(near(woman, name)).add(beneficiary::Column::ArchivedAt.is_null())
}

/// All women in one row of JSON.
const ALL: &str = "json_group_array(json_array(hex(id), full_name, birth_date, hex(household_id), hex(nik_hash), city_code, \
                   district_code, region_code, rw, rt, nullif(hex(collected_by), '')))";

/// The women of each condition, by one statement. On SQLite all women of one
/// are one row: its thread hands over each row by itself, which costs more than
/// what stands in it.
async fn read(db: &impl ConnectionTrait, which: Vec<Condition>) -> Result<Vec<Vec<Known>>> {
    let backend = db.get_database_backend();
    let mut found = vec![Vec::new(); which.len()];
    let mut selects = which.into_iter().enumerate().map(|(place, which)| {
        let select = system::<beneficiary::Entity>().select_only().expr_as(Expr::cust(place.to_string()), "place");
        let select = match backend {
            DbBackend::Sqlite => select.expr_as(Expr::cust(ALL), "women"),
            _ => select.columns(COLUMNS),
        };
        (UnionType::All, select.filter(which).into_query())
    });
    let Some((_, mut select)) = selects.next() else { return Ok(found) };
    select.unions(selects);
    for row in db.query_all_raw(backend.build(&select)).await? {
        let women = match backend {
            DbBackend::Sqlite => {
                let women: Vec<InOne> =
                    serde_json::from_str(&row.try_get::<String>("", "women")?).map_err(Error::internal)?;
                women.into_iter().map(InOne::known).collect()
            }
            _ => vec![Known::from_query_result(&row, "")?],
        };
        let place = usize::try_from(row.try_get::<i32>("", "place")?).map_err(Error::internal)?;
        if let Some(there) = found.get_mut(place) {
            there.extend(women);
        }
    }
    Ok(found)
}

/// What that row says of one of them.
#[derive(Deserialize)]
struct InOne(
    BeneficiaryId,
    String,
    Day,
    HouseholdId,
    String,
    RegionCode,
    RegionCode,
    RegionCode,
    Neighbourhood,
    Neighbourhood,
    Option<UserId>,
);

impl InOne {
    fn known(self) -> Known {
        let Self(id, full_name, birth_date, household_id, nik, city_code, district_code, region_code, rw, rt, by) =
            self;
        let nik_hash = from_hex(&nik).filter(|hash| !hash.is_empty());
        Known {
            id,
            full_name,
            birth_date,
            household_id,
            nik_hash,
            city_code,
            district_code,
            region_code,
            rw,
            rt,
            collected_by: by,
        }
    }
}

fn reading(which: Condition) -> Select<beneficiary::Entity> {
    system::<beneficiary::Entity>().select_only().columns(COLUMNS).filter(which)
}

fn compare(woman: &Known, name: &Name, known: Vec<Known>) -> Vec<Match> {
    let own = woman.compared();
    let mut found: Vec<Match> = known
        .into_iter()
        .filter_map(|woman| {
            let score = alike_by((name, &own), &woman.compared(), || Cow::Owned(Name::of(&woman.full_name)))?;
            Some(Match { woman, score })
        })
        .collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.score.points), one.woman.id));
    found
}
