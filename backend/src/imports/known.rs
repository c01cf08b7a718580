//! What stands in the register of the rows of a list: a few statements for
//! many rows.

use super::near::near;
use super::rows::ReadRow;
use crate::beneficiaries::identifiers::{kk_hashes, nik_hashes};
use crate::duplicates::find::Known as Registered;
use crate::duplicates::pool::{Pool, Sought};
use crate::entity::{beneficiary, household};
use crate::kernel::database::lock_rows;
use crate::kernel::error::Result;
use crate::kernel::fold::fold;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::Tx;
use contract::ids::{BeneficiaryId, HouseholdId, ImportId};
use contract::moment::Day;
use contract::nik::{KkNumber, Nik};
use contract::place::{Neighbourhood, RegionCode};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Values of one list in a statement.
const AT_ONCE: usize = 500;

/// Name, birth date and place by which two without a NIK are taken for one.
pub type Likeness = (String, Day, RegionCode, Neighbourhood);

/// Women and households that rows may be about.
#[derive(Debug, Default)]
pub struct Known {
    /// The list whose rows are being kept.
    list: Option<ImportId>,
    /// By the hash of their NIK, wherever they stand.
    women: HashMap<Vec<u8>, beneficiary::Model>,
    /// In reach and not archived, by likeness.
    alike: HashMap<Likeness, Vec<beneficiary::Model>>,
    homes: HashMap<HouseholdId, household::Model>,
    /// In reach, by the hash of their family card.
    cards: HashMap<Vec<u8>, household::Model>,
    /// In reach and not archived, to be compared with those who are new.
    near: Arc<Pool>,
}

/// The hashes of a row's NIK under every secret, where it has one that can be.
pub fn nik_of(kernel: &Kernel, row: &ReadRow, today: Day) -> Vec<Vec<u8>> {
    let nik = row.draft.nik.value().and_then(|text| Nik::parse(text, today).ok());
    nik.map(|nik| nik_hashes(kernel, &nik)).unwrap_or_default()
}

/// The hashes of a row's family card under every secret.
pub fn card_of(kernel: &Kernel, row: &ReadRow) -> Vec<Vec<u8>> {
    let kk = row.kk_number.as_deref().and_then(|text| KkNumber::parse(text).ok());
    kk.map(|kk| kk_hashes(kernel, &kk)).unwrap_or_default()
}

pub fn likeness_of(row: &ReadRow) -> Option<Likeness> {
    let draft = &row.draft;
    let place = (draft.region_code.value()?.clone(), draft.rw.value()?.clone());
    Some((fold(draft.full_name.value()?), *draft.birth_date.value()?, place.0, place.1))
}

fn likeness(woman: &beneficiary::Model) -> Likeness {
    (woman.full_name_folded.clone(), woman.birth_date, woman.region_code.clone(), woman.rw.clone())
}

impl Known {
    /// Reads what concerns these rows; while a list is kept, what may be
    /// changed is locked and stays so. `everyone` are those to be compared with,
    /// where they were read before.
    pub async fn load(
        tx: &Tx,
        rows: &[&ReadRow],
        kept_of: Option<ImportId>,
        everyone: Option<&Arc<Pool>>,
    ) -> Result<Self> {
        let (kernel, today) = (tx.kernel(), tx.now().day_in_jakarta());
        let mut known = Self { list: kept_of, ..Self::default() };
        let hashes: BTreeSet<Vec<u8>> = rows.iter().flat_map(|row| nik_of(kernel, row, today)).collect();
        for part in chunks(hashes) {
            let select = system::<beneficiary::Entity>().filter(beneficiary::Column::NikHash.is_in(part));
            for woman in select.all(tx.db()).await? {
                known.keep_woman(woman);
            }
        }
        let mut names: BTreeMap<RegionCode, BTreeSet<String>> = BTreeMap::new();
        for (name, _, village, _) in rows.iter().filter_map(|row| likeness_of(row)) {
            names.entry(village).or_default().insert(name);
        }
        for (village, names) in names {
            for part in chunks(names) {
                let select = tx
                    .select::<beneficiary::Entity>()
                    .filter(beneficiary::Column::RegionCode.eq(village.clone()))
                    .filter(beneficiary::Column::FullNameFolded.is_in(part))
                    .filter(beneficiary::Column::ArchivedAt.is_null());
                for woman in select.all(tx.db()).await? {
                    known.alike.entry(likeness(&woman)).or_default().push(woman);
                }
            }
        }
        let cards: BTreeSet<Vec<u8>> = rows.iter().flat_map(|row| card_of(kernel, row)).collect();
        for part in chunks(cards) {
            let select = tx.select::<household::Entity>().filter(household::Column::KkHash.is_in(part));
            for home in select.all(tx.db()).await? {
                known.keep_home(home);
            }
        }
        known.load_homes(tx).await?;
        if kept_of.is_some() {
            known.lock(tx).await?;
        }
        match everyone {
            Some(everyone) => known.near = everyone.clone(),
            None => known.load_near(tx, rows).await?,
        }
        Ok(known)
    }

