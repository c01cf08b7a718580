//! Goes through the whole register once a day and keeps the pairs it finds, in
//! the background and a little at a time.

use super::candidates::{add, pair};
use super::find::{COLUMNS, Known, Match, alike};
use super::spelling::{mark, set_mark};
use crate::entity::beneficiary;
use crate::kernel::error::Result;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, run_as_system};
use contract::duplicates::DuplicateOrigin;
use contract::ids::BeneficiaryId;
use contract::moment::Timestamp;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use std::sync::Arc;
use std::time::Duration;

/// When the register was last gone through.
const MARK: &str = "duplicates_searched";
const DAY: i64 = 24 * 3600;
/// Women read at once.
const STRETCH: u64 = 200;
/// Between two stretches others come first.
const REST: Duration = Duration::from_millis(200);
const PAUSE: Duration = Duration::from_mins(10);

/// Searches once a day until the process ends.
pub async fn run(kernel: Arc<Kernel>) {
    loop {
        tokio::time::sleep(PAUSE).await;
        if let Err(error) = if_due(&kernel).await {
            tracing::warn!(cause = error.cause, "the search for duplicates will begin anew");
        }
    }
}

async fn if_due(kernel: &Arc<Kernel>) -> Result<()> {
    let last = mark(&kernel.db.read, MARK).await?.and_then(|text| text.parse().ok()).map_or(Timestamp(0), Timestamp);
    if last.plus_seconds(DAY) > kernel.clock.now() {
        return Ok(());
    }
    let found = pass(kernel, REST).await?;
    set_mark(&kernel.db.write, MARK, &kernel.clock.now().0.to_string()).await?;
    tracing::info!(found, "the register was searched for duplicates");
    Ok(())
}

/// Goes through the register once; says how many new pairs it found.
pub async fn pass(kernel: &Arc<Kernel>, rest: Duration) -> Result<usize> {
    let (mut after, mut found): (Option<BeneficiaryId>, usize) = (None, 0);
    loop {
        let women = stretch(kernel, after).await?;
        let Some(last) = women.last() else { return Ok(found) };
        after = Some(last.id);
        for woman in &women {
            let alike = alike(&kernel.db.read, woman, true).await?;
            if !alike.is_empty() {
                found += keep(kernel, woman, &alike).await?;
            }
        }
        tokio::time::sleep(rest).await;
    }
}

async fn stretch(kernel: &Kernel, after: Option<BeneficiaryId>) -> Result<Vec<Known>> {
    let mut select = system::<beneficiary::Entity>()
        .select_only()
        .columns(COLUMNS)
        .filter(beneficiary::Column::ArchivedAt.is_null());
    if let Some(after) = after {
        select = select.filter(beneficiary::Column::Id.gt(after));
    }
    let select = select.order_by_asc(beneficiary::Column::Id).limit(STRETCH);
    Ok(select.into_model::<Known>().all(&kernel.db.read).await?)
}

async fn keep(kernel: &Arc<Kernel>, woman: &Known, alike: &[Match]) -> Result<usize> {
    run_as_system(kernel, Author::system("search_duplicates"), async |tx| {
        let mut new = 0;
        for other in alike {
            new += usize::from(add(tx, &pair(tx, woman, other, DuplicateOrigin::Search)).await?);
        }
        // Each new pair has its own event.
        Ok(tx.done_unrecorded(new))
    })
    .await
}
