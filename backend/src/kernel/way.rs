//! Letting another process write, on SQLite.
//!
//! The server's shared transactions follow each other so closely that a
//! command beside it, which looks for the write lock every now and then, may
//! not find it free for minutes. Such a command says with a lock on a file
//! beside the database that it wants to write; the server lets it pass before
//! its next transaction.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The server waits no longer than this for one transaction of others.
const LONGEST: Duration = Duration::from_millis(200);
const LOOK: Duration = Duration::from_millis(1);

/// The file whose lock says that someone wants to write.
#[derive(Debug, Clone)]
pub struct Way {
    path: PathBuf,
    /// Whether this process is the server.
    serves: Arc<AtomicBool>,
}

/// A wish to write, until dropped.
#[derive(Debug)]
pub struct Asked {
    path: PathBuf,
    /// Holds the lock.
    _file: File,
}

impl Drop for Asked {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

impl Way {
    /// Beside the database at `path`.
    pub fn beside(path: &Path) -> Self {
        let mut name = path.as_os_str().to_owned();
        name.push("-way");
        Self { path: name.into(), serves: Arc::default() }
    }

    /// From now on this process lets others pass, and asks nobody.
    pub fn serve(&self) {
        self.serves.store(true, Ordering::Relaxed);
    }

    /// To be called before a transaction that writes; what it returns is kept
    /// until that has ended.
    pub async fn clear(&self) -> Option<Asked> {
        if self.serves.load(Ordering::Relaxed) {
            self.give().await;
            return None;
        }
        self.ask()
    }

    /// `None` where another process asks already, or no file can be written:
    /// then this one waits as ever.
    fn ask(&self) -> Option<Asked> {
        // The server may be looking at this very moment.
        (0..3).find_map(|_| {
            let file = File::create(&self.path).ok()?;
            file.try_lock().ok()?;
            Some(Asked { path: self.path.clone(), _file: file })
        })
    }

    fn is_asked_for(&self) -> bool {
        // Mostly there is no such file.
        File::open(&self.path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    async fn give(&self) {
        let begun = Instant::now();
        while self.is_asked_for() && begun.elapsed() < LONGEST {
            tokio::time::sleep(LOOK).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_server_waits_for_who_asks_and_no_longer() {
        let dir = std::env::temp_dir().join(format!("p2wkss-way-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&dir).unwrap();
        let (server, beside) = (Way::beside(&dir.join("a.sqlite")), Way::beside(&dir.join("a.sqlite")));
        server.serve();
        assert!(server.clear().await.is_none() && !server.is_asked_for());
        let asked = beside.clear().await.unwrap();
        assert!(server.is_asked_for() && beside.clear().await.is_none(), "one at a time");
        let begun = Instant::now();
        server.clear().await;
        assert!(begun.elapsed() >= LONGEST, "it waits for one who takes her time, and then goes on");
        let waiting = tokio::spawn(async move { server.clear().await.is_none() && !server.is_asked_for() });
        tokio::time::sleep(LOOK).await;
        drop(asked);
        assert!(waiting.await.unwrap(), "it goes on as soon as nobody asks");
        assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 0, "nothing is left behind");
        std::fs::remove_dir(&dir).unwrap();
    }
}
