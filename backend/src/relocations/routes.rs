//! Moving a woman, and answering the requests to move one.

use super::moving::{lock_household, lock_women, make};
use super::queries::{FROM, Surroundings, TO, powers_over, view};
use crate::beneficiaries::checks::{Findings, Pen, Place};
use crate::beneficiaries::routes::pen;
use crate::entity::{beneficiary, region, relocation};
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use crate::tasks::raise;
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{
    AcceptRelocation, GetRelocation, ListRelocations, RefuseRelocation, RelocateBeneficiary, WithdrawRelocation,
};
use contract::ids::{BeneficiaryId, RelocationId};
use contract::policy::Permission;
use contract::problem::{FieldCode, ProblemCode};
use contract::relocations::{Direction, Movers, RelocationDraft, RelocationState};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

pub async fn list(guard: Read<ListRelocations>) -> Answer<ListRelocations> {
    let filter = guard.filter()?;
    let mut select = guard.select::<relocation::Entity>();
    if let Some(state) = filter.state {
        select = select.filter(relocation::Column::State.eq(state));
    }
    let accepting = guard.scope().for_permission(Permission::AcceptRelocations);
    match filter.direction {
        None => {}
        Some(Direction::Incoming) => select = select.filter(TO.reached(&accepting)),
        Some(Direction::Outgoing) => select = select.filter(FROM.reached(guard.scope())),
    }
    let orders = Orders::new(relocation::Column::Id, &[("-created_at", relocation::Column::CreatedAt)]);
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(try_page(page, |row| view(&guard, row, &around))?))
}

pub async fn get(guard: Read<GetRelocation>, id: Path<RelocationId>) -> Answer<GetRelocation> {
    crud::show::<relocation::Entity, _>(&guard, *id).await
}

/// Moves her at once where the new place is the caller's as well; else asks.
pub async fn relocate(guard: Write<RelocateBeneficiary>, id: Path<BeneficiaryId>) -> Answer<RelocateBeneficiary> {
    let draft = guard.draft(Purpose::Create).await?;
    let (pen, expected) = (pen(&guard)?, guard.if_match()?);
    let written = guard
        .run(async |tx| {
            let seen = tx.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(*id)).one(tx.db()).await?;
            let home = lock_household(tx, seen.ok_or(ProblemCode::NotFound)?.household_id).await?;
            let movers = lock_women(tx, *id, (draft.household == Movers::Whole).then_some(home.id)).await?;
            let woman = movers.iter().find(|woman| woman.id == *id).cloned().ok_or(ProblemCode::NotFound)?;
            if !pen.scope.holds(&woman.region_code, &woman.rw) {
                return Err(ProblemCode::NotFound.into());
            }
            if !expected.holds(&guard.etag(woman.version)) {
                return Err(ProblemCode::Stale.into());
            }
            let mut row = request(tx, &pen, &woman, &draft).await?;
            for woman in &movers {
                pen.check_status(woman)?;
            }
            if pen.scope.holds(&row.region_code, &row.rw) {
                row.state = RelocationState::Accepted;
                (row.decided_by, row.decided_at) = (Some(pen.user), Some(tx.now()));
                make(tx, &row, home, movers).await?;
            }
            relocation::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx.db()).await?;
            if row.state == RelocationState::Requested {
                raise::relocation(tx, &row).await?;
            }
            tx.done(recorded(&row), row.id).await
        })
        .await;
    match written {
        Err(error) if error.code == ProblemCode::Stale => Err(stale(&guard, *id).await?),
        written => crud::answer::<relocation::Entity, _>(&guard, written?).await,
    }
}

async fn stale(guard: &Guard<RelocateBeneficiary>, id: BeneficiaryId) -> Result<Error> {
    crud::came_too_late(&beneficiary::Entity::read(guard, id).await?, &())
}

fn recorded(row: &relocation::Model) -> Change {
    let change = Change::created(relocation::Entity::KIND, row.id, &relocation::Entity::snapshot(row));
    let change = Change { place_before: Some(row.from_region_code.clone()), ..change };
    change.at(Some(&row.region_code)).because(&row.reason)
}

