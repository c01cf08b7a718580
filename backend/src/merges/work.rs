//! Merging two records and undoing it, inside a transaction.

use super::saved::{Around, Saved};
use crate::beneficiaries::checks::Pen;
use crate::beneficiaries::identifiers::{context, open, seal};
use crate::beneficiaries::one_nik::other_with_nik;
use crate::beneficiaries::rules::{head_of_family, missing};
use crate::beneficiaries::write::{keep_words, mark_outdated, nik_warnings};
use crate::duplicates::candidates::{close, follow, reopen};
use crate::duplicates::names::Name;
use crate::entity::{beneficiary, household, merge};
use crate::households::write::take_place;
use crate::kernel::crud::Resource;
use crate::kernel::database::lock_rows;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::{Change, MemberChange};
use crate::kernel::fold::{fold, sound};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use crate::relocations::routes::refuse_open;
use crate::welfare::{queries as welfare, renewal};
use contract::ids::{BeneficiaryId, HouseholdId, MergeId};
use contract::merges::{MergeDraft, MergeMember, UNDO_DAYS};
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, IntoActiveModel, QueryFilter, QueryOrder};
use std::collections::BTreeSet;

const DAY: i64 = 24 * 3600;
/// Why a record whose NIK went to another has none.
const NIK_MOVED: &str = "merged";

/// Both records, locked in the order of their ids; those the caller reaches.
async fn lock(
    tx: &Tx,
    (kept, removed): (BeneficiaryId, BeneficiaryId),
    also: Option<HouseholdId>,
) -> Result<(Option<Row>, Option<Row>)> {
    let both = || tx.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.is_in([kept, removed]));
    let seen = both().all(tx.db()).await?;
    let homes: BTreeSet<HouseholdId> = seen.iter().map(|row| row.household_id).chain(also).collect();
    // Households before their women, each in the order of their ids, as
    // everywhere: what follows for those who live with them is written too.
    for home in &homes {
        let home = system::<household::Entity>().filter(household::Column::Id.eq(*home));
        lock_rows(home, tx.kernel().db.backend()).one(tx.db()).await?;
    }
    let women = Condition::any()
        .add(beneficiary::Column::HouseholdId.is_in(homes.iter().copied()))
        .add(beneficiary::Column::Id.is_in([kept, removed]));
    let women = system::<beneficiary::Entity>().filter(women).order_by_asc(beneficiary::Column::Id);
    lock_rows(women, tx.kernel().db.backend()).all(tx.db()).await?;
    let rows = both().all(tx.db()).await?;
    if rows.iter().any(|row| !homes.contains(&row.household_id)) {
        return Err(ProblemCode::ChangedMeanwhile.into());
    }
    let one = |id| rows.iter().find(|row| row.id == id).cloned();
    Ok((one(kept), one(removed)))
}

type Row = beneficiary::Model;

pub fn sealed_context(id: MergeId) -> String {
    context(id, "merge")
}

/// Merges; the row that says so is for the caller to keep.
pub async fn merge(tx: &Tx, pen: &Pen, id: MergeId, draft: &MergeDraft) -> Result<merge::Model> {
    let (kept, removed) = lock(tx, (draft.kept_id, draft.removed_id), None).await?;
    let unknown = |pointer| Error::field(pointer, FieldCode::UnknownReference);
    let kept = kept.ok_or_else(|| unknown("/kept_id"))?;
    let removed = removed.ok_or_else(|| unknown("/removed_id"))?;
    for (row, seen) in [(&kept, draft.kept_version), (&removed, draft.removed_version)] {
        if seen.is_some_and(|seen| seen != row.version) {
            return Err(ProblemCode::ChangedMeanwhile.into());
        }
        if row.archived_at.is_some() {
            return Err(ProblemCode::WrongState.into());
        }
        refuse_open(tx, row.id).await?;
    }
    let take = taken(draft);
    let (mut after, mut gone) = (kept.clone(), removed.clone());
    for member in &take {
        take_member(tx, &removed, &mut after, *member)?;
    }
    derive(tx, &mut after);
    mark_outdated(&kept, &mut after);
    if !take.is_empty() {
        after.last_edited_by = pen.user;
    }
    if take.contains(&MergeMember::Nik) && gone.nik_hash.is_some() {
        (gone.nik_hash, gone.nik_sealed, gone.nik_masked) = (None, None, None);
        gone.nik_absent_reason = Some(NIK_MOVED.to_owned());
        gone.nik_warnings.clear();
    }
    gone.archived_at = Some(tx.now());
    gone.archive_reason = Some(draft.reason.trim().to_owned());
    gone.merged_into = Some(kept.id);
    let around =
        Around { kept_before: Saved::of(&kept), kept_after: Saved::of(&after), removed_before: Saved::of(&removed) };
    let row = merge_row(tx, pen, id, draft, (&kept, &removed), &around)?;
    // The NIK leaves the one row before it comes to the other.
    write(tx, &removed, gone, &draft.reason, None).await?;
    write(tx, &kept, after, &draft.reason, Some(("merged_record", removed.id))).await?;
    close(tx, kept.id, removed.id, id, pen.user).await?;
    Ok(row)
}

