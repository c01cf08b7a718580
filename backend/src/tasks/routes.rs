//! Listing and closing tasks.

use super::queries::{Surroundings, view};
use crate::beneficiaries::queries::with_merged;
use crate::entity::{beneficiary, task};
use crate::kernel::crud;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, try_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::tx::Tx;
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::{CompleteTask, GetTask, ListTasks};
use contract::ids::TaskId;
use contract::problem::{FieldCode, ProblemCode};
use contract::tasks::{Resolution, TaskKind, TaskState};
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListTasks>) -> Answer<ListTasks> {
    let filter = guard.filter()?;
    let mut select = guard.select::<task::Entity>();
    if let Some(state) = filter.state {
        select = select.filter(task::Column::State.eq(state));
    }
    if let Some(kind) = filter.kind {
        select = select.filter(task::Column::Kind.eq(kind));
    }
    let orders = Orders::new(task::Column::Id, &[("-created_at", task::Column::CreatedAt)]);
    let page = guard.page(select, &orders).await?;
    let around = Surroundings::of(&guard, &page.items).await?;
    Ok(Reply::new(try_page(page, |row| view(&guard, row, &around))?))
}

pub async fn get(guard: Read<GetTask>, id: Path<TaskId>) -> Answer<GetTask> {
    crud::show::<task::Entity, _>(&guard, *id).await
}

pub async fn complete(guard: Write<CompleteTask>, id: Path<TaskId>) -> Answer<CompleteTask> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    crud::change::<task::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        if row.state != TaskState::Open {
            return Err(ProblemCode::WrongState.into());
        }
        check_settled(tx, row, draft.resolution).await?;
        row.state = TaskState::Done;
        row.done_by = Some(by);
        row.done_at = Some(tx.now());
        row.outcome = Some(draft.reason.trim().to_owned());
        row.resolution = draft.resolution;
        Ok(())
    })
    .await
}

/// What is said to have been done must stand in the register. A request to move
/// is answered, not closed.
async fn check_settled(tx: &Tx, task: &task::Model, resolution: Option<Resolution>) -> Result<()> {
    if task.kind == TaskKind::RelocationRequested {
        return Err(ProblemCode::WrongState.into());
    }
    let woman = system::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(task.beneficiary_id));
    let woman = woman.one(tx.db()).await?.ok_or(ProblemCode::NotFound)?;
    let settled = match resolution {
        None => return Err(Error::field("/resolution", FieldCode::Required)),
        Some(Resolution::Transferred) => woman.region_code == task.claimed_region_code,
        Some(Resolution::Merged) => woman.merged_into.is_some() || with_merged(tx.db(), woman.id).await?.len() > 1,
        Some(Resolution::Corrected) => true,
    };
    if settled { Ok(()) } else { Err(ProblemCode::WrongState.into()) }
}
