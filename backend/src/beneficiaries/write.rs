//! Registering and changing a woman: the one code path of the API and of
//! imported lists.

use super::checks::{Findings, Pen, Place, check_place, check_references, check_rights};
use super::identifiers::{context, known_district, nik_hash, nik_hashes, open, seal};
use super::one_nik::{locked_nik, nik_exists, refuse_known_nik};
use super::queries::{as_text, standing};
use super::rules::{head_of_family, missing, status_after_change};
use crate::duplicates::candidates::{decide, judge, keep};
use crate::duplicates::find::{Newcomer, Stands};
use crate::duplicates::names::Name;
use crate::entity::{beneficiary, beneficiary_word, household};
use crate::kernel::error::{Error, Result};
use crate::kernel::fold::{fold, search_words, sound};
use crate::kernel::tx::Tx;
use crate::welfare::renewal;
use contract::beneficiaries::{BeneficiaryDraft, HeadOfFamily, Status, normalise_phone};
use contract::draft::Member;
use contract::eligibility::EligibilityAnswer;
use contract::households::Sex;
use contract::ids::{BeneficiaryId, HouseholdId};
use contract::nik::Nik;
use contract::policy::FieldGroup;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

/// A row before anything was said of it.
fn blank(tx: &Tx, pen: &Pen, id: BeneficiaryId, household: HouseholdId, place: &Place) -> Result<beneficiary::Model> {
    Ok(beneficiary::Model {
        id,
        full_name: String::new(),
        full_name_folded: String::new(),
        name_search: String::new(),
        name_key: String::new(),
        nik_sealed: None,
        nik_hash: None,
        nik_masked: None,
        nik_absent_reason: None,
        nik_warnings: String::new(),
        birth_date: tx.now().day_in_jakarta(),
        sex: Sex::Female,
        household_id: household,
        city_code: place.city.clone(),
        district_code: place.district.clone(),
        region_code: place.village.clone(),
        rw: place.rw.clone(),
        rt: place.rt.clone(),
        address: None,
        phone_sealed: None,
        marital_status: String::new(),
        de_jure: false,
        de_facto: false,
        head_basis: None,
        education: None,
        occupation: None,
        health_sealed: None,
        collected_by: pen.collects.then_some(pen.user),
        collection: as_text(&contract::beneficiaries::Collection::default())?,
        notice: None,
        welfare_stage: None,
        below_poverty_line: None,
        eligibility: EligibilityAnswer::Unknown,
        status: Status::Candidate,
        outdated_by: String::new(),
        complete: false,
        created_by: pen.user,
        last_edited_by: pen.user,
        archived_at: None,
        archive_reason: None,
        merged_into: None,
        retained_since: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    })
}

/// The household of a new woman: the one named, or one made of her address.
async fn household_for(tx: &Tx, pen: &Pen, draft: &BeneficiaryDraft) -> Result<(household::Model, bool)> {
    if let Some(id) = draft.household_id.value() {
        let home =
            tx.select_for_update::<household::Entity>().filter(household::Column::Id.eq(*id)).one(tx.db()).await?;
        let home = home.ok_or_else(|| Error::field("/household_id", FieldCode::UnknownReference))?;
        check_same_place(draft, &home)?;
        return Ok((home, false));
    }
    let required = |pointer| Error::field(pointer, FieldCode::Required);
    let village = draft.region_code.value().cloned().ok_or_else(|| required("/region_code"))?;
    let rw = draft.rw.value().cloned().ok_or_else(|| required("/rw"))?;
    let rt = draft.rt.value().cloned().ok_or_else(|| required("/rt"))?;
    let place = Place::new(village, rw, rt)?;
    let mut found = Findings::default();
    check_place(tx, &pen.scope, &place, &mut found).await?;
    found.settle()?;
    let home = crate::households::write::blank(
        tx,
        pen,
        HouseholdId(tx.kernel().clock.new_id()),
        place,
        draft.address.value().cloned(),
    );
    Ok((home, true))
}

