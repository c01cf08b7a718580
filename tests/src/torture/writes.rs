//! The server is killed while several people write. What was answered stands;
//! what was sent and not answered is sent again and stands once.

use super::{Figures, Ground, random};
use crate::caller::{Answer, Caller, is_lost, refused};
use crate::women::{HARAPAN_JAYA, Numbers, TELUK_PUCUNG, candidate, region, word};
use anyhow::{Context, Result, bail, ensure};
use contract::agencies::{Agency, AgencyDraft};
use contract::beneficiaries::{Beneficiary, BeneficiaryDraft};
use contract::draft::Member;
use contract::endpoint::Endpoint;
use contract::endpoints::{
    CreateAgency, CreateBeneficiary, GetBeneficiary, ListAgencies, ListBeneficiaries, UpdateBeneficiary,
};
use contract::ids::{AgencyId, BeneficiaryId};
use contract::problem::ProblemCode;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::time::sleep;
use uuid::Uuid;

/// A kill comes so long after the first write, and up to as much later.
const SHORTEST_MS: u32 = 100;

/// Everyone who takes part, signed in.
struct People {
    admin: Caller,
    officer: Caller,
    other_officer: Caller,
    coordinator: Caller,
}

impl People {
    async fn sign_in(base: &str) -> Result<Self> {
        Ok(Self {
            admin: Caller::sign_in(base, "admin").await?,
            officer: Caller::sign_in(base, "kelurahan_officer").await?,
            other_officer: Caller::sign_in(base, "kelurahan_officer_2").await?,
            coordinator: Caller::sign_in(base, "coordinator").await?,
        })
    }
}

/// What one writer sent until the server was gone.
#[derive(Debug)]
struct Written<B> {
    answered: Vec<B>,
    /// Sent, and gone before an answer.
    open: Option<B>,
}

/// Creates one record after the other until the server is gone.
async fn create_until_gone<E: Endpoint>(
    caller: &Caller,
    mut draft: impl FnMut(usize) -> Result<E::Body>,
) -> Result<Written<E::Body>> {
    let mut answered = Vec::new();
    loop {
        let body = draft(answered.len())?;
        match caller.send::<E>(&[], &body).await {
            Ok(answer) => answer.good()?,
            Err(fault) if is_lost(&fault) => return Ok(Written { answered, open: Some(body) }),
            Err(fault) => return Err(fault),
        };
        answered.push(body);
    }
}

fn id_and_name(draft: &BeneficiaryDraft) -> Result<(BeneficiaryId, String)> {
    Ok((draft.id.context("no id")?, draft.full_name.value().context("no name")?.clone()))
}

/// Changes one woman's name again and again; gives the last name that was
/// answered, the one that was not, and how many were.
async fn change_until_gone(caller: &Caller, id: BeneficiaryId, round: usize) -> Result<(String, String, usize)> {
    let id = id.to_string();
    let (woman, mut etag) = caller.get::<GetBeneficiary>(&[&id]).await?.tagged()?;
    let mut last = woman.full_name.value().context("no name")?.clone();
    let mut count = 0;
    loop {
        let next = format!("Ibu Berganti {round} {count}");
        let draft = BeneficiaryDraft { full_name: Member::Value(next.clone()), ..BeneficiaryDraft::default() };
        match caller.change::<UpdateBeneficiary>(&[&id], &etag, &draft).await {
            Ok(answer) => (_, etag) = answer.tagged()?,
            Err(fault) if is_lost(&fault) => return Ok((last, next, count)),
            Err(fault) => return Err(fault),
        }
        last = next;
        count += 1;
    }
}

fn agency(round: usize, count: usize) -> Result<AgencyDraft> {
    Ok(AgencyDraft {
        id: Some(AgencyId(Uuid::now_v7())),
        name: Member::Value(format!("Forum {round} {count}")),
        short_name: Member::Value(format!("F{round}-{count}")),
        region_code: Member::Value(region("32.75")?),
        ..AgencyDraft::default()
    })
}

/// What one round wrote.
struct Round {
    agencies: Written<AgencyDraft>,
    women: [Written<BeneficiaryDraft>; 2],
    /// The names the changed woman may have now.
    names: [String; 2],
    changes: usize,
}

impl Round {
    fn answered(&self) -> usize {
        let women: usize = self.women.iter().map(|written| written.answered.len()).sum();
        self.agencies.answered.len() + women + self.changes
    }
}

/// Lets everyone write until `kill` has ended the server.
async fn write(
    people: &People,
    numbers: &Numbers,
    renamed: BeneficiaryId,
    round: usize,
    kill: impl AsyncFnOnce() -> Result<()>,
) -> Result<Round> {
    let named = |village: &str, count: usize| format!("Ibu {} {village} {count}", word(round));
    let (agencies, women, other_women, changes, killed) = tokio::join!(
        create_until_gone::<CreateAgency>(&people.admin, |count| agency(round, count)),
        create_until_gone::<CreateBeneficiary>(&people.officer, |count| {
            candidate(numbers.next(), &named("Teluk", count), TELUK_PUCUNG)
        }),
        create_until_gone::<CreateBeneficiary>(&people.other_officer, |count| {
            candidate(numbers.next(), &named("Harapan", count), HARAPAN_JAYA)
        }),
        change_until_gone(&people.coordinator, renamed, round),
        kill(),
    );
    killed?;
    let (last, open, changes) = changes?;
    Ok(Round { agencies: agencies?, women: [women?, other_women?], names: [last, open], changes })
}

