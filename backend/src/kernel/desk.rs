//! What comes while others are served is served together with what else came.

use super::error::{Error, Result};
use std::any::{Any, TypeId};
use std::collections::{HashMap, VecDeque};
use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::runtime::Handle;

/// One desk for each kind of work. They are served on the thread on which the
/// server was started: those that answer requests are busy with others' just
/// when the database answers.
#[derive(Debug)]
pub struct Desks {
    runtime: Handle,
    known: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

/// Where those wait who may be served together.
#[derive(Debug)]
pub struct Desk<T> {
    runtime: Handle,
    line: Mutex<Line<T>>,
}

#[derive(Debug)]
struct Line<T> {
    waiting: VecDeque<T>,
    open: bool,
}

impl Desks {
    /// Served on the runtime at hand.
    pub fn here() -> Self {
        Self { runtime: Handle::current(), known: Mutex::default() }
    }

    pub fn of<T: Debug + Send + 'static>(&self) -> Result<Arc<Desk<T>>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let desk = known.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(Desk::<T>::new(self.runtime.clone())));
        desk.clone().downcast().map_err(|_| Error::internal("a desk serves another kind of work"))
    }
}

impl<T> Desk<T> {
    fn new(runtime: Handle) -> Self {
        Self { runtime, line: Mutex::new(Line { waiting: VecDeque::new(), open: false }) }
    }

    fn line(&self) -> MutexGuard<'_, Line<T>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes all who wait.
    pub fn waiting(&self) -> Vec<T> {
        self.line().waiting.drain(..).collect()
    }

    /// The first of those who wait, so many that their number is one of few;
    /// where there are none, the desk closes.
    fn next(&self, most: usize) -> Option<Vec<T>> {
        let mut line = self.line();
        let Some(power) = line.waiting.len().checked_ilog2() else {
            line.open = false;
            return None;
        };
        Some(line.waiting.drain(..most.min(1 << power)).collect())
    }
}

impl<T: Send + 'static> Desk<T> {
    /// Joins those who wait. Where nobody serves them, `serve` does until no one
    /// is left; it is given `most` of them at once.
    pub fn join<S>(self: &Arc<Self>, one: T, most: usize, serve: impl Fn(Vec<T>) -> S + Send + 'static)
    where
        S: Future<Output = ()> + Send,
    {
        let mut line = self.line();
        line.waiting.push_back(one);
        if std::mem::replace(&mut line.open, true) {
            return;
        }
        drop(line);
        let served = Served { desk: self.clone(), all: false };
        self.runtime.spawn(async move {
            let mut served = served;
            while let Some(some) = served.desk.next(most) {
                serve(some).await;
            }
            served.all = true;
        });
    }
}

/// Closes the desk where serving ends before everyone was served, by a panic or
/// with its runtime: those who wait are sent away, and the next one to come
/// opens it again.
struct Served<T> {
    desk: Arc<Desk<T>>,
    all: bool,
}

impl<T> Drop for Served<T> {
    fn drop(&mut self) {
        if !self.all {
            let mut line = self.desk.line();
            line.waiting.clear();
            line.open = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
    use tokio::task::yield_now;

    /// Where numbers wait that are served when asked to, with what was served.
    async fn served(desk: &Arc<Desk<u8>>, numbers: &[u8]) -> (UnboundedSender<()>, UnboundedReceiver<Vec<u8>>) {
        let (go, wait) = unbounded_channel();
        let (told, tell) = unbounded_channel();
        let wait = Arc::new(tokio::sync::Mutex::new(wait));
        for number in numbers {
            let (wait, told) = (wait.clone(), told.clone());
            desk.join(*number, 4, move |some| {
                let (wait, told) = (wait.clone(), told.clone());
                async move {
                    wait.lock().await.recv().await;
                    assert_ne!(some, [13], "nobody serves her");
                    let _ = told.send(some);
                }
            });
            yield_now().await;
        }
        (go, tell)
    }

    #[tokio::test]
    async fn who_comes_meanwhile_is_served_together() {
        let desk = Desks::here().of::<u8>().unwrap();
        let (go, mut tell) = served(&desk, &[1, 2, 3, 4, 5, 6, 7, 8]).await;
        for expected in [vec![1], vec![2, 3, 4, 5], vec![6, 7], vec![8]] {
            go.send(()).unwrap();
            assert_eq!(tell.recv().await.unwrap(), expected);
        }
        yield_now().await;
        let (go, mut tell) = served(&desk, &[9]).await;
        go.send(()).unwrap();
        assert_eq!(tell.recv().await.unwrap(), [9], "the desk opens again");
    }

    #[tokio::test]
    async fn a_desk_whose_serving_panicked_opens_again() {
        let desk = Desks::here().of::<u8>().unwrap();
        let (go, mut tell) = served(&desk, &[13, 14]).await;
        go.send(()).unwrap();
        assert_eq!(tell.recv().await, None, "who waited is sent away");
        let (go, mut tell) = served(&desk, &[15]).await;
        go.send(()).unwrap();
        assert_eq!(tell.recv().await.unwrap(), [15]);
    }
}
