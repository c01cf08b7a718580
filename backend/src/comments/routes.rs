//! Saying something of a stage, reading it, taking it back.

use super::queries::view;
use crate::entity::{comment, locus, stage_record};
use crate::history::queries::names;
use crate::kernel::crud;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{Scope, system};
use crate::kernel::tx::Tx;
use crate::notifications::send::send;
use crate::officers::queries::{Ground, holders, working_there};
use crate::stage_records::surroundings::followed;
use crate::stage_templates;
use crate::stage_templates::queries::{stages, submitter};
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::{CreateComment, GetComment, ListComments, WithdrawComment};
use contract::ids::{CommentId, UserId};
use contract::notifications::NotificationKind;
use contract::place::RegionCode;
use contract::policy::{Permission, Role};
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListComments>) -> Answer<ListComments> {
    let filter = guard.filter()?;
    let mut select = guard.select::<comment::Entity>();
    if let Some(of) = filter.stage_record_id {
        select = select.filter(comment::Column::StageRecordId.eq(of));
    }
    if let Some(of) = filter.locus_id {
        select = select.filter(comment::Column::LocusId.eq(of));
    }
    let orders = Orders::new(comment::Column::Id, &[("-created_at", comment::Column::CreatedAt)]);
    let page = guard.page(select, &orders).await?;
    let names = names(guard.db(), page.items.iter().map(|row| row.written_by)).await?;
    let by = guard.user()?;
    Ok(Reply::new(map_page(page, |row| {
        let name = names.get(&row.written_by).cloned().unwrap_or_default();
        view(row, Some(by), name)
    })))
}

pub async fn get(guard: Read<GetComment>, id: Path<CommentId>) -> Answer<GetComment> {
    crud::show::<comment::Entity, _>(&guard, *id).await
}

/// The first of the caller's roles that reaches the place and may comment.
fn speaking(scope: &Scope, region: &RegionCode) -> Result<Role> {
    let speaks = |role: Role, own: Option<&RegionCode>| {
        role.may(Permission::CommentOnStages) && own.is_some_and(|own| own.contains(region))
    };
    let held = scope.held().iter().find(|held| speaks(held.role, held.region.as_ref()));
    held.map(|held| held.role).ok_or_else(|| ProblemCode::Forbidden.into())
}

/// Whom a comment concerns: those who submit the stage there, and whoever
/// submitted it or said something of it before and still works there.
async fn concerned(tx: &Tx, of: &stage_record::Model) -> Result<Vec<UserId>> {
    let locus = system::<locus::Entity>().filter(locus::Column::Id.eq(of.locus_id)).one(tx.db()).await?;
    let locus = locus.ok_or_else(|| Error::internal("a stage without its locus"))?;
    let template = stage_templates::queries::of(tx.db(), followed(&locus)).await?;
    let submits = submitter(&stages(&template)?, of.number);
    let ground = Ground::of_locus(&locus);
    let today = tx.now().day_in_jakarta();
    let mut told = holders(tx.db(), submits.into_iter(), &ground, today).await?;
    let earlier = system::<comment::Entity>()
        .filter(comment::Column::StageRecordId.eq(of.id))
        .filter(comment::Column::WithdrawnAt.is_null())
        .all(tx.db())
        .await?;
    let before = earlier.into_iter().map(|row| row.written_by).chain(of.submitted_by);
    told.extend(working_there(tx.db(), before, &ground, today).await?);
    Ok(told)
}

pub async fn create(guard: Write<CreateComment>) -> Answer<CreateComment> {
    let draft = guard.draft(Purpose::Create).await?;
    let by = guard.user()?;
    crud::create::<comment::Entity, _>(&guard, async |tx| {
        let id = crud::given("/stage_record_id", &draft.stage_record_id)?;
        let of = tx.select::<stage_record::Entity>().filter(stage_record::Column::Id.eq(id)).one(tx.db()).await?;
        let of = of.ok_or_else(|| Error::field("/stage_record_id", FieldCode::UnknownReference))?;
        send(tx, NotificationKind::CommentAdded, &of, concerned(tx, &of).await?);
        Ok(comment::Model {
            id: draft.id.unwrap_or_else(|| CommentId(tx.kernel().clock.new_id())),
            stage_record_id: of.id,
            locus_id: of.locus_id,
            stage: of.stage,
            role: speaking(guard.scope(), &of.region_code)?,
            city_code: of.city_code,
            district_code: of.district_code,
            region_code: of.region_code,
            text: crud::given("/text", &draft.text)?.trim().to_owned(),
            written_by: by,
            created_at: tx.now(),
            withdrawn_at: None,
            version: 1,
        })
    })
    .await
}

/// By whoever wrote it; that something was said stays.
pub async fn withdraw(guard: Write<WithdrawComment>, id: Path<CommentId>) -> Answer<WithdrawComment> {
    let draft = guard.draft(Purpose::Change).await?;
    let by = guard.user()?;
    crud::change::<comment::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        if row.written_by != by {
            return Err(ProblemCode::Forbidden.into());
        }
        if row.withdrawn_at.is_some() {
            return Err(ProblemCode::WrongState.into());
        }
        row.withdrawn_at = Some(tx.now());
        Ok(())
    })
    .await
}