/// Sends what had no answer again, as a client does when the line is back.
/// PostgreSQL may still be ending the work of the server that was killed.
async fn send_again<E: Endpoint>(caller: &Caller, written: &mut Written<E::Body>) -> Result<()> {
    let Some(body) = written.open.take() else { return Ok(()) };
    for _ in 0..10 {
        match caller.send::<E>(&[], &body).await? {
            Answer::Good { .. } => {
                written.answered.push(body);
                return Ok(());
            }
            Answer::Refused(problem) if problem.code == ProblemCode::RequestInProgress => {
                sleep(Duration::from_millis(500)).await;
            }
            Answer::Refused(problem) => return Err(refused::<E>(&problem)),
        }
    }
    bail!("{}: the request that was broken off never ends", E::ID)
}

/// Everything that was answered so far.
#[derive(Debug, Default)]
struct Register {
    agencies: BTreeSet<AgencyId>,
    women: BTreeMap<BeneficiaryId, String>,
}

impl Register {
    fn add(&mut self, round: &Round) -> Result<()> {
        for draft in &round.agencies.answered {
            self.agencies.insert(draft.id.context("no id")?);
        }
        for draft in round.women.iter().flat_map(|written| &written.answered) {
            let (id, name) = id_and_name(draft)?;
            self.women.insert(id, name);
        }
        Ok(())
    }

    /// All of it stands, and nothing twice.
    async fn check(&self, people: &People) -> Result<()> {
        let agencies = people.admin.all::<ListAgencies, Agency>(&[], "").await?;
        let standing: BTreeSet<AgencyId> = agencies.iter().map(|one| one.id).collect();
        let names: BTreeSet<&str> = agencies.iter().map(|one| one.short_name.as_str()).collect();
        ensure!(names.len() == agencies.len(), "an agency stands twice");
        let lost: Vec<&AgencyId> = self.agencies.difference(&standing).collect();
        ensure!(lost.is_empty(), "answered and lost: agencies {lost:?}");
        let women = women(&people.coordinator, "").await?;
        let names: BTreeSet<&String> = women.values().collect();
        ensure!(names.len() == women.len(), "a woman stands twice");
        for (id, name) in &self.women {
            ensure!(women.get(id) == Some(name), "answered and lost: {name}, who is {:?} now", women.get(id));
        }
        Ok(())
    }
}

async fn women(caller: &Caller, query: &str) -> Result<BTreeMap<BeneficiaryId, String>> {
    let women = caller.all::<ListBeneficiaries, Beneficiary>(&[], query).await?;
    women.into_iter().map(|one| Ok((one.id, one.full_name.value().context("no name")?.clone()))).collect()
}

/// The search finds those of a round who stand, and no others.
async fn check_search(people: &People, round: usize) -> Result<()> {
    let word = word(round);
    let found = women(&people.coordinator, &format!("q={word}")).await?;
    let mut standing = women(&people.coordinator, "").await?;
    standing.retain(|_, name| name.contains(&word));
    ensure!(found == standing, "the search finds {}, {} stand", found.len(), standing.len());
    Ok(())
}

async fn name_now(caller: &Caller, id: BeneficiaryId) -> Result<String> {
    let woman = caller.get::<GetBeneficiary>(&[&id.to_string()]).await?.good()?;
    Ok(woman.full_name.value().context("no name")?.clone())
}

pub async fn run(ground: &Ground<'_>, rounds: usize) -> Result<Figures> {
    let mut figures = Figures::default();
    let mut register = Register::default();
    let mut server = ground.site.start().await?;
    let mut answered = 0;
    let first = candidate(ground.numbers.next(), "Ibu Berganti", TELUK_PUCUNG)?;
    let (renamed, _) = id_and_name(&first)?;
    Caller::sign_in(&server.base, "kelurahan_officer").await?.send::<CreateBeneficiary>(&[], &first).await?.good()?;
    for round in 0..rounds {
        let people = People::sign_in(&server.base).await?;
        let moment = Duration::from_millis(u64::from(SHORTEST_MS + random(9 * SHORTEST_MS)?));
        let mut wrote = write(&people, &ground.numbers, renamed, round, async || {
            sleep(moment).await;
            server.kill()
        })
        .await?;
        ensure!(wrote.answered() > 0, "round {round} wrote nothing in {} ms", moment.as_millis());
        answered += wrote.answered();
        ground.site.verify_audit().context("after the kill")?;
        let (started, first_answer) = ground.site.restart(&people.officer).await?;
        server = started;
        figures.first_answers.push(first_answer);
        let name = name_now(&people.coordinator, renamed).await?;
        ensure!(wrote.names.contains(&name), "a change was answered and lost: {:?} became {name}", wrote.names);
        register.add(&wrote)?;
        register.check(&people).await?;
        send_again::<CreateAgency>(&people.admin, &mut wrote.agencies).await?;
        let [women, other_women] = &mut wrote.women;
        send_again::<CreateBeneficiary>(&people.officer, women).await?;
        send_again::<CreateBeneficiary>(&people.other_officer, other_women).await?;
        register.add(&wrote)?;
        register.check(&people).await?;
        check_search(&people, round).await?;
    }
    server.stop().await?;
    figures.note(format!("{answered} writes answered, none lost, none twice"));
    Ok(figures)
}
