//! Keeping on each woman's row what follows from her family, the lines, the
//! facts and the rules, so that lists can filter by it.
//!
//! A change of her record or her family is followed in its own transaction. A
//! change of lines, facts or rules is followed by a job over the whole register.

use super::family::{Derived, Family, gather};
use super::reference::Reference;
use crate::entity::{beneficiary, household, job, rule_set};
use crate::jobs::queue;
use crate::kernel::database::lock_rows;
use crate::kernel::error::Result;
use crate::kernel::memo::MEMORY;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::Tx;
use contract::eligibility::RuleSetState;
use contract::ids::{BeneficiaryId, HouseholdId, UserId};
use contract::jobs::{JobKind, JobState};
use contract::ks21::Stage;
use contract::place::RegionCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::sync::Arc;

/// Women looked at together.
const STRETCH: u64 = 500;

/// Works out what stands on the row of a woman whose home was just made.
pub async fn settle_in(tx: &Tx, row: &mut beneficiary::Model, home: &household::Model) -> Result<()> {
    let reference = Reference::recent(tx.kernel()).await?;
    let year = tx.now().day_in_jakarta().year();
    Derived::of(&reference, row, &Family::just_made(home), year).put(row);
    Ok(())
}

/// The same for a woman who lives in a household that stands already.
pub async fn settle(tx: &Tx, row: &mut beneficiary::Model) -> Result<()> {
    let reference = Reference::recent(tx.kernel()).await?;
    let year = tx.now().day_in_jakarta().year();
    let family = gather(tx.db(), [row.household_id]).await?.remove(&row.household_id).unwrap_or_default();
    Derived::of(&reference, row, &family, year).put(row);
    Ok(())
}

/// The women of a household, locked in one order as every write of several
/// does, so that two never wait for each other.
pub async fn lock_women(tx: &Tx, household: HouseholdId) -> Result<Vec<beneficiary::Model>> {
    let women = system::<beneficiary::Entity>()
        .filter(beneficiary::Column::HouseholdId.eq(household))
        .order_by_asc(beneficiary::Column::Id);
    Ok(lock_rows(women, tx.kernel().db.backend()).all(tx.db()).await?)
}

/// The same for the household of one of them. Whether she is there, and in
/// reach, is for the change itself to say.
pub async fn lock_family_of(tx: &Tx, woman: BeneficiaryId) -> Result<()> {
    let row = system::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(woman)).one(tx.db()).await?;
    if let Some(row) = row {
        lock_women(tx, row.household_id).await?;
    }
    Ok(())
}

/// Follows a change of a household for all its women.
pub async fn follow(tx: &Tx, household: HouseholdId) -> Result<()> {
    let women = lock_women(tx, household).await?;
    let reference = Reference::recent(tx.kernel()).await?;
    renew(tx.db(), &reference, tx.now().day_in_jakarta().year(), &women).await
}

/// Asks for the women of a region to be looked at again.
pub async fn announce(tx: &Tx, by: UserId, region: &RegionCode) -> Result<()> {
    ask(tx, by, region.as_str()).await
}

/// The same for the whole register.
pub async fn announce_all(tx: &Tx, by: UserId) -> Result<()> {
    ask(tx, by, "all").await
}

/// Many changes in a row wait for one look. A job that waits already is held
/// until this change is committed, so that it cannot begin without it.
async fn ask(tx: &Tx, by: UserId, subject: &str) -> Result<()> {
    let waiting = system::<job::Entity>()
        .filter(job::Column::Kind.eq(JobKind::WelfareRenewal))
        .filter(job::Column::State.eq(JobState::Queued))
        .filter(job::Column::Subject.eq(subject));
    if lock_rows(waiting, tx.kernel().db.backend()).one(tx.db()).await?.is_some() {
        return Ok(());
    }
    queue(tx, by, JobKind::WelfareRenewal, subject).await.map(drop)
}

/// Forgets what is remembered of lines, facts and rules, once a change of them
/// is committed, and sets the job going.
pub async fn forget(kernel: &Kernel) {
    kernel.memo.forget::<Reference>().await;
    kernel.work.notify_one();
}

/// Writes what changed on these rows; versions stay, since nothing that
/// anyone entered did.
async fn renew(
    db: &impl ConnectionTrait,
    reference: &Reference,
    year: i32,
    women: &[beneficiary::Model],
) -> Result<()> {
    let families = gather(db, women.iter().map(|row| row.household_id)).await?;
    let nobody = Family::default();
    for row in women {
        let family = families.get(&row.household_id).unwrap_or(&nobody);
        let derived = Derived::of(reference, row, family, year);
        if derived == Derived::on(row) {
            continue;
        }
        beneficiary::Entity::update_many()
            .col_expr(beneficiary::Column::WelfareStage, Expr::value(derived.welfare_stage.map(Stage::as_str)))
            .col_expr(beneficiary::Column::BelowPovertyLine, Expr::value(derived.below_poverty_line))
            .col_expr(beneficiary::Column::Eligibility, Expr::value(derived.eligibility.as_str()))
            .filter(beneficiary::Column::Id.eq(row.id))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Goes through the whole register, or one region of it. Done twice, it
/// changes nothing the second time.
pub async fn renew_all(kernel: &Arc<Kernel>, region: Option<&RegionCode>) -> Result<()> {
    // Until then another replica may still write by what it remembers.
    tokio::time::sleep(MEMORY).await;
    let year = kernel.clock.today().year();
    let mut after = None;
    loop {
        let tx = kernel.db.begin().await?;
        let mut select = system::<beneficiary::Entity>().order_by_asc(beneficiary::Column::Id).limit(STRETCH);
        if let Some(id) = after {
            select = select.filter(beneficiary::Column::Id.gt(id));
        }
        if let Some(region) = region {
            select = select.filter(crate::beneficiaries::queries::PLACE.within(region, None));
        }
        let women = lock_rows(select, kernel.db.backend()).all(&tx).await?;
        let Some(last) = women.last() else {
            tx.rollback().await?;
            break;
        };
        after = Some(last.id);
        let reference = Reference::load(&tx).await?;
        renew(&tx, &reference, year, &women).await?;
        tx.commit().await?;
    }
    if region.is_none() {
        rule_set::Entity::update_many()
            .col_expr(rule_set::Column::RenewedFor, Expr::value(year))
            .filter(rule_set::Column::State.eq(RuleSetState::InForce))
            .exec(&kernel.db.write)
            .await?;
    }
    Ok(())
}

/// Ages count on a day of the programme year: when the year turns, everyone
/// is looked at again.
pub async fn when_the_year_turns(kernel: &Arc<Kernel>) -> Result<()> {
    let reference = Reference::load(&kernel.db.read).await?;
    if reference.rules.renewed_for == Some(kernel.clock.today().year()) {
        return Ok(());
    }
    renew_all(kernel, None).await
}
