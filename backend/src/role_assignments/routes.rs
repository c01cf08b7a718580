//! Giving and ending roles.

use super::queries::{Names, view};
use crate::entity::{agency, region, role_assignment, user};
use crate::kernel::crud;
use crate::kernel::database::within_region;
use crate::kernel::error::{Error, Result};
use crate::kernel::guard::{Read, Write};
use crate::kernel::identity::holds_on;
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::tx::Tx;
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::{CreateRoleAssignment, EndRoleAssignment, GetRoleAssignment, ListRoleAssignments};
use contract::ids::AssignmentId;
use contract::policy::Role;
use contract::problem::{FieldCode, FieldError, ProblemCode};
use contract::role_assignments::{RoleAssignmentDraft, TermKind};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter};

pub async fn list(guard: Read<ListRoleAssignments>) -> Answer<ListRoleAssignments> {
    let filter = guard.filter()?;
    let mut select = guard.select::<role_assignment::Entity>();
    if let Some(user) = filter.user_id {
        select = select.filter(role_assignment::Column::UserId.eq(user));
    }
    if let Some(role) = filter.role {
        select = select.filter(role_assignment::Column::Role.eq(role));
    }
    if let Some(region) = filter.region {
        select = select.filter(within_region(Expr::col(role_assignment::Column::RegionCode), region.as_str()));
    }
    let orders = Orders::new(role_assignment::Column::Id, &[("-valid_from", role_assignment::Column::ValidFrom)]);
    let page = guard.page(select, &orders).await?;
    let names = Names::of(guard.db(), &page.items).await?;
    let today = guard.clock().today();
    Ok(Reply::new(map_page(page, |row| view(row, &names, today))))
}

pub async fn get(guard: Read<GetRoleAssignment>, id: Path<AssignmentId>) -> Answer<GetRoleAssignment> {
    crud::show::<role_assignment::Entity, _>(&guard, *id).await
}

pub async fn create(guard: Write<CreateRoleAssignment>) -> Answer<CreateRoleAssignment> {
    let draft = guard.draft(Purpose::Create).await?;
    let reply = crud::create::<role_assignment::Entity, _>(&guard, async |tx| {
        check_references(tx, &draft).await?;
        let role = draft.role.over(None).ok_or_else(|| Error::field("/role", FieldCode::Required))?;
        let user_id = draft.user_id.over(None).ok_or_else(|| Error::field("/user_id", FieldCode::Required))?;
        let valid_from = draft.valid_from.over(None).unwrap_or_else(|| tx.now().day_in_jakarta());
        let valid_until = draft.valid_until.over(None);
        if valid_until.is_some_and(|until| until < valid_from) {
            return Err(Error::field("/valid_until", FieldCode::EndsBeforeStart));
        }
        Ok(role_assignment::Model {
            id: draft.id.unwrap_or_else(|| AssignmentId(tx.kernel().clock.new_id())),
            user_id,
            role,
            kind: draft.kind.over(None).unwrap_or(TermKind::Definitive),
            region_code: draft.region_code.over(None),
            rw: draft.rw.over(None),
            agency_id: draft.agency_id.over(None),
            valid_from,
            valid_until,
            ended_at: None,
            end_reason: None,
            created_at: tx.now(),
            version: 1,
        })
    })
    .await?;
    guard.kernel.identities.forget();
    Ok(reply)
}

/// User, region and agency must exist; a user who is disabled takes no role.
async fn check_references(tx: &Tx, draft: &RoleAssignmentDraft) -> Result<()> {
    let mut errors = Vec::new();
    if let Some(id) = draft.user_id.value() {
        let user = tx.select::<user::Entity>().filter(user::Column::Id.eq(*id)).one(tx.db()).await?;
        if user.is_none_or(|user| user.disabled_at.is_some()) {
            errors.push(FieldError::new("/user_id", FieldCode::UnknownReference));
        }
    }
    if let Some(code) = draft.region_code.value() {
        let region = tx.select::<region::Entity>().filter(region::Column::Code.eq(code.clone()));
        if region.one(tx.db()).await?.is_none() {
            errors.push(FieldError::new("/region_code", FieldCode::UnknownReference));
        }
    }
    if let Some(id) = draft.agency_id.value() {
        let agency = tx.select::<agency::Entity>().filter(agency::Column::Id.eq(*id));
        if agency.one(tx.db()).await?.is_none_or(|agency| agency.archived_at.is_some()) {
            errors.push(FieldError::new("/agency_id", FieldCode::UnknownReference));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::fields(errors)) }
}

/// Without an administrator nobody could give a role again.
async fn is_last_admin(tx: &Tx, row: &role_assignment::Model) -> Result<bool> {
    let others = tx
        .select::<role_assignment::Entity>()
        .filter(holds_on(tx.now().day_in_jakarta()))
        .filter(role_assignment::Column::Role.eq(Role::Admin))
        .filter(role_assignment::Column::Id.ne(row.id))
        .find_also_related(user::Entity)
        .all(tx.db())
        .await?;
    Ok(!others.iter().any(|(_, user)| user.as_ref().is_some_and(|user| user.disabled_at.is_none())))
}

pub async fn end(guard: Write<EndRoleAssignment>, id: Path<AssignmentId>) -> Answer<EndRoleAssignment> {
    let draft = guard.draft(Purpose::Change).await?;
    let reply = crud::change::<role_assignment::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        if row.ended_at.is_some() {
            return Err(ProblemCode::WrongState.into());
        }
        if row.role == Role::Admin && is_last_admin(tx, row).await? {
            return Err(ProblemCode::StillInUse.into());
        }
        row.ended_at = Some(tx.now());
        row.end_reason = Some(draft.reason.trim().to_owned());
        Ok(())
    })
    .await?;
    guard.kernel.identities.forget();
    Ok(reply)
}
