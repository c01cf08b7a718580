//! The members of a household.

use super::write::standing;
use crate::beneficiaries::checks::{Findings, check_codes};
use crate::entity::{household, household_member};
use crate::kernel::crud::came_too_late;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fields::{FieldRights, Withholding};
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::{Committed, Tx};
use crate::welfare::renewal;
use actix_web::web::Path;
use contract::code_lists::CodeList;
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{
    CreateHouseholdMember, GetHouseholdMember, ListHouseholdMembers, RemoveHouseholdMember, UpdateHouseholdMember,
};
use contract::households::{HouseholdMember, HouseholdMemberDraft, Livelihood, Sex};
use contract::ids::{HouseholdId, MemberId};
use contract::moment::Day;
use contract::policy::FieldGroup;
use contract::problem::{FieldCode, ProblemCode};
use contract::record::Record;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::Serialize;
use serde_json::{Value, json};

const KIND: &str = "household_member";

fn view(row: household_member::Model, home: &household::Model, rights: &FieldRights, today: Day) -> HouseholdMember {
    let mut seen = Withholding::new(rights, standing(home));
    HouseholdMember {
        full_name: seen.member(FieldGroup::Identity, "full_name", || Some(row.full_name)),
        birth_date: seen.member(FieldGroup::Identity, "birth_date", || row.birth_date),
        id: row.id,
        household_id: row.household_id,
        age: row.birth_date.map(|day| day.age_on(today)),
        sex: row.sex,
        relation: row.relation,
        schooling: row.schooling,
        livelihood: row.livelihood,
        withheld: seen.withheld,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

/// The household, if the caller reaches it.
async fn home<E: Endpoint>(guard: &Guard<E>, id: HouseholdId) -> Result<household::Model> {
    let row = guard.select::<household::Entity>().filter(household::Column::Id.eq(id)).one(guard.db()).await?;
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

pub async fn list(guard: Read<ListHouseholdMembers>, id: Path<HouseholdId>) -> Answer<ListHouseholdMembers> {
    guard.filter()?;
    let home = home(&guard, *id).await?;
    let select = system::<household_member::Entity>()
        .filter(household_member::Column::HouseholdId.eq(home.id))
        .filter(household_member::Column::RemovedAt.is_null());
    let orders = Orders::new(household_member::Column::Id, &[("created_at", household_member::Column::CreatedAt)]);
    let page = guard.page(select, &orders).await?;
    let (rights, today) = (FieldRights::of(&*guard), guard.clock().today());
    Ok(Reply::new(map_page(page, |row| view(row, &home, &rights, today))))
}

async fn show<E>(guard: &Guard<E>, ids: (HouseholdId, MemberId)) -> Result<Reply<E>>
where
    E: Endpoint<Reply = HouseholdMember>,
{
    let home = home(guard, ids.0).await?;
    let row = member(ids).one(guard.db()).await?.ok_or(ProblemCode::NotFound)?;
    let view = view(row, &home, &FieldRights::of(guard), guard.clock().today());
    let (etag, location) = (guard.etag(view.version), view.location());
    let reply = Reply::new(view).tagged(etag);
    Ok(if E::SUCCESS == 201 { reply.at(location) } else { reply })
}

fn member((household, id): (HouseholdId, MemberId)) -> sea_orm::Select<household_member::Entity> {
    system::<household_member::Entity>()
        .filter(household_member::Column::Id.eq(id))
        .filter(household_member::Column::HouseholdId.eq(household))
        .filter(household_member::Column::RemovedAt.is_null())
}

pub async fn get(guard: Read<GetHouseholdMember>, ids: Path<(HouseholdId, MemberId)>) -> Answer<GetHouseholdMember> {
    show(&guard, *ids).await
}

fn snapshot(row: &household_member::Model) -> Value {
    json!({
        "full_name": row.full_name, "birth_date": row.birth_date, "sex": row.sex, "relation": row.relation,
        "schooling": row.schooling, "livelihood": row.livelihood, "removed_at": row.removed_at,
        "removal_reason": row.removal_reason,
    })
}

/// Writes a draft onto a member.
async fn fill(tx: &Tx, draft: HouseholdMemberDraft, row: &mut household_member::Model) -> Result<()> {
    let mut found = Findings::default();
    check_codes(tx.kernel(), &[("/relation", CodeList::Relation, draft.relation.value())], &mut found).await?;
    row.full_name = draft.full_name.over(None).map_or_else(|| row.full_name.clone(), |name| name.trim().to_owned());
    row.birth_date = draft.birth_date.over(row.birth_date);
    if row.birth_date.is_some_and(|day| day > tx.now().day_in_jakarta()) {
        found.add("/birth_date", FieldCode::InFuture);
    }
    row.sex = draft.sex.over(None).unwrap_or(row.sex);
    row.relation = draft.relation.over(None).unwrap_or_else(|| row.relation.clone());
    row.schooling = draft.schooling.over(row.schooling);
    row.livelihood = draft.livelihood.over(None).unwrap_or(row.livelihood);
    found.settle()
}

pub async fn create(guard: Write<CreateHouseholdMember>, id: Path<HouseholdId>) -> Answer<CreateHouseholdMember> {
    let draft = guard.draft(Purpose::Create).await?;
    let home = home(&guard, *id).await?;
    let committed = guard
        .run(async |tx| {
            let mut row = household_member::Model {
                id: draft.id.unwrap_or_else(|| MemberId(tx.kernel().clock.new_id())),
                household_id: home.id,
                full_name: String::new(),
                birth_date: None,
                sex: Sex::Female,
                relation: String::new(),
                schooling: None,
                livelihood: Livelihood::Neither,
                removed_at: None,
                removal_reason: None,
                created_at: tx.now(),
                updated_at: tx.now(),
                version: 1,
            };
            fill(tx, draft, &mut row).await?;
            household_member::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx.db()).await?;
            renewal::follow(tx, home.id).await?;
            let change = Change::created(KIND, row.id, &snapshot(&row)).at(Some(&home.region_code));
            tx.done(change, row.id).await
        })
        .await?;
    let member = match committed {
        Committed::Fresh(id) => id,
        Committed::Repeated(id) => id.parse().map_err(Error::internal)?,
    };
    show(&guard, (*id, member)).await
}

/// Locks a member under `If-Match`, changes it and records the change.
async fn change<E: Endpoint>(
    guard: &Guard<E>,
    ids: (HouseholdId, MemberId),
    sent: &impl Serialize,
    reason: Option<&str>,
    apply: impl AsyncFnOnce(&Tx, &mut household_member::Model) -> Result<()>,
) -> Result<()> {
    let expected = guard.if_match()?;
    let home = home(guard, ids.0).await?;
    let rights = FieldRights::of(guard);
    guard
        .run(async |tx| {
            let select = crate::kernel::database::lock_rows(member(ids), tx.kernel().db.backend());
            let before = select.one(tx.db()).await?.ok_or(ProblemCode::NotFound)?;
            if !expected.holds(&guard.etag(before.version)) {
                let current = view(before, &home, &rights, tx.now().day_in_jakarta());
                return Err(came_too_late(&current, sent)?);
            }
            let mut row = before.clone();
            apply(tx, &mut row).await?;
            let change = Change::updated(KIND, row.id, &snapshot(&before), &snapshot(&row)).at(Some(&home.region_code));
            let change = reason.map_or(change.clone(), |reason| change.because(reason));
            row.version = before.version + 1;
            row.updated_at = tx.now();
            row.into_active_model().reset_all().update(tx.db()).await?;
            renewal::follow(tx, home.id).await?;
            tx.done(change, ()).await
        })
        .await?;
    Ok(())
}

pub async fn update(
    guard: Write<UpdateHouseholdMember>,
    ids: Path<(HouseholdId, MemberId)>,
) -> Answer<UpdateHouseholdMember> {
    let draft = guard.draft(Purpose::Change).await?;
    let sent = draft.clone();
    change(&guard, *ids, &sent, None, async |tx, row| fill(tx, draft, row).await).await?;
    show(&guard, *ids).await
}

pub async fn remove(
    guard: Write<RemoveHouseholdMember>,
    ids: Path<(HouseholdId, MemberId)>,
) -> Answer<RemoveHouseholdMember> {
    let draft = guard.draft(Purpose::Change).await?;
    change(&guard, *ids, &(), Some(&draft.reason), async |tx, row| {
        row.removed_at = Some(tx.now());
        row.removal_reason = Some(draft.reason.trim().to_owned());
        Ok(())
    })
    .await?;
    Ok(Reply::new(()))
}
