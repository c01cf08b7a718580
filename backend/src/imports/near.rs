//! The women with whom those of a list are compared. Where its uploader
//! reaches few kelurahan they are read once for the whole list, and what others
//! change meanwhile is read before each stretch of it.

use crate::duplicates::find::{COLUMNS, Known};
use crate::duplicates::pool::{Pool, Sought};
use crate::entity::{beneficiary, erasure, import_row};
use crate::kernel::error::Result;
use crate::kernel::scope::{Scope, select, system};
use crate::kernel::state::Kernel;
use crate::kernel::tx::Tx;
use contract::ids::{BeneficiaryId, ImportId};
use contract::moment::Timestamp;
use contract::place::{RegionCode, RegionLevel};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use std::sync::Arc;

/// Kelurahan whose women are few enough to be held at once.
const KELURAHAN: usize = 3;
/// A write stamped so long ago may have become visible only now.
const LATE: i64 = 60;

/// Those who stand, but for whom this list brought: they are not held against
/// its other rows, the search of the register finds those.
fn standing(among: Select<beneficiary::Entity>, list: Option<ImportId>) -> Select<beneficiary::Entity> {
    let among = among.filter(beneficiary::Column::ArchivedAt.is_null());
    let Some(import) = list else { return among };
    let brought = system::<import_row::Entity>()
        .select_only()
        .column(import_row::Column::BeneficiaryId)
        .filter(import_row::Column::ImportId.eq(import))
        .filter(import_row::Column::Committed.eq(true))
        .filter(import_row::Column::BeneficiaryId.is_not_null());
    among.filter(beneficiary::Column::Id.not_in_subquery(brought.into_query()))
}

/// Those near the women who are sought, read for them alone.
pub async fn near(tx: &Tx, list: Option<ImportId>, sought: &[Sought<'_>]) -> Result<Arc<Pool>> {
    Ok(Arc::new(Pool::near(tx.db(), &standing(tx.select::<beneficiary::Entity>(), list), sought).await?))
}

/// Everyone in reach.
#[derive(Debug)]
pub struct Everyone {
    pool: Arc<Pool>,
    list: Option<ImportId>,
    cities: Vec<RegionCode>,
    /// What changed before was read.
    since: Timestamp,
    /// When this list itself wrote since then.
    own: Vec<Timestamp>,
}

impl Everyone {
    /// Reads them, where the uploader reaches no more than a few kelurahan.
    pub async fn read(kernel: &Kernel, scope: &Scope, list: Option<ImportId>) -> Result<Option<Self>> {
        let few = scope.places.len() <= KELURAHAN;
        if !few || scope.places.iter().any(|reach| reach.region.level() != RegionLevel::Village) {
            return Ok(None);
        }
        let since = kernel.clock.now().plus_seconds(-LATE);
        let among = standing(select::<beneficiary::Entity>(scope), list);
        let pool = Arc::new(Pool::whole(kernel.db.long_reads(), among).await?);
        let cities = scope.places.iter().filter_map(|reach| reach.region.at(RegionLevel::City)).collect();
        Ok(Some(Self { pool, list, cities, since, own: Vec::new() }))
    }

    pub fn pool(&self) -> &Arc<Pool> {
        &self.pool
    }

    /// Reads what others changed: who was archived, merged, moved away or whose
    /// data were destroyed is taken out, whoever stands is there as she stands.
    pub async fn keep_up(&mut self, tx: &Tx) -> Result<()> {
        use beneficiary::Column::{CityCode, Id, UpdatedAt};
        let (since, own) = (self.since, self.own.clone());
        let changed = |women: Select<beneficiary::Entity>| {
            women.filter(UpdatedAt.gte(since)).filter(UpdatedAt.is_not_in(own.iter().copied())).select_only()
        };
        let anywhere = system::<beneficiary::Entity>().filter(CityCode.is_in(self.cities.iter().cloned()));
        let mut gone: Vec<BeneficiaryId> = changed(anywhere).column(Id).into_tuple().all(tx.db()).await?;
        let erased = system::<erasure::Entity>()
            .select_only()
            .column(erasure::Column::BeneficiaryId)
            .filter(erasure::Column::ErasedAt.gte(since));
        gone.extend(erased.into_tuple::<BeneficiaryId>().all(tx.db()).await?);
        let pool = Arc::make_mut(&mut self.pool);
        for id in gone {
            pool.remove(id);
        }
        let here = standing(changed(tx.select::<beneficiary::Entity>()), self.list).columns(COLUMNS);
        for woman in here.into_model::<Known>().all(tx.db()).await? {
            pool.put(woman);
        }
        self.since = tx.now().plus_seconds(-LATE);
        self.own.retain(|at| *at >= self.since);
        Ok(())
    }

    /// This list wrote in a transaction of this time.
    pub fn wrote(&mut self, at: Timestamp) {
        self.own.push(at);
    }
}
