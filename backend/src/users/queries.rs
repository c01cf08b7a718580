//! Accounts as an administrator sees them.

use crate::auth::queries::token_digest;
use crate::auth::rules::normalise_code;
use crate::entity::{access_code, user};
use crate::kernel::crud::Resource;
use crate::kernel::crypto::random_code;
use crate::kernel::error::Result;
use crate::kernel::guard::Guard;
use crate::kernel::scope::{open_to_permission, system};
use crate::kernel::tx::Tx;
use crate::role_assignments::queries::held_today;
use contract::endpoint::Endpoint;
use contract::ids::UserId;
use contract::me::HeldRole;
use contract::moment::Timestamp;
use contract::problem::ProblemCode;
use contract::users::{AccessCode, User, UserState};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

/// A one-time code is good for a day.
const CODE_SECONDS: i64 = 24 * 3600;

open_to_permission!(user::Entity);

pub fn state(row: &user::Model) -> UserState {
    match (row.disabled_at, &row.password_hash) {
        (Some(_), _) => UserState::Disabled,
        (None, None) => UserState::Invited,
        (None, Some(_)) => UserState::Active,
    }
}

pub fn view(row: user::Model, roles: Vec<HeldRole>) -> User {
    User {
        state: state(&row),
        id: row.id,
        username: row.username,
        full_name: row.full_name,
        email: row.email,
        state_reason: row.state_reason,
        roles,
        last_sign_in_at: row.last_sign_in_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    }
}

impl Resource for user::Entity {
    type Id = UserId;
    type View = User;
    const KIND: &'static str = "user";

    fn id(row: &user::Model) -> UserId {
        row.id
    }

    fn version(row: &user::Model) -> i64 {
        row.version
    }

    fn touch(row: &mut user::Model, version: i64, now: Timestamp) {
        row.version = version;
        row.updated_at = now;
    }

    fn snapshot(row: &user::Model) -> Value {
        json!({
            "username": row.username, "full_name": row.full_name, "email": row.email,
            "state": state(row), "state_reason": row.state_reason,
        })
    }

    async fn read<E: Endpoint>(guard: &Guard<E>, id: UserId) -> Result<User> {
        let row = system::<user::Entity>().filter(user::Column::Id.eq(id)).one(guard.db()).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let roles = held_today(guard, &[id]).await?.remove(&id).unwrap_or_default();
        Ok(view(row, roles))
    }
}

/// Makes a one-time code in place of any earlier one. Only its digest is kept.
pub async fn new_access_code(tx: &Tx, user: UserId) -> Result<AccessCode> {
    let code = random_code();
    let expires_at = tx.now().plus_seconds(CODE_SECONDS);
    let row = access_code::ActiveModel {
        user_id: Set(user),
        digest: Set(token_digest(tx.kernel(), &normalise_code(&code))),
        issued_at: Set(tx.now()),
        expires_at: Set(expires_at),
        used_at: Set(None),
    };
    let columns = [
        access_code::Column::Digest,
        access_code::Column::IssuedAt,
        access_code::Column::ExpiresAt,
        access_code::Column::UsedAt,
    ];
    access_code::Entity::insert(row)
        .on_conflict(OnConflict::column(access_code::Column::UserId).update_columns(columns).to_owned())
        .exec_without_returning(tx.db())
        .await?;
    Ok(AccessCode { code, expires_at })
}
