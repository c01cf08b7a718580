//! Keeping the filters of a list.

use super::queries::{Surroundings, has_left, opens, view};
use crate::entity::{region, user, work_list};
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fold::holds_identifier;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{Scope, system};
use crate::kernel::tx::Tx;
use actix_web::web::Path;
use contract::draft::{Member, Purpose};
use contract::endpoints::{CreateWorkList, DeleteWorkList, GetWorkList, ListWorkLists, UpdateWorkList};
use contract::ids::{UserId, WorkListId};
use contract::problem::{FieldCode, ProblemCode};
use contract::work_lists::{FilteredList, WorkListDraft};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

pub async fn list(guard: Read<ListWorkLists>) -> Answer<ListWorkLists> {
    let filter = guard.filter()?;
    let mut select = guard.select::<work_list::Entity>();
    if let Some(list) = filter.list {
        select = select.filter(work_list::Column::List.eq(list));
    }
    let orders = Orders::new(
        work_list::Column::Id,
        &[("name", work_list::Column::Name), ("-updated_at", work_list::Column::UpdatedAt)],
    );
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(try_page(page, |row| view(row, &around))?))
}

pub async fn get(guard: Read<GetWorkList>, id: Path<WorkListId>) -> Answer<GetWorkList> {
    crud::show::<work_list::Entity, _>(&guard, *id).await
}

/// Filters are kept in one spelling: the same ones are the same text.
fn kept(draft: &WorkListDraft) -> Result<Option<String>> {
    match &draft.filters {
        Member::Absent => Ok(None),
        Member::Null => Ok(Some("{}".to_owned())),
        Member::Value(filters) => serde_json::to_string(filters).map(Some).map_err(Error::internal),
    }
}

/// Writes what may change onto a row.
async fn apply(tx: &Tx, scope: &Scope, row: &mut work_list::Model, draft: &WorkListDraft) -> Result<()> {
    if let Some(name) = draft.name.value() {
        if holds_identifier(name) {
            return Err(Error::field("/name", FieldCode::Malformed));
        }
        name.trim().clone_into(&mut row.name);
    }
    if let Some(filters) = kept(draft)? {
        row.filters = filters;
    }
    row.sort = draft.sort.clone().over(row.sort.take());
    if let Some(place) = draft.shared_in.value() {
        let known = tx.select::<region::Entity>().filter(region::Column::Code.eq(place.clone())).one(tx.db()).await?;
        // By a role that opens the list: nobody shares what she does not see.
        let opening = scope.held().iter().filter(|held| opens(held, row.list.access()));
        let reached = opening.map(|held| &held.region).any(|own| own.as_ref().is_none_or(|own| own.contains(place)));
        if known.is_none() || !reached {
            return Err(Error::field("/shared_in", FieldCode::UnknownReference));
        }
    }
    row.shared_in = draft.shared_in.clone().over(row.shared_in.take());
    Ok(())
}

fn empty(tx: &Tx, id: WorkListId, list: FilteredList, owner_id: UserId) -> work_list::Model {
    work_list::Model {
        id,
        list,
        name: String::new(),
        filters: "{}".to_owned(),
        sort: None,
        shared_in: None,
        owner_id,
        created_at: tx.now(),
        updated_at: tx.now(),
        version: 1,
    }
}

pub async fn create(guard: Write<CreateWorkList>) -> Answer<CreateWorkList> {
    let draft = guard.draft(Purpose::Create).await?;
    let owner = guard.user()?;
    crud::create::<work_list::Entity, _>(&guard, async |tx| {
        let list = draft.list.value().ok_or_else(|| Error::field("/list", FieldCode::Required))?;
        let id = draft.id.unwrap_or_else(|| WorkListId(tx.kernel().clock.new_id()));
        let mut row = empty(tx, id, *list, owner);
        apply(tx, guard.scope(), &mut row, &draft).await?;
        Ok(row)
    })
    .await
}

/// Everyone it is shared with sees it; only its owner changes it.
fn check_own(row: &work_list::Model, user: UserId) -> Result<()> {
    if row.owner_id == user { Ok(()) } else { Err(ProblemCode::Forbidden.into()) }
}

/// What someone shared who left may be taken away by whoever sees it.
async fn check_may_delete(tx: &Tx, row: &work_list::Model, user: UserId) -> Result<()> {
    let owner = system::<user::Entity>().filter(user::Column::Id.eq(row.owner_id)).one(tx.db()).await?;
    if owner.as_ref().is_some_and(has_left) { Ok(()) } else { check_own(row, user) }
}

pub async fn update(guard: Write<UpdateWorkList>, id: Path<WorkListId>) -> Answer<UpdateWorkList> {
    let draft = guard.draft(Purpose::Change).await?;
    let user = guard.user()?;
    crud::change::<work_list::Entity, _>(&guard, *id, &draft, None, async |tx, row| {
        check_own(row, user)?;
        if draft.list.value().is_some_and(|list| *list != row.list) {
            return Err(Error::field("/list", FieldCode::FieldFixed));
        }
        let faults = draft.check_for(row.list);
        if !faults.is_empty() {
            return Err(Error::fields(faults));
        }
        apply(tx, guard.scope(), row, &draft).await
    })
    .await
}

pub async fn delete(guard: Write<DeleteWorkList>, id: Path<WorkListId>) -> Answer<DeleteWorkList> {
    let user = guard.user()?;
    guard
        .run(async |tx| {
            let select = tx.select_for_update::<work_list::Entity>().filter(work_list::Column::Id.eq(*id));
            let row = select.one(tx.db()).await?.ok_or(ProblemCode::NotFound)?;
            check_may_delete(tx, &row, user).await?;
            work_list::Entity::delete_many().filter(work_list::Column::Id.eq(*id)).exec(tx.db()).await?;
            let before = work_list::Entity::snapshot(&row);
            let change = Change::updated(work_list::Entity::KIND, row.id, &before, &Value::Null);
            tx.done(change.at(row.shared_in.as_ref()), ()).await
        })
        .await?;
    Ok(Reply::new(()))
}
