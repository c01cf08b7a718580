//! Making and changing a household. Her women's place is copied from it in
//! the same transaction.

use crate::beneficiaries::checks::{Findings, Pen, Place};
use crate::beneficiaries::identifiers::{context, kk_hash, kk_hashes, seal};
use crate::beneficiaries::write::mark_outdated;
use crate::duplicates::candidates::follow;
use crate::entity::{beneficiary, household};
use crate::kernel::crud::Resource;
use crate::kernel::error::Result;
use crate::kernel::event::Change;
use crate::kernel::fields::Standing;
use crate::kernel::tx::Tx;
use crate::relocations::routes::refuse_open;
use crate::welfare::{finances, queries as welfare};
use contract::draft::Member;
use contract::households::HouseholdDraft;
use contract::ids::HouseholdId;
use contract::nik::KkNumber;
use contract::policy::FieldGroup;
use contract::problem::FieldCode;
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder};

/// A household of which only the place is known.
pub fn blank(tx: &Tx, pen: &Pen, id: HouseholdId, place: Place, address: Option<String>) -> household::Model {
    household::Model {
        id,
        kk_sealed: None,
        kk_hash: None,
        kk_masked: None,
        city_code: place.city,
        district_code: place.district,
        region_code: place.village,
        rw: place.rw,
        rt: place.rt,
        address: address.map(|text| text.trim().to_owned()),
        monthly_income: None,
        monthly_expenditure: None,
        finances_on: None,
        collected_by: pen.collects.then_some(pen.user),
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    }
}

/// Inserts a household that comes with its first woman, with its own event, at
/// the end of the transaction.
pub async fn insert(tx: &Tx, row: &household::Model) -> Result<()> {
    tx.insert_last::<household::Entity>([row.clone().into_active_model()]);
    let change = Change::created(household::Entity::KIND, row.id, &household::Entity::snapshot(row));
    tx.record(&change.at(Some(&row.region_code))).await?;
    finances::keep_new(tx, [row])
}

pub fn standing(row: &household::Model) -> Standing<'_> {
    Standing { region: &row.region_code, rw: &row.rw, collected_by: row.collected_by }
}

/// Whether anything of its income group stands.
pub fn has_finances(row: &household::Model) -> bool {
    row.monthly_income.is_some() || row.monthly_expenditure.is_some() || row.finances_on.is_some()
}

/// Writes a draft onto a household, except its place.
pub fn fill(tx: &Tx, pen: &Pen, draft: &HouseholdDraft, row: &mut household::Model, found: &mut Findings) {
    let income = [
        ("/monthly_income", draft.monthly_income.is_absent()),
        ("/monthly_expenditure", draft.monthly_expenditure.is_absent()),
        ("/finances_on", draft.finances_on.is_absent()),
    ];
    let told = draft.monthly_income.value().is_some() || draft.monthly_expenditure.value().is_some();
    let (seen, empty) = (pen.rights.sees(FieldGroup::Income, standing(row)), !has_finances(row));
    for (pointer, absent) in income {
        if !absent && !pen.rights.may_write(FieldGroup::Income, standing(row), empty) {
            found.add(pointer, FieldCode::FieldWithheld);
        }
    }
    row.monthly_income = draft.monthly_income.over(row.monthly_income);
    row.monthly_expenditure = draft.monthly_expenditure.over(row.monthly_expenditure);
    let today = tx.now().day_in_jakarta();
    row.finances_on = match &draft.finances_on {
        Member::Absent if told => Some(today),
        member => (*member).over(row.finances_on),
    };
    if !seen && has_finances(row) && empty {
        row.collected_by = Some(pen.user);
    }
    if row.finances_on.is_some_and(|day| day > today) {
        found.add("/finances_on", FieldCode::InFuture);
    }
    if !draft.address.is_absent() {
        row.address = draft.address.value().map(|text| text.trim().to_owned());
    }
    match &draft.kk_number {
        Member::Absent => {}
        Member::Null => (row.kk_hash, row.kk_sealed, row.kk_masked) = (None, None, None),
        Member::Value(text) => match KkNumber::parse(text) {
            Ok(kk) => {
                let stands = row.kk_hash.as_ref().is_some_and(|hash| kk_hashes(tx.kernel(), &kk).contains(hash));
                if !stands {
                    row.kk_hash = Some(kk_hash(tx.kernel(), &kk));
                    row.kk_sealed = Some(seal(tx.kernel(), &context(row.id, "kk_number"), kk.reveal()));
                }
                row.kk_masked = Some(kk.masked());
            }
            Err(code) => found.add("/kk_number", code),
        },
    }
}

/// Copies the household's place to its women, each with her own event; a
/// validated one becomes outdated.
pub async fn move_women(tx: &Tx, pen: &Pen, home: &household::Model) -> Result<()> {
    let women = tx.select_for_update::<beneficiary::Entity>().filter(beneficiary::Column::HouseholdId.eq(home.id));
    // In one order, as decisions do, so that two never wait for each other.
    for before in women.order_by_asc(beneficiary::Column::Id).all(tx.db()).await? {
        pen.check_status(&before)?;
        if (&before.region_code, &before.rw) != (&home.region_code, &home.rw) {
            refuse_open(tx, before.id).await?;
        }
        settle(tx, before, home, None).await?;
    }
    Ok(())
}

/// Writes a household's place on one of its women.
pub fn take_place(row: &mut beneficiary::Model, home: &household::Model) {
    row.household_id = home.id;
    row.city_code = home.city_code.clone();
    row.district_code = home.district_code.clone();
    row.region_code = home.region_code.clone();
    row.rw = home.rw.clone();
    row.rt = home.rt.clone();
    row.address.clone_from(&home.address);
}

/// Lets a woman live in a household as it stands now, with her own event. The
/// caller has locked her row.
pub async fn settle(tx: &Tx, before: beneficiary::Model, home: &household::Model, reason: Option<&str>) -> Result<()> {
    let mut row = before.clone();
    take_place(&mut row, home);
    if row == before {
        return Ok(());
    }
    mark_outdated(&before, &mut row);
    let snapshots = (beneficiary::Entity::snapshot(&before), beneficiary::Entity::snapshot(&row));
    let change = Change::updated(beneficiary::Entity::KIND, row.id, &snapshots.0, &snapshots.1);
    let change = reason.map_or(change.clone(), |reason| change.because(reason));
    let moved = (before.region_code != row.region_code).then_some(before.region_code);
    tx.record(&Change { place: Some(row.region_code.clone()), place_before: moved, ..change }).await?;
    beneficiary::Entity::touch(&mut row, before.version + 1, tx.now());
    row.last_edited_by = tx.author().user.unwrap_or(row.last_edited_by);
    follow(tx, &row).await?;
    welfare::follow_her(tx, &row).await?;
    row.into_active_model().reset_all().update(tx.db()).await?;
    Ok(())
}
