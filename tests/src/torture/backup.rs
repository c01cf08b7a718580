//! A backup is written while people write, restored elsewhere, and compared
//! table by table: what the restored database holds is what the backup says,
//! and all that was answered before it began is in it.

use super::{Figures, Ground, together};
use crate::caller::Caller;
use crate::women::{HARAPAN_JAYA, TELUK_PUCUNG, candidate};
use anyhow::{Context, Result, ensure};
use contract::endpoints::CreateBeneficiary;
use serde_json::Value;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::time::sleep;

const WRITERS: usize = 4;

async fn write(
    ground: &Ground<'_>,
    caller: &Caller,
    village: &str,
    over: &AtomicBool,
    count: &AtomicUsize,
) -> Result<()> {
    while !over.load(Ordering::Relaxed) {
        let draft = candidate(ground.numbers.next(), "Ibu Cadangan", village)?;
        caller.send::<CreateBeneficiary>(&[], &draft).await?.good()?;
        count.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

fn manifest(backup: &Path) -> Result<Value> {
    let path = backup.join("manifest.json");
    let text = std::fs::read(&path).with_context(|| path.display().to_string())?;
    Ok(serde_json::from_slice(&text)?)
}

fn tables(manifest: &Value) -> Result<&Vec<Value>> {
    manifest.get("tables").and_then(Value::as_array).context("no tables")
}

fn rows(manifest: &Value, table: &str) -> Result<u64> {
    let part = tables(manifest)?.iter().find(|part| part.get("table").is_some_and(|name| name == table));
    part.and_then(|part| part.get("rows")?.as_u64()).with_context(|| format!("no {table}"))
}

/// Restores into an empty database, saves that again, and compares.
async fn compare(ground: &Ground<'_>, backup: &Path, round: usize) -> Result<Value> {
    let elsewhere = ground.site.elsewhere(round).await?;
    elsewhere.run("restore", &["--from", &backup.display().to_string()]).context("restore")?;
    let again = elsewhere.folder().join("again");
    elsewhere.run("backup", &["--to", &again.display().to_string()])?;
    let (one, other) = (manifest(backup)?, manifest(&again)?);
    ensure!(tables(&one)?.len() == tables(&other)?.len(), "a table is missing");
    for (part, restored) in tables(&one)?.iter().zip(tables(&other)?) {
        ensure!(part == restored, "a table differs: {part} was restored as {restored}");
    }
    elsewhere.clear()?;
    Ok(one)
}

pub async fn run(ground: &Ground<'_>, rounds: usize) -> Result<Figures> {
    let server = ground.site.start().await?;
    let one = Caller::sign_in(&server.base, "kelurahan_officer").await?;
    let other = Caller::sign_in(&server.base, "kelurahan_officer_2").await?;
    let mut figures = Figures::default();
    for round in 0..rounds {
        let (over, count) = (AtomicBool::new(false), AtomicUsize::new(0));
        let writers = (0..WRITERS).map(|writer| {
            let (caller, village) = if writer % 2 == 0 { (&one, TELUK_PUCUNG) } else { (&other, HARAPAN_JAYA) };
            write(ground, caller, village, &over, &count)
        });
        let backup = ground.site.folder().join(format!("backup-{round}"));
        let path = backup.display().to_string();
        let save = async {
            sleep(Duration::from_millis(300)).await;
            let standing = ground.site.owner().await?.number("select count(*) from beneficiaries").await?;
            let before = count.load(Ordering::Relaxed);
            let begun = Instant::now();
            ground.site.run_beside("backup", &["--to", &path]).await?;
            let took = begun.elapsed();
            over.store(true, Ordering::Relaxed);
            let during = count.load(Ordering::Relaxed) - before;
            Ok::<_, anyhow::Error>((standing, took, during))
        };
        let ((), (standing, took, during)) = tokio::try_join!(together(writers.collect()), save)?;
        let kept = compare(ground, &backup, round).await?;
        let women = rows(&kept, "beneficiaries")?;
        ensure!(women >= u64::try_from(standing)?, "{standing} women stood before the backup, {women} are in it");
        figures.note(format!("{women} women in {} ms while {during} more were registered", took.as_millis()));
    }
    server.stop().await?;
    Ok(figures)
}
