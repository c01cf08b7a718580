//! What a row changes of a woman who stands. A blank cell says nothing.

use super::judge::{Ground, Update, amount};
use super::known::Known;
use super::rows::{Changed, ReadRow, masked};
use crate::beneficiaries::checks::Findings;
use crate::beneficiaries::identifiers::{context, open};
use crate::beneficiaries::write::apply;
use crate::entity::{beneficiary, household};
use crate::households::write::fill;
use crate::kernel::error::Result;
use crate::kernel::fold::fold;
use contract::beneficiaries::{BeneficiaryDraft, Collection, HeadOfFamily, normalise_phone};
use contract::draft::Member;
use contract::households::HouseholdDraft;
use contract::imports::Column;
use contract::moment::Day;

/// Members that differ, and the drafts that would change them.
#[derive(Debug, Default)]
struct Differences {
    changes: Vec<Changed>,
}

impl Differences {
    /// Notes a value that differs from what stands; says what to send.
    fn note<T: PartialEq + ToString>(&mut self, column: Column, told: Option<&T>, stands: Option<&T>) -> bool {
        let Some(told) = told.filter(|told| Some(*told) != stands) else { return false };
        let before = stands.map(ToString::to_string);
        self.changes.push(Changed { column, before, after: told.to_string() });
        true
    }

    fn text(&mut self, column: Column, told: &Member<String>, stands: Option<&String>) -> Member<String> {
        let told = told.value().map(|text| text.trim().to_owned());
        if self.note(column, told.as_ref(), stands) {
            told.map_or(Member::Absent, Member::Value)
        } else {
            Member::Absent
        }
    }
}

impl Ground<'_> {
    /// What the row would change, tried under the caller's rights.
    pub fn update(
        &self,
        row: &ReadRow,
        woman: &beneficiary::Model,
        home: &household::Model,
        known: &Known,
    ) -> Result<Update> {
        let mut differing = Differences::default();
        let mut draft = self.of_woman(row, woman, &mut differing)?;
        let household = of_home(row, home, self.tx.now().day_in_jakarta(), &mut differing);
        let mut doubles = Vec::new();
        if !differing.changes.is_empty() {
            let mut found = Findings::default();
            fill(self.tx, self.pen, &household, &mut home.clone(), &mut found);
            self.check_codes(&draft, &mut found);
            let mut after = woman.clone();
            apply(self.tx, self.pen, &draft, &mut after, found)?;
            if after.full_name_folded != woman.full_name_folded || after.birth_date != woman.birth_date {
                doubles = known.doubles_of(&after);
            }
        }
        let makes_double = !doubles.is_empty();
        if row.accepted && makes_double {
            draft.acknowledged_duplicates = Member::Value(doubles);
        }
        let (id, changes) = (woman.id, differing.changes);
        Ok(Update { woman: id, household: home.id, draft, home: household, changes, makes_double })
    }

    fn of_woman(
        &self,
        row: &ReadRow,
        woman: &beneficiary::Model,
        differing: &mut Differences,
    ) -> Result<BeneficiaryDraft> {
        let told = &row.draft;
        let mut draft = BeneficiaryDraft::default();
        if told.full_name.value().is_some_and(|name| fold(name) != woman.full_name_folded) {
            draft.full_name = differing.text(Column::FullName, &told.full_name, Some(&woman.full_name));
        }
        if differing.note(Column::BirthDate, told.birth_date.value(), Some(&woman.birth_date)) {
            draft.birth_date = told.birth_date;
        }
        let married = Some(&woman.marital_status);
        draft.marital_status = differing.text(Column::MaritalStatus, &told.marital_status, married);
        draft.education = differing.text(Column::Education, &told.education, woman.education.as_ref());
        draft.occupation = differing.text(Column::Occupation, &told.occupation, woman.occupation.as_ref());
        if woman.nik_hash.is_none() {
            let reason = woman.nik_absent_reason.as_ref();
            draft.nik_absent_reason = differing.text(Column::NikAbsentReason, &told.nik_absent_reason, reason);
        }
        draft.phone = self.phone(row, woman, differing)?;
        draft.head_of_family = head(row, woman, differing);
        draft.collection = collection(row, woman, differing);
        Ok(draft)
    }

    fn phone(&self, row: &ReadRow, woman: &beneficiary::Model, differing: &mut Differences) -> Result<Member<String>> {
        let Some(told) = row.draft.phone.value().and_then(|text| normalise_phone(text)) else {
            return Ok(Member::Absent);
        };
        let sealed = woman.phone_sealed.as_ref();
        let stands = sealed.map(|sealed| open(self.tx.kernel(), &context(woman.id, "phone"), sealed)).transpose()?;
        if stands.as_ref() == Some(&told) {
            return Ok(Member::Absent);
        }
        let before = stands.map(|phone| masked(&phone));
        differing.changes.push(Changed { column: Column::Phone, before, after: masked(&told) });
        Ok(Member::Value(told))
    }
}