/// With a household named, a place that differs from it is refused: it would
/// be silently lost.
fn check_same_place(draft: &BeneficiaryDraft, home: &household::Model) -> Result<()> {
    let differs = draft.region_code.value().is_some_and(|code| *code != home.region_code)
        || draft.rw.value().is_some_and(|rw| *rw != home.rw)
        || draft.rt.value().is_some_and(|rt| *rt != home.rt);
    if differs { Err(Error::field("/household_id", FieldCode::PlaceDiffers)) } else { Ok(()) }
}

/// A woman who was registered, and her household where it was made with her:
/// then both stand as they are here. What follows for her from one that stood
/// already is worked out in the database.
#[derive(Debug)]
pub struct Registered {
    pub row: beneficiary::Model,
    pub new_home: Option<household::Model>,
}

/// A candidate as she will stand, with the household made of her address:
/// worked out, where no household is named, without a look into the database.
/// Both are written at the end of the transaction, unless [`settle_new`] finds
/// that she may not be.
pub async fn prepare(tx: &Tx, pen: &Pen, draft: &BeneficiaryDraft) -> Result<Registered> {
    let mut found = Findings::default();
    check_references(tx, draft, &mut found).await?;
    let (home, made) = household_for(tx, pen, draft).await?;
    let mut row = compose(tx, pen, draft, &home, found)?;
    if made {
        crate::households::write::insert(tx, &home).await?;
        renewal::settle_in(tx, &mut row, &home).await?;
    }
    insert_all(tx, std::slice::from_ref(&row));
    Ok(Registered { row, new_home: made.then_some(home) })
}

/// Whether she stands already, or may be another, and what follows from her.
pub async fn settle_new(tx: &Tx, pen: &Pen, draft: &BeneficiaryDraft, made: &Registered) -> Result<()> {
    let row = &made.row;
    let newcomer = Newcomer::of(row, locked_nik(tx, row).await?);
    let judged = match newcomer.stands(tx.db()).await? {
        Stands::Already => return Err(ProblemCode::AlreadyExists.into()),
        Stands::Taken(known) => return Err(nik_exists(pen, known.id, &known.region_code, &known.rw)),
        Stands::New(alike) => decide(tx, pen, alike, acknowledged(draft)).await?,
    };
    if made.new_home.is_none() || !judged.is_empty() {
        tx.write_out().await?;
    }
    if made.new_home.is_none() {
        renewal::follow(tx, row.household_id).await?;
    }
    keep(tx, pen, row, &judged).await
}

/// Women like her whom the writer says are others.
pub fn acknowledged(draft: &BeneficiaryDraft) -> &[BeneficiaryId] {
    draft.acknowledged_duplicates.value().map_or(&[], Vec::as_slice)
}

/// The row of a new woman in a household, before it stands.
pub fn compose(
    tx: &Tx,
    pen: &Pen,
    draft: &BeneficiaryDraft,
    home: &household::Model,
    mut found: Findings,
) -> Result<beneficiary::Model> {
    let place = Place::new(home.region_code.clone(), home.rw.clone(), home.rt.clone())?;
    let id = draft.id.unwrap_or_else(|| BeneficiaryId(tx.kernel().clock.new_id()));
    let mut row = blank(tx, pen, id, home.id, &place)?;
    row.address.clone_from(&home.address);
    check_rights(pen, draft, &row, &mut found);
    row.collected_by = draft.collected_by.over(row.collected_by);
    fill(tx, draft, &mut row, &mut found)?;
    found.settle()?;
    Ok(row)
}

/// Inserts new women and the words of their names at the end of the transaction.
pub fn insert_all(tx: &Tx, rows: &[beneficiary::Model]) {
    tx.insert_last::<beneficiary::Entity>(rows.iter().map(|row| row.clone().into_active_model().reset_all()));
    let words = rows.iter().flat_map(|row| search_words(&row.full_name).into_iter().map(|word| (row.id.0, word)));
    tx.insert_last_texts::<beneficiary_word::Entity>(words);
}

