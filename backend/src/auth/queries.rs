//! Accounts, sessions and tokens as sign-in sees them: before anyone is known.

use super::rules::{ACCOUNT_FAILURES, ADDRESS_FAILURES, Throttle};
use crate::entity::{access_code, known_device, refresh_token, session, sign_in_throttle, user};
use crate::kernel::crypto::DigestPurpose;
use crate::kernel::database::lock_rows;
use crate::kernel::error::{Error, Result};
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use contract::ids::UserId;
use contract::moment::Timestamp;
use contract::problem::ProblemCode;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::net::IpAddr;

/// The account of a user name.
pub async fn account(db: &impl ConnectionTrait, username: &str) -> Result<Option<user::Model>> {
    Ok(system::<user::Entity>().filter(user::Column::Username.eq(username)).one(db).await?)
}

/// An unused, unexpired code of an account.
pub async fn open_code(db: &impl ConnectionTrait, user: UserId, now: Timestamp) -> Result<Option<access_code::Model>> {
    let code = system::<access_code::Entity>().filter(access_code::Column::UserId.eq(user)).one(db).await?;
    Ok(code.filter(|code| code.used_at.is_none() && code.expires_at > now))
}

/// The digest under which a token is kept.
pub fn token_digest(kernel: &Kernel, token: &str) -> Vec<u8> {
    kernel.keys.digest(DigestPurpose::Token, &[token.as_bytes()])
}

/// The digests under which a token may be kept: while the secret is changed,
/// either's.
pub fn token_digests(kernel: &Kernel, token: &str) -> Vec<Vec<u8>> {
    kernel.keys.digests(DigestPurpose::Token, &[token.as_bytes()])
}

/// Whether the account was used from this device before.
pub async fn knows_device(kernel: &Kernel, user: Option<UserId>, token: Option<&str>) -> Result<bool> {
    let (Some(user), Some(token)) = (user, token) else { return Ok(false) };
    let device = system::<known_device::Entity>()
        .filter(known_device::Column::Digest.is_in(token_digests(kernel, token)))
        .filter(known_device::Column::UserId.eq(user))
        .one(&kernel.db.read)
        .await?;
    Ok(device.is_some())
}

/// What failures are counted by. A known device has a count of its own, so
/// that strangers cannot slow its owner down.
#[derive(Debug)]
pub struct ThrottleKeys {
    pub account: Vec<u8>,
    pub address: Vec<u8>,
    /// A device its owner has used waits for its own failures only: others in
    /// the same office share its address.
    known_device: bool,
}

impl ThrottleKeys {
    pub fn new(kernel: &Kernel, username: &str, device: Option<&str>, address: IpAddr) -> Self {
        let digest = |parts: &[&[u8]]| kernel.keys.digest(DigestPurpose::Throttle, parts);
        let address = match address {
            IpAddr::V4(address) => address.octets().to_vec(),
            // One household has a whole /64.
            IpAddr::V6(address) => address.octets().into_iter().take(8).collect(),
        };
        Self {
            account: digest(&[b"account", username.as_bytes(), device.unwrap_or("").as_bytes()]),
            address: digest(&[b"address", &address]),
            known_device: device.is_some(),
        }
    }
}

/// Refuses while any of the counts says to wait.
pub async fn refuse_if_blocked(kernel: &Kernel, keys: &ThrottleKeys) -> Result<()> {
    match wait(kernel, keys).await? {
        Some(seconds) => Err(Error::from(ProblemCode::TooManyRequests).retry_after(seconds)),
        None => Ok(()),
    }
}

/// Seconds to wait, if any of the counts says so.
async fn wait(kernel: &Kernel, keys: &ThrottleKeys) -> Result<Option<u32>> {
    let now = kernel.clock.now();
    let rows = system::<sign_in_throttle::Entity>()
        .filter(sign_in_throttle::Column::Key.is_in([keys.account.clone(), keys.address.clone()]))
        .all(&kernel.db.read)
        .await?;
    let counts = rows.iter().filter(|row| !keys.known_device || row.key == keys.account);
    Ok(counts.filter_map(|row| throttle(row).wait(now)).max())
}

fn throttle(row: &sign_in_throttle::Model) -> Throttle {
    Throttle { failures: row.failures, window_started_at: row.window_started_at, blocked_until: row.blocked_until }
}

/// Counts one failure under both keys.
pub async fn count_failure(
    kernel: &Kernel,
    tx: &impl ConnectionTrait,
    keys: &ThrottleKeys,
    now: Timestamp,
) -> Result<()> {
    for (key, free) in [(&keys.account, ACCOUNT_FAILURES), (&keys.address, ADDRESS_FAILURES)] {
        let row = lock_rows(system::<sign_in_throttle::Entity>(), kernel.db.backend())
            .filter(sign_in_throttle::Column::Key.eq(key.clone()))
            .one(tx)
            .await?;
        let next = Throttle::fail(row.as_ref().map(throttle), free, now);
        let row = sign_in_throttle::ActiveModel {
            key: Set(key.clone()),
            failures: Set(next.failures),
            window_started_at: Set(next.window_started_at),
            blocked_until: Set(next.blocked_until),
        };
        let columns = [
            sign_in_throttle::Column::Failures,
            sign_in_throttle::Column::WindowStartedAt,
            sign_in_throttle::Column::BlockedUntil,
        ];
        sign_in_throttle::Entity::insert(row)
            .on_conflict(OnConflict::column(sign_in_throttle::Column::Key).update_columns(columns).to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// A success forgets the account's failures, not the address's.
pub async fn forget_failures(tx: &impl ConnectionTrait, keys: &ThrottleKeys) -> Result<()> {
    sign_in_throttle::Entity::delete_many()
        .filter(sign_in_throttle::Column::Key.eq(keys.account.clone()))
        .exec(tx)
        .await?;
    Ok(())
}

/// A refresh token with its session, locked.
pub async fn refresh_token(
    kernel: &Kernel,
    tx: &impl ConnectionTrait,
    token: &str,
) -> Result<Option<(refresh_token::Model, session::Model)>> {
    let row = lock_rows(system::<refresh_token::Entity>(), kernel.db.backend())
        .filter(refresh_token::Column::Digest.is_in(token_digests(kernel, token)))
        .one(tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let session = lock_rows(system::<session::Entity>(), kernel.db.backend())
        .filter(session::Column::Id.eq(row.session_id))
        .one(tx)
        .await?;
    Ok(session.map(|session| (row, session)))
}

/// Ends the open sessions of a user, except one.
pub async fn end_sessions(
    tx: &impl ConnectionTrait,
    user: UserId,
    except: Option<contract::ids::SessionId>,
    now: Timestamp,
    reason: &str,
) -> Result<()> {
    use sea_orm::sea_query::Expr;
    let mut update = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(now))
        .col_expr(session::Column::EndReason, Expr::value(reason))
        .filter(session::Column::UserId.eq(user))
        .filter(session::Column::EndedAt.is_null());
    if let Some(kept) = except {
        update = update.filter(session::Column::Id.ne(kept));
    }
    update.exec(tx).await?;
    Ok(())
}