/// The request as it is asked for, judged.
async fn request(tx: &Tx, pen: &Pen, woman: &beneficiary::Model, draft: &RelocationDraft) -> Result<relocation::Model> {
    if woman.archived_at.is_some() {
        return Err(ProblemCode::WrongState.into());
    }
    refuse_open(tx, woman.id).await?;
    let place = Place::new(draft.region_code.clone(), draft.rw.clone(), draft.rt.clone())?;
    let mut found = Findings::default();
    let known = system::<region::Entity>().filter(region::Column::Code.eq(place.village.clone())).one(tx.db()).await?;
    if known.is_none() {
        found.add("/region_code", FieldCode::UnknownReference);
    }
    if (&place.village, &place.rw, &place.rt) == (&woman.region_code, &woman.rw, &woman.rt) {
        found.add("/rt", FieldCode::SamePlace);
    }
    if draft.moved_on > tx.now().day_in_jakarta() {
        found.add("/moved_on", FieldCode::InFuture);
    }
    found.settle()?;
    Ok(relocation::Model {
        id: draft.id.unwrap_or_else(|| RelocationId(tx.kernel().clock.new_id())),
        state: RelocationState::Requested,
        beneficiary_id: woman.id,
        from_city_code: woman.city_code.clone(),
        from_district_code: woman.district_code.clone(),
        from_region_code: woman.region_code.clone(),
        from_rw: woman.rw.clone(),
        city_code: place.city,
        district_code: place.district,
        region_code: place.village,
        rw: place.rw,
        rt: place.rt,
        address: draft.address.as_ref().map(|text| text.trim().to_owned()),
        moved_on: draft.moved_on,
        reason: draft.reason.trim().to_owned(),
        household: draft.household,
        requested_by: pen.user,
        created_at: tx.now(),
        decided_by: None,
        decided_at: None,
        answer: None,
        version: 1,
    })
}

/// A woman with an open request is moved by its answer, and by nothing else.
pub async fn refuse_open(tx: &Tx, id: BeneficiaryId) -> Result<()> {
    let open = system::<relocation::Entity>()
        .filter(relocation::Column::BeneficiaryId.eq(id))
        .filter(relocation::Column::State.eq(RelocationState::Requested))
        .one(tx.db())
        .await?;
    open.map_or(Ok(()), |_| Err(ProblemCode::OpenRelocation.into()))
}

/// Ends a request: refused by the one, taken back by the other.
async fn answer<E: Endpoint>(
    guard: &Guard<E>,
    tx: &Tx,
    row: &mut relocation::Model,
    state: RelocationState,
    answer: Option<&str>,
) -> Result<()> {
    if row.state != RelocationState::Requested {
        return Err(ProblemCode::WrongState.into());
    }
    let powers = powers_over(guard.scope(), row);
    let may = if state == RelocationState::Withdrawn { powers.withdraw } else { powers.decide };
    if !may {
        return Err(ProblemCode::Forbidden.into());
    }
    row.state = state;
    (row.decided_by, row.decided_at) = (Some(guard.user()?), Some(tx.now()));
    row.answer = answer.map(|text| text.trim().to_owned());
    raise::relocation_settled(tx, row).await
}

pub async fn accept(guard: Write<AcceptRelocation>, id: Path<RelocationId>) -> Answer<AcceptRelocation> {
    crud::change::<relocation::Entity, _>(&guard, *id, &(), None, async |tx, row| {
        answer(&guard, tx, row, RelocationState::Accepted, None).await?;
        let woman = system::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(row.beneficiary_id));
        let woman = woman.one(tx.db()).await?.ok_or(ProblemCode::WrongState)?;
        let home = lock_household(tx, woman.household_id).await?;
        let movers = lock_women(tx, woman.id, (row.household == Movers::Whole).then_some(home.id)).await?;
        make(tx, row, home, movers).await
    })
    .await
}

pub async fn refuse(guard: Write<RefuseRelocation>, id: Path<RelocationId>) -> Answer<RefuseRelocation> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<relocation::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        answer(&guard, tx, row, RelocationState::Refused, Some(&draft.reason)).await
    })
    .await
}

pub async fn withdraw(guard: Write<WithdrawRelocation>, id: Path<RelocationId>) -> Answer<WithdrawRelocation> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<relocation::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        answer(&guard, tx, row, RelocationState::Withdrawn, Some(&draft.reason)).await
    })
    .await
}