fn head(row: &ReadRow, woman: &beneficiary::Model, differing: &mut Differences) -> Member<HeadOfFamily> {
    let basis = row.draft.head_of_family.value().and_then(|head| head.basis.as_ref());
    let de_jure = differing.note(Column::HeadDeJure, row.de_jure.as_ref(), Some(&woman.de_jure));
    let de_facto = differing.note(Column::HeadDeFacto, row.de_facto.as_ref(), Some(&woman.de_facto));
    let based = differing.note(Column::HeadBasis, basis, woman.head_basis.as_ref());
    if !(de_jure || de_facto || based) {
        return Member::Absent;
    }
    Member::Value(HeadOfFamily {
        de_jure: row.de_jure.unwrap_or(woman.de_jure),
        de_facto: row.de_facto.unwrap_or(woman.de_facto),
        basis: basis.or(woman.head_basis.as_ref()).cloned(),
    })
}

fn collection(row: &ReadRow, woman: &beneficiary::Model, differing: &mut Differences) -> Member<Collection> {
    let told = row.draft.collection.value().cloned().unwrap_or_default();
    let stands: Collection = serde_json::from_str(&woman.collection).unwrap_or_default();
    let kind = differing.note(Column::CollectorKind, told.kind.as_ref(), stands.kind.as_ref());
    let name = differing.note(Column::CollectorName, told.name.as_ref(), stands.name.as_ref());
    let method = differing.note(Column::CollectionMethod, told.method.as_ref(), stands.method.as_ref());
    let on = differing.note(Column::CollectedOn, told.on.as_ref(), stands.on.as_ref());
    if !(kind || name || method || on) {
        return Member::Absent;
    }
    Member::Value(Collection {
        kind: told.kind.or(stands.kind),
        name: told.name.or(stands.name),
        method: told.method.or(stands.method),
        on: told.on.or(stands.on),
        note: stands.note,
    })
}

/// The household's members: her address, its family card and its sums.
fn of_home(row: &ReadRow, home: &household::Model, today: Day, differing: &mut Differences) -> HouseholdDraft {
    let mut draft = HouseholdDraft::default();
    let same = |told: &String, stands: &String| fold(told) == fold(stands);
    let told = row.draft.address.value();
    if !told.zip(home.address.as_ref()).is_some_and(|(told, stands)| same(told, stands)) {
        draft.address = differing.text(Column::Address, &row.draft.address, home.address.as_ref());
    }
    if let Some(kk) = row.kk_number.as_ref().filter(|_| home.kk_hash.is_none()) {
        differing.changes.push(Changed { column: Column::KkNumber, before: None, after: masked(kk) });
        draft.kk_number = Member::Value(kk.clone());
    }
    let income = (Column::MonthlyIncome, row.monthly_income, home.monthly_income);
    let expenditure = (Column::MonthlyExpenditure, row.monthly_expenditure, home.monthly_expenditure);
    let noted =
        [income, expenditure].map(|(column, told, stands)| differing.note(column, told.as_ref(), stands.as_ref()));
    if noted.contains(&true) {
        // One day stands for both: a sum that is not told today stands no more.
        (draft.monthly_income, draft.monthly_expenditure) = (amount(income.1), amount(expenditure.1));
        let of_today = home.finances_on == Some(today);
        for (column, _, stands) in [income, expenditure].into_iter().filter(|(_, told, _)| told.is_none() && !of_today)
        {
            let before = stands.map(|sum| sum.to_string());
            differing.changes.extend(before.map(|before| Changed {
                column,
                before: Some(before),
                after: String::new(),
            }));
        }
    }
    draft
}