    /// Locks the households in reach and then their women, each in the order of
    /// their ids as every write does, and takes them as they stand then.
    async fn lock(&mut self, tx: &Tx) -> Result<()> {
        let backend = tx.kernel().db.backend();
        let ids: BTreeSet<HouseholdId> =
            self.homes.keys().chain(self.cards.values().map(|home| &home.id)).copied().collect();
        let homes = tx.select::<household::Entity>().filter(household::Column::Id.is_in(ids.iter().copied()));
        for home in lock_rows(homes.order_by_asc(household::Column::Id), backend).all(tx.db()).await? {
            self.keep_home(home);
        }
        let known = self.women.values().chain(self.alike.values().flatten()).map(|woman| woman.id);
        let women = Condition::any()
            .add(beneficiary::Column::HouseholdId.is_in(ids))
            .add(beneficiary::Column::Id.is_in(known.collect::<BTreeSet<_>>()));
        let women = tx.select::<beneficiary::Entity>().filter(women).order_by_asc(beneficiary::Column::Id);
        let women = lock_rows(women, backend).all(tx.db()).await?;
        let women: HashMap<BeneficiaryId, beneficiary::Model> = women.into_iter().map(|row| (row.id, row)).collect();
        for woman in self.women.values_mut().chain(self.alike.values_mut().flatten()) {
            if let Some(now) = women.get(&woman.id) {
                *woman = now.clone();
            }
        }
        Ok(())
    }

    /// Those who may be one of the women of the rows.
    async fn load_near(&mut self, tx: &Tx, rows: &[&ReadRow]) -> Result<()> {
        let sought: Vec<Sought<'_>> = rows
            .iter()
            .filter_map(|row| {
                let draft = &row.draft;
                Some((draft.full_name.value()?.as_str(), *draft.birth_date.value()?, draft.region_code.value()?))
            })
            .collect();
        self.near = near(tx, self.list, &sought).await?;
        Ok(())
    }

    /// The women in reach whom this one may be besides, the likeliest first.
    pub fn doubles_of(&self, woman: &beneficiary::Model) -> Vec<BeneficiaryId> {
        self.near.alike(&Registered::of(woman)).into_iter().map(|found| found.woman.id).collect()
    }

    /// The households of the women found.
    async fn load_homes(&mut self, tx: &Tx) -> Result<()> {
        let women = self.women.values().chain(self.alike.values().flatten());
        let ids: BTreeSet<HouseholdId> = women.map(|woman| woman.household_id).collect();
        for part in chunks(ids) {
            let select = system::<household::Entity>().filter(household::Column::Id.is_in(part));
            for home in select.all(tx.db()).await? {
                self.homes.entry(home.id).or_insert(home);
            }
        }
        Ok(())
    }

    pub fn woman(&self, nik: &[Vec<u8>]) -> Option<&beneficiary::Model> {
        nik.iter().find_map(|hash| self.women.get(hash))
    }

    pub fn alike(&self, row: &ReadRow) -> &[beneficiary::Model] {
        likeness_of(row).and_then(|likeness| self.alike.get(&likeness)).map_or(&[], Vec::as_slice)
    }

    pub fn home(&self, id: HouseholdId) -> Option<&household::Model> {
        self.homes.get(&id)
    }

    pub fn card(&self, kk: &[Vec<u8>]) -> Option<&household::Model> {
        kk.iter().find_map(|hash| self.cards.get(hash))
    }

    pub fn keep_woman(&mut self, woman: beneficiary::Model) {
        if let Some(hash) = &woman.nik_hash {
            self.women.insert(hash.clone(), woman);
        }
    }

    pub fn keep_home(&mut self, home: household::Model) {
        if let Some(hash) = &home.kk_hash {
            self.cards.insert(hash.clone(), home.clone());
        }
        self.homes.insert(home.id, home);
    }

    /// Takes over the households that earlier rows of the same file made.
    pub fn take_over(&mut self, kernel: &Kernel, rows: &[&ReadRow], made: &HashMap<Vec<u8>, household::Model>) {
        for card in rows.iter().flat_map(|row| card_of(kernel, row)) {
            if let Some(home) = made.get(&card) {
                self.keep_home(home.clone());
            }
        }
    }
}

fn chunks<T: Clone>(values: BTreeSet<T>) -> Vec<Vec<T>> {
    let values: Vec<T> = values.into_iter().collect();
    values.chunks(AT_ONCE).map(<[T]>::to_vec).collect()
}
