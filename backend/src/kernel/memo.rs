//! Small reference data every write looks at, remembered for a second.

use super::error::{Error, Result};
use moka::future::Cache;
use std::any::{Any, TypeId};
use std::sync::Arc;
use std::time::Duration;

/// What another replica changed is seen within this time.
pub const MEMORY: Duration = Duration::from_secs(1);

/// One value per type.
#[derive(Debug)]
pub struct Memo(Cache<TypeId, Arc<dyn Any + Send + Sync>>);

impl Default for Memo {
    fn default() -> Self {
        Self(Cache::builder().time_to_live(MEMORY).build())
    }
}

impl Memo {
    /// The remembered value, or a fresh one.
    pub async fn get<T: Any + Send + Sync>(&self, load: impl AsyncFnOnce() -> Result<T>) -> Result<Arc<T>> {
        let known = if let Some(known) = self.0.get(&TypeId::of::<T>()).await {
            known
        } else {
            let fresh: Arc<dyn Any + Send + Sync> = Arc::new(load().await?);
            self.0.insert(TypeId::of::<T>(), fresh.clone()).await;
            fresh
        };
        known.downcast().map_err(|_| Error::internal("a remembered value has another type"))
    }

    /// Forgets a value that was changed here.
    pub async fn forget<T: Any>(&self) {
        self.0.invalidate(&TypeId::of::<T>()).await;
    }
}
