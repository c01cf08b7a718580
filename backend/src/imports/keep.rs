//! Writing what was judged: new women many at once, changes one by one along
//! the path of the form.

use super::judge::{Home, New, Update};
use crate::beneficiaries::checks::{Findings, Pen};
use crate::beneficiaries::write::{amend, insert_all};
use crate::entity::{beneficiary, household};
use crate::households::write::{fill, move_women};
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::tx::Tx;
use crate::welfare::{finances, renewal};
use contract::beneficiaries::BeneficiaryDraft;
use contract::households::HouseholdDraft;
use contract::problem::ProblemCode;
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter};

/// Registers new women and their households with an event each.
pub async fn register_all(tx: &Tx, all: &[&New]) -> Result<()> {
    let (mut homes, mut changes, mut completed) = (Vec::new(), Vec::new(), Vec::new());
    for new in all {
        match &new.home {
            Home::Made(home) => {
                let change = Change::created(household::Entity::KIND, home.id, &household::Entity::snapshot(home));
                changes.push(change.at(Some(&home.region_code)));
                homes.push(household::Model::clone(home).into_active_model());
            }
            Home::Completed(both) => completed.push(both),
            Home::Stands => {}
        }
        let woman = &new.woman;
        let change = Change::created(beneficiary::Entity::KIND, woman.id, &beneficiary::Entity::snapshot(woman));
        changes.push(change.at(Some(&woman.region_code)));
    }
    tx.insert_last::<household::Entity>(homes);
    finances::keep_new(tx, all.iter().filter_map(|new| new.home.made()))?;
    if !completed.is_empty() {
        tx.write_out().await?;
    }
    // A household may have been made by a row before in the same stretch.
    for both in completed {
        keep_home(tx, &both.0, both.1.clone()).await?;
    }
    let mut women: Vec<beneficiary::Model> = all.iter().map(|new| new.woman.clone()).collect();
    for (woman, new) in women.iter_mut().zip(all) {
        if let Some(home) = new.home.made() {
            renewal::settle_in(tx, woman, home).await?;
        }
    }
    insert_all(tx, &women);
    for change in &changes {
        tx.record(change).await?;
    }
    tx.write_out().await?;
    // Who joins a household changes what each of it has to live on.
    let mut joined: Vec<_> =
        all.iter().filter(|new| new.home.made().is_none()).map(|new| new.woman.household_id).collect();
    joined.sort_unstable();
    joined.dedup();
    for household in joined {
        renewal::follow(tx, household).await?;
    }
    Ok(())
}

async fn keep_home(tx: &Tx, before: &household::Model, mut after: household::Model) -> Result<()> {
    let snapshots = (household::Entity::snapshot(before), household::Entity::snapshot(&after));
    let change = Change::updated(household::Entity::KIND, after.id, &snapshots.0, &snapshots.1);
    tx.record(&change.at(Some(&after.region_code))).await?;
    finances::keep(tx, Some(before), &after).await?;
    household::Entity::touch(&mut after, before.version + 1, tx.now());
    after.into_active_model().reset_all().update(tx.db()).await?;
    Ok(())
}

/// Changes a woman and her household as the forms do.
pub async fn change(tx: &Tx, pen: &Pen, update: &Update) -> Result<()> {
    if update.home != HouseholdDraft::default() {
        let select = tx.select_for_update::<household::Entity>();
        let before = select.filter(household::Column::Id.eq(update.household)).one(tx.db()).await?;
        let before = before.ok_or(ProblemCode::NotFound)?;
        let mut after = before.clone();
        let mut found = Findings::default();
        fill(tx, pen, &update.home, &mut after, &mut found);
        found.settle()?;
        finances::leave_untold(tx, &before, &update.home, &mut after).await?;
        keep_home(tx, &before, after.clone()).await?;
        move_women(tx, pen, &after).await?;
        renewal::follow(tx, after.id).await?;
    }
    if update.draft == BeneficiaryDraft::default() {
        return Ok(());
    }
    let select = tx.select_for_update::<beneficiary::Entity>();
    let before = select.filter(beneficiary::Column::Id.eq(update.woman)).one(tx.db()).await?;
    let before = before.ok_or(ProblemCode::NotFound)?;
    if before.archived_at.is_some() {
        return Err(Error::from(ProblemCode::WrongState));
    }
    let mut after = before.clone();
    amend(tx, pen, &update.draft, &mut after).await?;
    let snapshots = (beneficiary::Entity::snapshot(&before), beneficiary::Entity::snapshot(&after));
    let change = Change::updated(beneficiary::Entity::KIND, after.id, &snapshots.0, &snapshots.1);
    tx.record(&change.at(Some(&after.region_code))).await?;
    beneficiary::Entity::touch(&mut after, before.version + 1, tx.now());
    after.into_active_model().reset_all().update(tx.db()).await?;
    Ok(())
}
