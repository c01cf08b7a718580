//! The members of two records side by side, and which are taken from which.

use crate::beneficiaries::{name_of, place_of};
use crate::i18n::{self, member, t, term};
use crate::reference::Codes;
use contract::beneficiaries::{Beneficiary, Collection};
use contract::code_lists::CodeList;
use contract::draft::Member;
use contract::merges::MergeMember;
use std::collections::BTreeMap;

/// What the desk has chosen so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choice {
    /// The second record is kept, not the first.
    pub keep_second: bool,
    /// Members whose value is chosen against the kept record's.
    from_second: BTreeMap<MergeMember, bool>,
}

impl Choice {
    /// The record with a NIK is kept first; what it lacks comes from the other.
    pub fn of(first: &Beneficiary, second: &Beneficiary, codes: &Codes) -> Self {
        let has_nik = |woman: &Beneficiary| woman.nik_masked.value().is_some();
        let keep_second = has_nik(second) && !has_nik(first);
        let (kept, other) = if keep_second { (second, first) } else { (first, second) };
        let lacking = MergeMember::ALL.iter().filter(|member| {
            **member != MergeMember::Nik
                && shown(kept, **member, codes).is_empty()
                && !shown(other, **member, codes).is_empty()
        });
        let from_second = lacking.map(|member| (*member, !keep_second)).collect();
        Self { keep_second, from_second }
    }

    pub fn keeping(&self, second: bool) -> Self {
        Self { keep_second: second, from_second: self.from_second.clone() }
    }

    /// Whether a member's value is the second record's.
    pub fn is_second(&self, member: MergeMember) -> bool {
        self.from_second.get(&member).copied().unwrap_or(self.keep_second)
    }

    pub fn choosing(&self, member: MergeMember, second: bool) -> Self {
        let mut next = self.clone();
        next.from_second.insert(member, second);
        next
    }

    /// What is taken from the record that is not kept, of the members that differ.
    pub fn taken(&self, differing: &[MergeMember]) -> Vec<MergeMember> {
        differing.iter().copied().filter(|member| self.is_second(*member) != self.keep_second).collect()
    }
}

/// The name of a member.
pub fn title(of: MergeMember) -> String {
    match of {
        MergeMember::Household => t("merge-household"),
        other => member(other.as_str()),
    }
}

fn text(value: &Member<String>) -> String {
    value.value().cloned().unwrap_or_default()
}

/// The value of a member in words; empty where nothing stands.
pub fn shown(woman: &Beneficiary, member: MergeMember, codes: &Codes) -> String {
    let code = |list, code: Option<&String>| code.map(|code| codes.word(list, code)).unwrap_or_default();
    match member {
        MergeMember::FullName => name_of(woman),
        MergeMember::Nik => match woman.nik_masked.value() {
            Some(nik) => nik.clone(),
            None => code(CodeList::NikAbsentReason, woman.nik_absent_reason.value()),
        },
        MergeMember::BirthDate => woman.birth_date.value().map(|day| i18n::date(*day)).unwrap_or_default(),
        MergeMember::MaritalStatus => codes.word(CodeList::MaritalStatus, &woman.marital_status),
        MergeMember::HeadOfFamily => head(woman, codes),
        MergeMember::Education => code(CodeList::Education, woman.education.as_ref()),
        MergeMember::Occupation => code(CodeList::Occupation, woman.occupation.as_ref()),
        MergeMember::Phone => woman.phone.value().map(|phone| format!("+{phone}")).unwrap_or_default(),
        MergeMember::HealthNotes => text(&woman.health_notes),
        MergeMember::Household => {
            [text(&woman.address), place_of(woman)].join(" · ").trim_start_matches(" · ").to_owned()
        }
        MergeMember::Collection => woman.collection.value().map(|told| collection(told, codes)).unwrap_or_default(),
        MergeMember::Notice => {
            let notice = woman.notice.as_ref();
            notice
                .map(|it| format!("{} · {} · {}", i18n::date(it.given_on), term(it.means), it.given_by))
                .unwrap_or_default()
        }
    }
}

fn head(woman: &Beneficiary, codes: &Codes) -> String {
    let head = &woman.head_of_family;
    let parts = [
        head.de_jure.then(|| t("head-de-jure")),
        head.de_facto.then(|| t("head-de-facto")),
        head.basis.as_ref().map(|basis| codes.word(CodeList::HeadOfFamilyBasis, basis)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn collection(told: &Collection, codes: &Codes) -> String {
    let parts = [
        told.kind.as_ref().map(|kind| codes.word(CodeList::CollectorKind, kind)),
        told.name.clone(),
        told.on.map(i18n::date),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The members in which two records differ; those withheld cannot be told.
pub fn differing(first: &Beneficiary, second: &Beneficiary, codes: &Codes) -> Vec<MergeMember> {
    let differs = |member: &MergeMember| {
        let same_home = *member == MergeMember::Household && first.household_id == second.household_id;
        // No NIK stands twice in the register, though two may look alike masked.
        let niks = [first, second].iter().all(|woman| woman.nik_masked.value().is_some());
        let other_nik = *member == MergeMember::Nik && niks;
        other_nik || !same_home && shown(first, *member, codes) != shown(second, *member, codes)
    };
    MergeMember::ALL.iter().copied().filter(differs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_follows_from_what_is_kept() {
        let choice = Choice::default().choosing(MergeMember::Phone, true);
        let all = [MergeMember::FullName, MergeMember::Phone];
        assert_eq!(choice.taken(&all), [MergeMember::Phone]);
        assert_eq!(choice.keeping(true).taken(&all), []);
        assert_eq!(choice.keeping(true).choosing(MergeMember::FullName, false).taken(&all), [MergeMember::FullName]);
    }

    /// The woman of the contract's example, with other values for some members.
    fn woman(members: &[(&str, &str)]) -> Beneficiary {
        let document: serde_json::Value = serde_json::from_str(include_str!("../../../openapi/openapi.json")).unwrap();
        let mut woman = document.pointer("/components/examples/Beneficiary/value").unwrap().clone();
        for (member, value) in members {
            woman[*member] = (*value).into();
        }
        serde_json::from_value(woman).unwrap()
    }

    #[test]
    fn two_niks_differ_though_they_look_alike_masked() {
        let (codes, first) = (Codes::default(), woman(&[]));
        assert_eq!(differing(&first, &first, &codes), [MergeMember::Nik]);
        let second = woman(&[("full_name", "Nama Lain")]);
        assert_eq!(differing(&first, &second, &codes), [MergeMember::FullName, MergeMember::Nik]);
    }
}
