//! A kader saves a woman and a household whose health notes and income she
//! does not see, alone and against an officer who changes just these. What
//! she does not see is never touched by her, and nobody's change is lost.

use super::{Figures, Ground};
use crate::caller::{Answer, Caller, refused};
use crate::women::{TELUK_PUCUNG, candidate};
use anyhow::{Context, Result, bail, ensure};
use contract::beneficiaries::{Beneficiary, BeneficiaryDraft};
use contract::draft::Member;
use contract::endpoint::Endpoint;
use contract::endpoints::{CreateBeneficiary, GetBeneficiary, GetHousehold, UpdateBeneficiary, UpdateHousehold};
use contract::households::{Household, HouseholdDraft};
use contract::problem::ProblemCode;
use std::time::{Duration, Instant};

/// Nobody is signed in longer than this at a stretch.
const SIGNED_IN: Duration = Duration::from_mins(5);
/// So often someone reads again and saves again before she gives up.
const PATIENCE: usize = 20;

struct People {
    kader: Caller,
    officer: Caller,
    coordinator: Caller,
}

impl People {
    async fn sign_in(base: &str) -> Result<Self> {
        Ok(Self {
            kader: Caller::sign_in(base, "kader").await?,
            officer: Caller::sign_in(base, "kelurahan_officer").await?,
            coordinator: Caller::sign_in(base, "coordinator").await?,
        })
    }
}

/// One woman and her household, by id.
struct Subject {
    woman: String,
    home: String,
}

/// What stands, or should.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Values {
    phone: String,
    address: String,
    health: String,
    income: i64,
}

impl Values {
    fn of_round(round: usize) -> Result<Self> {
        Ok(Self {
            phone: format!("6281{round:08}"),
            address: format!("Gg. Mawar {round}"),
            health: format!("Asma, kunjungan {round}"),
            income: 1_000_000 + i64::try_from(round)?,
        })
    }
}

/// The form of a woman as the caller read it: what was withheld is not sent.
fn form(woman: &Beneficiary) -> BeneficiaryDraft {
    BeneficiaryDraft {
        full_name: woman.full_name.clone(),
        birth_date: woman.birth_date,
        phone: woman.phone.clone(),
        health_notes: woman.health_notes.clone(),
        marital_status: Member::Value(woman.marital_status.clone()),
        ..BeneficiaryDraft::default()
    }
}

/// The form of a household as the caller read it.
fn home_form(home: &Household) -> HouseholdDraft {
    HouseholdDraft {
        region_code: Member::Value(home.region_code.clone()),
        rw: Member::Value(home.rw.clone()),
        rt: Member::Value(home.rt.clone()),
        address: home.address.clone(),
        monthly_income: home.monthly_income,
        monthly_expenditure: home.monthly_expenditure,
        finances_on: home.finances_on,
        ..HouseholdDraft::default()
    }
}

/// Reads, fills in the form and saves; whoever comes too late begins again.
/// Gives the number of times that happened.
async fn save<R: Endpoint, W: Endpoint>(
    caller: &Caller,
    id: &str,
    fill: impl Fn(&R::Reply) -> Result<W::Body>,
) -> Result<usize> {
    for late in 0..PATIENCE {
        let (seen, etag) = caller.get::<R>(&[id]).await?.tagged()?;
        match caller.change::<W>(&[id], &etag, &fill(&seen)?).await? {
            Answer::Good { .. } => return Ok(late),
            Answer::Refused(problem) if problem.code == ProblemCode::Stale => {}
            Answer::Refused(problem) => return Err(refused::<W>(&problem)),
        }
    }
    bail!("{} came too late {PATIENCE} times", W::ID)
}

async fn kader_saves_woman(people: &People, subject: &Subject, values: &Values) -> Result<usize> {
    save::<GetBeneficiary, UpdateBeneficiary>(&people.kader, &subject.woman, |woman| {
        ensure!(woman.health_notes.is_absent() && woman.household_income.is_absent(), "the kader sees too much");
        Ok(BeneficiaryDraft { phone: Member::Value(values.phone.clone()), ..form(woman) })
    })
    .await
}

