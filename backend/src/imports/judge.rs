//! What becomes of a row: the one judgement of check and commit. It reads
//! nothing; what it needs to know was loaded for many rows at once.

use super::known::{Known, card_of, nik_of};
use super::likeness::is_alike;
use super::rows::{Changed, Fault, ReadRow, Words, faults_of};
use crate::beneficiaries::checks::{Findings, Pen, Place};
use crate::beneficiaries::write::compose;
use crate::entity::{beneficiary, household};
use crate::households::write::{blank, fill};
use crate::kernel::error::{Error, Result};
use crate::kernel::fold::fold;
use crate::kernel::tx::Tx;
use contract::beneficiaries::BeneficiaryDraft;
use contract::code_lists::CodeList;
use contract::draft::Member;
use contract::households::HouseholdDraft;
use contract::ids::{BeneficiaryId, HouseholdId};
use contract::imports::Column;
use contract::nik::Nik;
use contract::problem::{FieldCode, ProblemCode};

/// A woman to be registered and her household.
#[derive(Debug)]
pub struct New {
    pub woman: beneficiary::Model,
    pub home: Home,
    pub warnings: Vec<Fault>,
}

#[derive(Debug)]
pub enum Home {
    Made(Box<household::Model>),
    Stands,
    /// It stands and lacked a sum: before and after.
    Completed(Box<(household::Model, household::Model)>),
}

impl Home {
    /// The household, where the row makes it.
    pub fn made(&self) -> Option<&household::Model> {
        match self {
            Self::Made(home) => Some(home),
            Self::Stands | Self::Completed(_) => None,
        }
    }

    /// The household as it stands afterwards, where the row changes it.
    pub fn after(&self) -> Option<&household::Model> {
        match self {
            Self::Made(home) => Some(home),
            Self::Completed(both) => Some(&both.1),
            Self::Stands => None,
        }
    }
}

/// What a row changes of a woman who stands.
#[derive(Debug)]
pub struct Update {
    pub woman: BeneficiaryId,
    pub household: HouseholdId,
    pub draft: BeneficiaryDraft,
    pub home: HouseholdDraft,
    pub changes: Vec<Changed>,
    /// Under her new name or birth date she is much like someone else.
    pub makes_double: bool,
}

/// A row against which the register says something.
#[derive(Debug)]
pub struct Conflict {
    pub fault: Fault,
    pub acceptable: bool,
    /// The record, where it may be seen.
    pub woman: Option<BeneficiaryId>,
    /// The record, where it may not.
    pub unseen: Option<BeneficiaryId>,
    /// What accepting it would change.
    pub changes: Vec<Changed>,
}

#[derive(Debug)]
pub enum Verdict {
    Create(Box<New>),
    Update(Box<Update>),
    Unchanged(BeneficiaryId),
    Conflict(Conflict),
    Faulty(Vec<Fault>),
}

/// Everything a judgement rests on but the row.
#[derive(Debug)]
pub struct Ground<'a> {
    pub tx: &'a Tx,
    pub pen: &'a Pen,
    pub words: &'a Words,
}

