//! Finding a woman by her identifiers, showing them, and what a NIK that
//! stands elsewhere leads to. All of it is recorded.

use super::identifiers::{context, kk_hashes, nik_hashes, open};
use super::queries::{Surroundings, view};
use super::shown::Shown;
use crate::entity::{beneficiary, event, household};
use crate::kernel::crud::Resource;
use crate::kernel::error::{Error, Existing, Result};
use crate::kernel::event::Change;
use crate::kernel::guard::{Guard, Write};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::kernel::state::Kernel;
use crate::kernel::tx::{Author, Committed, run_as_system};
use crate::tasks::raise::{Claim, claim};
use actix_web::web::Path;
use contract::beneficiaries::{BeneficiaryDraft, Identity, Lookup, LookupResult};
use contract::draft::Purpose;
use contract::endpoint::Endpoint;
use contract::endpoints::{LookUpBeneficiary, RevealBeneficiary};
use contract::ids::{BeneficiaryId, UserId};
use contract::nik::{KkNumber, Nik};
use contract::problem::ProblemCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, PaginatorTrait, QueryFilter, QuerySelect};

/// What a refused registration is called in the trail.
pub const PROBE: &str = "nik_probe";
const LOOKUP: &str = "beneficiary_lookup";
/// So many in an hour are an honest hour's work with a bad list.
pub const PROBES_PER_HOUR: u64 = 30;
const LOOKUPS_PER_HOUR: u64 = 120;
const HOUR: i64 = 3600;

/// So many events of a kind a user left within the last hour.
pub async fn recorded_by(kernel: &Kernel, user: UserId, kind: &str) -> Result<u64> {
    let since = kernel.clock.now().plus_seconds(-HOUR);
    let mut select = system::<event::Entity>()
        .filter(event::Column::ActorId.eq(user))
        .filter(event::Column::At.gte(since))
        .filter(event::Column::ResourceKind.eq(kind));
    if matches!(kind, PROBE | LOOKUP) {
        // In the words of the index `events_of_probes`, or it is not taken.
        select = select.filter(Expr::cust("resource_kind in ('nik_probe', 'beneficiary_lookup')"));
    }
    Ok(select.count(&kernel.db.read).await?)
}

/// Trying NIKs until one stands in the register would tell who is in it.
pub async fn limit_probes<E: Endpoint>(guard: &Guard<E>) -> Result<()> {
    within_limit(recorded_by(&guard.kernel, guard.user()?, PROBE).await?)
}

/// The same for one woman at a time: what was counted within the last second is
/// not counted again.
pub async fn limit_probes_of_one<E: Endpoint>(guard: &Guard<E>) -> Result<()> {
    let (user, remembered) = (guard.user()?, &guard.kernel.probes);
    let probes = if let Some(probes) = remembered.get(&user).await {
        probes
    } else {
        let probes = recorded_by(&guard.kernel, user, PROBE).await?;
        remembered.insert(user, probes).await;
        probes
    };
    within_limit(probes)
}

fn within_limit(probes: u64) -> Result<()> {
    if probes >= PROBES_PER_HOUR {
        return Err(Error::from(ProblemCode::TooManyRequests).retry_after(600));
    }
    Ok(())
}

/// Records that a NIK was found to stand already; where the caller may not see
/// the other record, it becomes the coordinator's task.
pub async fn report_probe<E: Endpoint>(guard: &Guard<E>, error: Error, draft: &BeneficiaryDraft) -> Result<Error> {
    let by = guard.user()?;
    let place = guard.scope().places.first().map(|reach| reach.region.clone());
    let named = draft.region_code.value().filter(|code| guard.scope().reaches(code)).cloned();
    let claimed = match (error.existing, named.or_else(|| place.clone())) {
        (Some(Existing::Unseen(beneficiary)), Some(region)) => {
            Some(Claim { beneficiary, full_name: draft.full_name.value().cloned(), region, by })
        }
        _ => None,
    };
    let seen = error.existing.and_then(Existing::seen);
    let subject = seen.map_or_else(|| "elsewhere".to_owned(), |id| id.to_string());
    let author = Author {
        user: Some(by),
        permission: E::ACCESS.as_str(),
        operation: E::ID,
        request_id: guard.circumstances.request_id.clone(),
        address: Some(guard.circumstances.address.to_string()),
    };
    run_as_system(&guard.kernel, author, async |tx| {
        if let Some(claimed) = &claimed {
            claim(tx, claimed).await?;
        }
        tx.done(Change::act(PROBE, &subject).at(place.as_ref()), ()).await
    })
    .await?;
    guard.kernel.probes.invalidate(&by).await;
    Ok(error)
}

