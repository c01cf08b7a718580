//! Someone holds what writes need for eight seconds. Readers do not notice;
//! writers are told to come again in time.

use super::{Figures, Ground, together};
use crate::caller::{Answer, Caller, refused};
use crate::women::{TELUK_PUCUNG, candidate};
use anyhow::{Context, Result, ensure};
use contract::endpoints::{CreateBeneficiary, ListBeneficiaries};
use contract::problem::ProblemCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::time::sleep;

const LOCKED: Duration = Duration::from_secs(8);
const WRITERS: usize = 24;
const PATIENCE: Duration = Duration::from_secs(6);
/// Slower reads than this would be felt, whatever they take otherwise.
const FELT: Duration = Duration::from_millis(250);

/// The 99th of a hundred reads within `time`.
async fn reads(caller: &Caller, time: Duration) -> Result<(usize, Duration)> {
    let (begun, mut took) = (Instant::now(), Vec::new());
    while begun.elapsed() < time {
        let asked = Instant::now();
        caller.query::<ListBeneficiaries>(&[], "limit=20").await?.good()?;
        took.push(asked.elapsed());
        sleep(Duration::from_millis(2)).await;
    }
    took.sort_unstable();
    let slow = took.get(took.len() * 99 / 100).copied().context("nothing was read")?;
    Ok((took.len(), slow))
}

async fn write(ground: &Ground<'_>, caller: &Caller, refusals: &AtomicUsize, until: Instant) -> Result<()> {
    while Instant::now() < until {
        let draft = candidate(ground.numbers.next(), "Ibu Menunggu", TELUK_PUCUNG)?;
        let asked = Instant::now();
        match caller.send::<CreateBeneficiary>(&[], &draft).await? {
            Answer::Good { .. } => {}
            Answer::Refused(problem) if problem.code == ProblemCode::Unavailable => {
                refusals.fetch_add(1, Ordering::Relaxed);
            }
            Answer::Refused(problem) => return Err(refused::<CreateBeneficiary>(&problem)),
        }
        ensure!(asked.elapsed() < PATIENCE, "a write was answered after {} ms", asked.elapsed().as_millis());
    }
    Ok(())
}

pub async fn run(ground: &Ground<'_>, rounds: usize) -> Result<Figures> {
    let server = ground.site.start().await?;
    let officer = Caller::sign_in(&server.base, "kelurahan_officer").await?;
    let mut figures = Figures::default();
    for _ in 0..rounds {
        let (_, before) = reads(&officer, Duration::from_secs(1)).await?;
        let lock = ground.site.owner().await?.lock_writes().await?;
        let refusals = AtomicUsize::new(0);
        let until = Instant::now() + LOCKED;
        let writers = (0..WRITERS).map(|_| write(ground, &officer, &refusals, until)).collect();
        let ((), (count, during)) = tokio::try_join!(together(writers), reads(&officer, LOCKED))?;
        lock.release().await?;
        let refusals = refusals.into_inner();
        ensure!(refusals > 0, "no write was told to come again");
        ensure!(during <= FELT.max(before * 2), "reads took {} ms of {}", during.as_millis(), before.as_millis());
        let draft = candidate(ground.numbers.next(), "Ibu Akhirnya", TELUK_PUCUNG)?;
        officer.send::<CreateBeneficiary>(&[], &draft).await?.good().context("after the lock")?;
        figures.note(format!(
            "{count} reads, 99 of 100 within {} ms, {} ms before; {refusals} writes told to come again",
            during.as_millis(),
            before.as_millis()
        ));
    }
    server.stop().await?;
    Ok(figures)
}
