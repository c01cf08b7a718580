//! How a woman's family stands, on one page: each basis by itself.

use super::family::{Family, gather};
use super::finances::series;
use super::queries::{functioning, part};
use super::reference::Reference;
use crate::beneficiaries::queries::{standing, with_merged};
use crate::entity::{beneficiary, household, poverty_check, welfare_assessment};
use crate::history::queries::names;
use crate::kernel::error::Result;
use crate::kernel::fields::{FieldRights, Standing, Withholding};
use crate::kernel::guard::{Guard, Read};
use crate::kernel::reply::{Answer, Reply};
use crate::kernel::scope::system;
use crate::poverty_checks::routes::view as view_of_check;
use actix_web::web::Path;
use contract::draft::Member;
use contract::endpoint::Endpoint;
use contract::endpoints::GetWelfare;
use contract::ids::{BeneficiaryId, HouseholdId};
use contract::ks21::{Answer as Ks21Answer, Ks21};
use contract::policy::FieldGroup;
use contract::poverty_checks::PovertyCheck;
use contract::problem::ProblemCode;
use contract::region_facts::RegionFactKind;
use contract::welfare::{Functioning, StageFound, Welfare};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

/// Her household's assessments that hold, newest first.
async fn assessments<E: Endpoint>(guard: &Guard<E>, id: HouseholdId) -> Result<Vec<welfare_assessment::Model>> {
    Ok(system::<welfare_assessment::Entity>()
        .filter(welfare_assessment::Column::HouseholdId.eq(id))
        .filter(welfare_assessment::Column::WithdrawnAt.is_null())
        .order_by_desc(welfare_assessment::Column::AssessedOn)
        .order_by_desc(welfare_assessment::Column::CreatedAt)
        .order_by_desc(welfare_assessment::Column::Id)
        .all(guard.db())
        .await?)
}

fn stage(row: &welfare_assessment::Model) -> Option<StageFound> {
    let answers: Ks21 = part(row.ks21.as_ref())?;
    Some(StageFound {
        stage: answers.stage(),
        assessed_on: row.assessed_on,
        assessed_by: row.assessed_by.clone(),
        assessment_id: row.id,
        not_met: answers.numbers(Some(Ks21Answer::No)),
        unanswered: answers.numbers(None),
        answers,
    })
}

/// How she functions is hers, whichever household she lived in when she said so.
async fn newest_functioning<E: Endpoint>(
    guard: &Guard<E>,
    ids: &[BeneficiaryId],
) -> Result<Option<welfare_assessment::Model>> {
    let row = system::<welfare_assessment::Entity>()
        .filter(welfare_assessment::Column::BeneficiaryId.is_in(ids.iter().copied()))
        .filter(welfare_assessment::Column::WithdrawnAt.is_null())
        .filter(welfare_assessment::Column::FunctioningSealed.is_not_null())
        .order_by_desc(welfare_assessment::Column::AssessedOn)
        .order_by_desc(welfare_assessment::Column::CreatedAt)
        .order_by_desc(welfare_assessment::Column::Id);
    Ok(row.one(guard.db()).await?)
}

async fn newest_check<E: Endpoint>(guard: &Guard<E>, ids: &[BeneficiaryId]) -> Result<Option<PovertyCheck>> {
    let row = system::<poverty_check::Entity>()
        .filter(poverty_check::Column::BeneficiaryId.is_in(ids.iter().copied()))
        .order_by_desc(poverty_check::Column::CheckedOn)
        .order_by_desc(poverty_check::Column::CreatedAt)
        .order_by_desc(poverty_check::Column::Id)
        .one(guard.db())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let names = names(guard.db(), [row.recorded_by]).await?;
    let recorder = names.get(&row.recorded_by);
    Ok(Some(view_of_check(row, recorder)))
}