/// What is taken, each member once.
fn taken(draft: &MergeDraft) -> Vec<MergeMember> {
    let mut take = draft.take.clone();
    take.sort_unstable();
    take.dedup();
    take
}

/// Copies a member; what is sealed for the one row is sealed anew for the other.
fn take_member(tx: &Tx, from: &Row, row: &mut Row, member: MergeMember) -> Result<()> {
    let again = |name: &str, sealed: Option<&Vec<u8>>| -> Result<Option<Vec<u8>>> {
        let plain = sealed.map(|sealed| open(tx.kernel(), &context(from.id, name), sealed)).transpose()?;
        Ok(plain.map(|plain| seal(tx.kernel(), &context(row.id, name), &plain)))
    };
    let (nik, phone, health) = match member {
        MergeMember::Nik => (again("nik", from.nik_sealed.as_ref())?, None, None),
        MergeMember::Phone => (None, again("phone", from.phone_sealed.as_ref())?, None),
        MergeMember::HealthNotes => (None, None, again("health_notes", from.health_sealed.as_ref())?),
        _ => (None, None, None),
    };
    Saved::of(from).put(row, member);
    match member {
        MergeMember::Nik => row.nik_sealed = nik,
        MergeMember::Phone => row.phone_sealed = phone,
        MergeMember::HealthNotes => {
            row.health_sealed = health;
            row.collected_by = from.collected_by;
        }
        _ => {}
    }
    Ok(())
}

/// What follows from the members.
fn derive(tx: &Tx, row: &mut Row) {
    row.full_name_folded = fold(&row.full_name);
    row.name_search = sound(&row.full_name);
    row.name_key = Name::of(&row.full_name).key();
    row.nik_warnings = nik_warnings(tx, row);
    row.complete = missing(&head_of_family(row), row.notice.is_some()).is_empty();
}

fn merge_row(
    tx: &Tx,
    pen: &Pen,
    id: MergeId,
    draft: &MergeDraft,
    (kept, removed): (&Row, &Row),
    around: &Around,
) -> Result<merge::Model> {
    let take: Vec<&str> = taken(draft).into_iter().map(MergeMember::as_str).collect();
    let plain = serde_json::to_string(around).map_err(Error::internal)?;
    Ok(merge::Model {
        id,
        kept_id: kept.id,
        removed_id: removed.id,
        take: take.join(" "),
        reason: draft.reason.trim().to_owned(),
        sealed: seal(tx.kernel(), &sealed_context(id), &plain),
        kept_city_code: kept.city_code.clone(),
        kept_district_code: kept.district_code.clone(),
        kept_region_code: kept.region_code.clone(),
        kept_rw: kept.rw.clone(),
        removed_city_code: removed.city_code.clone(),
        removed_district_code: removed.district_code.clone(),
        removed_region_code: removed.region_code.clone(),
        removed_rw: removed.rw.clone(),
        merged_by: pen.user,
        merged_at: tx.now(),
        undone_by: None,
        undone_at: None,
        undo_reason: None,
        version: 1,
    })
}

