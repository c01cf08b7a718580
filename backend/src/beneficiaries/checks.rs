//! What a writer may do, and the faults that only the database can tell.

use super::queries::standing;
use crate::code_lists::queries::Usable;
use crate::entity::{beneficiary, region, user};
use crate::kernel::error::{Error, Result};
use crate::kernel::fields::FieldRights;
use crate::kernel::scope::{Scope, system};
use crate::kernel::state::Kernel;
use crate::kernel::tx::Tx;
use contract::beneficiaries::{BeneficiaryDraft, Status};
use contract::code_lists::CodeList;
use contract::draft::Member;
use contract::ids::UserId;
use contract::place::{Neighbourhood, RegionCode, RegionLevel};
use contract::policy::FieldGroup;
use contract::problem::{FieldCode, FieldError, ProblemCode};
use sea_orm::{ColumnTrait, QueryFilter};

/// Where a household or a woman lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub city: RegionCode,
    pub district: RegionCode,
    pub village: RegionCode,
    pub rw: Neighbourhood,
    pub rt: Neighbourhood,
}

impl Place {
    /// The ancestors of a village, as columns.
    pub fn new(village: RegionCode, rw: Neighbourhood, rt: Neighbourhood) -> Result<Self> {
        let at = |level| village.at(level).ok_or_else(|| Error::field("/region_code", FieldCode::Malformed));
        Ok(Self { city: at(RegionLevel::City)?, district: at(RegionLevel::District)?, village, rw, rt })
    }
}

/// What the caller may do and see while she writes.
#[derive(Debug, Clone)]
pub struct Pen {
    pub user: UserId,
    pub scope: Scope,
    pub rights: FieldRights,
    /// A kader collects herself; her own rows are those she collected.
    pub collects: bool,
    /// Where she edits as more than a kader, who changes a woman only while
    /// she is a candidate.
    pub fully: Scope,
}

impl Pen {
    /// Refuses a change of a woman the caller may no longer change.
    pub fn check_status(&self, row: &beneficiary::Model) -> Result<()> {
        let fully = self.fully.holds(&row.region_code, &row.rw);
        if fully || row.status == Status::Candidate { Ok(()) } else { Err(ProblemCode::WrongState.into()) }
    }
}

/// Collects the faults that need the database.
#[derive(Debug, Default)]
pub struct Findings(Vec<FieldError>);

impl Findings {
    pub fn add(&mut self, pointer: &str, code: FieldCode) {
        self.0.push(FieldError::new(pointer, code));
    }

    pub fn settle(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::fields(self.0)) }
    }
}

/// A place a caller may write to: a village of the list, inside her scope.
pub async fn check_place(tx: &Tx, scope: &Scope, place: &Place, found: &mut Findings) -> Result<()> {
    if !stands(tx.kernel(), &place.village).await? || !scope.reaches(&place.village) {
        found.add("/region_code", FieldCode::UnknownReference);
    } else if !scope.holds(&place.village, &place.rw) {
        found.add("/rw", FieldCode::UnknownReference);
    }
    Ok(())
}

/// Whether a region is one of the list; what was read within the last second
/// is not read again, and no region is ever taken away.
pub async fn stands(kernel: &Kernel, code: &RegionCode) -> Result<bool> {
    let names = &kernel.region_names;
    if names.contains_key(code) {
        return Ok(true);
    }
    let known = system::<region::Entity>().filter(region::Column::Code.eq(code.clone())).one(&kernel.db.read).await?;
    let Some(known) = known else { return Ok(false) };
    names.insert(known.code, known.name).await;
    Ok(true)
}

/// The codes of a draft must stand in their lists and not be retired.
pub async fn check_codes(
    kernel: &Kernel,
    wanted: &[(&str, CodeList, Option<&String>)],
    found: &mut Findings,
) -> Result<()> {
    if wanted.iter().all(|(_, _, code)| code.is_none()) {
        return Ok(());
    }
    let unknown = |usable: &Usable| {
        let unknown = wanted.iter().filter(|(_, list, word)| word.is_some_and(|word| !usable.holds(*list, word)));
        unknown.map(|(pointer, ..)| *pointer).collect::<Vec<_>>()
    };
    if unknown(&*Usable::recent(kernel).await?).is_empty() {
        return Ok(());
    }
    // Another replica may have added the code within the last second.
    kernel.memo.forget::<Usable>().await;
    for pointer in unknown(&*Usable::recent(kernel).await?) {
        found.add(pointer, FieldCode::NotInList);
    }
    Ok(())
}

/// Everything a draft points to must exist.
pub async fn check_references(tx: &Tx, draft: &BeneficiaryDraft, found: &mut Findings) -> Result<()> {
    let basis = draft.head_of_family.value().and_then(|head| head.basis.as_ref());
    let collection = draft.collection.value();
    let wanted = [
        ("/marital_status", CodeList::MaritalStatus, draft.marital_status.value()),
        ("/education", CodeList::Education, draft.education.value()),
        ("/occupation", CodeList::Occupation, draft.occupation.value()),
        ("/nik_absent_reason", CodeList::NikAbsentReason, draft.nik_absent_reason.value()),
        ("/head_of_family/basis", CodeList::HeadOfFamilyBasis, basis),
        ("/collection/kind", CodeList::CollectorKind, collection.and_then(|one| one.kind.as_ref())),
        ("/collection/method", CodeList::CollectionMethod, collection.and_then(|one| one.method.as_ref())),
    ];
    check_codes(tx.kernel(), &wanted, found).await?;
    if let Some(id) = draft.collected_by.value()
        && system::<user::Entity>().filter(user::Column::Id.eq(*id)).one(tx.db()).await?.is_none()
    {
        found.add("/collected_by", FieldCode::UnknownReference);
    }
    Ok(())
}

/// A member may be written only by one who may see it.
pub fn check_rights(pen: &Pen, draft: &BeneficiaryDraft, row: &beneficiary::Model, found: &mut Findings) {
    let sent = [
        ("/full_name", FieldGroup::Identity, draft.full_name.is_absent()),
        ("/nik", FieldGroup::Identity, draft.nik.is_absent()),
        ("/birth_date", FieldGroup::Identity, draft.birth_date.is_absent()),
        ("/phone", FieldGroup::Contact, draft.phone.is_absent()),
    ];
    for (pointer, group, absent) in sent {
        if !absent && !pen.rights.sees(group, standing(row)) {
            found.add(pointer, FieldCode::FieldWithheld);
        }
    }
    let empty = row.health_sealed.is_none();
    if !draft.health_notes.is_absent() && !pen.rights.may_write(FieldGroup::Health, standing(row), empty) {
        found.add("/health_notes", FieldCode::FieldWithheld);
    }
    // Whoever collected a row sees more of it, so a kader names nobody: the
    // rows are hers that she registers or is the first to complete.
    let named = draft.collected_by.value().is_some_and(|user| Some(*user) != row.collected_by);
    let fully = pen.fully.holds(&row.region_code, &row.rw);
    if !fully && (named || matches!(draft.collected_by, Member::Null)) {
        found.add("/collected_by", FieldCode::FieldWithheld);
    }
}