/// Applies a change to a row she already has.
pub async fn amend(tx: &Tx, pen: &Pen, draft: &BeneficiaryDraft, row: &mut beneficiary::Model) -> Result<()> {
    let before = row.clone();
    let mut found = Findings::default();
    check_references(tx, draft, &mut found).await?;
    apply(tx, pen, draft, row, found)?;
    if row.nik_hash != before.nik_hash {
        refuse_known_nik(tx, pen, row).await?;
    }
    if row.full_name_folded != before.full_name_folded || row.birth_date != before.birth_date {
        let judged = judge(tx, pen, row, acknowledged(draft)).await?;
        keep(tx, pen, row, &judged).await?;
    }
    renewal::settle(tx, row).await?;
    if row.full_name_folded != before.full_name_folded {
        keep_words(tx, row).await?;
    }
    Ok(())
}

/// The same without the database: what the row would become.
pub fn apply(
    tx: &Tx,
    pen: &Pen,
    draft: &BeneficiaryDraft,
    row: &mut beneficiary::Model,
    mut found: Findings,
) -> Result<()> {
    pen.check_status(row)?;
    let before = row.clone();
    check_rights(pen, draft, &before, &mut found);
    if draft.household_id.value().is_some_and(|id| *id != row.household_id) {
        found.add("/household_id", FieldCode::PlaceDiffers);
    }
    for (pointer, differs) in [
        ("/region_code", draft.region_code.value().is_some_and(|code| *code != row.region_code)),
        ("/rw", draft.rw.value().is_some_and(|rw| *rw != row.rw)),
        ("/rt", draft.rt.value().is_some_and(|rt| *rt != row.rt)),
        ("/address", !draft.address.is_absent() && draft.address.clone().over(None) != row.address),
    ] {
        if differs {
            found.add(pointer, FieldCode::PlaceDiffers);
        }
    }
    row.collected_by = draft.collected_by.over(row.collected_by);
    fill(tx, draft, row, &mut found)?;
    found.settle()?;
    let first = before.health_sealed.is_none() && row.health_sealed.is_some();
    if first && !pen.rights.sees(FieldGroup::Health, standing(&before)) {
        row.collected_by = Some(pen.user);
    }
    mark_outdated(&before, row);
    row.last_edited_by = pen.user;
    Ok(())
}

/// A change of what the decision rested on returns her to the queue.
pub fn mark_outdated(before: &beneficiary::Model, row: &mut beneficiary::Model) {
    use crate::kernel::crud::Resource;
    use crate::kernel::event::differences;
    let differing = differences(&beneficiary::Entity::snapshot(before), &beneficiary::Entity::snapshot(row));
    let mut changed: Vec<String> = differing.into_iter().map(|one| one.member).collect();
    // Two NIKs may look alike masked.
    if before.nik_hash != row.nik_hash && !changed.contains(&"nik".to_owned()) {
        changed.push("nik".to_owned());
    }
    row.status = status_after_change(before.status, &changed);
    if row.status == Status::Outdated {
        let mut members: Vec<String> = row.outdated_by.split_whitespace().map(str::to_owned).collect();
        members.extend(changed.into_iter().filter(|member| super::rules::DECIDED_ON.contains(&member.as_str())));
        members.sort();
        members.dedup();
        row.outdated_by = members.join(" ");
    }
}

/// Writes the members of a draft onto a row.
fn fill(tx: &Tx, draft: &BeneficiaryDraft, row: &mut beneficiary::Model, found: &mut Findings) -> Result<()> {
    if let Some(name) = draft.full_name.value() {
        row.full_name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        row.full_name_folded = fold(&row.full_name);
        row.name_search = sound(&row.full_name);
        row.name_key = Name::of(&row.full_name).key();
    }
    row.birth_date = draft.birth_date.over(Some(row.birth_date)).unwrap_or(row.birth_date);
    if row.birth_date > tx.now().day_in_jakarta() {
        found.add("/birth_date", FieldCode::InFuture);
    }
    row.sex = draft.sex.over(None).unwrap_or(row.sex);
    row.marital_status = draft.marital_status.clone().over(None).unwrap_or_else(|| row.marital_status.clone());
    if let Some(HeadOfFamily { de_jure, de_facto, basis }) = draft.head_of_family.clone().over(None) {
        (row.de_jure, row.de_facto, row.head_basis) = (de_jure, de_facto, basis);
    }
    row.education = draft.education.clone().over(row.education.take());
    row.occupation = draft.occupation.clone().over(row.occupation.take());
    if let Some(collection) = draft.collection.value() {
        row.collection = as_text(collection)?;
    }
    if !draft.notice.is_absent() {
        row.notice = draft.notice.value().map(as_text).transpose()?;
    }
    fill_sealed(tx, draft, row);
    fill_nik(tx, draft, row, found);
    row.complete = missing(&head_of_family(row), row.notice.is_some()).is_empty();
    Ok(())
}

