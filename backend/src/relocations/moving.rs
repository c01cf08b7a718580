//! Making a move: household and women change their place in one transaction.

use crate::beneficiaries::checks::Place;
use crate::entity::{beneficiary, household, relocation};
use crate::households::write::{insert, settle};
use crate::kernel::crud::Resource;
use crate::kernel::database::lock_rows;
use crate::kernel::error::Result;
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use crate::relocations::routes::refuse_open;
use crate::welfare::renewal;
use contract::ids::{BeneficiaryId, HouseholdId};
use contract::problem::ProblemCode;
use contract::relocations::Movers;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, IntoActiveModel, QueryFilter, QueryOrder, Select};

fn locked<E: sea_orm::EntityTrait>(tx: &Tx, select: Select<E>) -> Select<E> {
    lock_rows(select, tx.kernel().db.backend())
}

/// The household of a woman, locked before its women, as everywhere.
pub async fn lock_household(tx: &Tx, id: HouseholdId) -> Result<household::Model> {
    let home = locked(tx, system::<household::Entity>()).filter(household::Column::Id.eq(id)).one(tx.db()).await?;
    // It goes with the last woman of it whose data are destroyed.
    home.ok_or_else(|| ProblemCode::NotFound.into())
}

/// The women of a household and the one who moves, locked in the order of
/// their ids. The right to move them was judged when the move was asked for.
pub async fn lock_women(tx: &Tx, who: BeneficiaryId, home: Option<HouseholdId>) -> Result<Vec<beneficiary::Model>> {
    let mut of = Condition::any().add(beneficiary::Column::Id.eq(who));
    if let Some(home) = home {
        of = of.add(beneficiary::Column::HouseholdId.eq(home));
    }
    let women = locked(tx, system::<beneficiary::Entity>()).filter(of).order_by_asc(beneficiary::Column::Id);
    Ok(women.all(tx.db()).await?)
}

/// Makes a move. `home` is her household, locked; `women` those locked with her.
pub async fn make(
    tx: &Tx,
    request: &relocation::Model,
    home: household::Model,
    women: Vec<beneficiary::Model>,
) -> Result<()> {
    let moving = |woman: &beneficiary::Model| woman.id == request.beneficiary_id;
    let stands =
        women.iter().any(|woman| moving(woman) && woman.archived_at.is_none() && woman.household_id == home.id);
    if !stands {
        return Err(ProblemCode::WrongState.into());
    }
    let place = Place::new(request.region_code.clone(), request.rw.clone(), request.rt.clone())?;
    let left = home.id;
    let new = match request.household {
        Movers::Whole => whole(tx, request, home, place).await?,
        Movers::Alone => alone(tx, request, place).await?,
    };
    for woman in women {
        if moving(&woman) || request.household == Movers::Whole {
            if !moving(&woman) {
                refuse_open(tx, woman.id).await?;
            }
            settle(tx, woman, &new, Some(&request.reason)).await?;
        }
    }
    renewal::follow(tx, new.id).await?;
    if new.id != left {
        renewal::follow(tx, left).await?;
    }
    Ok(())
}

async fn whole(
    tx: &Tx,
    request: &relocation::Model,
    before: household::Model,
    place: Place,
) -> Result<household::Model> {
    let mut row = before.clone();
    (row.city_code, row.district_code, row.region_code) = (place.city, place.district, place.village);
    (row.rw, row.rt) = (place.rw, place.rt);
    row.address.clone_from(&request.address);
    let snapshots = (household::Entity::snapshot(&before), household::Entity::snapshot(&row));
    let change = Change::updated(household::Entity::KIND, row.id, &snapshots.0, &snapshots.1).because(&request.reason);
    let moved = (before.region_code != row.region_code).then_some(before.region_code);
    tx.record(&Change { place: Some(row.region_code.clone()), place_before: moved, ..change }).await?;
    household::Entity::touch(&mut row, before.version + 1, tx.now());
    row.clone().into_active_model().reset_all().update(tx.db()).await?;
    Ok(row)
}

/// She leaves her household; what is known of its means stays with it.
async fn alone(tx: &Tx, request: &relocation::Model, place: Place) -> Result<household::Model> {
    let row = household::Model {
        id: HouseholdId(tx.kernel().clock.new_id()),
        kk_sealed: None,
        kk_hash: None,
        kk_masked: None,
        city_code: place.city,
        district_code: place.district,
        region_code: place.village,
        rw: place.rw,
        rt: place.rt,
        address: request.address.clone(),
        monthly_income: None,
        monthly_expenditure: None,
        finances_on: None,
        collected_by: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    };
    insert(tx, &row).await?;
    tx.write_out().await?;
    Ok(row)
}
