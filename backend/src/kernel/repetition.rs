//! The same request sent twice is carried out once: its key is remembered with
//! what it was answered.

use super::crypto::{DigestPurpose, Keys};
use super::database::{try_lock, try_locks};
use super::error::{Error, Result};
use super::guard::Guard;
use super::scope::system;
use super::turn::Turn;
use super::tx::Tx;
use crate::entity::idempotency_key;
use contract::endpoint::{Endpoint, Method, Trait};
use contract::ids::UserId;
use contract::problem::ProblemCode;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, ExprTrait, QueryFilter};
use serde_json::Value;
use std::collections::HashSet;

/// The digest of a request, and the keys it may be recognised by: the header,
/// and an `id` the client chose.
#[derive(Debug)]
pub struct Repetition {
    user: UserId,
    keys: Vec<String>,
    /// Under the secret, and under the one before where there is one.
    digests: Vec<Vec<u8>>,
}

impl<E: Endpoint> Guard<E> {
    pub fn repetition(&self) -> Result<Option<Repetition>> {
        if E::METHOD != Method::Post || E::is(Trait::Unrepeatable) {
            return Ok(None);
        }
        let body = self.body.borrow();
        let mut keys = Vec::new();
        if let Some(key) = self.header("Idempotency-Key") {
            if key.is_empty() || key.len() > 200 {
                return Err(ProblemCode::MalformedRequest.into());
            }
            keys.push(format!("key:{key}"));
        }
        if E::SUCCESS == 201
            && let Ok(Value::Object(members)) = serde_json::from_slice::<Value>(&body)
            && let Some(Value::String(id)) = members.get("id")
        {
            keys.push(format!("id:{id}"));
        }
        if keys.is_empty() {
            return Ok(None);
        }
        let (path, query) = (self.request.path(), self.request.query_string());
        let parts: [&[u8]; 4] = [E::ID.as_bytes(), path.as_bytes(), query.as_bytes(), &body];
        let digests = self.kernel.keys.digests(DigestPurpose::Request, &parts);
        Ok(Some(Repetition { user: self.user()?, keys, digests }))
    }
}

/// The resource an earlier, equal request made; refused when the key was used
/// for another request or its first use is still running.
pub async fn answered_before(tx: &Tx, repetition: &Repetition) -> Result<Option<String>> {
    for key in &repetition.keys {
        let named: [&[u8]; 2] = [repetition.user.0.as_bytes(), key.as_bytes()];
        let lock = tx.kernel().keys.common_digest(DigestPurpose::Request, &named);
        if !try_lock(tx.db(), lock).await? {
            return Err(Error::from(ProblemCode::RequestInProgress).retry_after(1));
        }
    }
    let known = system::<idempotency_key::Entity>()
        .filter(idempotency_key::Column::UserId.eq(repetition.user))
        .filter(idempotency_key::Column::Key.is_in(&repetition.keys))
        .one(tx.db())
        .await?;
    match known {
        None => Ok(None),
        Some(row) if repetition.digests.contains(&row.request_digest) => Ok(Some(row.resource_id)),
        Some(row) if row.key.starts_with("id:") => Err(ProblemCode::AlreadyExists.into()),
        Some(_) => Err(ProblemCode::IdempotencyKeyReused.into()),
    }
}

/// Whether each of these is sent for the first time, and by nobody else at the
/// same time.
pub async fn all_new(turn: &Turn, keys: &Keys, repetitions: &[Option<&Repetition>]) -> Result<Vec<bool>> {
    let mut named: Vec<(UserId, &String)> = Vec::new();
    for one in repetitions.iter().flatten() {
        named.extend(one.keys.iter().map(|key| (one.user, key)));
    }
    if named.is_empty() {
        return Ok(vec![true; repetitions.len()]);
    }
    let mut any = Condition::any();
    let mut locks = Vec::with_capacity(named.len());
    for (user, key) in &named {
        locks.push(keys.common_digest(DigestPurpose::Request, &[user.0.as_bytes(), key.as_bytes()]));
        any = any.add(idempotency_key::Column::UserId.eq(*user).and(idempotency_key::Column::Key.eq(*key)));
    }
    let taken = try_locks(turn, &locks).await?;
    let others = named.iter().zip(taken).filter(|(_, taken)| !taken);
    let mut known: HashSet<(UserId, String)> = others.map(|((user, key), _)| (*user, (*key).clone())).collect();
    let rows = system::<idempotency_key::Entity>().filter(any).all(turn).await?;
    known.extend(rows.into_iter().map(|row| (row.user_id, row.key)));
    // Of two that are equal the later one waits for the other's answer.
    let mut is_new = |one: &Repetition| one.keys.iter().all(|key| known.insert((one.user, key.clone())));
    Ok(repetitions.iter().map(|one| one.is_none_or(&mut is_new)).collect())
}

pub fn remember(tx: &Tx, repetition: &Repetition, resource: &str) {
    let rows = repetition.keys.iter().map(|key| idempotency_key::ActiveModel {
        user_id: Set(repetition.user),
        key: Set(key.clone()),
        request_digest: Set(repetition.digests.first().cloned().unwrap_or_default()),
        resource_id: Set(resource.to_owned()),
        created_at: Set(tx.now()),
    });
    tx.insert_last::<idempotency_key::Entity>(rows);
}
