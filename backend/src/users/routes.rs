//! Running accounts.

use super::queries::{new_access_code, view};
use crate::auth::queries::end_sessions;
use crate::entity::user;
use crate::history;
use crate::kernel::crud::{self, Resource};
use crate::kernel::database::folded_contains;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::fold::fold;
use crate::kernel::guard::{Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::tx::Committed;
use crate::role_assignments::queries::held_today;
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoints::{
    CreateUser, DisableUser, EnableUser, GetUser, IssueAccessCode, ListUserHistory, ListUsers, UpdateUser,
};
use contract::ids::UserId;
use contract::problem::{FieldCode, ProblemCode};
use contract::users::{UserDraft, UserState};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, QueryFilter};

pub async fn list(guard: Read<ListUsers>) -> Answer<ListUsers> {
    let filter = guard.filter()?;
    let mut select = guard.select::<user::Entity>();
    if let Some(q) = &filter.q {
        let needle = fold(q);
        let name = folded_contains(Expr::col(user::Column::FullNameFolded), &needle);
        select = select.filter(name.or(folded_contains(Expr::col(user::Column::Username), &needle)));
    }
    if let Some(state) = filter.state {
        select = select.filter(in_state(state));
    }
    let orders = Orders::new(
        user::Column::Id,
        &[
            ("full_name", user::Column::FullNameFolded),
            ("username", user::Column::Username),
            ("created_at", user::Column::CreatedAt),
        ],
    );
    let page = guard.page(select, &orders).await?;
    let ids: Vec<UserId> = page.items.iter().map(|row| row.id).collect();
    let mut roles = held_today(&guard, &ids).await?;
    Ok(Reply::new(map_page(page, |row| {
        let held = roles.remove(&row.id).unwrap_or_default();
        view(row, held)
    })))
}

pub fn in_state(state: UserState) -> Condition {
    let disabled = user::Column::DisabledAt;
    let password = user::Column::PasswordHash;
    match state {
        UserState::Disabled => Condition::all().add(disabled.is_not_null()),
        UserState::Invited => Condition::all().add(disabled.is_null()).add(password.is_null()),
        UserState::Active => Condition::all().add(disabled.is_null()).add(password.is_not_null()),
    }
}

pub async fn get(guard: Read<GetUser>, id: Path<UserId>) -> Answer<GetUser> {
    crud::show::<user::Entity, _>(&guard, *id).await
}

pub async fn create(guard: Write<CreateUser>) -> Answer<CreateUser> {
    let draft = guard.draft(Purpose::Create).await?;
    crud::create::<user::Entity, _>(&guard, async |tx| {
        let full_name = draft.full_name.over(None).unwrap_or_default().trim().to_owned();
        Ok(user::Model {
            id: draft.id.unwrap_or_else(|| UserId(tx.kernel().clock.new_id())),
            username: draft.username.over(None).unwrap_or_default(),
            full_name_folded: fold(&full_name),
            full_name,
            email: draft.email.over(None),
            password_hash: None,
            disabled_at: None,
            state_reason: None,
            last_sign_in_at: None,
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 1,
        })
    })
    .await
}

pub async fn update(guard: Write<UpdateUser>, id: Path<UserId>) -> Answer<UpdateUser> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<user::Entity, _>(&guard, *id, &draft.clone(), None, async |_, row| apply(row, draft)).await
}

fn apply(row: &mut user::Model, draft: UserDraft) -> Result<()> {
    if draft.username.value().is_some_and(|name| *name != row.username) {
        return Err(Error::field("/username", FieldCode::FieldWithheld));
    }
    if let Some(name) = draft.full_name.value() {
        name.trim().clone_into(&mut row.full_name);
        row.full_name_folded = fold(name);
    }
    row.email = draft.email.over(row.email.take());
    Ok(())
}

/// An administrator cannot disable herself: the last one would lock everyone out.
pub async fn disable(guard: Write<DisableUser>, id: Path<UserId>) -> Answer<DisableUser> {
    let draft = guard.draft(Purpose::Change).await?;
    let own = guard.user()?;
    let reply = crud::change::<user::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |tx, row| {
        if row.disabled_at.is_some() || row.id == own {
            return Err(ProblemCode::WrongState.into());
        }
        end_sessions(tx.db(), row.id, None, tx.now(), "the account was disabled").await?;
        row.disabled_at = Some(tx.now());
        row.state_reason = Some(draft.reason.trim().to_owned());
        Ok(())
    })
    .await?;
    guard.kernel.identities.forget();
    Ok(reply)
}

pub async fn enable(guard: Write<EnableUser>, id: Path<UserId>) -> Answer<EnableUser> {
    let draft = guard.draft(Purpose::Change).await?;
    crud::change::<user::Entity, _>(&guard, *id, &(), Some(&draft.reason), async |_, row| {
        if row.disabled_at.is_none() {
            return Err(ProblemCode::WrongState.into());
        }
        row.disabled_at = None;
        row.state_reason = Some(draft.reason.trim().to_owned());
        Ok(())
    })
    .await
}

/// The code is in this answer and nowhere else.
pub async fn issue_access_code(guard: Write<IssueAccessCode>, id: Path<UserId>) -> Answer<IssueAccessCode> {
    let committed = guard
        .run(async |tx| {
            let user = tx.select_for_update::<user::Entity>().filter(user::Column::Id.eq(*id));
            let user = user.one(tx.db()).await?.ok_or(ProblemCode::NotFound)?;
            if user.disabled_at.is_some() {
                return Err(ProblemCode::WrongState.into());
            }
            let code = new_access_code(tx, user.id).await?;
            tx.done(Change::act(user::Entity::KIND, user.id), code).await
        })
        .await?;
    match committed {
        Committed::Fresh(code) => Ok(Reply::new(code)),
        Committed::Repeated(_) => Err(Error::internal("a code is never handed out twice")),
    }
}

pub async fn history(guard: Read<ListUserHistory>, id: Path<UserId>) -> Answer<ListUserHistory> {
    user::Entity::read(&guard, *id).await?;
    Ok(Reply::new(history::queries::page(&guard, user::Entity::KIND, &id.to_string()).await?))
}
