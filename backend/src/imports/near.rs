//! The women with whom those of a list are compared. Where its uploader
//! reaches few kelurahan they are read once for the whole list, and what others
//! change meanwhile is read before each stretch of it.

use crate::duplicates::find::{COLUMNS, Known};
use crate::duplicates::pool::{Pool, Sought};
use crate::entity::{beneficiary, import_row};
use crate::kernel::error::Result;
use crate::kernel::scope::{Scope, select, system};
use crate::kernel::state::Kernel;
use crate::kernel::tx::Tx;
use contract::ids::{BeneficiaryId, ImportId};
use contract::moment::Timestamp;
use contract::place::RegionLevel;
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
        Ok(Some(Self { pool, since, own: Vec::new() }))
    }

    pub fn pool(&self) -> &Arc<Pool> {
        &self.pool
    }

    /// Reads what others changed.
    pub async fn keep_up(&mut self, tx: &Tx) -> Result<()> {
        use beneficiary::Column::{ArchivedAt, Id, UpdatedAt};
        let changed = tx
            .select::<beneficiary::Entity>()
            .filter(UpdatedAt.gte(self.since))
            .filter(UpdatedAt.is_not_in(self.own.iter().copied()))
            .select_only();
        let pool = Arc::make_mut(&mut self.pool);
        let archived = changed.clone().column(Id).filter(ArchivedAt.is_not_null());
        for gone in archived.into_tuple::<BeneficiaryId>().all(tx.db()).await? {
            pool.remove(gone);
        }
        let standing = changed.columns(COLUMNS).filter(ArchivedAt.is_null());
        for woman in standing.into_model::<Known>().all(tx.db()).await? {
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