/// Exact look-up by one identifier. Only women in the caller's scope are
/// shown; others are counted.
pub async fn look_up(guard: Write<LookUpBeneficiary>) -> Answer<LookUpBeneficiary> {
    let draft = guard.draft(Purpose::Create).await?;
    if recorded_by(&guard.kernel, guard.user()?, LOOKUP).await? >= LOOKUPS_PER_HOUR {
        return Err(Error::from(ProblemCode::TooManyRequests).retry_after(600));
    }
    let matching = matching(&guard, &draft).await?;
    let all = system::<beneficiary::Entity>().filter(matching.clone()).count(guard.db()).await?;
    let select = guard.select::<beneficiary::Entity>().filter(matching).limit(50);
    let women = Shown::of(select).into_model::<Shown>().all(guard.db()).await?;
    let around = Surroundings::of(&guard, &women).await?;
    let elsewhere = all.saturating_sub(u64::try_from(women.len()).unwrap_or(0));
    let items: Result<Vec<_>> = women.into_iter().map(|woman| view(&guard, woman, &around)).collect();
    let result = LookupResult { items: items?, elsewhere: u32::try_from(elsewhere).unwrap_or(u32::MAX) };
    let found = result.items.first().map_or_else(|| "none".to_owned(), |one| one.id.to_string());
    let recorded = guard.run(async |tx| tx.done(Change::act(LOOKUP, &found), ()).await).await?;
    match recorded {
        Committed::Fresh(()) => Ok(Reply::new(result)),
        Committed::Repeated(_) => Err(Error::internal("a look-up is never repeated from memory")),
    }
}

async fn matching(guard: &Guard<LookUpBeneficiary>, lookup: &Lookup) -> Result<Condition> {
    if let Some(text) = &lookup.nik {
        let nik = Nik::parse(text, guard.clock().today()).map_err(|code| Error::field("/nik", code))?;
        return Ok(Condition::all().add(beneficiary::Column::NikHash.is_in(nik_hashes(&guard.kernel, &nik))));
    }
    let text = lookup.kk_number.as_deref().unwrap_or("");
    let kk = KkNumber::parse(text).map_err(|code| Error::field("/kk_number", code))?;
    let homes = system::<household::Entity>()
        .filter(household::Column::KkHash.is_in(kk_hashes(&guard.kernel, &kk)))
        .all(guard.db())
        .await?;
    Ok(Condition::all().add(beneficiary::Column::HouseholdId.is_in(homes.iter().map(|home| home.id))))
}

/// Shows NIK and family-card number in clear; the reason is kept.
pub async fn reveal(guard: Write<RevealBeneficiary>, id: Path<BeneficiaryId>) -> Answer<RevealBeneficiary> {
    let draft = guard.draft(Purpose::Change).await?;
    let committed = guard
        .run(async |tx| {
            let row = tx.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(*id)).one(tx.db()).await?;
            let row = row.ok_or(ProblemCode::NotFound)?;
            let home =
                system::<household::Entity>().filter(household::Column::Id.eq(row.household_id)).one(tx.db()).await?;
            let nik = row.nik_sealed.as_ref().map(|sealed| open(tx.kernel(), &context(row.id, "nik"), sealed));
            let kk = home.and_then(|home| {
                let context = context(home.id, "kk_number");
                home.kk_sealed.map(|sealed| open(tx.kernel(), &context, &sealed))
            });
            let identity = Identity { nik: nik.transpose()?, kk_number: kk.transpose()? };
            let change =
                Change::act(beneficiary::Entity::KIND, row.id).at(Some(&row.region_code)).because(&draft.reason);
            tx.done(change, identity).await
        })
        .await?;
    match committed {
        Committed::Fresh(identity) => Ok(Reply::new(identity)),
        Committed::Repeated(_) => Err(Error::internal("a reveal is never repeated from memory")),
    }
}
