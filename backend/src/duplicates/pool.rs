//! Many women looked for at once: those near any of them are read once.

use super::dates::swapped;
use super::find::{COLUMNS, Known, Match};
use super::matching::alike;
use super::names::Name;
use crate::entity::beneficiary;
use crate::kernel::error::Result;
use contract::ids::BeneficiaryId;
use contract::moment::Day;
use contract::place::RegionCode;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QuerySelect, Select};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// Values of one list in a statement.
const AT_ONCE: usize = 500;
/// Alternatives in a statement: SQLite takes no deeper ones.
const ARMS: usize = 200;

/// Those who are sought: name, birth date and kelurahan.
pub type Sought<'a> = (&'a str, Day, &'a RegionCode);

/// The women near any of those sought, by what may bring them together.
#[derive(Debug, Clone, Default)]
pub struct Pool {
    /// Each in her place; who was taken out leaves hers empty.
    women: Vec<Option<(Known, Name)>>,
    places: HashMap<BeneficiaryId, usize>,
    by_day: HashMap<Day, Vec<usize>>,
    by_key: HashMap<String, Vec<usize>>,
    by_year: HashMap<(RegionCode, i32), Vec<usize>>,
}

impl Pool {
    /// Reads them; `among` says who counts.
    pub async fn near(
        db: &impl ConnectionTrait,
        among: &Select<beneficiary::Entity>,
        sought: &[Sought<'_>],
    ) -> Result<Self> {
        use beneficiary::Column::{BirthDate, NameKey, RegionCode as Village};
        let (mut days, mut keys, mut years) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (name, day, village) in sought {
            days.extend(std::iter::once(*day).chain(swapped(*day)));
            keys.extend(Some(Name::of(name).key()).filter(|key| !key.is_empty()));
            years.insert(((*village).clone(), day.year()));
        }
        let mut arms: Vec<Condition> = Vec::new();
        for part in parts(days, AT_ONCE) {
            arms.push(Condition::all().add(BirthDate.is_in(part)));
        }
        for part in parts(keys, AT_ONCE) {
            arms.push(Condition::all().add(NameKey.is_in(part)));
        }
        for part in parts(years, ARMS) {
            let one = |(village, year): (RegionCode, i32)| {
                let (first, last) = (Day::new(year, 1, 1)?, Day::new(year, 12, 31)?);
                Some(Condition::all().add(Village.eq(village)).add(BirthDate.between(first, last)))
            };
            arms.push(part.into_iter().filter_map(one).fold(Condition::any(), Condition::add));
        }
        let mut pool = Self::default();
        for arm in arms {
            let women = among.clone().select_only().columns(COLUMNS).filter(arm).into_model::<Known>();
            for woman in women.all(db).await? {
                pool.put(woman);
            }
        }
        Ok(pool)
    }

    /// Reads everyone who counts: where they are few, once is enough for many
    /// who are sought.
    pub async fn whole(db: &impl ConnectionTrait, among: Select<beneficiary::Entity>) -> Result<Self> {
        let women = among.select_only().columns(COLUMNS).into_model::<Known>().all(db).await?;
        let mut pool = Self::default();
        for woman in women {
            pool.put(woman);
        }
        Ok(pool)
    }

    /// Adds her, or takes her as she stands now.
    pub fn put(&mut self, woman: Known) {
        self.remove(woman.id);
        let (place, name) = (self.women.len(), Name::of(&woman.full_name));
        self.by_day.entry(woman.birth_date).or_default().push(place);
        self.by_key.entry(name.key()).or_default().push(place);
        self.by_year.entry((woman.region_code.clone(), woman.birth_date.year())).or_default().push(place);
        self.places.insert(woman.id, place);
        self.women.push(Some((woman, name)));
    }

    pub fn remove(&mut self, id: BeneficiaryId) {
        if let Some(place) = self.places.remove(&id).and_then(|place| self.women.get_mut(place)) {
            *place = None;
        }
    }

    /// Those alike to this woman, the most alike first.
    pub fn alike(&self, woman: &Known) -> Vec<Match> {
        let name = Name::of(&woman.full_name);
        let days = std::iter::once(woman.birth_date).chain(swapped(woman.birth_date));
        let mut places: Vec<usize> = days.filter_map(|day| self.by_day.get(&day)).flatten().copied().collect();
        places.extend(self.by_key.get(&name.key()).filter(|_| !name.key().is_empty()).into_iter().flatten());
        let year = (woman.region_code.clone(), woman.birth_date.year());
        places.extend(self.by_year.get(&year).into_iter().flatten());
        places.sort_unstable();
        places.dedup();
        let own = woman.compared();
        let others = places.into_iter().filter_map(|place| self.women.get(place)?.as_ref());
        let mut alike: Vec<Match> = others
            .filter(|(other, _)| other.id != woman.id)
            .filter_map(|(other, other_name)| {
                let score = alike((&name, &own), &other.compared(), || Cow::Borrowed(other_name))?;
                Some(Match { woman: other.clone(), score })
            })
            .collect();
        alike.sort_by_key(|one| (std::cmp::Reverse(one.score.points), one.woman.id));
        alike
    }
}

fn parts<T: Clone>(values: BTreeSet<T>, at_once: usize) -> Vec<Vec<T>> {
    let values: Vec<T> = values.into_iter().collect();
    values.chunks(at_once).map(<[T]>::to_vec).collect()
}
