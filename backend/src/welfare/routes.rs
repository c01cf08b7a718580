//! Adding, listing and taking back what was told of families.

use super::finances::{add, newest, people, take_out};
use super::queries::{answers_as_column, as_column, view};
use super::renewal::{follow, lock_women};
use crate::beneficiaries::checks::{Findings, Pen, check_codes};
use crate::beneficiaries::identifiers::{context, seal};
use crate::beneficiaries::queries::{standing as standing_of_woman, with_merged};
use crate::beneficiaries::routes::pen;
use crate::entity::{beneficiary, household, welfare_assessment};
use crate::history::queries::names;
use crate::households::write::{has_finances, standing as standing_of_household};
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fields::FieldRights;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use actix_web::web::Path;
use contract::code_lists::CodeList;
use contract::draft::Purpose;
use contract::endpoints::{
    CreateWelfareAssessment, GetWelfareAssessment, ListWelfareAssessments, WithdrawWelfareAssessment,
};
use contract::ids::{HouseholdId, WelfareAssessmentId};
use contract::policy::FieldGroup;
use contract::problem::{FieldCode, ProblemCode};
use contract::welfare::WelfareAssessmentDraft;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

pub async fn list(guard: Read<ListWelfareAssessments>) -> Answer<ListWelfareAssessments> {
    let filter = guard.filter()?;
    let mut select = guard.select_within::<welfare_assessment::Entity>(filter.region.as_ref());
    if let Some(id) = filter.beneficiary_id {
        let hers = with_merged(guard.db(), id).await?;
        select = select.filter(welfare_assessment::Column::BeneficiaryId.is_in(hers));
    }
    if filter.include_withdrawn != Some(true) {
        select = select.filter(welfare_assessment::Column::WithdrawnAt.is_null());
    }
    let told_on = welfare_assessment::Column::AssessedOn;
    let page = guard.page(select, &Orders::new(welfare_assessment::Column::Id, &[("-assessed_on", told_on)])).await?;
    let names = names(guard.db(), page.items.iter().map(|row| row.recorded_by)).await?;
    let rights = FieldRights::of(&*guard);
    let view = |row: welfare_assessment::Model| {
        let recorder = names.get(&row.recorded_by);
        view(&guard.kernel, &rights, row, recorder)
    };
    Ok(Reply::new(try_page(page, view)?))
}

pub async fn get(guard: Read<GetWelfareAssessment>, id: Path<WelfareAssessmentId>) -> Answer<GetWelfareAssessment> {
    crud::show::<welfare_assessment::Entity, _>(&guard, *id).await
}

/// The codes of a draft must stand in their lists.
async fn check_words(tx: &Tx, draft: &WelfareAssessmentDraft, found: &mut Findings) -> Result<()> {
    let empty = contract::welfare::Dwelling::default();
    let house = draft.dwelling.value().unwrap_or(&empty);
    let mut wanted = vec![
        ("/dwelling/tenure".to_owned(), CodeList::DwellingTenure, house.tenure.as_ref()),
        ("/dwelling/floor".to_owned(), CodeList::FloorMaterial, house.floor.as_ref()),
        ("/dwelling/wall".to_owned(), CodeList::WallMaterial, house.wall.as_ref()),
        ("/dwelling/roof".to_owned(), CodeList::RoofMaterial, house.roof.as_ref()),
        ("/dwelling/water".to_owned(), CodeList::WaterSource, house.water.as_ref()),
        ("/dwelling/toilet".to_owned(), CodeList::Toilet, house.toilet.as_ref()),
        ("/dwelling/lighting".to_owned(), CodeList::Lighting, house.lighting.as_ref()),
        ("/dwelling/fuel".to_owned(), CodeList::CookingFuel, house.fuel.as_ref()),
    ];
    for (index, aid) in draft.aid.value().into_iter().flatten().enumerate() {
        wanted.push((format!("/aid/{index}/programme"), CodeList::SocialAid, Some(&aid.programme)));
    }
    let wanted: Vec<_> = wanted.iter().map(|(pointer, list, code)| (pointer.as_str(), *list, *code)).collect();
    check_codes(tx.kernel(), &wanted, found).await
}