fn fill_sealed(tx: &Tx, draft: &BeneficiaryDraft, row: &mut beneficiary::Model) {
    let sealed = |member: &str, text: &str| seal(tx.kernel(), &context(row.id, member), text);
    let phone = match &draft.phone {
        Member::Absent => None,
        Member::Null => Some(None),
        Member::Value(text) => Some(normalise_phone(text).map(|phone| sealed("phone", &phone))),
    };
    let health = match &draft.health_notes {
        Member::Absent => None,
        Member::Null => Some(None),
        Member::Value(text) => Some(Some(sealed("health_notes", text.trim()))),
    };
    if let Some(phone) = phone {
        row.phone_sealed = phone;
    }
    if let Some(health) = health {
        row.health_sealed = health;
    }
}

/// NIK or the reason for none; exactly one of the two stands on the row.
fn fill_nik(tx: &Tx, draft: &BeneficiaryDraft, row: &mut beneficiary::Model, found: &mut Findings) {
    let kernel = tx.kernel();
    let today = tx.now().day_in_jakarta();
    if let Some(text) = draft.nik.value() {
        match Nik::parse(text, today) {
            Ok(nik) => {
                // The same NIK under the hash of the secret before is no change.
                let stands = row.nik_hash.as_ref().is_some_and(|hash| nik_hashes(kernel, &nik).contains(hash));
                if !stands {
                    row.nik_hash = Some(nik_hash(kernel, &nik));
                    row.nik_sealed = Some(seal(kernel, &context(row.id, "nik"), nik.reveal()));
                }
                row.nik_masked = Some(nik.masked());
                row.nik_absent_reason = None;
            }
            Err(code) => found.add("/nik", code),
        }
    }
    if matches!(draft.nik, Member::Null) {
        (row.nik_hash, row.nik_sealed, row.nik_masked) = (None, None, None);
    }
    if row.nik_hash.is_none() {
        row.nik_absent_reason = draft.nik_absent_reason.clone().over(row.nik_absent_reason.take());
        if row.nik_absent_reason.is_none() && !matches!(draft.nik, Member::Value(_)) {
            found.add("/nik", FieldCode::Required);
        }
    } else if draft.nik_absent_reason.value().is_some() {
        found.add("/nik_absent_reason", FieldCode::OneOfTwo);
    }
    row.nik_warnings = nik_warnings(tx, row);
}

/// What in her NIK deserves a second look.
pub fn nik_warnings(tx: &Tx, row: &beneficiary::Model) -> String {
    let kernel = tx.kernel();
    let Some(sealed) = &row.nik_sealed else { return String::new() };
    let Ok(digits) = open(kernel, &context(row.id, "nik"), sealed) else { return String::new() };
    let nik = Nik::stored(digits);
    let codes = nik.warnings(Some(row.birth_date), row.sex == Sex::Female, |code| known_district(kernel, code));
    codes.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(" ")
}

/// Keeps the words of her name for searches of one or two letters.
pub async fn keep_words(tx: &Tx, row: &beneficiary::Model) -> Result<()> {
    keep_words_of(tx.db(), row.id, &row.full_name).await
}

/// The same for a name that is written anew.
pub async fn keep_words_of(db: &impl ConnectionTrait, id: BeneficiaryId, full_name: &str) -> Result<()> {
    beneficiary_word::Entity::delete_many().filter(beneficiary_word::Column::BeneficiaryId.eq(id)).exec(db).await?;
    let model = |word| beneficiary_word::Model { beneficiary_id: id, word }.into_active_model();
    let words: Vec<_> = search_words(full_name).into_iter().map(model).collect();
    if words.is_empty() {
        return Ok(());
    }
    beneficiary_word::Entity::insert_many(words).exec_without_returning(db).await?;
    Ok(())
}