impl Ground<'_> {
    pub fn judge(&self, row: &ReadRow, known: &Known) -> Result<Verdict> {
        match self.decide(row, known) {
            Err(error) if error.code == ProblemCode::InvalidFields => Ok(Verdict::Faulty(faults_of(error.errors))),
            decided => decided,
        }
    }

    fn decide(&self, row: &ReadRow, known: &Known) -> Result<Verdict> {
        let today = self.tx.now().day_in_jakarta();
        if let Some(text) = row.draft.nik.value() {
            Nik::parse(text, today).map_err(|code| Error::field("/nik", code))?;
        }
        let found = known.woman(&nik_of(self.tx.kernel(), row, today));
        if let Some(woman) = found {
            if self.pen.scope.holds(&woman.region_code, &woman.rw) {
                return self.compare(row, woman, known);
            }
            // What is wrong with the row itself comes first.
            self.create(row, known)?;
            let fault = Fault::new(Column::Nik, FieldCode::StandsElsewhere);
            return Ok(conflict(fault, None, Some(woman.id), false));
        }
        match known.alike(row) {
            [woman] if row.draft.nik.value().is_none() && woman.nik_hash.is_none() => self.compare(row, woman, known),
            // Of several no row says which of them it is about.
            [woman, ..] if !row.accepted => {
                self.create(row, known)?;
                let fault = Fault::new(Column::FullName, FieldCode::Alike);
                Ok(conflict(fault, Some(woman.id), None, true))
            }
            _ => {
                let new = self.create(row, known)?;
                let double = if row.accepted { None } else { known.doubles_of(&new.woman).first().copied() };
                Ok(match double {
                    Some(woman) => {
                        conflict(Fault::new(Column::FullName, FieldCode::PossibleDuplicate), Some(woman), None, true)
                    }
                    None => Verdict::Create(Box::new(new)),
                })
            }
        }
    }

    /// The woman and household a row makes.
    fn create(&self, row: &ReadRow, known: &Known) -> Result<New> {
        let place = place_of(row)?;
        let card = card_of(self.tx.kernel(), row);
        let (home, made) = match known.card(&card) {
            Some(home) if (&home.region_code, &home.rw, &home.rt) != (&place.village, &place.rw, &place.rt) => {
                return Err(Error::field("/rt", FieldCode::PlaceDiffers));
            }
            Some(home) => {
                let completed = self.complete(row, home)?;
                let made = if completed == *home {
                    Home::Stands
                } else {
                    Home::Completed(Box::new((home.clone(), completed.clone())))
                };
                (completed, made)
            }
            None => {
                let home = self.new_home(row, place)?;
                (home.clone(), Home::Made(Box::new(home)))
            }
        };
        let mut draft = row.draft.clone();
        draft.household_id = Member::Value(home.id);
        (draft.region_code, draft.rw, draft.rt, draft.address) =
            (Member::Absent, Member::Absent, Member::Absent, Member::Absent);
        let mut found = Findings::default();
        self.check_codes(&draft, &mut found);
        let woman = compose(self.tx, self.pen, &draft, &home, found)?;
        let codes = woman.nik_warnings.split_whitespace().filter_map(|word| word.parse().ok());
        let warnings = codes.map(|code| Fault::new(Column::Nik, code)).collect();
        Ok(New { woman, home: made, warnings })
    }

    /// A code may have been retired since the row was read.
    pub fn check_codes(&self, draft: &BeneficiaryDraft, found: &mut Findings) {
        let basis = draft.head_of_family.value().and_then(|head| head.basis.as_ref());
        for (pointer, list, code) in [
            ("/marital_status", CodeList::MaritalStatus, draft.marital_status.value()),
            ("/education", CodeList::Education, draft.education.value()),
            ("/occupation", CodeList::Occupation, draft.occupation.value()),
            ("/nik_absent_reason", CodeList::NikAbsentReason, draft.nik_absent_reason.value()),
            ("/head_of_family/basis", CodeList::HeadOfFamilyBasis, basis),
        ] {
            if code.is_some_and(|code| !self.words.has(list, code)) {
                found.add(pointer, FieldCode::NotInList);
            }
        }
    }

    fn new_home(&self, row: &ReadRow, place: Place) -> Result<household::Model> {
        // Of a place she does not reach, nothing more is said.
        let mut found = Findings::default();
        if !self.words.regions.contains_key(&place.village) || !self.pen.scope.reaches(&place.village) {
            found.add("/region_code", FieldCode::UnknownReference);
        } else if !self.pen.scope.holds(&place.village, &place.rw) {
            found.add("/rw", FieldCode::UnknownReference);
        }
        found.settle()?;
        let mut found = Findings::default();
        let id = HouseholdId(self.tx.kernel().clock.new_id());
        let mut home = blank(self.tx, self.pen, id, place, row.draft.address.value().cloned());
        let draft = HouseholdDraft {
            kk_number: row.kk_number.clone().map_or(Member::Absent, Member::Value),
            monthly_income: amount(row.monthly_income),
            monthly_expenditure: amount(row.monthly_expenditure),
            ..HouseholdDraft::default()
        };
        fill(self.tx, self.pen, &draft, &mut home, &mut found);
        found.settle()?;
        Ok(home)
    }

    /// A household that stands already takes the sums it lacks; one that
    /// stands with another sum, or with one that was told on another day and is
    /// not told now, is for a person to settle.
    fn complete(&self, row: &ReadRow, home: &household::Model) -> Result<household::Model> {
        let mut found = Findings::default();
        let sums = [
            ("/monthly_income", row.monthly_income, home.monthly_income),
            ("/monthly_expenditure", row.monthly_expenditure, home.monthly_expenditure),
        ];
        let lacks = sums.iter().any(|(_, told, stands)| told.is_some() && stands.is_none());
        let of_today = home.finances_on == Some(self.tx.now().day_in_jakarta());
        for (pointer, told, stands) in sums {
            let untold = lacks && !of_today && told.is_none() && stands.is_some();
            if untold || told.is_some_and(|told| stands.is_some_and(|stands| stands != told)) {
                found.add(pointer, FieldCode::HouseholdDiffers);
            }
        }
        let told = |sum| if lacks { amount(sum) } else { Member::Absent };
        let draft = HouseholdDraft {
            monthly_income: told(row.monthly_income),
            monthly_expenditure: told(row.monthly_expenditure),
            ..HouseholdDraft::default()
        };
        let mut changed = home.clone();
        fill(self.tx, self.pen, &draft, &mut changed, &mut found);
        found.settle()?;
        Ok(changed)
    }

    /// A NIK that stands under another name, with what accepting would change.
    fn another(&self, row: &ReadRow, woman: &beneficiary::Model, known: &Known) -> Conflict {
        let update = known.home(woman.household_id).and_then(|home| self.update(row, woman, home, known).ok());
        Conflict {
            fault: Fault::new(Column::Nik, FieldCode::OtherPerson),
            acceptable: true,
            woman: Some(woman.id),
            unseen: None,
            changes: update.map(|update| update.changes).unwrap_or_default(),
        }
    }

    /// A row about a woman who stands.
    fn compare(&self, row: &ReadRow, woman: &beneficiary::Model, known: &Known) -> Result<Verdict> {
        let against = |column, code| Ok(conflict(Fault::new(column, code), Some(woman.id), None, false));
        if woman.archived_at.is_some() {
            return against(Column::Nik, FieldCode::RecordArchived);
        }
        // Whether it is her comes before where she lives.
        if !row.accepted && is_another(row, woman) {
            return Ok(Verdict::Conflict(self.another(row, woman, known)));
        }
        let place = place_of(row)?;
        if (&place.village, &place.rw, &place.rt) != (&woman.region_code, &woman.rw, &woman.rt) {
            let village = self.words.regions.get(&woman.region_code).cloned().unwrap_or_default();
            let mut fault = Fault::new(Column::Rt, FieldCode::PlaceDiffers);
            fault.params.insert("place".to_owned(), format!("RT {} RW {} {village}", woman.rt, woman.rw));
            return Ok(conflict(fault, Some(woman.id), None, false));
        }
        let home = known.home(woman.household_id).ok_or_else(|| Error::internal("a woman without a household"))?;
        let card = card_of(self.tx.kernel(), row);
        let taken = known.card(&card).is_some_and(|other| other.id != home.id);
        let another = home.kk_hash.as_ref().is_some_and(|hash| !card.contains(hash));
        if !card.is_empty() && (taken || another) {
            return against(Column::KkNumber, FieldCode::HouseholdDiffers);
        }
        match self.update(row, woman, home, known) {
            Ok(update) if update.changes.is_empty() => Ok(Verdict::Unchanged(woman.id)),
            Ok(update) if update.makes_double && !row.accepted => Ok(Verdict::Conflict(Conflict {
                fault: Fault::new(Column::FullName, FieldCode::PossibleDuplicate),
                acceptable: true,
                woman: Some(woman.id),
                unseen: None,
                changes: update.changes,
            })),
            Ok(update) => Ok(Verdict::Update(Box::new(update))),
            Err(error) if error.code == ProblemCode::WrongState => against(Column::Nik, FieldCode::RecordLocked),
            Err(error) => Err(error),
        }
    }
}

/// Whether the row is likely to be about someone else.
fn is_another(row: &ReadRow, woman: &beneficiary::Model) -> bool {
    let name = fold(row.draft.full_name.value().map_or("", String::as_str));
    let same_day = row.draft.birth_date.value() == Some(&woman.birth_date);
    name != woman.full_name_folded && (!same_day || !is_alike(&name, &woman.full_name_folded))
}

fn conflict(fault: Fault, woman: Option<BeneficiaryId>, unseen: Option<BeneficiaryId>, acceptable: bool) -> Verdict {
    Verdict::Conflict(Conflict { fault, acceptable, woman, unseen, changes: Vec::new() })
}

pub fn amount(sum: Option<i64>) -> Member<i64> {
    sum.map_or(Member::Absent, Member::Value)
}

fn place_of(row: &ReadRow) -> Result<Place> {
    let required = |pointer| Error::field(pointer, FieldCode::Required);
    let village = row.draft.region_code.value().cloned().ok_or_else(|| required("/region_code"))?;
    let rw = row.draft.rw.value().cloned().ok_or_else(|| required("/rw"))?;
    let rt = row.draft.rt.value().cloned().ok_or_else(|| required("/rt"))?;
    Place::new(village, rw, rt)
}