/// What a caller may not see she may not write either; of what nobody told
/// yet, a kader may be the first.
fn check_rights(
    pen: &Pen,
    draft: &WelfareAssessmentDraft,
    woman: &beneficiary::Model,
    home: &household::Model,
    found: &mut Findings,
) {
    let money = [("/monthly_income", &draft.monthly_income), ("/monthly_expenditure", &draft.monthly_expenditure)];
    for (pointer, member) in money {
        let free = pen.rights.may_write(FieldGroup::Income, standing_of_household(home), !has_finances(home));
        if member.value().is_some() && !free {
            found.add(pointer, FieldCode::FieldWithheld);
        }
    }
    let own = crate::kernel::fields::Standing { collected_by: Some(pen.user), ..standing_of_woman(woman) };
    let parts = [
        ("/ks21", FieldGroup::Income, draft.ks21.is_absent()),
        ("/dwelling", FieldGroup::Income, draft.dwelling.is_absent()),
        ("/aid", FieldGroup::Income, draft.aid.is_absent()),
        ("/functioning", FieldGroup::Health, draft.functioning.is_absent()),
    ];
    for (pointer, group, absent) in parts {
        if !absent && !pen.rights.sees(group, own) {
            found.add(pointer, FieldCode::FieldWithheld);
        }
    }
}

/// A household, locked.
async fn locked_home(tx: &Tx, id: HouseholdId) -> Result<household::Model> {
    let home = system::<household::Entity>().filter(household::Column::Id.eq(id));
    let home = crate::kernel::database::lock_rows(home, tx.kernel().db.backend()).one(tx.db()).await?;
    home.ok_or_else(|| ProblemCode::NotFound.into())
}

/// Whose family it is, with her household, both locked in the order of every
/// other write.
async fn concerned(tx: &Tx, draft: &WelfareAssessmentDraft) -> Result<(beneficiary::Model, household::Model)> {
    let unknown = || Error::field("/beneficiary_id", FieldCode::UnknownReference);
    let id = draft.beneficiary_id.value().copied().ok_or_else(unknown)?;
    let reached = async || {
        let woman = tx.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(id)).one(tx.db()).await?;
        woman.filter(|woman| woman.archived_at.is_none()).ok_or_else(unknown)
    };
    let home = locked_home(tx, reached().await?.household_id).await?;
    lock_women(tx, home.id).await?;
    // Read again under the lock: she may have been archived, or have moved, meanwhile.
    Ok((reached().await?, home))
}

fn row_of(
    tx: &Tx,
    pen: &Pen,
    draft: &WelfareAssessmentDraft,
    woman: &beneficiary::Model,
    people: u32,
) -> Result<welfare_assessment::Model> {
    let required = || Error::field("/assessed_on", FieldCode::Required);
    let assessed_on = draft.assessed_on.value().copied().ok_or_else(required)?;
    if assessed_on > tx.now().day_in_jakarta() {
        return Err(Error::field("/assessed_on", FieldCode::InFuture));
    }
    let id = draft.id.unwrap_or_else(|| WelfareAssessmentId(tx.kernel().clock.new_id()));
    let functioning = answers_as_column(&draft.functioning)?;
    Ok(welfare_assessment::Model {
        id,
        beneficiary_id: woman.id,
        household_id: woman.household_id,
        assessed_on,
        assessed_by: draft.assessed_by.value().map(|name| name.trim().to_owned()),
        ks21: answers_as_column(&draft.ks21)?,
        dwelling: answers_as_column(&draft.dwelling)?,
        aid: as_column(&draft.aid)?,
        functioning_sealed: functioning.map(|text| seal(tx.kernel(), &context(id, "functioning"), &text)),
        monthly_income: draft.monthly_income.value().copied(),
        monthly_expenditure: draft.monthly_expenditure.value().copied(),
        people: i32::try_from(people).map_err(Error::internal)?,
        city_code: woman.city_code.clone(),
        district_code: woman.district_code.clone(),
        region_code: woman.region_code.clone(),
        rw: woman.rw.clone(),
        recorded_by: pen.user,
        withdrawn_at: None,
        withdrawal_reason: None,
        created_at: tx.now(),
        version: 1,
    })
}

/// Adds what was told to the series; the household's own sums are the newest told.
async fn carry_to_household(
    tx: &Tx,
    pen: &Pen,
    row: &welfare_assessment::Model,
    home: household::Model,
    people: u32,
) -> Result<()> {
    if row.monthly_income.is_none() && row.monthly_expenditure.is_none() {
        return Ok(());
    }
    let sums = (row.monthly_income, row.monthly_expenditure);
    add(tx, home.id, row.assessed_on, sums, people, Some(row.id)).await?;
    if home.finances_on.is_some_and(|told| told > row.assessed_on) {
        return Ok(());
    }
    // A sum that was not told this time stands only with the same day.
    let held = newest(tx, home.id, Some(row.assessed_on)).await?;
    let mut after = home.clone();
    after.monthly_income = held.as_ref().and_then(|one| one.monthly_income);
    after.monthly_expenditure = held.and_then(|one| one.monthly_expenditure);
    after.finances_on = Some(row.assessed_on);
    if !has_finances(&home) && !pen.rights.sees(FieldGroup::Income, standing_of_household(&home)) {
        after.collected_by = Some(pen.user);
    }
    write_home(tx, &home, after).await
}

