//! The secret key is changed while people write; the change is killed in the
//! middle and begun again. Afterwards the secret before is gone and everything
//! opens.

use super::{Figures, Ground, together};
use crate::caller::{Answer, Caller, refused};
use crate::women::{TELUK_PUCUNG, candidate};
use anyhow::{Context, Result, ensure};
use contract::beneficiaries::{BeneficiaryDraft, Lookup};
use contract::endpoints::{CreateBeneficiary, GetBeneficiary, LookUpBeneficiary};
use contract::problem::ProblemCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::sleep;

const WRITERS: usize = 4;
/// Women of before, so that the change takes a while.
const BEFORE: usize = 300;
/// Women who are looked at afterwards; a user looks up 120 NIKs an hour.
const SAMPLE: usize = 20;
/// Of these so many are registered a second time: it is refused 30 times an
/// hour, and then anything is.
const TWINS: usize = 5;

async fn write(
    ground: &Ground<'_>,
    caller: &Caller,
    over: &AtomicBool,
    written: &Mutex<Vec<BeneficiaryDraft>>,
) -> Result<()> {
    while !over.load(Ordering::Relaxed) {
        let draft = candidate(ground.numbers.next(), "Ibu Kunci", TELUK_PUCUNG)?;
        match caller.send::<CreateBeneficiary>(&[], &draft).await? {
            Answer::Good { .. } => written.lock().await.push(draft),
            Answer::Refused(problem) if problem.code == ProblemCode::Unavailable => {}
            Answer::Refused(problem) => return Err(refused::<CreateBeneficiary>(&problem)),
        }
    }
    Ok(())
}

/// Her members open, and she is found by her NIK.
async fn check(caller: &Caller, draft: &BeneficiaryDraft) -> Result<()> {
    let id = draft.id.context("no id")?.to_string();
    let woman = caller.get::<GetBeneficiary>(&[&id]).await?.good()?;
    ensure!(woman.phone == draft.phone, "her phone is {:?}, not {:?}", woman.phone, draft.phone);
    let by_nik = Lookup { nik: draft.nik.value().cloned(), kk_number: None };
    let found = caller.send::<LookUpBeneficiary>(&[], &by_nik).await?.good()?;
    ensure!(found.items.iter().any(|one| Some(one.id) == draft.id), "nobody is found by her NIK");
    Ok(())
}

/// Her NIK is taken.
async fn refuse_twin(caller: &Caller, draft: &BeneficiaryDraft) -> Result<()> {
    let twin = BeneficiaryDraft { id: None, ..draft.clone() };
    match caller.send::<CreateBeneficiary>(&[], &twin).await? {
        Answer::Refused(problem) if problem.code == ProblemCode::NikExists => Ok(()),
        Answer::Refused(problem) => Err(refused::<CreateBeneficiary>(&problem)),
        Answer::Good { .. } => anyhow::bail!("her NIK was registered twice"),
    }
}

async fn round(ground: &Ground<'_>) -> Result<usize> {
    let server = ground.site.start().await?;
    let officer = Caller::sign_in(&server.base, "kelurahan_officer").await?;
    let written = Mutex::new(Vec::new());
    for _ in 0..BEFORE {
        let draft = candidate(ground.numbers.next(), "Ibu Kunci Lama", TELUK_PUCUNG)?;
        officer.send::<CreateBeneficiary>(&[], &draft).await?.good()?;
        written.lock().await.push(draft);
    }
    server.stop().await?;
    ground.site.change_secret();
    let server = ground.site.start().await?;
    let over = AtomicBool::new(false);
    let writers = (0..WRITERS).map(|_| write(ground, &officer, &over, &written)).collect();
    let change = async {
        sleep(Duration::from_millis(200)).await;
        ground.site.kill_beside("keys", &["rotate"], Duration::from_millis(60)).await?;
        ground.site.run_beside("keys", &["rotate"]).await?;
        over.store(true, Ordering::Relaxed);
        Ok::<_, anyhow::Error>(())
    };
    tokio::try_join!(together(writers), change)?;
    server.stop().await?;
    ground.site.forget_secret();
    let server = ground.site.start().await?;
    let officer = Caller::sign_in(&server.base, "kelurahan_officer").await?;
    let written = written.into_inner();
    let step = (written.len() / SAMPLE).max(1);
    for draft in written.iter().step_by(step).take(SAMPLE) {
        check(&officer, draft).await?;
    }
    for draft in written.iter().step_by(step).take(TWINS) {
        refuse_twin(&officer, draft).await?;
    }
    server.stop().await?;
    Ok(written.len())
}

pub async fn run(ground: &Ground<'_>, rounds: usize) -> Result<Figures> {
    let mut figures = Figures::default();
    let mut women = 0;
    for number in 0..rounds {
        women += round(ground).await.with_context(|| format!("round {number}"))?;
    }
    figures.note(format!("{women} women; no write failed, no NIK stands twice, all open with the new secret alone"));
    Ok(figures)
}