async fn kader_saves_home(people: &People, subject: &Subject, values: &Values) -> Result<usize> {
    save::<GetHousehold, UpdateHousehold>(&people.kader, &subject.home, |home| {
        ensure!(home.monthly_income.is_absent() && home.finances_on.is_absent(), "the kader sees too much");
        Ok(HouseholdDraft { address: Member::Value(values.address.clone()), ..home_form(home) })
    })
    .await
}

async fn officer_saves_woman(people: &People, subject: &Subject, values: &Values) -> Result<usize> {
    save::<GetBeneficiary, UpdateBeneficiary>(&people.officer, &subject.woman, |woman| {
        Ok(BeneficiaryDraft { health_notes: Member::Value(values.health.clone()), ..form(woman) })
    })
    .await
}

async fn officer_saves_home(people: &People, subject: &Subject, values: &Values) -> Result<usize> {
    save::<GetHousehold, UpdateHousehold>(&people.officer, &subject.home, |home| {
        Ok(HouseholdDraft { monthly_income: Member::Value(values.income), ..home_form(home) })
    })
    .await
}

/// What stands, read by one who sees it all.
async fn standing(people: &People, subject: &Subject) -> Result<Values> {
    let woman = people.coordinator.get::<GetBeneficiary>(&[&subject.woman]).await?.good()?;
    let home = people.coordinator.get::<GetHousehold>(&[&subject.home]).await?.good()?;
    ensure!(woman.address == home.address, "the woman lives at {:?}, her household elsewhere", woman.address);
    ensure!(woman.household_income == home.monthly_income, "her income is not her household's");
    Ok(Values {
        phone: woman.phone.value().context("no phone")?.clone(),
        address: home.address.value().context("no address")?.clone(),
        health: woman.health_notes.value().context("no health notes")?.clone(),
        income: *home.monthly_income.value().context("no income")?,
    })
}

/// The kader saves alone: health and income stay as they were.
async fn alone(people: &People, subject: &Subject, before: &Values, wanted: &Values) -> Result<Values> {
    let late = kader_saves_woman(people, subject, wanted).await? + kader_saves_home(people, subject, wanted).await?;
    ensure!(late == 0, "she was alone and came too late");
    Ok(Values { health: before.health.clone(), income: before.income, ..wanted.clone() })
}

/// Kader and officer save woman and household at the same moment: everyone's
/// change stands in the end. Gives how often someone had to begin again.
async fn together(people: &People, subject: &Subject, wanted: &Values) -> Result<usize> {
    let (one, two, three, four) = tokio::join!(
        kader_saves_woman(people, subject, wanted),
        kader_saves_home(people, subject, wanted),
        officer_saves_woman(people, subject, wanted),
        officer_saves_home(people, subject, wanted),
    );
    Ok(one? + two? + three? + four?)
}

async fn subject(people: &People, draft: &BeneficiaryDraft) -> Result<Subject> {
    let woman = people.officer.send::<CreateBeneficiary>(&[], draft).await?.good()?;
    Ok(Subject { woman: woman.id.to_string(), home: woman.household_id.to_string() })
}

pub async fn run(ground: &Ground<'_>, rounds: usize) -> Result<Figures> {
    let server = ground.site.start().await?;
    let mut people = People::sign_in(&server.base).await?;
    let subject = subject(&people, &candidate(ground.numbers.next(), "Ibu Tertutup", TELUK_PUCUNG)?).await?;
    let mut stands = Values::of_round(0)?;
    // Where nothing stands yet, a kader may be the first to write it.
    officer_saves_woman(&people, &subject, &stands).await?;
    officer_saves_home(&people, &subject, &stands).await?;
    let mut late = together(&people, &subject, &stands).await?;
    let mut begun = Instant::now();
    for round in 1..=rounds {
        if begun.elapsed() > SIGNED_IN {
            people = People::sign_in(&server.base).await?;
            begun = Instant::now();
        }
        let wanted = Values::of_round(round)?;
        if round % 2 == 0 {
            stands = alone(&people, &subject, &stands, &wanted).await?;
        } else {
            late += together(&people, &subject, &wanted).await?;
            stands = wanted;
        }
        let now = standing(&people, &subject).await?;
        ensure!(now == stands, "round {round}: {now:?} stands, not {stands:?}");
    }
    server.stop().await?;
    let mut figures = Figures::default();
    figures.note("every second one against an officer who changes both; both always as they should be".to_owned());
    figures.note(format!("{late} savers came too late, read again and saved"));
    Ok(figures)
}
