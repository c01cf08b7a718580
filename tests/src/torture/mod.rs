//! What the system promises when everything goes wrong at once. The first
//! broken promise ends the torture.

mod backup;
mod editors;
mod gap;
mod imports;
mod locked;
mod rotation;
mod tampering;
mod withheld;
mod writes;

use crate::server::Site;
use crate::women::Numbers;
use anyhow::{Context, Result, ensure};
use std::fmt;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Rounds of a whole torture.
const KILLS: usize = 20;
const EDITS: usize = 1000;
const GAPS: usize = 5;
const LOCKS: usize = 3;
const BACKUPS: usize = 5;
const ROTATIONS: usize = 3;
const TAMPERINGS: usize = 1000;

/// Where the trials take place, one after the other on the same database, so
/// that each finds what the ones before left.
#[derive(Debug)]
struct Ground<'a> {
    site: &'a Site,
    numbers: Numbers,
}

/// What a trial showed.
#[derive(Debug, Default)]
struct Figures {
    facts: Vec<String>,
    first_answers: Vec<Duration>,
}

impl Figures {
    fn note(&mut self, fact: String) {
        self.facts.push(fact);
    }

    /// Median and maximum of the times until the first good answer.
    fn restarts(&self) -> Option<(Duration, Duration)> {
        let mut times = self.first_answers.clone();
        times.sort();
        Some((times.get(times.len() / 2).copied()?, times.last().copied()?))
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.facts.join("; "))?;
        if let Some((median, most)) = self.restarts() {
            let (median, most) = (median.as_millis(), most.as_millis());
            write!(f, "; first good answer after a kill: median {median} ms, at most {most} ms")?;
        }
        Ok(())
    }
}

/// So many rounds in a hundred, and at least one.
fn share(rounds: usize, percent: usize) -> usize {
    (rounds * percent / 100).max(1)
}

/// A moment below `limit`.
fn random(limit: u32) -> Result<u32> {
    let limit = u128::from(limit.max(1));
    Ok(u32::try_from(Uuid::new_v4().as_u128() % limit)?)
}

/// Every trial on one site; prints a line for each.
pub async fn run(site: &Site, percent: usize) -> Result<()> {
    let ground = Ground { site, numbers: Numbers::default() };
    let (kills, edits) = (share(KILLS, percent), share(EDITS, percent));
    site.start().await?.stop().await?;
    trial(&ground, "kill -9 under writes", kills, writes::run).await?;
    trial(&ground, "kill -9 during an import", kills, imports::run).await?;
    trial(&ground, "two editors of one record", edits, editors::run).await?;
    trial(&ground, "an editor who does not see income and health", edits, withheld::run).await?;
    if site.has_a_database_server() {
        trial(&ground, "the database stopped for 3 s", share(GAPS, percent), gap::run).await?;
    }
    trial(&ground, "writes locked for 8 s", share(LOCKS, percent), locked::run).await?;
    trial(&ground, "backup under writes, restored", share(BACKUPS, percent), backup::run).await?;
    trial(&ground, "the secret key changed under writes", share(ROTATIONS, percent), rotation::run).await?;
    trial(&ground, "the audit trail tampered with by its owner", share(TAMPERINGS, percent), tampering::run).await
}

/// All at once; the first fault ends it.
async fn together<F: Future<Output = Result<()>>>(all: Vec<F>) -> Result<()> {
    futures::future::try_join_all(all).await?;
    Ok(())
}

async fn trial(
    ground: &Ground<'_>,
    name: &str,
    rounds: usize,
    run: impl AsyncFnOnce(&Ground<'_>, usize) -> Result<Figures>,
) -> Result<()> {
    let begun = Instant::now();
    let database = ground.site.database_name();
    let figures = run(ground, rounds).await.with_context(|| format!("{name}, {database}"))?;
    let chain = ground.site.verify_audit().with_context(|| format!("{name}, {database}"))?;
    ensure!(chain.waiting == 0, "{name}, {database}: after an ordered end {} events wait", chain.waiting);
    let (events, seconds) = (chain.events, begun.elapsed().as_secs());
    println!("{name}, {database}: {rounds} rounds in {seconds} s; {figures}; audit chain whole, {events} events");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_is_a_tenth_and_never_nothing() {
        assert_eq!((share(KILLS, 100), share(KILLS, 10), share(EDITS, 10)), (20, 2, 100));
        assert_eq!(share(KILLS, 1), 1);
    }

    #[test]
    fn figures_name_the_middle_and_the_worst_restart() {
        let first_answers = [90, 20, 30].map(Duration::from_millis).to_vec();
        let figures = Figures { facts: vec!["7 writes answered".to_owned()], first_answers };
        let line = figures.to_string();
        assert!(line.contains("median 30 ms, at most 90 ms"), "{line}");
        assert_eq!(Figures::default().to_string(), "");
    }
}
