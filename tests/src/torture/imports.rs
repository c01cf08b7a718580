//! The server is killed while it registers an uploaded list. The next one
//! takes the job up and ends it: every row once, and the counts are the file's.

use super::{Figures, Ground, random};
use crate::caller::Caller;
use crate::server::Server;
use crate::women::{HARAPAN_JAYA, Number, Numbers, TELUK_PUCUNG, word, words};
use anyhow::{Context, Result, bail, ensure};
use contract::beneficiaries::Beneficiary;
use contract::endpoints::{CommitImport, CreateImport, GetImport, GetJob, ListBeneficiaries, ListImportRows};
use contract::ids::{BeneficiaryId, HouseholdId};
use contract::imports::{Commit, CommitRows, CommitUpdates, Counts, Import, ImportRow, ImportState};
use contract::jobs::{Job, JobState};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// New women in a list; two live on one family card, each fifth has no NIK.
const CREATE: usize = 1_000;
/// Women of the list before, written again as they stand.
const UNCHANGED: usize = 5;
/// Rows that cannot be kept.
const FAULTY: usize = 3;
/// The lease of the job that was broken off runs out well before this.
const TAKEN_UP: Duration = Duration::from_secs(90);
const HEAD: &str = "NIK;No. KK;Nama;Tanggal lahir;L/P;RW;RT;Alamat;Status kawin;Penghasilan;Alasan tanpa NIK";

/// A row that is to be kept.
#[derive(Debug, Clone)]
struct Row {
    line: String,
    name: String,
    income: i64,
    card: String,
}

fn row(numbers: &Numbers, round: usize, place: usize, card: Number) -> Result<Row> {
    let number = numbers.next();
    let (nik, reason) = if place % 5 == 4 { (String::new(), "in_process") } else { (number.nik(), "") };
    let name = format!("{} {} Daftar {place}", words(number), word(round));
    let card = card.family_card();
    // Income and address are the household's, so both rows of a family card say the same.
    let home = place / 2;
    let income = 1_000_000 + i64::try_from(home)?;
    let birth = number.birth_date()?;
    let line = format!("{nik};{card};{name};{birth};P;11;2;Gg. Melati {home};Menikah;{income};{reason}");
    Ok(Row { line, name, income, card })
}

fn rows(numbers: &Numbers, round: usize) -> Result<Vec<Row>> {
    let mut card = numbers.next();
    (0..CREATE)
        .map(|place| {
            if place % 2 == 0 {
                card = numbers.next();
            }
            row(numbers, round, place, card)
        })
        .collect()
}

/// No day in the NIK, not a woman, elsewhere. None has a number of the others.
fn faulty() -> [String; FAULTY] {
    [
        "3275993102880001;;Tanggal Salah;14/03/1988;P;11;2;;Menikah;;".to_owned(),
        "3275985403880002;;Bukan Perempuan;14/03/1988;L;11;2;;Menikah;;".to_owned(),
        format!(";;Ibu Tanpa Nomor {HARAPAN_JAYA};14/03/1988;P;11;2;;Menikah;;"),
    ]
}

/// The file: new rows with the others among them.
fn file(new: &[Row], known: &[Row]) -> String {
    let mut text = format!("{HEAD}\n");
    let others: Vec<String> = known.iter().map(|row| row.line.clone()).chain(faulty()).collect();
    let mut others = others.iter();
    for (place, row) in new.iter().enumerate() {
        // Writing to a text does not fail.
        let _ = writeln!(text, "{}", row.line);
        if place % 30 == 10 {
            text.extend(others.next().into_iter().flat_map(|line| [line, "\n"]));
        }
    }
    text.extend(others.flat_map(|line| [line, "\n"]));
    text
}

async fn import(caller: &Caller, id: &str) -> Result<(Import, String)> {
    caller.get::<GetImport>(&[id]).await?.tagged()
}

/// Uploads the file and waits until it is checked.
async fn checked(caller: &Caller, text: String) -> Result<(Import, String)> {
    let query = format!("file_name=calon.csv&region={TELUK_PUCUNG}");
    let made = caller.upload::<CreateImport>(&query, "text/csv", text.into_bytes()).await?.good()?;
    let begun = Instant::now();
    while begun.elapsed() < TAKEN_UP {
        let (import, etag) = import(caller, &made.id.to_string()).await?;
        if import.state == ImportState::Checked {
            return Ok((import, etag));
        }
        ensure!(import.state == ImportState::Checking, "the check ended as {}", import.state);
        sleep(Duration::from_millis(20)).await;
    }
    bail!("the list is not checked after {} s", TAKEN_UP.as_secs())
}

async fn registered(caller: &Caller, word: &str) -> Result<u64> {
    let page = caller.query::<ListBeneficiaries>(&[], &format!("q={word}&limit=1&include=total")).await?.good()?;
    page.total.context("no total")
}

/// Waits until at least `rows` are registered, and kills the server.
async fn kill_after(server: Server, caller: &Caller, word: &str, rows: u64) -> Result<()> {
    let begun = Instant::now();
    while registered(caller, word).await? < rows {
        ensure!(begun.elapsed() < TAKEN_UP, "the job does not go on");
    }
    server.kill()
}