/// The newest row that holds a part, where the caller may see it. A kader sees
/// what she told herself. That nothing was told is said to those who would see
/// it, or may be the first to tell it.
fn told<T>(
    (rights, nobody): (&FieldRights, Standing<'_>),
    rows: &[welfare_assessment::Model],
    (group, name): (FieldGroup, &str),
    withheld: &mut Vec<String>,
    take: impl Fn(&welfare_assessment::Model) -> Option<T>,
) -> Member<T> {
    let Some((row, value)) = rows.iter().find_map(|row| take(row).map(|value| (row, value))) else {
        let mut seen = Withholding::new(rights, nobody);
        let member = seen.uncollected(group, name);
        withheld.append(&mut seen.withheld);
        return member;
    };
    let mut seen = Withholding::new(rights, super::queries::standing(row));
    let member = seen.member(group, name, || Some(value));
    withheld.append(&mut seen.withheld);
    member
}

pub async fn get(guard: Read<GetWelfare>, id: Path<BeneficiaryId>) -> Answer<GetWelfare> {
    guard.filter()?;
    let woman = guard.select::<beneficiary::Entity>().filter(beneficiary::Column::Id.eq(*id)).one(guard.db()).await?;
    let woman = woman.ok_or(ProblemCode::NotFound)?;
    let home = system::<household::Entity>().filter(household::Column::Id.eq(woman.household_id)).one(guard.db());
    let home = home.await?.ok_or(ProblemCode::NotFound)?;
    let family = gather(guard.db(), [home.id]).await?.remove(&home.id).unwrap_or_default();
    let reference = Reference::load(guard.db()).await?;
    let rows = assessments(&guard, home.id).await?;
    let points = series(guard.db(), &reference, &woman.region_code, home.id).await?;
    // What was told of a record that was merged into hers is hers.
    let hers = with_merged(guard.db(), woman.id).await?;
    let check = newest_check(&guard, &hers).await?;
    let rights = FieldRights::of(&*guard);
    let mut view = sums(&rights, &reference, &woman, &home, &family);
    // The series reaches back before whoever collects now.
    let past = rights.sees_past(FieldGroup::Income, crate::households::write::standing(&home));
    if past {
        view.finances = Member::Value(points);
        view.poverty_check = Member::from_option(check);
    } else {
        view.withheld.extend(["finances".to_owned(), "poverty_check".to_owned()]);
    }
    let withheld = &mut view.withheld;
    let seer = (&rights, Standing { collected_by: None, ..standing(&woman) });
    view.ks21 = told(seer, &rows, (FieldGroup::Income, "ks21"), withheld, stage);
    view.dwelling = told(seer, &rows, (FieldGroup::Income, "dwelling"), withheld, |row| part(row.dwelling.as_ref()));
    view.aid = told(seer, &rows, (FieldGroup::Income, "aid"), withheld, |row| part(row.aid.as_ref()));
    let newest = newest_functioning(&guard, &hers).await?;
    let opened = newest.as_ref().map(|row| functioning(&guard.kernel, row)).transpose()?.flatten();
    let health = (FieldGroup::Health, "functioning");
    view.functioning = told(seer, newest.as_slice(), health, withheld, |_| opened);
    view.disability = match &view.functioning {
        Member::Value(set) => Member::from_option(Functioning::disability(*set)),
        Member::Null => Member::Null,
        Member::Absent => {
            view.withheld.push("disability".to_owned());
            Member::Absent
        }
    };
    Ok(Reply::new(view))
}

/// The household's sums against what is known of its place.
fn sums(
    rights: &FieldRights,
    reference: &Reference,
    woman: &beneficiary::Model,
    home: &household::Model,
    family: &Family,
) -> Welfare {
    let of_home = Standing { collected_by: home.collected_by, ..standing(woman) };
    let mut seen = Withholding::new(rights, of_home);
    let place = &woman.region_code;
    let income = family.income().map(|sum| reference.measure(RegionFactKind::MeanIncome, place, sum));
    let expenditure = family.expenditure().map(|sum| reference.measure(RegionFactKind::MeanExpenditure, place, sum));
    Welfare {
        beneficiary_id: woman.id,
        household_id: home.id,
        people: family.people,
        ks21: Member::Null,
        income: match income {
            None => seen.uncollected(FieldGroup::Income, "income"),
            income => seen.member(FieldGroup::Income, "income", || income),
        },
        expenditure: match expenditure {
            None => seen.uncollected(FieldGroup::Income, "expenditure"),
            expenditure => seen.member(FieldGroup::Income, "expenditure", || expenditure),
        },
        finances: Member::Absent,
        dwelling: Member::Null,
        aid: Member::Null,
        functioning: Member::Null,
        disability: Member::Null,
        poverty_check: Member::Absent,
        withheld: seen.withheld,
    }
}
