//! The database is stopped for three seconds while people write and read.
//! Nobody is told that the system failed, only to come again; what was
//! answered stands; and work goes on as soon as the database is back.

use super::{Figures, Ground, together};
use crate::caller::{Answer, Caller, refused};
use crate::women::{TELUK_PUCUNG, candidate};
use anyhow::{Context, Result, ensure};
use contract::endpoints::{CreateBeneficiary, GetBeneficiary, ListBeneficiaries};
use contract::problem::ProblemCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use tokio::time::sleep;

const WRITERS: usize = 6;
const READERS: usize = 3;
const BEFORE: Duration = Duration::from_secs(1);
const AWAY: Duration = Duration::from_secs(3);
const AFTER: Duration = Duration::from_secs(2);
/// Someone who was told to come again does so before the time is over: she is
/// here to find what breaks.
const AGAIN: Duration = Duration::from_millis(50);
/// Writes go on within this time after the database takes connections.
const PROMISED: Duration = Duration::from_secs(1);

/// What all of them saw.
#[derive(Debug, Default)]
struct Seen {
    over: AtomicBool,
    told_to_come_again: AtomicUsize,
    written: Mutex<Vec<(String, Instant)>>,
}

impl Seen {
    fn goes_on(&self) -> bool {
        !self.over.load(Ordering::Relaxed)
    }

    async fn come_again(&self) {
        self.told_to_come_again.fetch_add(1, Ordering::Relaxed);
        sleep(AGAIN).await;
    }
}

async fn write(ground: &Ground<'_>, caller: &Caller, seen: &Seen) -> Result<()> {
    while seen.goes_on() {
        let draft = candidate(ground.numbers.next(), "Ibu Sabar", TELUK_PUCUNG)?;
        let id = draft.id.context("no id")?.to_string();
        loop {
            match caller.send::<CreateBeneficiary>(&[], &draft).await? {
                Answer::Good { .. } => break seen.written.lock().await.push((id, Instant::now())),
                Answer::Refused(problem)
                    if matches!(problem.code, ProblemCode::Unavailable | ProblemCode::RequestInProgress) =>
                {
                    seen.come_again().await;
                }
                Answer::Refused(problem) => return Err(refused::<CreateBeneficiary>(&problem)),
            }
            if !seen.goes_on() {
                break;
            }
        }
    }
    Ok(())
}

async fn read(caller: &Caller, seen: &Seen) -> Result<()> {
    while seen.goes_on() {
        match caller.query::<ListBeneficiaries>(&[], "limit=5").await? {
            Answer::Good { .. } => sleep(Duration::from_millis(5)).await,
            Answer::Refused(problem) if problem.code == ProblemCode::Unavailable => seen.come_again().await,
            Answer::Refused(problem) => return Err(refused::<ListBeneficiaries>(&problem)),
        }
    }
    Ok(())
}

/// Stops the database, and gives the moment when it took connections again.
async fn interrupt(ground: &Ground<'_>, seen: &Seen) -> Result<Instant> {
    sleep(BEFORE).await;
    ground.site.stop_database()?;
    sleep(AWAY).await;
    ground.site.start_database()?;
    let back = Instant::now();
    sleep(AFTER).await;
    seen.over.store(true, Ordering::Relaxed);
    Ok(back)
}

pub async fn run(ground: &Ground<'_>, rounds: usize) -> Result<Figures> {
    let server = ground.site.start().await?;
    let officer = Caller::sign_in(&server.base, "kelurahan_officer").await?;
    let mut figures = Figures::default();
    let (mut written, mut told, mut slowest) = (0, 0, Duration::ZERO);
    for round in 0..rounds {
        let seen = Seen::default();
        let writers = together((0..WRITERS).map(|_| write(ground, &officer, &seen)).collect());
        let readers = together((0..READERS).map(|_| read(&officer, &seen)).collect());
        let (wrote, read_all, back) = tokio::join!(writers, readers, interrupt(ground, &seen));
        wrote.and(read_all).with_context(|| format!("round {round}"))?;
        let back = back?;
        let answered = seen.written.into_inner();
        let first = answered.iter().map(|(_, moment)| *moment).filter(|moment| *moment >= back).min();
        let took = first.context("nobody wrote after the database was back")?.duration_since(back);
        ensure!(took <= PROMISED, "the first write came {} ms after the database was back", took.as_millis());
        slowest = slowest.max(took);
        for (id, _) in &answered {
            officer.get::<GetBeneficiary>(&[id]).await?.good().context("answered and lost")?;
        }
        written += answered.len();
        told += seen.told_to_come_again.into_inner();
    }
    server.stop().await?;
    ensure!(told > 0, "nobody noticed that the database was away");
    figures.note(format!("{written} writes answered, none lost; {told} times told to come again, no failure"));
    figures.note(format!("first write at most {} ms after the database was back", slowest.as_millis()));
    Ok(figures)
}