/// Writes a household that changed with an assessment, and its event.
async fn write_home(tx: &Tx, before: &household::Model, mut after: household::Model) -> Result<()> {
    let snapshots = (household::Entity::snapshot(before), household::Entity::snapshot(&after));
    let change = Change::updated(household::Entity::KIND, before.id, &snapshots.0, &snapshots.1);
    tx.record(&change.at(Some(&before.region_code))).await?;
    household::Entity::touch(&mut after, before.version + 1, tx.now());
    after.into_active_model().reset_all().update(tx.db()).await?;
    Ok(())
}

/// What a withdrawn assessment told counts for nothing: the household's sums
/// are again what was told before, unless something newer was told since.
async fn take_from_household(tx: &Tx, pen: &Pen, row: &welfare_assessment::Model) -> Result<()> {
    let home = locked_home(tx, row.household_id).await?;
    // She may have left it for another place; those who live there stayed.
    let told_sums = row.monthly_income.is_some() || row.monthly_expenditure.is_some();
    if told_sums && !pen.scope.holds(&home.region_code, &home.rw) {
        return Err(ProblemCode::WrongState.into());
    }
    if !take_out(tx, row.id).await? || home.finances_on != Some(row.assessed_on) {
        return Ok(());
    }
    let mut after = home.clone();
    let before = newest(tx, home.id, None).await?;
    after.monthly_income = before.as_ref().and_then(|one| one.monthly_income);
    after.monthly_expenditure = before.as_ref().and_then(|one| one.monthly_expenditure);
    after.finances_on = before.map(|one| one.told_on);
    if after == home { Ok(()) } else { write_home(tx, &home, after).await }
}

pub async fn create(guard: Write<CreateWelfareAssessment>) -> Answer<CreateWelfareAssessment> {
    let draft = guard.draft(Purpose::Create).await?;
    let pen = pen(&guard)?;
    let committed = guard
        .run(async |tx| {
            let (woman, home) = concerned(tx, &draft).await?;
            let mut found = Findings::default();
            check_words(tx, &draft, &mut found).await?;
            check_rights(&pen, &draft, &woman, &home, &mut found);
            found.settle()?;
            let people = people(tx.db(), home.id).await?;
            let row = row_of(tx, &pen, &draft, &woman, people)?;
            let change =
                Change::created(welfare_assessment::Entity::KIND, row.id, &welfare_assessment::Entity::snapshot(&row));
            let change = change.at(Some(&woman.region_code));
            welfare_assessment::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx.db()).await?;
            let household = home.id;
            carry_to_household(tx, &pen, &row, home, people).await?;
            follow(tx, household).await?;
            tx.done(change, row.id).await
        })
        .await?;
    crud::answer::<welfare_assessment::Entity, _>(&guard, committed).await
}

/// Locks the household of an assessment and its women, before the assessment.
async fn lock_family_of(tx: &Tx, id: WelfareAssessmentId) -> Result<()> {
    let row = system::<welfare_assessment::Entity>().filter(welfare_assessment::Column::Id.eq(id)).one(tx.db()).await?;
    if let Some(row) = row {
        locked_home(tx, row.household_id).await?;
        lock_women(tx, row.household_id).await?;
    }
    Ok(())
}

pub async fn withdraw(
    guard: Write<WithdrawWelfareAssessment>,
    id: Path<WelfareAssessmentId>,
) -> Answer<WithdrawWelfareAssessment> {
    let draft = guard.draft(Purpose::Change).await?;
    let pen = pen(&guard)?;
    let (nothing, reason) = ((), Some(draft.reason.as_str()));
    let family = async |tx: &Tx| lock_family_of(tx, *id).await;
    crud::change_after::<welfare_assessment::Entity, _>(&guard, *id, &nothing, reason, family, async |tx, row| {
        let own = row.recorded_by == pen.user || pen.fully.holds(&row.region_code, &row.rw);
        if row.withdrawn_at.is_some() || !own {
            return Err(ProblemCode::WrongState.into());
        }
        row.withdrawn_at = Some(tx.now());
        row.withdrawal_reason = Some(draft.reason.trim().to_owned());
        // Written at once, so that what follows is worked out without it.
        welfare_assessment::Entity::update_many()
            .col_expr(welfare_assessment::Column::WithdrawnAt, Expr::value(tx.now()))
            .filter(welfare_assessment::Column::Id.eq(row.id))
            .exec(tx.db())
            .await?;
        take_from_household(tx, &pen, row).await?;
        follow(tx, row.household_id).await
    })
    .await
}