/// Writes one of the two rows with its event; `named` is a further member of
/// the history: which record was merged.
async fn write(
    tx: &Tx,
    before: &Row,
    mut after: Row,
    reason: &str,
    named: Option<(&str, BeneficiaryId)>,
) -> Result<()> {
    let snapshots = (beneficiary::Entity::snapshot(before), beneficiary::Entity::snapshot(&after));
    let mut change = Change::updated(beneficiary::Entity::KIND, after.id, &snapshots.0, &snapshots.1).because(reason);
    change.place = Some(after.region_code.clone());
    change.place_before = (before.region_code != after.region_code).then(|| before.region_code.clone());
    change.members.extend(named.map(|(member, id)| MemberChange {
        member: member.to_owned(),
        before: None,
        after: Some(id.to_string().into()),
    }));
    tx.record(&change).await?;
    beneficiary::Entity::touch(&mut after, before.version + 1, tx.now());
    let (renamed, moved) =
        (before.full_name != after.full_name, before.region_code != after.region_code || before.rw != after.rw);
    after.clone().into_active_model().reset_all().update(tx.db()).await?;
    if renamed {
        keep_words(tx, &after).await?;
    }
    if moved {
        follow(tx, &after).await?;
        welfare::follow_her(tx, &after).await?;
    }
    // Who lives there changed, and with it what each has to live on.
    renewal::follow(tx, before.household_id).await?;
    if after.household_id != before.household_id {
        renewal::follow(tx, after.household_id).await?;
    }
    Ok(())
}

/// Undoes a merge: what was taken goes back, and the other record stands again.
/// Refused where something since stands in the way.
pub async fn undo(tx: &Tx, row: &merge::Model, reason: &str) -> Result<()> {
    let refused = || Error::from(ProblemCode::CannotUndo);
    if row.undone_at.is_some() {
        return Err(ProblemCode::WrongState.into());
    }
    if tx.now() > row.merged_at.plus_seconds(UNDO_DAYS * DAY) {
        return Err(refused());
    }
    let text = open(tx.kernel(), &sealed_context(row.id), &row.sealed)?;
    let around: Around = serde_json::from_str(&text).map_err(Error::internal)?;
    let former = Some(around.kept_before.household());
    let (kept, removed) = lock(tx, (row.kept_id, row.removed_id), former).await?;
    let (kept, removed) = (kept.ok_or_else(refused)?, removed.ok_or_else(refused)?);
    let take: Vec<MergeMember> = row.take.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    if !undoable(&kept, &removed, &around, &take) {
        return Err(refused());
    }
    let (mut before, mut again) = (kept.clone(), removed.clone());
    let saved = around.kept_before.renewed(tx.kernel(), kept.id).map_err(|_| refused())?;
    for member in &take {
        saved.put(&mut before, *member);
    }
    if take.contains(&MergeMember::Household) {
        // It may have moved since, also to where she cannot be sent.
        let home = tx.select::<household::Entity>().filter(household::Column::Id.eq(saved.household()));
        take_place(&mut before, &home.one(tx.db()).await?.ok_or_else(refused)?);
    }
    derive(tx, &mut before);
    before.status = saved.status;
    before.outdated_by.clone_from(&saved.outdated_by);
    saved.put_editor(&mut before, &around.kept_after);
    around.removed_before.nik.renewed(tx.kernel(), removed.id).map_err(|_| refused())?.put(&mut again);
    (again.archived_at, again.archive_reason, again.merged_into) = (None, None, None);
    // Her former NIK may stand on a third record by now.
    for row in [&before, &again] {
        if other_with_nik(tx, row, &[kept.id, removed.id]).await?.is_some() {
            return Err(refused());
        }
    }
    let taken = |error: Error| if error.code == ProblemCode::InvalidFields { refused() } else { error };
    write(tx, &kept, before, reason, None).await.map_err(taken)?;
    write(tx, &removed, again, reason, None).await.map_err(taken)?;
    reopen(tx, row.id).await
}

/// Nothing that the merge wrote was changed since.
fn undoable(kept: &Row, removed: &Row, around: &Around, take: &[MergeMember]) -> bool {
    let now = Saved::of(kept);
    kept.archived_at.is_none()
        && removed.merged_into == Some(kept.id)
        && take.iter().all(|member| now.agrees(&around.kept_after, *member))
        && (now.status, &now.outdated_by) == (around.kept_after.status, &around.kept_after.outdated_by)
}
