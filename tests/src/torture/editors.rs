//! Two people save one record at the same moment, each with the whole form as
//! it was read: one wins, the other is told what differs.

use super::{Figures, Ground};
use crate::caller::{Answer, Caller, refused};
use crate::women::{TELUK_PUCUNG, candidate};
use anyhow::{Context, Result, bail, ensure};
use contract::beneficiaries::{Beneficiary, BeneficiaryDraft};
use contract::draft::Member;
use contract::endpoints::{CreateBeneficiary, GetBeneficiary, UpdateBeneficiary};
use contract::problem::{Problem, ProblemCode};
use std::time::{Duration, Instant};

/// Nobody is signed in longer than this at a stretch.
const SIGNED_IN: Duration = Duration::from_mins(5);

type Saved = Answer<UpdateBeneficiary>;

/// The form as the browser sends it, with another name.
fn form(woman: &Beneficiary, name: String) -> BeneficiaryDraft {
    BeneficiaryDraft {
        full_name: Member::Value(name),
        birth_date: woman.birth_date,
        region_code: Member::Value(woman.region_code.clone()),
        rw: Member::Value(woman.rw.clone()),
        rt: Member::Value(woman.rt.clone()),
        marital_status: Member::Value(woman.marital_status.clone()),
        head_of_family: Member::Value(woman.head_of_family.clone()),
        phone: woman.phone.clone(),
        ..BeneficiaryDraft::default()
    }
}

/// Who won and how the other was refused.
fn outcome(one: Saved, other: Saved) -> Result<(Beneficiary, Box<Problem>)> {
    match (one, other) {
        (Answer::Good { reply, .. }, Answer::Refused(problem))
        | (Answer::Refused(problem), Answer::Good { reply, .. }) => Ok((reply, problem)),
        (Answer::Good { .. }, Answer::Good { .. }) => bail!("both were told that they saved"),
        (Answer::Refused(one), Answer::Refused(other)) => bail!("nobody saved: {one:?}, {other:?}"),
    }
}

/// The loser is told what differs and how the record stands.
fn check_refusal(problem: &Problem, won: &Beneficiary) -> Result<()> {
    if problem.code != ProblemCode::Stale {
        return Err(refused::<UpdateBeneficiary>(problem));
    }
    let differs = problem.differs.as_deref().context("nothing is said to differ")?;
    ensure!(differs == ["/full_name"], "{differs:?} are said to differ");
    let current = problem.current.clone().context("the record as it stands is missing")?;
    let current: Beneficiary = serde_json::from_value(current)?;
    ensure!(current.full_name == won.full_name && current.version == won.version, "the loser is shown another record");
    Ok(())
}

async fn round(officer: &Caller, coordinator: &Caller, id: &str, round: usize) -> Result<()> {
    let (seen, etag) = officer.get::<GetBeneficiary>(&[id]).await?.tagged()?;
    let (seen_too, etag_too) = coordinator.get::<GetBeneficiary>(&[id]).await?.tagged()?;
    ensure!(seen.version == seen_too.version, "the two read different versions");
    let (left, right) =
        (form(&seen, format!("Ibu Kelurahan {round}")), form(&seen_too, format!("Ibu Koordinator {round}")));
    let at = [id];
    let (one, other) = tokio::join!(
        officer.change::<UpdateBeneficiary>(&at, &etag, &left),
        coordinator.change::<UpdateBeneficiary>(&at, &etag_too, &right),
    );
    let (won, problem) = outcome(one?, other?)?;
    check_refusal(&problem, &won)?;
    let now = officer.get::<GetBeneficiary>(&at).await?.good()?;
    ensure!(now.full_name == won.full_name, "{:?} won, {:?} stands", won.full_name, now.full_name);
    ensure!(now.version == seen.version + 1, "version {} became {}", seen.version, now.version);
    ensure!(now.phone == seen.phone && now.marital_status == seen.marital_status, "what nobody changed changed");
    Ok(())
}

pub async fn run(ground: &Ground<'_>, rounds: usize) -> Result<Figures> {
    let server = ground.site.start().await?;
    let mut officer = Caller::sign_in(&server.base, "kelurahan_officer").await?;
    let mut coordinator = Caller::sign_in(&server.base, "coordinator").await?;
    let draft = candidate(ground.numbers.next(), "Ibu Berdua", TELUK_PUCUNG)?;
    let id = officer.send::<CreateBeneficiary>(&[], &draft).await?.good()?.id.to_string();
    let mut begun = Instant::now();
    for number in 0..rounds {
        if begun.elapsed() > SIGNED_IN {
            officer = Caller::sign_in(&server.base, "kelurahan_officer").await?;
            coordinator = Caller::sign_in(&server.base, "coordinator").await?;
            begun = Instant::now();
        }
        round(&officer, &coordinator, &id, number).await.with_context(|| format!("round {number}"))?;
    }
    server.stop().await?;
    let mut figures = Figures::default();
    figures.note("each time one saved and the other was told what differs".to_owned());
    Ok(figures)
}