/// Waits until the job has ended well.
async fn ended(caller: &Caller, id: &str) -> Result<Job> {
    let begun = Instant::now();
    while begun.elapsed() < TAKEN_UP {
        let job = caller.get::<GetJob>(&[id]).await?.good()?;
        match job.state {
            JobState::Done => return Ok(job),
            JobState::Failed => bail!("the job failed: {:?}", job.error),
            JobState::Queued | JobState::Running => sleep(Duration::from_millis(100)).await,
        }
    }
    bail!("nobody took the job up within {} s", TAKEN_UP.as_secs())
}

/// The counts of the import are the file's.
fn check_counts(import: &Import, job: &Job, known: usize) -> Result<()> {
    let count = |rows: usize| u32::try_from(rows);
    let expected = Counts {
        rows: count(CREATE + known + FAULTY)?,
        create: count(CREATE)?,
        unchanged: count(known)?,
        faulty: count(FAULTY)?,
        committed: count(CREATE)?,
        ..import.counts
    };
    ensure!(import.state == ImportState::Committed, "the import is {}", import.state);
    ensure!(import.counts == expected, "the counts are {:?}, not {expected:?}", import.counts);
    ensure!(job.progress.done == expected.create, "the job counts {:?}", job.progress);
    Ok(())
}

/// Every row of the list that was to be kept leads to a woman of its own.
async fn check_rows(caller: &Caller, import: &str, new: &[Row]) -> Result<BTreeMap<BeneficiaryId, String>> {
    let kept = caller.all::<ListImportRows, ImportRow>(&[import], "outcome=create").await?;
    let names: Vec<&String> = kept.iter().map(|row| &row.full_name).collect();
    let expected: Vec<&String> = new.iter().map(|row| &row.name).collect();
    ensure!(names == expected, "{} rows are kept, and not those of the file in their order", names.len());
    let ids: Option<BTreeMap<BeneficiaryId, String>> =
        kept.into_iter().map(|row| Some((row.beneficiary_id?, row.full_name))).collect();
    let ids = ids.context("a row that was kept leads to nobody")?;
    ensure!(ids.len() == CREATE, "two rows lead to one woman");
    Ok(ids)
}

/// Each woman stands once, with all that her row says, in the household of
/// her family card.
async fn check_women(caller: &Caller, word: &str, new: &[Row], ids: &BTreeMap<BeneficiaryId, String>) -> Result<()> {
    let women = caller.all::<ListBeneficiaries, Beneficiary>(&[], &format!("q={word}")).await?;
    ensure!(women.len() == new.len(), "{} women stand, the file has {}", women.len(), new.len());
    let mut homes: BTreeMap<&str, BTreeSet<HouseholdId>> = BTreeMap::new();
    let by_name: BTreeMap<&String, &Row> = new.iter().map(|row| (&row.name, row)).collect();
    for woman in &women {
        let name = woman.full_name.value().context("no name")?;
        let row = by_name.get(name).with_context(|| format!("{name} is not in the file"))?;
        ensure!(ids.get(&woman.id) == Some(name), "{name} stands and no row leads to her");
        ensure!(woman.household_income.value() == Some(&row.income), "{name}: {:?}", woman.household_income);
        homes.entry(&row.card).or_default().insert(woman.household_id);
    }
    let households: BTreeSet<&HouseholdId> = homes.values().flatten().collect();
    let once = homes.values().all(|ids| ids.len() == 1) && households.len() == homes.len();
    ensure!(once, "{} family cards became {} households", homes.len(), households.len());
    Ok(())
}

pub async fn run(ground: &Ground<'_>, rounds: usize) -> Result<Figures> {
    let mut figures = Figures::default();
    let mut server = ground.site.start().await?;
    let (mut known, mut waits, mut broken, mut tries) = (Vec::new(), Vec::new(), 0, 0);
    while broken < rounds {
        tries += 1;
        ensure!(tries <= 2 * rounds, "the job ends before it can be killed");
        let officer = Caller::sign_in(&server.base, "kelurahan_officer").await?;
        let (new, word) = (rows(&ground.numbers, 500 + tries)?, word(500 + tries));
        let (list, etag) = checked(&officer, file(&new, &known)).await?;
        let id = list.id.to_string();
        let commit = Commit { rows: CommitRows::Valid, updates: CommitUpdates::Leave };
        let job = officer.change::<CommitImport>(&[&id], &etag, &commit).await?.good()?;
        let rows = u64::from(random(u32::try_from(CREATE * 3 / 4)?)?);
        kill_after(server, &officer, &word, rows).await?;
        let killed = Instant::now();
        ground.site.verify_audit().context("after the kill")?;
        let (started, first_answer) = ground.site.restart(&officer).await?;
        server = started;
        figures.first_answers.push(first_answer);
        let standing = registered(&officer, &word).await?;
        let job = job.id.to_string();
        if officer.get::<GetJob>(&[&job]).await?.good()?.state != JobState::Done {
            broken += 1;
            ensure!(standing >= rows, "{standing} women stand, {rows} were seen before the kill");
        }
        let ended = ended(&officer, &job).await?;
        waits.push(killed.elapsed());
        check_counts(&import(&officer, &id).await?.0, &ended, known.len())?;
        let ids = check_rows(&officer, &id, &new).await?;
        check_women(&officer, &word, &new, &ids).await?;
        known = new.into_iter().take(UNCHANGED).collect();
    }
    server.stop().await?;
    let longest = waits.iter().max().map_or(0, Duration::as_secs);
    figures.note(format!("{tries} lists of {CREATE} women, {broken} broken off, all ended; none missing, none twice"));
    figures.note(format!("from the kill to the end of the job at most {longest} s"));
    Ok(figures)
}
