//! Registering and changing households.

use super::queries::{Surroundings, view};
use super::write::{blank, fill, move_women};
use crate::beneficiaries::checks::{Findings, Place, check_place};
use crate::beneficiaries::routes::pen;
use crate::entity::household;
use crate::kernel::crud;
use crate::kernel::error::Error;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{Scope, select_within};
use crate::welfare::{finances, renewal};
use actix_web::web::Path;
use contract::draft::{Member, Purpose};
use contract::endpoints::{CreateHousehold, GetHousehold, ListHouseholds, UpdateHousehold};
use contract::households::{Filter, HouseholdDraft};
use contract::ids::HouseholdId;
use contract::problem::FieldCode;
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, Select};

pub fn filtered(scope: &Scope, filter: &Filter) -> Select<household::Entity> {
    let select = select_within::<household::Entity>(scope, filter.region.as_ref());
    match &filter.rw {
        Some(rw) => select.filter(household::Column::Rw.eq(rw.as_str())),
        None => select,
    }
}

pub fn orders() -> Orders<household::Entity> {
    Orders::new(household::Column::Id, &[("-updated_at", household::Column::UpdatedAt)])
}

pub async fn list(guard: Read<ListHouseholds>) -> Answer<ListHouseholds> {
    let filter = guard.filter()?;
    let page = guard.page(filtered(guard.scope(), &filter), &orders()).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(map_page(page, |row| view(row, &around))))
}

pub async fn get(guard: Read<GetHousehold>, id: Path<HouseholdId>) -> Answer<GetHousehold> {
    crud::show::<household::Entity, _>(&guard, *id).await
}

pub async fn create(guard: Write<CreateHousehold>) -> Answer<CreateHousehold> {
    let draft = guard.draft(Purpose::Create).await?;
    let pen = pen(&guard)?;
    crud::create::<household::Entity, _>(&guard, async |tx| {
        let required = |pointer| Error::field(pointer, FieldCode::Required);
        let village = draft.region_code.value().cloned().ok_or_else(|| required("/region_code"))?;
        let rw = draft.rw.value().cloned().ok_or_else(|| required("/rw"))?;
        let rt = draft.rt.value().cloned().ok_or_else(|| required("/rt"))?;
        let place = Place::new(village, rw, rt)?;
        let mut found = Findings::default();
        check_place(tx, &pen.scope, &place, &mut found).await?;
        let id = draft.id.unwrap_or_else(|| HouseholdId(tx.kernel().clock.new_id()));
        let mut row = blank(tx, &pen, id, place, None);
        fill(tx, &pen, &draft, &mut row, &mut found);
        found.settle()?;
        finances::keep(tx, None, &row).await?;
        Ok(row)
    })
    .await
}

pub async fn update(guard: Write<UpdateHousehold>, id: Path<HouseholdId>) -> Answer<UpdateHousehold> {
    let draft = guard.draft(Purpose::Change).await?;
    let pen = pen(&guard)?;
    let sent = HouseholdDraft { kk_number: Member::Absent, ..draft.clone() };
    crud::change::<household::Entity, _>(&guard, *id, &sent, None, async |tx, row| {
        let before = row.clone();
        let mut found = Findings::default();
        let village = draft.region_code.value().unwrap_or(&row.region_code).clone();
        let (rw, rt) = (draft.rw.value().unwrap_or(&row.rw).clone(), draft.rt.value().unwrap_or(&row.rt).clone());
        let place = Place::new(village, rw, rt)?;
        check_place(tx, &pen.scope, &place, &mut found).await?;
        fill(tx, &pen, &draft, row, &mut found);
        found.settle()?;
        (row.city_code, row.district_code, row.region_code) = (place.city, place.district, place.village);
        (row.rw, row.rt) = (place.rw, place.rt);
        finances::leave_untold(tx, &before, &draft, row).await?;
        finances::keep(tx, Some(&before), row).await?;
        // Written at once, so that what follows for her women is worked out from it.
        row.clone().into_active_model().reset_all().update(tx.db()).await?;
        move_women(tx, &pen, row).await?;
        renewal::follow(tx, row.id).await
    })
    .await
}
