//! Changing the secret key while servers work (`p2wkss keys rotate`).
//!
//! The new secret stands beside the one before: servers seal with the new one
//! and open both. This walks over everything that is sealed or hashed and does
//! it anew. Killed, it is started again: what was done already is passed over.

mod objects;
mod revisions;
mod walk;

pub use objects::walk as renew_objects;
pub use walk::columns;

use crate::entity::key_check;
use crate::kernel::error::{Error, Result};
use crate::kernel::event::Change;
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, run_as_system};
use contract::problem::ProblemCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::sync::Arc;
use std::time::Duration;

/// Rows that servers with the old secret still write are found by a further
/// walk; more walks than this mean that one of them was forgotten.
const WALKS: usize = 5;
/// The database may be away for a moment, or a server hold the row.
const TRIES: usize = 30;
const PAUSE: Duration = Duration::from_secs(1);

/// What a rotation did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// Rows sealed anew.
    pub renewed: u64,
    /// The key that opens nothing any more.
    pub retired: Option<String>,
}

/// Seals everything with the first secret and retires the other.
pub async fn rotate(kernel: &Arc<Kernel>) -> Result<Rotated> {
    let Some(old) = kernel.keys.previous_id().map(str::to_owned) else {
        return Ok(Rotated { renewed: 0, retired: None });
    };
    let mut renewed = 0;
    for _ in 0..WALKS {
        let found = walk::everything(kernel).await? + revisions::walk(kernel).await? + objects::walk(kernel).await?;
        renewed += found;
        if found == 0 {
            retire(kernel, &old).await?;
            return Ok(Rotated { renewed, retired: Some(old) });
        }
    }
    Err(Error::internal(format!(
        "after {WALKS} walks there are still values under the key {old}: a server works that takes it for the first"
    )))
}

/// From now on the database is refused to those who have the old secret alone.
async fn retire(kernel: &Arc<Kernel>, old: &str) -> Result<()> {
    let standing = system::<key_check::Entity>().filter(key_check::Column::KeyId.eq(old)).one(&kernel.db.work).await?;
    if standing.is_none() {
        return Ok(());
    }
    run_as_system(kernel, Author::system("rotate_keys"), async |tx| {
        key_check::Entity::delete_many().filter(key_check::Column::KeyId.eq(old)).exec(tx.db()).await?;
        tx.done(Change::act("secret_key", kernel.keys.id()), ()).await
    })
    .await
}

/// Does a piece of work again while the database is away or a row is held.
pub async fn patiently<T>(work: impl AsyncFn() -> Result<T>) -> Result<T> {
    let mut tries = 0;
    loop {
        match work().await {
            Err(error) if error.code == ProblemCode::Unavailable && tries < TRIES => {
                tries += 1;
                tokio::time::sleep(PAUSE).await;
            }
            outcome => return outcome,
        }
    }
}
