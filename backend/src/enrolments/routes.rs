//! Putting women forward for a locus, and how far each is.

use super::queries::{Surroundings, view};
use super::rules::{admissible, decided};
use crate::beneficiaries::queries::with_merged;
use crate::entity::{beneficiary, enrolment, locus, validation};
use crate::history::queries::kept_results;
use crate::kernel::crud::{self, Resource};
use crate::kernel::database::lock_rows;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{
    ActivateEnrolment, CompleteEnrolment, CreateEnrolments, GetEnrolment, ListEnrolments, WithdrawEnrolment,
};
use contract::enrolments::{Enrolled, EnrolmentDraft, EnrolmentState, Enrolments};
use contract::ids::{BeneficiaryId, EnrolmentId, LocusId, UserId, ValidationId};
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, ConnectionTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::collections::{BTreeSet, HashMap};

/// What the trail calls one selection.
const KIND: &str = "enrolments";

pub async fn list(guard: Read<ListEnrolments>) -> Answer<ListEnrolments> {
    let filter = guard.filter()?;
    let mut select = guard.select::<enrolment::Entity>();
    if let Some(locus) = filter.locus_id {
        select = select.filter(enrolment::Column::LocusId.eq(locus));
    }
    if let Some(woman) = filter.beneficiary_id {
        select = select.filter(enrolment::Column::BeneficiaryId.is_in(with_merged(guard.db(), woman).await?));
    }
    if let Some(state) = filter.state {
        select = select.filter(enrolment::Column::State.eq(state));
    }
    let orders = Orders::new(enrolment::Column::Id, &[("-created_at", enrolment::Column::CreatedAt)]);
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(try_page(page, |row| view(row, &around))?))
}

pub async fn get(guard: Read<GetEnrolment>, id: Path<EnrolmentId>) -> Answer<GetEnrolment> {
    crud::show::<enrolment::Entity, _>(&guard, *id).await
}

/// Puts each woman of the selection forward by herself: one who cannot be says
/// why, and the others are all the same.
pub async fn create(guard: Write<CreateEnrolments>) -> Answer<CreateEnrolments> {
    let draft = guard.draft(Purpose::Create).await?;
    let by = guard.user()?;
    let committed = guard
        .run(async |tx| {
            let results = propose_all(tx, by, &draft).await?;
            // The answers are kept with the event, for a repetition of the request.
            let kept = serde_json::json!({ "results": &results });
            tx.done(Change::created(KIND, tx.kernel().clock.new_id(), &kept), results).await
        })
        .await?;
    let results = committed.or_read(async |id| kept_results(&guard, KIND, &id).await).await?;
    let enrolled = results.iter().filter(|one| one.enrolment_id.is_some()).count();
    let refused = results.len() - enrolled;
    let count = |number| u32::try_from(number).map_err(Error::internal);
    Ok(Reply::new(Enrolments { results, enrolled: count(enrolled)?, refused: count(refused)? }))
}

/// The locus, locked, so that it is not archived and loses no RW meanwhile.
async fn lock_locus(tx: &Tx, id: LocusId) -> Result<locus::Model> {
    let row = tx.select_for_update::<locus::Entity>().filter(locus::Column::Id.eq(id)).one(tx.db()).await?;
    row.filter(|row| row.archived_at.is_none()).ok_or_else(|| Error::field("/locus_id", FieldCode::UnknownReference))
}

/// The decisions on each of these women, newest first.
pub async fn decisions(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = BeneficiaryId>,
) -> Result<HashMap<BeneficiaryId, Vec<validation::Model>>> {
    let rows = system::<validation::Entity>()
        .filter(validation::Column::BeneficiaryId.is_in(ids))
        .order_by_desc(validation::Column::DecidedAt)
        .order_by_desc(validation::Column::Id)
        .all(db)
        .await?;
    let mut found: HashMap<BeneficiaryId, Vec<validation::Model>> = HashMap::new();
    for row in rows {
        found.entry(row.beneficiary_id).or_default().push(row);
    }
    Ok(found)
}

/// Those of these women who take part somewhere in a year; what a record that
/// was merged into hers takes part in counts as hers.
async fn taken(tx: &Tx, ids: &[BeneficiaryId], year: i32) -> Result<BTreeSet<BeneficiaryId>> {
    let mut into: HashMap<BeneficiaryId, BeneficiaryId> = HashMap::new();
    let mut last: Vec<BeneficiaryId> = ids.to_vec();
    while !last.is_empty() {
        let merged = system::<beneficiary::Entity>().filter(beneficiary::Column::MergedInto.is_in(last));
        let pairs = merged.all(tx.db()).await?.into_iter().filter_map(|row| Some((row.id, row.merged_into?)));
        let new: Vec<_> = pairs.filter(|(id, _)| !into.contains_key(id)).collect();
        last = new.iter().map(|(id, _)| *id).collect();
        into.extend(new);
    }
    let all: BTreeSet<BeneficiaryId> = ids.iter().chain(into.keys()).copied().collect();
    let rows = system::<enrolment::Entity>()
        .filter(enrolment::Column::BeneficiaryId.is_in(all))
        .filter(enrolment::Column::Year.eq(year))
        .filter(enrolment::Column::State.ne(EnrolmentState::Withdrawn))
        .all(tx.db())
        .await?;
    Ok(rows.into_iter().map(|row| standing(&into, row.beneficiary_id)).collect())
}

