//! Who is asking: a token's session, its user and the roles held today.

use super::error::{Error, Result};
use super::scope::{Held, system};
use super::state::Kernel;
use super::tokens::Bearer;
use crate::entity::{role_assignment, session, user};
use contract::ids::{SessionId, UserId};
use contract::policy::Permission;
use contract::problem::ProblemCode;
use moka::future::Cache;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use std::sync::Arc;
use std::time::Duration;

/// A change of a role made on another replica takes effect within this time.
const MEMORY: Duration = Duration::from_secs(1);
/// Sessions remembered at once.
const SESSIONS: u64 = 10_000;

/// The caller of a request.
#[derive(Debug, Clone)]
pub struct Actor {
    pub user: UserId,
    pub session: SessionId,
    pub held: Vec<Held>,
    /// Signed in with a one-time code: nothing but setting a password.
    pub must_change_password: bool,
}

impl Actor {
    pub fn may(&self, permission: Permission) -> bool {
        self.held.iter().any(|held| held.role.may(permission))
    }
}

/// Callers seen within the last second.
#[derive(Debug)]
pub struct Identities {
    seen: Cache<SessionId, Arc<Actor>>,
}

impl Identities {
    pub fn new() -> Self {
        Self { seen: Cache::builder().max_capacity(SESSIONS).time_to_live(MEMORY).build() }
    }

    /// Forgets everyone, so that a change made here takes effect at once.
    pub fn forget(&self) {
        self.seen.invalidate_all();
    }

    /// The caller behind a token; refused when the session has ended or the
    /// account is disabled.
    pub async fn of(&self, kernel: &Kernel, bearer: Bearer) -> Result<Arc<Actor>> {
        self.seen
            .try_get_with(bearer.session, load(kernel, bearer))
            .await
            .map_err(|error: Arc<Error>| Error::clone(&error))
    }
}

impl Default for Identities {
    fn default() -> Self {
        Self::new()
    }
}

async fn load(kernel: &Kernel, bearer: Bearer) -> Result<Arc<Actor>> {
    let db = &kernel.db.read;
    let ended = || Error::from(ProblemCode::Unauthenticated);
    let session = system::<session::Entity>()
        .filter(session::Column::Id.eq(bearer.session))
        .filter(session::Column::EndedAt.is_null())
        .find_also_related(user::Entity)
        .one(db)
        .await?;
    let (session, user) = session.ok_or_else(ended)?;
    let user = user.filter(|user| user.id == bearer.user && user.disabled_at.is_none()).ok_or_else(ended)?;
    if session.expires_at <= kernel.clock.now() {
        return Err(ended());
    }
    let held = held_by(kernel, user.id).await?;
    Ok(Arc::new(Actor { user: user.id, session: session.id, held, must_change_password: session.must_change_password }))
}

/// The roles a user holds today; none where the account is disabled.
pub async fn held_by(kernel: &Kernel, user: UserId) -> Result<Vec<Held>> {
    let rows = system::<role_assignment::Entity>()
        .filter(role_assignment::Column::UserId.eq(user))
        .filter(holds_on(kernel.clock.today()))
        .find_also_related(user::Entity)
        .all(&kernel.db.read)
        .await?;
    let active = rows.into_iter().filter(|(_, user)| user.as_ref().is_some_and(|user| user.disabled_at.is_none()));
    Ok(active
        .map(|(row, _)| Held { role: row.role, region: row.region_code, rw: row.rw, agency: row.agency_id })
        .collect())
}

/// Assignments in force on a day.
pub fn holds_on(day: contract::moment::Day) -> Condition {
    Condition::all()
        .add(role_assignment::Column::EndedAt.is_null())
        .add(role_assignment::Column::ValidFrom.lte(day))
        .add(
            Condition::any()
                .add(role_assignment::Column::ValidUntil.is_null())
                .add(Expr::col(role_assignment::Column::ValidUntil).gte(day)),
        )
}
