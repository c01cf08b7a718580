//! Who I am, my devices, my password.

use crate::auth::passwords::{hash, judge, verify};
use crate::auth::queries::{
    ThrottleKeys, count_failure, end_sessions, forget_failures, refuse_if_blocked, token_digest,
};
use crate::auth::routes::WRONG_PASSWORD;
use crate::auth::rules::normalise_code;
use crate::entity::{access_code, session, user};
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Guard, Read, Write};
use crate::kernel::list::{Orders, map_page};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::{Scope, Scoped, own_rows, system};
use crate::role_assignments::queries::held_today;
use actix_web::web::Path;
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{ChangeMyPassword, EndMySession, GetMe, ListMySessions};
use contract::ids::SessionId;
use contract::me::{LONG_PASSWORD, Me, SHORT_PASSWORD, Session, check_password_length};
use contract::policy::Role;
use contract::problem::{FieldCode, ProblemCode};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, IntoActiveModel, QueryFilter};
use subtle::ConstantTimeEq;

impl Scoped for session::Entity {
    /// Only one's own, whatever the role.
    fn rows(scope: &Scope) -> Condition {
        own_rows(scope, session::Column::UserId)
    }
}

async fn own_account<E: Endpoint>(guard: &Guard<E>) -> Result<user::Model> {
    let found = system::<user::Entity>().filter(user::Column::Id.eq(guard.user()?)).one(guard.db()).await?;
    found.ok_or_else(|| ProblemCode::Unauthenticated.into())
}

/// The shortest password these roles allow.
pub fn min_password_length(roles: &[Role]) -> usize {
    if roles.iter().any(|role| role.needs_long_password()) { LONG_PASSWORD } else { SHORT_PASSWORD }
}

pub async fn get(guard: Read<GetMe>) -> Answer<GetMe> {
    let user = own_account(&guard).await?;
    let roles = held_today(&guard, &[user.id]).await?.remove(&user.id).unwrap_or_default();
    let held: Vec<Role> = roles.iter().map(|held| held.role).collect();
    let min = min_password_length(&held);
    Ok(Reply::new(Me {
        id: user.id,
        username: user.username,
        full_name: user.full_name,
        permissions: Me::permissions_of(&held),
        roles,
        must_change_password: guard.actor().is_some_and(|actor| actor.must_change_password),
        min_password_length: u32::try_from(min).map_err(Error::internal)?,
    }))
}

pub async fn sessions(guard: Read<ListMySessions>) -> Answer<ListMySessions> {
    guard.filter()?;
    let current = guard.actor().map(|actor| actor.session);
    let open = guard
        .select::<session::Entity>()
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(guard.clock().now()))
        .filter(session::Column::IdleUntil.gt(guard.clock().now()));
    let orders = Orders::new(session::Column::Id, &[("-last_used_at", session::Column::LastUsedAt)]);
    let page = guard.page(open, &orders).await?;
    Ok(Reply::new(map_page(page, |row| Session {
        id: row.id,
        current: Some(row.id) == current,
        device: row.device,
        address: row.address,
        started_at: row.started_at,
        last_used_at: row.last_used_at,
    })))
}

pub async fn end_session(guard: Write<EndMySession>, id: Path<SessionId>) -> Answer<EndMySession> {
    guard
        .run(async |tx| {
            let open = tx
                .select_for_update::<session::Entity>()
                .filter(session::Column::Id.eq(*id))
                .filter(session::Column::EndedAt.is_null());
            let session = open.one(tx.db()).await?.ok_or(ProblemCode::NotFound)?;
            let user = session.user_id;
            let mut session = session.into_active_model();
            session.ended_at = Set(Some(tx.now()));
            session.end_reason = Set(Some("ended by its user".to_owned()));
            session.update(tx.db()).await?;
            tx.done(Change::act("account", user), ()).await
        })
        .await?;
    guard.kernel.identities.forget();
    Ok(Reply::new(()))
}

/// Sets a new password. Every other session ends, and the one-time code that
/// may have opened this one is of no further use.
pub async fn change_password(guard: Write<ChangeMyPassword>) -> Answer<ChangeMyPassword> {
    let draft = guard.draft(Purpose::Change).await?;
    let user = own_account(&guard).await?;
    let held: Vec<Role> = guard.actor().into_iter().flat_map(|actor| actor.held.iter().map(|held| held.role)).collect();
    let mut errors = check_password_length(&draft.new_password, min_password_length(&held));
    errors.extend(judge(&draft.new_password, &[&user.username, &user.full_name]));
    if !errors.is_empty() {
        return Err(Error::fields(errors));
    }
    let current = guard.actor().map(|actor| actor.session);
    let keys = throttle_keys(&guard, &user, current);
    refuse_if_blocked(&guard.kernel, &keys).await?;
    if !proves(&guard, &user, &draft.current_password).await? {
        return Err(fail(&guard, &user, &keys).await?);
    }
    let password_hash = hash(&guard.kernel, &draft.new_password).await?;
    guard
        .run(async |tx| {
            let id = user.id;
            forget_failures(tx.db(), &keys).await?;
            end_sessions(tx.db(), id, current, tx.now(), "the password was changed").await?;
            let own = tx.select_for_update::<session::Entity>().filter(session::Column::Id.eq(current.map(|id| id.0)));
            let mut session = own.one(tx.db()).await?.ok_or(ProblemCode::Unauthenticated)?.into_active_model();
            session.must_change_password = Set(false);
            session.update(tx.db()).await?;
            let version = user.version;
            let mut user = user.into_active_model();
            user.password_hash = Set(Some(password_hash));
            user.version = Set(version + 1);
            user.updated_at = Set(tx.now());
            user.update(tx.db()).await?;
            tx.done(Change::act("account", id), ()).await
        })
        .await?;
    guard.kernel.identities.forget();
    Ok(Reply::new(()))
}

/// A session has a count of its own: who took it over can guess as little as a
/// stranger, and slows the owner down nowhere else.
fn throttle_keys(guard: &Guard<ChangeMyPassword>, user: &user::Model, session: Option<SessionId>) -> ThrottleKeys {
    let session = session.map(|id| id.to_string());
    ThrottleKeys::new(&guard.kernel, &user.username, session.as_deref(), guard.circumstances.address)
}

/// Counts a wrong present password and records it.
async fn fail(guard: &Guard<ChangeMyPassword>, user: &user::Model, keys: &ThrottleKeys) -> Result<Error> {
    guard
        .run(async |tx| {
            count_failure(&guard.kernel, tx.db(), keys, tx.now()).await?;
            tx.done(Change::act("account", user.id).because(WRONG_PASSWORD), ()).await
        })
        .await?;
    Ok(Error::field("/current_password", FieldCode::WrongPassword))
}

/// Whether the caller knows her present password, or the code this session
/// was opened with.
async fn proves(guard: &Guard<ChangeMyPassword>, user: &user::Model, typed: &str) -> Result<bool> {
    let permit = guard.kernel.hashing.acquire().await.map_err(Error::internal)?;
    let fits = verify(user.password_hash.as_deref(), typed).await;
    drop(permit);
    if fits? {
        return Ok(true);
    }
    if !guard.actor().is_some_and(|actor| actor.must_change_password) {
        return Ok(false);
    }
    let code = system::<access_code::Entity>().filter(access_code::Column::UserId.eq(user.id)).one(guard.db()).await?;
    let typed = token_digest(&guard.kernel, &normalise_code(typed));
    Ok(code.is_some_and(|code| bool::from(code.digest.ct_eq(&typed))))
}
