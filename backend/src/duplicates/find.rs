//! Who in the register may be a woman: few are read, by indexes, and compared.

use super::dates::{self, swapped, year_of, year_only};
use super::matching::{Score, Woman, alike as alike_by};
use super::names::Name;
use crate::entity::beneficiary;
use crate::kernel::error::Result;
use crate::kernel::fields::Standing;
use crate::kernel::scope::system;
use contract::ids::{BeneficiaryId, HouseholdId, UserId};
use contract::moment::Day;
use contract::place::{Neighbourhood, RegionCode};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, FromQueryResult, QueryFilter, QuerySelect};
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

/// Women born on her day; with the letters of her name and a day near hers;
/// of her kelurahan with a day near hers; of her RW and her year. Nobody else
/// can be alike, whatever her name. Each arm is served by an index of its own.
fn near(woman: &Known, name: &Name) -> Condition {
    use beneficiary::Column::{BirthDate, NameKey, RegionCode, Rw};
    let year = || year_of(woman.birth_date).map(|(first, last)| BirthDate.between(first, last));
    // A year alone may stand for any day of it.
    let near = Condition::any()
        .add(BirthDate.is_in(dates::near(woman.birth_date)))
        .add_option(year().filter(|_| year_only(woman.birth_date)));
    let days = std::iter::once(woman.birth_date).chain(swapped(woman.birth_date));
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
    let known = system::<beneficiary::Entity>()
        .select_only()
        .columns(COLUMNS)
        .filter(near(woman, &name))
        .filter(beneficiary::Column::ArchivedAt.is_null())
        .filter(if later_only { others.gt(woman.id) } else { others.ne(woman.id) })
        .into_model::<Known>()
        .all(db)
        .await?;
    let own = woman.compared();
    let mut found: Vec<Match> = known
        .into_iter()
        .filter_map(|woman| {
            let score = alike_by((&name, &own), &woman.compared(), || Cow::Owned(Name::of(&woman.full_name)))?;
            Some(Match { woman, score })
        })
        .collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.score.points), one.woman.id));
    Ok(found)
}