/// The record that stands for one that was merged, however often.
fn standing(into: &HashMap<BeneficiaryId, BeneficiaryId>, id: BeneficiaryId) -> BeneficiaryId {
    let mut at = id;
    // No record is merged into itself, and none twice: the way has an end.
    for _ in 0..=into.len() {
        match into.get(&at) {
            Some(next) => at = *next,
            None => break,
        }
    }
    at
}

async fn propose_all(tx: &Tx, by: UserId, draft: &EnrolmentDraft) -> Result<Vec<Enrolled>> {
    let locus = lock_locus(tx, draft.locus_id).await?;
    let ids: BTreeSet<BeneficiaryId> = draft.ids.iter().copied().collect();
    let ids: Vec<BeneficiaryId> = ids.into_iter().collect();
    // Locked in the order of their ids, as everywhere.
    let locked = tx
        .select_for_update::<beneficiary::Entity>()
        .filter(beneficiary::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(beneficiary::Column::Id)
        .all(tx.db())
        .await?;
    let reached: HashMap<BeneficiaryId, beneficiary::Model> = locked.into_iter().map(|row| (row.id, row)).collect();
    let decisions = decisions(tx.db(), reached.keys().copied()).await?;
    let of = |id: &BeneficiaryId| decisions.get(id).map_or(&[][..], Vec::as_slice);
    let mut taken = taken(tx, &ids, locus.year).await?;
    let mut results = Vec::with_capacity(draft.ids.len());
    for id in &draft.ids {
        let found = reached.get(id).ok_or(ProblemCode::NotFound);
        let answer = found.and_then(|woman| {
            let decision = admissible(woman, of(id), &locus)?;
            if taken.insert(*id) { Ok((woman, decision)) } else { Err(ProblemCode::AlreadyExists) }
        });
        results.push(match answer {
            Ok((woman, decision)) => {
                let made = propose(tx, by, woman, decision, &locus).await?;
                Enrolled { id: *id, enrolment_id: Some(made), refusal: None }
            }
            Err(refusal) => Enrolled { id: *id, enrolment_id: None, refusal: Some(refusal) },
        });
    }
    Ok(results)
}

async fn propose(
    tx: &Tx,
    by: UserId,
    woman: &beneficiary::Model,
    decision: ValidationId,
    locus: &locus::Model,
) -> Result<EnrolmentId> {
    let row = enrolment::Model {
        id: EnrolmentId(tx.kernel().clock.new_id()),
        locus_id: locus.id,
        year: locus.year,
        beneficiary_id: woman.id,
        city_code: woman.city_code.clone(),
        district_code: woman.district_code.clone(),
        region_code: woman.region_code.clone(),
        rw: woman.rw.clone(),
        state: EnrolmentState::Proposed,
        reason: None,
        validation_id: decision,
        proposed_by: by,
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    };
    let change = Change::created(enrolment::Entity::KIND, row.id, &enrolment::Entity::snapshot(&row));
    tx.record(&change.at(Some(&row.region_code))).await?;
    let id = row.id;
    tx.insert_last::<enrolment::Entity>([row.into_active_model()]);
    Ok(id)
}

/// Takes a step, if it leads on from how the enrolment stands.
async fn step<E: Endpoint<Reply = contract::enrolments::Enrolment>>(
    guard: &Guard<E>,
    id: EnrolmentId,
    next: EnrolmentState,
    reason: Option<&str>,
) -> Answer<E> {
    let first = async |tx: &Tx| lock_woman(tx, id).await;
    crud::change_after::<enrolment::Entity, _>(guard, id, &(), reason, first, async |tx, row| {
        if !row.state.leads_to(next) {
            return Err(ProblemCode::WrongState.into());
        }
        if next == EnrolmentState::Active {
            row.validation_id = still_decided(tx, row).await?;
        }
        row.state = next;
        row.reason = reason.map(|text| text.trim().to_owned());
        Ok(())
    })
    .await
}

/// The woman before her enrolment, as where her data are destroyed.
async fn lock_woman(tx: &Tx, id: EnrolmentId) -> Result<()> {
    let row = tx.select::<enrolment::Entity>().filter(enrolment::Column::Id.eq(id)).one(tx.db()).await?;
    let hers = row.ok_or(ProblemCode::NotFound)?.beneficiary_id;
    let select = system::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(hers));
    lock_rows(select, tx.kernel().db.backend()).one(tx.db()).await?;
    Ok(())
}

/// The decision by which she may take part now: her record may have changed, or
/// been put away, since she was put forward.
async fn still_decided(tx: &Tx, row: &enrolment::Model) -> Result<ValidationId> {
    let select = system::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(row.beneficiary_id));
    let woman = select.one(tx.db()).await?.ok_or(ProblemCode::WrongState)?;
    if woman.archived_at.is_some() {
        return Err(ProblemCode::WrongState.into());
    }
    let decisions = decisions(tx.db(), [woman.id]).await?;
    Ok(decided(&woman, decisions.get(&woman.id).map_or(&[][..], Vec::as_slice), row.year)?)
}

pub async fn activate(guard: Write<ActivateEnrolment>, id: Path<EnrolmentId>) -> Answer<ActivateEnrolment> {
    step(&guard, *id, EnrolmentState::Active, None).await
}

pub async fn complete(guard: Write<CompleteEnrolment>, id: Path<EnrolmentId>) -> Answer<CompleteEnrolment> {
    step(&guard, *id, EnrolmentState::Completed, None).await
}

pub async fn withdraw(guard: Write<WithdrawEnrolment>, id: Path<EnrolmentId>) -> Answer<WithdrawEnrolment> {
    let draft = guard.draft(Purpose::Change).await?;
    step(&guard, *id, EnrolmentState::Withdrawn, Some(&draft.reason)).await
}
