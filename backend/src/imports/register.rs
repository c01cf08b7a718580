//! A row becomes a woman and her household: the one code path of check and
//! commit.

use super::rows::{Fault, ReadRow};
use crate::beneficiaries::checks::{Findings, Pen, Place, check_place};
use crate::beneficiaries::identifiers::{kk_hash, nik_hash};
use crate::beneficiaries::write::register;
use crate::entity::{beneficiary, household};
use crate::households::write::{blank, fill, insert};
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fold::fold;
use crate::kernel::tx::Tx;
use crate::welfare::finances;
use contract::draft::Member;
use contract::households::HouseholdDraft;
use contract::ids::{BeneficiaryId, HouseholdId};
use contract::imports::Column;
use contract::nik::{KkNumber, Nik};
use contract::problem::FieldCode;
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter};

/// What registering a row came to.
#[derive(Debug)]
pub enum Registered {
    New { id: BeneficiaryId, warnings: Vec<Fault> },
    Unchanged(BeneficiaryId),
}

/// Registers a row, or finds her as she stands.
pub async fn register_row(tx: &Tx, pen: &Pen, row: &ReadRow) -> Result<Registered> {
    if let Some(id) = standing_already(tx, row).await? {
        return Ok(Registered::Unchanged(id));
    }
    let home = household_of(tx, pen, row).await?;
    let mut draft = row.draft.clone();
    draft.household_id = Member::Value(home);
    (draft.region_code, draft.rw, draft.rt, draft.address) =
        (Member::Absent, Member::Absent, Member::Absent, Member::Absent);
    let woman = register(tx, pen, &draft).await?;
    let change = Change::created(beneficiary::Entity::KIND, woman.id, &beneficiary::Entity::snapshot(&woman));
    tx.record(&change.at(Some(&woman.region_code))).await?;
    let codes = woman.nik_warnings.split_whitespace().filter_map(|word| word.parse().ok());
    Ok(Registered::New { id: woman.id, warnings: codes.map(|code| Fault::new(Column::Nik, code)).collect() })
}

/// The same woman by NIK, or without one by name, birth date and kelurahan.
async fn standing_already(tx: &Tx, row: &ReadRow) -> Result<Option<BeneficiaryId>> {
    let name = fold(row.draft.full_name.value().map_or("", String::as_str));
    let birth = row.draft.birth_date.value().copied();
    let today = tx.now().day_in_jakarta();
    let select = if let Some(text) = row.draft.nik.value() {
        let nik = Nik::parse(text, today).map_err(|code| Error::field("/nik", code))?;
        tx.select::<beneficiary::Entity>().filter(beneficiary::Column::NikHash.eq(nik_hash(tx.kernel(), &nik)))
    } else {
        let village = row.draft.region_code.value().map(|code| code.as_str().to_owned()).unwrap_or_default();
        tx.select::<beneficiary::Entity>()
            .filter(beneficiary::Column::RegionCode.eq(village))
            .filter(beneficiary::Column::FullNameFolded.eq(name.clone()))
            .filter(beneficiary::Column::BirthDate.eq(birth))
    };
    let found = select.filter(beneficiary::Column::ArchivedAt.is_null()).one(tx.db()).await?;
    Ok(found.filter(|woman| woman.full_name_folded == name && Some(woman.birth_date) == birth).map(|woman| woman.id))
}

/// The household of the row's family card, or a new one.
async fn household_of(tx: &Tx, pen: &Pen, row: &ReadRow) -> Result<HouseholdId> {
    let kk =
        row.kk_number.as_deref().map(KkNumber::parse).transpose().map_err(|code| Error::field("/kk_number", code))?;
    let place = place_of(row)?;
    if let Some(kk) = &kk {
        let known =
            tx.select_for_update::<household::Entity>().filter(household::Column::KkHash.eq(kk_hash(tx.kernel(), kk)));
        if let Some(home) = known.one(tx.db()).await? {
            let here = (&home.region_code, &home.rw, &home.rt) == (&place.village, &place.rw, &place.rt);
            return if here {
                complete(tx, pen, row, home).await
            } else {
                Err(Error::field("/rt", FieldCode::PlaceDiffers))
            };
        }
    }
    let mut found = Findings::default();
    check_place(tx.db(), &pen.scope, &place, &mut found).await?;
    // Of a place she does not reach, nothing more is said.
    found.settle()?;
    let mut found = Findings::default();
    let id = HouseholdId(tx.kernel().clock.new_id());
    let mut home = blank(tx, pen, id, place, row.draft.address.value().cloned());
    let amount = |sum: Option<i64>| sum.map_or(Member::Absent, Member::Value);
    let draft = HouseholdDraft {
        kk_number: row.kk_number.clone().map_or(Member::Absent, Member::Value),
        monthly_income: amount(row.monthly_income),
        monthly_expenditure: amount(row.monthly_expenditure),
        ..HouseholdDraft::default()
    };
    fill(tx, pen, &draft, &mut home, &mut found);
    found.settle()?;
    insert(tx, &home).await?;
    Ok(id)
}

/// A household that stands already takes the sums it lacks; one that stands
/// with another sum is for a person to settle.
async fn complete(tx: &Tx, pen: &Pen, row: &ReadRow, home: household::Model) -> Result<HouseholdId> {
    let mut found = Findings::default();
    let mut missing = |pointer: &str, told: Option<i64>, stands: Option<i64>| match (told, stands) {
        (Some(told), None) => Member::Value(told),
        (Some(told), Some(stands)) if told != stands => {
            found.add(pointer, FieldCode::HouseholdDiffers);
            Member::Absent
        }
        _ => Member::Absent,
    };
    let draft = HouseholdDraft {
        monthly_income: missing("/monthly_income", row.monthly_income, home.monthly_income),
        monthly_expenditure: missing("/monthly_expenditure", row.monthly_expenditure, home.monthly_expenditure),
        ..HouseholdDraft::default()
    };
    let mut changed = home.clone();
    fill(tx, pen, &draft, &mut changed, &mut found);
    found.settle()?;
    if changed != home {
        let snapshots = (household::Entity::snapshot(&home), household::Entity::snapshot(&changed));
        let change = Change::updated(household::Entity::KIND, home.id, &snapshots.0, &snapshots.1);
        tx.record(&change.at(Some(&home.region_code))).await?;
        finances::keep(tx, Some(&home), &changed).await?;
        household::Entity::touch(&mut changed, home.version + 1, tx.now());
        changed.into_active_model().reset_all().update(tx.db()).await?;
    }
    Ok(home.id)
}

fn place_of(row: &ReadRow) -> Result<Place> {
    let required = |pointer| Error::field(pointer, FieldCode::Required);
    let village = row.draft.region_code.value().cloned().ok_or_else(|| required("/region_code"))?;
    let rw = row.draft.rw.value().cloned().ok_or_else(|| required("/rw"))?;
    let rt = row.draft.rt.value().cloned().ok_or_else(|| required("/rt"))?;
    Place::new(village, rw, rt)
}
