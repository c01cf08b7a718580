//! Keeping the code lists.

use super::queries::{Usable, list_order, view};
use crate::entity::code;
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use actix_web::web::Path;
use contract::code_lists::CodeDraft;
use contract::draft::Purpose;
use contract::endpoints::{CreateCode, GetCode, ListCodeHistory, ListCodes, UpdateCode};
use contract::ids::CodeId;
use contract::problem::FieldCode;
use sea_orm::{ColumnTrait, QueryFilter};

/// Where a code goes when its place is not said: at the end.
const LAST: i32 = 10_000;

pub async fn list(guard: Read<ListCodes>) -> Answer<ListCodes> {
    let filter = guard.filter()?;
    let mut select = guard.select::<code::Entity>();
    if let Some(list) = filter.list {
        select = select.filter(code::Column::List.eq(list));
    }
    if filter.include_retired != Some(true) {
        select = select.filter(code::Column::Retired.eq(false));
    }
    let orders = Orders::new(code::Column::Id, &[("list", code::Column::ListOrder)]);
    Ok(Reply::new(map_page(guard.page(select, &orders).await?, view)))
}

pub async fn get(guard: Read<GetCode>, id: Path<CodeId>) -> Answer<GetCode> {
    crud::show::<code::Entity, _>(&guard, *id).await
}

pub async fn create(guard: Write<CreateCode>) -> Answer<CreateCode> {
    let draft = guard.draft(Purpose::Create).await?;
    let made = crud::create::<code::Entity, _>(&guard, async |tx| {
        let list = draft.list.over(None).ok_or_else(|| Error::field("/list", FieldCode::Required))?;
        let position = draft.position.over(None).unwrap_or(LAST);
        Ok(code::Model {
            id: draft.id.unwrap_or_else(|| CodeId(tx.kernel().clock.new_id())),
            list,
            code: draft.code.over(None).unwrap_or_default(),
            label_id: draft.label_id.over(None).unwrap_or_default(),
            label_en: draft.label_en.over(None).unwrap_or_default(),
            position,
            list_order: list_order(list, position),
            retired: draft.retired.over(None).unwrap_or(false),
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 1,
        })
    });
    let made = made.await;
    guard.kernel.memo.forget::<Usable>().await;
    made
}

pub async fn update(guard: Write<UpdateCode>, id: Path<CodeId>) -> Answer<UpdateCode> {
    let draft = guard.draft(Purpose::Change).await?;
    let changed =
        crud::change::<code::Entity, _>(&guard, *id, &draft.clone(), None, async |_, row| apply(row, draft)).await;
    guard.kernel.memo.forget::<Usable>().await;
    changed
}

/// List and code are fixed, because records store them.
fn apply(row: &mut code::Model, draft: CodeDraft) -> Result<()> {
    if draft.list.value().is_some_and(|list| *list != row.list) {
        return Err(Error::field("/list", FieldCode::FieldWithheld));
    }
    if draft.code.value().is_some_and(|code| *code != row.code) {
        return Err(Error::field("/code", FieldCode::FieldWithheld));
    }
    row.label_id = draft.label_id.over(None).unwrap_or_else(|| row.label_id.clone());
    row.label_en = draft.label_en.over(None).unwrap_or_else(|| row.label_en.clone());
    row.position = draft.position.over(Some(row.position)).unwrap_or(LAST);
    row.list_order = list_order(row.list, row.position);
    row.retired = draft.retired.over(Some(row.retired)).unwrap_or(false);
    Ok(())
}

pub async fn history(guard: Read<ListCodeHistory>, id: Path<CodeId>) -> Answer<ListCodeHistory> {
    code::Entity::read(&guard, *id).await?;
    Ok(Reply::new(history::queries::page(&guard, code::Entity::KIND, &id.to_string()).await?))
}
